"""The shipped texts keep the rules for texts in every language: they fit, they ask one thing, there are enough."""

import re
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twitter_text import parse_tweet

from bot.adapters.library import FolderLibrary
from bot.domain.guards import Draft, check, may_send
from bot.domain.languages import LANGUAGES, greeting, say_moment
from bot.domain.response import Facts, Response, ResponseKind, Tone, first_name

LIBRARY = FolderLibrary([Path(__file__).parents[2] / "responses"])
RESPONSES = LIBRARY.responses
AUTOMATIC = [kind for kind in ResponseKind if kind is not ResponseKind.SUGGESTION]
BOTH_TONES = (
    ResponseKind.HOLD,
    ResponseKind.CLARIFY_LINK,
    ResponseKind.CLARIFY_ORDER,
    ResponseKind.CLARIFY_VERSION,
    ResponseKind.CLARIFY_DETAILS,
    ResponseKind.ASK_EMAIL,
)
LIMIT_OF_X = 280
LONG_LINK = "https://x.com/messages/compose?recipient_id=1234567890123456789&text=My%20email%20address%20is%20"
LONG_LIST = " ".join(f"({number}) https://x.com/wolfeschlegelst/status/1234567890123456789" for number in (1, 2, 3))
LONG_ZONE = timezone(timedelta(hours=12, minutes=45))
MONDAY = datetime(2026, 1, 5, 21, 45, tzinfo=LONG_ZONE)
YEAR = [MONDAY + timedelta(days=day) for day in range(366)]
LONGEST = {language: max((say_moment(day, language, MONDAY) for day in YEAR), key=len) for language in LANGUAGES}
EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
LEFT_OVER = re.compile(r"[{}<>\[\]%$#]|\b(?:None|nan|undefined)\b|\s{2}|[,.] ?[,.]")
LETTERS = st.characters(categories=["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc"])
DISPLAY_NAMES = st.one_of(
    st.text(max_size=60),
    st.lists(st.text(LETTERS, min_size=1, max_size=22), min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["Wolfeschlegelsteinha", "María José", "真理子", "{{ link }}", "{FirstName}", "%%name%%", "None"]),
)

every_response = pytest.mark.parametrize(
    "response", RESPONSES, ids=lambda response: f"{response.language}/{response.name}"
)
every_language = pytest.mark.parametrize("language", LANGUAGES)
other_languages = pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])


def facts(display_name: str, language: str) -> Facts:
    """Return the facts of a customer with the longest plausible values for everything but the name."""
    name = first_name(display_name)
    return Facts(
        name=name,
        hello=greeting(language, name),
        handle="@wolfeschlegelst",
        brand="Wolfeschlegelsteinha",
        topic="Benutzerkontenzusammenführung",
        link=LONG_LINK,
        ticket="ACME-SUPPORT-1234567",
        opening=LONGEST[language],
        promised=LONGEST[language],
        cases=LONG_LIST,
    )


def automatic(language: str) -> list[Response]:
    """Return every text that the bot sends by itself in a language."""
    return [one for one in RESPONSES if one.language == language and one.kind is not ResponseKind.SUGGESTION]


@every_response
def test_it_fits_on_x_with_the_longest_facts(response: Response) -> None:
    """Every text fits X in its own counting, whatever plausible facts go into it."""
    filled = LIBRARY.fill(response, facts("Wolfeschlegelsteinha", response.language))
    assert parse_tweet(filled).weightedLength <= LIMIT_OF_X


@settings(max_examples=40, deadline=None)
@given(DISPLAY_NAMES, st.sampled_from(LANGUAGES))
def test_it_can_be_sent_whatever_a_customer_is_called(display_name: str, language: str) -> None:
    """No display name makes an automatic text too long, leaves anything like a placeholder or stops at a guard."""
    known = facts(display_name, language)
    for response in automatic(language):
        filled = LIBRARY.fill(response, known)
        said = filled.replace(LONG_LINK, "LINK").replace(LONG_LIST, "LIST")
        assert None is LEFT_OVER.search(said)
        assert language == "en" or None is re.search(r"\bthere\b", said)
        # No character counts more than twice, so that only long texts need X's own, slow counting.
        weight = len(filled) if 2 * len(filled) <= LIMIT_OF_X else parse_tweet(filled).weightedLength
        draft = Draft(filled, public=True, weight=weight, limit=LIMIT_OF_X, staff=(), customer_name=known.name)
        assert weight <= LIMIT_OF_X
        assert may_send(check(replace(draft, kind=response.kind, heated=response.tone is not Tone.CALM)))


@every_response
def test_it_reads_well_without_a_name(response: Response) -> None:
    """The name stands only in an English greeting, where "there" can take its place."""
    assert response.text.count("{{ name }}") == len(re.findall(r"\b(?:Hi|Hello) \{\{ name \}\},", response.text))
    assert response.language == "en" or "{{ name }}" not in response.text


@other_languages
def test_it_greets_first(language: str) -> None:
    """Where it is not English, every text begins with the greeting, and goes on as the language does after it."""
    after = {"de": r", \w", "it": r", [a-zà-ü]", "es": r"\. [¿A-ZÁÉÍÓÚ]", "fr": r", [a-zà-ü]"}[language]
    odd = [
        one.name
        for one in automatic(language)
        if not re.match(r"\{\{ hello \}\}" + after, one.text) or one.text.count("{{ hello }}") != 1
    ]
    assert [] == odd


@every_response
def test_it_asks_one_question_at_most(response: Response) -> None:
    """One question at a time."""
    assert response.text.count("?") <= 1


@every_response
def test_it_is_quiet(response: Response) -> None:
    """No text that a heated customer may get has an exclamation mark or an emoji; neither have the others."""
    assert not set("!¡") & set(response.text)
    assert EMOJI.search(response.text) is None


@every_response
def test_it_is_one_paragraph(response: Response) -> None:
    """A text is one paragraph, so that both channels show it alike."""
    assert "\n" not in response.text


def test_no_two_texts_are_the_same() -> None:
    """X refuses duplicates, so no text is there twice."""
    counted = Counter(response.text for response in RESPONSES)
    assert [] == [text for text, times in counted.items() if times > 1]


@pytest.mark.parametrize("heated", [False, True])
@pytest.mark.parametrize("channel", ["x", "slack"])
@pytest.mark.parametrize("kind", AUTOMATIC)
@every_language
def test_there_are_three_wordings(language: str, kind: ResponseKind, channel: str, heated: bool) -> None:
    """Every automatic kind has three wordings or more in each language, on each channel, for calm and heated."""
    own = [one for one in LIBRARY.wordings(kind, language, channel, heated) if one.language == language]
    assert len(own) >= 3


@other_languages
def test_a_text_is_what_its_english_namesake_is(language: str) -> None:
    """Texts of one name are of one kind, tone and channel in every language, so that they can be compared."""
    english = {one.name: (one.kind, one.tone, one.channel) for one in automatic("en")}
    assert [] == [one.name for one in automatic(language) if english.get(one.name) != (one.kind, one.tone, one.channel)]


@pytest.mark.parametrize("channel", ["x", "slack"])
@pytest.mark.parametrize("kind", BOTH_TONES)
@every_language
def test_heated_customers_get_texts_of_their_own(language: str, kind: ResponseKind, channel: str) -> None:
    """Where a conversation begins, heated customers get other texts than calm ones."""
    heated = LIBRARY.wordings(kind, language, channel, True)
    assert {(Tone.HEATED, language)} == {(response.tone, response.language) for response in heated}


@pytest.mark.parametrize("channel", ["x", "slack"])
@pytest.mark.parametrize("kind", BOTH_TONES)
@every_language
def test_heated_customers_get_shorter_texts(language: str, kind: ResponseKind, channel: str) -> None:
    """A text for a heated customer is shorter than one for a calm customer, on the average."""

    def average(heated: bool) -> float:
        texts = [response.text for response in LIBRARY.wordings(kind, language, channel, heated)]
        return sum(map(len, texts)) / len(texts)

    assert average(True) < average(False)


def suggestions(language: str) -> list[Response]:
    """Return every suggestion in a language."""
    return [one for one in RESPONSES if one.language == language and one.kind is ResponseKind.SUGGESTION]


@every_language
def test_there_are_suggestions_for_the_usual_topics(language: str) -> None:
    """A junior finds a text for every usual topic of a software product."""
    covered = {topic for response in suggestions(language) for topic in response.topics}
    usual = {
        *("login", "password", "billing", "refund", "charged twice", "outage", "slow", "bug", "error"),
        *("export", "import", "feature wish", "how-to", "data", "privacy", "security", "cancellation"),
        *("invoice", "integration", "api", "email delivery"),
    }
    assert set() == usual - covered


@every_language
def test_four_suggestions_fit_everything(language: str) -> None:
    """Four general texts fill up where no topic fits."""
    assert 4 == sum("general" in response.topics for response in suggestions(language))


@other_languages
def test_every_suggestion_is_there_in_every_language(language: str) -> None:
    """What is suggested in English is suggested in every language, and staff read the same title and note with it."""
    english = {one.name: (one.title, one.note, one.tone, one.channel) for one in suggestions("en")}
    assert english == {one.name: (one.title, one.note, one.tone, one.channel) for one in suggestions(language)}


@other_languages
def test_suggestions_greet_in_the_customers_language(language: str) -> None:
    """A suggestion begins as the language begins a message."""
    assert [] == [one.name for one in suggestions(language) if not one.text.startswith("{{ hello }}")]


def test_every_suggestion_has_examples_to_be_found_by() -> None:
    """Every suggestion has four to eight customers' questions."""
    all_of_them = [one for language in LANGUAGES for one in suggestions(language)]
    assert [] == [response.name for response in all_of_them if not 4 <= len(response.examples) <= 8]


@pytest.mark.parametrize(
    ("text", "topic", "expected"),
    [
        ("@acme the CSV export is broken, the file is empty", "", "export-what-format"),
        ("You charged me two times this month", "", "charged-twice"),
        ("some trouble again", "invoice", "invoice-what-to-change"),
        ("I forgot my password and cannot sign in", "", "password-reset"),
        ("How do I cancel my plan?", "", "cancel-where-it-sticks"),
        ("My account was hacked", "", "security-first-sign"),
        ("Please add a dark mode", "", "feature-wish"),
        ("The API returns 401 since today", "", "api-what-comes-back"),
        ("Thanks, that fixed it", "", "general-thanks-sorted"),
        ("Is everything down?", "", "outage-what-do-you-see"),
    ],
)
def test_the_best_suggestion_comes_first(text: str, topic: str, expected: str) -> None:
    """The junior sees the fitting text in the first place."""
    assert expected == LIBRARY.suggest(text, language="en", topic=topic, heated=False)[0].name


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "@acme mir wurde im März zweimal Geld abgebucht", "charged-twice"),
        ("de", "ich hab mein passwort vergessen und komme nicht rein", "password-reset"),
        ("de", "Der CSV Export ist leer seit gestern", "export-what-format"),
        ("it", "mi hanno addebitato l'abbonamento due volte", "charged-twice"),
        ("it", "vorrei un rimborso per il mese scorso", "refund-which-day"),
        ("it", "da stamattina il sito non si carica", "outage-what-do-you-see"),
        ("es", "me cobraron dos veces la suscripcion", "charged-twice"),
        ("es", "quiero darme de baja y cancelar la suscripción", "cancel-where-it-sticks"),
        ("es", "no me llega el codigo de verificacion por sms", "two-factor-new-phone"),
        ("fr", "j'ai ete debite deux fois ce mois", "charged-twice"),
        ("fr", "je veux être remboursé", "refund-which-day"),
        ("fr", "mon compte a été piraté hier soir", "security-first-sign"),
    ],
)
def test_the_best_suggestion_comes_first_in_every_language(language: str, text: str, expected: str) -> None:
    """Endings and forgotten accents do not keep the fitting text from the first place."""
    best = LIBRARY.suggest(text, language=language, topic="", heated=False)[0]
    assert (expected, language, False) == (best.name, best.response.language, best.foreign)
