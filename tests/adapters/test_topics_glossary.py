"""The glossary: an operator's topic is found by what it is called in other words and other languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.glossary import Glossary

TOPICS = ("export", "login", "password", "refund", "invoice", "charged twice", "payment")
GLOSSARY = Glossary(TOPICS)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("quando arriva il mio rimborso?", "refund"),
        ("wo bleibt meine Rückerstattung", "refund"),
        ("wo bleibt meine Rueckerstattung", "refund"),
        ("¿cuándo me llega el reembolso?", "refund"),
        ("j'attends toujours le remboursement", "refund"),
        ("I want my money back", "refund"),
        ("RIVOGLIO I MIEI SOLDI", "refund"),
        ("ihr habt doppelt abgebucht", "charged twice"),
        ("mi avete addebitato la fattura due volte", "charged twice"),
        ("me han cobrado dos veces", "charged twice"),
        ("j'ai été débité deux fois", "charged twice"),
        ("die Stromrechnung ist falsch", "invoice"),
        ("¿dónde está mi factura?", "invoice"),
        ("j'ai besoin d'une facture", "invoice"),
        ("mot de passe oublié", "password"),
        ("he olvidado mi contrasena", "password"),
        ("Paßwort vergessen", "password"),
        ("l'exportation ne marche pas", "export"),
        ("ich kann mich nicht einloggen", "login"),
    ],
)
def test_a_topic_is_found_in_other_words(text: str, topic: str) -> None:
    assert topic == GLOSSARY.find(text)[0].topic


@pytest.mark.parametrize("text", ["", "😀", "Guten Morgen zusammen", "che bella giornata", "où est la mer", "Привет"])
def test_other_words_mean_none_of_the_topics(text: str) -> None:
    assert () == GLOSSARY.find(text)


def test_words_too_far_apart_are_no_phrase() -> None:
    assert () == GLOSSARY.find("money is what I sent to my friend, who came back")


def test_an_operator_may_write_topics_in_another_language() -> None:
    assert ["Rückerstattung"] == [one.topic for one in Glossary(["Rückerstattung"]).find("where is my refund")]


def test_of_two_topics_with_one_meaning_the_first_is_found() -> None:
    assert ["money back"] == [one.topic for one in Glossary(["money back", "refund"]).find("il mio rimborso")]


def test_a_topic_that_is_no_common_one_has_no_other_words() -> None:
    assert () == Glossary(["roaming in Peru"]).find("rimborso fattura roaming")


def test_the_reason_names_the_customers_word_and_the_topic() -> None:
    (found,) = DayOneTopics(TOPICS).rank("quando arriva il mio rimborso?")
    assert ("refund", 0.75, "“rimborso” ≈ refund") == (found.topic, found.confidence, found.reason)


def test_the_reason_leaves_out_what_stands_between_the_words() -> None:
    (found,) = DayOneTopics(TOPICS).rank("rivoglio subito anna soldi")
    assert "“rivoglio … soldi” ≈ refund" == found.reason


def test_the_reason_counts_similar_questions_as_well() -> None:
    topics = DayOneTopics(TOPICS, [Example("quando arriva il rimborso del mese", "money back")])
    reason = topics.rank("arriva il rimborso?")[0].reason
    assert "“rimborso” ≈ refund, and 1 similar question in the responses" == reason


def test_the_operators_own_word_is_surer_than_its_meaning() -> None:
    first, second = DayOneTopics(TOPICS).rank("refund for the fattura")
    assert ("refund", "invoice") == (first.topic, second.topic)
    assert first.confidence > second.confidence


@given(st.text(st.characters() | st.sampled_from("* '’soldirefund"), max_size=200))
def test_any_text_is_looked_up(text: str) -> None:
    assert {one.topic for one in GLOSSARY.find(text)} <= set(TOPICS)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(), max_size=20), max_size=5))
def test_any_topics_can_be_configured(topics: list[str]) -> None:
    assert {one.topic for one in Glossary(topics).find("my refund")} <= set(topics)
