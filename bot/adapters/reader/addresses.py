"""Finds the customer's email address in ordinary sentences.

It takes no address that the customer only tells about: the brand's own, or one that they have written to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from email_validator import EmailNotValidError, validate_email

from bot.adapters.reader.address_words import (
    AT,
    COMMON,
    DOT,
    FILES,
    GIVEN,
    MACHINE_TALK,
    NOTHING_AFTER,
    NOTHING_BEFORE,
    PATH,
    PLAIN_AT,
    QUOTED,
    ROLES,
    SLIPS,
    VERBS,
    WEB,
)
from bot.adapters.reader.whose_address import (
    CHANGES,
    CORRECTED,
    IS_NOW,
    MOVED,
    NEAR,
    SENT_BY_THEM,
    STOLEN,
    TOLD_ABOUT,
    TOLD_AFTER,
)

# ASCII before the @: a script without spaces between words would otherwise lend its last word to the address.
_LOCAL = r"[A-Za-z0-9._%+'-]{1,64}"
_HOST = r"[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f.-]{0,252})"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9._%+'@/=-]){_LOCAL}@{_HOST}")
_ANY_DOT = rf"(?:\s{{0,2}}\.\s{{0,1}}|\s{{0,2}}[(\[{{]\s{{0,1}}{DOT}\s{{0,1}}[)\]}}]\s{{0,2}}|\s{{1,2}}{DOT}\s{{1,2}})"
_SPELLED_DOT = rf"(?:\s{{0,2}}[(\[{{]\s{{0,1}}{DOT}\s{{0,1}}[)\]}}]\s{{0,2}}|\s{{1,2}}{DOT}\s{{1,2}})"
_LABEL = r"[A-Za-z0-9\u00c0-\u024f-]{1,63}"
# "anna (at) example.com", and without brackets only "anna at example dot com": people also work at example.com.
_SPELLED = re.compile(
    rf"(?<![A-Za-z0-9._%+'@-])(?P<local>{_LOCAL}(?:{_SPELLED_DOT}[A-Za-z0-9_+-]{{1,64}}){{0,3}})"
    rf"(?:\s{{0,2}}[(\[{{<]\s{{0,1}}{AT}\s{{0,1}}[)\]}}>]\s{{0,2}}(?P<host>{_LABEL}(?:{_ANY_DOT}{_LABEL}){{1,4}})"
    rf"|\s{{1,2}}{PLAIN_AT}\s{{1,2}}(?P<named>{_LABEL}(?:{_ANY_DOT}{_LABEL}){{1,4}})"
    rf"|\s{{1,2}}(?:at|ät)\s{{1,2}}(?P<spelled>{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{1,4}})"
    rf"|\s{{0,2}}@\s{{0,2}}(?P<dotted>{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{1,4}}))",
    re.IGNORECASE,
)
EDGES = ".'-_%+"
_MOST = 20
"""Of a text that is nothing but addresses, so many are looked at: nobody has more."""


def find_address(cleaned: str, brand: str) -> str:
    """Return the first address that is the customer's own, the one that corrects it, or "".

    Arguments:
        cleaned: the text as `plain_text.clean` returns it.
        brand: the brand's name; a role address at a host of that name is not the customer's.
    """
    text = said_by_them(cleaned)
    if MACHINE_TALK.search(text):
        return ""
    chosen, reached = "", 0
    for start, end, address in sorted(addresses_in(text, brand)):
        if address and (not chosen or _takes_its_place(text, text[reached:start])):
            chosen = address
        reached = max(reached, end)
    return chosen


def said_by_them(cleaned: str) -> str:
    """Return what the customer says themselves: no lines of pasted mails, no web addresses."""
    return WEB.sub(" ", QUOTED.sub("", cleaned))


def _takes_its_place(text: str, between: str) -> bool:
    """Tell whether an address holds instead of the one before it."""
    if CORRECTED.search(between):
        return True
    return MOVED.fullmatch(between) is not None and CHANGES.search(text) is not None


def addresses_in(text: str, brand: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each valid address begins and ends, and the address, "" for one that is not the customer's."""
    for found in islice(_ADDRESS.finditer(text), _MOST):
        yield from _judged(text, found, _validated(*found[0].split("@")), brand)
    for found in islice(_SPELLED.finditer(text), _MOST):
        host = found["host"] or found["named"] or found["spelled"] or found["dotted"]
        address = _validated(_undotted(found["local"]), _undotted(host))
        if not found["spelled"] or is_given(text, found, address, brand):
            yield from _judged(text, found, address, brand)


def is_given(text: str, found: re.Match[str], address: str, brand: str) -> bool:
    """Tell whether "anna at example dot com" is an address and not a place: people also look at example dot com.

    Arguments:
        text, brand: as in `addresses_in`.
        found: where it stands in the text.
        address: what it would be as an address.
    """
    local, _, host = address.casefold().partition("@")
    if local in VERBS or host.rpartition(".")[2] not in COMMON or _name(brand) in _labels(host):
        return False
    before, after = _around(text, found)
    if GIVEN.search(before):
        return True
    return NOTHING_BEFORE.search(before) is not None and NOTHING_AFTER.search(after) is not None


def _judged(text: str, found: re.Match[str], address: str, brand: str) -> Iterator[tuple[int, int, str]]:
    if address:
        before, after = _around(text, found)
        others = PATH.match(after) or TOLD_AFTER.search(after) or _is_told_about(text, before) or _is_of(brand, address)
        yield found.start(), found.end(), "" if others else address


def _around(text: str, found: re.Match[str]) -> tuple[str, str]:
    return text[max(0, found.start() - NEAR) : found.start()], text[found.end() : found.end() + NEAR]


def _is_told_about(text: str, before: str) -> bool:
    if IS_NOW.search(before) and STOLEN.search(text):
        return True
    return TOLD_ABOUT.search(before) is not None and not SENT_BY_THEM.search(before)


def _validated(local: str, host: str) -> str:
    """Return a valid address, or ""."""
    labels = host.strip(EDGES).split(".")
    # "anna@example.com.Thanks": a sentence that began without a space.
    while len(labels) > 2 and labels[-1][:1].isupper() and not any(label[:1].isupper() for label in labels[:-1]):
        labels.pop()
    try:
        # Rehearsals use the hosts that are reserved for tests.
        checked = validate_email(
            f"{local.lstrip(EDGES)}@{'.'.join(labels)}", check_deliverability=False, test_environment=True
        )
    except EmailNotValidError:
        return ""
    ending = checked.ascii_domain.rpartition(".")[2]
    good = "." in checked.domain and len(ending) > 1 and ending not in FILES and ending not in SLIPS
    return checked.normalized if good else ""


def _undotted(spelled: str) -> str:
    return re.sub(rf"\s*[(\[{{]\s*{DOT}\s*[)\]}}]\s*|\s+{DOT}\s+|\s*\.\s*", ".", spelled, flags=re.IGNORECASE)


def _is_of(brand: str, address: str) -> bool:
    local, _, host = address.casefold().partition("@")
    role = re.sub(r"[^a-z]", "", local)
    return role in ("noreply", "donotreply") or bool(ROLES.fullmatch(role) and _name(brand) in _labels(host))


def _name(brand: str) -> str:
    return re.sub(r"\W", "", brand.casefold())


def _labels(host: str) -> list[str]:
    return host.replace("-", "").split(".")
