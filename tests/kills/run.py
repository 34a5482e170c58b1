"""Kills the real process at random moments while the crowd writes and the weather is bad, and judges what is left."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from kills.crowd import Crowd
from kills.verdict import Verdict, judge
from kills.weather import Weather

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Stage

# The load is a burst by any measure; what opens the breaker is tried elsewhere.
GUARDS = "\n[guards]\nalike = 100000\nhourly = 100000\ndaily = 1000\n"
READY_WITHIN = 45.0
STARTS = 20


@dataclass
class Run:
    """One run; the same seed makes the same plan, though machines never keep the same time.

    Args:
        seed: of the plan.
        kills: how many.
        mentions: how many are written, `every` so many seconds.
        settle_within: seconds after the last kill in which everything must have left.
        alive: the longest time, in seconds, that a bot gets between its first poll and its end.
    """

    seed: int
    kills: int
    mentions: int
    every: float
    settle_within: float
    alive: float = 2.5
    say: Callable[[str], None] = lambda words: None
    killed: int = 0
    while_starting: int = 0
    ended_by_itself: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0

    def go(self, log: Path | None = None) -> Verdict:
        """Run and return the verdict; `log` gets a copy of what the bot wrote."""
        began = time.monotonic()
        with Rehearsal() as rehearsal:
            bot = rehearsal.bot
            assert bot is not None
            rehearsal.stop_bot()
            with bot.config.open("a", encoding="utf-8") as file:
                file.write(GUARDS)
            crowd = Crowd(rehearsal.server, self.seed, self.every, self.mentions)
            weather = Weather(rehearsal.stage, self.seed + 7, every=0.5)
            rehearsal.start_bot()
            crowd.start()
            weather.start()
            self._kill(bot, rehearsal.stage)
            weather.stop()
            verdict = self._settle(bot, rehearsal.stage, crowd)
            crowd.stop()
            if log is not None:
                log.write_bytes(bot.log.read_bytes())
            self.faults = dict(sorted(weather.seen.items()))
        self.seconds = time.monotonic() - began
        return verdict

    def _kill(self, bot: BotProcess, stage: Stage) -> None:
        chance = random.Random(self.seed + 3)
        for number in range(self.kills):
            before = _newest(stage)
            if number and chance.random() < 0.2:
                # In the middle of its start, when it takes up what the last one left.
                time.sleep(chance.uniform(0.5, 4.0))
                self.while_starting += not _polls(stage, before)
            else:
                self._until_heard(bot, stage, 0 if number == 0 else before)
                time.sleep(chance.uniform(0.0, self.alive))
            if number == self.kills // 2:
                # The email asks fall due under fire as well.
                stage.forward("4m")
            bot.kill()
            self.killed += 1
            self.say(f"kill {self.killed} of {self.kills}")
            bot.start()

    def _until_heard(self, bot: BotProcess, stage: Stage, since: int) -> None:
        """Wait until the bot polls; one that could not start in this weather is started again, as systemd would."""
        deadline = time.monotonic() + READY_WITHIN
        while not _polls(stage, since):
            self._supervise(bot)
            if time.monotonic() > deadline:
                raise AssertionError(f"the bot did not come up again:\n{bot.log.read_text('utf-8')[-2_000:]}")
            time.sleep(0.05)

    def _supervise(self, bot: BotProcess) -> None:
        if not bot.running:
            self.ended_by_itself += 1
            assert self.ended_by_itself <= STARTS, bot.log.read_text("utf-8")[-2_000:]
            bot.start()

    def _settle(self, bot: BotProcess, stage: Stage, crowd: Crowd) -> Verdict:
        """Let the bot finish in peace; return the verdict once nothing is missing, or when the time is up."""
        deadline = time.monotonic() + self.settle_within
        due = False
        while True:
            self._supervise(bot)
            verdict = judge(stage.state(), crowd.asked, asks_are_due=due)
            complete = crowd.wrote_all and not verdict.wrong
            if (due and complete) or time.monotonic() > deadline:
                break
            if complete and not due:
                crowd.stop()
                stage.forward("4m")
                due = True
            time.sleep(0.5)
        # What would come a second time would come now.
        time.sleep(3.0)
        return judge(stage.state(), crowd.asked, asks_are_due=due)


def _polls(stage: Stage, since: int) -> bool:
    """Tell whether a bot has asked X for mentions after call number `since`, whatever X answered."""
    return any(call["path"].endswith("/mentions") for call in stage.calls(since))


def _newest(stage: Stage) -> int:
    calls = stage.calls()
    return int(calls[-1]["n"]) if calls else 0
