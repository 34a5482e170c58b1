"""Makes a post comparable: no invisible characters, no handles, no links, no Slack markup. Keeps every word."""

from __future__ import annotations

import html
import re
import unicodedata

_SLACK_MAIL = re.compile(r"<mailto:([^|>\s]{1,320})(?:\|[^>]{0,320})?>")
_SLACK_LINK = re.compile(r"<(https?://[^|>\s]{1,4000})(?:\|([^>]{0,4000}))?>")
_SLACK_REFERENCE = re.compile(r"<[@#!][^>\s]{1,100}(?: [^>]{0,100})?>")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w.@])@\w{1,50}")
_APOSTROPHES = str.maketrans("’‘´`ʼ", "'''''")


def clean(text: str) -> str:
    """Return the text with one form for every letter, no invisible characters and no Slack markup; links stay."""
    text = unicodedata.normalize("NFKC", text)
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = _SLACK_MAIL.sub(r" \1 ", text)
    text = _SLACK_LINK.sub(r" \1 \2 ", text)
    text = _SLACK_REFERENCE.sub(" ", text)
    return html.unescape(text).translate(_APOSTROPHES)


def has_link(cleaned: str) -> bool:
    """Tell whether a cleaned text holds a link."""
    return _LINK.search(cleaned) is not None


def prose(cleaned: str) -> str:
    """Return a cleaned text without links and handles."""
    return _HANDLE.sub(" ", _LINK.sub(" ", cleaned)).strip()


def has_number(prose: str) -> bool:
    """Tell whether one of the words of a text is a number."""
    return any(map(str.isdigit, words(prose)))


def words(prose: str) -> list[str]:
    """Return the words of a text in small letters."""
    return re.findall(r"[^\W_]+(?:'[^\W_]+)*", prose.casefold())
