"""The real process, killed again and again under load and faults. `make kill30` is the long version."""

from __future__ import annotations

import pytest
from kills.run import Run

pytestmark = pytest.mark.slow

KILLS = 8
MENTIONS = 9


@pytest.mark.timeout(400)
def test_eight_kills_lose_nothing_and_double_nothing() -> None:
    """Counted from what X and Slack have on record, never from the bot's own tables."""
    run = Run(seed=8, kills=KILLS, mentions=MENTIONS, every=1.5, settle_within=90, alive=1.0)
    verdict = run.go()
    print(run.killed, "kills", verdict)
    assert {} == verdict.wrong
    assert (KILLS, MENTIONS) == (run.killed, verdict.mentions)
    assert verdict.holding_replies + verdict.with_a_human >= MENTIONS
