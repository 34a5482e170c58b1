"""A case's story as plain text, in the order in which it happened: what a desk is given. Pure.

The customer's address and what the staff noted stand in it in full, so it must go nowhere but to a desk.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.domain.case import Case, Channel, Mention
from bot.domain.masking import mask
from bot.ports.desk import Entry
from bot.ports.staffroom import Said, Story

_SUBJECT_LENGTH = 70
_INDENT = "    "
_PLACES = {Channel.X: "X", Channel.SLACK: "Slack"}


def subject_of(story: Story) -> str:
    """Return one line that says what the case is about: its first post, shortened, with addresses masked.

    Subjects travel to lists, notifications and phones, so not even a desk's subject holds an address, and the text of a
    private message stays out of it.
    """
    first = next((mention for mention in story.mentions if not mention.private), None)
    words = mask(_one_line(first.text)) if first else ""
    if len(words) > _SUBJECT_LENGTH:
        words = f"{words[: _SUBJECT_LENGTH - 1].rstrip()}…"
    return words or f"Support request on {_PLACES[story.case.channel]}"


def story_text(story: Story) -> str:
    """Return the whole story: who and where, then every post and message in order, then what has not left."""
    left = [one for one in story.said if one.at is not None]
    waiting = [one for one in story.said if one.at is None]
    happened = [
        *((mention.at, _heard(mention, story.zone)) for mention in story.mentions),
        *((one.at, _noted(one.text, one.at, story.zone)) for one in story.notes),
        *((one.at, _sent(one, one.at, story.zone)) for one in left if one.at is not None),
    ]
    # The sort is stable: a post stands before the answer that left at the same moment.
    told = [text for _, text in sorted(happened, key=lambda entry: entry[0])]
    parts = ["\n".join(_head(story)), *told]
    if waiting:
        parts.append("\n".join(["Not sent:", *(_quoted(f"({one.state}) {one.text}") for one in waiting)]))
    return "\n\n".join(parts) + "\n"


def entry_text(entry: Entry, story: Story) -> str:
    """Return what is added to a ticket that is there already."""
    if entry.mention is None:
        return _noted(entry.note, entry.at, story.zone)
    return _heard(entry.mention, story.zone)


def _head(story: Story) -> list[str]:
    case = story.case
    facts = (
        ("Case", case.id),
        ("Customer", f"{_who(case)} on {_PLACES[case.channel]}"),
        ("Email", case.email or "not given"),
        ("Team", case.team),
        ("Topic", case.topic),
        ("Language", case.language),
        ("Mood", "heated" if case.heated else "calm"),
        ("Looked after by", story.owner),
        ("Opened", _at(case.opened_at, story.zone)),
        ("State", str(case.state)),
    )
    return [f"{name}: {_one_line(value)}" for name, value in facts if value]


def _heard(mention: Mention, zone: ZoneInfo) -> str:
    where = "in private" if mention.private else "in public"
    name = _one_line(mention.customer.name or mention.customer.handle) or "The customer"
    words = "(deleted by the customer)" if mention.deleted else mention.text
    lines = [f"{_at(mention.at, zone)}  {name} wrote {where}:", _quoted(words)]
    if mention.url:
        lines.append(f"{_INDENT}Link: {_one_line(mention.url)}")
    return "\n".join(lines)


def _noted(text: str, at: datetime, zone: ZoneInfo) -> str:
    return f"{_at(at, zone)}  Internal:\n{_quoted(text)}"


def _sent(one: Said, at: datetime, zone: ZoneInfo) -> str:
    by = _one_line(one.by) or "triage-bot, automatically"
    return f"{_at(at, zone)}  We sent ({one.kind.replace('_', ' ')}, by {by}):\n{_quoted(one.text)}"


def _quoted(text: str) -> str:
    """Indent every line, so that no text of a customer can pass for a line of ours."""
    lines = [_visible(line) for line in text.splitlines()] or [""]
    return "\n".join(f"{_INDENT}{line}" if line else "" for line in lines) if any(lines) else f"{_INDENT}(no text)"


def _one_line(text: str) -> str:
    return " ".join(_visible(" ".join(text.split())).split())


def _visible(text: str) -> str:
    """Leave out control characters, marks that turn the direction of what follows, and halves of surrogate pairs."""
    return "".join(
        " " if letter == "\t" else letter
        for letter in text
        if letter == "\t" or not (unicodedata.category(letter) in ("Cc", "Cs") or letter in _TURNING)
    )


_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _who(case: Case) -> str:
    customer = case.customer
    return f"{customer.name} (@{customer.handle})" if customer.handle else customer.name or customer.id


def _at(at: datetime, zone: ZoneInfo) -> str:
    """Say a moment in UTC, and where the team is."""
    here = f" ({at.astimezone(zone):%H:%M} {zone.key})" if zone.key != "UTC" else ""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC{here}"
