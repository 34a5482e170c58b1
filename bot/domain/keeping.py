"""Makes a question and an answer fit to be kept: nothing of one customer may stay in them.

What only greets is made general. Whatever else belongs to one customer makes the answer unfit: it is refused with a
sentence for the lead, never kept with a hole in it.
"""

from __future__ import annotations

import re

from bot.domain.case import Customer
from bot.domain.errors import NotAllowed
from bot.domain.guards.keys import keys
from bot.domain.guards.numbers import cards, ibans, phones
from bot.domain.languages import LANGUAGES
from bot.domain.masking import ADDRESS

LONGEST_QUESTION = 500

_HANDLE = re.compile(r"(?<![\w@＠/.])[@＠](\w{1,50})")
_SLACK_USER = re.compile(r"<@[A-Z0-9]+(?:\|[^<>]*)?>")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+", re.IGNORECASE)
# What is counted up for one customer: an order, a ticket, an invoice. Four digits may be a year.
_PERSONAL_NUMBER = re.compile(
    r"#\s?\d+|\b[A-Z]{1,6}-?\d{2,}[\w-]*|\b(?=\w*\d\w*\d)(?=\w*[^\W\d])\w{6,}\b|(?<![\w.,])\d{5,}\b"
)
_LEFT_ALONE = re.compile(r"(?:^|(?<= ))[,;:.]+(?: |$)")
# Who wrote it, at the end: " -Becky", " ^AB", or a name on a line of its own.
_SIGNED = re.compile(r"(?:(?<=[.!?…])\s*[-–—~/]\s?|\s*\^\s?|(?<=[.!?…])\s*\n\s*)[A-Z][\w.]{0,15}\s*$")
_GREETINGS = {
    "en": r"hi|hello|hey|dear|good (?:morning|afternoon|evening)",
    "de": r"hallo|hi|guten (?:tag|morgen|abend)|liebe[r]?|moin|servus|grüezi",
    "it": r"salve|ciao|buongiorno|buonasera|gentile|caro|cara",
    "es": r"hola|buenos días|buenas(?: tardes| noches)?|estimad[oa]|querid[oa]",
    "fr": r"bonjour|bonsoir|salut|cher|chère",
}
_ANY_GREETING = re.compile(
    rf"^\s*(?:{'|'.join(_GREETINGS[language] for language in LANGUAGES)})\b"
    r"(?:,?[ \t]+(?P<called>there|[^\W\d_][\w'’-]*(?:[ \t]+[^\W\d_][\w'’-]*)?))?(?P<after>[,.!:]+|\s+[-–—])\s*",
    re.IGNORECASE,
)
_GREETS_SOMEBODY = re.compile(
    rf"^\s*(?i:{'|'.join(_GREETINGS[language] for language in LANGUAGES)})\b,?[ \t]+[^\W\d_a-zà-ÿ]"
)
_EVERYBODY = frozenset(["there", "all", "everyone", "everybody", "folks", "zusammen", "tutti", "todos", "tous"])
_AFTER = {"es": "."}

PERSONAL = "It can be kept only without what belongs to one customer; "
NAMED = PERSONAL + "here somebody is named in it."
NUMBERED = PERSONAL + "here it has a number or code in it that looks like an order, a ticket or an account."
ADDRESSED = PERSONAL + "here it has an address, a phone number, a key or another account's handle in it."
BRACES = "An answer with braces in it cannot be kept: they would be read as placeholders."
NOTHING = "There is too little in this answer to offer it again."
TOO_LONG = "This answer is too long to be offered as a suggestion."
_FEWEST_LETTERS = 15
_FEWEST_DIGITS = 2
_LONGEST_ANSWER = 3_000


def general_answer(text: str, customer: Customer, language: str, brand_handle: str = "") -> str:
    """Return an answer as a text with placeholders that greets any customer.

    Arguments:
        text: the answer as it was sent.
        customer: whose answer it was.
        language: of the answer; the greeting is made anew in it.
        brand_handle: our own, without the @; it may stand in the text.

    Raises:
        NotAllowed: with a sentence for the lead, where the answer is fit for this customer only.
    """
    words = text.strip()
    if len(words) > _LONGEST_ANSWER:
        raise NotAllowed(TOO_LONG)
    while addressed := _HANDLE.match(words) or _SLACK_USER.match(words):
        words = words[addressed.end() :].lstrip(" ,:")
    words = _SIGNED.sub("", words).strip()
    if re.search(r"[{}]|%%", words):
        raise NotAllowed(BRACES)
    greeted = _ANY_GREETING.match(words)
    if _GREETS_SOMEBODY.match(words) and not (greeted and _is_called(greeted["called"] or "", customer)):
        raise NotAllowed(NAMED)
    if greeted:
        words = words[greeted.end() :]
    _check(words, customer, brand_handle)
    if sum(letter.isalpha() for letter in words) < _FEWEST_LETTERS:
        raise NotAllowed(NOTHING)
    if not greeted:
        return words
    return f"{{{{ hello }}}}{_AFTER.get(language, ',')} {words}"


def general_question(text: str, customer: Customer) -> str:
    """Return a question without names, handles, addresses, links and numbers, to be found by; it may be ""."""
    words = _LINK.sub(" ", ADDRESS.sub(" ", _SLACK_USER.sub(" ", text[: 2 * LONGEST_QUESTION])))
    words = _HANDLE.sub(" ", words)
    for name in _names(customer):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", words, flags=re.IGNORECASE)
    without_numbers = (word for word in words.split() if sum(letter.isdigit() for letter in word) < _FEWEST_DIGITS)
    words = _LEFT_ALONE.sub("", " ".join(without_numbers))
    return words[:LONGEST_QUESTION].strip(" ,;:")


def _is_called(called: str, customer: Customer) -> bool:
    """Tell whether whoever is greeted is nobody in particular or this customer."""
    known = {word.casefold() for name in _names(customer) for word in name.split()}
    return all(word.casefold() in known | _EVERYBODY for word in called.split())


def _check(words: str, customer: Customer, brand_handle: str) -> None:
    """Raise NotAllowed where something of one customer is left."""
    others = [name for name in _HANDLE.findall(words) if name.casefold() != brand_handle.casefold()]
    found = any(True for find in (cards, ibans, phones, keys) for _ in find(words))
    if others or found or ADDRESS.search(words) or _SLACK_USER.search(words):
        raise NotAllowed(ADDRESSED)
    for name in _names(customer):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE):
            raise NotAllowed(NAMED)
    if _PERSONAL_NUMBER.search(words):
        raise NotAllowed(NUMBERED)


def _names(customer: Customer) -> list[str]:
    """Return what a customer may be called, the longest first."""
    parts = [part for part in re.split(r"[\W\d_]+", customer.name) if len(part) > 1]
    whole = [customer.name.strip(), customer.handle, customer.id, *parts]
    return sorted({name for name in whole if len(name) > 1}, key=lambda name: (-len(name), name))
