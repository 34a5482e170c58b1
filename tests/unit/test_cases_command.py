"""`triage-bot cases show` tells the story of a case, and nothing that was said in private."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention
from test_config import SMALLEST
from typer.testing import CliRunner
from workplace import move_in

from bot.cli.app import app
from bot.domain.case import Case, Channel
from bot.domain.effects import Reply
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxRow

SECRET = "the code is 4711"


@pytest.fixture(autouse=True)
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case with a public and a private message, and an answer of ours to each."""
    store = move_in(tmp_path, monkeypatch, SMALLEST)
    with store.transaction() as tx:
        tx.cases.save(Case(tx.cases.new_id(), Channel.X, ANNA, "1001", NOON))
        for private in (False, True):
            words = SECRET if private else "it fails"
            tx.mentions.add(mention(words, number=int(private), private=private), "C-1")
            reply = Reply(ResponseKind.SUGGESTION, "1001", NOON, f"You wrote: {words}", "Ada", private=private)
            tx.outbox.add(OutboxRow(f"r{private}", "C-1", "x:public", reply, NOON, NOON))
    store.close()


def test_neither_their_private_message_nor_our_answer_to_it_is_shown() -> None:
    told = json.loads(CliRunner().invoke(app, ["cases", "show", "C-1", "--json"]).stdout)
    assert ["it fails", "(private message)"] == [one["text"] for one in told["mentions"]]
    assert ["You wrote: it fails", "(private message)"] == [one["text"] for one in told["said"]]


def test_on_the_screen_neither() -> None:
    shown = CliRunner().invoke(app, ["cases", "show", "C-1"]).stdout
    assert (True, False) == ("You wrote: it fails" in shown, SECRET in shown)
