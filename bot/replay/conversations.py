"""Which posts belong together, to which brand, and which of them it hears.

It leaves nothing out silently: what belongs to no brand that is played is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from bot.replay.recording import Post, Recording

_HANDLE = re.compile(r"(?<![\w@])@(\w{1,50})")


@dataclass(frozen=True, slots=True)
class Conversation:
    """Posts that answer one another, oldest first; `id` is that of the post at their root, known or not.

    `unheard` holds the ids of customers' posts that X would not show to the brand whose conversation it is.
    """

    id: str
    posts: tuple[Post, ...]
    unheard: frozenset[str] = frozenset()

    @property
    def played(self) -> tuple[Post, ...]:
        """The posts that X would show to the brand."""
        return tuple(post for post in self.posts if post.id not in self.unheard) if self.unheard else self.posts


@dataclass(frozen=True, slots=True)
class Sorted:
    """The conversations of each brand, by its handle in small letters and in the order of their first post.

    `brands` gives each brand's handle as it writes it; `of_others` holds those that only brands answered or were named
    in that are not wanted, `of_nobody` those where no brand did or was.
    """

    brands: Mapping[str, str]
    by_brand: Mapping[str, tuple[Conversation, ...]]
    of_others: tuple[Conversation, ...]
    of_nobody: tuple[Conversation, ...]


def conversations(recording: Recording) -> tuple[Conversation, ...]:
    """Group the posts by the post that they answer in the end; posts that answer the same lost one are together."""
    answered = {post.id: post.to for post in recording.posts}
    roots: dict[str, str] = {}
    grouped: dict[str, list[Post]] = {}
    for post in recording.posts:
        grouped.setdefault(_root(post.id, answered, roots), []).append(post)
    return tuple(Conversation(root, tuple(posts)) for root, posts in grouped.items())


def sort_by_brand(found: Iterable[Conversation], wanted: Collection[str] = ()) -> Sorted:
    """Give each conversation to the brand that wrote most in it, else to the one that customers named first.

    Arguments:
        found: the conversations.
        wanted: handles without the @, in small letters; only these brands get conversations. None: all.
    """
    found = tuple(found)
    brands = {post.author.casefold(): post.author for one in found for post in one.posts if not post.inbound}
    for handle in wanted:
        brands.setdefault(handle, handle)
    by_brand: dict[str, list[Conversation]] = {}
    of_others: list[Conversation] = []
    of_nobody: list[Conversation] = []
    for one in found:
        if brand := _brand_of(one, wanted or brands):
            by_brand.setdefault(brand, []).append(replace(one, unheard=_unheard(one, brand, brands)))
        else:
            (of_others if _brand_of(one, brands) else of_nobody).append(one)
    sorted_out = {brand: tuple(its) for brand, its in by_brand.items()}
    return Sorted(brands, sorted_out, tuple(of_others), tuple(of_nobody))


def _brand_of(one: Conversation, brands: Collection[str]) -> str:
    """Return the one of some brands that a conversation belongs to, or ""."""
    written = Counter(post.author.casefold() for post in one.posts if not post.inbound)
    # `most_common` keeps the order of appearance among equals: then the one that answered first.
    wrote = (author for author, _ in written.most_common())
    named = (name for post in one.posts if post.inbound for name in _named(post))
    return next((name for name in chain(wrote, named) if name in brands), "")


def _unheard(one: Conversation, brand: str, brands: Collection[str]) -> frozenset[str]:
    """Return which customers' posts are addressed to other brands only.

    Who addresses no brand that is known is heard: a recording may hold another handle of the brand, or none.
    """
    wrote = {post.id: post.author.casefold() for post in one.posts if not post.inbound}

    def addressed(post: Post) -> set[str]:
        return {name for name in (*_named(post), wrote.get(post.to, "")) if name in brands}

    to = {post.id: addressed(post) for post in one.posts if post.inbound}
    return frozenset(id for id, names in to.items() if names and brand not in names)


def _named(post: Post) -> Iterator[str]:
    return (name.casefold() for name in _HANDLE.findall(post.text))


def _root(id: str, answered: Mapping[str, str], roots: dict[str, str]) -> str:
    """Follow the answers back to the first post; rows that answer one another in a circle have their smallest id."""
    way: list[str] = []
    on_way: set[str] = set()
    here = id
    while here not in roots and here not in on_way and answered.get(here):
        way.append(here)
        on_way.add(here)
        here = answered[here]
    root = min(way[way.index(here) :]) if here in on_way else roots.get(here, here)
    for step in way:
        roots[step] = root
    return root
