"""What has the customer not told yet? One thing at a time: the one without which nobody can look into it."""

from __future__ import annotations

import re

from bot.adapters.reader.finding import finds, first_found, trouble_in
from bot.adapters.reader.plain_text import words
from bot.adapters.reader.wordlists import Words
from bot.domain.understood import Judgement, Missing

_LONGEST_VAGUE = 12
# An order number, a case number, a tracking code: at least four digits, perhaps with letters in front.
_NUMBER = re.compile(r"(?<![\d.,$€£])[A-Z#-]{0,6}\d[\d-]{3,}", re.IGNORECASE)
_VERSION = re.compile(r"(?<!\w)v?\d{1,4}(?:\.\d+)*(?!\w)", re.IGNORECASE)


def find_missing(said: str, lists: tuple[Words, ...], names: frozenset[str], *, link: bool) -> Judgement[Missing]:
    """Return the one thing to ask a customer for, how sure that is, and why.

    Arguments:
        said: the request as `plain_text.prose` returns it.
        lists: the words of the languages that it may be in, the likeliest first.
        names: the words of the brand's name and handle, in small letters; they tell nothing.
        link: whether the customer gave a link or a picture.
    """
    trouble = trouble_in(said, lists)
    invoice = finds((one.invoice for one in lists), said)
    if not link and trouble and not invoice and (place := first_found((one.place for one in lists), said)):
        return Judgement(Missing.LINK, 0.8, f"trouble with “{place}”, and no link")
    spoken = words(said)
    vague = names.union(*(one.vague for one in lists))
    if not link and len(spoken) <= _LONGEST_VAGUE and vague.issuperset(spoken):
        return Judgement(Missing.DETAILS, 0.8, "does not say what exactly happens")
    asks_after = trouble or "?" in said
    order = first_found((one.order for one in lists), said)
    if not link and asks_after and order and not _NUMBER.search(said):
        return Judgement(Missing.ORDER, 0.6, f"about “{order}”, and no number")
    by_version = finds((one.software for one in lists), said) and not finds((one.payment for one in lists), said)
    if trouble and by_version and not invoice and not _VERSION.search(said):
        return Judgement(Missing.VERSION, 0.6, "trouble with software, and no version")
    return Judgement(Missing.NOTHING, 0.7, "enough to look into it")
