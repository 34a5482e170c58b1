"""Topics before anything was learned, and the model over them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.reader.topics.choosing import LearnedTopics
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.model import TopicModel

RESPONSES = [
    Example("I was charged twice this month", "billing"),
    Example("there are two payments on my statement", "billing"),
    Example("I forgot my password", "login"),
    Example("the code for signing in never arrives", "login"),
    Example("can you hold an order", "unconfigured"),
]
DAY_ONE = DayOneTopics(["billing", "login", "roaming"], RESPONSES)
MODEL = TopicModel.fit(
    [
        Example(sentence.format(number), topic)
        for topic, sentence in (("billing", "charged twice for month {}"), ("login", "forgot my password {} again"))
        for number in ("one", "two", "three", "four", "five", "six")
    ]
)


def test_the_operators_word_wins() -> None:
    best = DAY_ONE.rank("about login: I was charged twice")[0]
    assert ("login", 0.8, "“login” is in the text") == (best.topic, best.confidence, best.reason)


def test_examples_of_the_responses_are_neighbours() -> None:
    best = DAY_ONE.rank("two on my statement this month")[0]
    assert ("billing", "2 similar questions in the responses") == (best.topic, best.reason)


def test_neighbours_are_never_as_sure_as_a_word() -> None:
    assert DAY_ONE.rank("I forgot my password")[0].confidence < 0.8


def test_examples_of_topics_that_nobody_configured_are_left_out() -> None:
    assert "unconfigured" not in {one.topic for one in DAY_ONE.rank("can you hold an order")}


@pytest.mark.parametrize("text", ["", "😀", "weather in Rome", "Привет"])
def test_nothing_that_fits_is_no_topic(text: str) -> None:
    assert ((), False) == (DAY_ONE.rank(text), DAY_ONE.in_scope(text))


def test_without_examples_the_words_still_work() -> None:
    assert ["roaming"] == [one.topic for one in DayOneTopics(["roaming"]).rank("roaming in Italy")]


@given(st.text(st.characters(), max_size=200))
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(0 <= one.confidence <= 1 for one in DAY_ONE.rank(f'password" OR {text}'))


def test_the_model_decides_where_it_knows_the_like() -> None:
    assert "billing" == LearnedTopics(MODEL, DAY_ONE).rank("charged twice")[0].topic


def test_a_word_of_the_operator_decides_where_the_model_knows_nothing() -> None:
    assert "roaming" == LearnedTopics(MODEL, DAY_ONE).rank("roaming???")[0].topic


def test_out_of_scope_comes_first_and_says_so() -> None:
    best = LearnedTopics(MODEL, DAY_ONE).rank("Wetter")[0]
    assert ("", "unlike the questions answered so far") == (best.topic, best.reason)
