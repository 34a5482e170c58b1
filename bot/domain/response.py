"""Reply texts as data: what a response is, what fills it, and which customer names may be said back.

It never reads a file and never fills a template, and it never lets a display name through that could be
something else than a name: companies have greeted people with slurs and adverts that way.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class ResponseKind(StrEnum):
    """What a response is for; all but the suggestion are sent by the bot itself."""

    HOLD = "hold"
    CLARIFY_LINK = "clarify_link"
    CLARIFY_DETAILS = "clarify_details"
    OUT_OF_HOURS = "out_of_hours"
    ASK_EMAIL = "ask_email"
    ASK_EMAIL_PRIVATE = "ask_email_private"
    ADDRESS_PUBLIC = "address_public"
    ADDRESS_UNREADABLE = "address_unreadable"
    TICKET_OPENED = "ticket_opened"
    TAKEN = "taken"
    CLOSING = "closing"
    SUGGESTION = "suggestion"


class Tone(StrEnum):
    """For which mood of the customer a text is written."""

    CALM = "calm"
    HEATED = "heated"
    ANY = "any"


ANY_CHANNEL = "any"


@dataclass(frozen=True)
class Response:
    """One reply text of the library, with its placeholders still in it.

    `channel` is "x", "slack" or "any". `topics`, `examples` (customers' questions), `title` and `note` (to
    the junior) are filled for suggestions and may be empty elsewhere. `source` is the file it was read from.
    """

    name: str
    kind: ResponseKind
    tone: Tone
    language: str
    channel: str
    topics: tuple[str, ...]
    examples: tuple[str, ...]
    title: str
    note: str
    text: str
    source: Path


@dataclass(frozen=True)
class Facts:
    """What the placeholders of a response are filled with; "" means that the fact is not known.

    `name` comes from `first_name`, `link` is the private-message link on X, `opening` says when somebody
    will be there, for example "Monday 09:00 CET".
    """

    name: str = ""
    brand: str = ""
    link: str = ""
    ticket: str = ""
    opening: str = ""


NAMELESS = "there"

_LONGEST_NAME = 20
_MOST_WORDS = 4
# Direction marks, overrides and isolates can turn the text around them: such a name is not used at all.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.(?:app|biz|co|com|info|io|link|ly|me|net|org|ru|shop|xyz)\b", re.IGNORECASE)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What no person is called first: titles, adverts, greetings, leftovers of software, particles of surnames.
_NOT_FIRST = _words(
    """
    anonymous best bitcoin buy cash cheap click daily de dear del deleted den der discount doctor dr earn fan
    follow former free guest hello help hey hi info join lady lord love mail master miss mister mod moderator
    money mr mrs ms mx name nft nil no nobody none noreply nothing null person police president private prof
    professor promo queen real root sale sell sir spam student super system temp test undefined unknown user
    van very vip von vote welcome win winner www yourname
    """
)
# What no person is called anywhere in their name: a company, a role, an advert.
_NOT_ANYWHERE = _words(
    """
    account admin administrator agency bot client company crypto customer deal deals fake giveaway gmbh
    helpdesk inc llc ltd news official sales service services shop staff store support team webmaster
    """
)
# Words that make a sentence of a display name.
_SENTENCE = _words(
    """
    a about am and are at but for from hate have how if in is isn't it its just make me my not of on
    or our sucks than that the their there these this to too was we what when who why with you your
    """
)
_ABUSE = (
    *("asshole", "bastard", "bitch", "cock", "cunt", "fagg", "fuck", "hitler", "idiot", "moron", "motherf"),
    *("nazi", "nigg", "penis", "porn", "pussy", "rape", "retard", "shit", "slut", "tits", "wank", "whore"),
)


def first_name(display_name: str) -> str:
    """Return the first name to greet a customer by, or "there" where the display name has none to trust.

    `display_name` is what the customer calls themselves, any Unicode. A name that is used has 2 to 20
    characters as X counts them, so that it never makes a text too long.
    """
    shown = unicodedata.normalize("NFC", display_name)
    words = shown.split()
    if not words or len(words) > _MOST_WORDS or _is_suspicious(shown, words):
        return NAMELESS
    return words[0] if _looks_like_a_name(words[0]) else NAMELESS


def _is_suspicious(shown: str, words: list[str]) -> bool:
    """Tell whether the display name is an address, a trick, a company, a sentence or abuse."""
    lowered = [word.casefold().strip(".,!?") for word in words]
    return (
        any(letter in _TURNING or unicodedata.category(letter) == "Cc" for letter in shown)
        or _ADDRESS.search(shown) is not None
        or any(word in _SENTENCE or word in _NOT_ANYWHERE or word.startswith(_ABUSE) for word in lowered)
        or lowered[0] in _NOT_FIRST
    )


def _looks_like_a_name(word: str) -> bool:
    """Tell whether one word has the shape of a first name: letters, hyphens and apostrophes between them."""
    parts = re.split("[-'’]", word)
    letters = "".join(parts)
    return (
        len(letters) >= 2
        and _weight(word) <= _LONGEST_NAME
        and all(_is_all_letters(part) for part in parts)
        and not (len(letters) > 3 and letters.isupper())
        and re.search(r"(.)\1\1", word.casefold()) is None
        # Ornamental letters (bold, circled, full width) are there to slip past lists of words.
        and unicodedata.normalize("NFKC", word) == word
        and not _mixes_scripts(letters)
    )


def _is_all_letters(part: str) -> bool:
    """Tell whether a part is made of letters, each with at most two marks (vowel signs, accents) on it."""
    marks = 0
    for position, letter in enumerate(part):
        marks = marks + 1 if unicodedata.category(letter) in ("Mn", "Mc") else 0
        if marks > 2 or (marks and position == 0) or not (marks or letter.isalpha()):
            return False
    return bool(part)


def _mixes_scripts(letters: str) -> bool:
    """Tell whether Latin letters stand beside letters that only look like them."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in letters if letter.isalpha()}
    return "LATIN" in scripts and len(scripts) > 1


def _weight(word: str) -> int:
    """Count characters as X does: those beyond the alphabets of Europe and the Near East count twice."""
    return sum(1 if ord(letter) <= 0x10FF or 0x2010 <= ord(letter) <= 0x201F else 2 for letter in word)
