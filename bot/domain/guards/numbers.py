"""Finds numbers that belong to one person: phones, cards (by their check digit) and bank accounts (by theirs).

Order numbers, prices, dates, versions and times are left alone. It gets texts without links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CARD = re.compile(r"(?<![\w+.,#-])\d(?:[ \u00a0-]?\d){12,18}(?![\w]|[.,]\d)")
# Who issues cards, and how long their numbers are: ISO/IEC 7812, the ranges of the large networks.
_ISSUED = re.compile(
    r"4\d{12}(?:\d{3}){0,2}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|35\d{14}"
    r"|3(?:0[0-5]|[689]\d)\d{11}|6\d{12,18}|5[0678]\d{11,17}"
)

# Lengths by country: https://www.swift.com/standards/data-standards/iban-international-bank-account-number
_IBAN_LENGTHS = {
    country: int(length)
    for length, countries in {
        "15": "NO",
        "16": "BE",
        "18": "DK FI FO GL NL",
        "19": "MK SI",
        "20": "AT BA EE KZ LT LU XK",
        "21": "CH HR LI LV",
        "22": "BG BH CR DE GB GE IE ME RS VA",
        "23": "AE GI IL IQ TL",
        "24": "AD CZ ES MD PK RO SA SE SK TN VG",
        "25": "PT",
        "26": "IS TR",
        "27": "FR GR IT MC MR SM",
        "28": "AL AZ BY CY DO EG GT HU LB PL SV",
        "29": "BR PS QA UA",
        "30": "JO KW MU",
        "31": "MT SC",
        "32": "LC",
    }.items()
    for country in countries.split()
}
_IBAN_BEGINS = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}[ ]?\d{2}(?=[ \u00a0-]?[A-Za-z0-9])")
_SEPARATORS = " \u00a0-"

_SEPARATED = r"[ \u00a0\-/.()]{0,3}\d"
_INTERNATIONAL = re.compile(rf"(?<![\w.+])(?<!\d{{4}} )(?:\+[ ]?|00)[1-9](?:{_SEPARATED}){{7,14}}(?![\w:%]|[.,]\d)")
_NATIONAL = re.compile(rf"(?<![\w.,+:#/-])(?<!\d{{4}} )\(?0[1-9](?:{_SEPARATED}){{7,10}}(?![\w:%]|[.,]\d)")
_NORTH_AMERICAN = re.compile(
    r"(?<![\w.,#-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-.])[2-9]\d{2}[ .-]\d{4}(?![\w-]|[.,]\d)"
)
# A number that only its context makes a phone's: "call 555 0199".
_CALLED = re.compile(
    r"\b(?:call|phone|tel|telephone|mobile|cell|whatsapp|sms|ring|dial|handy|telefon|ruf\w*|anrufen|chiam\w+|telefono"
    r"|cellulare|llam\w+|teléfono|móvil|appel\w*|téléphone|portable)\b[^\d\n.!?]{0,25}"
    rf"(\(?\d(?:{_SEPARATED}){{6,14}})(?![\w:%])",
    re.IGNORECASE,
)
_DATE = re.compile(r"\(?\d{1,2}([./-])\d{1,2}\1\d{2,4}\b|\(?\d{4}([./-])\d{2}\2\d{2}")
_OTHER_NUMBER = re.compile(
    r"\b(?:order|ticket|case|invoice|error|code|reference|ref|build|version|serial|tracking|item|article|id|bestellung"
    r"|rechnung|fehler|auftrag|ordine|fattura|pedido|factura|commande|facture|\w+(?:bestell|rechnungs)nummer)"
    r"\.?(?: (?:number|no\.?|nr\.?|nummer|id|code|is|ist|n°|número|numero|numéro)){0,2}\s?[:#]?\s?$",
    re.IGNORECASE,
)


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Yield where card numbers stand."""
    for match in _CARD.finditer(text):
        digits = _digits(match[0])
        if _ISSUED.fullmatch(digits) and len(set(digits)) > 1 and _passes_luhn(digits):
            yield match.span()


def ibans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where bank account numbers stand."""
    for match in _IBAN_BEGINS.finditer(text):
        length = _IBAN_LENGTHS.get(match[0][:2].upper(), 0)
        end, number = match.start(), ""
        while length and end < len(text) and len(number) < length:
            letter = text[end]
            if letter.isascii() and letter.isalnum():
                number += letter.upper()
            elif letter not in _SEPARATORS:
                break
            end += 1
        whole = len(number) == length > 0 and not text[end : end + 1].isalnum()
        if whole and int("".join(str(int(sign, 36)) for sign in number[4:] + number[:4])) % 97 == 1:
            yield match.start(), end


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Yield where phone numbers stand."""
    spans = {match.span() for match in _NORTH_AMERICAN.finditer(text)}
    spans |= {match.span(1) for match in _CALLED.finditer(text) if not _is_other(text, match.start(1))}
    for pattern in (_INTERNATIONAL, _NATIONAL):
        spans |= {match.span() for match in pattern.finditer(text) if not _is_other(text, match.start())}
    yield from sorted(spans)


def _is_other(text: str, start: int) -> bool:
    """Tell whether the number is a date, or said to be something else than a phone's."""
    return bool(_DATE.match(text, start) or _OTHER_NUMBER.search(text, max(0, start - 30), start))


def _digits(text: str) -> str:
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def _passes_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
