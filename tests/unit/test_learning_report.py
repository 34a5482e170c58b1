"""The report: by what staff did, how often the first team was right and the answer was one of the suggestions."""

from __future__ import annotations

from datetime import date, timedelta

from acme import mention, two_teams
from house import House

from bot.domain.events import AnsweredElsewhere, AnswerWritten, Dismissed, Event, Moved, SuggestionSent
from bot.engine.learning_report import Week, say, weeks

FIRST = date(2026, 3, 2)


def report(house: House) -> tuple[Week, ...]:
    """What the report says now."""
    with house.store.transaction() as tx:
        return weeks(tx, house.clock.now())


def told(house: House, number: int, *events: Event, **reading: object) -> None:
    """A customer asks in a conversation of their own, and staff act."""
    house.hear(mention(number=number, conversation=f"c{number}"), **reading)
    for event in events:
        house.intake.happened(f"C-{number}", event)


def test_moved_cases_and_own_words_lower_the_shares() -> None:
    house = House(two_teams())
    told(house, 1, SuggestionSent("Ada", "s0"))
    told(house, 2, Moved("Ada", "billing"), SuggestionSent("Grace", "s0"))
    told(house, 3, AnsweredElsewhere("Ada", "77"))
    told(house, 4)
    assert (Week(FIRST, 3, 2, 3, 2),) == report(house)
    assert (2 / 3, 2 / 3) == (report(house)[0].team_share, report(house)[0].suggested_share)


def test_an_edited_suggestion_counts_and_one_that_was_written_over_does_not() -> None:
    house = House(two_teams())
    told(house, 1, AnswerWritten("Ada", "Text 0, Anna", "s0"))
    told(house, 2, AnswerWritten("Ada", "Please try again."))
    assert (Week(FIRST, 2, 2, 2, 1),) == report(house)


def test_what_was_no_request_does_not_count() -> None:
    house = House(two_teams())
    told(house, 1, SuggestionSent("Ada", "s0"), Dismissed("Ada"))
    told(house, 2, AnsweredElsewhere("Ada", "77"), is_request=False)
    assert () == report(house)
    assert "no case was answered" in say(report(house), house.clock.now())


def test_a_case_counts_in_the_week_of_the_first_deed_and_with_its_first_answer() -> None:
    house = House(two_teams())
    told(house, 1, AnsweredElsewhere("Ada", "77"))
    house.clock.forward(timedelta(days=7))
    told(house, 2, SuggestionSent("Ada", "s0"))
    house.hear(mention(number=90, conversation="c1"))
    house.intake.happened("C-1", SuggestionSent("Ada", "s0"))
    assert (Week(FIRST + timedelta(days=7), 1, 1, 1, 1), Week(FIRST, 1, 1, 1, 0)) == report(house)


def test_the_line_names_the_week_and_the_counts() -> None:
    house = House(two_teams())
    told(house, 1, Moved("Ada", "billing"))
    now = house.clock.now()
    assert "Learning, this week: the first team was right for 0% of 1 cases, the answer was a suggestion for –." == say(
        report(house), now
    )
    assert "in the week of 2026-03-02" in say(report(house), now + timedelta(days=7))
