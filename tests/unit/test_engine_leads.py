"""What leads decide: held messages, the digest after an outage, and the breaker."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import ANNA, NOON, mention
from fakes import LOST_UNHEARD, REFUSED, busy
from house import HOLD, House, hold, shown_held

from bot.domain.case import Channel, Customer
from bot.domain.errors import Temporary
from bot.domain.events import AnsweredElsewhere, Dismissed, Event, MentionDeleted, Resolved, SuggestionSent
from bot.domain.reading import SETTLED
from bot.engine import breaker
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def held() -> tuple[House, str]:
    """A house in which the first reply is held, and the reply's effect id."""
    house = House()
    house.library.wordings = ("Dear {FirstName}",)
    house.hear()
    house.run()
    return house, house.replies()[0].id


def crowd(house: House, count: int, age: timedelta = timedelta(0)) -> None:
    """Let so many customers write once each, so long ago."""
    for number in range(count):
        who = Customer(Channel.X, f"9{number}", f"customer_{number}", "")
        post = mention(number=number, conversation=f"c{number}", customer=who, at=house.clock.now() - age)
        house.hear(post)


def test_an_edited_message_leaves_as_the_lead_wrote_it() -> None:
    house, message = held()
    house.intake.held_edited(message, "Hello Anna, we are on it.", "Grace")
    house.run()
    assert (["Hello Anna, we are on it."], OutboxState.SENT) == (house.x.texts, hold(house))
    assert "" == house.case().trouble


def test_a_dropped_message_never_leaves() -> None:
    house, message = held()
    house.intake.held_dropped(message, "Grace")
    house.later(HOUR)
    assert ([], OutboxState.WITHDRAWN) == (house.x.texts, hold(house))


@pytest.mark.parametrize(
    "event",
    [
        SuggestionSent("Ada", "s0"),
        AnsweredElsewhere("acme", "9", "Hello"),
        Resolved("Ada"),
        MentionDeleted("1001", None),
    ],
    ids=["answered", "answered elsewhere", "resolved", "taken back"],
)
def test_a_held_message_does_not_wait_for_a_lead_any_more_when_nobody_needs_it(event: Event) -> None:
    house, message = held()
    house.happened(event)
    house.run()
    assert OutboxState.WITHDRAWN == hold(house)
    with house.store.transaction() as tx:
        assert 0 == tx.outbox.count(OutboxState.HELD)
    house.intake.held_sent(message, "Grace")
    house.run()
    assert [("Grace", f"C-1: {SETTLED}")] == house.staffroom.said
    assert HOLD not in house.x.texts


def test_what_never_leaves_is_held_again_even_if_a_lead_says_anyway() -> None:
    house, message = held()
    house.intake.held_sent(message, "Grace")
    house.run()
    assert ([], OutboxState.HELD) == (house.x.texts, hold(house))
    assert [False, False] == [shown.may_send_anyway for _, shown in house.staffroom.held]


def test_a_message_held_for_its_length_may_leave_anyway() -> None:
    house = House()
    house.library.wordings = ("word " * 80,)
    house.hear()
    house.run()
    assert [True] == [shown.may_send_anyway for _, shown in house.staffroom.held]
    house.intake.held_sent(house.replies()[0].id, "Grace")
    house.run()
    assert OutboxState.SENT == hold(house)


def released() -> House:
    """A house in which a lead has sent a message anyway that was too long for a guard. It is not at X yet."""
    house = House()
    house.library.wordings = ("word " * 80,)
    house.hear()
    house.run()
    house.clock.forward(MINUTE)
    house.intake.held_sent(house.replies()[0].id, "Grace")
    return house


def test_what_a_lead_let_go_is_not_said_after_an_answer() -> None:
    house = released()
    house.x.side.script, house.x.side.looks = [LOST_UNHEARD], [Temporary("away")]
    house.run()
    house.clock.forward(MINUTE)
    assert OutboxState.UNKNOWN == hold(house)
    house.happened(SuggestionSent("Ada", "s0"))
    for _ in range(20):
        house.later(MINUTE)
    assert (["Text 0"], OutboxState.WITHDRAWN) == (house.x.texts, hold(house))


def test_what_a_lead_let_go_does_not_leave_after_its_time() -> None:
    house = released()
    house.x.side.script = [busy()] * 60
    for _ in range(30):
        house.later(MINUTE)
    house.x.side.script = []
    house.later(HOUR)
    # The question for the address has its place by now, and no lead need be asked about a first reply any more.
    assert OutboxState.WITHDRAWN == hold(house)
    assert not [one for one in house.x.texts if one.startswith("word")]


def test_a_lead_who_is_too_late_is_told_and_nothing_is_sent_twice() -> None:
    house, message = held()
    house.intake.held_edited(message, "Hello Anna.", "Grace")
    house.run()
    house.intake.held_edited(message, "Hello again.", "Grace")
    house.run()
    assert ["Hello Anna."] == house.x.texts
    assert [("Grace", f"C-1: {SETTLED} Here are your words:\nHello again.")] == house.staffroom.said


def test_a_leads_own_words_are_checked_before_they_are_taken() -> None:
    house, message = held()
    assert () == house.intake.objections(message, "Hello Anna, we are on it.")
    assert ["“{FirstName}” was not filled in. Write what belongs there."] == list(
        house.intake.objections(message, "Dear {FirstName}")
    )


def test_what_a_guard_only_warns_of_takes_one_more_click() -> None:
    house, message = held()
    first = house.intake.objections(message, "Hello Anna, why did you do that?")
    assert "Press Send once more to send it as it is." == first[-1]
    assert () == house.intake.objections(message, "Hello Anna, why did you do that?")


def test_a_refused_answer_of_a_teammate_can_be_sent_again() -> None:
    house = House()
    house.hear()
    house.run()
    house.x.side.script = [REFUSED]
    house.happened(SuggestionSent("Ada", "s0"))
    house.run()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert [HOLD, "Text 1"] == house.x.texts


def test_an_outage_becomes_one_digest_and_the_fresh_ones_are_answered() -> None:
    house = House()
    crowd(house, 300, age=4 * HOUR)
    house.hear(mention(number=999, conversation="fresh", at=house.clock.now()))
    house.run()
    house.later(MINUTE)
    assert [300] == [digest.total for _, digest in house.staffroom.backlogs]
    assert (1, 1) == (len(house.x.texts), len(house.staffroom.cards))


def test_answering_the_younger_ones_leaves_the_older_ones_to_a_human() -> None:
    house = House()
    crowd(house, 3, age=4 * HOUR)
    who = Customer(Channel.X, "77", "late", "")
    house.hear(mention(number=50, conversation="late", customer=who, at=house.clock.now() - 30 * MINUTE))
    house.later(MINUTE)
    house.intake.answer_younger(HOUR, "Grace")
    house.run()
    assert (1, 3) == (len(house.x.texts), len(backlog_of(house)))


def backlog_of(house: House) -> list[str]:
    """The cases that still wait in the backlog."""
    with house.store.transaction() as tx:
        return [case.id for case in tx.cases.list() if case.late]


def test_the_digest_comes_again_after_an_hour_while_somebody_waits_and_then_stops() -> None:
    house = House()
    crowd(house, 2, age=4 * HOUR)
    house.later(MINUTE)
    house.later(HOUR)
    assert [2, 2] == [digest.total for _, digest in house.staffroom.backlogs]
    for case in backlog_of(house):
        house.intake.happened(case, Dismissed("Grace"))
    house.later(2 * HOUR)
    assert 2 == len(house.staffroom.backlogs)


def test_who_does_not_fit_into_the_digest_is_in_the_next_one() -> None:
    house = House()
    crowd(house, 47, age=4 * HOUR)
    for wait in (MINUTE, 10 * MINUTE, 50 * MINUTE, 10 * MINUTE):
        house.later(wait)
    shown = [[story.case.id for story in digest.stories] for _, digest in house.staffroom.backlogs]
    assert (3, [40, 7, 40]) == (len(shown), [len(page) for page in shown])
    assert sorted(shown[0] + shown[1]) == sorted(backlog_of(house))


def test_the_digest_begins_anew_where_nobody_is_left_of_those_who_did_not_fit() -> None:
    house = House()
    crowd(house, 47, age=4 * HOUR)
    house.later(MINUTE)
    for case in backlog_of(house)[5:]:
        house.intake.happened(case, Dismissed("Grace"))
    house.later(10 * MINUTE)
    assert [(47, 0), (5, 0)] == [(digest.total, digest.skipped) for _, digest in house.staffroom.backlogs]


def test_a_burst_opens_the_breaker_before_the_limit_is_passed() -> None:
    """A faulty response that fifty mentions match within a minute."""
    house = House()
    crowd(house, 50)
    house.later(MINUTE)
    assert 20 == len(house.x.texts)
    assert [("Grace", 20)] == [(who, _alike(shown.reason)) for who, shown in house.staffroom.breakers]


def test_the_breaker_survives_a_restart_and_one_click_lets_the_rest_go() -> None:
    house = House()
    crowd(house, 30)
    house.run()
    house.restart()
    house.later(MINUTE)
    assert 20 == len(house.x.texts)
    house.intake.close_breaker("Grace")
    house.run()
    assert 30 == len(house.x.texts)
    assert 1 == len(house.staffroom.breakers)


def test_an_open_breaker_does_not_stop_a_human() -> None:
    house = House()
    crowd(house, 25)
    house.run()
    house.intake.happened("C-24", SuggestionSent("Ada", "s1"))
    house.run()
    assert "Text 1" == house.x.texts[-1]


def test_a_closed_breaker_counts_from_there() -> None:
    house = House()
    crowd(house, 20)
    house.run()
    house.later(MINUTE)
    with house.store.transaction() as tx:
        breaker.open_breaker(tx, "by hand", house.policy, "C0TRIAGE", NOON)
        assert breaker.close_breaker(tx, house.clock.now())
        assert not breaker.close_breaker(tx, house.clock.now())
    house.hear(mention(number=500, conversation="new", customer=ANNA, at=house.clock.now()))
    house.run()
    assert 21 == len(house.x.texts)


def test_a_click_on_a_breaker_that_is_closed_already_is_told() -> None:
    house = House()
    house.intake.close_breaker("Grace")
    house.run()
    assert [("Grace", "Somebody has closed the breaker already.")] == house.staffroom.said


def _alike(reason: str) -> int:
    return int(reason.split()[0])


def test_nothing_is_shown_as_held_when_nothing_is() -> None:
    house = House()
    house.hear()
    house.run()
    assert [] == shown_held(house)
