"""Plays a recording, each brand by itself, with a bot and a store of its own, in memory.

The stores are gone when it returns. It never touches the operator's.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial
from heapq import nsmallest

from bot.adapters.library import FolderLibrary
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Channel
from bot.domain.policy import ChannelPolicy, Policy
from bot.ports.reader import Reader
from bot.ports.store import Store
from bot.replay.brand_bot import BrandBot, Staff
from bot.replay.conversations import Conversation
from bot.replay.hands import how_many, share_out
from bot.replay.outcome import BrandOutcome
from bot.replay.readers import NoReader
from bot.replay.spoken import SpokenLibrary
from bot.replay.telling import tell
from bot.wiring.engine import earlier_language
from bot.wiring.reading import topics_of

WORTH_SHARING = 500
"""From so many posts on several brands are played beside one another."""

MOST_SHOWN = 2_000
"""Conversations that are shown line by line; a telephone could not open a page with more, and nobody reads them."""


class ReaderChoice(StrEnum):
    """Who reads the mentions of a replay."""

    DEFAULT = "default"
    NONE = "none"


@dataclass(frozen=True)
class Terms:
    """How to play: the operator's policy and texts, who reads, what staff do, and how often the bot polls.

    `shown` is of how many conversations, the earliest, every line is kept; the others are only counted.
    """

    policy: Policy
    library: FolderLibrary
    reader: ReaderChoice
    staff: Staff
    poll_every: timedelta
    shown: int


def play(
    by_brand: Mapping[str, Sequence[Conversation]],
    brands: Mapping[str, str],
    terms: Terms,
    told: Callable[[int], None],
    hands: int = 0,
) -> tuple[BrandOutcome, ...]:
    """Return what came of each brand.

    Arguments:
        by_brand: the conversations of each brand, by its handle in small letters.
        brands: each brand's handle as it writes it.
        terms: how to play.
        told: called with the number of posts that were played since the last call.
        hands: how many processes play at a time; 0 is as many as this machine has processors, where that is worth it.
    """
    reader_of = _readers(terms)
    everything = (one for its in by_brand.values() for one in its)
    shown = frozenset(one.id for one in nsmallest(terms.shown, everything, key=lambda one: one.posts[0].at))
    pieces = tuple(by_brand.items())
    sizes = [sum(len(one.played) for one in its) for _, its in pieces]
    hands = hands or (how_many(len(pieces)) if sum(sizes) >= WORTH_SHARING else 1)

    def play_one(number: int) -> BrandOutcome:
        brand, its = pieces[number]
        policy = _as_brand(terms.policy, brands[brand])
        return _play_brand(policy, its, terms, reader_of, shown, told if hands == 1 else lambda _posts: None)

    return tuple(share_out(play_one, sizes, told, hands))


def _play_brand(
    policy: Policy,
    conversations: Sequence[Conversation],
    terms: Terms,
    reader_of: Callable[[Policy, Store], Reader],
    shown: Collection[str],
    told: Callable[[int], None],
) -> BrandOutcome:
    library = SpokenLibrary(terms.library)
    bot = BrandBot(policy, library, partial(reader_of, policy), terms.staff, terms.poll_every)
    try:
        bot.play(conversations, told)
        return tell(bot, conversations, shown)
    finally:
        bot.close()


def _readers(terms: Terms) -> Callable[[Policy, Store], Reader]:
    """Return what makes the reader of a brand's bot; all brands have the same teams, and so the same topics."""
    if terms.reader is ReaderChoice.NONE:
        return lambda policy, _store: NoReader(policy.languages[0])
    topics = topics_of(terms.policy, terms.library.responses)
    return lambda policy, store: UnderstandingReader(policy, earlier_language(store), topics)


def _as_brand(policy: Policy, handle: str) -> Policy:
    """Return the policy as this brand's own; a recording is of X, so where X is off its defaults hold."""
    channels = {Channel.X: ChannelPolicy(), **policy.channels}
    name = policy.brand if handle.casefold() == policy.handle.casefold() else handle
    return replace(policy, brand=name, handle=handle, channels=channels)
