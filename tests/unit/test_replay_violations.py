"""Every check of a replay's invariants finds what it is there for; one that cannot fail would be worthless."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ANNA, GRACE, NOON

from bot.config import load
from bot.domain.case import Channel
from bot.domain.effects import Reply
from bot.domain.response import ResponseKind
from bot.ports.channel import Outgoing
from bot.replay.brand_bot import BrandBot, Staff
from bot.replay.conversations import Conversation
from bot.replay.figures import reckon
from bot.replay.readers import NoReader
from bot.replay.recording import Post
from bot.replay.telling import tell
from bot.replay.vendor import Said
from bot.replay.violations import (
    ADDRESS,
    IN_PUBLIC,
    ITSELF,
    LOST,
    NOBODY,
    STALE,
    TIMER,
    TWICE,
    Scene,
    Sent,
    find_violations,
)
from bot.shipped import shipped
from bot.wiring.texts import library

POLL = timedelta(seconds=30)
MINUTE = timedelta(minutes=1)
POST = Post("1", "anna_k", True, NOON, "@acme help", "", 2)


def sent(text: str = "One second…", after: timedelta = POLL, kind: ResponseKind = ResponseKind.HOLD) -> Sent:
    """A message to Anna, so long after noon."""
    message = Outgoing(f"e-{kind}", Channel.X, ANNA, "1", "1", text, private=False)
    return Sent(Said("replayed-1", NOON + after, message), kind, "C-1", NOON, "")


ASK = sent("May we have your address?", 4 * MINUTE, ResponseKind.ASK_EMAIL)
GOOD = Scene(
    posts=(POST,),
    sent=(sent(), ASK),
    answers={},
    kept={"1": "C-1"},
    overdue=(),
    staff=(GRACE,),
    notes=("Ticket T-1 is open.",),
    heard_within=POLL,
)
STOPPED = replace(POST, id="2", text="@acme stop")


def test_a_replay_that_went_well_has_no_violation() -> None:
    assert () == find_violations(GOOD)


@pytest.mark.parametrize(
    ("scene", "invariant"),
    [
        (replace(GOOD, kept={}), LOST),
        (replace(GOOD, sent=(sent(), sent("Which page?", kind=ResponseKind.CLARIFY_LINK))), TWICE),
        (replace(GOOD, sent=(sent(), sent("The same effect again", after=MINUTE))), TWICE),
        (replace(GOOD, sent=(sent("the same"), sent("the  same", kind=ResponseKind.TAKEN))), TWICE),
        (replace(GOOD, sent=(ASK, replace(ASK, said=sent("once more").said))), TWICE),
        (replace(GOOD, sent=(sent("Grace is away"),)), IN_PUBLIC),
        (replace(GOOD, sent=(sent("Dear {FirstName}"),)), IN_PUBLIC),
        (replace(GOOD, sent=(sent("Ticket T-1 is open."),)), IN_PUBLIC),
        (replace(GOOD, sent=(sent(after=16 * MINUTE),)), STALE),
        (replace(GOOD, sent=(sent("write to anna@mail.example"),)), ADDRESS),
        (replace(GOOD, notes=("her address is anna@mail.example",)), ADDRESS),
        (replace(GOOD, overdue=("C-1",)), TIMER),
        (replace(GOOD, answers={"C-1": (NOON + 2 * MINUTE,)}), TIMER),
        (replace(GOOD, posts=(replace(POST, inbound=False),), sent=(sent(),)), ITSELF),
        (replace(GOOD, posts=(POST, STOPPED), kept={"1": "C-1", "2": "C-1"}), ITSELF),
        (replace(GOOD, sent=(replace(sent(), by="Mallory"),)), NOBODY),
    ],
)
def test_a_broken_invariant_is_found(scene: Scene, invariant: str) -> None:
    assert [invariant] == [found.invariant for found in find_violations(scene)]


def test_whoever_wrote_again_after_an_answer_may_be_asked() -> None:
    again = replace(POST, id="2", at=NOON + 3 * MINUTE)
    scene = replace(GOOD, posts=(POST, again), kept={"1": "C-1", "2": "C-1"}, answers={"C-1": (NOON + 2 * MINUTE,)})
    assert () == find_violations(scene)


def test_an_answer_that_no_poll_has_brought_yet_stops_nothing() -> None:
    assert () == find_violations(replace(GOOD, answers={"C-1": (ASK.said.at - POLL / 2,)}))


def test_a_violation_names_no_text() -> None:
    found = find_violations(replace(GOOD, sent=(sent("write to anna@mail.example"),)))
    assert ("Mon Mar  2 12:00:30 2026 hold to 1",) == found[0].trace


def played() -> tuple[BrandBot, Conversation]:
    """A bot that has answered one conversation."""
    settings = load(shipped("config.example.toml"), {}, need_secrets=False)
    reader = NoReader("en")
    bot = BrandBot(settings.policy, library(settings), lambda _store: reader, Staff.SILENT, POLL)
    conversation = Conversation("1", (replace(POST, text="my export is broken"),))
    bot.play([conversation], lambda _posts: None)
    return bot, conversation


def test_what_was_given_up_is_counted_by_why() -> None:
    bot, conversation = played()
    with bot.store.transaction() as tx:
        first = next(row for row in tx.outbox.of("C-1") if isinstance(row.effect, Reply))
        tx.outbox.put_aside(first.id, "a fault of our own")
    outcome = tell(bot, [conversation])
    assert {"a fault of our own": 1} == reckon([outcome], timedelta(seconds=1)).dead


def test_what_the_vendor_has_twice_is_found_whatever_the_bot_knows_of_it() -> None:
    bot, conversation = played()
    before = tell(bot, [conversation]).violations
    bot.x.said.append(replace(bot.x.said[0], id="replayed-again"))
    assert ((), {TWICE}) == (before, {one.invariant for one in tell(bot, [conversation]).violations})
