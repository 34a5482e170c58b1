"""Every message that was decided is delivered once, in order, or a human hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import ANNA, NOON, mention, policy
from fakes import (
    ARRIVES_UNHEARD,
    KILLED_AFTER,
    KILLED_BEFORE,
    LOST_UNHEARD,
    OWN_FAULT,
    REFUSED,
    REPEATED,
    Killed,
    Outcome,
    Told,
    busy,
)
from house import SETTLED, House

from bot.domain.case import Channel, State
from bot.domain.effects import Reply, ShowCard, Tell, Why
from bot.domain.errors import Duplicate, Permanent, ResponseError, Temporary
from bot.domain.events import Dismissed, EmailAskRequested, SuggestionSent
from bot.domain.policy import Mode
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

HOLD = "hold, second"  # case C-1 gets the wording number 1
MINUTE = timedelta(minutes=1)


def heard(script: list[Outcome] | None = None) -> House:
    """A house that has heard Anna, with what X does to the next messages."""
    house = House()
    house.hear()
    house.x.side.script = list(script or [])
    return house


def hold(house: House) -> OutboxState:
    """Where the holding reply stands."""
    return house.replies(ResponseKind.HOLD)[0].state


def lead_told(house: House) -> list[str]:
    """What the lead was told about messages that did not leave."""
    return [one.detail for one in house.staffroom.told if (one.who, one.why) == ("Grace", Why.NOT_DELIVERED)]


def test_the_holding_reply_answers_the_mention_and_gets_its_receipt() -> None:
    house = heard()
    house.run()
    row = house.replies()[0]
    assert [("1001", HOLD, False)] == [(one.to, one.text, one.private) for one in house.x.messages]
    assert (OutboxState.SENT, "x1", house.clock.now()) == (row.state, row.remote_id, row.sent_at)


def test_a_worker_with_nothing_to_do_says_so() -> None:
    house = heard()
    house.run()
    assert not house.lanes["x"].work()


def test_sending_is_committed_before_the_call() -> None:
    house = heard()
    during: list[OutboxState] = []
    house.x.side.on_call = lambda _effect: during.append(hold(house))
    house.run()
    assert [OutboxState.SENDING] == during


def test_messages_of_one_case_to_one_destination_keep_their_order() -> None:
    house = heard([busy()])
    house.happened(EmailAskRequested("Ada"))
    house.run()
    assert [] == house.x.texts
    house.later()
    assert [HOLD, "ask email, second"] == house.x.texts


def test_a_message_that_waits_does_not_block_another_destination() -> None:
    house = heard([busy()])
    house.hear(mention(number=2, private=True), stop=False)
    house.happened(EmailAskRequested("Ada"))
    house.run()
    assert [True] == [message.private for message in house.x.messages]


def test_a_message_that_waits_does_not_block_another_case() -> None:
    house = heard([busy()])
    house.hear(mention(number=2, conversation="1002"))
    house.run()
    assert ["1002"] == [message.conversation for message in house.x.messages]


def test_staff_see_the_card_before_anything_in_its_thread() -> None:
    house = heard()
    house.hear(mention(number=2))
    house.staffroom.side.script = [busy()]
    house.run()
    assert [] == house.staffroom.notes
    house.later()
    assert (1, 1) == (len(house.staffroom.cards), len(house.staffroom.notes))


# A crash


@pytest.mark.parametrize("when", [KILLED_BEFORE, KILLED_AFTER])
def test_a_kill_around_the_call_leads_to_exactly_one_message(when: Outcome) -> None:
    house = heard([when])
    with pytest.raises(Killed):
        house.run()
    assert 1 == house.restart()
    house.later()
    assert ([HOLD], OutboxState.SENT) == (house.x.texts, hold(house))


def test_after_a_crash_the_message_is_looked_for_before_it_is_sent_again() -> None:
    house = heard([KILLED_AFTER])
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert 1 == len(house.x.side.tried)


def test_a_crash_while_the_ticket_is_opened_leads_to_one_ticket_and_its_number() -> None:
    house = heard()
    house.later(3 * MINUTE)
    house.hear(mention(number=2, private=True), email="anna@example.com")
    house.desk.side.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert (State.TICKETED, "T-1", 1) == (house.case().state, house.case().ticket, len(house.desk.side.tried))


def test_a_kill_while_the_card_is_posted_leads_to_one_card() -> None:
    house = heard()
    house.staffroom.side.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert 1 == len([row for row in house.rows() if isinstance(row.effect, ShowCard) and row.remote_id == "card1"])
    assert 1 == len([effect for effect in house.staffroom.side.tried if effect == house.rows()[1].id])


def test_only_the_interrupted_rows_of_the_lane_are_taken_up() -> None:
    house = heard([KILLED_BEFORE])
    with pytest.raises(Killed):
        house.run()
    assert [0, 1] == [house.lanes["slack"].recover(), house.lanes["x"].recover()]


def test_a_fault_while_the_receipt_is_written_makes_the_message_doubtful_not_stuck() -> None:
    house = heard()
    house.x.side.on_call = lambda _effect: setattr(house.store, "lost", 1)
    with pytest.raises(Exception, match="somebody else"):
        house.run()
    house.run()
    house.later()
    assert ([HOLD], OutboxState.SENT, 1) == (house.x.texts, hold(house), len(house.x.side.tried))


# Perhaps sent


def test_a_doubtful_message_that_is_found_gets_its_receipt() -> None:
    house = heard([ARRIVES_UNHEARD])
    house.run()
    assert OutboxState.UNKNOWN == hold(house)
    house.later()
    assert (OutboxState.SENT, 1) == (hold(house), len(house.x.side.tried))


def test_a_doubtful_message_that_is_not_found_is_sent_again_once() -> None:
    house = heard([LOST_UNHEARD])
    house.run()
    house.later()
    house.later()
    assert ([HOLD], 2) == (house.x.texts, len(house.x.side.tried))


def test_a_doubtful_message_is_left_to_settle_before_it_is_looked_for() -> None:
    house = heard([ARRIVES_UNHEARD])
    house.run()
    house.later(timedelta(seconds=1))
    assert OutboxState.UNKNOWN == hold(house)


def test_a_doubtful_message_that_can_never_be_told_is_given_to_a_human() -> None:
    house = heard([LOST_UNHEARD])
    house.x.side.looks = [Permanent("the timeline is closed")]
    house.run()
    house.later()
    assert (OutboxState.DEAD, 1) == (hold(house), len(house.x.side.tried))
    assert ["Perhaps it arrived, perhaps not (the timeline is closed). Please look and do it by hand."] == lead_told(
        house
    )


@pytest.mark.parametrize("fault", [Temporary("busy"), KeyError("data")])
def test_a_look_that_fails_is_repeated_and_nothing_is_sent_meanwhile(fault: Exception) -> None:
    house = heard([ARRIVES_UNHEARD])
    house.x.side.looks = [fault]
    house.run()
    house.later()
    assert OutboxState.UNKNOWN == hold(house)
    house.later()
    assert (OutboxState.SENT, 1) == (hold(house), len(house.x.side.tried))


def test_looks_that_fail_come_at_growing_distances() -> None:
    house = heard([ARRIVES_UNHEARD])
    house.x.side.looks = [Temporary("busy")] * 4
    house.run()
    waits = []
    for _ in range(4):
        house.later(SETTLED * 2)
        waits.append((house.replies()[0].next_try - house.clock.now()).total_seconds())
    assert [2.0, 4.0, 8.0, 16.0] == waits


def test_a_fault_of_our_own_is_doubtful_and_never_repeated_blindly() -> None:
    house = heard([OWN_FAULT])
    house.run()
    assert (OutboxState.UNKNOWN, "KeyError") == (hold(house), house.replies()[0].error)
    house.later()
    assert [HOLD] == house.x.texts


def test_a_message_that_is_never_found_and_never_arrives_is_given_up_after_a_day() -> None:
    house = heard()
    house.staffroom.side.script = [LOST_UNHEARD] * 1000
    house.run()
    for _ in range(4):
        house.later(timedelta(hours=9))
    assert OutboxState.DEAD == next(row.state for row in house.rows() if isinstance(row.effect, Tell))


# Temporary


def test_a_message_that_did_not_arrive_is_sent_again() -> None:
    house = heard([busy()])
    house.run()
    assert OutboxState.READY == hold(house)
    house.later()
    assert ([HOLD], 2) == (house.x.texts, house.replies()[0].attempts)


def test_retries_come_at_growing_distances() -> None:
    house = heard([busy()] * 5)
    waits = []
    for _ in range(5):
        house.run()
        wait = house.replies()[0].next_try - house.clock.now()
        waits.append(wait.total_seconds())
        house.clock.forward(wait)
    assert [1.0, 2.0, 4.0, 8.0, 16.0] == waits


@pytest.mark.parametrize(("scatter", "wait"), [(0.0, 0.75), (0.5, 1.0), (0.999, 1.2495)])
def test_retries_are_scattered(scatter: float, wait: float) -> None:
    house = heard([busy()])
    house.clock.scatter = scatter
    house.run()
    assert timedelta(seconds=wait) == house.replies()[0].next_try - house.clock.now()


def test_retry_at_shuts_the_destination_for_every_case() -> None:
    house = heard([busy(NOON + 5 * MINUTE)])
    house.hear(mention(number=2, conversation="1002"))
    house.run()
    assert [] == house.x.texts
    house.later(5 * MINUTE)
    assert ["1001", "1002"] == [message.conversation for message in house.x.messages][:2]


def test_retry_at_shuts_no_other_destination() -> None:
    house = heard([busy(NOON + 5 * MINUTE)])
    house.run()
    assert (1, 1) == (len(house.staffroom.cards), len(house.staffroom.told))


def test_an_outage_of_a_day_is_given_to_a_human() -> None:
    house = heard()
    house.staffroom.side.script = [Outcome(False, Temporary("busy"))] * 1000
    house.run()
    for _ in range(4):
        house.later(timedelta(hours=9))
    assert OutboxState.DEAD == next(row.state for row in house.rows() if isinstance(row.effect, ShowCard))


def test_the_next_try_is_the_time_of_the_row_that_waits() -> None:
    house = heard([busy()])
    house.run()
    assert house.clock.now() + timedelta(seconds=1) == house.lanes["x"].next_try()


def test_the_next_try_is_the_opening_of_a_shut_destination() -> None:
    house = heard([busy(NOON + 5 * MINUTE)])
    house.hear(mention(number=2, conversation="1002"))
    house.run()
    assert NOON + 5 * MINUTE == house.lanes["x"].next_try()


def test_while_paused_what_is_due_asks_for_no_try() -> None:
    house = heard()
    house.pause()
    house.run()
    assert house.lanes["x"].next_try() is None


def test_a_row_that_nobody_looked_at_yet_is_to_be_tried_at_once() -> None:
    house = heard()
    assert house.clock.now() == house.lanes["x"].next_try()


# Refused


def test_a_duplicate_is_sent_in_other_words() -> None:
    house = heard([REPEATED])
    house.run()
    assert (["hold, third"], OutboxState.SENT) == (house.x.texts, hold(house))


def test_a_duplicate_of_an_attempt_that_got_through_is_that_message() -> None:
    house = heard([Outcome(True, Duplicate("the same text again"))])
    house.run()
    assert ([HOLD], OutboxState.SENT) == (house.x.texts, hold(house))


def test_a_duplicate_that_cannot_be_looked_for_is_doubtful() -> None:
    house = heard([REPEATED])
    house.x.side.looks = [Temporary("busy")]
    house.run()
    assert (OutboxState.UNKNOWN, 1) == (hold(house), len(house.x.side.tried))


def test_a_message_that_is_a_duplicate_in_all_words_is_given_to_a_human() -> None:
    house = heard([REPEATED] * 20)
    house.run()
    assert (OutboxState.DEAD, 7) == (hold(house), len(house.x.side.tried))
    assert ["the same text again"] == lead_told(house)


def test_what_a_teammate_chose_to_say_is_never_reworded() -> None:
    house = heard()
    house.run()
    house.happened(SuggestionSent("Ada", "s1"))
    house.x.side.script = [REPEATED]
    house.run()
    assert [HOLD] == house.x.texts
    assert ["the same text again"] == lead_told(house)


def test_other_words_that_are_missing_are_given_to_a_human() -> None:
    house = heard([REPEATED])
    house.library.errors[ResponseKind.HOLD] = ResponseError("there is no wording")
    house.run()
    assert (OutboxState.DEAD, ["there is no wording"]) == (hold(house), lead_told(house))


def test_a_refused_message_is_dead_and_the_lead_and_the_card_say_so() -> None:
    house = heard([REFUSED])
    house.run()
    assert (OutboxState.DEAD, 1) == (hold(house), len(house.x.side.tried))
    assert ["the post was deleted"] == lead_told(house)
    assert "A message (hold) did not arrive: the post was deleted" == house.staffroom.redrawn[-1].case.trouble


def test_a_refused_message_does_not_block_the_next_one() -> None:
    house = heard([REFUSED])
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert ["Text 1"] == house.x.texts


def test_a_direct_message_that_is_refused_is_noted_at_the_card() -> None:
    house = heard()
    house.lanes["slack"].work()
    house.staffroom.side.script = [Outcome(False, Permanent("no such person"))]
    house.run()
    assert [("A direct message to a teammate did not arrive: no such person", None)] == house.staffroom.notes


def test_a_message_to_a_channel_that_was_switched_off_is_given_to_a_human() -> None:
    house = heard()
    del house.channels[Channel.X]
    house.run()
    assert (OutboxState.HELD, ["x is not configured"]) == (hold(house), lead_told(house))


# Held


def test_a_message_that_would_leave_too_late_is_held() -> None:
    house = heard()
    house.clock.forward(16 * MINUTE)
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)
    assert ["It would leave too late to make sense. Please answer by hand."] == lead_told(house)


def test_a_retry_that_comes_too_late_is_held() -> None:
    house = heard([busy(NOON + 20 * MINUTE)])
    house.run()
    house.later(20 * MINUTE)
    assert (OutboxState.HELD, 1) == (
        hold(house),
        len([one for one in house.x.side.tried if one == house.replies()[0].id]),
    )


def test_nothing_automatic_leaves_for_who_said_stop_in_the_meantime() -> None:
    house = heard()
    with house.store.transaction() as tx:
        tx.marks.opt_out(ANNA, NOON)
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)


def test_a_human_may_still_answer_who_said_stop() -> None:
    house = heard()
    with house.store.transaction() as tx:
        tx.marks.opt_out(ANNA, NOON)
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert ["Text 1"] == house.x.texts


def test_a_message_that_a_guard_stops_is_held() -> None:
    house = House()
    house.library.wordings = ("Dear {FirstName}",)
    house.hear()
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)
    assert ["“{FirstName}” was not filled in. Write what belongs there."] == lead_told(house)


def test_a_message_that_is_too_long_is_held() -> None:
    house = House()
    house.library.wordings = ("o" * 281,)
    house.hear()
    house.run()
    assert OutboxState.HELD == hold(house)


def test_a_message_that_could_not_be_worded_is_held_with_the_reason() -> None:
    house = House()
    house.library.errors[ResponseKind.HOLD] = ResponseError("there is no wording")
    house.hear()
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)
    assert ["The text could not be filled in: there is no wording"] == lead_told(house)


# Pause


def test_while_paused_nothing_automatic_leaves() -> None:
    house = heard()
    house.pause()
    house.run()
    assert ([], OutboxState.READY) == (house.x.sent, hold(house))


def test_while_paused_the_staff_are_told_all_the_same() -> None:
    house = heard()
    house.pause()
    house.run()
    assert [Told("Ada", Why.ON_DUTY, "")] == house.staffroom.told


def test_while_paused_a_humans_answer_leaves() -> None:
    house = heard()
    house.pause()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert ["Text 1"] == house.x.texts


def test_resume_lets_go_what_waited() -> None:
    house = heard()
    house.pause()
    house.run()
    house.pause(on=False)
    house.run()
    assert [HOLD] == house.x.texts


# What a human overtakes


@pytest.mark.parametrize("outcome", [busy(), LOST_UNHEARD])
def test_a_reply_that_was_under_way_when_a_human_answered_does_not_follow_the_answer(outcome: Outcome) -> None:
    house = heard([outcome])
    house.x.side.on_call = lambda _effect: (
        None if house.case().answered_by else house.happened(SuggestionSent("Ada", "s1"))
    )
    house.run()
    house.later()
    assert ["Text 1"] == house.x.texts


def test_a_reply_that_was_under_way_when_a_human_closed_the_case_is_withdrawn() -> None:
    house = heard([busy()])
    house.run()
    house.happened(Dismissed("Ada"))
    house.later()
    assert ([OutboxState.WITHDRAWN], []) == (house.states(), house.x.texts)


def test_a_redraw_that_a_later_one_supersedes_is_skipped() -> None:
    house = heard()
    house.run()
    house.hear(mention(number=2))
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert [State.ANSWERED] == [story.case.state for story in house.staffroom.redrawn]


def test_the_first_card_is_posted_though_a_redraw_follows() -> None:
    house = heard()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert (1, 1) == (len(house.staffroom.cards), len(house.staffroom.redrawn))


# The ticket


def ticketed() -> House:
    """A customer who was asked for an address has just given it."""
    house = heard()
    house.run()
    house.later(3 * MINUTE)
    house.hear(mention(number=2, private=True), email="anna@example.com")
    return house


def test_the_tickets_number_is_told_to_the_customer_and_the_team() -> None:
    house = ticketed()
    house.run()
    assert ("ticket opened, second T-1", True) == (house.x.texts[-1], house.x.messages[-1].private)
    assert ("Ticket T-1 is open.", None) in house.staffroom.notes


def test_the_ticket_and_what_follows_from_it_are_written_together() -> None:
    house = ticketed()
    house.library.errors[ResponseKind.TICKET_OPENED] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.lanes["desk"].work()
    row = next(row for row in house.rows() if row.destination == "desk:")
    assert (State.OPENING, OutboxState.SENDING, "") == (house.case().state, row.state, row.remote_id)


def test_after_such_a_fault_the_ticket_is_found_and_told() -> None:
    house = ticketed()
    house.library.errors[ResponseKind.TICKET_OPENED] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.lanes["desk"].work()
    house.library.errors.clear()
    house.run()
    house.later()
    assert (State.TICKETED, 1) == (house.case().state, len(house.desk.side.tried))


def test_the_workers_of_other_lanes_are_woken_by_what_follows() -> None:
    house = ticketed()
    before = house.woken
    house.lanes["desk"].work()
    assert before + 1 == house.woken


def test_the_desk_gets_the_address_in_full() -> None:
    house = ticketed()
    house.run()
    assert ["anna@example.com"] == [story.case.email for story in house.desk.stories]


def test_a_ticket_that_the_desk_refuses_is_given_to_a_human() -> None:
    house = ticketed()
    house.desk.side.script = [Outcome(False, Permanent("no such mailbox"))]
    house.run()
    assert ["no such mailbox"] == lead_told(house)


# Pace


def test_messages_to_one_slack_channel_keep_their_distance() -> None:
    house = House(distance={"slack": timedelta(seconds=1)})
    house.hear()
    house.hear(mention(number=2))
    house.run()
    assert (1, []) == (len(house.staffroom.cards), house.staffroom.notes)
    house.later(timedelta(seconds=1))
    assert 1 == len(house.staffroom.notes)


def test_without_slack_nothing_is_written_for_the_staff() -> None:
    house = House(triage_channel="")
    house.hear()
    assert [Reply] == [type(row.effect) for row in house.rows()]


def test_an_approved_first_reply_leaves_for_the_one_who_approved() -> None:
    house = House(policy(hold=Mode.APPROVE))
    house.hear()
    house.run()
    assert [] == house.x.sent
