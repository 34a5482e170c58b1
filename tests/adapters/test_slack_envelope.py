"""An envelope has one key however often it is delivered, and is written down without secrets."""

from __future__ import annotations

import json

import pytest

from bot.adapters.slack.envelope import body, key, sender_of

POST = {"type": "message", "channel": "C0HELP", "ts": "1.000001", "text": "help"}


def envelope(event: dict[str, object], event_id: str = "Ev1") -> dict[str, object]:
    """An event as it is delivered."""
    return {"type": "event_callback", "event_id": event_id, "event": event, "token": "t"}


def test_redeliveries_have_one_key() -> None:
    """The event id may be another one: the post is the key."""
    assert key(envelope(POST)) == key(envelope(POST, "Ev2")) == "post:C0HELP:1.000001"


def test_both_events_of_a_post_have_one_key() -> None:
    """`message` and `app_mention` are one piece of work."""
    assert key(envelope({**POST, "type": "app_mention"}, "Ev2")) == key(envelope(POST))


def test_an_edit_has_a_key_of_its_own() -> None:
    """Only after an edit the bot may be mentioned."""
    edited = {**POST, "type": "app_mention", "edited": {"user": "U0CARL", "ts": "2.000000"}}
    assert key(envelope(edited)) == "post:C0HELP:1.000001:2.000000"


def test_other_events_are_known_by_their_id() -> None:
    """An event without a post has Slack's own id."""
    assert key(envelope({"type": "app_home_opened"})) == "event:Ev1"


def test_a_click_is_known_by_its_moment() -> None:
    """Two clicks of one person are two envelopes."""
    click = {"type": "block_actions", "user": {"id": "U0ADA"}, "actions": [{"action_ts": "3.000000"}]}
    assert key(click) == "click:U0ADA:3.000000"


def test_anything_else_is_known_by_its_content() -> None:
    """The same odd envelope has the same key, another one another."""
    assert key({"command": "/x"}) == key({"command": "/x"})
    assert key({"command": "/x"}) != key({"command": "/y"})
    assert key({"event": {"type": "message", "channel": 1, "ts": []}}).startswith("other:")


def test_a_submitted_window_is_known_by_its_content() -> None:
    """Whoever presses Send again after a failure sends another envelope, perhaps with other words."""
    first = {"type": "view_submission", "trigger_id": "1.1", "view": {"id": "V1", "hash": "h"}}
    assert key(first) == key(dict(first))
    assert key(first) != key({**first, "trigger_id": "1.2"})


def test_only_a_click_that_opens_a_window_keeps_its_trigger() -> None:
    """It is used at once and is worth nothing three seconds later; every other one is left out."""
    click = {"type": "block_actions", "trigger_id": "1.2", "response_url": "https://x"}
    edit, drop = ({**click, "actions": [{"action_id": action}]} for action in ("held:edit", "held:drop"))
    assert sorted(json.loads(body(edit))) == ["actions", "trigger_id", "type"]
    assert sorted(json.loads(body(drop))) == ["actions", "type"]


def test_secrets_are_not_written_down() -> None:
    """Neither the verification token nor the answer's address goes into the database."""
    kept = json.loads(body({**envelope(POST), "response_url": "https://x", "trigger_id": "1.2", "user": {"id": "U"}}))
    assert sorted(kept) == ["event", "event_id", "type", "user"]


@pytest.mark.parametrize(
    "payload",
    [
        envelope({**POST, "user": "U0ANNA"}),
        envelope({**POST, "subtype": "message_changed", "message": {"user": "U0ANNA"}}),
        envelope({**POST, "subtype": "message_deleted", "previous_message": {"user": "U0ANNA"}}),
        {"type": "block_actions", "user": {"id": "U0ANNA"}},
        {"command": "/triage", "user_id": "U0ANNA"},
    ],
)
def test_who_sent_an_envelope_is_told(payload: dict[str, object]) -> None:
    assert "U0ANNA" == sender_of(body(payload))


@pytest.mark.parametrize("event", [{"blocks": [{"user_id": "U0ANNA"}]}, {"parent_user_id": "U0ANNA"}])
def test_whoever_is_only_named_in_an_envelope_did_not_send_it(event: dict[str, object]) -> None:
    assert "U0BEN" == sender_of(body(envelope({**POST, "user": "U0BEN", **event})))


def test_an_envelope_that_is_none_has_no_sender() -> None:
    assert ("", "") == (sender_of("[]"), sender_of("{"))
