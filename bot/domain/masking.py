"""Masks what nobody should read on anything that is shown, logged or reported: email addresses, which only the desk
gets in full, and tokens, card numbers and phone numbers that somebody wrote into a text.

A number without any sign of being a phone's or a card's stays: staff need order and invoice numbers.
"""

from __future__ import annotations

import re

# The look behind changes no match; it keeps a long text without any @ from being read once per letter.
ADDRESS = re.compile(r"(?<![\w.+%'-])[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+", re.UNICODE)
CARD_NUMBER, PHONE_NUMBER, SECRET = "[card number]", "[phone number]", "[secret]"
_TOKEN = re.compile(
    r"\b(?:(?:xox[a-z]|xapp)-[\w+/=-]{6,}|ghp_\w{6,}|github_pat_\w{6,}|whsec_[\w+/=-]{6,}|Bearer\s+[\w.~+/=-]{12,})"
)
_CARD = re.compile(r"(?<![\w.:/-])\d(?:[ -]?\d){12,15}(?![\w:]|[.-]\d)")
# With a country's code, or in groups as in +49 151 2345678, 0049 151 2345678, (030) 901820, 555-123-4567.
_PHONE = re.compile(
    r"(?<![\w.:/+-])(?:\+\d{1,3}(?:[ \-/.()]{0,2}\d){6,13}|00\d{1,3}[ \-/](?:[ \-/.]{0,2}\d){6,13}"
    r"|\(0\d{1,5}\)[ \-/]?\d(?:[ \-/]?\d){4,9}|\d{3}-\d{3}-\d{4})(?![\w:])"
)


MASKED_ADDRESS = re.compile(r"\S?…@\S?…\S*")
"""What `mask_address` makes of an address: whoever reads it in a text knows that it is not the address itself."""


def mask_address(address: str) -> str:
    """Turn anna@example.com into a…@e….com."""
    user, _, host = address.rpartition("@")
    name, dot, ending = host.rpartition(".")
    return f"{user[:1]}…@{name[:1]}…{dot}{ending}"


def mask(text: str) -> str:
    """Return `text` with every email address, token, card number and phone number masked."""
    text = ADDRESS.sub(lambda match: mask_address(match[0]), text)
    text = _TOKEN.sub(SECRET, text)
    text = _CARD.sub(lambda match: CARD_NUMBER if is_card(match[0]) else match[0], text)
    return _PHONE.sub(PHONE_NUMBER, text)


def is_card(number: str) -> bool:
    """Tell whether the check digit is that of a payment card (ISO/IEC 7812, the Luhn formula)."""
    digits = "".join(letter for letter in number if letter.isdecimal())
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return digits[:1] in "23456" and sum(each // 10 + each % 10 for each in doubled) % 10 == 0
