"""What staff do teaches the bot: one label for a case and a lesson, in the transaction of the deed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import GRACE, mention, two_teams
from house import House

from bot.domain.errors import Conflict
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    Event,
    HeatMarked,
    HoldApproved,
    Moved,
    Resolved,
    SuggestionSent,
)
from bot.domain.labels import Lesson


def labels(house: House) -> dict[str, str]:
    """What the first case teaches."""
    with house.store.transaction() as tx:
        return {label.lesson: label.value for label in tx.labels.of("C-1")}


def house_with(**reading: object) -> House:
    """A house of two teams that has heard Anna."""
    house = House(two_teams())
    house.hear(**reading)
    return house


@pytest.mark.parametrize(
    ("event", "taught"),
    [
        (Dismissed("Ada"), {"request": "no"}),
        (Acknowledged("Ada"), {"request": "yes"}),
        (Resolved("Ada"), {"request": "yes"}),
        (SuggestionSent("Ada", "s0"), {"request": "yes", "topics": "export", "heat": "no"}),
        (AnswerWritten("Ada", "Try again", "s0"), {"request": "yes", "topics": "export", "heat": "no"}),
        (AnsweredElsewhere("Ada", "77"), {"request": "yes", "topics": "export", "heat": "no"}),
        (AnsweredElsewhere("the brand's account", "77"), {"request": "yes", "heat": "no"}),
        (Moved("Ada", "billing"), {"request": "yes", "topics": "billing"}),
        (HeatMarked("Ada", True), {"heat": "yes"}),
        (HeatMarked("Ada", False), {"heat": "no"}),
    ],
)
def test_a_deed_teaches(event: Event, taught: dict[str, str]) -> None:
    house = house_with(topic="export")
    house.happened(event)
    assert taught == labels(house)


def test_letting_the_first_reply_go_teaches_that_it_was_a_request() -> None:
    house = house_with(confidence=0.3)
    house.happened(HoldApproved("Ada"))
    assert {"request": "yes"} == labels(house)


def test_where_no_topic_was_read_the_team_that_answers_is_taught() -> None:
    house = house_with()
    house.happened(SuggestionSent("Ada", "s0"))
    assert "product" == labels(house)["topics"]


def test_whoever_answers_for_another_team_does_not_agree_to_the_topic() -> None:
    settings = two_teams()
    product = replace(settings.teams[0], lead="Ada")
    house = House(replace(settings, teams=(product, settings.teams[1])))
    house.hear(topic="export")
    house.happened(SuggestionSent(GRACE.name, "s0"))
    assert "topics" not in labels(house)


def test_the_last_word_wins() -> None:
    house = house_with()
    house.happened(Acknowledged("Ada"))
    house.happened(Moved("Ada", "billing"))
    house.happened(Dismissed("Grace"))
    assert {"request": "no"} == labels(house)


def test_a_marked_heat_stands_against_what_an_answer_says_by_the_way() -> None:
    house = house_with(heated=True)
    house.happened(HeatMarked("Ada", False))
    house.happened(HeatMarked("Ada", True))
    house.happened(SuggestionSent("Ada", "s0"))
    assert "yes" == labels(house)["heat"]


def test_the_heat_is_about_the_newest_words_and_the_request_about_those_that_asked() -> None:
    house = house_with()
    house.hear(mention("This is a scandal!", 60))
    house.happened(HeatMarked("Ada", True))
    house.happened(Acknowledged("Ada"))
    with house.store.transaction() as tx:
        texts = {label.lesson: label.text for label in tx.labels.of("C-1")}
    assert {Lesson.HEAT: "This is a scandal!", Lesson.REQUEST: "My export is broken"} == texts


def test_no_address_is_taught() -> None:
    house = House(two_teams())
    house.hear(mention("Write to anna@example.com, my export is broken"), email="anna@example.com")
    house.happened(Acknowledged("Ada"))
    with house.store.transaction() as tx:
        assert "Write to a…@e….com, my export is broken" == tx.labels.of("C-1")[0].text


def test_chatter_that_somebody_answers_is_not_taught_as_a_request() -> None:
    house = house_with(is_request=False)
    house.happened(AnsweredElsewhere("Ada", "77"))
    assert {} == labels(house)


def test_a_deed_that_was_not_saved_teaches_nothing() -> None:
    house = house_with()
    house.store.lost = 99
    with pytest.raises(Conflict):
        house.happened(Dismissed("Ada"))
    house.store.lost = 0
    assert {} == labels(house)


def test_a_label_knows_its_language_and_time() -> None:
    house = house_with(language="de")
    house.clock.forward(timedelta(minutes=1))
    house.happened(Dismissed("Ada"))
    with house.store.transaction() as tx:
        label = tx.labels.of("C-1")[0]
    assert ("de", house.clock.now()) == (label.language, label.at)
