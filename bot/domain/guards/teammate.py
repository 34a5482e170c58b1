"""Guard: a public message names no teammate, and drags in no other company. It knows teammates from the draft only.

A company may be called after somebody: the brand in full, word for word, names the brand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from re import Pattern

from bot.domain.guards.draft import Draft
from bot.domain.guards.finding import Finding, stop, warn
from bot.domain.guards.sentences import LINK, folded, words
from bot.domain.masking import ADDRESS
from bot.domain.policy import Staff

_GUARD = "teammate_in_public"
_NAMED = "This names a teammate in public. Leave the name out."
_MAYBE = "This may name a teammate in public. Leave the name out if it does."
_OTHER = "“{}” was not mentioned by the customer. Leave other people's accounts out unless they agreed to help."
_HANDLE = re.compile(r"(?<![\w@＠/.])[@＠](\w{1,50})")
# First names with which an ordinary sentence begins as well.
_ALSO_WORDS = frozenset(
    {"art", "bill", "chase", "drew", "grant", "hope", "joy", "mark", "may", "page", "rich", "rob", "will"}
)
_BETWEEN = r"[\s.,_-]+"
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…:\n]\s*|@\w+\s+)[\"“„«(]?$")


@dataclass(frozen=True)
class _Known:
    """What a public text must not hold of the staff: in any capitals, as it is written, and perhaps.

    `words` are all that these are made of: a text without any of them needs no closer look.
    """

    words: frozenset[str]
    surely: Pattern[str] | None
    names: Pattern[str] | None
    perhaps: Pattern[str] | None
    in_addresses: frozenset[str]


def teammate_in_public(draft: Draft) -> Iterator[Finding]:
    """A public message holds no handle, Slack id, address or full name of a teammate."""
    if not draft.public:
        return
    text = draft.text
    known = _known(draft.staff, draft.customer_name.casefold())
    if not known.words.isdisjoint(words(text)):
        spans = {match.span() for pattern in (known.surely,) if pattern for match in pattern.finditer(text)}
        spans |= {match.span() for match in ADDRESS.finditer(text) if _is_theirs(match[0], known)}
        doubtful: set[tuple[int, int]] = set()
        for match in known.names.finditer(text) if known.names else ():
            (doubtful if _is_word(text, match) else spans).add(match.span())
        if known.perhaps:
            doubtful |= {m.span() for m in known.perhaps.finditer(text) if not _begins(text, m.start())}
        us = {match.span() for match in _us(draft.brand, draft.handle).finditer(text)}
        # Where a teammate is called just like the brand nobody can tell which of them is meant.
        doubtful |= spans & us
        spans = {span for span in spans - us if not _lies_in(span, us)}
        doubtful = {span for span in doubtful if span in us or not _lies_in(span, us)}
        for start, end in sorted(spans):
            yield stop(_GUARD, _NAMED, start, end)
        for start, end in sorted(doubtful - spans):
            if not any(first <= start < last for first, last in spans):
                yield warn(_GUARD, _MAYBE, start, end)
    yield from _others(draft)


def _others(draft: Draft) -> Iterator[Finding]:
    """Yield a warning for each handle that nobody has brought into the conversation."""
    if draft.known_handles is None or ("@" not in draft.text and "＠" not in draft.text):
        return
    known = {handle.lstrip("@").casefold() for handle in draft.known_handles}
    known |= {handle.casefold() for person in draft.staff for handle in person.handles}
    links = [link.span() for link in LINK.finditer(draft.text)]
    for match in _HANDLE.finditer(draft.text):
        in_link = any(first <= match.start() < last for first, last in links)
        if match[1].casefold() not in known and not in_link:
            yield warn(_GUARD, _OTHER.format(match[0]), match.start(), match.end())


@lru_cache(maxsize=64)
def _known(staff: tuple[Staff, ...], customer: str) -> _Known:
    """Prepare the patterns; the staff change only with the configuration, and customers share few first names."""
    surely, names, perhaps = set[str](), set[str](), set[str]()
    in_addresses = set[str]()
    for person in staff:
        surely |= {rf"(?<!\w)[@＠]{re.escape(handle)}(?!\w)" for handle in person.handles}
        if person.slack:
            surely.add(rf"(?<!\w){re.escape(person.slack)}(?!\w)")
        parts = person.name.split()
        in_addresses |= {part.casefold() for part in (*parts, *person.handles) if len(part) > 2}
        if not parts or person.name.casefold() == customer:
            continue
        # A name of one word may be an ordinary word ("grace"), so its capital counts; a full name is one in any case.
        for form in ("NFC", "NFD"):
            written = [re.escape(unicodedata.normalize(form, part)) for part in parts]
            if len(parts) == 1:
                names.add(rf"(?<!\w){written[0]}(?!\w)")
            else:
                surely.add(rf"(?<!\w){_BETWEEN.join(written)}(?!\w)")
                ends = [one for one, part in zip(written, parts, strict=True) if part.casefold() != customer]
                perhaps |= {rf"(?<!\w){one}(?!\w)" for one in (ends[0], ends[-1]) if len(one) > 2} if ends else set()
    made_of = "\n".join(unicodedata.normalize(form, _said_of(one)) for one in staff for form in ("NFC", "NFD"))
    return _Known(
        frozenset(re.findall(r"\w+", folded(made_of))),
        _any_of(surely, re.IGNORECASE),
        _any_of(names),
        _any_of(perhaps),
        frozenset(in_addresses - {customer, ""}),
    )


@lru_cache(maxsize=4)
def _us(brand: str, handle: str) -> Pattern[str]:
    """Prepare what names the brand: in its own capitals, because other ones may be a name and the next word."""
    forms = {unicodedata.normalize(form, brand) for form in ("NFC", "NFD")}
    ours = [r"[^\S\r\n]+".join(map(re.escape, form.split())) for form in forms if form.strip()]
    ours += [rf"[@＠](?i:{re.escape(handle)})"] if handle else []
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(ours, key=len, reverse=True)) or '(?!)'})(?!\w)")


def _lies_in(span: tuple[int, int], wholes: set[tuple[int, int]]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in wholes)


def _said_of(person: Staff) -> str:
    return " ".join((person.name, person.slack, *person.handles))


def _any_of(patterns: set[str], flags: re.RegexFlag = re.NOFLAG) -> Pattern[str] | None:
    return re.compile("|".join(sorted(patterns, key=len, reverse=True)), flags) if patterns else None


def _is_theirs(address: str, known: _Known) -> bool:
    local = address.rpartition("@")[0].casefold()
    return not known.in_addresses.isdisjoint({local, *re.split(r"[._+-]", local)})


def _is_word(text: str, match: re.Match[str]) -> bool:
    """Tell whether a first name may be the ordinary word with which a sentence begins."""
    return match[0].casefold() in _ALSO_WORDS and _begins(text, match.start())


def _begins(text: str, place: int) -> bool:
    return _SENTENCE_BEGINS.search(text, max(0, place - 60), place) is not None
