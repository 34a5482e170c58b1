"""What is decided, told as short stories: an event, the case afterwards, the effects."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from acme import NOON, SUGGESTIONS, WEEKDAYS, mention, new_case, policy, reading

from bot.domain.case import Case, Channel, EscalationState, State, Timer
from bot.domain.effects import (
    CancelTimer,
    Effect,
    OpenTicket,
    OptOut,
    Reply,
    SetTimer,
    Tell,
    ToBacklog,
    WithdrawReplies,
)
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    EmailAskRequested,
    Event,
    HoldApproved,
    LateAnswered,
    MentionSeen,
    NotDelivered,
    Resolved,
    SuggestionSent,
    TicketOpened,
    TimerFired,
)
from bot.domain.policy import Mode, Policy
from bot.domain.response import ResponseKind
from bot.domain.triage import Decision, decide
from bot.domain.understood import Judgement, Missing
from bot.domain.why import Why

LATER = NOON + timedelta(minutes=3)


class Told:
    """A case and everything that was decided about it, event by event."""

    def __init__(self, settings: Policy | None = None, case: Case | None = None) -> None:
        self.policy = settings or policy()
        self.case = case or new_case()
        self.effects: tuple[Effect, ...] = ()
        self.all: list[Effect] = []

    def then(self, event: Event, at: datetime = NOON) -> Decision:
        decision = decide(self.case, event, self.policy, at)
        self.case, self.effects = decision.case, decision.effects
        self.all += decision.effects
        return decision

    def seen(self, number: int = 1, at: datetime = NOON, muted: bool = False, **changes: object) -> Decision:
        changed = {"mention": mention(number=number), "reading": reading(**changes)}
        return self.then(MentionSeen(changed["mention"], changed["reading"], SUGGESTIONS, muted), at)  # type: ignore[arg-type]

    def fired(self, timer: Timer = Timer.ANSWER) -> Decision:
        due = next(one.due for one in reversed(self.all) if isinstance(one, SetTimer) and one.timer is timer)
        return self.then(TimerFired(timer, due), due)

    def said(self) -> list[ResponseKind]:
        return [one.kind for one in self.all if isinstance(one, Reply)]

    def told(self) -> list[tuple[str, Why]]:
        return [(one.who, one.why) for one in self.effects if isinstance(one, Tell)]


def test_a_request_is_answered_at_once_and_the_teammate_on_duty_is_told() -> None:
    story = Told()
    story.seen()
    assert State.WAITING == story.case.state
    assert [ResponseKind.HOLD] == story.said()
    assert [("Ada", Why.ON_DUTY)] == story.told()
    assert SetTimer(Timer.ANSWER, LATER) in story.effects


@pytest.mark.parametrize(
    ("missing", "kind"),
    [
        (Missing.LINK, ResponseKind.CLARIFY_LINK),
        (Missing.ORDER, ResponseKind.CLARIFY_ORDER),
        (Missing.VERSION, ResponseKind.CLARIFY_VERSION),
        (Missing.DETAILS, ResponseKind.CLARIFY_DETAILS),
    ],
)
def test_what_is_missing_is_asked_for(missing: Missing, kind: ResponseKind) -> None:
    story = Told()
    story.seen(missing=missing)
    assert [kind] == story.said()


def test_out_of_hours_the_reply_is_honest_and_the_chain_waits_for_the_opening() -> None:
    story = Told(policy(hours=WEEKDAYS))
    evening = NOON + timedelta(hours=9)
    story.then(MentionSeen(mention(at=evening), reading(), SUGGESTIONS), evening)
    assert [ResponseKind.OUT_OF_HOURS] == story.said()
    tuesday = NOON.replace(day=3, hour=8, minute=5)  # 09:00 in Berlin, and five minutes to acknowledge
    assert SetTimer(Timer.ACKNOWLEDGE, tuesday) in story.effects


def test_chatter_is_written_down_and_nothing_else() -> None:
    story = Told()
    story.seen(is_request=False)
    assert State.DISMISSED == story.case.state
    assert () == story.effects


def test_a_request_after_chatter_gets_its_first_reply() -> None:
    story = Told()
    story.seen(is_request=False)
    story.seen(number=2)
    assert State.WAITING == story.case.state
    assert [ResponseKind.HOLD] == story.said()


def test_a_mention_that_was_heard_hours_late_gets_a_human_not_an_old_reply() -> None:
    story = Told()
    story.seen(at=NOON + timedelta(hours=4))
    assert [] == story.said()
    assert (ToBacklog(),) == story.effects
    assert story.case.late


def test_a_lead_takes_a_late_case_from_the_backlog() -> None:
    story = Told()
    story.seen(at=NOON + timedelta(hours=4))
    story.then(LateAnswered("Grace"), NOON + timedelta(hours=5))
    assert [ResponseKind.HOLD] == story.said()
    assert [("Ada", Why.ON_DUTY)] == story.told()
    with pytest.raises(NotAllowed, match="already"):
        story.then(LateAnswered("Grace"))


def test_a_late_customer_who_writes_again_in_time_is_answered_at_once() -> None:
    story = Told()
    story.seen(at=NOON + timedelta(hours=4))
    now = NOON + timedelta(hours=4, seconds=5)
    story.then(MentionSeen(mention(number=2, at=now), reading(), SUGGESTIONS), now)
    assert [ResponseKind.HOLD] == story.said()
    assert not story.case.late


def test_the_operator_says_what_is_unclear() -> None:
    story = Told(replace(policy(), unsure_below=0.3))
    story.seen(confidence=0.4)
    assert [ResponseKind.HOLD] == story.said()


def test_what_is_hardly_missing_is_not_asked_for() -> None:
    story = Told()
    story.seen(missing=Judgement(Missing.ORDER, 0.4, "about “order”"))
    assert [ResponseKind.HOLD] == story.said()


def test_the_case_keeps_its_reading_without_the_address() -> None:
    story = Told()
    story.seen(topic="refund", email="anna@example.com")
    assert story.case.reading is not None
    assert ("refund", "") == (story.case.reading.topic, story.case.reading.email)


def test_the_case_keeps_the_heat_of_its_hottest_mention() -> None:
    story = Told()
    story.seen(topic="refund")
    story.then(MentionSeen(mention(number=2), reading(heated=True), SUGGESTIONS))
    story.then(MentionSeen(mention(number=3), reading(), SUGGESTIONS))
    assert story.case.reading is not None
    assert ("refund", "“useless”") == (story.case.reading.topic, story.case.reading.heat.reason)


def test_the_reading_of_a_private_mention_quotes_nothing() -> None:
    kept = reading(topic="refund", heated=True, reason="tells of trouble: “secret”").kept(private=True)
    assert ["", "", ""] == [kept.request.reason, kept.topics[0].reason, kept.heat.reason]


def test_an_unclear_mention_gets_a_human_and_no_word_in_public() -> None:
    story = Told()
    story.seen(confidence=0.4)
    assert [] == story.said()
    assert [("Ada", Why.UNSURE)] == story.told()
    assert [] == [one for one in story.effects if isinstance(one, SetTimer)]
    story.then(HoldApproved("Ada"))
    assert [ResponseKind.HOLD] == story.said()


def test_after_the_answer_timeout_the_customer_is_asked_for_an_address() -> None:
    story = Told()
    story.seen()
    story.fired()
    assert State.ASKED == story.case.state
    assert [ResponseKind.HOLD, ResponseKind.ASK_EMAIL] == story.said()


@pytest.mark.parametrize("mode", [Mode.APPROVE, Mode.OFF])
def test_without_auto_the_timeout_tells_a_human_instead(mode: Mode) -> None:
    story = Told(policy(ask_email=mode))
    story.seen()
    story.fired()
    assert State.WAITING == story.case.state
    assert [("Ada", Why.TIME_IS_UP)] == story.told()


def test_an_email_ask_in_slack_is_a_direct_message() -> None:
    story = Told(case=replace(new_case(), channel=Channel.SLACK))
    story.seen()
    story.fired()
    assert [False, True] == [one.private for one in story.all if isinstance(one, Reply)]


def test_the_address_opens_a_ticket_and_its_number_is_told() -> None:
    story = Told()
    story.seen()
    story.fired()
    story.then(MentionSeen(mention(number=2, private=True), reading(email="anna@example.com")))
    assert State.OPENING == story.case.state
    assert OpenTicket() in story.effects
    story.then(TicketOpened("T-1042", ""))
    assert State.TICKETED == story.case.state
    assert ResponseKind.TICKET_OPENED == story.said()[-1]
    assert next(one for one in story.effects if isinstance(one, Reply)).private


def test_an_address_in_public_is_taken_and_should_be_deleted_there() -> None:
    story = Told()
    story.seen()
    story.fired()
    story.seen(number=2, email="anna@example.com")
    assert ResponseKind.ADDRESS_PUBLIC in story.said()
    assert OpenTicket() in story.effects


def test_an_address_given_unasked_is_used_at_the_timeout_instead_of_asking() -> None:
    story = Told()
    story.seen(email="anna@example.com")
    story.fired()
    assert State.OPENING == story.case.state
    assert ResponseKind.ASK_EMAIL not in story.said()


def test_an_unreadable_address_is_asked_for_once_more_then_a_human_is_told() -> None:
    story = Told()
    story.seen()
    story.fired()
    story.then(MentionSeen(mention(number=2, private=True), reading(bad_email=True), SUGGESTIONS))
    assert ResponseKind.ADDRESS_UNREADABLE == story.said()[-1]
    story.then(MentionSeen(mention(number=3, private=True), reading(bad_email=True), SUGGESTIONS))
    assert 1 == story.said().count(ResponseKind.ADDRESS_UNREADABLE)
    assert [("Ada", Why.TIME_IS_UP)] == story.told()


def test_a_click_sends_exactly_the_suggestion_that_was_shown() -> None:
    story = Told()
    story.seen()
    story.then(SuggestionSent("Ada", "s1"))
    assert State.ANSWERED == story.case.state
    reply = next(one for one in story.effects if isinstance(one, Reply))
    assert ("Text 1", "Ada") == (reply.text, reply.by)
    assert {CancelTimer(Timer.ANSWER), CancelTimer(Timer.ACKNOWLEDGE), WithdrawReplies()} <= set(story.effects)


def test_words_of_ones_own_leave_as_they_were_written() -> None:
    """Whether the suggestion that they began with is still there or not."""
    story = Told()
    story.seen()
    story.then(AnswerWritten("Ada", "Please try again.", "gone"))
    reply = next(one for one in story.effects if isinstance(one, Reply))
    assert (ResponseKind.SUGGESTION, "Please try again.", "Ada") == (reply.kind, reply.text, reply.by)
    with pytest.raises(NotAllowed, match="Ada has answered"):
        story.then(AnswerWritten("Grace", "Did you try again?"))


def test_an_answer_without_words_is_none() -> None:
    story = Told()
    story.seen()
    with pytest.raises(NotAllowed, match="no words"):
        story.then(AnswerWritten("Ada", " \n"))


def test_a_second_responder_is_told_who_was_first() -> None:
    story = Told()
    story.seen()
    story.then(SuggestionSent("Ada", "s1"))
    with pytest.raises(NotAllowed, match="Ada has answered"):
        story.then(SuggestionSent("Grace", "s0"))


def test_a_suggestion_that_is_no_longer_shown_is_not_sent() -> None:
    story = Told()
    story.seen()
    with pytest.raises(NotAllowed, match="suggestions have changed"):
        story.then(SuggestionSent("Ada", "gone"))


def test_an_answer_from_the_brands_own_account_counts() -> None:
    story = Told()
    story.seen()
    story.then(AnsweredElsewhere("the brand's account", "77"))
    assert State.ANSWERED == story.case.state
    assert EscalationState.ACKNOWLEDGED == story.case.escalation.state


def test_a_human_answer_beats_the_timer() -> None:
    story = Told()
    story.seen()
    story.then(SuggestionSent("Ada", "s1"))
    story.fired()
    assert State.ANSWERED == story.case.state
    assert () == story.effects


def test_taking_a_case_stops_the_chain_but_not_the_customers_clock() -> None:
    story = Told()
    story.seen()
    story.then(Acknowledged("Ada"))
    assert CancelTimer(Timer.ANSWER) not in story.effects
    story.fired(Timer.ACKNOWLEDGE)
    assert () == story.effects
    story.fired(Timer.ANSWER)
    assert State.ASKED == story.case.state


def test_a_case_that_somebody_has_is_not_taken_by_another() -> None:
    story = Told()
    story.seen()
    story.then(Acknowledged("Ada"))
    with pytest.raises(NotAllowed, match="Ada is on it"):
        story.then(Acknowledged("Grace"))


def test_nobody_acknowledges_so_the_chain_ends_with_the_leads() -> None:
    story = Told()
    story.seen()
    story.fired(Timer.ACKNOWLEDGE)
    assert [("Grace", Why.NOT_ACKNOWLEDGED)] == story.told()
    story.fired(Timer.ACKNOWLEDGE)
    assert [("Grace", Why.NOBODY_LEFT)] == story.told()
    assert EscalationState.EXHAUSTED == story.case.escalation.state


def test_a_customer_who_asks_again_hears_that_somebody_is_on_it_once() -> None:
    story = Told()
    story.seen()
    story.then(Acknowledged("Ada"))
    story.seen(number=2)
    story.seen(number=3)
    assert [ResponseKind.HOLD, ResponseKind.TAKEN] == story.said()


def test_unclear_words_after_the_answer_are_told_to_a_human_and_ask_for_nothing() -> None:
    told = Told()
    told.seen()
    told.then(AnsweredElsewhere("Ada", "1500"), LATER)
    told.seen(2, confidence=0.4)
    assert State.REOPENED is told.case.state
    assert [Tell("Ada", Why.WROTE_AGAIN, run=2)] == [one for one in told.effects if isinstance(one, Tell)]
    assert Timer.ANSWER not in [one.timer for one in told.effects if isinstance(one, SetTimer)]


def test_writing_after_the_answer_reopens_the_case_for_the_one_who_answered() -> None:
    story = Told()
    story.seen()
    story.then(SuggestionSent("Grace", "s1"))
    story.seen(number=2)
    assert State.REOPENED == story.case.state
    assert [("Grace", Why.WROTE_AGAIN)] == story.told()
    assert 1 == story.said().count(ResponseKind.HOLD)


def test_thanks_after_an_answer_sets_no_timer_and_disturbs_nobody() -> None:
    story = Told()
    story.seen()
    story.then(SuggestionSent("Ada", "s1"))
    story.seen(number=2, thanks=True)
    assert [] == story.told()
    assert [] == [one for one in story.effects if isinstance(one, SetTimer)]


def test_stop_silences_the_bot_for_good() -> None:
    story = Told()
    story.seen()
    story.seen(number=2, stop=True)
    assert State.STOPPED == story.case.state
    assert {OptOut(), WithdrawReplies(everything=True), CancelTimer(Timer.ANSWER)} <= set(story.effects)
    story.seen(number=3)
    assert [ResponseKind.HOLD] == story.said()


def test_who_said_stop_earlier_gets_humans_only() -> None:
    story = Told()
    story.seen(muted=True)
    assert [] == story.said()
    assert [("Ada", Why.ON_DUTY)] == story.told()
    with pytest.raises(NotAllowed, match="asked us to stop"):
        story.then(EmailAskRequested("Ada"))


def test_a_first_reply_can_wait_for_approval() -> None:
    story = Told(policy(hold=Mode.APPROVE))
    story.seen()
    assert [] == story.said()
    story.then(HoldApproved("Ada"))
    assert [ResponseKind.HOLD] == story.said()
    with pytest.raises(NotAllowed):
        story.then(HoldApproved("Grace"))


def test_asking_by_hand_is_possible_once() -> None:
    story = Told()
    story.seen()
    story.then(EmailAskRequested("Ada"))
    assert State.ASKED == story.case.state
    with pytest.raises(NotAllowed, match="already"):
        story.then(EmailAskRequested("Ada"))


@pytest.mark.parametrize(("event", "state"), [(Resolved("Ada"), State.RESOLVED), (Dismissed("Ada"), State.DISMISSED)])
def test_closing_takes_back_what_has_not_left(event: Event, state: State) -> None:
    story = Told()
    story.seen()
    story.then(event)
    assert state == story.case.state
    assert {WithdrawReplies(), CancelTimer(Timer.ANSWER), CancelTimer(Timer.ACKNOWLEDGE)} <= set(story.effects)


def test_a_message_that_did_not_leave_reaches_the_lead() -> None:
    story = Told()
    story.seen()
    story.then(NotDelivered("reply", "refused", held=False, kind=ResponseKind.HOLD))
    assert [("Grace", Why.NOT_DELIVERED)] == story.told()
    assert "refused" in story.case.trouble


def test_an_answer_that_did_not_leave_makes_the_customer_wait_again() -> None:
    story = Told()
    story.seen()
    story.then(SuggestionSent("Ada", "s1"))
    story.then(NotDelivered("reply", "refused", held=False, kind=ResponseKind.SUGGESTION))
    assert State.REOPENED == story.case.state
    assert [("Grace", Why.NOT_DELIVERED)] == story.told()
    story.then(SuggestionSent("Ada", "s0"))
    assert State.ANSWERED == story.case.state


def test_one_case_gets_one_ticket() -> None:
    story = Told()
    story.seen()
    story.fired()
    story.seen(number=2, email="anna@example.com")
    story.then(Resolved("Ada"))
    story.seen(number=3, email="anna@example.com")
    assert 1 == story.all.count(OpenTicket())


def test_the_brands_own_account_takes_no_case() -> None:
    story = Told()
    story.seen()
    story.then(AnsweredElsewhere("the brand's account", "77"))
    story.seen(number=2, thanks=True)
    story.then(Acknowledged("Ada"))
    assert "Ada" == story.case.taken_by


def test_failing_private_messages_do_not_chase_one_another() -> None:
    story = Told()
    story.seen()
    story.then(NotDelivered("tell", "no such person", held=False))
    assert [] == story.told()
    story.then(NotDelivered("note", "no card", held=False))
    assert () == story.effects


def test_a_timer_that_was_moved_means_nothing_at_its_old_time() -> None:
    story = Told()
    story.seen()
    story.then(TimerFired(Timer.ANSWER, LATER - timedelta(seconds=1)), LATER)
    assert State.WAITING == story.case.state
    assert () == story.effects


def test_an_email_ask_that_comes_hours_late_is_left_to_a_human() -> None:
    story = Told()
    story.seen()
    story.then(TimerFired(Timer.ANSWER, LATER), LATER + timedelta(hours=4))
    assert [ResponseKind.HOLD] == story.said()
    assert ToBacklog() in story.effects
