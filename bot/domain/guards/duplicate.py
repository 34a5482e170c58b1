"""Guard: nothing is said twice. It compares with what the draft's history tells and remembers nothing itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.domain.case import Channel
from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop
from bot.domain.guards.sentences import LINK
from bot.domain.response import ResponseKind
from bot.domain.saying import alike

_GUARD = "duplicate"
_HANDLES = re.compile(r"^(?:\s*[@＠]\w{1,50}(?=\s|$))+")
_NO_WORD = re.compile(r"[\W_]+")
# A customer may be promised something twice, and hear twice that it takes longer.
_MAY_COME_AGAIN = frozenset({ResponseKind.SUGGESTION, ResponseKind.PROMISE_UPDATE})


def duplicate(draft: Draft) -> Iterator[Finding]:
    """Each kind is said once in a case, each text once to a customer, and on X once on the account."""
    history = draft.history
    automatic_kind = draft.kind is not None and draft.kind not in _MAY_COME_AGAIN
    if draft.kind and automatic_kind and alike(draft.kind).intersection(history.said_in_case):
        yield stop(_GUARD, "The customer has had a message of this kind in this case. Drop it.")
    if not history.to_customer and not history.on_account:
        return
    essence = essence_of(draft.text)
    recent = [one.text for one in history.to_customer if draft.now is None or draft.now - one.at < history.window]
    if any(essence == essence_of(text) for text in recent):
        yield stop(_GUARD, "The customer has had this very text already. Say it in other words, or drop it.")
    if draft.channel is Channel.X and draft.public and any(essence == essence_of(text) for text in history.on_account):
        yield stop(_GUARD, "Our account has just posted nearly the same text, and X refuses that. Change some words.")


def essence_of(text: str) -> str:
    """Return what is left of a text for a comparison: words and numbers, without handles in front, links all alike."""
    plain = unicodedata.normalize("NFKC", LINK.sub(" link ", _HANDLES.sub("", text))).casefold()
    words = _NO_WORD.sub(" ", plain).strip()
    return words or " ".join(text.split())
