"""What of an envelope that could not be taken in a human has to look at, and where."""

from __future__ import annotations

import json
from typing import Any

import pytest
from slack_world import WORKSPACE
from test_slack_codec import LINK, TS, event

from bot.adapters.slack.unread import unread_in
from bot.adapters.slack.workspace import Workspace
from bot.domain.case import Channel
from bot.engine.unread import Kind, Unread

POST = f"C0HELP:{TS}"
THREAD = "1772452700.000100"
CARL = "https://acme.slack.com/team/U0CARL"


def changed(channel: str = "C0HELP", **message: Any) -> dict[str, Any]:
    """The event of a changed message."""
    inner = {"type": "message", "user": "U0CARL", "ts": TS, "text": "It is really broken", **message}
    shape = {"type": "message", "subtype": "message_changed", "hidden": True, "ts": TS}
    return shape | {"channel": channel, "message": inner}


def unread(shape: Any, **outside: Any) -> Unread | None:
    """What is told of an event."""
    envelope = {"type": "event_callback", "team_id": "T0ACME", "event_id": "Ev1", "event": shape, **outside}
    return unread_in(json.dumps(envelope), "k", WORKSPACE)


@pytest.mark.parametrize(
    ("more", "kind", "id", "url"),
    [
        ({}, Kind.MENTION, POST, LINK),
        ({"thread_ts": THREAD}, Kind.MENTION, POST, f"{LINK}?thread_ts={THREAD}&cid=C0HELP"),
        ({"channel": "D0CARL", "channel_type": "im"}, Kind.MESSAGE, f"D0CARL:{TS}", CARL),
        ({"user": "U0ADA", "thread_ts": THREAD}, Kind.OWN_POST, POST, f"{LINK}?thread_ts={THREAD}&cid=C0HELP"),
        ({"channel": "C0ELSE", "text": "<@U0BOT> help"}, Kind.MENTION, f"C0ELSE:{TS}", LINK.replace("HELP", "ELSE")),
    ],
)
def test_what_could_be_decoded_is_told_with_its_link(more: dict[str, Any], kind: Kind, id: str, url: str) -> None:
    """Taking it in failed five times."""
    assert Unread(Channel.SLACK, kind, id, url) == unread(event(**more))


@pytest.mark.parametrize(
    ("more", "kind", "id", "url"),
    [
        ({"user": None}, Kind.MENTION, POST, LINK),
        ({"text": ["help"]}, Kind.MENTION, POST, LINK),
        ({"team": 1}, Kind.MENTION, POST, LINK),
        ({"channel": None}, Kind.MENTION, "k", ""),
        ({"channel": 7}, Kind.MENTION, "k", ""),
        ({"ts": "now"}, Kind.MENTION, "k", ""),
        ({"thread_ts": 7}, Kind.MENTION, POST, LINK),
        (
            {"user": "U0ADA", "text": 7, "thread_ts": THREAD},
            Kind.OWN_POST,
            POST,
            f"{LINK}?thread_ts={THREAD}&cid=C0HELP",
        ),
        ({"channel": "D0CARL", "channel_type": "im", "text": 7}, Kind.MESSAGE, f"D0CARL:{TS}", CARL),
        ({"channel": "D0CARL", "channel_type": "im", "user": None}, Kind.MESSAGE, f"D0CARL:{TS}", ""),
    ],
)
def test_a_broken_one_that_may_be_a_customers_is_told(more: dict[str, Any], kind: Kind, id: str, url: str) -> None:
    assert Unread(Channel.SLACK, kind, id, url) == unread(event(**more))


@pytest.mark.parametrize("shape", [None, [], {}, {"type": 7}])
def test_an_event_of_which_nothing_can_be_read_is_told_without_a_link(shape: Any) -> None:
    assert Unread(Channel.SLACK, Kind.MENTION, "k") == unread(shape)


@pytest.mark.parametrize("more", [{"edited": {"ts": TS}}, {"edited": {"ts": "now"}}, {"ts": "now", "edited": {}}])
def test_a_change_is_told(more: dict[str, Any]) -> None:
    """The words from before still stand on the card."""
    found = unread(changed(**more))
    assert found is not None
    assert (Channel.SLACK, Kind.CHANGE) == (found.channel, found.kind)


@pytest.mark.parametrize(
    "shape",
    [
        event(channel="C0TRIAGE", user=None),
        event(channel="C0TRIAGE", user="U0ADA", thread_ts=THREAD),
        event(bot_id="B0ROBO", user=None),
        event(subtype="channel_join", user=None),
        event(user="U0ADA"),
        event(user="U0ADA", text=7),
        event(user="U0ADA", channel="D0ADA", channel_type="im", text=7),
        event(channel="C0ELSE", user=None),
        changed(channel="C0TRIAGE", edited={"ts": TS}),
        {"type": "app_home_opened", "tab": "home"},
        {"type": "channel_shared"},
        {"type": "reaction_added"},
    ],
)
def test_what_is_no_customers_message_is_nobodys_news(shape: dict[str, Any]) -> None:
    assert None is unread(shape)


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "actions": "none"},
        {"type": "view_submission"},
        {"command": "/triage"},
        {"type": "shortcut"},
    ],
)
def test_what_a_teammate_did_is_no_customers_message(payload: dict[str, Any]) -> None:
    """They see that nothing came of it; the audit trail says so."""
    assert None is unread_in(json.dumps(payload), "k", WORKSPACE)


def test_what_is_no_json_is_told_too() -> None:
    assert Unread(Channel.SLACK, Kind.MENTION, "k") == unread_in("{", "k", WORKSPACE)


def test_a_fault_in_the_reading_itself_hides_nothing() -> None:
    """It may be the very fault for which the envelope was given up."""

    class Faulty(Workspace):
        def teammate(self, user: str, team: str) -> str:
            raise KeyError(user)

    faulty = Faulty.of(WORKSPACE.us, "C0TRIAGE", ["C0HELP"], [])
    body = json.dumps({"type": "event_callback", "event": event()})
    assert Unread(Channel.SLACK, Kind.MENTION, POST, LINK) == unread_in(body, "k", faulty)
