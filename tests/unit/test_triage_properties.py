"""What holds for every sequence of events, whoever does what in which order."""

from __future__ import annotations

from datetime import datetime, timedelta

from acme import NOON, SUGGESTIONS, WEEKDAYS, mention, new_case, policy, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.case import Case, EscalationState, State, Timer
from bot.domain.effects import CancelTimer, Effect, Reply, SetTimer
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    EmailAskRequested,
    Event,
    HeatMarked,
    HoldApproved,
    MentionSeen,
    Moved,
    NotDelivered,
    Resolved,
    SuggestionSent,
    TicketOpened,
    TimerFired,
)
from bot.domain.inputs import Input
from bot.domain.policy import Mode, Policy
from bot.domain.reading import read
from bot.domain.response import ResponseKind
from bot.domain.saying import alike
from bot.domain.states import TRANSITIONS
from bot.domain.triage import decide
from bot.domain.understood import Missing

WHO = st.sampled_from(["Ada", "Grace"])
ASKING = (EscalationState.NOTIFIED, EscalationState.EXHAUSTED)
READINGS = st.builds(
    reading,
    is_request=st.booleans(),
    confidence=st.sampled_from([0.3, 1.0, 1.0]),
    heated=st.booleans(),
    missing=st.sampled_from(Missing),
    stop=st.integers(0, 9).map(lambda n: n == 0),
    thanks=st.booleans(),
    email=st.sampled_from(["", "", "anna@example.com"]),
    bad_email=st.booleans(),
)
MENTIONS = st.builds(
    lambda number, private, what, muted: MentionSeen(mention(number=number, private=private), what, SUGGESTIONS, muted),
    st.integers(1, 9),
    st.booleans(),
    READINGS,
    st.booleans(),
)
# "due" is the word for the timer that is set, filled in while the events are played.
EVENTS: st.SearchStrategy[Event | Timer] = st.one_of(
    MENTIONS,
    st.sampled_from(Timer),
    st.builds(SuggestionSent, WHO, st.sampled_from(["s0", "s1", "s2", "gone"])),
    st.builds(AnswerWritten, WHO, st.sampled_from(["It works again.", " "]), st.sampled_from(["", "s0", "gone"])),
    st.builds(AnsweredElsewhere, WHO, st.just("77")),
    st.builds(Acknowledged, WHO, st.one_of(st.just(""), WHO)),
    st.builds(EmailAskRequested, WHO),
    st.builds(HoldApproved, WHO),
    st.builds(Resolved, WHO),
    st.builds(Dismissed, WHO),
    st.builds(Moved, WHO, st.sampled_from(["billing", "product", "gone"])),
    st.builds(HeatMarked, WHO, st.booleans()),
    st.builds(TicketOpened, st.just("T-1"), st.just("")),
    st.builds(NotDelivered, st.sampled_from(["reply", "card", "tell", "note", "ticket"]), st.just("x"), st.booleans()),
)
POLICIES = st.builds(policy, st.sampled_from(Mode), st.sampled_from(Mode), st.just(WEEKDAYS))
SEQUENCES = st.lists(st.tuples(EVENTS, st.integers(0, 400)), max_size=25)


class Play:
    """Plays events on one case, keeping timers as the engine would."""

    def __init__(self, settings: Policy) -> None:
        self.policy = settings
        self.case: Case = new_case()
        self.now: datetime = NOON
        self.timers: dict[Timer, datetime] = {}
        self.said: list[Reply] = []

    def step(self, event: Event | Timer, seconds: int) -> tuple[Effect, ...]:
        self.now += timedelta(seconds=seconds)
        if isinstance(event, Timer):
            if event not in self.timers:
                return ()
            event = TimerFired(event, self.timers.pop(event))
            self.now = max(self.now, event.due)
        elif self.case.state is State.NEW and not isinstance(event, MentionSeen):
            return ()
        return self.take(event)

    def take(self, event: Event) -> tuple[Effect, ...]:
        before = self.case
        try:
            decision = decide(before, event, self.policy, self.now)
        except NotAllowed:
            return ()
        assert (before.state, read(before, event, self.policy, self.now)) in TRANSITIONS
        self.case = decision.case
        for effect in decision.effects:
            if isinstance(effect, SetTimer):
                self.timers[effect.timer] = effect.due
            elif isinstance(effect, CancelTimer):
                self.timers.pop(effect.timer, None)
            elif isinstance(effect, Reply):
                self.said.append(effect)
        return decision.effects


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_no_sequence_of_events_leaves_the_table(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    play = Play(settings)
    for event, seconds in events:
        play.step(event, seconds)
        assert play.case.state in State


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_what_a_customer_does_is_never_refused(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    play = Play(settings)
    for event, seconds in events:
        if isinstance(event, MentionSeen):
            decide(play.case, event, settings, play.now)
        play.step(event, seconds)


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_no_automatic_message_is_decided_twice(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    play = Play(settings)
    for event, seconds in events:
        play.step(event, seconds)
    automatic = [alike(reply.kind) for reply in play.said if reply.kind is not ResponseKind.SUGGESTION]
    assert len(set(automatic)) == len(automatic)


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_a_repeated_event_says_nothing_more(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    play = Play(settings)
    for event, seconds in events:
        play.step(event, seconds)
        if not isinstance(event, Timer) and play.case.state is not State.NEW:
            said_by_click = isinstance(event, EmailAskRequested | HoldApproved | SuggestionSent | AnswerWritten)
            before = len(play.said)
            play.take(event)
            if said_by_click or isinstance(event, TicketOpened):
                assert before == len(play.said)


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_nothing_is_said_by_itself_after_stop(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    play = Play(settings)
    for event, seconds in events:
        muted = play.case.muted
        said = len(play.said)
        play.step(event, seconds)
        if muted:
            assert [] == [reply for reply in play.said[said:] if not reply.by]


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_a_humans_answer_beats_every_timer(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    play = Play(settings)
    for event, seconds in events:
        play.step(event, seconds)
        if play.case.state is State.ANSWERED:
            assert {} == play.timers
            late = TimerFired(Timer.ANSWER, play.now)
            assert Input.LATE_TIMER == read(play.case, late, settings, play.now)


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_no_chain_runs_while_somebody_has_the_case(settings: Policy, events: list[tuple[Event | Timer, int]]) -> None:
    """Its messages would be taken back as pointless, and whoever has the case would not be reminded."""
    play = Play(settings)
    for event, seconds in events:
        play.step(event, seconds)
        assert not (play.case.taken_by and play.case.escalation.state in ASKING)


@settings(max_examples=300, deadline=None)
@given(POLICIES, SEQUENCES)
def test_a_waiting_customer_is_never_left_without_a_timer_or_a_human(
    settings: Policy, events: list[tuple[Event | Timer, int]]
) -> None:
    """Whoever waits has a timer running, or somebody of the staff was told that the bot will not go on by itself."""
    play = Play(settings)
    told = False
    for event, seconds in events:
        effects = play.step(event, seconds)
        told = told or any(type(effect).__name__ in ("Tell", "ThreadNote", "ToBacklog") for effect in effects)
        if play.case.state is State.WAITING:
            assert Timer.ANSWER in play.timers or told
