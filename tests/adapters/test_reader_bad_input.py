"""Bad input gives a reading with low confidence where nothing can be told, and never an exception."""

from dataclasses import replace

import pytest
from reader_world import LANGUAGES, POLICY, mention

from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.understood import Reading

TOPICS = ("refund", "invoice", "login")
READER = UnderstandingReader(replace(POLICY), topics=DayOneTopics(TOPICS))


def read(text: str) -> Reading:
    """Read a text as on the first day."""
    return READER.read(mention(text))


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("empty", ""),
        ("blanks", " \n\t\u200b"),
        ("only emoji", "😀🎉"),
        ("only angry emoji", "😡😡😡"),
        ("one mark", "?"),
        ("one letter", "x"),
        ("one word", "hello"),
        ("only our name", "@acme"),
        ("only a link", "https://t.co/abc"),
        ("numbers", "4711 0815"),
        ("Arabic", "مرحبا أين طلبي"),
        ("Chinese", "订单在哪里"),
        ("Cyrillic", "где мой заказ"),
        ("half a surrogate pair", "\ud800"),
        ("a null", "\x00"),
        ("turned around", "\u202eolleh"),
    ],
)
def test_what_tells_little_is_read_with_little_confidence(what: str, text: str) -> None:
    reading = read(text)
    assert reading.language.value in LANGUAGES
    assert reading.language.confidence <= 0.5, what
    assert () == reading.topics, what


@pytest.mark.parametrize(
    "text",
    [
        "@acme hi, mein Export ist broken, was kann ich do?",
        "@acme ciao, my rimborso is late and ich warte",
        "@acme hola, j'attends my refund",
    ],
)
def test_mixed_languages_are_read_as_a_request(text: str) -> None:
    reading = read(text)
    assert reading.is_request
    assert reading.language.value in LANGUAGES


@pytest.mark.parametrize(
    "text",
    [
        "@acme great, another outage, thanks a lot 🙃",
        "@acme oh wonderful, still no refund. Well done! /s",
        "@acme thanks for nothing",
        "@acme love waiting three hours for an answer",
    ],
)
def test_sarcasm_is_never_taken_for_praise(text: str) -> None:
    reading = read(text)
    assert (True, False) == (reading.is_request, reading.thanks)


def test_a_mention_of_25000_characters_is_read_whole_where_it_matters() -> None:
    reading = read("my refund is late. " + "word " * 4_990 + "anna@example.com")
    assert ("refund", "anna@example.com") == (reading.topic, reading.email)
