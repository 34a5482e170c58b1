"""What becomes of a promise: made, found, kept, broken, handed on, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from acme import ALWAYS, NOON, SUGGESTIONS, WEEKDAYS, mention, new_case, policy, reading, two_teams

from bot.domain.case import Case, State, Suggestion, Timer
from bot.domain.effects import CancelTimer, Effect, Reply, SetTimer, Tell, TellOverdue, WritePromise
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    Dismissed,
    Event,
    HeldSettled,
    MentionSeen,
    Moved,
    NotDelivered,
    PromiseDenied,
    PromiseKept,
    PromiseMade,
    PromiseUpdateSent,
    Resolved,
    SuggestionSent,
    TimerFired,
)
from bot.domain.policy import Policy
from bot.domain.promise import Promise, Standing, remind_at
from bot.domain.response import ResponseKind
from bot.domain.triage import decide
from bot.domain.why import Why

THREE = NOON + timedelta(hours=3)
LATER = NOON + timedelta(minutes=30)


class Story:
    """One case, told event by event."""

    def __init__(self, settings: Policy | None = None) -> None:
        self.policy = settings or policy()
        self.case: Case = new_case()
        self.effects: tuple[Effect, ...] = ()
        self.happens(MentionSeen(mention(), reading(topic="refund"), SUGGESTIONS), NOON)

    def happens(self, event: Event, at: datetime = LATER) -> tuple[Effect, ...]:
        """Decide an event and save the case as the store does."""
        decision = decide(self.case, event, self.policy, at)
        self.case = replace(decision.case, version=self.case.version + 1)
        self.effects = decision.effects
        return decision.effects

    def promised(self, text: str = "", due: datetime = THREE, who: str = "Ada") -> Story:
        """Somebody promises an answer by 15:00."""
        self.happens(PromiseMade(who, due, text), NOON + timedelta(minutes=1))
        return self

    def standings(self) -> list[Standing]:
        """Return what the last event wrote down."""
        return [one.standing for one in self.effects if isinstance(one, WritePromise)]

    def told(self) -> list[tuple[str, Why]]:
        """Return whom the last event told what in private."""
        return [(one.who, one.why) for one in self.effects if isinstance(one, Tell)]

    def replies(self) -> list[str]:
        """Return what the last event says to the customer."""
        return [one.text for one in self.effects if isinstance(one, Reply)]

    def timers(self) -> dict[Timer, datetime]:
        """Return the timers that the last event set."""
        return {one.timer: one.due for one in self.effects if isinstance(one, SetTimer)}

    def due(self, late: timedelta = timedelta(0)) -> tuple[Effect, ...]:
        """The promised time comes."""
        return self.happens(TimerFired(Timer.PROMISE_DUE, THREE), THREE + late)


def test_a_promise_stands_in_the_case_and_timers_wait_for_it() -> None:
    story = Story().promised()
    assert Promise(THREE, "Ada", NOON + timedelta(minutes=1), number=1) == story.case.promise
    waiting = {Timer.PROMISE_SOON: THREE - timedelta(minutes=30), Timer.PROMISE_DUE: THREE}
    assert waiting | {Timer.REMIND: THREE + timedelta(minutes=15)} == story.timers()
    assert [Standing.OPEN] == story.standings()


def test_a_promise_that_the_customer_is_told_is_an_answer() -> None:
    story = Story().promised("We'll be back by 15:00.")
    assert (State.ANSWERED, ["We'll be back by 15:00."]) == (story.case.state, story.replies())
    assert CancelTimer(Timer.ANSWER) in story.effects


def test_a_promise_that_the_customer_is_not_told_leaves_them_waiting_and_stops_the_chain() -> None:
    story = Story().promised()
    assert (State.WAITING, "Ada", []) == (story.case.state, story.case.taken_by, story.replies())
    assert CancelTimer(Timer.ACKNOWLEDGE) in story.effects


def test_somebody_else_who_owes_it_hears_of_it() -> None:
    story = Story()
    story.happens(PromiseMade("Grace", THREE, owner="Ada"))
    assert [("Ada", Why.PROMISE_YOURS)] == story.told()


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (PromiseMade("Ada", NOON), "passed already"),
        (PromiseMade("Ada", NOON + timedelta(days=100)), "90 days"),
        (PromiseMade("Ada", THREE, owner="Nobody"), "not among the staff"),
        (PromiseKept("Ada"), "Nothing is promised"),
        (PromiseDenied("Ada"), "only found"),
        (PromiseUpdateSent("Ada"), "Nothing is promised"),
    ],
)
def test_what_means_nothing_is_refused_with_words(event: Event, words: str) -> None:
    with pytest.raises(NotAllowed, match=words):
        Story().happens(event)


def test_words_written_before_somebody_else_answered_are_not_sent() -> None:
    story = Story()
    story.happens(SuggestionSent("Grace", "s0"))
    with pytest.raises(NotAllowed, match="Grace has answered"):
        story.happens(PromiseMade("Ada", THREE, "We'll be back by 15:00."))
    story.happens(PromiseMade("Ada", THREE, "We'll be back by 15:00.", answered=True))
    assert ["We'll be back by 15:00."] == story.replies()


def test_a_closed_case_takes_no_promise() -> None:
    story = Story()
    story.happens(Resolved("Ada"))
    with pytest.raises(NotAllowed):
        story.promised()


@pytest.mark.parametrize(
    "event",
    [
        SuggestionSent("Ada", "s0"),
        AnsweredElsewhere("Ada", "77", "It works again."),
        Resolved("Grace"),
        PromiseKept("Ada"),
        PromiseKept("Ada", "It works again."),
    ],
)
def test_an_answer_by_a_human_or_a_click_keeps_it(event: Event) -> None:
    story = Story().promised()
    story.happens(event)
    assert ([Standing.KEPT], None) == (story.standings(), story.case.promise)
    assert {Timer.PROMISE_SOON, Timer.PROMISE_DUE} <= {
        one.timer for one in story.effects if isinstance(one, CancelTimer)
    }


def test_the_answer_that_was_promised_is_sent_from_an_answered_case_too() -> None:
    story = Story().promised("We'll be back by 15:00.")
    story.happens(PromiseKept("Grace", "It works again."))
    assert ["It works again."] == story.replies()
    with pytest.raises(NotAllowed, match="Nothing was sent"):
        story.happens(PromiseKept("Ada", "It works again, too."))


@pytest.mark.parametrize(
    "event",
    [
        Dismissed("Ada"),
        MentionSeen(mention("stop", 5), reading(stop=True)),
    ],
)
def test_it_ends_without_being_broken(event: Event) -> None:
    story = Story().promised()
    story.happens(event)
    assert ([Standing.ENDED], None) == (story.standings(), story.case.promise)


@pytest.mark.parametrize("event", [Acknowledged("Ada"), MentionSeen(mention("And now?", 5), reading())])
def test_it_outlives_everything_else(event: Event) -> None:
    story = Story().promised()
    story.happens(event)
    assert story.case.promise is not None


def test_a_later_promise_replaces_the_first() -> None:
    story = Story().promised()
    story.happens(PromiseMade("Grace", THREE + timedelta(hours=1)))
    assert [Standing.REPLACED, Standing.OPEN] == story.standings()
    assert THREE + timedelta(hours=1) == story.timers()[Timer.PROMISE_DUE]


def test_the_owner_is_reminded_and_nobody_else() -> None:
    story = Story().promised()
    story.happens(TimerFired(Timer.PROMISE_SOON, THREE - timedelta(minutes=30)), THREE - timedelta(minutes=30))
    assert [("Ada", Why.PROMISE_SOON)] == story.told()


def test_nobody_is_reminded_of_what_was_kept() -> None:
    story = Story().promised()
    story.happens(PromiseKept("Ada"))
    story.happens(TimerFired(Timer.PROMISE_SOON, THREE - timedelta(minutes=30)), THREE - timedelta(minutes=30))
    assert () == story.effects
    story.due()
    assert () == story.effects


def test_at_its_time_the_lead_hears_that_it_is_broken_and_it_is_still_owed() -> None:
    story = Story().promised()
    story.due()
    assert ([("Grace", Why.PROMISE_OVERDUE)], [Standing.OVERDUE]) == (story.told(), story.standings())
    assert story.case.promise is not None
    story.due()
    assert () == story.effects


def test_an_answer_after_its_time_does_not_mend_it() -> None:
    story = Story().promised()
    story.due()
    story.happens(SuggestionSent("Ada", "s0"), THREE + timedelta(minutes=5))
    assert ([Standing.BROKEN], None) == (story.standings(), story.case.promise)


def test_an_answer_after_its_time_is_late_although_no_timer_has_fired_yet() -> None:
    story = Story().promised()
    story.happens(SuggestionSent("Ada", "s0"), THREE + timedelta(seconds=1))
    assert [Standing.BROKEN] == story.standings()


def test_after_an_outage_the_lead_gets_it_in_a_list_and_no_reminder_comes_first() -> None:
    story = Story().promised()
    hours = timedelta(hours=5)
    story.happens(TimerFired(Timer.PROMISE_SOON, THREE - timedelta(minutes=30)), THREE + hours)
    assert () == story.effects
    story.due(hours)
    assert ([], ["Grace"]) == (story.told(), [one.who for one in story.effects if isinstance(one, TellOverdue)])


def test_a_clock_that_was_set_back_breaks_no_promise() -> None:
    story = Story().promised()
    early = THREE - timedelta(hours=1)
    story.happens(TimerFired(Timer.PROMISE_DUE, early), early)
    assert {Timer.PROMISE_DUE: THREE} == story.timers()
    assert [] == story.standings()


def test_an_update_tells_the_customer_once_that_it_takes_longer() -> None:
    story = Story().promised("We'll be back by 15:00.")
    story.due()
    story.happens(PromiseUpdateSent("Grace"), THREE + timedelta(minutes=1))
    kinds = [(one.kind, one.by) for one in story.effects if isinstance(one, Reply)]
    assert [(ResponseKind.PROMISE_UPDATE, "Grace")] == kinds
    assert story.case.promise is not None
    with pytest.raises(NotAllowed, match="knows already"):
        story.happens(PromiseUpdateSent("Ada"), THREE + timedelta(minutes=2))


def test_it_is_found_in_a_suggestion_and_said_to_be_found() -> None:
    story = Story()
    story.case = replace(story.case, suggestions=(Suggestion("s0", "", "We'll get back to you by 3 pm."),))
    story.happens(SuggestionSent("Ada", "s0"))
    promise = story.case.promise
    assert promise is not None
    assert (THREE, "Ada", True, "We'll get back to you by 3 pm.") == (
        *(promise.due, promise.owner, promise.found, promise.text),
    )
    story.happens(PromiseDenied("Grace"))
    assert ([Standing.ENDED], None) == (story.standings(), story.case.promise)


def test_it_is_found_in_what_was_written_by_hand_and_owed_by_whoever_has_the_case() -> None:
    story = Story()
    story.happens(Acknowledged("Grace"))
    story.happens(AnsweredElsewhere("the brand account", "77", "Wir melden uns bis 15 Uhr."))
    assert story.case.promise is not None
    assert (THREE, "Grace") == (story.case.promise.due, story.case.promise.owner)


def test_the_next_message_by_hand_is_still_the_same_answer() -> None:
    story = Story()
    story.happens(AnsweredElsewhere("Ada", "77", "We'll be back by 3 pm."))
    story.happens(AnsweredElsewhere("Ada", "78", "Thank you for waiting."), LATER + timedelta(seconds=20))
    assert story.case.promise is not None
    story.happens(AnsweredElsewhere("Ada", "79", "It works again."), LATER + timedelta(minutes=9))
    assert [Standing.KEPT] == story.standings()


def test_an_answer_that_did_not_leave_kept_nothing_and_promised_nothing() -> None:
    story = Story().promised()
    story.case = replace(story.case, suggestions=(Suggestion("s0", "", "We'll get back to you by 2 pm."),))
    story.happens(SuggestionSent("Ada", "s0"))
    lost = NotDelivered("reply", "the post was deleted", False, ResponseKind.SUGGESTION)
    story.happens(lost, LATER + timedelta(minutes=1))
    assert story.case.promise is not None
    assert (THREE, [Standing.ENDED, Standing.OPEN]) == (story.case.promise.due, story.standings())
    assert THREE == story.timers()[Timer.PROMISE_DUE]


def test_an_answer_that_a_lead_lets_go_keeps_it() -> None:
    story = Story().promised()
    story.happens(SuggestionSent("Ada", "s0"))
    story.happens(NotDelivered("reply", "it names a teammate", True, ResponseKind.SUGGESTION))
    assert story.case.promise is not None
    story.happens(HeldSettled("Grace", "edited", "It works again.", ResponseKind.SUGGESTION))
    assert [Standing.KEPT] == story.standings()


def test_another_team_takes_it_over() -> None:
    story = Story(two_teams())
    story.happens(Moved("Ada", "product"), NOON + timedelta(seconds=30))
    story.promised(who="Ada")
    story.happens(Moved("Ada", "billing"))
    assert story.case.promise is not None
    assert "Grace" == story.case.promise.owner
    assert "Grace" in [who for who, _ in story.told()]


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(4, None), (5, None), (8, 3), (20, 10), (60, 30), (240, 210)],
)
def test_the_reminder_leaves_half_of_the_time_and_at_least_five_minutes(minutes: int, expected: int | None) -> None:
    promise = Promise(NOON + timedelta(minutes=minutes), "Ada", NOON)
    moment = remind_at(promise, ALWAYS, timedelta(minutes=30))
    assert moment == (None if expected is None else NOON + timedelta(minutes=expected))


def test_nobody_is_reminded_at_night_of_what_is_due_in_the_morning() -> None:
    """Promised on Monday for Tuesday 09:10 in Berlin: the reminder would come at 08:40, so it comes on Monday."""
    due = datetime.fromisoformat("2026-03-03T08:10:00+00:00")
    moment = remind_at(Promise(due, "Ada", NOON), WEEKDAYS, timedelta(minutes=30))
    assert datetime.fromisoformat("2026-03-02T15:55:00+00:00") == moment


def test_a_promise_made_and_due_at_night_is_reminded_of_at_night() -> None:
    made = datetime.fromisoformat("2026-03-02T20:00:00+00:00")
    moment = remind_at(Promise(made + timedelta(hours=2), "Ada", made), WEEKDAYS, timedelta(minutes=30))
    assert made + timedelta(minutes=90) == moment
