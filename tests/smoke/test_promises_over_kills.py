"""A promise with the real bot as a process of its own, and with that process killed while a promise is owed."""

from __future__ import annotations

import json

import pytest
from test_commands import command

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stories import STORIES
from bot.sandbox.stories.telling import play

STEPS = 8
MADE, REMINDED = 4, 5


@pytest.mark.slow
@pytest.mark.parametrize("step", [MADE, REMINDED])
def test_a_kill_while_a_promise_is_owed_changes_nothing(step: int) -> None:
    """The owner is reminded once and the lead hears once, whichever process does it; the command tells how it went."""
    with Rehearsal() as rehearsal:

        def between(number: int) -> None:
            if number == step:
                rehearsal.kill_bot()
                rehearsal.start_bot()

        outcome = play("promise", STORIES["promise"], rehearsal, between=between)
        told = command("promises", "--json", "--weeks", "520", folder=rehearsal.folder)
        shown = command("promises", "--weeks", "520", folder=rehearsal.folder)
    assert "" == outcome.problem
    assert STEPS == len(outcome.steps)
    assert (0, 0) == (told.returncode, shown.returncode)
    figures = json.loads(told.stdout)
    assert [] == figures["owed"]
    assert [("Ada", 0, 1, 0)] == [
        (one["owner"], one["kept"], one["broken"], one["replaced"]) for one in figures["weeks"]
    ]
    assert "Ada" in shown.stdout
