"""Whatever happens in whatever order: no promise is forgotten, and nobody is reminded of one that is not owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from acme import NOON, SUGGESTIONS, WEEKDAYS, mention, new_case, reading, two_teams
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.case import Case, State, Suggestion, Timer
from bot.domain.effects import CancelTimer, Effect, Reply, SetTimer, Tell, TellOverdue, WritePromise
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    EmailAskRequested,
    Event,
    HeldSettled,
    MentionDeleted,
    MentionSeen,
    Moved,
    NotDelivered,
    PromiseDenied,
    PromiseKept,
    PromiseMade,
    PromiseUpdateSent,
    Resolved,
    SuggestionSent,
    TicketAnswered,
    TicketOpened,
    TicketReopened,
    TicketSolved,
    TimerFired,
)
from bot.domain.promise import Standing
from bot.domain.response import ResponseKind
from bot.domain.triage import decide
from bot.domain.why import Why

ABOUT_A_PROMISE = (Why.PROMISE_SOON, Why.PROMISE_OVERDUE, Why.PROMISE_YOURS)
WHO = st.sampled_from(["Ada", "Grace"])
WORDS = st.sampled_from(["It works again.", "We'll be back by 3 pm.", "Wir melden uns in zwei Stunden.", ""])
PROMISING = replace(SUGGESTIONS[0], name="by", text="We'll get back to you by 4 pm.")
SUGGESTED: tuple[Suggestion, ...] = (*SUGGESTIONS[1:], PROMISING)
READINGS = st.builds(
    reading,
    is_request=st.booleans(),
    stop=st.integers(0, 9).map(lambda n: n == 0),
    thanks=st.booleans(),
    email=st.sampled_from(["", "", "anna@example.com"]),
)
# A number stands for so many minutes from now, a timer for its time, which may be long gone.
EVENTS: st.SearchStrategy[Event | Timer | tuple[str, int, str]] = st.one_of(
    st.builds(lambda n, what: MentionSeen(mention(number=n), what, SUGGESTED), st.integers(1, 9), READINGS),
    st.tuples(WHO, st.integers(-5, 300), WORDS),
    st.tuples(WHO, st.integers(-5, 300), WORDS),
    st.sampled_from(Timer),
    st.sampled_from(Timer),
    st.builds(PromiseKept, WHO, WORDS),
    st.builds(PromiseDenied, WHO),
    st.builds(PromiseUpdateSent, WHO),
    st.builds(SuggestionSent, WHO, st.sampled_from(["s1", "by"])),
    st.builds(AnswerWritten, WHO, WORDS),
    st.builds(AnsweredElsewhere, WHO, st.just("77"), WORDS),
    st.builds(HeldSettled, WHO, st.just("edited"), WORDS, st.sampled_from([ResponseKind.SUGGESTION, None])),
    st.builds(
        NotDelivered, st.just("reply"), st.just("x"), st.booleans(), st.sampled_from([ResponseKind.SUGGESTION, None])
    ),
    st.builds(Acknowledged, WHO),
    st.builds(EmailAskRequested, WHO),
    st.builds(Resolved, WHO),
    st.builds(Dismissed, WHO),
    st.builds(Moved, WHO, st.sampled_from(["billing", "product"])),
    st.builds(MentionDeleted, st.just("1001")),
    st.builds(TicketOpened, st.just("T-1"), st.just("")),
    st.just(NOON + timedelta(days=1)).flatmap(lambda at: st.sampled_from([TicketAnswered(at), TicketSolved(at)])),
    st.just(TicketReopened()),
)
SEQUENCES = st.lists(st.tuples(EVENTS, st.integers(0, 90)), max_size=30)


class Play:
    """Plays events on one case, with the timers and the book of promises that the engine would keep."""

    def __init__(self) -> None:
        self.policy = two_teams()
        self.policy = replace(self.policy, teams=tuple(replace(one, hours=WEEKDAYS) for one in self.policy.teams))
        self.case: Case = new_case()
        self.now: datetime = NOON
        self.timers: dict[Timer, datetime] = {}
        self.book: dict[int, Standing] = {}
        self.number = 0
        self.take(MentionSeen(mention(), reading(topic="refund"), SUGGESTED))

    def step(self, event: Event | Timer | tuple[str, int, str], minutes: int) -> tuple[Effect, ...]:
        """Let so many minutes pass and one thing happen."""
        self.now += timedelta(minutes=minutes)
        if isinstance(event, Timer):
            if event not in self.timers:
                return ()
            event = TimerFired(event, self.timers.pop(event))
            self.now = max(self.now, event.due)
        elif isinstance(event, tuple):
            who, ahead, text = event
            event = PromiseMade(who, self.now + timedelta(minutes=ahead), text, answered=True)
        return self.take(event)

    def take(self, event: Event) -> tuple[Effect, ...]:
        try:
            decision = decide(self.case, event, self.policy, self.now)
        except NotAllowed:
            return ()
        self.case = replace(decision.case, version=self.case.version + 1)
        for effect in decision.effects:
            if isinstance(effect, SetTimer):
                self.timers[effect.timer] = effect.due
            elif isinstance(effect, CancelTimer):
                self.timers.pop(effect.timer, None)
            elif isinstance(effect, WritePromise):
                self.book[effect.promise.number] = effect.standing
        return decision.effects


@settings(max_examples=500, deadline=None)
@given(SEQUENCES)
def test_a_promise_is_never_forgotten(events: list[tuple[Event | Timer | tuple[str, int, str], int]]) -> None:
    """While it is owed it stands in the case and in the book, and its time is waited for; else nothing waits."""
    play = Play()
    for event, minutes in events:
        play.step(event, minutes)
        owed = [number for number, standing in play.book.items() if standing.is_owed]
        promise = play.case.promise
        assert ([promise.number] if promise else []) == owed
        if promise is None:
            assert not {Timer.PROMISE_SOON, Timer.PROMISE_DUE} & set(play.timers)
            continue
        assert play.case.is_open
        assert promise.overdue or promise.due == play.timers[Timer.PROMISE_DUE]
        assert play.policy.person(promise.owner)


@settings(max_examples=500, deadline=None)
@given(SEQUENCES)
def test_nobody_hears_of_a_promise_that_is_not_owed(
    events: list[tuple[Event | Timer | tuple[str, int, str], int]],
) -> None:
    """No reminder after it was kept, none after its time, and the lead hears of each broken one once."""
    play = Play()
    overdue: list[int] = []
    for event, minutes in events:
        effects = play.step(event, minutes)
        about = [one.why for one in effects if isinstance(one, Tell) and one.why in ABOUT_A_PROMISE]
        listed = [one for one in effects if isinstance(one, TellOverdue)]
        if about or listed:
            assert play.case.promise is not None
            if Why.PROMISE_SOON in about:
                assert play.now < play.case.promise.due
            if listed or Why.PROMISE_OVERDUE in about:
                overdue.append(play.case.promise.number)
    assert len(set(overdue)) == len(overdue)


@settings(max_examples=500, deadline=None)
@given(SEQUENCES)
def test_what_was_broken_is_never_counted_as_kept(
    events: list[tuple[Event | Timer | tuple[str, int, str], int]],
) -> None:
    """Only a human's word that it was no promise, or an answer that did not leave, takes a settled one back."""
    play = Play()
    for event, minutes in events:
        before = dict(play.book)
        play.step(event, minutes)
        for number, standing in play.book.items():
            if before.get(number) is Standing.OVERDUE:
                allowed = {Standing.OVERDUE, Standing.BROKEN}
                assert standing in allowed or (
                    standing is Standing.ENDED and isinstance(event, PromiseDenied | NotDelivered)
                )


@settings(max_examples=300, deadline=None)
@given(SEQUENCES)
def test_the_customer_hears_at_most_once_per_promise_that_it_takes_longer(
    events: list[tuple[Event | Timer | tuple[str, int, str], int]],
) -> None:
    play = Play()
    updated: list[int] = []
    for event, minutes in events:
        for effect in play.step(event, minutes):
            if isinstance(effect, Reply) and effect.kind is ResponseKind.PROMISE_UPDATE:
                assert play.case.promise is not None
                assert play.case.state is not State.STOPPED
                updated.append(play.case.promise.number)
    assert len(set(updated)) == len(updated)
