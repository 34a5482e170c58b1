"""Looks from the customers' side whether an invariant of the product broke in a replay.

It goes by what was recorded and what arrived, not by what the bot says of itself, and uses none of the bot's guards.
A violation names ids, kinds and times, never a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.policy import SEND_BY, Staff
from bot.domain.response import ASKING, HOLDING, ResponseKind
from bot.domain.stop import says_stop
from bot.replay.recording import Post
from bot.replay.vendor import Said

LOST = "a mention that was received is lost"
TWICE = "a customer gets the same automatic message twice, or two holding replies for one case"
IN_PUBLIC = "a public message names a teammate, shows an internal note, or carries an unfilled placeholder"
STALE = "a message leaves after its send-by time"
ADDRESS = "an email address appears where it must not"
TIMER = "a timer is lost, or fires for a case that a human has already answered"
ITSELF = "the bot answers itself, or keeps talking to somebody who said stop"
NOBODY = "somebody outside the configured staff makes the bot speak"

_SLOT = re.compile(r"[{}]|\[[A-Z]+_[A-Z_]+\]|%\w+%")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-zA-Z]{2,}")


@dataclass(frozen=True)
class Violation:
    """An invariant that broke: which, in which case, and the steps that led there."""

    invariant: str
    case: str
    trace: tuple[str, ...]


@dataclass(frozen=True)
class Sent:
    """A message that arrived, with the kind that the bot gave it, its case, and the moment of its cause (UTC)."""

    said: Said
    kind: ResponseKind
    case: str
    since: datetime
    by: str


@dataclass(frozen=True)
class Scene:
    """What there is to judge.

    `posts` are those that were played; `answers` the recorded ones that counted as a human's answer, by case; `kept`
    the mentions that the bot still knows, each with its case; `overdue` the cases with a timer that should have fired.
    """

    posts: Sequence[Post]
    sent: Sequence[Sent]
    answers: Mapping[str, Sequence[datetime]]
    kept: Mapping[str, str]
    overdue: Sequence[str]
    staff: Sequence[Staff]
    notes: Sequence[str]
    heard_within: timedelta


def find_violations(scene: Scene) -> tuple[Violation, ...]:
    """Return every violation in a brand's replay."""
    checks = (_lost, _twice, _in_public, _stale, _addresses, _timers, _itself, _nobody)
    return tuple(found for check in checks for found in check(scene))


def _lost(scene: Scene) -> Iterator[Violation]:
    for post in scene.posts:
        if post.inbound and post.id not in scene.kept:
            yield Violation(LOST, "", (f"{post.at:%c} a mention was played (line {post.line})",))


def _twice(scene: Scene) -> Iterator[Violation]:
    groups: dict[tuple[str, str], list[Sent]] = {}
    for one in scene.sent:
        groups.setdefault((one.case, f"message {one.said.message.id}"), []).append(one)
        if one.by:
            continue
        kind = "first reply" if one.kind in HOLDING else "email ask" if one.kind in ASKING else str(one.kind)
        groups.setdefault((one.case, kind), []).append(one)
        words = " ".join(one.said.message.text.split())
        groups.setdefault((one.said.message.to, words), []).append(one)
    seen: set[tuple[str, ...]] = set()
    for group in groups.values():
        trace = _trace(group)
        if len(group) > 1 and trace not in seen:
            seen.add(trace)
            yield Violation(TWICE, group[0].case, trace)


def _in_public(scene: Scene) -> Iterator[Violation]:
    names = [name for person in scene.staff for name in (person.name, *person.handles, person.slack) if name]
    named = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names) or r"(?!)")
    for one in scene.sent:
        message = one.said.message
        if message.private:
            continue
        text = message.text
        if named.search(text) or _SLOT.search(text) or any(note in text for note in scene.notes):
            yield Violation(IN_PUBLIC, one.case, _trace([one]))


def _stale(scene: Scene) -> Iterator[Violation]:
    for one in scene.sent:
        if one.said.at > one.since + SEND_BY[one.kind]:
            yield Violation(STALE, one.case, _trace([one]))


def _addresses(scene: Scene) -> Iterator[Violation]:
    for one in scene.sent:
        if not one.said.message.private and _ADDRESS.search(one.said.message.text):
            yield Violation(ADDRESS, one.case, _trace([one]))
    if any(_ADDRESS.search(note) for note in scene.notes):
        yield Violation(ADDRESS, "", ("a note to the staff",))


def _timers(scene: Scene) -> Iterator[Violation]:
    for case in scene.overdue:
        yield Violation(TIMER, case, ("a timer that was due has not fired",))
    written: dict[str, list[datetime]] = {}
    for post in scene.posts:
        if post.inbound:
            written.setdefault(scene.kept.get(post.id, ""), []).append(post.at)
    for one in scene.sent:
        if one.kind not in ASKING or one.by:
            continue
        # An answer is known from the poll that brings it. Who writes again after it waits again.
        answered = [at for at in scene.answers.get(one.case, ()) if at + scene.heard_within <= one.said.at]
        if answered and not any(at + scene.heard_within >= max(answered) for at in written.get(one.case, ())):
            yield Violation(TIMER, one.case, (f"{max(answered):%c} a human answered", *_trace([one])))


def _itself(scene: Scene) -> Iterator[Violation]:
    inbound = {post.id: post for post in scene.posts if post.inbound}
    stopped: dict[str, datetime] = {}
    for post in scene.posts:
        if post.inbound and says_stop(post.text):
            stopped.setdefault(post.author, post.at + scene.heard_within)
    for one in scene.sent:
        to = inbound.get(one.said.message.to)
        if to is None:
            yield Violation(ITSELF, one.case, ("it answers no customer's post", *_trace([one])))
        elif to.author in stopped and one.said.at > stopped[to.author]:
            yield Violation(ITSELF, one.case, (f"{stopped[to.author]:%c} the customer said stop", *_trace([one])))


def _nobody(scene: Scene) -> Iterator[Violation]:
    for one in scene.sent:
        if one.by:
            yield Violation(NOBODY, one.case, _trace([one]))


def _trace(sent: Iterable[Sent]) -> tuple[str, ...]:
    return tuple(f"{one.said.at:%c} {one.kind} to {one.said.message.to}" for one in sent)
