"""Bolt in Socket Mode works against the sandbox as against Slack, in both synchronous flavours."""

from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler as Builtin
from slack_bolt.adapter.socket_mode.websocket_client import SocketModeHandler as WebSocketClient
from slack_on_the_wire import APP_TOKEN, Workspace, actions, button, eventually, modal, running, text_input


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


Handle = Callable[[], Any]


@pytest.fixture(params=[WebSocketClient, Builtin], ids=["websocket_client", "builtin"])
def bolt(request: pytest.FixtureRequest, slack: Workspace) -> Iterator[App]:
    app = App(client=slack.client)
    handler = request.param(app, APP_TOKEN)
    handler.connect()
    eventually(lambda: slack.seen()["sockets"])
    yield app
    # The client's reading thread may sleep ten seconds after close(); a cut connection wakes it.
    handler.client.auto_reconnect_enabled = False
    slack.control("faults", on="slack", kind="disconnect")
    handler.close()


def test_a_customer_is_answered_in_the_thread(slack: Workspace, bolt: App) -> None:
    @bolt.event("message")
    def answer(event: dict[str, Any], say: Any) -> None:
        say(text="one second", thread_ts=event["ts"])

    ts = slack.say("U0CARL", "C0HELP", "export broken")["ts"]
    reply = eventually(lambda: slack.messages("C0HELP")[1:])[0]
    assert ("U0BOT", "one second", ts) == (reply["user"], reply["text"], reply["thread_ts"])


def test_a_card_is_edited_in_a_modal_and_sent(slack: Workspace, bolt: App) -> None:
    sent: Queue[str] = Queue()

    @bolt.action("edit")
    def edit(ack: Any, body: dict[str, Any], client: Any) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=modal(text_input("b", "a"), callback_id="send"))

    @bolt.view("send")
    def send(ack: Any, view: dict[str, Any]) -> None:
        words = view["state"]["values"]["b"]["a"]["value"]
        if len(words) < 3:
            ack(response_action="errors", errors={"b": "too short"})
            return
        ack()
        sent.put(words)

    ts = slack.client.chat_postMessage(channel="C0TRIAGE", text="card", blocks=[actions(button("edit"))])["ts"]
    clicked = slack.control("slack/click", **{"as": "U0ADA"}, channel="C0TRIAGE", ts=ts, action_id="edit")
    view = eventually(lambda: slack.seen()["views"])[0]["id"]
    body = {"as": "U0ADA", "view_id": view}
    short = slack.control("slack/submit", **body, values={"b": {"a": {"value": "x"}}})
    long = slack.control("slack/submit", **body, values={"b": {"a": {"value": "hello"}}})
    assert ({"acknowledged": True}, {"b": "too short"}, {"acknowledged": True}) == (clicked, short["errors"], long)
    assert ("hello", []) == (sent.get(timeout=5), slack.seen()["views"])


def test_an_event_that_was_not_written_down_comes_again(slack: Workspace, bolt: App) -> None:
    slack.patience(0.3)
    attempts: list[str] = []

    @bolt.middleware
    def write_down(event: dict[str, Any] | None, next: Handle) -> None:
        attempts.append(str(event))
        if len(attempts) == 1:
            raise RuntimeError("the disk is full")
        next()

    @bolt.event("message")
    def done(event: dict[str, Any]) -> None:
        attempts.append("done")

    slack.say("U0CARL", "C0HELP", "export broken")
    eventually(lambda: "done" in attempts)
    assert len(attempts) == 3


def test_bolt_comes_back_after_a_refresh(slack: Workspace, bolt: App) -> None:
    heard: Queue[str] = Queue()

    @bolt.event("message")
    def hear(event: dict[str, Any]) -> None:
        heard.put(event["text"])

    slack.control("slack/rotate")
    slack.say("U0CARL", "C0HELP", "still there?")
    assert heard.get(timeout=20) == "still there?"
