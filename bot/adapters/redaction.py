"""Takes personal data and secrets out of what is about to be logged: tokens, addresses, phone and card numbers.

The last line of defence: nothing personal should be logged in the first place. It lets the ids through that logs live
on (cases, X's posts, Slack's timestamps), and when in doubt it takes away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.masking import is_card

SECRET = "[secret]"
_TOKEN = re.compile(r"\b(?:(?:xox[a-z]|xapp)-|ghp_|github_pat_|whsec_)[\w+/=-]+", re.IGNORECASE)
# "Authorization: Bearer abc", and OAuth 1's "OAuth oauth_consumer_key="…", …" up to the end of the line.
_AUTHORIZATION = re.compile(r"\b(Bearer|Basic)\s+[\w.~+/=%-]{6,}|\b(OAuth)\s+(?:realm|oauth_)\w*=[^\n]*", re.IGNORECASE)
_PARAMETER = re.compile(
    r"\b((?:oauth_\w+|\w*(?:token|secret|password|api_?key))[\"']?\s*[=:]\s*[\"']?)[^\s\"'&,;)}\]]+", re.IGNORECASE
)
_IN_ADDRESS = re.compile(r"(://)[^\s/@]+@")
# Bounded, so that a long text without any @ is not searched again from each of its letters.
_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}")
_SEPARATOR = r"[ \-/.()\u00a0]{0,3}"
_NUMBER = re.compile(rf"(?<![\w.:-])\(?\+?\(?\d(?:{_SEPARATOR}\d){{6,18}}(?![\w:])")
_NO_NUMBER = re.compile(
    r"\d{4}-\d\d-\d\d.*"  # a date
    r"|\d{10}\.\d{6}"  # a Slack timestamp
    r"|\d{1,3}(?:\.\d{1,3}){3}"  # an internet address
    r"|(?:0|[1-9]\d*)(?:\.\d*)?"  # an id or a measurement; card numbers are told apart below
)
_SECRET_KEY = re.compile(r"token|secret|password|passwd|authorization|api_?key|cookie", re.IGNORECASE)
_DEEPEST = 6


def redact(text: str) -> str:
    """Return `text` without tokens, addresses and numbers of phones and cards."""
    text = _TOKEN.sub(SECRET, text)
    text = _AUTHORIZATION.sub(lambda found: f"{found[1] or found[2]} {SECRET}", text)
    text = _PARAMETER.sub(rf"\1{SECRET}", text)
    text = _IN_ADDRESS.sub(rf"\1{SECRET}@", text)
    text = _EMAIL.sub("[address]", text)
    return _NUMBER.sub(lambda found: found[0] if _is_harmless(found[0]) else "[number]", text)


def redact_value(value: object, key: str = "", depth: int = 0) -> object:
    """Return any value as it may be logged under `key`; what is inside of lists and mappings as well."""
    if _SECRET_KEY.search(key) and value not in (None, "", True, False):
        return SECRET
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, int):
        return value if redact(str(value)) == str(value) else "[number]"
    if depth < _DEEPEST and isinstance(value, Mapping):
        return {redact(str(name)): redact_value(inner, str(name), depth + 1) for name, inner in value.items()}
    if depth < _DEEPEST and isinstance(value, (list, tuple, set, frozenset)):
        return [redact_value(inner, "", depth + 1) for inner in value]
    return redact(str(value))


def _is_harmless(number: str) -> bool:
    digits = "".join(letter for letter in number if letter.isdecimal())
    return _NO_NUMBER.fullmatch(number) is not None and not (13 <= len(digits) <= 16 and is_card(digits))
