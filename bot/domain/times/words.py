"""The words that say a time of day, a day or a span in five languages, as patterns on text in small letters.

A list of words and nothing else; `reading.py` makes a moment of what they find.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time, timedelta

NUMBERS: Mapping[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "a an one ein eine einer einem einen un un' una uno une",
            "two zwei due dos deux",
            "three drei tre tres trois",
            "four vier quattro cuatro quatre",
            "five fünf cinque cinco cinq",
            "six sechs sei seis",
            "seven sieben sette siete sept",
            "eight acht otto ocho huit",
            "nine neun nove nueve neuf",
            "ten zehn dieci diez dix",
            "eleven elf undici once onze",
            "twelve zwölf dodici doce douze",
        ),
        start=1,
    )
    for word in words.split()
}
_NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))})"
UNITS: Mapping[str, timedelta] = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
_UNIT = (
    r"(?P<minute>min(?:ut(?:es?|en?|[oi]|os))?)|(?P<hour>hours?|hrs?|h|stunden?|std|or[ae]|horas?|heures?)"
    r"|(?P<day>days?|tag(?:e|en)?|werktag(?:e|en)?|arbeitstag(?:e|en)?|giorn[oi]|d[ií]as?|jours?)"
    r"|(?P<week>weeks?|wochen?|settiman[ae]|semanas?|semaines?)"
)
_AHEAD = (
    r"(?:in(?: the next| den nächsten)?|within(?: the next)?|innerhalb(?: von)?|binnen|tra|fra|entro(?: le prossime)?"
    r"|en(?: menos de| las próximas)?|dentro de|dans(?: les)?|d'ici|sous)"
)
WORKING = re.compile(r"business|working|werktag|arbeitstag|lavorativ|laborabl|hábil|ouvr")
SPAN = re.compile(
    rf"\b{_AHEAD} (?:the |ein |eine )?{_NUMBER}[ \u00a0]?(?:business |working )?(?:{_UNIT})\b"
    r"(?: (?:lavorativ[oi]|laborables?|hábil(?:es)?|ouvrés?|ouvrables?))?"
)
HALF_HOUR = re.compile(
    rf"\b{_AHEAD} (?:half an hour|(?:einer |der )?(?:nächsten )?halben stunde|mezz'ora|media hora|une demi-heure)\b"
)

# What is after a number makes it a time of day; in Italian and Spanish, what is before it.
_HALVES = r"(?P<half>[ap]\.?m\b\.?)"
CLOCKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d:.,/-])(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)[ \u00a0]?{_HALVES}",
        rf"(?<![\d:.,/-])(?P<hour>\d{{1,2}})[ \u00a0]?{_HALVES}",
        r"(?<![\d:.,/-])(?P<hour>\d{1,2})[:.](?P<minute>\d\d)[ \u00a0]?(?:uhr|h\b)",
        r"(?<![\d:.,/-])(?P<plain>\d{1,2})[ \u00a0]?(?:uhr(?: (?P<minute>\d\d)\b)?|o'clock)",
        r"\b(?:alle|all'|entro le|entro l'|per le|prima delle|verso le|ore) ?(?P<plain>\d{1,2})"
        r"(?:[:.](?P<minute>\d\d))?(?! ?or[ae]\b)(?: (?:di |del )?(?P<part>mattina|mattino|pomeriggio|sera))?\b",
        r"\b(?:las?) (?P<plain>\d{1,2})(?:[:.](?P<minute>\d\d))?(?: de la (?P<part>mañana|tarde|noche))?\b"
        r"(?! (?:horas|próxim))",
        r"(?:\bà|\bavant|\bd'ici|\bvers|\bpour|\bdès)[ \u00a0](?P<plain>\d{1,2})[ \u00a0]?(?:h|heures?)"
        r"(?:[ \u00a0]?(?P<minute>\d\d))?\b",
        r"(?<![\d:.,/-])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?![:\d])",
    )
)
NOON = re.compile(r"(?<!nach)(?<!vor)\b(?:noon|midday|mittag|mezzogiorno|mediodía|midi)\b")
MIDNIGHT = re.compile(r"\b(?:midnight|mitternacht|mezzanotte|medianoche|minuit)\b")

_WEEKDAYS = (
    "monday|montag|lunedì|lunes|lundi",
    "tuesday|dienstag|martedì|martes|mardi",
    "wednesday|mittwoch|mercoledì|miércoles|mercredi",
    "thursday|donnerstag|giovedì|jueves|jeudi",
    "friday|freitag|venerdì|viernes|vendredi",
    "saturday|samstag|sonnabend|sabato|sábado|samedi",
    "sunday|sonntag|domenica|domingo|dimanche",
)
WEEKDAYS = tuple(re.compile(rf"\b(?:{names})(?=vor|nach|abend|\b)") for names in _WEEKDAYS)
AFTER_TOMORROW = re.compile(r"\b(?:(?:the )?day after tomorrow|übermorgen|dopodomani|pasado mañana|après-demain)\b")
TOMORROW = re.compile(
    r"\b(?:tomorrow|(?<!guten )(?<!heute )(?<!am )(?<!jeden )morgen|domani|domattina|demain"
    r"|(?<!la )(?<!esta )(?<!una )(?<!de )mañana)\b"
)
TODAY = re.compile(r"\b(?:today|heute|oggi|hoy|aujourd'hui)\b")
TONIGHT = re.compile(r"\b(?:tonight|this evening|stasera|esta noche|ce soir)\b")
THIS_AFTERNOON = re.compile(r"\b(?:this afternoon|questo pomeriggio|esta tarde|cet après-midi)\b")
THIS_MORNING = re.compile(r"\b(?:this morning|heute morgen|stamattina|esta mañana|ce matin)\b")
END_OF_DAY = re.compile(
    r"\b(?:end of (?:the |this )?(?:business )?day|eod|close of business|ende des tages|tagesende|feierabend"
    r"|fine (?:della )?giornata|final del día|fin d(?:e|u|e la) jour(?:née)?)\b"
)
MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar gennaio enero janvier",
            "feb february februar febbraio febrero février",
            "mar march märz marzo mars",
            "apr april aprile abril avril",
            "may mai maggio mayo",
            "jun june juni giugno junio juin",
            "jul july juli luglio julio juillet",
            "aug august agosto août",
            "sep sept september settembre septiembre septembre",
            "oct october oktober okt ottobre octubre octobre",
            "nov november novembre noviembre",
            "dec december dezember dez dicembre diciembre décembre",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
DAY_STOP = re.compile(rf"(?<=\d)\.(?= {_MONTH.replace('?P<month>', '?:')})")
_YEAR = r"(?:,? (?:de )?(?P<year>20\d\d)\b)?"
DATES = (
    re.compile(r"\b(?P<year>20\d\d)-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th|er)? {{1,2}}(?:of |de )?{_MONTH}{_YEAR}"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:){_YEAR}"),
    # What a German or Italian writes; an English 3/4 may be either day.
    re.compile(r"(?<![\d.])(?P<day>\d{1,2})\.(?P<number>\d{1,2})\.(?P<year>20\d\d\b)?"),
)
# Said of a day: until when it lasts, as whoever waits understands it.
PARTS: tuple[tuple[re.Pattern[str], time], ...] = (
    (re.compile(r"(?:früh|vormittag|\bmorning|\bmattina|\bdomattina|por la mañana|\bmatin)\b"), time(12)),
    (re.compile(r"(?:nachmittag|\bafternoon|\bpomeriggio|por la tarde|\baprès-midi)\b"), time(17)),
    (re.compile(r"(?:abend|\bevening|\bsera|por la noche|\bsoir)\b"), time(20)),
)
EVENING, AFTERNOON, MORNING, DAY_ENDS = time(20), time(17), time(12), time(18)

DEADLINE = re.compile(
    r"\b(?:by|before|no later than|not later than|bis|bis spätestens|spätestens|vor|entro|prima|antes de|hasta"
    r"|para|a más tardar|avant|d'ici|au plus tard|pour)"
    r"(?: (?:the|zum|il|la|le|el|las?|l'|um|à|a|alle|delle|heute|oggi))*\s*$"
)
