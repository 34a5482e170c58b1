"""What people do in Slack is read from clicks, menus, windows and commands, and never more than was done."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.adapters.slack.acts import Act, act_name, read_act
from bot.domain.errors import DecodeError

USER = {"id": "U0ADA", "team_id": "T0ACME"}


def used(**action: Any) -> dict[str, Any]:
    """The envelope of somebody who used an element."""
    return {"type": "block_actions", "user": USER, "trigger_id": "1.2", "actions": [action]}


def window(kind: str = "view_submission", **values: Any) -> dict[str, Any]:
    """The envelope of a window with these inputs, one a block."""
    state = {"values": {block: {"input": element} for block, element in values.items()}}
    view = {"id": "V1", "callback_id": "promise", "private_metadata": '{"case": "C-1"}', "state": state}
    return {"type": kind, "user": USER, "trigger_id": "1.2", "view": view}


def test_a_button_tells_what_it_carried_and_the_trigger() -> None:
    """A number after the last colon only keeps ids apart."""
    wanted = Act("U0ADA", "T0ACME", "send", {"case": "C-1"}, trigger="1.2")
    assert wanted == read_act(used(action_id="send:2", value='{"case": "C-1"}'))
    assert "C-1" == wanted.case_id


def test_a_menu_tells_what_was_chosen() -> None:
    """What was chosen stands where a button has its value."""
    act = read_act(used(action_id="more", selected_option={"value": '{"case": "C-2"}'}))
    assert ("more", "C-2") == (act.name, act.case_id)


def test_a_choice_behind_three_dots_is_an_act_of_its_own() -> None:
    """So that each has its own right and its own handler."""
    chosen = {"value": '{"act": "dismiss", "case": "C-2"}'}
    act = read_act(used(action_id="more", type="overflow", selected_option=chosen))
    assert ("dismiss", "C-2") == (act.name, act.case_id)


def test_a_button_in_a_window_tells_which_window() -> None:
    """So that it can be drawn anew."""
    body = used(action_id="more", value="{}") | {"view": {"id": "V1", "private_metadata": "swordfish"}}
    assert "V1" == read_act(body).view


@pytest.mark.parametrize(
    ("element", "wanted"),
    [
        ({"type": "plain_text_input", "value": "Dear Anna"}, "Dear Anna"),
        ({"type": "plain_text_input", "value": None}, ""),
        ({"type": "static_select", "selected_option": {"value": "1h"}}, "1h"),
        ({"type": "users_select", "selected_user": "U0GRACE"}, "U0GRACE"),
        ({"type": "datetimepicker", "selected_date_time": 1_772_452_800}, "1772452800"),
        ({"type": "datetimepicker", "selected_date_time": None}, ""),
    ],
)
def test_a_submitted_window_tells_what_was_entered(element: dict[str, Any], wanted: str) -> None:
    """By the block, whatever kind of input it is."""
    act = read_act(window(when=element))
    assert ("promise", "C-1", "V1", {"when": wanted}) == (act.name, act.case_id, act.view, act.entered)


def test_a_closed_window_is_another_act() -> None:
    """Closing is not submitting."""
    assert "promise!closed" == read_act(window("view_closed")).name


def test_a_command_is_an_act_of_who_typed_it() -> None:
    """Slack tells its user in another place."""
    body = {"command": "/triage", "text": "case 12", "user_id": "U0ADA", "team_id": "T0ACME", "trigger_id": "1.2"}
    assert Act("U0ADA", "T0ACME", "/triage", {"text": "case 12"}, trigger="1.2") == read_act(body)


@pytest.mark.parametrize("body", [{}, {"type": "event_callback"}, {"type": "view_submission"}, {"type": "shortcut"}])
def test_other_envelopes_are_no_acts(body: dict[str, Any]) -> None:
    """They have no name."""
    assert "" == act_name(body)


@pytest.mark.parametrize(
    "body",
    [
        used(action_id="take", value="swordfish"),
        used(action_id="take"),
        used(action_id="more", selected_option=None),
        used(action_id="more", type="overflow", selected_option={"value": '{"case": "swordfish"}'}),
        used(action_id="take", value="{}") | {"user": {"id": 7}},
        window() | {"user": None},
        window(when={"value": ["swordfish"]}),
        {"command": "/triage", "text": ["swordfish"], "user_id": "U0ADA"},
        {"type": "block_actions", "actions": []},
    ],
    ids=lambda body: json.dumps(body)[:40],
)
def test_a_broken_one_is_told_without_its_content(body: dict[str, Any]) -> None:
    """The error names the field."""
    with pytest.raises(DecodeError) as problem:
        read_act(body)
    assert "swordfish" not in str(problem.value)
