"""X's JSON becomes mentions and own posts; what is broken is refused in words that hold no personal data."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.adapters.x.codec import Brand, mention_in, message_in, moment_in, own_post_in, page_in, teammate_in
from bot.domain.case import Channel, Customer, Mention
from bot.domain.errors import DecodeError
from bot.domain.policy import Role, Staff
from bot.engine.own_post import OwnPost

ACME = Brand("1000", "acme")
ANNA = Customer(Channel.X, "2001", "anna_k", "Anna Keller")
AUTHORS = {"2001": ANNA}
AT, MINUTE = datetime(2026, 1, 5, 12, tzinfo=UTC), timedelta(minutes=1)


def post(**changes: Any) -> dict[str, Any]:
    """Return a post as X sends it; a field that is changed to None is left out."""
    fields = {
        "id": "1790",
        "text": "@acme export broken",
        "edit_history_tweet_ids": ["1790"],
        "author_id": "2001",
        "conversation_id": "1790",
        "created_at": "2026-01-05T12:00:00.000Z",
        **changes,
    }
    return {key: value for key, value in fields.items() if value is not None}


def event(**changes: Any) -> dict[str, Any]:
    """Return a direct message as X sends it; a field that is changed to None is left out."""
    fields = {
        "id": "1801",
        "event_type": "MessageCreate",
        "text": "anna@example.com",
        "sender_id": "2001",
        "dm_conversation_id": "1000-2001",
        "created_at": "2026-01-05T12:05:00.000Z",
        **changes,
    }
    return {key: value for key, value in fields.items() if value is not None}


def text_of(item: dict[str, Any]) -> str:
    mention = mention_in(item, AUTHORS, ACME)
    assert mention is not None
    return mention.text


def test_a_post_becomes_a_mention() -> None:
    """Everything that the bot needs to answer is in it."""
    expected = Mention(
        channel=Channel.X,
        id="1790",
        conversation="1790",
        customer=ANNA,
        text="@acme export broken",
        at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        url="https://x.com/anna_k/status/1790",
    )
    assert expected == mention_in(post(), AUTHORS, ACME)


def test_an_edited_post_knows_its_other_ids() -> None:
    """Every edit has a new id; all of them are one mention."""
    mention = mention_in(post(id="1792", edit_history_tweet_ids=["1790", "1791", "1792"]), AUTHORS, ACME)
    assert mention is not None
    assert ("1790", "1791") == mention.also


def test_a_post_without_its_history_is_still_a_mention() -> None:
    """X promises the field, but nobody is forgotten for want of it."""
    mention = mention_in(post(edit_history_tweet_ids=None), AUTHORS, ACME)
    assert mention is not None
    assert () == mention.also


def test_the_three_escapes_are_undone_once() -> None:
    """X writes &, < and > as entities; a customer who writes an entity keeps it."""
    assert 'R&D < "B" &lt; &copy' == text_of(post(text='R&amp;D &lt; "B" &amp;lt; &copy'))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("@acme 🆘👩🏽‍💻🇩🇪 it broke", id="emoji"),
        pytest.param("@acme التصدير لا يعمل \u202eabc\u202c", id="right to left"),
        pytest.param("@acme z\u200be\u200dr\ufeffo", id="zero width"),
        pytest.param("@acme " + "word " * 5_000, id="25,000 characters"),
        pytest.param("", id="empty"),
        pytest.param("https://t.co/AbCdEfGhIj", id="only a picture"),
        pytest.param("<!channel> <@U0ADA> \x00\r\n", id="markup of somebody else"),
    ],
)
def test_any_text_is_a_text(text: str) -> None:
    """Whatever customers write reaches the bot as they wrote it."""
    assert text == text_of(post(text=text))


def test_a_long_post_is_read_whole() -> None:
    """The whole text stands in `note_tweet`, and `text` is cut."""
    whole = "@acme " + "a" * 24_000
    assert whole == text_of(post(text=whole[:279] + "…", note_tweet={"text": whole}))


def test_half_a_character_is_replaced() -> None:
    """JSON can hold a lone surrogate, which no database can store."""
    assert "@acme \ufffd!" == text_of(post(text="@acme \ud83d!"))


def test_a_time_without_a_fraction_is_read() -> None:
    """tweepy's own reading would raise."""
    assert datetime(2026, 1, 5, 12, tzinfo=UTC) == moment_in(post(created_at="2026-01-05T12:00:00Z"))


def test_a_repost_is_no_mention() -> None:
    """Nobody asked anything by it."""
    assert mention_in(post(referenced_tweets=[{"type": "retweeted", "id": "1"}]), AUTHORS, ACME) is None


def test_a_quote_is_a_mention() -> None:
    """Whoever quotes somebody and names us wants an answer."""
    assert mention_in(post(referenced_tweets=[{"type": "quoted", "id": "1"}]), AUTHORS, ACME) is not None


def test_our_own_post_is_no_mention() -> None:
    """The bot never answers itself."""
    assert mention_in(post(author_id="1000"), AUTHORS, ACME) is None


def test_an_author_whom_x_does_not_tell_is_heard_all_the_same() -> None:
    """A partial answer of X's must lose nobody; what is missing is only a name."""
    mention = mention_in(post(author_id="2999"), AUTHORS, ACME)
    assert mention is not None
    assert Customer(Channel.X, "2999", "", "") == mention.customer
    assert f"https://x.com/i/web/status/{mention.id}" == mention.url


def test_a_writer_whom_x_does_not_tell_is_heard_all_the_same() -> None:
    """That holds in private, too."""
    mention = message_in(event(), {}, ACME)
    assert isinstance(mention, Mention)
    assert Customer(Channel.X, "2001", "", "") == mention.customer


@pytest.mark.parametrize("name", [None, "", 7])
def test_somebody_without_a_display_name_is_called_by_the_handle(name: object) -> None:
    """A name is decoration; a handle is needed to answer."""
    user = {"id": "2001", "username": "anna_k", **({} if name is None else {"name": name})}
    assert "anna_k" == page_in({"includes": {"users": [user]}}).authors["2001"].name


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param({"id": None}, id="no id"),
        pytest.param({"id": 1790}, id="id is a number"),
        pytest.param({"id": "17x"}, id="id is no number"),
        pytest.param({"text": None}, id="no text"),
        pytest.param({"text": ["secret"]}, id="text is a list"),
        pytest.param({"author_id": None}, id="no author"),
        pytest.param({"conversation_id": None}, id="no conversation"),
        pytest.param({"created_at": None}, id="no time"),
        pytest.param({"created_at": "yesterday"}, id="time cannot be read"),
        pytest.param({"created_at": "2026-01-05T12:00:00"}, id="time without zone"),
        pytest.param({"created_at": 1767614400}, id="time is a number"),
        pytest.param({"edit_history_tweet_ids": "1790"}, id="history is a text"),
        pytest.param({"edit_history_tweet_ids": [1790]}, id="history holds numbers"),
        pytest.param({"referenced_tweets": {"id": "1"}}, id="references are an object"),
        pytest.param({"referenced_tweets": ["1"]}, id="references are texts"),
        pytest.param({"note_tweet": "long"}, id="note is a text"),
        pytest.param({"note_tweet": {}}, id="note without text"),
    ],
)
def test_a_broken_post_is_refused_without_personal_data(broken: dict[str, Any]) -> None:
    """What is wrong is told by the field's name alone."""
    with pytest.raises(DecodeError) as caught:
        mention_in(post(**broken), AUTHORS, ACME)
    assert not [
        value for value in ("anna", "Keller", "export", "secret", "yesterday", "17x") if value in str(caught.value)
    ]


@pytest.mark.parametrize("item", [None, [], "post", 7])
def test_something_else_than_a_post_is_refused(item: object) -> None:
    """A list of posts may hold anything."""
    with pytest.raises(DecodeError):
        mention_in(item, AUTHORS, ACME)


def test_a_direct_message_becomes_a_private_mention() -> None:
    """Its ids cannot be mistaken for those of posts."""
    expected = Mention(
        channel=Channel.X,
        id="dm:1801",
        conversation="dm:1000-2001",
        customer=ANNA,
        text="anna@example.com",
        at=datetime(2026, 1, 5, 12, 5, tzinfo=UTC),
        private=True,
    )
    assert expected == message_in(event(), AUTHORS, ACME)


def test_a_direct_message_that_is_only_a_picture_has_no_text() -> None:
    """X leaves the field out."""
    seen = message_in(event(text=None, attachments={"media_keys": ["3_1"]}), AUTHORS, ACME)
    assert isinstance(seen, Mention)
    assert "" == seen.text


def test_a_direct_message_by_us_is_an_own_post_to_the_other_one() -> None:
    """A human of the brand may have answered in X's app."""
    ids = ("dm:1801", "dm:1000-2001", "", "2001")
    expected = OwnPost(Channel.X, *ids, "the brand's account", "anna@example.com", AT + 5 * MINUTE, private=True)
    assert expected == message_in(event(sender_id="1000"), {}, ACME)


def test_joining_a_conversation_is_no_message() -> None:
    """Only what somebody wrote counts."""
    assert message_in(event(event_type="ParticipantsJoin", text=None), AUTHORS, ACME) is None


@pytest.mark.parametrize("field", ["id", "event_type", "text", "sender_id", "dm_conversation_id", "created_at"])
def test_a_direct_message_without_a_field_is_refused(field: str) -> None:
    """The error names the field."""
    with pytest.raises(DecodeError, match=field):
        message_in(event(**{field: None}), AUTHORS, ACME)


def test_a_reply_of_ours_becomes_an_own_post() -> None:
    """It tells whom it answers, so that its case can be found."""
    reply = post(
        id="1795",
        author_id="1000",
        text="@anna_k We are on it",
        edit_history_tweet_ids=["1795"],
        in_reply_to_user_id="2001",
        referenced_tweets=[{"type": "quoted", "id": "1"}, {"type": "replied_to", "id": "1790"}],
    )
    expected = OwnPost(Channel.X, "1795", "1790", "1790", "2001", "the brand's account", "@anna_k We are on it", AT)
    assert expected == own_post_in(reply, ACME)


def test_an_edited_reply_of_ours_keeps_its_first_id() -> None:
    """The receipt of the outbox holds that one."""
    reply = post(
        id="1797", edit_history_tweet_ids=["1795", "1797"], referenced_tweets=[{"type": "replied_to", "id": "1790"}]
    )
    own = own_post_in(reply, ACME)
    assert own is not None
    assert "1795" == own.id


def test_a_post_of_ours_that_answers_nobody_is_left_alone() -> None:
    """News of the brand are no answer."""
    assert own_post_in(post(author_id="1000"), ACME) is None


@pytest.mark.parametrize("addressed", ["1000", "3001"])
def test_below_a_post_of_our_own_side_nobody_in_particular_is_addressed(addressed: str) -> None:
    """A teammate goes on below our reply, or below their own."""
    written = post(
        author_id="3001", in_reply_to_user_id=addressed, referenced_tweets=[{"type": "replied_to", "id": "1"}]
    )
    own = own_post_in(written, ACME, "Ada")
    assert own is not None
    assert ("Ada", "") == (own.who, own.customer_id)


@pytest.mark.parametrize(("handle", "expected"), [("ada_writes", "Ada"), ("Ada_Writes", "Ada"), ("anna_k", "")])
def test_a_teammate_is_known_by_their_handle_in_whatever_letters(handle: str, expected: str) -> None:
    """X keeps the capitals that the account was made with."""
    staff = [Staff("Grace", "U0GRACE", Role.LEAD), Staff("Ada", "U0ADA", Role.RESPONDER, ("ADA_writes",))]
    authors = {"3001": Customer(Channel.X, "3001", handle, "Somebody")}
    assert [expected, expected] == [
        teammate_in(item, authors, staff) for item in (post(author_id="3001"), event(sender_id="3001"))
    ]


def test_who_is_not_told_is_no_teammate() -> None:
    """A partial answer leaves authors out."""
    staff = [Staff("Grace", "U0GRACE", Role.LEAD)]
    assert ["", ""] == [teammate_in(post(author_id="3001"), {}, staff), teammate_in("nonsense", {}, staff)]


def test_an_empty_page_is_a_page() -> None:
    """X leaves `data` out when there is nothing."""
    assert () == page_in({"meta": {"result_count": 0}}).items


def test_a_broken_user_does_not_hide_the_others() -> None:
    """One bad entry costs one author."""
    users = [{"id": "1"}, None, {"id": "2001", "username": "anna_k", "name": "Anna Keller"}]
    assert AUTHORS == page_in({"includes": {"users": users}}).authors
