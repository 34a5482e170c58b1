"""After an outage: what a lead's click on a late case means in each state, and what else takes a case out of the
backlog.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import NOON, mention, new_case, policy, reading
from fakes import Outcome, busy
from house import HOLD, House, hold, shown_held

from bot.domain.case import Case, Channel, Customer, EscalationState, State, Timer
from bot.domain.effects import Reply, SetTimer, Tell, ToBacklog
from bot.domain.events import (
    Acknowledged,
    EmailAskRequested,
    Escalated,
    LateAnswered,
    MentionSeen,
    NotDelivered,
    SuggestionSent,
    TicketOpened,
)
from bot.domain.lateness import LATE_IN
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.domain.triage import Decision, decide
from bot.domain.why import Why
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
ANSWER = LateAnswered("Grace")


def late(state: State, **changes: object) -> Case:
    """Anna's case as an outage left it."""
    case = replace(new_case(), state=state, team="billing", last_mention="1001", waiting_since=NOON, late=True)
    return replace(case, trouble="The bot was away.", **changes)  # type: ignore[arg-type]


def clicked(case: Case) -> Decision:
    """A lead clicks on the case's button."""
    return decide(case, ANSWER, policy(), NOON + HOUR)


def said(decision: Decision) -> list[ResponseKind]:
    """What leaves for the customer."""
    return [one.kind for one in decision.effects if isinstance(one, Reply)]


def told(decision: Decision) -> list[tuple[str, Why]]:
    """Who hears of it in private."""
    return [(one.who, one.why) for one in decision.effects if isinstance(one, Tell)]


def refused(minutes: int, settings: Policy | None = None) -> House:
    """X refused everything for so long; now it works again, and nothing more is due."""
    house = House(settings)
    house.x.side.script = [busy()] * 10_000
    house.hear(topic="refund")
    house.run()
    for _ in range(minutes):
        house.later(MINUTE)
    house.x.side.script = list[Outcome]()
    for _ in range(3):
        house.later(MINUTE)
    return house


def slow() -> Policy:
    """Nobody is asked for an address within the first half hour."""
    return replace(policy(), answer_timeout=30 * MINUTE)


@pytest.mark.parametrize("state", LATE_IN)
def test_a_leads_click_takes_a_case_out_of_the_backlog_wherever_it_stands(state: State) -> None:
    after = clicked(late(state)).case
    assert (state, False, "") == (after.state, after.late, after.trouble)


@pytest.mark.parametrize("state", LATE_IN)
def test_a_leads_click_asks_the_team_as_for_a_new_case(state: State) -> None:
    decision = clicked(late(state))
    assert ([("Ada", Why.ON_DUTY)], EscalationState.NOTIFIED) == (told(decision), decision.case.escalation.state)


def test_who_had_the_case_before_the_outage_is_reminded_of_it() -> None:
    decision = clicked(late(State.WAITING, taken_by="Ada"))
    assert ([("Ada", Why.NOT_ANSWERED)], "Ada") == (told(decision), decision.case.taken_by)
    assert Timer.REMIND in [one.timer for one in decision.effects if isinstance(one, SetTimer)]


def test_a_customer_who_was_asked_for_an_address_gets_no_first_reply_after_it() -> None:
    assert [] == said(clicked(late(State.ASKED, asked=True, said=frozenset({ResponseKind.ASK_EMAIL}))))


def test_a_customer_who_does_not_know_their_ticket_yet_is_told_its_number() -> None:
    assert [ResponseKind.TICKET_OPENED] == said(clicked(late(State.TICKETED, ticket="7")))
    public = frozenset({ResponseKind.ADDRESS_PUBLIC})
    assert [] == said(clicked(late(State.TICKETED, ticket="7", said=public)))


@pytest.mark.parametrize(
    ("case", "event"),
    [
        (late(State.ASKED, asked=True), Acknowledged("Ada")),
        (late(State.ASKED, asked=True), Escalated("Ada", "Grace")),
        (late(State.WAITING), EmailAskRequested("Ada")),
        (late(State.ASKED, asked=True), MentionSeen(mention(), reading(email="anna@example.com", is_request=False))),
        (late(State.OPENING), TicketOpened("7", "")),
    ],
    ids=["taken", "escalated", "asked by hand", "address given", "ticket opened"],
)
def test_a_case_that_goes_on_is_not_in_the_backlog_any_more(case: Case, event: object) -> None:
    assert not decide(case, event, policy(), NOON + HOUR).case.late  # type: ignore[arg-type]


def test_an_ask_that_never_left_leads_back_to_waiting() -> None:
    kinds = frozenset({ResponseKind.HOLD, ResponseKind.ASK_EMAIL})
    asked = replace(late(State.ASKED, asked=True, said=kinds), late=False)
    lost = NotDelivered("reply", "too late", True, ResponseKind.ASK_EMAIL, "row", stale=True)
    after = decide(asked, lost, policy(), NOON + 2 * HOUR).case
    assert (State.WAITING, True, False) == (after.state, after.late, after.asked)
    assert frozenset({ResponseKind.HOLD}) == after.said


def test_a_teammates_answer_that_came_too_late_is_shown_to_the_lead_and_is_no_backlog() -> None:
    answered = replace(late(State.ANSWERED, answered_by="Ada"), late=False)
    lost = NotDelivered("reply", "too late", True, ResponseKind.SUGGESTION, "row", stale=True)
    decision = decide(answered, lost, policy(), NOON + 5 * HOUR)
    assert (State.REOPENED, False) == (decision.case.state, decision.case.late)
    assert ToBacklog() not in decision.effects


def test_after_twenty_minutes_without_x_a_click_on_the_digest_is_obeyed() -> None:
    house = refused(20)
    assert (State.ASKED, True) == (house.case().state, house.case().late)
    house.happened(ANSWER, "Grace")
    house.run()
    assert ([], False) == (house.staffroom.said, house.case().late)
    assert ("Ada", Why.ON_DUTY) == (house.staffroom.told[-1].who, house.staffroom.told[-1].why)


def test_a_first_reply_that_became_too_late_is_said_anew_on_the_click_and_once() -> None:
    house = refused(17, slow())
    assert ([], [OutboxState.WITHDRAWN]) == (house.x.texts, house.states())
    house.happened(ANSWER, "Grace")
    house.run()
    house.later(MINUTE)
    assert [HOLD] == house.x.texts


def test_a_first_reply_that_became_too_late_is_said_anew_when_the_customer_writes_again() -> None:
    house = refused(17, slow())
    house.hear(mention("Hello?", 2, at=house.clock.now()))
    house.run()
    assert [HOLD] == house.x.texts


def test_a_first_reply_that_has_left_is_not_said_again_by_the_click() -> None:
    house = House()
    house.hear()
    house.run()
    house.clock.forward(2 * HOUR)
    house.restart()
    house.later(MINUTE)
    assert house.case().late
    house.happened(ANSWER, "Grace")
    house.run()
    assert ([HOLD], False) == (house.x.texts, house.case().late)


def test_a_pause_of_an_hour_leaves_no_ask_behind_and_the_click_begins_anew() -> None:
    house = House()
    house.pause()
    house.hear(topic="refund")
    for _ in range(70):
        house.later(MINUTE)
    house.pause(False)
    house.later(MINUTE)
    assert (State.WAITING, []) == (house.case().state, house.x.texts)
    house.happened(ANSWER, "Grace")
    house.run()
    house.later(3 * MINUTE)
    assert [HOLD, "ask email, second"] == house.x.texts


def test_what_became_too_late_is_not_among_the_held_messages() -> None:
    house = refused(17, slow())
    with house.store.transaction() as tx:
        assert 0 == tx.outbox.count(OutboxState.HELD)
    assert ([], OutboxState.WITHDRAWN) == (shown_held(house), hold(house))


def test_one_click_answers_all_younger_ones_wherever_they_stand() -> None:
    house = refused(20)
    other = Customer(Channel.X, "77", "late", "")
    house.hear(mention("Help", 50, conversation="late", customer=other, at=house.clock.now() - 30 * MINUTE))
    house.run()
    assert (State.ASKED, State.WAITING) == (house.case().state, house.case("C-2").state)
    house.intake.answer_younger(HOUR, "Grace")
    house.run()
    assert ([], False, False) == (house.staffroom.said, house.case().late, house.case("C-2").late)


def test_the_digest_ends_when_the_customer_gives_the_address() -> None:
    house = refused(20)
    address = mention("anna@example.com", 2, private=True, at=house.clock.now())
    house.hear(address, email="anna@example.com", is_request=False)
    house.run()
    digests = len(house.staffroom.backlogs)
    for _ in range(3):
        house.later(HOUR)
    assert (State.TICKETED, digests) == (house.case().state, len(house.staffroom.backlogs))


def answered() -> House:
    """A house in which Ada has answered Anna's only case."""
    house = House()
    house.hear()
    house.run()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    return house


def test_who_writes_again_during_an_outage_is_asked_nothing_hours_later() -> None:
    house = answered()
    written = house.clock.now()
    house.clock.forward(3 * HOUR)
    before, said = len(house.staffroom.told), len(house.x.texts)
    house.hear(mention("hello? anybody there?", 2, at=written))
    for _ in range(6):
        house.later(5 * MINUTE)
    assert (said, []) == (len(house.x.texts), house.staffroom.told[before:])
    assert [1] == [digest.total for _, digest in house.staffroom.backlogs]
    house.happened(ANSWER)
    house.run()
    assert [("Ada", Why.ON_DUTY)] == [(one.who, one.why) for one in house.staffroom.told[before:]]


def test_every_word_of_an_outage_stands_below_a_card_that_is_there() -> None:
    house = answered()
    written = house.clock.now()
    house.clock.forward(16 * MINUTE)
    for number, age in ((2, 16), (3, 16), (4, 1)):
        house.hear(mention("still broken", number, at=written + (16 - age) * MINUTE))
    house.run()
    quoted = [post.id for _, post in house.staffroom.notes if post]
    assert ["1002", "1003", "1004"] == quoted
