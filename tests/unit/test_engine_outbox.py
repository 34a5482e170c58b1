"""Every message that was decided is delivered once and in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import mention, policy
from fakes import (
    LOST_UNHEARD,
    Outcome,
    Told,
    busy,
)
from house import HOLD, House, heard, hold

from bot.domain.case import State
from bot.domain.effects import Reply
from bot.domain.events import Dismissed, EmailAskRequested, HoldApproved, SuggestionSent
from bot.domain.policy import Mode
from bot.domain.why import Why
from bot.ports.store import OutboxState


def test_the_holding_reply_answers_the_mention_and_gets_its_receipt() -> None:
    house = heard()
    house.run()
    row = house.replies()[0]
    assert [("1001", HOLD, False)] == [(one.to, one.text, one.private) for one in house.x.messages]
    assert (OutboxState.SENT, "x1", house.clock.now()) == (row.state, row.remote_id, row.sent_at)


def test_a_company_called_after_a_teammate_says_its_name() -> None:
    house = House(replace(policy(), brand="Ada Analytics"))
    house.library.wordings = ("this is Ada Analytics",)
    house.hear()
    house.run()
    assert ["hold, this is Ada Analytics"] == house.x.texts


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
    house.hear(mention(number=2, private=True))
    house.happened(EmailAskRequested("Ada"))
    house.run()
    # What Ada clicked goes first, and finds X busy.
    assert [False] == [message.private for message in house.x.messages]


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


@pytest.mark.parametrize("outcome", [busy(), LOST_UNHEARD])
@pytest.mark.parametrize("end", ["stop", "dismissed", "answered"])
def test_what_a_teammate_clicked_does_not_leave_after_the_end(outcome: Outcome, end: str) -> None:
    house = heard()
    house.run()
    house.x.side.script = [outcome]
    house.happened(EmailAskRequested("Ada"))
    house.run()
    if end == "stop":
        house.hear(mention(number=2), stop=True)
    else:
        house.happened(Dismissed("Ada") if end == "dismissed" else SuggestionSent("Ada", "s1"))
    house.later()
    house.later(timedelta(minutes=1))
    assert [HOLD, *(["Text 1"] if end == "answered" else [])] == house.x.texts


@pytest.mark.parametrize("outcome", [busy(), LOST_UNHEARD])
def test_an_approved_first_reply_does_not_leave_after_a_stop(outcome: Outcome) -> None:
    house = House(policy(hold=Mode.APPROVE))
    house.hear()
    house.x.side.script = [outcome]
    house.happened(HoldApproved("Ada"))
    house.run()
    house.hear(mention(number=2), stop=True)
    house.later()
    house.later(timedelta(minutes=1))
    assert ("stopped", []) == (house.case().state, house.x.texts)


def test_a_redraw_that_a_later_one_supersedes_is_skipped() -> None:
    house = heard()
    house.run()
    house.hear(mention(number=2))
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    first, last = house.staffroom.redrawn
    assert (State.WAITING, State.ANSWERED) == (first.case.state, last.case.state)


def test_the_first_card_is_posted_though_a_redraw_follows() -> None:
    house = heard()
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert (1, 1) == (len(house.staffroom.cards), len(house.staffroom.redrawn))


def test_messages_to_one_slack_channel_keep_their_distance() -> None:
    house = House(distance={"slack": timedelta(seconds=1)})
    house.hear()
    house.hear(mention(number=2))
    house.run()
    assert (1, []) == (len(house.staffroom.cards), house.staffroom.redrawn)
    house.later(timedelta(seconds=1))
    assert (0, 1) == (len(house.staffroom.redrawn), len(house.staffroom.notes))


def test_without_slack_nothing_is_written_for_the_staff() -> None:
    house = House(triage_channel="")
    house.hear()
    assert [Reply] == [type(row.effect) for row in house.rows()]


def test_a_first_reply_that_needs_approval_leaves_after_the_click() -> None:
    house = House(policy(hold=Mode.APPROVE))
    house.hear()
    house.run()
    assert [] == house.x.sent
    house.happened(HoldApproved("Ada"))
    house.run()
    assert [HOLD] == house.x.texts
