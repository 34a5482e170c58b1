"""What is read at the local X: everything, once, in order, and never past something that was not taken."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from x_world import ACME, XWorld

from bot.adapters.x.progress import Progress
from bot.adapters.x.sources import ATTEMPTS, DirectMessages, Mentions, OwnPosts
from bot.domain.case import Channel
from bot.domain.errors import StoreBroken, Temporary
from bot.domain.policy import Role, Staff
from bot.engine.unread import Kind, Unread

A_WHILE = timedelta(minutes=10)
BO = Staff("Bo", "U0BO", Role.RESPONDER, ("Bo_Writes",))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


def test_the_first_start_ever_begins_now(world: XWorld) -> None:
    """Old mentions are not answered, though the overlap reaches back to them."""
    world.says("anna_k", "@acme from yesterday")
    world.writes("anna_k", "from yesterday")
    world.clock.forward(timedelta(minutes=1))
    mentions, messages = world.begin(Mentions), world.begin(DirectMessages)
    world.says("anna_k", "@acme from today")
    world.writes("anna_k", "and in private")
    mentions.read()
    messages.read()
    assert ["from today", "and in private"] == world.ears.texts


def test_mentions_come_oldest_first(world: XWorld) -> None:
    """X gives them newest first."""
    source = world.begin(Mentions)
    for text in ("one", "two", "three"):
        world.says("anna_k", f"@acme {text}")
    source.read()
    assert ["one", "two", "three"] == world.ears.texts


def test_a_restart_goes_on_where_the_last_run_ended(world: XWorld) -> None:
    """What was written in between is not forgotten."""
    world.begin(Mentions)
    world.clock.forward(timedelta(hours=7))
    world.says("anna_k", "@acme while you were away")
    world.clock.forward(timedelta(hours=7))
    world.source(Mentions).read()
    assert ["while you were away"] == world.ears.texts


def test_a_mention_that_is_indexed_late_is_heard(world: XWorld) -> None:
    """X shows some posts only after newer ones; asking for what is newer would lose them for ever."""
    source = world.begin(Mentions)
    late = world.says("bo_writes", "@acme I come late")
    world.server.call(lambda sandbox: setattr(sandbox.x.posts[late], "deleted", True))
    world.clock.forward(timedelta(minutes=2))
    world.says("anna_k", "@acme I am in time")
    source.read()
    world.server.call(lambda sandbox: setattr(sandbox.x.posts[late], "deleted", False))
    source.read()
    assert ["I am in time", "I come late"] == world.ears.texts


def test_the_overlap_is_all_that_is_read_again(world: XWorld) -> None:
    """X is paid per post."""
    source = world.begin(Mentions, overlap=timedelta(minutes=3))
    for text in ("long ago", "a while ago", "now"):
        world.says("anna_k", f"@acme {text}")
        world.clock.forward(timedelta(minutes=2))
    source.read()
    world.ears.mentions.clear()
    source.read()
    assert ["a while ago", "now"] == world.ears.texts


def test_every_page_is_read(world: XWorld) -> None:
    """A hundred mentions are one page."""
    source = world.begin(Mentions)

    def talk(sandbox: Any) -> None:
        for n in range(250):
            sandbox.x.write(sandbox.x.user("anna_k"), f"@acme number {n}")

    world.server.call(talk)
    source.read()
    assert [f"number {n}" for n in range(250)] == world.ears.texts


def test_no_more_is_read_than_x_shows(world: XWorld) -> None:
    """800 mentions are the ceiling; that older ones are lost is said loudly."""
    source = world.begin(Mentions)

    def talk(sandbox: Any) -> None:
        for n in range(850):
            sandbox.x.write(sandbox.x.user("anna_k"), f"@acme number {n}")

    world.server.call(talk)
    source.read()
    assert (800, "number 50") == (len(world.ears.mentions), world.ears.texts[0])


def test_a_page_that_fails_holds_nothing_back_and_loses_nothing(world: XWorld) -> None:
    """The newest page is answered now; the mark stays, so the older ones come next time."""
    source = world.begin(Mentions)
    before = world.mark("x:mentions")

    def talk(sandbox: Any) -> None:
        for n in range(150):
            sandbox.x.write(sandbox.x.user("anna_k"), f"@acme number {n}")

    world.server.call(talk)
    client = world.client()
    pages: list[str] = []
    real = client.mentions

    class Faltering:
        """The same client, whose second page fails once."""

        def mentions(self, brand: Any, start: Any, token: str = "") -> Any:
            pages.append(token)
            if len(pages) == 2:
                raise Temporary("X is overloaded (503)")
            return real(brand, start, token)

    progress = Progress(world.store, world.clock, "mentions")
    stopping, tell = threading.Event(), world.tell
    faltering = Mentions(Faltering(), lambda: ACME, world.ears, progress, stopping, tell)  # type: ignore[arg-type]
    with pytest.raises(Temporary):
        faltering.read()
    assert (100, before) == (len(world.ears.mentions), world.mark("x:mentions"))
    source.read()
    assert 150 == len(world.ears.mentions)


def test_what_is_written_between_the_first_start_and_the_first_look_is_heard(world: XWorld) -> None:
    """The database may have been busy, or X away: the first start counts, not the first look."""
    source = world.source(Mentions)
    world.clock.forward(timedelta(seconds=30))
    world.says("anna_k", "@acme export broken")
    world.clock.forward(timedelta(minutes=3))
    source.read()
    assert ["export broken"] == [text.removeprefix("@acme ") for text in world.ears.texts]


def test_an_edited_mention_is_one_mention(world: XWorld) -> None:
    """The edit has a new id and knows the old one."""
    source = world.begin(Mentions)
    first = world.says("anna_k", "@acme exprot broken")
    source.read()
    world.control("x/edit", id=first, text="@acme export broken")
    source.read()
    assert [first] == [mention.id for mention in world.ears.mentions]


def test_a_deleted_mention_is_not_heard(world: XWorld) -> None:
    """Who takes a post back wants no answer."""
    source = world.begin(Mentions)
    world.control("x/delete", id=world.says("anna_k", "@acme never mind"))
    source.read()
    assert [] == world.ears.mentions


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("🆘👩🏽‍💻🇩🇪 it broke", id="emoji"),
        pytest.param("التصدير لا يعمل \u202eabc\u202c", id="right to left"),
        pytest.param("z\u200be\u200dr\ufeffo", id="zero width"),
        pytest.param("word " * 4_999 + "end", id="25,000 characters"),
        pytest.param("", id="nothing but the handle"),
        pytest.param("https://t.co/AbCdEfGhIj", id="only a picture"),
        pytest.param("<!channel> <@U0ADA>", id="markup of somebody else"),
    ],
)
def test_any_text_comes_through(world: XWorld, text: str) -> None:
    """The whole of it, over the wire and by tweepy."""
    source = world.begin(Mentions)
    world.says("anna_k", f"@acme {text}")
    source.read()
    assert [text] == world.ears.texts


def test_a_broken_mention_is_counted_once_and_the_next_is_heard(world: XWorld) -> None:
    """Nobody waits because of somebody else's broken post."""
    client = world.client()
    source = world.begin(Mentions)
    broken = world.says("anna_k", "@acme I am broken")
    world.says("bo_writes", "@acme I am not")
    real = client.mentions

    class Spoiling:
        """The same client, with one field of one post missing."""

        def mentions(self, brand: Any, start: Any, token: str = "") -> Any:
            page = real(brand, start, token)
            for item in page.items:
                if isinstance(item, dict) and item["id"] == broken:
                    del item["conversation_id"]
            return page

    progress = Progress(world.store, world.clock, "mentions")
    stopping, tell = threading.Event(), world.tell
    source = Mentions(Spoiling(), lambda: ACME, world.ears, progress, stopping, tell)  # type: ignore[arg-type]
    with structlog.testing.capture_logs() as logs:
        source.read()
        source.read()
    unread = Unread(Channel.X, Kind.MENTION, broken, f"https://x.com/i/web/status/{broken}")
    assert ([unread], ["I am not"]) == (world.unread, world.ears.texts)
    assert [("x.item_failed", broken, "conversation_id is missing or not a text")] == [
        (entry["event"], entry["item"], entry["reason"]) for entry in logs
    ]
    assert "anna" not in str(logs)


def test_a_mention_that_the_intake_cannot_take_comes_again(world: XWorld) -> None:
    """The mark does not move past it, and the others do not wait for it."""
    source = world.begin(Mentions)
    before = world.mark("x:mentions")
    world.clock.forward(timedelta(seconds=2))
    world.says("anna_k", "@acme one")
    world.says("anna_k", "@acme two")
    world.ears.failing = [RuntimeError("a bug")]
    source.read()
    assert (["two"], before) == (world.ears.texts, world.mark("x:mentions"))
    source.read()
    assert ["two", "one"] == world.ears.texts
    assert before != world.mark("x:mentions")


def test_a_mention_that_can_never_be_taken_is_given_up(world: XWorld) -> None:
    """After five attempts it is counted, and the mark moves on."""
    source = world.begin(Mentions)
    before = world.mark("x:mentions")
    world.clock.forward(timedelta(seconds=2))
    world.says("anna_k", "@acme poison")
    world.ears.failing = [RuntimeError("a bug")] * 10
    for _ in range(7):
        source.read()
    assert (1, 5) == (len(world.unread), len(world.ears.failing))
    assert before != world.mark("x:mentions")


def test_what_could_not_be_told_is_told_with_the_next_round(world: XWorld) -> None:
    """The mark waits for it: a mention that nobody takes and nobody tells would be lost."""
    source = world.begin(Mentions)
    before = world.mark("x:mentions")
    world.clock.forward(timedelta(seconds=2))
    world.says("anna_k", "@acme poison")
    world.ears.failing = [RuntimeError("a bug")] * ATTEMPTS
    for _ in range(ATTEMPTS - 1):
        source.read()
    world.unread_fails = 1
    with pytest.raises(StoreBroken):
        source.read()
    assert ([], before) == (world.unread, world.mark("x:mentions"))
    source.read()
    assert 1 == len(world.unread)
    assert before != world.mark("x:mentions")


def test_a_broken_store_stops_the_round(world: XWorld) -> None:
    """It is no fault of the mention, so nothing is counted or given up."""
    source = world.begin(Mentions)
    world.says("anna_k", "@acme hello")
    world.ears.failing = [StoreBroken("disk full")]
    with pytest.raises(StoreBroken):
        source.read()
    source.read()
    assert (0, ["hello"]) == (len(world.unread), world.ears.texts)


def test_a_humans_answer_in_xs_own_app_is_told(world: XWorld) -> None:
    """It names the mention, so that its case can be found."""
    source = world.begin(OwnPosts)
    mention = world.says("anna_k", "@acme export broken")
    answer = world.says("acme", "Hi Anna, try again please", reply_to=mention)
    world.says("acme", "News of the day")
    source.read()
    assert [(answer, mention, mention, "2001")] == [
        (post.id, post.to, post.conversation, post.customer_id) for post in world.ears.posts
    ]


def test_an_answer_that_cannot_be_told_yet_is_shown_again(world: XWorld) -> None:
    """However long it takes: the mark stays behind it, also over a restart."""
    source = world.begin(OwnPosts)
    world.clock.forward(timedelta(seconds=2))
    mention = world.says("anna_k", "@acme export broken")
    world.says("acme", "Hi Anna", reply_to=mention)
    world.ears.unsure = 1
    source.read()
    assert [] == world.ears.posts
    world.clock.forward(A_WHILE)
    world.source(OwnPosts).read()
    assert ["@anna_k Hi Anna"] == [post.text for post in world.ears.posts]


def test_a_teammate_who_answers_from_their_own_account_is_no_customer(world: XWorld) -> None:
    """It counts as an answer of theirs to whom they wrote; the customer heard a human."""
    source = world.begin(Mentions, staff=[BO])
    asked = world.says("anna_k", "@acme export broken")
    answer = world.says("bo_writes", "did you try again?", reply_to=asked)
    source.read()
    assert ["export broken"] == world.ears.texts
    assert [("Bo", answer, asked, asked, "2001")] == [
        (post.who, post.id, post.to, post.conversation, post.customer_id) for post in world.ears.posts
    ]


def test_a_teammates_answer_is_told_before_the_mention_that_it_answers(world: XWorld) -> None:
    """Else the bot would speak although a human has spoken already."""
    order: list[str] = []
    world.ears.hear = lambda mention: order.append(mention.customer.handle)  # type: ignore[method-assign]
    world.ears.answered_elsewhere = lambda post: bool(order.append(post.who)) or True  # type: ignore[method-assign,func-returns-value]
    source = world.begin(Mentions, staff=[BO])
    world.says("bo_writes", "did you try again?", reply_to=world.says("anna_k", "@acme export broken"))
    source.read()
    assert ["Bo", "anna_k"] == order


def test_what_a_teammate_says_to_nobody_or_to_us_in_private_is_left_alone(world: XWorld) -> None:
    """They look at the bot, or try it out; a bot that answered them would wait for an answer to them."""
    mentions, messages = world.begin(Mentions, staff=[BO]), world.begin(DirectMessages, staff=[BO])
    world.says("bo_writes", "proud to work at @acme, my export works")
    world.writes("bo_writes", "is this on?")
    mentions.read()
    messages.read()
    assert ([], []) == (world.ears.mentions, world.ears.posts)


def test_a_handle_that_is_no_teammates_any_more_is_a_customers(world: XWorld) -> None:
    """Who is staff is looked up for every post."""
    staff = [BO]
    source = world.begin(Mentions, staff=staff)
    staff.clear()
    world.says("bo_writes", "@acme export broken")
    source.read()
    assert ["export broken"] == world.ears.texts


def test_direct_messages_come_in_both_directions(world: XWorld) -> None:
    """The customer's as a private mention, ours as an answer."""
    source = world.begin(DirectMessages)
    asked = world.writes("anna_k", "hello")
    answered = world.writes("acme", "Hi Anna", to="anna_k")
    source.read()
    assert [(f"dm:{asked}", "dm:1000-2001", True, "anna_k")] == [
        (mention.id, mention.conversation, mention.private, mention.customer.handle) for mention in world.ears.mentions
    ]
    assert [(f"dm:{answered}", "2001")] == [(post.id, post.customer_id) for post in world.ears.posts]


def test_direct_messages_are_read_page_by_page_only_as_far_as_needed(world: XWorld) -> None:
    """X cannot be asked for a time here, and allows 15 reads in 15 minutes."""

    def talk(many: int) -> None:
        def write(sandbox: Any) -> None:
            for n in range(many):
                sandbox.x.send(sandbox.x.user("anna_k"), sandbox.x.brand, f"number {n}")

        world.server.call(write)

    talk(250)
    world.clock.forward(A_WHILE)
    source = world.begin(DirectMessages)
    talk(120)
    calls = world.calls("GET", "/dm_events")
    source.read()
    assert (120, 2) == (len(world.ears.mentions), world.calls("GET", "/dm_events") - calls)


def test_a_mark_that_cannot_be_read_does_not_stop_the_bot(world: XWorld) -> None:
    """It begins anew, as at a first start."""
    with world.store.transaction() as tx:
        tx.marks.set("x:mentions", "yesterday or so")
    source = world.begin(Mentions)
    world.says("anna_k", "@acme hello")
    source.read()
    assert ["hello"] == world.ears.texts
