"""What only leads may decide is read from clicks and windows, and who is a lead is told by role and workspace."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from slack_world import WORKSPACE
from test_slack_codec import clicked, ignored

from bot.adapters.slack.codec import decode
from bot.adapters.slack.decisions import (
    AnswerLate,
    AnswerYounger,
    CloseBreaker,
    Decided,
    Decision,
    Drop,
    EditAsked,
    SendAnyway,
)
from bot.adapters.slack.held_window import Edited
from bot.domain.errors import DecodeError


@pytest.mark.parametrize(
    ("action", "value", "wanted"),
    [
        ("held:send", {"case": "C-1", "message": "e7"}, SendAnyway("C-1", "e7")),
        ("held:drop", {"case": "C-1", "message": "e7"}, Drop("C-1", "e7")),
        ("held:edit", {"case": "C-1", "message": "e7", "limit": 280}, EditAsked("C-1", "e7", 280, "")),
        ("held:edit", {"case": "C-1", "message": "e7"}, EditAsked("C-1", "e7", 3_000, "")),
        ("late:answer", {"case": "C-1"}, AnswerLate("C-1")),
        ("late:younger:120", {"minutes": 120}, AnswerYounger(timedelta(hours=2))),
        ("breaker:close", {}, CloseBreaker()),
    ],
)
def test_a_click_by_which_a_lead_decides(action: str, value: dict[str, Any], wanted: Decision) -> None:
    """The button tells what is decided about, Slack tells who."""
    assert clicked(action, value) == Decided("U0ADA", "T0ACME", wanted)


def test_a_click_on_edit_brings_the_trigger_for_the_window() -> None:
    """Without it no window opens."""
    action = {"action_id": "held:edit", "value": '{"case": "C-1", "message": "e7", "limit": 280}'}
    body = {"type": "block_actions", "user": {"id": "U0ADA"}, "trigger_id": "1.2", "actions": [action]}
    assert decode(json.dumps(body), WORKSPACE) == Decided("U0ADA", "", EditAsked("C-1", "e7", 280, "1.2"))


def test_a_submitted_window_is_an_edited_text() -> None:
    """The case and the message were carried along."""
    view = {
        "callback_id": "held_edit",
        "private_metadata": '{"case": "C-1", "message": "e7"}',
        "state": {"values": {"text": {"text": {"value": "Dear Anna"}}}},
    }
    body = {"type": "view_submission", "user": {"id": "U0GRACE", "team_id": "T0ACME"}, "view": view}
    wanted = Decided("U0GRACE", "T0ACME", Edited("C-1", "e7", "Dear Anna"))
    assert decode(json.dumps(body), WORKSPACE) == wanted
    other = decode(json.dumps(body | {"view": view | {"callback_id": "other"}}), WORKSPACE)
    assert ignored(other) == "an envelope that we do not use"


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("held:send", {"case": "C-1"}),
        ("held:send", {"message": "e7"}),
        ("held:edit", {"case": "C-1", "message": "e7", "limit": "280"}),
        ("late:answer", {}),
        ("late:younger:60", {"minutes": True}),
        ("late:younger:60", {"minutes": 0}),
        ("late:younger:60", {"minutes": 10**9}),
        ("breaker:close", "swordfish"),
    ],
)
def test_a_broken_decision_is_told(action: str, value: Any) -> None:
    """What is not ours decides nothing."""
    with pytest.raises(DecodeError):
        clicked(action, value)


@pytest.mark.parametrize(
    ("user", "team", "wanted"),
    [
        ("U0GRACE", "T0ACME", True),
        ("U0ADA", "T0ACME", False),
        ("U0GRACE", "T0OTHER", False),
        ("U0CARL", "T0ACME", False),
    ],
)
def test_a_lead_is_one_by_role_and_workspace(user: str, team: str, wanted: bool) -> None:
    """A stranger with a lead's id leads nobody."""
    assert WORKSPACE.is_lead(user, team) == wanted
