"""Which language a mention is in: told by its words, else as before, else the default one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reader_world import LANGUAGES, sentences

from bot.adapters.reader.language import LanguageFinder, strip
from bot.adapters.reader.measure import evaluate_language

FINDER = LanguageFinder(LANGUAGES)


@pytest.mark.parametrize("language", ["de", "it", "es", "fr"])
def test_long_messages_are_told_apart_in_98_of_100(language: str) -> None:
    """With all five languages to choose from, on 150 sentences of each."""
    rows = [(text, language) for text, _ in sentences(language)]
    assert evaluate_language(rows, LANGUAGES).accuracy_long >= 0.98


def test_long_english_messages_are_told_apart_in_98_of_100() -> None:
    rows = [(text, "en") for name in ("not_requests_en", "not_requests_fresh") for text, _ in sentences(name)]
    assert evaluate_language(rows, LANGUAGES).accuracy_long >= 0.98


@pytest.mark.parametrize(
    ("text", "earlier", "language"),
    [
        ("ok", "", "en"),
        ("ok", "it", "it"),
        ("ok", "nl", "en"),
        ("", "fr", "fr"),
        ("👍", "de", "de"),
        ("你好，我的订单在哪里", "", "en"),
        ("où est ma commande ?", "de", "fr"),
        ("wo ist meine Rechnung?", "en", "de"),
    ],
)
def test_short_and_foreign_texts_fall_back_to_the_earlier_language_then_the_default(
    text: str, earlier: str, language: str
) -> None:
    assert language == FINDER.find(text, earlier).language.value


def test_a_fallback_is_less_sure_than_words_and_says_why() -> None:
    by_words, fallen_back = (
        FINDER.find("wo bleibt denn meine Bestellung vom Montag").language,
        FINDER.find("ok").language,
    )
    assert fallen_back.confidence < 0.5 < by_words.confidence
    assert ("short or unclear: the default", "by its words") == (fallen_back.reason, by_words.reason)


def test_what_tells_no_language_is_stripped() -> None:
    assert "la facture est fausse" == strip("@acme la facture est fausse 😡 #help https://acme.example/please 2024")


def test_one_language_needs_no_model() -> None:
    assert ("de", 1.0) == (lambda found: (found.value, found.confidence))(LanguageFinder(["de"]).find("hi").language)


def test_the_operators_own_code_is_returned() -> None:
    finder = LanguageFinder(["en-GB", "fr-CA"])
    assert "fr-CA" == finder.find("je ne trouve plus ma facture de mars").language.value


def test_a_language_that_the_model_does_not_know_is_not_found_and_harms_nobody() -> None:
    assert "de" == LanguageFinder(["en", "de", "tlh"]).find("ich finde meine Rechnung nicht").language.value


@given(st.text())
def test_any_text_gets_one_of_the_operators_languages(text: str) -> None:
    assert FINDER.find(text).language.value in LANGUAGES
