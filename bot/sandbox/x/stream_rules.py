"""The rules of the filtered stream: which posts a rule asks for.

It understands the part of X's rule language that support needs and treats everything else as a word.
Source: https://docs.x.com/x-api/posts/filtered-stream/integrate/build-a-rule
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from bot.sandbox.x.people import User
from bot.sandbox.x.posts import Post


@dataclass(frozen=True)
class StreamRule:
    """One rule; X gives an empty tag when there is none."""

    id: str
    value: str
    tag: str

    def matches(self, post: Post, author: User, addressed: User | None) -> bool:
        """Tell whether a post is asked for.

        Args:
            post: the new post.
            author: who wrote it.
            addressed: whom it replies to.
        """
        return any(
            all(_term(term, post, author, addressed) for term in alternative.split())
            for alternative in self.value.replace("(", " ").replace(")", " ").split(" OR ")
        )


class StreamRules:
    """The rules that are set; they outlive every connection."""

    def __init__(self) -> None:
        self.rules: dict[str, StreamRule] = {}
        self._ids = itertools.count(1_100_000_000_000_000_001)

    def make(self, value: str, tag: str) -> StreamRule:
        """Return a rule with a fresh id, not set yet."""
        return StreamRule(str(next(self._ids)), value, tag)

    def same(self, value: str) -> StreamRule | None:
        """Return the rule that is set with this value."""
        return next((rule for rule in self.rules.values() if rule.value == value), None)


def _term(term: str, post: Post, author: User, addressed: User | None) -> bool:
    if term.startswith("-"):
        return not _term(term[1:], post, author, addressed)
    term = term.lower()
    operator, _, value = term.partition(":")
    value = value.removeprefix("@")
    if operator == "from":
        return value in (author.username.lower(), author.id)
    if operator == "to":
        return addressed is not None and value in (addressed.username.lower(), addressed.id)
    if operator == "is":
        return {"reply": post.reply_to is not None, "quote": post.quote is not None}.get(value, False)
    if term.startswith("@"):
        return term[1:] in post.handles
    return term.strip('"') in post.full_text.lower()
