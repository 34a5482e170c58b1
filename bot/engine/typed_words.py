"""The words that a teammate typed for something that was refused: they never lose them."""

from __future__ import annotations

from bot.domain.draft_events import DraftReturned
from bot.domain.events import Escalated, Event, PromiseKept, PromiseMade

KEPT = "Your words stay here."
"""What is said while the window with them is still open."""
_BACK = "Here are your words:"


def typed_for(event: Event) -> str:
    """Return the words that a teammate typed in a window for what they wanted to happen, or ""."""
    match event:
        case PromiseMade() | PromiseKept():
            return event.text
        case DraftReturned() | Escalated():
            return event.note
        case _:
            return ""


def with_words(refusal: str, typed: str) -> str:
    """Return why something was refused, and below it whole what was typed for it."""
    return f"{refusal} {_BACK}\n{typed}" if typed.strip() else refusal
