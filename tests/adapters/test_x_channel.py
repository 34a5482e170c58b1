"""Sending to customers on the local X, and finding what perhaps arrived."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from x_world import XWorld

from bot.adapters.x.channel import XChannel
from bot.adapters.x.credentials import UserKeys
from bot.adapters.x.sources import OwnPosts
from bot.domain.case import Channel, Customer
from bot.domain.errors import Duplicate, Permanent, Temporary, Unknown
from bot.engine.same_text import is_same
from bot.ports.channel import Outgoing

ANNA = Customer(Channel.X, "2001", "anna_k", "Anna Keller")
HOLD = "Thanks for telling us, Anna. We are looking into it & will be back here soon."


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


@pytest.fixture
def channel(world: XWorld) -> XChannel:
    connection = world.connect()
    return XChannel(world.client(timedelta(milliseconds=500)), connection.whoami, lambda: "1000", "acme")


def public(to: str, text: str = HOLD) -> Outgoing:
    return Outgoing("effect-1", Channel.X, ANNA, to, to, text, private=False)


def private(to: str, text: str = HOLD) -> Outgoing:
    return Outgoing("effect-2", Channel.X, ANNA, "dm:1000-2001", to, text, private=True)


def post_of(world: XWorld, id: str) -> Any:
    return world.server.call(lambda world: world.x.posts[id])


def test_a_reply_stands_under_the_mention(world: XWorld, channel: XChannel) -> None:
    """In public, in the customer's own conversation."""
    mention = world.says("anna_k", "@acme export broken")
    sent = post_of(world, channel.send(public(mention)))
    assert (mention, "1000", HOLD) == (sent.reply_to, sent.author, sent.text)


def test_a_private_reply_goes_to_the_person(world: XWorld, channel: XChannel) -> None:
    """The mention that it answers needs no place in the call."""
    mention = world.writes("anna_k", "anna@example.com")
    id = channel.send(private(f"dm:{mention}"))
    sent = world.server.call(lambda world: world.x.messages[-1])
    assert (id, "2001", HOLD) == (f"dm:{sent.id}", sent.recipient, sent.text)


def test_a_direct_message_is_never_answered_in_public(world: XWorld, channel: XChannel) -> None:
    """Whatever the caller got wrong."""
    with pytest.raises(Permanent):
        channel.send(public(f"dm:{world.writes('anna_k', 'hello')}"))
    assert 0 == world.calls("POST", "/2/tweets")


def test_the_same_words_twice_are_refused_as_a_duplicate(world: XWorld, channel: XChannel) -> None:
    """The outbox then looks whether the first attempt got through."""
    mention = world.says("anna_k", "@acme export broken")
    channel.send(public(mention))
    with pytest.raises(Duplicate):
        channel.send(public(mention))


def test_a_reply_that_nobody_summoned_goes_to_a_human(world: XWorld, channel: XChannel) -> None:
    """X allows automated replies only to those who mentioned us."""
    with pytest.raises(Permanent, match="mentioned us"):
        channel.send(public(world.says("anna_k", "just talking to myself")))


def test_a_reply_to_a_deleted_mention_goes_to_a_human(world: XWorld, channel: XChannel) -> None:
    """Nobody announces a deletion; it is noticed when answering."""
    mention = world.says("anna_k", "@acme export broken")
    world.control("x/delete", id=mention)
    with pytest.raises(Permanent, match="deleted"):
        channel.send(public(mention))


def test_a_message_to_somebody_who_never_wrote_goes_to_a_human(world: XWorld, channel: XChannel) -> None:
    """X does not let us open a private conversation."""
    with pytest.raises(Permanent, match="in private"):
        channel.send(private("dm:1"))


def test_too_long_a_text_goes_to_a_human(world: XWorld, channel: XChannel) -> None:
    """The guards should have held it; X has the last word."""
    with pytest.raises(Permanent, match="too long"):
        channel.send(public(world.says("anna_k", "@acme export broken"), "ab " * 100))


@pytest.mark.parametrize("kind", ["dropped", "hang_after"])
def test_a_reply_without_an_answer_is_unknown_and_found(world: XWorld, channel: XChannel, kind: str) -> None:
    """X performed it, and only the answer was lost."""
    mention = world.says("anna_k", "@acme R&D export broken")
    world.fault(kind, method="POST", path="/2/tweets")
    with pytest.raises(Unknown):
        channel.send(public(mention))
    world.clear()
    found = channel.find(public(mention))
    assert found is not None
    assert HOLD == post_of(world, found).text


def test_a_reply_that_never_arrived_is_not_found(world: XWorld, channel: XChannel) -> None:
    """Then it may be sent again."""
    mention = world.says("anna_k", "@acme export broken")
    world.fault("hang_before", method="POST", path="/2/tweets")
    with pytest.raises(Unknown):
        channel.send(public(mention))
    world.clear()
    assert channel.find(public(mention)) is None


def test_a_lost_private_reply_is_found(world: XWorld, channel: XChannel) -> None:
    """Among the messages with that person."""
    mention = world.writes("anna_k", "hello")
    world.fault("dropped", method="POST", path="/messages")
    with pytest.raises(Unknown):
        channel.send(private(f"dm:{mention}"))
    sent = world.server.call(lambda world: world.x.messages[-1])
    assert f"dm:{sent.id}" == channel.find(private(f"dm:{mention}"))


def test_an_earlier_private_reply_with_the_same_words_is_not_ours(world: XWorld, channel: XChannel) -> None:
    """Only what came after the mention can answer it."""
    channel.send(private(f"dm:{world.writes('anna_k', 'hello')}"))
    assert channel.find(private(f"dm:{world.writes('anna_k', 'hello again')}")) is None


def test_the_customers_own_words_are_not_ours(world: XWorld, channel: XChannel) -> None:
    """A customer may quote us word for word."""
    mention = world.writes("anna_k", "hello")
    world.writes("anna_k", HOLD)
    assert channel.find(private(f"dm:{mention}")) is None


def test_a_reply_to_somebody_else_is_not_this_one(world: XWorld, channel: XChannel) -> None:
    """The same words may stand under another mention."""
    annas, bos = world.says("anna_k", "@acme export broken"), world.says("bo_writes", "@acme export broken")
    channel.send(public(bos))
    assert channel.find(public(annas)) is None


def test_a_reply_is_found_behind_a_hundred_newer_posts(world: XWorld, channel: XChannel) -> None:
    """The timeline is read page by page back to the mention."""
    mention = world.says("anna_k", "@acme export broken")
    sent = channel.send(public(mention))

    def talk(sandbox: Any) -> None:
        for n in range(230):
            sandbox.x.write(sandbox.x.brand, f"News {n}")

    world.server.call(talk)
    assert sent == channel.find(public(mention))


def test_looking_while_x_is_down_is_temporary(world: XWorld, channel: XChannel) -> None:
    """The look may be repeated."""
    mention = world.says("anna_k", "@acme export broken")
    world.fault("500", method="GET", path="/tweets")
    with pytest.raises(Temporary):
        channel.find(public(mention))


def test_without_a_mention_it_can_never_be_told(channel: XChannel) -> None:
    """A human has to look."""
    with pytest.raises(Permanent):
        channel.find(public(""))


def test_our_receipt_and_our_timeline_use_the_same_id(world: XWorld, channel: XChannel) -> None:
    """Else the bot would take its own reply for a human's answer."""
    source = world.begin(OwnPosts)
    id = channel.send(public(world.says("anna_k", "@acme export broken")))
    source.read()
    assert [id] == [post.id for post in world.ears.posts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", 0, id="empty"),
        pytest.param("abc", 3, id="letters"),
        pytest.param("日本", 4, id="Chinese characters"),
        pytest.param("👩🏽‍💻", 2, id="an emoji of four parts"),
        pytest.param("see https://acme.com/a/very/long/path/that/does/not/count", 27, id="a link"),
        pytest.param("مرحبا", 5, id="right to left"),
        pytest.param("a" * 25_000, 25_000, id="25,000 characters"),
        pytest.param("a\ud83d", 2, id="half an emoji"),
    ],
)
def test_a_text_weighs(channel: XChannel, text: str, expected: int) -> None:
    """As much as X counts."""
    assert expected == channel.weight(text)


def test_the_limit_is_that_of_every_account(channel: XChannel) -> None:
    """280, weighted."""
    assert 280 == channel.limit


def test_the_private_link_opens_a_message_that_is_begun(channel: XChannel) -> None:
    """The customer only types the address."""
    link = urlsplit(channel.private_link("Ref K7Q2M My email address is "))
    assert "https://x.com/messages/compose" == f"{link.scheme}://{link.netloc}{link.path}"
    assert {"recipient_id": ["1000"], "text": ["Ref K7Q2M My email address is "]} == parse_qs(link.query)
    assert "+" not in link.query


def test_the_private_link_weighs_as_one_link(channel: XChannel) -> None:
    """So that it fits into every text."""
    assert 23 == channel.weight(channel.private_link("Ref K7Q2M"))


def test_the_private_link_never_calls_x(world: XWorld) -> None:
    """It is made inside a transaction; before our id is known it leads to our profile."""
    connection = world.connect()
    channel = connection.channel()
    assert "https://x.com/acme" == channel.private_link("Ref K7Q2M")
    connection.whoami()
    assert "recipient_id=1000" in channel.private_link("Ref K7Q2M")


def test_an_oauth_1_token_tells_our_id_by_itself(world: XWorld) -> None:
    """X writes the account's id in front of it."""
    channel = world.connect(UserKeys("k", "s", "1000-fake", "ts")).channel()
    assert "recipient_id=1000" in channel.private_link("Ref K7Q2M")


@pytest.mark.parametrize(
    ("ours", "seen"),
    [
        pytest.param("We are on it.", "@anna_k @bo_writes We are on it.", id="handles in front"),
        pytest.param("R&D <now>", "R&amp;D &lt;now&gt;", id="escapes"),
        pytest.param(
            "Tell us: https://x.com/messages/compose?recipient_id=1", "Tell us: https://t.co/abc", id="a link"
        ),
        pytest.param("See acme.com/help please", "See https://t.co/abc please", id="a link without protocol"),
        pytest.param("One  two\n\nthree ", "One two three", id="spaces"),
        pytest.param("Café", "Cafe\u0301", id="another Unicode form"),
        pytest.param("Hello\u200b there", "Hello there", id="zero width"),
    ],
)
def test_a_text_is_recognised_through_what_x_does_to_it(ours: str, seen: str) -> None:
    """X never gives back exactly what it was given."""
    assert is_same(ours, seen)


@pytest.mark.parametrize(
    ("ours", "seen"),
    [
        pytest.param("We are on it.", "We are on it!", id="another sign"),
        pytest.param("Write to @bo_writes", "Write to", id="a handle in the middle"),
        pytest.param("See https://acme.com", "See", id="a link left out"),
        pytest.param("", "Hello", id="nothing"),
    ],
)
def test_another_text_is_another_text(ours: str, seen: str) -> None:
    """A human's words are not taken for ours."""
    assert not is_same(ours, seen)
