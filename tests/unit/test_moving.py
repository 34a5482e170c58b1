"""A case goes to another team, and its heat is marked: who hears of it, and what follows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention, two_teams
from fakes import Told
from house import House
from test_labels import house_with

from bot.domain.case import EscalationState, State, Timer
from bot.domain.errors import NotAllowed
from bot.domain.events import Acknowledged, HeatMarked, Moved, SuggestionSent
from bot.domain.why import Why


def told_lately(house: House, before: int) -> list[tuple[str, Why]]:
    """Who was told what since then."""
    house.run()
    return [(one.who, one.why) for one in house.staffroom.told[before:]]


def test_whoever_is_on_duty_in_the_new_team_hears_of_it_and_must_acknowledge() -> None:
    house = house_with(topic="export")
    house.run()
    house.happened(Acknowledged("Ada"))
    before = len(house.staffroom.told)
    house.happened(Moved("Ada", "billing"))
    assert [("Grace", Why.MOVED)] == told_lately(house, before)
    case = house.case()
    assert ("billing", "", "", EscalationState.NOTIFIED) == (
        case.team,
        case.topic,
        case.taken_by,
        case.escalation.state,
    )
    with house.store.transaction() as tx:
        due = {one.timer for one in tx.timers.due(house.clock.now() + timedelta(hours=1))}
    assert {Timer.ANSWER, Timer.ACKNOWLEDGE} == due


def test_the_note_on_the_card_says_who_moved_it_where() -> None:
    house = house_with()
    house.run()
    house.happened(Moved("Ada", "billing"))
    house.run()
    assert [("Ada moved this case from product to billing.", None)] == house.staffroom.notes


def test_a_topic_of_the_new_team_is_kept() -> None:
    house = house_with(topic="refund")
    house.happened(Moved("Ada", "product"))
    house.happened(Moved("Ada", "billing"))
    assert "" == house.case().topic
    again = house_with(topic="export")
    again.happened(Moved("Ada", "billing"))
    assert ("billing", "") == (again.case().team, again.case().topic)


def test_an_answered_case_is_moved_without_a_chain() -> None:
    house = house_with()
    house.run()
    house.happened(SuggestionSent("Ada", "s0"))
    before = len(house.staffroom.told)
    house.happened(Moved("Ada", "billing"))
    assert [("Grace", Why.MOVED)] == told_lately(house, before)
    assert (State.ANSWERED, EscalationState.ACKNOWLEDGED) == (house.case().state, house.case().escalation.state)


def test_after_a_move_the_new_team_hears_when_the_customer_writes_again() -> None:
    house = house_with()
    house.happened(SuggestionSent("Ada", "s0"))
    house.happened(Moved("Ada", "billing"))
    house.run()
    before = len(house.staffroom.told)
    house.hear(mention("And another thing?", 60))
    assert [("Grace", Why.WROTE_AGAIN)] == told_lately(house, before)


@pytest.mark.parametrize(("team", "words"), [("product", "with product already"), ("sales", "no such team")])
def test_a_move_that_means_nothing_is_refused_in_words(team: str, words: str) -> None:
    house = house_with()
    with pytest.raises(NotAllowed, match=words):
        house.happened(Moved("Ada", team))


def test_a_move_says_nothing_to_the_customer() -> None:
    house = house_with()
    house.run()
    house.happened(Moved("Ada", "billing"))
    house.run()
    assert 1 == len(house.x.messages)


def test_a_name_of_a_team_reaches_the_team_and_is_no_topic() -> None:
    house = House(two_teams())
    house.hear(topic="billing")
    assert ("billing", "") == (house.case().team, house.case().topic)


def test_a_marked_heat_reaches_the_lead_once_and_changes_the_tone() -> None:
    house = house_with()
    house.run()
    before = len(house.staffroom.told)
    house.happened(HeatMarked("Ada", True))
    house.happened(HeatMarked("Ada", True))
    house.run()
    assert [Told("Grace", Why.HEATED, "Ada marked it.")] == house.staffroom.told[before:]
    assert house.case().heated
    house.happened(HeatMarked("Ada", False))
    assert not house.case().heated
    assert 1 == len(house.x.messages)


def test_a_lead_who_marks_the_heat_is_not_told_of_it() -> None:
    house = house_with()
    house.run()
    before = len(house.staffroom.told)
    house.happened(HeatMarked("Grace", True))
    assert [] == told_lately(house, before)
