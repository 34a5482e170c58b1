"""What the topic model learns from a small team's answered questions, and what it makes of any other text."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.mistakes import NotTrainableError
from bot.adapters.reader.topics.model import TopicModel

ASKED = {
    "refund": [
        "when will my {} refund arrive",
        "I sent the {} back and want my money back",
        "the refund for the {} is still missing",
        "please give me my money back for the {}",
        "how long does a refund of a {} take",
        "no refund for my {} yet",
    ],
    "login": [
        "I cannot log in on my {}",
        "my password does not work on the {}",
        "login fails on the {} again",
        "the {} says wrong password when I log in",
        "how do I reset the password on a {}",
        "locked out of my account on the {}",
    ],
    "delivery": [
        "where is the parcel with my {}",
        "the courier never brought the {}",
        "my {} was delivered to the wrong door",
        "tracking says the {} is on its way since Monday",
        "when does the parcel with the {} come",
        "the parcel arrived without the {}",
    ],
}
THINGS = ("shirt", "phone", "lamp", "tablet", "chair")
EXAMPLES = [
    Example(sentence.format(thing), topic) for topic, asked in ASKED.items() for sentence in asked for thing in THINGS
]


@pytest.fixture(scope="module")
def model() -> TopicModel:
    """A model of ninety answered questions."""
    return TopicModel.fit(EXAMPLES)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("@acme my refund for the sofa has not come", "refund"),
        ("@acme password wrong, can't log in", "login"),
        ("@acme the courier did not bring my parcel https://acme.example/t", "delivery"),
    ],
)
def test_a_new_question_gets_its_topic(model: TopicModel, text: str, topic: str) -> None:
    assert topic == model.rank(text)[0].topic


def test_confidences_are_shares(model: TopicModel) -> None:
    assert 1.0 == pytest.approx(sum(one.confidence for one in model.rank("where is my refund")), abs=1e-5)


def test_the_reason_names_a_word_and_counts_neighbours(model: TopicModel) -> None:
    assert "“refund” and 8 similar answered questions" == model.reason("refund???", "refund")


def test_a_topic_that_was_not_learned_has_no_reason(model: TopicModel) -> None:
    assert "" == model.reason("refund for the lamp?", "weather")


def test_what_was_learned_is_in_scope(model: TopicModel) -> None:
    assert model.in_scope("how long does the refund for my chair take")


@pytest.mark.parametrize(
    "text", ["", "😀😀", "@acme https://acme.example", "\u200b", "Привет, как дела?", "x" * 25_000]
)
def test_nothing_known_is_out_of_scope_and_every_topic_alike(model: TopicModel, text: str) -> None:
    reading = model.read(text)
    shares = [round(one.confidence, 4) for one in reading.ranked]
    assert (False, [0.3333] * 3) == (reading.in_scope, shares)
    assert "no word in it is known" == reading.ranked[0].reason


def test_something_else_is_less_familiar(model: TopicModel) -> None:
    assert model.read("will it rain in Rome tomorrow").familiarity < model.read("where is my parcel").familiarity


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(), max_size=300))
def test_no_text_makes_it_raise(model: TopicModel, text: str) -> None:
    reading = model.read(text)
    assert {"refund", "login", "delivery"} == {one.topic for one in reading.ranked}
    assert all(0 <= one.confidence <= 1 and one.reason for one in reading.ranked)


def test_the_same_examples_give_the_same_model(model: TopicModel) -> None:
    assert model.to_bytes() == TopicModel.fit(EXAMPLES).to_bytes()


def test_progress_goes_from_nothing_to_all() -> None:
    told: list[float] = []
    TopicModel.fit(EXAMPLES[:40], told.append)
    assert told == sorted(told)
    assert (0.0, 1.0) == (told[0], told[-1])


def test_what_one_customer_alone_wrote_is_not_kept() -> None:
    secret = "zqxjkv"
    model = TopicModel.fit([*EXAMPLES, Example(f"refund for {secret}", "refund")])
    assert 91 == model.learned_from
    assert "no word in it is known" == model.rank(secret)[0].reason


def test_two_examples_of_two_topics_are_enough() -> None:
    few = [Example("one two", "a"), Example("three four", "a"), Example("five six", "b"), Example("seven eight", "b")]
    assert {"a", "b"} == {one.topic for one in TopicModel.fit(few).rank("one two")}


@pytest.mark.parametrize(
    ("examples", "sentence"),
    [
        ([], "at least two topics"),
        ([Example("a b", "x"), Example("c d", "x")], "at least two topics"),
        ([Example("a b", "x"), Example("c d", "x"), Example("e f", "alone")], "alone"),
    ],
)
def test_too_little_to_learn_from_is_said(examples: Sequence[Example], sentence: str) -> None:
    with pytest.raises(NotTrainableError, match=sentence):
        TopicModel.fit(examples)
