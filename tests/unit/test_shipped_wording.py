"""The words of the shipped texts: kind in every language, and as somebody who speaks it would write them."""

import re
from pathlib import Path

import pytest

from bot.adapters.library import FolderLibrary
from bot.domain.languages import LANGUAGES
from bot.domain.response import Response, ResponseKind

RESPONSES = FolderLibrary([Path(__file__).parents[2] / "responses"]).responses

# "Why" sounds like an accusation in any language.
WHY = {
    "en": "why|how come",
    "de": "warum|wieso|weshalb|weswegen|wozu",
    "it": "perché|perche|come mai",
    "es": "por qu[eé]|porqué",
    "fr": "pourquoi|comment se fait",
}
BLAME_AND_DEFENCE = {
    "en": "you (?:should|must|need to|have to|forgot|failed)|your (?:fault|mistake)|our policy|not our|as we said"
    "|as stated|obviously|actually|clearly|simply|unfortunately|calm down|be patient|inconvenience|however",
    "de": "sie (?:müssen|sollten|hätten|haben vergessen)|ihr fehler|ihre schuld|richtlinien?|nicht unsere?|wie gesagt"
    "|wie bereits|offensichtlich|eigentlich|einfach|leider|beruhigen|geduld|unannehmlichkeiten|allerdings|jedoch|aber",
    "it": "deve|dovrebbe|avrebbe dovuto|ha dimenticato|colpa|suo errore|politica|non è nostr[ao]|come già detto"
    "|ovviamente|in realtà|semplicemente|purtroppo|si calmi|pazienza|disagi|disagio|tuttavia|però",
    "es": "debes|deberías|tienes que|tenías que|has olvidado|olvidaste|culpa|tu error|política|no es nuestr[ao]"
    "|como ya|obviamente|en realidad|simplemente|lamentablemente|cálmate|tranquil\\w*|paciencia|molestias"
    "|inconvenientes?|sin embargo|pero",
    "fr": "vous (?:devez|devriez|auriez dû|avez oublié)|il faut que vous|votre (?:faute|erreur)|politique|pas notre"
    "|comme nous l'avons|évidemment|en fait|simplement|malheureusement|calmez|patience|désagréments?|cependant"
    "|toutefois|mais",
}
PROMISE_WITHOUT_A_TIME = {
    "en": "soon|shortly|asap|as possible|get back to you|(?:we|i)(?:'ll| will)|in a minute|later",
    "de": "bald|demnächst|kürze|schnellst\\w*|so schnell|umgehend|gleich|später|(?:wir|ich) (?:werden?|melden?)|werden",
    "it": "presto|a breve|prima possibile|quanto prima|più tardi|subito|\\w+(?:eremo|iremo|aremo)|le farò|sarà",
    "es": "pronto|en breve|antes posible|cuanto antes|más tarde|enseguida|luego|vamos a|voy a"
    r"|\w+(?:ar|(?<!qu)er|ir)emos",
    "fr": "bientôt|sous peu|prochainement|que possible|au plus vite|rapidement|plus tard|tout à l'heure"
    "|nous allons|je vais|\\w+(?<!ouv)rons|reviens vers",
}
# Each language keeps to one way of addressing a customer; these are the words of the other ways.
OTHER_ADDRESS = {
    "en": "sir|madam",
    "de": "du|dich|dir|dein\\w*|euch|euer|eure\\w*",
    "it": "tu|te|ti|tu[oae]|tuoi|voi|vi|vostr[oaie]|ciao",
    "es": "usted|ustedes|sus?|vosotr[oa]s|os|vuestr[oa]s?",
    "fr": "tu|te|toi|ton|ta|tes|salut",
}
# Words that would have to change with the brand, as in "d'Acme", "ad Acme", "e Ibex".
BEFORE_A_BRAND = {
    "en": "an?",
    "de": "in|im|beim",
    "it": "a|e|o|dell[oa]",
    "es": "y|o|al|del",
    "fr": "de|que|le|la|du|au",
}
BEFORE_AN_OPENING = {
    "en": "from",
    "de": "ab|am",
    "it": "torna|torniamo|torna al lavoro",
    "es": "el|del",
    "fr": "de retour|est là",
}
PRIVATE_OR_PUBLIC = {"en": "privat|public", "de": "privat|öffentlich", "it": "privat|pubblic"}
PRIVATE_OR_PUBLIC |= {"es": "privad|público", "fr": "privé|public"}
ASKS_FOR_AN_ADDRESS = {
    "en": r"(?:send|reply|write|give)[^.?]*(?:email|address)|wh(?:at|ich) email",
    "de": r"(?:schick|schreib|antwort|nenn)[^.?]*(?:mail|adresse)|welche e-mail",
    "it": r"(?:mand|invi|scriv|rispond)[^.?]*(?:email|indirizzo)|quale indirizzo email",
    "es": r"(?:env[ií]|escr[ií]b|respond)[^.?]*(?:correo|dirección)|qué correo",
    "fr": r"(?:envoy|répon|donn|écri)[^.?]*(?:e-mail|adresse)|quelle adresse e-mail",
}
IN_PRIVATE = (
    *(ResponseKind.ASK_EMAIL, ResponseKind.ASK_EMAIL_PRIVATE),
    *(ResponseKind.ADDRESS_UNREADABLE, ResponseKind.ADDRESS_REFUSED, ResponseKind.ASK_EMAIL_THREAD),
)

every_language = pytest.mark.parametrize("language", LANGUAGES)


def texts(language: str) -> list[Response]:
    """Return every text in a language."""
    return [response for response in RESPONSES if response.language == language]


def found(pattern: str, language: str) -> list[tuple[str, str]]:
    """Return which texts have which forbidden words in them."""
    word = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)
    return [(one.name, match[0]) for one in texts(language) if (match := word.search(one.text))]


@every_language
def test_no_text_asks_why(language: str) -> None:
    """Texts ask "what" and "how"."""
    assert [] == found(WHY[language], language)


@every_language
def test_no_text_blames_or_defends(language: str) -> None:
    """No text blames, defends, excuses or brushes off."""
    assert [] == found(BLAME_AND_DEFENCE[language], language)


@every_language
def test_no_text_promises_without_a_time(language: str) -> None:
    """A text may promise nothing that has no time with it; the opening time is one."""
    assert [] == found(PROMISE_WITHOUT_A_TIME[language], language)


@every_language
def test_customers_are_addressed_in_one_way(language: str) -> None:
    """German says Sie, Italian Lei, Spanish tú, French vous, in every text."""
    assert [] == found(OTHER_ADDRESS[language], language)


@every_language
def test_no_text_asks_for_an_address_in_public(language: str) -> None:
    """Only the kinds that ask in private say how an address is to be sent."""
    asks = re.compile(ASKS_FOR_AN_ADDRESS[language], re.IGNORECASE)
    asking = {one.kind for one in texts(language) if asks.search(one.text)}
    assert set(IN_PRIVATE[:2]) <= asking <= set(IN_PRIVATE)


@every_language
def test_every_request_in_public_names_the_private_way(language: str) -> None:
    """On X the email ask gives the private link and says that the address does not belong in public."""
    asks = [one for one in texts(language) if one.kind is ResponseKind.ASK_EMAIL and one.channel == "x"]
    said = re.compile(PRIVATE_OR_PUBLIC[language], re.IGNORECASE)
    assert [] == [one.name for one in asks if "{{ link }}" not in one.text or not said.search(one.text)]


@every_language
def test_any_brand_fits_in(language: str) -> None:
    """No word stands before the brand that would have to change with its first letter or its gender."""
    before = re.compile(rf"\b(?:{BEFORE_A_BRAND[language]}) \{{\{{ brand", re.IGNORECASE)
    assert [] == [one.name for one in texts(language) if before.search(one.text)]


BEFORE_A_PROMISED_TIME = {
    "en": "by|for|told you",
    "de": "für",
    "it": "per|indicato",
    "es": "el",
    "fr": "pour|dit",
}


@every_language
def test_the_promised_time_follows_a_word_that_fits(language: str) -> None:
    """A moment is said in a form that wants a certain word before it."""
    before = re.compile(rf"\b(?:{BEFORE_A_PROMISED_TIME[language]}) \{{\{{ promised", re.IGNORECASE)
    updates = [one for one in texts(language) if one.kind is ResponseKind.PROMISE_UPDATE]
    assert [] == [one.name for one in updates if not before.search(one.text)]


@every_language
def test_the_opening_time_follows_a_word_that_fits(language: str) -> None:
    """A moment is said in a form that wants a certain word before it."""
    before = re.compile(rf"\b(?:{BEFORE_AN_OPENING[language]}) \{{\{{ opening", re.IGNORECASE)
    hours = [one for one in texts(language) if one.kind is ResponseKind.OUT_OF_HOURS]
    assert [] == [one.name for one in hours if not before.search(one.text)]


def test_a_spanish_question_has_both_marks() -> None:
    """A question opens as it closes."""
    assert [] == [one.name for one in texts("es") if one.text.count("¿") != one.text.count("?")]


def test_french_marks_keep_their_distance() -> None:
    """A question mark, a colon and a semicolon have a blank before them that never breaks a line."""
    assert [] == [one.name for one in texts("fr") if re.search("(?<!\u00a0)[?:;]", one.text)]
