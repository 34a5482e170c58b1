"""Finds the customer's email address in ordinary sentences, and notices when something was meant to be one.

It takes no address that the customer only tells about: the brand's own, or one that they have written to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from email_validator import EmailNotValidError, validate_email

# ASCII before the @: a script without spaces between words would otherwise lend its last word to the address.
_LOCAL = r"[A-Za-z0-9._%+'-]{1,64}"
_HOST = r"[A-Za-z0-9\u00c0-\u024f](?:[A-Za-z0-9\u00c0-\u024f.-]{0,252})"
_ADDRESS = re.compile(rf"(?<![A-Za-z0-9._%+'@-]){_LOCAL}@{_HOST}")
_DOT = r"(?:\s{0,2}\.\s{0,1}|\s{0,2}[(\[{]\s{0,1}(?:dot|\.)\s{0,1}[)\]}]\s{0,2}|\s{1,2}dot\s{1,2})"
_SPELLED_DOT = r"(?:\s{0,2}[(\[{]\s{0,1}dot\s{0,1}[)\]}]\s{0,2}|\s{1,2}dot\s{1,2})"
_LABEL = r"[A-Za-z0-9-]{1,63}"
# "anna (at) example.com", and without brackets only "anna at example dot com": people also work at example.com.
_SPELLED = re.compile(
    rf"(?<![A-Za-z0-9._%+'@-])(?P<local>{_LOCAL}(?:{_SPELLED_DOT}[A-Za-z0-9_+-]{{1,64}}){{0,3}})"
    rf"(?:\s{{0,2}}[(\[{{<]\s{{0,1}}(?:at|@)\s{{0,1}}[)\]}}>]\s{{0,2}}(?P<host>{_LABEL}(?:{_DOT}{_LABEL}){{1,4}})"
    rf"|\s{{1,2}}at\s{{1,2}}(?P<spelled>{_LABEL}(?:{_SPELLED_DOT}{_LABEL}){{1,4}}))",
    re.IGNORECASE,
)
_ATTEMPT = re.compile(
    r"(?<![\w.%+'@-])[\w.%+'-]{0,63}\w[.%+'-]?\s?@{1,2}\s?(?P<host>[\w.,-]{2,253})"
    r"|[\w.%+'-]{0,63}\w\s{0,2}[(\[{]\s{0,1}at\s{0,1}[)\]}]"
)
_TOLD_ABOUT = re.compile(
    r"\b(?:e-?mailed|mailed|contacted|tried|wrote to|written to|(?:mail|message|code|reply|answer) from"
    r"|(?:sent|sending|e-?mail(?:ed|ing)|mail(?:ed|ing)) (?:[\w#-]+ ){0,4}to)\s*$",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"accounts?|admin|billing|care|complaints?|contact|customer(?:care|relations|service)|feedback|hello|help|helpdesk"
    r"|info|mail|office|orders"
    r"|sales|service|support|team"
)
_EDGES = ".'-_%+"


def find_address(cleaned: str, brand: str) -> str:
    """Return the first address that is the customer's own, or "".

    Arguments:
        cleaned: the text as `plain_text.clean` returns it.
        brand: the brand's name; a role address at a host of that name is not the customer's.
    """
    own = (address for _, address in _addresses(cleaned, brand) if address)
    return next(own, "")


def is_failed_attempt(cleaned: str, brand: str, handle: str) -> bool:
    """Tell whether the text, in which no address was found, holds something that was meant to be one.

    Arguments:
        cleaned, brand: as in `find_address`.
        handle: the brand's handle; "thanks@acme" is a mention without its space.
    """
    if any(not address for _, address in _addresses(cleaned, brand)):
        return False
    return any(_looks_meant(found, handle) for found in _ATTEMPT.finditer(cleaned))


def _looks_meant(found: re.Match[str], handle: str) -> bool:
    text, host = found[0], (found["host"] or "").strip(_EDGES + ",").casefold()
    if host == handle.casefold() and handle:
        return False
    # "thanks @anna": a word and a handle, unless the handle has an ending like a host.
    return not re.search(r"\s@", text) or ("." in host and " " not in text.partition("@")[2])


def _addresses(cleaned: str, brand: str) -> Iterator[tuple[int, str]]:
    """Yield where each valid address stands, and the address, "" for one that is not the customer's."""
    for found in _ADDRESS.finditer(cleaned):
        address = _validated(*found[0].split("@"))
        if address:
            told_about = _TOLD_ABOUT.search(cleaned[max(0, found.start() - 60) : found.start()])
            yield found.start(), "" if told_about or _is_of(brand, address) else address
    for found in _SPELLED.finditer(cleaned):
        address = _validated(_undotted(found["local"]), _undotted(found["host"] or found["spelled"]))
        if address:
            yield found.start(), "" if _is_of(brand, address) else address


def _validated(local: str, host: str) -> str:
    """Return a valid address, or ""."""
    labels = host.strip(_EDGES).split(".")
    # "anna@example.com.Thanks": a sentence that began without a space.
    while len(labels) > 2 and labels[-1][:1].isupper() and not any(label[:1].isupper() for label in labels[:-1]):
        labels.pop()
    try:
        # Rehearsals use the hosts that are reserved for tests.
        checked = validate_email(
            f"{local.lstrip(_EDGES)}@{'.'.join(labels)}", check_deliverability=False, test_environment=True
        )
    except EmailNotValidError:
        return ""
    return checked.normalized if "." in checked.domain else ""


def _undotted(spelled: str) -> str:
    return re.sub(r"\s*[(\[{]\s*(?:dot|\.)\s*[)\]}]\s*|\s+dot\s+|\s*\.\s*", ".", spelled, flags=re.IGNORECASE)


def _is_of(brand: str, address: str) -> bool:
    local, _, host = address.casefold().partition("@")
    role = re.sub(r"[^a-z]", "", local)
    name = re.sub(r"\W", "", brand.casefold())
    return role in ("noreply", "donotreply") or bool(
        _ROLES.fullmatch(role) and name in re.sub(r"-", "", host).split(".")
    )
