"""What the leads hear of the operator's texts."""

from __future__ import annotations

import pytest

from bot.domain.errors import Problem
from bot.wiring.texts import in_words

PROBLEM = Problem("mine/en/hello.md", "kind", 2, "write a kind")


@pytest.mark.parametrize(
    ("count", "begins"),
    [
        (0, "The response texts are in order again."),
        (1, "The response texts have a mistake; the old texts stay in use.\n• mine/en/hello.md:2: kind: write a kind"),
        (2, "The response texts have 2 mistakes; the old texts stay in use.\n• "),
        (30, "The response texts have 30 mistakes; the old texts stay in use.\n• "),
    ],
)
def test_one_mistake_is_one(count: int, begins: str) -> None:
    told = in_words((PROBLEM,) * count)
    assert told.startswith(begins)
    assert min(count, 10) == told.count("•")
