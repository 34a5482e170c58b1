"""An envelope is understood as what it is, by whom it is from and where it stands."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_world import WORKSPACE

from bot.adapters.slack.acts import Act
from bot.adapters.slack.codec import Deleted, Edited, Heard, Ignored, MentionHeard, StaffNote, StaffPost, decode
from bot.domain.case import Channel, Customer, Mention
from bot.domain.errors import DecodeError
from bot.engine.own_post import OwnPost

TS = "1772452801.000200"
AT = datetime(2026, 3, 2, 12, 0, 1, 200, tzinfo=UTC)
CARL = Customer(Channel.SLACK, "U0CARL", "", "")
LINK = "https://acme.slack.com/archives/C0HELP/p1772452801000200"


def event(**changes: Any) -> dict[str, Any]:
    """Carl writes in the customers' channel; a change to None takes a field away."""
    shape = {
        "type": "message",
        "user": "U0CARL",
        "team": "T0ACME",
        "channel": "C0HELP",
        "channel_type": "channel",
        "text": "My export is broken",
        "ts": TS,
    }
    return {name: value for name, value in (shape | changes).items() if value is not None}


def heard(shape: dict[str, Any], **outside: Any) -> Heard:
    """What the envelope of an event is understood as."""
    envelope = {"type": "event_callback", "team_id": "T0ACME", "event_id": "Ev1", "event": shape, **outside}
    return decode(json.dumps(envelope), WORKSPACE)


def clicked(action: str, value: Any, user: Any = None) -> Heard:
    """What a click is understood as."""
    shape = {"type": "button", "action_id": action, "value": value if isinstance(value, str) else json.dumps(value)}
    who = {"id": "U0ADA", "team_id": "T0ACME"} if user is None else user
    return decode(json.dumps({"type": "block_actions", "user": who, "actions": [shape]}), WORKSPACE)


def mention_of(found: Heard) -> Mention:
    """The mention that was heard."""
    assert isinstance(found, MentionHeard)
    return found.mention


def ignored(found: Heard) -> str:
    """Why nothing was heard."""
    assert isinstance(found, Ignored)
    return found.reason


def test_a_customers_message_is_a_mention() -> None:
    """A post in a customers' channel begins a conversation of its own."""
    conversation = f"C0HELP:{TS}"
    wanted = Mention(Channel.SLACK, conversation, conversation, CARL, "My export is broken", AT, url=LINK)
    assert mention_of(heard(event())) == wanted


def test_both_events_of_one_post_are_one_mention() -> None:
    """`message` and `app_mention` give the same mention."""
    text = "<@U0BOT> my export is broken"
    one, other = heard(event(text=text)), heard(event(type="app_mention", text=text, channel_type=None))
    assert one == other
    assert mention_of(one).text == "my export is broken"


def test_an_answer_in_a_thread_belongs_to_its_conversation() -> None:
    """The thread is the conversation."""
    found = mention_of(heard(event(thread_ts="1772452700.000100")))
    assert (found.id, found.conversation) == (f"C0HELP:{TS}", "C0HELP:1772452700.000100")
    assert found.url == f"{LINK}?thread_ts=1772452700.000100&cid=C0HELP"


@pytest.mark.parametrize(("text", "count"), [("hello all", 0), ("<@U0BOT> help", 1), ("<@U0BOT|triage-bot> help", 1)])
def test_other_channels_count_only_where_the_bot_is_mentioned(text: str, count: int) -> None:
    """What people say among themselves is none of our business."""
    assert isinstance(heard(event(channel="C0OTHER", text=text)), MentionHeard) == bool(count)


def test_a_direct_message_is_a_private_mention() -> None:
    """A customer who writes to the bot alone is answered alone; there is no link to it."""
    found = mention_of(heard(event(channel="D0CARL", channel_type="im", text="<mailto:carl@x.example|carl@x.example>")))
    assert found == Mention(Channel.SLACK, f"D0CARL:{TS}", "dm:D0CARL", CARL, "carl@x.example", AT, private=True)


def test_a_picture_alone_is_a_mention_without_text() -> None:
    """A file without words is heard all the same."""
    assert mention_of(heard(event(subtype="file_share", text=""))).text == ""
    assert mention_of(heard(event(subtype="file_share", text=None))).text == ""


def changed(channel: str = "C0HELP", **message: Any) -> Heard:
    """What the envelope of a changed message is understood as."""
    inner = {"type": "message", "user": "U0CARL", "ts": TS, "text": "It is *really* broken", **message}
    return heard(
        {
            "type": "message",
            "subtype": "message_changed",
            "hidden": True,
            "channel": channel,
            "message": inner,
            "ts": TS,
        }
    )


def test_an_edit_is_known_by_the_message_that_it_changes() -> None:
    """With the new words, and the time at which they were put there."""
    found = changed(edited={"user": "U0CARL", "ts": TS})
    assert Edited(f"C0HELP:{TS}", "It is *really* broken", AT, AT) == found


def test_a_preview_is_no_edit() -> None:
    """Slack changes a message by itself when it shows what a link leads to."""
    assert ignored(changed(attachments=[{}])) == "a change that nobody wrote, as of a preview"


def test_a_deleted_message_is_known_by_its_id() -> None:
    """As it is when nobody answered it, and as a tombstone when somebody did."""
    gone = {"type": "message", "subtype": "message_deleted", "channel": "C0HELP", "deleted_ts": TS, "ts": TS}
    assert Deleted(f"C0HELP:{TS}", AT) == heard(gone)
    assert Deleted(f"C0HELP:{TS}", AT) == changed(subtype="tombstone", user="USLACKBOT")


def test_what_staff_edit_or_delete_among_themselves_is_theirs() -> None:
    """In the triage channel nothing is a customer's."""
    assert ignored(changed(channel=WORKSPACE.triage_channel, edited={"ts": TS})) == "staff talk"


@pytest.mark.parametrize("subtype", ["channel_join", "bot_message", "tombstone"])
def test_what_is_no_new_message_is_ignored(subtype: str) -> None:
    """Joins and notices are no mentions."""
    assert ignored(heard(event(subtype=subtype))) == "not a new message"


@pytest.mark.parametrize("author", [{"bot_id": "B0ROBO"}, {"bot_id": "B0BOT", "user": "U0BOT"}, {"user": "U0BOT"}])
def test_bots_are_ignored(author: dict[str, str]) -> None:
    """Neither another bot nor we ourselves are customers."""
    assert ignored(heard(event(**author))) == "written by a bot"


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"thread_ts": "1772452700.000100"},
        {"user": "U0ADA"},
        {"text": "<@U0BOT> hi"},
        {"user": "U0ADA", "user_team": "T0OTHER", "thread_ts": "1772452700.000100"},
    ],
)
def test_the_triage_channel_stays_private(more: dict[str, str]) -> None:
    """Nothing that is said there, by whomever, goes anywhere."""
    assert ignored(heard(event(channel="C0TRIAGE", **more))) == "staff talk"


def test_what_a_teammate_writes_below_a_card_is_a_note() -> None:
    """It is told with the message that it stands below, and with nothing that could bring it to a customer."""
    card, text = "1772452700.000100", "Ask the bank &amp; wait"
    found = heard(event(channel="C0TRIAGE", user="U0ADA", thread_ts=card, text=text))
    assert StaffNote(f"C0TRIAGE:{card}", "Ada", "Ask the bank & wait") == found


def test_a_teammate_in_a_customers_thread_has_answered() -> None:
    """A human's answer counts, and is for the one who began the thread."""
    found = heard(event(user="U0ADA", thread_ts="1772452700.000100", parent_user_id="U0CARL", text="Try again"))
    root = "C0HELP:1772452700.000100"
    ids = (f"C0HELP:{TS}", root, root, "U0CARL")
    assert found == StaffPost(OwnPost(Channel.SLACK, *ids, "Ada", "Try again", AT, names_nobody=True))


def test_an_answer_to_somebody_else_in_the_thread_is_theirs() -> None:
    """A customer who is named is the one who is answered."""
    text = "<@U0DIANA> for you too"
    found = heard(event(user="U0ADA", thread_ts="1772452700.000100", parent_user_id="U0CARL", text=text))
    assert isinstance(found, StaffPost)
    assert (found.post.to, found.post.customer_id, found.post.names_nobody) == ("", "U0DIANA", False)


def test_who_began_the_thread_is_answered_where_others_are_named_as_well() -> None:
    """A colleague who is not in the configuration looks like a customer."""
    root = "C0HELP:1772452700.000100"
    text = "<@U0DIANA> <@U0CARL> the export works again"
    found = heard(event(user="U0ADA", thread_ts="1772452700.000100", parent_user_id="U0CARL", text=text))
    assert isinstance(found, StaffPost)
    assert (found.post.to, found.post.customer_id) == (root, "U0CARL")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({}, "a teammate's own message"),
        ({"thread_ts": TS}, "a teammate's own message"),
        ({"channel": "D0ADA", "channel_type": "im"}, "a teammate's direct message"),
        ({"thread_ts": "1772452700.000100", "text": "<@U0BOT> what is this?"}, "a teammate talks to the bot"),
        *(
            ({"thread_ts": "1772452700.000100", "parent_user_id": "U0CARL", "text": text}, "teammates talk")
            for text in ("<@U0GRACE> can you take this one? I have no idea", "<@U0GRACE|grace> <@U0ADA> ?")
        ),
    ],
)
def test_other_messages_of_teammates_are_ignored(more: dict[str, str], reason: str) -> None:
    """A teammate is never a customer."""
    assert ignored(heard(event(user="U0ADA", **more))) == reason


def test_a_stranger_with_a_teammates_id_is_a_customer() -> None:
    """In a shared Slack channel only our own workspace's people are staff."""
    assert isinstance(heard(event(user="U0ADA", team="T0ACME", user_team="T0OTHER")), MentionHeard)


def test_an_author_without_a_workspace_is_ours_only_where_nobody_else_is() -> None:
    """Some messages tell no workspace: in a shared Slack channel that is not enough to be staff."""
    assert ignored(heard(event(user="U0ADA", team=None))) == "a teammate's own message"
    assert isinstance(heard(event(user="U0ADA", team=None), is_ext_shared_channel=True), MentionHeard)


@pytest.mark.parametrize("action", ["take", "ask_email", "approve_hold", "resolve", "dismiss"])
def test_a_click_on_a_case(action: str) -> None:
    """The button tells the case, Slack tells who."""
    assert clicked(action, {"case": "C-1"}) == Act("U0ADA", "T0ACME", action, {"case": "C-1"})


def test_a_click_on_send_tells_the_suggestion() -> None:
    """Send carries the name of what the card showed."""
    carried = {"case": "C-1", "name": "refund"}
    assert clicked("send:2", carried) == Act("U0ADA", "T0ACME", "send", carried)


def test_other_buttons_are_ignored() -> None:
    """An action that we do not know means nothing."""
    assert ignored(clicked("feedback", {"case": "C-1"})) == "an act that is not ours"


@pytest.mark.parametrize("envelope", [{"type": "view_submission"}, {"type": "shortcut"}, {}])
def test_other_envelopes_are_ignored(envelope: dict[str, str]) -> None:
    """What we do not use is no fault."""
    assert ignored(decode(json.dumps(envelope), WORKSPACE)) == "an envelope that we do not use"


@pytest.mark.parametrize(
    "changes",
    [{"user": None}, {"user": 7}, {"channel": None}, {"ts": None}, {"ts": "now"}, {"text": ["swordfish"]}, {"team": 1}],
)
def test_a_broken_event_is_told_without_its_content(changes: dict[str, Any]) -> None:
    """The error names the field and nothing that somebody wrote."""
    shape = event(text="swordfish") | changes
    with pytest.raises(DecodeError) as problem:
        heard({name: value for name, value in shape.items() if value is not None})
    assert "swordfish" not in str(problem.value)
    assert str(problem.value).startswith(f"{next(iter(changes))}: expected")


@pytest.mark.parametrize("value", ["swordfish", "[]", ""])
def test_a_broken_click_is_told(value: str) -> None:
    """A value that is not ours is a DecodeError."""
    with pytest.raises(DecodeError):
        clicked("take", value)


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_no_json_object_is_told(body: str) -> None:
    """Even an envelope that is none does no harm."""
    with pytest.raises(DecodeError):
        decode(body, WORKSPACE)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(list(event())), JSON, st.booleans())
def test_any_shape_is_understood_or_refused(name: str, value: Any, private: bool) -> None:
    """Whatever stands in a field, the answer is a reading or a DecodeError."""
    shape = event() | ({"channel_type": "im"} if private else {}) | {name: value}
    with suppress(DecodeError):
        assert isinstance(heard(shape), Heard)
