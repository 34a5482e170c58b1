"""Notices that something in a text was meant to be an email address, though none was found in it."""

from __future__ import annotations

import re

from bot.adapters.reader.address_words import AT, COMMON, DOT, FILES, MACHINE_TALK
from bot.adapters.reader.addresses import EDGES, addresses_in, is_given, said_by_them

_ATTEMPT = re.compile(
    r"(?<![\w.%+'@/-])[\w.%+'-]{0,63}\w[.%+'-]?\s?@{1,2}\s?(?P<host>[\w.,-]{2,253})"
    rf"|[\w.%+'-]{{0,63}}\w\s{{0,2}}[(\[{{]\s{{0,1}}{AT}\s{{0,1}}[)\]}}]",
    re.IGNORECASE,
)
_HOST = r"[\w-]{1,63}(?:\.[\w-]{2,63}){1,3}"
_OPEN, _CLOSED = r"[*_(\[{<~]{1,2}\s?", r"\s?[*_)\]}>~]{1,2}"
_MARKED = re.compile(
    rf"\w\s{{0,2}}{_OPEN}(?:at|ät|a){_CLOSED}\s{{0,2}}[\w-]{{1,63}}"
    rf"(?:\.[\w-]{{2}}|\s{{0,2}}{_OPEN}(?:d|{DOT}){_CLOSED}|\s{DOT}\s)",
    re.IGNORECASE,
)
"""The @ between marks of the customer's own: "anna *at* example.org", "anna (a) example (d) org"."""
_SPOKEN = re.compile(
    rf"(?<![\w.@-])(?P<local>[\w.+-]{{1,64}})\s{{1,2}}(?:at|ät)\s{{1,2}}(?P<host>{_HOST})(?![\w@-])", re.IGNORECASE
)
"""The @ as a word before a host: an address where it is given as one, else a place."""


def is_failed_attempt(cleaned: str, brand: str, handle: str) -> bool:
    """Tell whether the text, in which no address was found, holds something that was meant to be one.

    Arguments:
        cleaned, brand: as in `addresses.find_address`.
        handle: the brand's handle; "thanks@acme" is a mention without its space.
    """
    text = said_by_them(cleaned)
    if MACHINE_TALK.search(text) or any(not address for *_, address in addresses_in(text, brand)):
        return False
    if _MARKED.search(text) or any(_looks_meant(found, handle) for found in _ATTEMPT.finditer(text)):
        return True
    spoken = ((found, f"{found['local']}@{found['host']}") for found in _SPOKEN.finditer(text))
    return any(is_given(text, found, address, brand) for found, address in spoken)


def _looks_meant(found: re.Match[str], handle: str) -> bool:
    text, host = found[0], (found["host"] or "").strip(EDGES + ",").casefold()
    if (host == handle.casefold() and handle) or host.rpartition(".")[2] in FILES or re.fullmatch(r"[\d.]+", host):
        return False
    if re.search(r"\s@\s", text):
        return host.rpartition(".")[0] != "" and host.rpartition(".")[2] in COMMON
    # "thanks @anna": a word and a handle, unless the handle has an ending like a host.
    return not re.search(r"\s@", text) or "." in host
