"""Finds gaps that no bracket marks: "Dear ,", "Hi None", "ticket undefined". `placeholder.py` reports them.

It must not take a word for a gap that is one in ordinary prose: "None of these", "undefined behaviour", "my nan".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

from bot.domain.guards.sentences import sentence_at
from bot.domain.guards.slot_names import speaks_of_code

_FORMAL = (
    r"(?:Dear|Liebe[rs]?|Sehr geehrte[rs]?|Gentile|Car[oa]|Estimad[oa]|Querid[oa]|Cher|Chère|Chers"
    r"|DEAR|Egregio|Spettabile)"
)
_GREETING = (
    r"(?:Hi|Hello|Hey|Hallo|Guten Tag|Guten Morgen|Moin|Servus|Ciao|Buongiorno|Buonasera|Salve|Hola|Buenos días"
    r"|Buenas tardes|Bonjour|Bonsoir|Salut|Thanks|Thank you|Danke|Grazie|Gracias|Merci|hi|hello|hey|hallo|ciao|hola"
    r"|HI|HELLO|dear)"
)
_TITLE = r"(?:Mr|Mrs|Ms|Dr|Herr|Frau|Signora|Signor|Sig|Señora|Señor|Sra?|Madame|Monsieur|M|Mme)"
_NOTHING = (
    r"(?:None|none|NULL|null|nil|Nil|undefined|Undefined|UNDEFINED|NaN|nan|N/A|n/a|\(null\)|FirstName|firstName"
    r"|FirstNAME|FIRSTNAME|First Name|first name|first_name|FNAME|Vorname|Customer Name|customer_name|your name"
    r"|YOUR NAME|Your Name)"
)
_LABEL = (
    r"(?:ticket|Ticket|[Nn]umber|[Nn]ummer|[Nn]umero|[Nn]úmero|[Nn]uméro|[Cc]ase|[Oo]rder|[Rr]eference|ID|id"
    r"|[Nn]o\.|[Nn]r\.|[Nn]°|[Nn]º|#|T-|until|before|at|um|bis|à|alle|a las)"
)
_EMPTY_GREETING = re.compile(
    rf"^[^\w\n]*{_FORMAL}[ \t]*[,!:](?=\s|$)|\b(?=[A-Zhcd])(?:{_FORMAL}[ \t]+[,!:](?=\s|$)|{_GREETING}[ \t]+,"
    rf"|{_FORMAL}[ \t]+{_TITLE}\.?[ \t]*,|(?:{_FORMAL}|{_GREETING})[ \t]+@(?=[\s,!.]|$))",
    re.MULTILINE,
)
_GREETED = re.compile(rf"\b(?:{_FORMAL}|{_GREETING})(?:[ \t]+{_TITLE}\.?)?,?[ \t]+({_NOTHING})(?=[\s,.!?:;)…-]|$)")
# "Hi none of you": the greeting of a sentence that goes on.
_GOES_ON = re.compile(r"\s+(?:of|the|less|too|at|but|is|are|were|behaviou?r|and void)\b")
_LABELLED = re.compile(
    rf"(?<!\w){_LABEL}(?:[ \t]+(?:is|ist|è|es|est))?[ \t]*[:#]?[ \t]*"
    r"\b(None|NULL|null|nil|undefined|NaN|nan)\b(?=[\s,.!?:;)]|$)"
)
_MONEY = re.compile(r"[$€£¥]\s?(?:nan|NaN|None|null|undefined)\b|\bNaN(?=:| ?%)|\bnan ?(?:%|€|\$|EUR|USD|GBP|CHF)")
_SPAN_OF_TIME = re.compile(
    r"\b(?:nan|NaN|None|null|undefined) (?:seconds?|minutes?|hours?|days?|Sekunden|Minuten|Stunden|Tagen?"
    r"|secondi|minuti|ore|giorni|segundos|minutos|horas|días|secondes|heures|jours)\b"
)
_LOOSE = re.compile(
    r"(?<=[\w,] )None\b(?! (?:of|are|were|was|at|too|so|but|other|such)\b)|\bNaN\b|\bundefined(?=[,!.]|$)"
)
_AT_THE_START = re.compile(
    r"^(?:None|null|undefined|nan|NaN), (?=(?:let|thanks?|your|one second|please|could|can|would|what|how|we)\b)"
)
_LEFTOVER = re.compile(
    r"\[object Object\]|\bInvalid [Dd]ate\b|\b[Ll]orem [Ii]psum\b|\bTODO:|\bFIXME\b|\bundefined undefined\b"
)
_HOLE = re.compile(
    r"\b(?:ticket number|number|ticket|until|by|until|at|is|Ticketnummer|numero|número|numéro)(?: #)?( ,| \.)(?=\s|$)"
)


# What a gap may hold; where none of it is in a text, there is nothing to look for.
_SIGNS = (
    *("None", "none", "NULL", "null", "nil", "Nil", "undefined", "Undefined", "UNDEFINED", "NaN", "nan", "N/A", "n/a"),
    *("irst", "FNAME", "FIRST", "Vorname", "ustomer", "our name", "YOUR NAME", "our Name"),
)
_LEFTOVER_SIGNS = ("[object", "Invalid", "orem", "TODO:", "FIXME", "undefined")


def gaps(text: str) -> Iterator[Match[str]]:
    """Yield everything in a text that stands where a name, a number or a time should."""
    yield from _EMPTY_GREETING.finditer(text)
    if " ," in text or " ." in text:
        yield from _HOLE.finditer(text)
    if any(sign in text for sign in _LEFTOVER_SIGNS):
        yield from _LEFTOVER.finditer(text)
    if any(sign in text for sign in _SIGNS):
        yield from _nothings(text)


def _nothings(text: str) -> Iterator[Match[str]]:
    """Yield what programs write where they know nothing."""
    for pattern in (_MONEY, _SPAN_OF_TIME, _AT_THE_START):
        yield from pattern.finditer(text)
    for match in _GREETED.finditer(text):
        if not _GOES_ON.match(text, match.end()):
            yield match
    for pattern in (_LABELLED, _LOOSE):
        for match in pattern.finditer(text):
            if not speaks_of_code(sentence_at(text, match.start())) and not _GOES_ON.match(text, match.end()):
                yield match
