"""A late case stays in the leads' digest until somebody takes it: unclear words of its customer are only noted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import NOON, mention, new_case, policy, reading
from house import House

from bot.domain.case import Case, Escalation, EscalationState, State, Step, Timer
from bot.domain.effects import CancelTimer, SetTimer, Tell, ThreadNote
from bot.domain.events import MentionSeen, SuggestionSent
from bot.domain.policy import ChannelPolicy, Mode, OnNewMessage, Policy
from bot.domain.triage import Decision, decide
from bot.domain.why import Why

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATER = NOON + HOUR


def late(state: State, **changes: object) -> Case:
    """Anna's case as an outage left it."""
    case = replace(new_case(), state=state, team="billing", last_mention="1001", waiting_since=NOON, late=True)
    return replace(case, asked=state is State.ASKED, trouble="away", **changes)  # type: ignore[arg-type]


def heard(case: Case, number: int = 2, confidence: float = 1.0, settings: Policy | None = None) -> Decision:
    """Anna writes an hour later."""
    post = mention("Chrome 120 on Mac", number, at=LATER)
    return decide(case, MentionSeen(post, reading(confidence=confidence)), settings or policy(), LATER)


def timers(decision: Decision) -> set[Timer]:
    """What is waited for from now on."""
    return {one.timer for one in decision.effects if isinstance(one, SetTimer)}


def told(decision: Decision) -> list[tuple[str, Why]]:
    """Who hears of it in private."""
    return [(one.who, one.why) for one in decision.effects if isinstance(one, Tell)]


@pytest.mark.parametrize("state", [State.WAITING, State.REOPENED, State.ASKED])
def test_unclear_words_take_no_case_from_the_digest(state: State) -> None:
    decision = heard(late(state), confidence=0.4)
    assert (state, True, "away") == (decision.case.state, decision.case.late, decision.case.trouble)
    assert ThreadNote("The customer wrote:", "1002") in decision.effects
    assert ([], set()) == (told(decision), timers(decision))


@pytest.mark.parametrize("state", [State.WAITING, State.REOPENED, State.ASKED])
def test_clear_words_after_them_ask_the_team_and_set_the_timer(state: State) -> None:
    decision = heard(heard(late(state), confidence=0.4).case, 3)
    assert not decision.case.late
    assert {Timer.ANSWER, Timer.ACKNOWLEDGE} == timers(decision)
    assert [("Ada", Why.ON_DUTY)] == told(decision)


@pytest.mark.parametrize("choice", list(OnNewMessage))
def test_unclear_words_start_no_timer_that_the_outage_took_away(choice: OnNewMessage) -> None:
    on_x = ChannelPolicy(Mode.AUTO, Mode.AUTO, on_new_message=choice)
    settings = replace(policy(), channels=dict.fromkeys(policy().channels, on_x))
    decision = heard(late(State.WAITING, ask_due=NOON + 3 * MINUTE), confidence=0.4, settings=settings)
    assert set() == timers(decision)
    assert ([], []) == (told(decision), [one for one in decision.effects if isinstance(one, CancelTimer)])


def test_who_is_told_by_a_chain_is_in_no_digest() -> None:
    ticketed = heard(late(State.TICKETED, ticket="7", ticket_asked=True), confidence=0.4)
    asked_by_hand = heard(late(State.ASKED, waiting_since=None), confidence=0.4)
    for decision in (ticketed, asked_by_hand):
        assert ([("Ada", Why.WROTE_AGAIN)], False) == (told(decision), decision.case.late)


def test_a_chain_that_the_outage_stopped_leaves_the_case_in_the_digest() -> None:
    chain = Escalation(EscalationState.NOTIFIED, chain=(Step(("Ada",), 5 * MINUTE),), run=1, asked=("Ada",))
    decision = heard(late(State.TICKETED, ticket="7", ticket_asked=True, escalation=chain), confidence=0.4)
    assert ([], State.REOPENED, True) == (told(decision), decision.case.state, decision.case.late)


def test_after_an_outage_a_detail_that_is_added_forgets_nobody() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    written = house.clock.now()
    house.clock.forward(3 * HOUR)
    house.hear(mention("it is broken again", 2, at=written))
    house.hear(mention("Chrome 120 on Mac", 3, at=house.clock.now()), confidence=0.4)
    for _ in range(6):
        house.later(5 * MINUTE)
    assert [1] == [digest.total for _, digest in house.staffroom.backlogs]
    before = len(house.staffroom.told)
    house.hear(mention("please help, the export is broken", 4, at=house.clock.now()))
    house.later(3 * MINUTE)
    assert State.ASKED is house.case().state
    assert ("Ada", Why.ON_DUTY) in [(one.who, one.why) for one in house.staffroom.told[before:]]
