"""What somebody hears who wants to answer a case: that it is too late, or that the customer has written meanwhile."""

from __future__ import annotations

import hashlib
from datetime import datetime

from bot.domain.case import State
from bot.domain.inputs import Input
from bot.domain.masking import mask
from bot.domain.response import ResponseKind
from bot.domain.states import TRANSITIONS
from bot.ports.staffroom import Story
from bot.ports.store import OutboxState, Transaction

_SHOWN = 600


def too_late(tx: Transaction, story: Story) -> str:
    """Return why a case cannot be answered any more, with what was sent instead; "" while it can."""
    case = story.case
    if (case.state, Input.SENT) in TRANSITIONS:
        return ""
    if case.state is not State.ANSWERED:
        return f"This case is {case.state} by now."
    at, text = _answer(tx, story)
    when = f" at {at.astimezone(story.zone):%H:%M %Z}" if at else ""
    said = f": “{_short(text)}”" if text else " already."
    return f"{case.answered_by or 'Somebody'} has answered this case{when}{said}"


def _answer(tx: Transaction, story: Story) -> tuple[datetime | None, str]:
    """Return when a human answered last, and with which words as far as they are known."""
    answer = tx.answers.newest(story.case.id)
    if answer is None:
        return None, ""
    if answer.text:
        return answer.at, answer.text
    sent = [one for one in story.said if one.kind is ResponseKind.SUGGESTION and one.state != OutboxState.DEAD]
    return answer.at, sent[-1].text if sent else ""


def fingerprint(story: Story) -> str:
    """Return what changes when the customer writes again, or changes what they wrote."""
    newest = [(one.id, one.text) for one in story.mentions[-1:]]
    return hashlib.sha256(repr(newest).encode("utf-8", "replace")).hexdigest()[:16]


def newest_words(story: Story) -> str:
    """Return what the customer wrote last, masked and short."""
    return _short(story.mentions[-1].text) if story.mentions else ""


def _short(text: str) -> str:
    line = " ".join(mask(text).split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
