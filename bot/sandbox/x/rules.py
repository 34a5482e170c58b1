"""What X allows an account to publish through its API; a person in X's own app is not bound by it.

It must never change anything: it refuses, or says nothing.
"""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.x.people import User
from bot.sandbox.x.posts import Post, fits, without_leading
from bot.sandbox.x.problems import Problem, forbidden, invalid
from bot.sandbox.x.state import XState

DUPLICATE_FOR = timedelta(hours=24)
"""X does not say for how long it compares; a day is our guess."""

DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
GONE = "You attempted to reply to a Tweet that is deleted or not visible to you."
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by "
    "the author of the post you are replying to."
)
QUOTE_GONE = "You attempted to quote a Tweet that is deleted or not visible to you."
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see "
    "https://docs.x.com/fundamentals/counting-characters."
)
NO_DM = "You do not have permission to DM one or more participants."


def check_post(x: XState, author: User, text: str, reply_to: str | None, quote: str | None) -> None:
    """Refuse a post that X would refuse.

    Args:
        x: the state to compare with.
        author: who wants to publish.
        text: what is to be published.
        reply_to: the id of the post that it answers.
        quote: the id of the post that it quotes.

    Raises:
        Problem: 400 without a text, 403 for everything that is not allowed.
    """
    if not text.strip():
        raise invalid("Your Tweet text is empty.", text=[text])
    parent = x.post(reply_to) if reply_to else None
    if reply_to and parent is None:
        raise forbidden(GONE)
    if quote and x.post(quote) is None:
        raise forbidden(QUOTE_GONE)
    fills = [handle.lower() for handle in x.fills(author, parent)] if parent else []
    if not fits(without_leading(text, fills)):
        raise forbidden(TOO_LONG)
    if parent and not summoned(x, author, parent):
        raise forbidden(NOT_SUMMONED)
    if _is_duplicate(x, author, text, fills):
        raise forbidden(DUPLICATE)


def summoned(x: XState, author: User, parent: Post) -> bool:
    """Tell whether an account may answer a post: its own, or one by somebody who mentioned or quoted it there.

    Source: X's rule for self-serve tiers since February 2026.
    """
    if parent.author == author.id:
        return True
    return any(
        _engages(x, post, author)
        for post in x.posts.values()
        if post.author == parent.author and post.conversation == parent.conversation and not post.deleted
    )


def check_message(x: XState, sender: User, recipient: User | None) -> Problem | None:
    """Return why a direct message may not be sent: only who wrote one first can be written to."""
    if recipient is None or recipient.id == sender.id:
        return forbidden(NO_DM)
    wrote = any(message.sender == recipient.id and message.recipient == sender.id for message in x.messages)
    return None if wrote else forbidden(NO_DM)


def _engages(x: XState, post: Post, account: User) -> bool:
    quoted = x.posts.get(post.quote) if post.quote else None
    return account.username.lower() in post.handles or (quoted is not None and quoted.author == account.id)


def _is_duplicate(x: XState, author: User, text: str, fills: list[str]) -> bool:
    """Compare what everybody would read, so the same sentence to another person is another post."""
    since = x.clock.now() - DUPLICATE_FOR
    wanted = (sorted(fills), _squeezed(without_leading(text, fills)))
    for post in x.newest_first():
        if post.at < since:
            return False
        if post.author != author.id:
            continue
        handles = [handle.lower() for handle in x.fills(author, x.posts[post.reply_to])] if post.reply_to else []
        if wanted == (sorted(handles), _squeezed(without_leading(post.text, handles))):
            return True
    return False


def _squeezed(text: str) -> str:
    return " ".join(text.split()).casefold()
