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
    CLARIFY_ORDER = "clarify_order"
    CLARIFY_VERSION = "clarify_version"
    CLARIFY_DETAILS = "clarify_details"
    OUT_OF_HOURS = "out_of_hours"
    ASK_EMAIL = "ask_email"
    ASK_EMAIL_PRIVATE = "ask_email_private"
    ADDRESS_PUBLIC = "address_public"
    ADDRESS_UNREADABLE = "address_unreadable"
    ADDRESS_REFUSED = "address_refused"
    ASK_WHICH = "ask_which"
    ASK_EMAIL_THREAD = "ask_email_thread"
    TICKET_OPENED = "ticket_opened"
    TICKET_SOLVED = "ticket_solved"
    TAKEN = "taken"
    PROMISE_UPDATE = "promise_update"
    CLOSING = "closing"
    SUGGESTION = "suggestion"


_K = ResponseKind
CLARIFYING = frozenset({_K.CLARIFY_LINK, _K.CLARIFY_ORDER, _K.CLARIFY_VERSION, _K.CLARIFY_DETAILS})
"""The holding replies that ask for what is missing."""
HOLDING = frozenset({_K.HOLD, _K.OUT_OF_HOURS, *CLARIFYING})
"""The first automatic public answers: having said one of them is having said them all."""
ASKING = frozenset({_K.ASK_EMAIL, _K.ASK_EMAIL_PRIVATE})
"""The email asks."""
ANSWERS = frozenset({_K.SUGGESTION})
"""What a human says in their own name; everything else are the bot's words, also where a human asked for them."""


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

    `name` comes from `first_name`, `link` is the private-message link on X. `opening` says when somebody will
    be there and `hello` is the greeting with the name or without, both in the language of the text; see
    `say_moment` and `greeting` in `languages.py`. `handle` is the customer's on their channel, `topic` what the
    mention was understood to be about. `cases` lists the cases among which the customer is to choose. `promised`
    says by when they were promised an answer, in the form of `opening`.
    """

    name: str = ""
    brand: str = ""
    link: str = ""
    ticket: str = ""
    opening: str = ""
    hello: str = ""
    handle: str = ""
    topic: str = ""
    cases: str = ""
    promised: str = ""


NAMELESS = "there"

_LONGEST_NAME = 20
_MOST_WORDS = 4
# Direction marks, overrides and isolates can turn the text around them: such a name is not used at all.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ADDRESS = re.compile(r"https?:|www\.|@|\w\.(?:app|biz|co|com|info|io|link|ly|me|net|org|ru|shop|xyz)\b", re.IGNORECASE)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What no person is called first: titles, adverts, greetings, leftovers of software, articles and particles.
_NOT_FIRST = _words(
    """
    anonymous best bitcoin buy cash cheap click daily de dear del deleted den der discount doctor dr earn fan
    follow former free guest hello help hey hi info join lady lord love mail master miss mister mod moderator
    money mr mrs ms mx name nan nft nil no nobody none noreply nothing null person police president private prof
    professor promo queen real root sale sell sir spam student super system temp test undefined unknown user
    van very vip von vote welcome win winner www
    cognome firstname lastname nachname nom nombre nome prénom surname vorname yourname
    anonym benutzer billig das depp die doktor dumm ein eine frau gast geld gewinn gratis hallo herr kaufen
    keiner kostenlos kunde niemand rabatt servus unbekannt zum zur
    anónimo barato cliente compra comprar desconocido descuento dinero doña el hola la las los nadie
    oferta señor señora señorita sr sra tonto un usuario vendo
    anonimo buongiorno dottor dottore dottoressa gli guadagna il ladri ladro nessuno offerta salve sconto
    sconosciuto signor signora signore soldi utente vendo vinci
    achat achetez anonyme argent bonjour client docteur gagnez gratuit inconnu le madame
    mademoiselle mlle mme monsieur personne remise salut soldes une utilisateur vendre voleur voleurs
    """
)
# What no person is called anywhere in their name: a company, a role, an advert.
_NOT_ANYWHERE = _words(
    """
    account admin administrator agency bot client company crypto customer deal deals fake giveaway gmbh
    helpdesk inc llc ltd news official sales service services shop staff store support team webmaster
    fraud scam scammer scammers scams
    abzocke betrug betrüger firma kundenservice kundendienst mitarbeiter offiziell offizieller verein
    asistencia empresa estafa estafadores estafador oficial ofertas soporte tienda
    assistenza azienda negozio offerte truffa truffatori ufficiale
    arnaque arnaqueur arnaqueurs boutique entreprise magasin officiel officielle sarl
    """
)
# Words that make a sentence of a display name; words that are a name somewhere (aber, mais, pero) are left out.
_SENTENCE = _words(
    """
    a about am and are at but for from hate have how if in is isn't it its just make me my not of on
    or our sucks than that the their them there these this to too was we what when who why with you your
    ich ihr ist kein keine mein meine nicht und unser warum was wer wir
    estoy nuestro odio porque qué quiero tengo
    odio perché sono voglio
    nous pas pour pourquoi suis veux vous
    """
)
# Abuse, without accents: what a word begins with, and what only the whole word is (a Nazir is nobody's insult).
_ABUSE = (
    *("asshole", "bastard", "bitch", "cock", "cunt", "fagg", "fuck", "hitler", "idiot", "imbecil", "motherf"),
    *("nigg", "penis", "pussy", "rapist", "retard", "shithead", "shitt", "slut", "wank", "whore"),
    *("abzock", "arsch", "drecks", "fotze", "hurens", "missgeburt", "mistk", "scheiss", "schlampe"),
    *("vollidiot", "vollpfosten", "wichs"),
    *("cabron", "gilipoll", "hijaput", "hijoput", "maricon", "mierda", "pendej", "subnormal"),
    *("coglion", "fanculo", "stronz", "vaffancul"),
    *("connard", "connass", "encul", "putain", "salop"),
)
_ABUSE_WORDS = _words(
    """
    bullshit moron morons nazi nazis porn porno rape shit shitface shits shitshow tits
    fick ficken ficker fickt heil hure huren spast spasti trottel
    cono culo joder puta putas puto putos verga zorra
    cazzo cazzi cazzone cazzata frocio froci merda merde minchia puttana puttane troia zoccola
    abruti batard bordel fdp nique ntm pute putes salaud
    """
)
# First names that are one with the next: nobody calls a María José "María".
_DOUBLE_FIRST = _words("ana anna anne carlos gian hans jean jose juan karl luis maria marie miguel pier")
_DOUBLE_SECOND = _words(
    """
    angel antonio carlo carlos carmen claire claude cristina elena fernanda francois franco guadalupe heinz
    isabel jesus jose josef laure luc luca luis luisa manuel marc maria michel miguel pablo paolo paul peter
    philippe pierre pilar sophie teresa
    """
)


def first_name(display_name: str) -> str:
    """Return the first name to greet a customer by, or "there" where the display name has none to trust.

    `display_name` is what the customer calls themselves, any Unicode. A name that is used has 2 to 20
    characters as X counts them, so that it never makes a text too long; some have two words, as "María José".
    """
    shown = unicodedata.normalize("NFC", display_name)
    words = shown.split()
    if not words or len(words) > _MOST_WORDS or _is_suspicious(shown, words):
        return NAMELESS
    if not _looks_like_a_name(words[0]):
        return NAMELESS
    return _double(words[:2]) or words[0]


def _double(words: list[str]) -> str:
    """Return two words that are one first name together, or "" where the second is another name."""
    double = " ".join(words)
    plain = [_without_accents(word) for word in words]
    is_double = len(words) == 2 and plain[0] in _DOUBLE_FIRST and plain[1] in _DOUBLE_SECOND
    return double if is_double and _looks_like_a_name(words[1]) and _weight(double) <= _LONGEST_NAME else ""


def _is_suspicious(shown: str, words: list[str]) -> bool:
    """Tell whether the display name is an address, a trick, a company, a sentence or abuse."""
    lowered = [word.casefold().strip(".,!?") for word in words]
    plain = [_without_accents(word) for word in lowered]
    return (
        any(letter in _TURNING or unicodedata.category(letter) == "Cc" for letter in shown)
        or _ADDRESS.search(shown) is not None
        or any(word in _SENTENCE or word in _NOT_ANYWHERE for word in lowered)
        or any(word in _ABUSE_WORDS or word.startswith(_ABUSE) for word in plain)
        or lowered[0] in _NOT_FIRST
    )


def _without_accents(word: str) -> str:
    """Return a word as a list of words has it: small letters without accents."""
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")


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
