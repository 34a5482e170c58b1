"""A burst with the real bot: the breaker opens before the operator's number is passed, and a lead's click closes it."""

from __future__ import annotations

import time

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Json, Stage, State, direct_channel, words

ALIKE = 8
MENTIONS = 50
QUIET = 2.0


def test_a_burst_opens_the_breaker_and_a_click_lets_the_rest_go() -> None:
    with Rehearsal() as rehearsal:
        rehearsal.stop_bot()
        assert rehearsal.bot is not None
        with rehearsal.bot.config.open("a", encoding="utf-8") as file:
            file.write(f"\n[guards]\nalike = {ALIKE}\n")
        rehearsal.start_bot()
        stage = rehearsal.stage
        for number in range(MENTIONS):
            who = ("anna_k", "bo_writes", "mia_dev")[number % 3]
            stage.post(who, f"@acme I would like a refund for invoice number {number}, please")
        told = stage.expect("the lead hears of the open breaker", breaker)
        time.sleep(QUIET)
        assert ALIKE == len(stage.state().brand_posts())

        rehearsal.kill_bot()
        rehearsal.start_bot()
        time.sleep(QUIET)
        assert ALIKE == len(stage.state().brand_posts())
        assert 1 == breakers(stage)

        stage.click("U0GRACE", told, "breaker:close", channel=direct_channel(stage.state(), "U0GRACE"))
        stage.expect("the next ones leave", lambda now: len(now.brand_posts()) > ALIKE or None)


def breaker(state: State) -> Json | None:
    """The message that tells Grace of the open breaker."""
    return next((one for one in state.told("U0GRACE") if "breaker:close" in str(one["blocks"])), None)


def breakers(stage: Stage) -> int:
    """How often Grace was told."""
    return len([one for one in stage.state().told("U0GRACE") if "automatic" in words(one).lower()])
