"""The intern's story with the real bot as a process of its own, and with that process killed in the middle."""

from __future__ import annotations

import threading
import time

import pytest

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Stage
from bot.sandbox.stories import STORIES
from bot.sandbox.stories.telling import Outcome, play

pytestmark = pytest.mark.slow

STORY = STORIES["intern"]
STEPS = 17


def told(rehearsal: Rehearsal, kill_after: range = range(0)) -> Outcome:
    """Play the story; kill the bot and start it again after the steps in `kill_after`."""

    def between(number: int) -> None:
        if number in kill_after:
            rehearsal.kill_bot()
            rehearsal.start_bot()

    return play("intern", STORY, rehearsal, between=between)


def test_the_story_comes_out_and_names_nobody_in_public() -> None:
    with Rehearsal() as rehearsal:
        outcome = told(rehearsal)
    assert "" == outcome.problem
    assert STEPS == len(outcome.steps)
    public = " ".join(step.text for step in outcome.steps if step.public and step.who == "bot")
    assert [] == [name for name in ("Ada", "Grace", "ada_writes") if name in public]


@pytest.mark.parametrize("step", range(1, STEPS, 2))
def test_a_kill_between_two_steps_changes_nothing(step: int) -> None:
    with Rehearsal() as rehearsal:
        outcome = told(rehearsal, kill_after=range(step, step + 1))
    assert "" == outcome.problem
    assert STEPS == len(outcome.steps)


def test_a_kill_after_every_single_step_changes_nothing() -> None:
    with Rehearsal() as rehearsal:
        outcome = told(rehearsal, kill_after=range(1, STEPS))
    assert "" == outcome.problem


IN_FLIGHT = [
    ("x", "hang_before", "POST", "/2/tweets"),
    ("x", "hang_after", "POST", "/2/tweets"),
    ("x", "hang_before", "POST", "/dm_conversations/"),
    ("x", "hang_after", "POST", "/dm_conversations/"),
    ("slack", "hang_before", None, "chat.postMessage"),
    ("slack", "hang_after", None, "chat.postMessage"),
    ("slack", "hang_after", None, "chat.update"),
]


@pytest.mark.parametrize(("on", "kind", "method", "path"), IN_FLIGHT)
def test_a_kill_in_the_middle_of_a_call_changes_nothing(on: str, kind: str, method: str | None, path: str) -> None:
    """The vendor has the call, performed or not, and the bot dies before it hears the answer."""
    with Rehearsal() as rehearsal:
        stage = rehearsal.stage
        stage.fault(on, kind, path=path, **({"method": method} if method else {}))
        killed = threading.Event()
        killer = threading.Thread(target=_kill_when_it_hangs, args=(rehearsal, stage, killed), daemon=True)
        killer.start()
        outcome = told(rehearsal)
        killer.join(30)
    assert killed.is_set()
    assert "" == outcome.problem


def _kill_when_it_hangs(rehearsal: Rehearsal, stage: Stage, killed: threading.Event) -> None:
    for _ in range(1200):
        if stage.faults()["hanging"]:
            break
        time.sleep(0.02)
    else:
        return
    rehearsal.kill_bot()
    stage.clear_faults()
    rehearsal.start_bot()
    killed.set()
