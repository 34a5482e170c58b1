"""Modals and the App Home: opening, stacking, submitting, expiring."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_on_the_wire import Socket, Workspace, actions, button, modal, running, section, text_input


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def press(slack: Workspace, socket: Socket, **place: str) -> str:
    """Ada presses a button; returns the trigger that the app gets for it."""
    if not place:
        blocks = [actions(button("edit"))]
        ts = slack.client.chat_postMessage(channel="C0TRIAGE", text="card", blocks=blocks)["ts"]
        socket.next()
        place = {"channel": "C0TRIAGE", "ts": ts}
    pressed = slack.meanwhile("slack/click", **{"as": "U0ADA", "action_id": "edit"}, **place)
    trigger = str(socket.next()["trigger_id"])
    pressed.result()
    return trigger


def opened(slack: Workspace, socket: Socket, view: dict[str, Any]) -> str:
    return str(slack.client.views_open(trigger_id=press(slack, socket), view=view)["view"]["id"])


def submit(slack: Workspace, view: str, words: str = "hello") -> dict[str, Any]:
    return {"as": "U0ADA", "view_id": view, "values": {"b": {"a": {"type": "plain_text_input", "value": words}}}}


def open_views(slack: Workspace) -> list[str]:
    return [view["id"] for view in slack.seen()["views"]]


def test_a_click_opens_a_modal_for_who_clicked(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a"), callback_id="edit", private_metadata="C-1"))
    shown = slack.seen()["views"][0]
    assert (view, "U0ADA", "edit", "C-1") == (
        shown["id"],
        shown["user"],
        shown["view"]["callback_id"],
        shown["view"]["private_metadata"],
    )


def test_a_trigger_expires_after_three_seconds(slack: Workspace) -> None:
    trigger = press(slack, slack.connect())
    slack.control("clock", forward=4)
    error = slack.error(slack.client.views_open, trigger_id=trigger, view=modal(section("x")))
    assert error == "expired_trigger_id"


def test_a_trigger_opens_one_view(slack: Workspace) -> None:
    trigger = press(slack, slack.connect())
    slack.client.views_open(trigger_id=trigger, view=modal(section("x")))
    error = slack.error(slack.client.views_open, trigger_id=trigger, view=modal(section("x")))
    assert error == "exchanged_trigger_id"


def test_a_trigger_that_slack_never_gave_is_refused(slack: Workspace) -> None:
    error = slack.error(slack.client.views_open, trigger_id="1.2.3", view=modal(section("x")))
    assert error == "invalid_trigger_id"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": {"type": "plain_text", "text": "x" * 25}}, "must be less than 25 characters"),
        ({"title": None}, "missing required field: title"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
        ({"blocks": [{"type": "divider"}] * 101}, "no more than 100 items allowed"),
        ({"blocks": [text_input("b", "a")], "submit": None}, "missing required field: submit"),
    ],
)
def test_a_view_that_breaks_a_rule_is_refused(slack: Workspace, change: dict[str, Any], words: str) -> None:
    trigger = press(slack, slack.connect())
    view = modal(section("x")) | change
    refusal = slack.refusal(slack.client.views_open, trigger_id=trigger, view=view)
    assert "invalid_arguments" == refusal["error"]
    assert [True] == [words in message for message in refusal["response_metadata"]["messages"]]


def test_a_submission_carries_what_was_entered_and_closes_the_modal(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a")))
    result = slack.meanwhile("slack/submit", **submit(slack, view))
    payload = socket.next()
    values = payload["view"]["state"]["values"]
    assert ("view_submission", view, {"b": {"a": {"type": "plain_text_input", "value": "hello"}}}) == (
        payload["type"],
        payload["view"]["id"],
        values,
    )
    assert ({"acknowledged": True}, []) == (result.result(), open_views(slack))


def test_what_was_not_touched_is_submitted_as_it_began(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a", initial_value="draft")))
    slack.meanwhile("slack/submit", **{"as": "U0ADA"}, view_id=view, values={})
    assert socket.next()["view"]["state"]["values"]["b"]["a"]["value"] == "draft"


def test_a_required_field_is_asked_for_before_the_app_hears_of_it(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a")))
    answer = slack.control("slack/submit", **submit(slack, view, ""))
    assert (["b"], True) == (list(answer["errors"]), socket.silent())


def test_errors_leave_the_modal_open(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a")))
    result = slack.meanwhile("slack/submit", **submit(slack, view))
    errors = {"response_action": "errors", "errors": {"b": "too short"}}
    socket.next(errors)
    assert (errors | {"acknowledged": True}, [view]) == (result.result(), open_views(slack))


def test_an_update_changes_the_modal(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a")))
    result = slack.meanwhile("slack/submit", **submit(slack, view))
    socket.next({"response_action": "update", "view": modal(section("sure?"))})
    result.result()
    assert "sure?" == slack.seen()["views"][0]["view"]["blocks"][0]["text"]["text"]


def test_clear_closes_the_whole_stack(slack: Workspace) -> None:
    socket = slack.connect()
    below = opened(slack, socket, modal(actions(button("edit"))))
    trigger = press(slack, socket, view_id=below)
    top = slack.client.views_push(trigger_id=trigger, view=modal(text_input("b", "a")))["view"]
    assert (below, below) == (top["root_view_id"], top["previous_view_id"])
    result = slack.meanwhile("slack/submit", **submit(slack, top["id"]))
    socket.next({"response_action": "clear"})
    result.result()
    assert open_views(slack) == []


def test_three_modals_at_most_are_stacked(slack: Workspace) -> None:
    socket = slack.connect()
    stack = modal(actions(button("edit")))
    view = opened(slack, socket, stack)
    for _ in range(2):
        trigger = press(slack, socket, view_id=view)
        view = slack.client.views_push(trigger_id=trigger, view=stack)["view"]["id"]
    trigger = press(slack, socket, view_id=view)
    assert slack.error(slack.client.views_push, trigger_id=trigger, view=stack) == "push_limit_reached"


def test_a_submission_that_nobody_answers_leaves_the_modal_open(slack: Workspace) -> None:
    slack.patience(0.2)
    socket = slack.connect()
    view = opened(slack, socket, modal(text_input("b", "a")))
    assert {"acknowledged": False} == slack.control("slack/submit", **submit(slack, view))
    assert open_views(slack) == [view]


def test_an_update_with_an_old_hash_is_refused(slack: Workspace) -> None:
    view = opened(slack, slack.connect(), modal(section("x")))
    update = slack.client.views_update
    update(view_id=view, view=modal(section("y")))
    assert slack.error(update, view_id=view, hash="1.old", view=modal(section("z"))) == "hash_conflict"


def test_a_view_that_is_closed_cannot_be_updated(slack: Workspace) -> None:
    view = opened(slack, slack.connect(), modal(section("x")))
    slack.control("slack/close", **{"as": "U0ADA"}, view_id=view)
    assert slack.error(slack.client.views_update, view_id=view, view=modal(section("y"))) == "not_found"


def test_closing_is_told_to_an_app_that_asked(slack: Workspace) -> None:
    socket = slack.connect()
    view = opened(slack, socket, modal(section("x"), notify_on_close=True))
    slack.meanwhile("slack/close", **{"as": "U0ADA"}, view_id=view)
    payload = socket.next()
    assert ("view_closed", view, False) == (payload["type"], payload["view"]["id"], payload["is_cleared"])


def test_nobody_submits_somebody_elses_modal(slack: Workspace) -> None:
    view = opened(slack, slack.connect(), modal(text_input("b", "a")))
    status, _ = slack.control_error("slack/submit", **submit(slack, view) | {"as": "U0GRACE"})
    assert status == 404


def test_each_user_has_a_home_that_is_replaced_in_place(slack: Workspace) -> None:
    publish = slack.client.views_publish
    first = publish(user_id="U0GRACE", view={"type": "home", "blocks": [section("queue: 1")]})["view"]["id"]
    again = publish(user_id="U0GRACE", view={"type": "home", "blocks": [section("queue: 2")]})["view"]["id"]
    homes = slack.seen()["homes"]
    assert (first, ["U0GRACE"]) == (again, list(homes))
    assert homes["U0GRACE"]["blocks"][0]["text"]["text"] == "queue: 2"


def test_a_button_on_the_home_works(slack: Workspace) -> None:
    socket = slack.connect()
    slack.client.views_publish(user_id="U0ADA", view={"type": "home", "blocks": [actions(button("edit", "C-1"))]})
    slack.meanwhile("slack/click", **{"as": "U0ADA"}, channel="home", action_id="edit")
    payload = socket.next()
    assert ("view", "home", "C-1") == (
        payload["container"]["type"],
        payload["view"]["type"],
        payload["actions"][0]["value"],
    )


def test_a_modal_is_no_home(slack: Workspace) -> None:
    error = slack.error(slack.client.views_publish, user_id="U0ADA", view=modal(section("x")))
    assert error == "invalid_arguments"
