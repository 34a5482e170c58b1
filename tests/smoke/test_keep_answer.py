"""Ada sends a suggestion, Grace keeps it, the operator sees and drops it: the real bot on the local X and Slack."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from bot.sandbox.bot_process import SECRETS
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import one
from bot.sandbox.stories.intern import complete_card

pytestmark = pytest.mark.slow

KEEP = "keep_answer"


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    """A sandbox with a bot."""
    with Rehearsal() as running:
        yield running


def answers(rehearsal: Rehearsal, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `triage-bot answers` beside the running bot."""
    return subprocess.run(
        [sys.executable, "-m", "bot", "answers", *arguments],
        cwd=rehearsal.folder,
        env=dict(os.environ) | dict(SECRETS),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def with_keep(card: dict[str, Any] | None) -> dict[str, Any] | None:
    """Return a card that has the button."""
    return card if card and KEEP in json.dumps(card) else None


def test_a_lead_keeps_an_answer_and_the_operator_drops_it(rehearsal: Rehearsal) -> None:
    stage = rehearsal.stage
    post = stage.post("anna_k", "@acme I was charged twice this month, order 4711023")
    card = stage.expect("a card with three suggestions", lambda now: complete_card(now, "anna_k"))
    shown = json.dumps(card, ensure_ascii=False)
    assert "matches “charged” and “twice”" in shown
    stage.click("U0ADA", card, "send:0")
    stage.expect("the answer", lambda now: [one for one in now.replies(post["id"]) if "twice" in one["text"]] or None)

    def kept_button(now: Any) -> dict[str, Any] | None:
        return with_keep(one([message for message in now.cards() if message["ts"] == card["ts"]]))

    card = stage.expect("a card with the button to keep the answer", kept_button)
    stage.click("U0ADA", card, KEEP)
    stage.expect(
        "Ada hears that only leads can",
        lambda now: [said for said in now.told("U0ADA") if "Only a lead" in json.dumps(said)] or None,
    )
    assert [] == json.loads(answers(rehearsal, "list", "--json").stdout)["kept"]
    stage.click("U0GRACE", card, KEEP)
    stage.expect(
        "Grace hears what was kept",
        lambda now: [said for said in now.told("U0GRACE") if "kept as answer 1" in json.dumps(said)] or None,
    )
    told = json.loads(answers(rehearsal, "list", "--json").stdout)
    (kept,) = told["kept"]
    assert ("charged-twice", "Grace", 1) == (kept["response"], kept["kept_by"], kept["id"])
    assert ("4711023" in kept["question"], "Anna" in kept["answer"]) == (False, False)
    assert {"answers": 1, "among_three": 1, "first": 1} == told["sent"]
    assert "charged" in answers(rehearsal, "list").stdout
    assert 0 == answers(rehearsal, "drop", "1").returncode
    gone = answers(rehearsal, "drop", "1")
    assert (2, True) == (gone.returncode, "There is no kept answer 1" in gone.stderr.replace("\n", " "))

    again = stage.post("bo_writes", "@acme I was charged twice too")
    second = stage.expect("a second card", lambda now: complete_card(now, "bo_writes"))
    assert "sent once for such questions" in json.dumps(second, ensure_ascii=False)
    assert again
