"""Checks that an outgoing message passes before it leaves. Pure: a message in, findings out; no finding means it may
leave.

A message that a guard stops is held for a human; it is never changed and never silently dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.domain.masking import ADDRESS
from bot.domain.policy import Staff


@dataclass(frozen=True)
class Draft:
    """An outgoing message as the guards see it; `weight` and `limit` are counted by its channel."""

    text: str
    public: bool
    weight: int
    limit: int
    staff: tuple[Staff, ...]
    customer_name: str = ""


@dataclass(frozen=True)
class Finding:
    """What a guard found: its name, a sentence that tells a junior what to do, and where in the text."""

    guard: str
    message: str
    start: int = 0
    end: int = 0


_PLACEHOLDER = re.compile(
    r"\{\{.*?\}\}|\{%.*?%\}|[#$]\{[^}\n]*\}|%%\w+%%|\{[A-Za-z_][\w .]*\}|\[[A-Z][A-Z0-9]*_[A-Z0-9_]+\]"
    r"|<(?:first_?|last_?|full_?)?name>|\bundefined\b(?=[,!.]|$)|(?<=Hi )None\b|(?<=Dear )None\b",
    re.DOTALL,
)
_EMPTY_GREETING = re.compile(r"\b(?:Dear|Hi|Hello) *,")
_SLACK_MARKUP = re.compile(r"<(?:@[UW]|!|#C)[^>]*>")
# An id has a digit in it; WINDOWS and WARNING are words.
_SLACK_ID = re.compile(r"\b[UW](?=[A-Z]*\d)[A-Z0-9]{6,}\b")


def check(draft: Draft) -> tuple[Finding, ...]:
    """Return every finding of every guard on an outgoing message."""
    return tuple(finding for guard in GUARDS for finding in guard(draft))


def placeholder(draft: Draft) -> Iterator[Finding]:
    """Nothing leaves with an unfilled placeholder, and nothing empty."""
    if not draft.text.strip():
        yield Finding("placeholder", "The message is empty. Write it by hand.")
    for match in (*_PLACEHOLDER.finditer(draft.text), *_EMPTY_GREETING.finditer(draft.text)):
        sentence = f"“{match[0]}” was not filled in. Write what belongs there."
        yield Finding("placeholder", sentence, match.start(), match.end())


def teammate_in_public(draft: Draft) -> Iterator[Finding]:
    """A public message never names a teammate."""
    if not draft.public:
        return
    sentence = "This names a teammate in public. Leave the name out."
    for person in draft.staff:
        patterns = [rf"@{re.escape(handle)}\b" for handle in person.handles]
        if person.slack:
            patterns.append(rf"\b{re.escape(person.slack)}\b")
        if person.name.casefold() != draft.customer_name.casefold():
            patterns.append(rf"(?<![\w]){re.escape(person.name)}(?![\w])")
        for pattern in patterns:
            # A first name may be an ordinary word ("grace"), so its capital counts; handles are the same in any case.
            flags = re.IGNORECASE if pattern.startswith("@") else re.NOFLAG
            for match in re.finditer(pattern, draft.text, flags):
                yield Finding("teammate_in_public", sentence, match.start(), match.end())


def private_data(draft: Draft) -> Iterator[Finding]:
    """A public message never shows an email address."""
    if draft.public:
        for match in ADDRESS.finditer(draft.text):
            sentence = "This shows an email address in public. Leave it out."
            yield Finding("private_data", sentence, match.start(), match.end())


def internal(draft: Draft) -> Iterator[Finding]:
    """A public message never carries Slack's own markup."""
    if draft.public:
        for pattern in (_SLACK_MARKUP, _SLACK_ID):
            for match in pattern.finditer(draft.text):
                sentence = f"“{match[0]}” means something inside Slack only. Leave it out."
                yield Finding("internal", sentence, match.start(), match.end())


def length(draft: Draft) -> Iterator[Finding]:
    """A message fits its channel."""
    if draft.weight > draft.limit:
        over = draft.weight - draft.limit
        yield Finding("length", f"The message is {over} characters too long for this channel. Shorten it.")


GUARDS: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    placeholder,
    teammate_in_public,
    private_data,
    internal,
    length,
)
