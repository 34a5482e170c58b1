"""Which posts belong together, and to which brand. It leaves nothing out silently: what belongs to no brand is told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bot.replay.recording import Post, Recording

_HANDLE = re.compile(r"(?<![\w@])@(\w{1,50})")


@dataclass(frozen=True)
class Conversation:
    """Posts that answer one another, oldest first; `id` is that of the post at their root, known or not."""

    id: str
    posts: tuple[Post, ...]


@dataclass(frozen=True)
class Sorted:
    """The conversations of each brand, by its handle in small letters and in the order of their first post.

    `brands` gives each brand's handle as it writes it; `of_nobody` holds those that no brand answered or was named in.
    """

    brands: Mapping[str, str]
    by_brand: Mapping[str, tuple[Conversation, ...]]
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
    of_nobody: list[Conversation] = []
    for one in found:
        brand = _brand_of(one, brands)
        if not brand:
            of_nobody.append(one)
        elif not wanted or brand in wanted:
            by_brand.setdefault(brand, []).append(one)
    return Sorted(brands, {brand: tuple(its) for brand, its in by_brand.items()}, tuple(of_nobody))


def _brand_of(one: Conversation, brands: Collection[str]) -> str:
    written = Counter(post.author.casefold() for post in one.posts if not post.inbound)
    if written:
        # `most_common` keeps the order of appearance among equals: then the one that answered first.
        return written.most_common(1)[0][0]
    named = (name.casefold() for post in one.posts for name in _HANDLE.findall(post.text))
    return next((name for name in named if name in brands), "")


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
