"""The stories about words that must not leave, with the real bot."""

from __future__ import annotations

import pytest

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stories import STORIES
from bot.sandbox.stories.telling import play


@pytest.mark.parametrize("name", [name for name in STORIES if name != "intern"])
def test_a_story_comes_out_as_told(name: str) -> None:
    with Rehearsal() as rehearsal:
        outcome = play(name, STORIES[name], rehearsal)
    assert "" == outcome.problem
    public = " ".join(step.text for step in outcome.steps if step.public and step.who == "bot")
    assert "FirstName" not in public
    assert "Ada" not in public
