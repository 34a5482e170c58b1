"""Buttons, response_url, slash commands: what the app is told and what becomes of its answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from slack_on_the_wire import Workspace, actions, button, running, section


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


CARD = [
    section("one", accessory=button("send", "first"), block_id="one"),
    section("two", accessory=button("send", "second"), block_id="two"),
    actions(
        button("mine"),
        {
            "type": "overflow",
            "action_id": "more",
            "options": [{"text": {"type": "plain_text", "text": "Resolve"}, "value": "resolve"}],
        },
    ),
]


@pytest.fixture
def card(slack: Workspace) -> str:
    return str(slack.client.chat_postMessage(channel="C0TRIAGE", text="card", blocks=CARD)["ts"])


def click(card: str, action_id: str, **more: str) -> dict[str, str]:
    return {"as": "U0ADA", "channel": "C0TRIAGE", "ts": card, "action_id": action_id, **more}


def test_a_click_tells_who_where_and_what(slack: Workspace, card: str) -> None:
    socket = slack.connect()
    socket.next()
    pressed = slack.meanwhile("slack/click", **click(card, "send", value="second"))
    payload = socket.next()
    action = payload["actions"][0]
    assert ("block_actions", "U0ADA", "T0ACME") == (
        payload["type"],
        payload["user"]["id"],
        payload["user"]["team_id"],
    )
    assert ("C0TRIAGE", card, card) == (
        payload["channel"]["id"],
        payload["container"]["message_ts"],
        payload["message"]["ts"],
    )
    assert ("send", "two", "second", "button") == (
        action["action_id"],
        action["block_id"],
        action["value"],
        action["type"],
    )
    assert pressed.result() == {"acknowledged": True}


def test_a_choice_is_told_as_the_option(slack: Workspace, card: str) -> None:
    socket = slack.connect()
    socket.next()
    slack.meanwhile("slack/click", **click(card, "more", value="resolve"))
    assert socket.next()["actions"][0]["selected_option"]["value"] == "resolve"


def test_a_click_that_nobody_answers_is_not_repeated(slack: Workspace, card: str) -> None:
    slack.patience(0.2)
    socket = slack.connect()
    socket.next()
    pressed = slack.meanwhile("slack/click", **click(card, "mine"))
    socket.read()
    assert (pressed.result(), socket.silent(0.5)) == ({"acknowledged": False}, True)


def test_a_click_while_the_app_is_away_fails(slack: Workspace, card: str) -> None:
    slack.patience(0.2)
    assert slack.control("slack/click", **click(card, "mine")) == {"acknowledged": False}


def test_an_element_that_is_not_there_cannot_be_clicked(slack: Workspace, card: str) -> None:
    status, words = slack.control_error("slack/click", **click(card, "send", value="third"))
    assert (404, "there is no such element in this message") == (status, words)


def test_somebody_outside_the_channel_has_no_buttons(slack: Workspace, card: str) -> None:
    status, words = slack.control_error("slack/click", **click(card, "mine") | {"as": "U0CARL"})
    assert (400, True) == (status, words.startswith("U0CARL is not in C0TRIAGE"))


def answer_to_click(slack: Workspace, card: str) -> str:
    socket = slack.connect()
    socket.next()
    slack.meanwhile("slack/click", **click(card, "mine"))
    return str(socket.next()["response_url"])


def test_a_response_url_replaces_the_message(slack: Workspace, card: str) -> None:
    url = answer_to_click(slack, card)
    answer = requests.post(url, json={"replace_original": True, "text": "taken"}, timeout=5)
    message = slack.messages("C0TRIAGE")[0]
    assert (200, "taken", []) == (answer.status_code, message["text"], message["blocks"])


def test_a_response_url_whispers_unless_told_otherwise(slack: Workspace, card: str) -> None:
    url = answer_to_click(slack, card)
    requests.post(url, json={"text": "psst"}, timeout=5)
    requests.post(url, json={"text": "loud", "response_type": "in_channel"}, timeout=5)
    said = [(message["text"], message["ephemeral_to"]) for message in slack.messages("C0TRIAGE")[1:]]
    assert [("psst", "U0ADA"), ("loud", None)] == said


def test_a_response_url_deletes_the_message(slack: Workspace, card: str) -> None:
    requests.post(answer_to_click(slack, card), json={"delete_original": True}, timeout=5)
    assert slack.messages("C0TRIAGE") == []


def test_a_response_url_serves_five_times(slack: Workspace, card: str) -> None:
    url = answer_to_click(slack, card)
    statuses = [requests.post(url, json={"text": str(n)}, timeout=5).status_code for n in range(6)]
    assert statuses == [200, 200, 200, 200, 200, 404]


def test_a_response_url_serves_for_thirty_minutes(slack: Workspace, card: str) -> None:
    url = answer_to_click(slack, card)
    slack.control("clock", forward="31m")
    answer = requests.post(url, json={"text": "late"}, timeout=5)
    assert (404, "expired_url") == (answer.status_code, answer.json()["error"])


def test_a_command_is_told_and_its_answer_whispered(slack: Workspace) -> None:
    socket = slack.connect()
    called = {"as": "U0ADA", "channel": "C0TRIAGE", "command": "/triage", "text": "queue"}
    result = slack.meanwhile("slack/command", **called)
    payload = socket.next({"text": "2 cases"})
    assert ("/triage", "queue", "U0ADA", "C0TRIAGE") == (
        payload["command"],
        payload["text"],
        payload["user_id"],
        payload["channel_id"],
    )
    assert {"acknowledged": True, "text": "2 cases"} == result.result()
    assert ("2 cases", "U0ADA") == (
        slack.messages("C0TRIAGE")[0]["text"],
        slack.messages("C0TRIAGE")[0]["ephemeral_to"],
    )


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("slack/message", {"channel": "C0HELP", "text": "x"}, (400, "as: missing")),
        ("slack/message", {"as": "U0NO", "channel": "C0HELP", "text": "x"}, (404, "as: there is no person U0NO")),
        ("slack/message", {"as": "U0BOT", "channel": "C0HELP", "text": "x"}, (404, "as: there is no person U0BOT")),
        ("slack/message", {"as": "U0ADA", "channel": "C0NO", "text": "x"}, (404, "channel: there is no C0NO")),
        ("slack/message", {"as": "U0ADA", "channel": "C0HELP", "text": ""}, (400, "text: missing")),
        (
            "slack/message",
            {"as": "U0ADA", "channel": "C0HELP", "text": "x", "thread_ts": "1.0"},
            (404, "there is no message 1.0 in C0HELP"),
        ),
        ("slack/submit", {"as": "U0ADA", "view_id": "V0"}, (404, "U0ADA has no view V0 open")),
    ],
)
def test_a_wrong_control_call_is_told_in_words(
    slack: Workspace, path: str, body: dict[str, str], expected: tuple[int, str]
) -> None:
    assert expected == slack.control_error(path, **body)


def test_nobody_edits_somebody_elses_message(slack: Workspace, card: str) -> None:
    body = {"as": "U0ADA", "channel": "C0TRIAGE", "ts": card, "text": "x"}
    assert (400, f"message {card} was not written by U0ADA") == slack.control_error("slack/edit", **body)
