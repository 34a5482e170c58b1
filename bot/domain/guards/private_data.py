"""Guard: a public message shows no personal data and no key. It never repeats in its finding what it found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop
from bot.domain.guards.keys import keys
from bot.domain.guards.numbers import cards, ibans, phones
from bot.domain.guards.sentences import without_links
from bot.domain.masking import ADDRESS

_GUARD = "private_data"
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_FIGURE = re.compile(r"\d")


def private_data(draft: Draft) -> Iterator[Finding]:
    """A public message shows no address, phone, card or account number, no key, and no open link to a ticket."""
    if not draft.public:
        return
    text = draft.text
    spans: list[tuple[int, int, str]] = []
    if "@" in text:
        spans += [(*match.span(), "an email address") for match in ADDRESS.finditer(text)]
    spans += [(*span, "a password or key") for span in keys(text)]
    spans += [(*span, "a link that opens a ticket without a login") for span in _ticket_links(draft)]
    if _FIGURE.search(text):
        prose = without_links(text)
        spans += [(*span, "a bank account number") for span in ibans(prose)]
        spans += [(*span, "a card number") for span in cards(prose)]
        spans += [(*span, "a phone number") for span in phones(prose)]
    reached = 0
    for start, end, what in sorted(spans):
        if start >= reached:
            reached = end
            yield stop(_GUARD, f"This shows {what} in public. Leave it out, or write in private.", start, end)


def _ticket_links(draft: Draft) -> Iterator[tuple[int, int]]:
    """Yield links that begin as the configured ones do, whatever their scheme."""
    beginnings = [_SCHEME.sub("", link.strip()).casefold() for link in draft.ticket_links if link.strip()]
    if not beginnings:
        return
    for beginning in beginnings:
        pattern = rf"(?<![\w.-])(?:https?://)?{re.escape(beginning)}[^\s<>]*"
        yield from (match.span() for match in re.finditer(pattern, draft.text, re.IGNORECASE))
