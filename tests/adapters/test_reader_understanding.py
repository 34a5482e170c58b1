"""The composed reader: every part with its confidence and reason, for any text, in time."""

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest
from acme import ANNA
from hypothesis import given
from hypothesis import strategies as st
from reader_world import LANGUAGES, POLICY, mention, sentences, understand

from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Customer
from bot.domain.understood import Judgement, Ranked, Reading


class Guesses:
    """A model that always guesses the same."""

    def rank(self, text: str) -> Sequence[Ranked]:
        """Return two topics."""
        return (Ranked("refund", 0.7, "3 similar answered questions"), Ranked("invoice", 0.2, "1 similar one"))


def test_an_italian_billing_question_is_understood() -> None:
    team = replace(POLICY.teams[0], topics=("fattura", "rimborso"))
    italian = UnderstandingReader(replace(POLICY, teams=(team,)))
    reading = italian.read(mention("@acme la fattura di marzo è sbagliata, mi avete addebitato due volte"))
    assert (True, "it", "fattura", False) == (reading.is_request, reading.language.value, reading.topic, reading.heated)


def test_topics_come_from_what_was_given() -> None:
    understood = UnderstandingReader(POLICY, topics=Guesses()).read(mention("@acme where is my money?"))
    assert ["refund", "invoice"] == [one.topic for one in understood.topics]
    assert "refund" == understood.topic


def test_without_a_model_the_operators_words_are_the_topics() -> None:
    (found,) = understand("@acme my refund is late").topics
    assert ("refund", "“refund” is in the text") == (found.topic, found.reason)


def test_the_language_that_the_customer_wrote_before_is_asked_for() -> None:
    asked: list[Customer] = []

    def earlier(customer: Customer) -> str:
        asked.append(customer)
        return "fr"

    assert "fr" == UnderstandingReader(POLICY, earlier).read(mention("@acme ok ?")).language.value
    assert [ANNA] == asked


def test_an_address_is_found_behind_thousands_of_characters() -> None:
    assert "anna@example.com" == understand("word " * 4_000 + "anna@example.com").email


def test_a_stop_is_heard_in_every_language() -> None:
    for text in ("stop", "Bitte lasst mich in Ruhe", "lasciatemi in pace", "déjame en paz", "laissez-moi tranquille"):
        assert understand(text).stop, text


@pytest.mark.parametrize(
    "text", ["", " ", "😡", "?", "@acme", "مرحبا أين طلبي", "订单在哪里", "ß", "/s", "ok", "\ud800", "\x00", "1"]
)
def test_bad_input_is_read_with_low_confidence(text: str) -> None:
    understood = understand(text)
    assert understood.language.confidence <= 0.5
    assert understood.language.value in LANGUAGES


def judgements(understood: Reading) -> list[Judgement[object]]:
    """Return every judgement of an understanding."""
    values = (getattr(understood, field.name) for field in fields(understood))
    return [value for value in values if isinstance(value, Judgement)]


def test_every_part_has_a_confidence_and_a_reason() -> None:
    for name in ("de", "it", "es", "fr", "not_requests_en"):
        for text, _ in sentences(name):
            found = judgements(understand(text))
            assert 4 == len(found)
            assert all(0 <= one.confidence <= 1 and one.reason for one in found), text


@given(st.text(st.characters() | st.sampled_from("@.() <>|!?'#&;\u200d\ud800"), max_size=200))
def test_any_text_is_understood(text: str) -> None:
    assert all(0 <= one.confidence <= 1 for one in judgements(understand(text)))


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        *("a", "a@", "!? ", "😡", "ha", "<https://", "n't", "un", "ne va ", "\ud800", "1,", "&amp;", "\n", "mi 1 "),
        *("stop it. ", "not only ", "via ", "WHY ", "chance to win ", "thanks. ", "buon ", "wearing ", "I'm at "),
        *(
            "a at ",
            "my old ",
            "is now ",
            "they set ",
            "a*at*",
            "good morning, ",
            "thanks, ",
            "please ",
            "someone changed ",
        ),
        *("a@b.example to ", "kill ", "from a to ", "#careers ", "mail from "),
    ],
)
def test_the_longest_posts_are_read(piece: str) -> None:
    """25,000 characters of whatever an expression could stumble over; the time limit is for one that runs away."""
    text = (piece * 25_000)[:25_000]
    assert all(0 <= one.confidence <= 1 for one in judgements(understand(text)))
