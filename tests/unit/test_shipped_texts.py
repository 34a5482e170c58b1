"""The shipped texts keep the rules for texts: they fit, they are kind, and there are enough of them."""

import re
from collections import Counter
from pathlib import Path

import pytest
from twitter_text import parse_tweet

from bot.adapters.library import FolderLibrary
from bot.domain.response import Facts, Response, ResponseKind, Tone

LIBRARY = FolderLibrary([Path(__file__).parents[2] / "responses"])
RESPONSES = LIBRARY.responses
AUTOMATIC = [kind for kind in ResponseKind if kind is not ResponseKind.SUGGESTION]
BOTH_TONES = (
    ResponseKind.HOLD,
    ResponseKind.CLARIFY_LINK,
    ResponseKind.CLARIFY_DETAILS,
    ResponseKind.ASK_EMAIL,
)
LONGEST = Facts(
    name="Wolfeschlegelsteinha",
    brand="Wolfeschlegelsteinha",
    link="https://x.com/messages/compose?recipient_id=1234567890123456789&text=My%20email%20address%20is%20",
    ticket="T-1234567",
    opening="Wednesday 09:00 Europe/Berlin",
)
LIMIT_OF_X = 280
EMOJI = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]")
BLAME_AND_DEFENCE = (
    "you should",
    "you must",
    "you need to",
    "you have to",
    "you forgot",
    "you failed",
    "your fault",
    "your mistake",
    "our policy",
    "not our",
    "as we said",
    "as stated",
    "obviously",
    "actually",
    "clearly",
    "simply",
    "unfortunately",
    "calm down",
    "be patient",
    "inconvenience",
    "however",
)
PROMISE_WITHOUT_A_TIME = (
    "soon",
    "shortly",
    "asap",
    "as possible",
    "get back to you",
    "we'll",
    "we will",
    "i will",
    "i'll",
    "in a minute",
    "later",
)

every_response = pytest.mark.parametrize("response", RESPONSES, ids=lambda response: response.name)


def _has(words: tuple[str, ...], text: str) -> list[str]:
    return [word for word in words if re.search(rf"\b{re.escape(word)}\b", text.casefold())]


@every_response
def test_it_fits_on_x_with_the_longest_facts(response: Response) -> None:
    """Every text fits X in its own counting, whatever plausible facts go into it."""
    filled = LIBRARY.fill(response, LONGEST)
    assert parse_tweet(filled).weightedLength <= LIMIT_OF_X


@every_response
def test_it_reads_well_without_a_name(response: Response) -> None:
    """The name stands only in a greeting, where "there" can take its place."""
    assert response.text.count("{{ name }}") == len(re.findall(r"\b(?:Hi|Hello) \{\{ name \}\},", response.text))


@every_response
def test_it_blames_and_defends_nobody(response: Response) -> None:
    """No text blames, defends, excuses or brushes off."""
    assert [] == _has(BLAME_AND_DEFENCE, response.text)


@every_response
def test_it_does_not_ask_why(response: Response) -> None:
    """Texts ask "what" and "how": "why" sounds like an accusation."""
    assert [] == _has(("why",), response.text)


@every_response
def test_it_asks_one_question_at_most(response: Response) -> None:
    """One question at a time."""
    assert response.text.count("?") <= 1


@every_response
def test_it_promises_nothing_without_a_time(response: Response) -> None:
    """A text may promise nothing that has no time with it; the opening time is one."""
    assert [] == _has(PROMISE_WITHOUT_A_TIME, response.text)


@every_response
def test_it_is_quiet(response: Response) -> None:
    """No text that a heated customer may get has an exclamation mark or an emoji; neither have the others."""
    assert "!" not in response.text
    assert EMOJI.search(response.text) is None


@every_response
def test_it_is_one_paragraph(response: Response) -> None:
    """A text is one paragraph, so that both channels show it alike."""
    assert "\n" not in response.text


@every_response
def test_it_never_asks_for_an_address_in_public(response: Response) -> None:
    """Only the two kinds that ask in private say how an address is to be sent."""
    asks = re.search(r"(send|reply|write|give)[^.?]*(email|address)", response.text.casefold()) is not None
    private = response.kind in (
        ResponseKind.ASK_EMAIL,
        ResponseKind.ASK_EMAIL_PRIVATE,
        ResponseKind.ADDRESS_UNREADABLE,
    )
    assert private or not asks


def test_no_two_texts_are_the_same() -> None:
    """X refuses duplicates, so no text is there twice."""
    counted = Counter(response.text for response in RESPONSES)
    assert [] == [text for text, times in counted.items() if times > 1]


@pytest.mark.parametrize("heated", [False, True])
@pytest.mark.parametrize("channel", ["x", "slack"])
@pytest.mark.parametrize("kind", AUTOMATIC)
def test_there_are_three_wordings(kind: ResponseKind, channel: str, heated: bool) -> None:
    """Every automatic kind has at least three wordings on each channel, for calm and for heated customers."""
    assert len(LIBRARY.wordings(kind, "en", channel, heated)) >= 3


@pytest.mark.parametrize("channel", ["x", "slack"])
@pytest.mark.parametrize("kind", BOTH_TONES)
def test_heated_customers_get_texts_of_their_own(kind: ResponseKind, channel: str) -> None:
    """Where a conversation begins, heated customers get other texts than calm ones."""
    heated = LIBRARY.wordings(kind, "en", channel, True)
    assert {Tone.HEATED} == {response.tone for response in heated}


@pytest.mark.parametrize("channel", ["x", "slack"])
@pytest.mark.parametrize("kind", BOTH_TONES)
def test_heated_customers_get_shorter_texts(kind: ResponseKind, channel: str) -> None:
    """A text for a heated customer is shorter than one for a calm customer, on the average."""

    def average(heated: bool) -> float:
        texts = [response.text for response in LIBRARY.wordings(kind, "en", channel, heated)]
        return sum(map(len, texts)) / len(texts)

    assert average(True) < average(False)


def test_every_request_for_an_address_in_public_forbids_a_public_answer() -> None:
    """On X the email ask gives the private way and says that the address does not belong in public."""
    asks = [response for response in RESPONSES if response.kind is ResponseKind.ASK_EMAIL and response.channel == "x"]
    for response in asks:
        assert "{{ link }}" in response.text
        assert re.search("privat|public", response.text)


def test_there_are_suggestions_for_the_usual_topics() -> None:
    """A junior finds a text for every usual topic of a software product."""
    covered = {topic for response in RESPONSES for topic in response.topics}
    usual = {
        *("login", "password", "billing", "refund", "charged twice", "outage", "slow", "bug", "error"),
        *("export", "import", "feature wish", "how-to", "data", "privacy", "security", "cancellation"),
        *("invoice", "integration", "api", "email delivery"),
    }
    assert set() == usual - covered


def test_four_suggestions_fit_everything() -> None:
    """Four general texts fill up where no topic fits."""
    assert 4 == sum("general" in response.topics for response in RESPONSES)


def test_every_suggestion_has_examples_to_be_found_by() -> None:
    """Every suggestion has four to eight customers' questions."""
    suggestions = [response for response in RESPONSES if response.kind is ResponseKind.SUGGESTION]
    assert [] == [response.name for response in suggestions if not 4 <= len(response.examples) <= 8]


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
