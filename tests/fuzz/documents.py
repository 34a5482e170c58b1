"""One good document of every kind that a decoder takes; the fuzzer damages them."""

from __future__ import annotations

from typing import Any

POST: dict[str, Any] = {
    "id": "1790",
    "author_id": "2001",
    "conversation_id": "1790",
    "created_at": "2026-03-02T12:00:00.000Z",
    "in_reply_to_user_id": "1000",
    "text": "@acme my export is broken &amp; slow",
    "note_tweet": {"text": "@acme a long one"},
    "referenced_tweets": [{"type": "replied_to", "id": "1789"}],
    "edit_history_tweet_ids": ["1788", "1790"],
}
MESSAGE: dict[str, Any] = {
    "id": "1900",
    "event_type": "MessageCreate",
    "sender_id": "2001",
    "dm_conversation_id": "1000-2001",
    "created_at": "2026-03-02T12:00:00.000Z",
    "text": "my address is anna@example.com",
    "attachments": {"media_keys": ["3_1"]},
}
PAGE: dict[str, Any] = {
    "data": [POST],
    "includes": {"users": [{"id": "2001", "username": "anna_k", "name": "Anna Keller"}]},
    "meta": {"result_count": 1, "next_token": "abc"},
}

EVENT: dict[str, Any] = {
    "type": "event_callback",
    "team_id": "T0ACME",
    "event_id": "Ev1",
    "is_ext_shared_channel": False,
    "event": {
        "type": "message",
        "channel": "C0HELP",
        "channel_type": "channel",
        "user": "U0CARL",
        "user_team": "T0ACME",
        "text": "Hello <@U0BOT>, see <https://acme.example|this> &amp; help",
        "ts": "1772452800.000100",
        "thread_ts": "1772452700.000100",
        "parent_user_id": "U0CARL",
        "edited": {"ts": "1772452801.000100"},
    },
}


def _click(action: str, value: str) -> dict[str, Any]:
    return {
        "type": "block_actions",
        "trigger_id": "1.2.3",
        "user": {"id": "U0ADA", "team_id": "T0ACME"},
        "actions": [{"action_id": action, "value": value, "action_ts": "1772452800.000100"}],
    }


CASE, HELD = '{"case": "C-1", "name": "s0"}', '{"case": "C-1", "message": "e1", "limit": 280}'
CLICKS = (
    _click("send:0", CASE),
    _click("take", CASE),
    _click("held:send", HELD),
    _click("held:edit", HELD),
    _click("held:drop", HELD),
    _click("late:answer", CASE),
    _click("late:younger:60", '{"minutes": 60}'),
    _click("breaker:close", "{}"),
)
SUBMISSION: dict[str, Any] = {
    "type": "view_submission",
    "user": {"id": "U0GRACE", "team_id": "T0ACME"},
    "view": {
        "callback_id": "held_edit",
        "private_metadata": HELD,
        "state": {"values": {"text": {"text": {"type": "plain_text_input", "value": "Sorry, it works again."}}}},
    },
}

DESK_ANSWERS: tuple[Any, ...] = (
    {"ticket": {"id": 7, "external_id": "e1"}},
    {"tickets": [{"id": 7, "external_id": "e1"}]},
    {"id": 7, "number": "10007", "title": "x", "body": "e1", "html_url": "https://github.com/a/b/issues/7"},
    [{"id": 7, "number": 7, "body": "e1", "created_at": "2026-03-02T12:00:00Z"}],
    {"results": [{"id": 7, "description_text": "e1"}], "total": 1},
    {"number": "T-7", "url": "https://desk.example/7"},
    {"details": {"base": [{"description": "bad"}]}, "errors": [{"field": "email"}], "message": "Validation Failed"},
)
