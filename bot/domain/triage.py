"""The decision: a case and what happened to it become a new case and what must happen now.

Pure: the same arguments give the same decision. It never looks at a clock, words no text and performs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain import (
    from_address,
    from_customer,
    from_desk,
    from_drafts,
    from_promise,
    from_revision,
    from_staff,
    from_time,
    lateness,
)
from bot.domain.case import Case
from bot.domain.effects import Effect
from bot.domain.errors import NotAllowed
from bot.domain.events import Event
from bot.domain.inputs import Input
from bot.domain.policy import Policy
from bot.domain.promise_beside import beside_promise
from bot.domain.reading import read
from bot.domain.silence import silenced
from bot.domain.states import next_state
from bot.domain.teaching import remembered, taught

Consequence = Callable[[Case, Case, Any, Policy, datetime], tuple[Case, list[Effect]]]

CONSEQUENCES: Mapping[Input, Consequence] = {
    Input.REQUEST: from_customer.request,
    Input.CHATTER: from_customer.chatter,
    Input.STOP: from_customer.stop,
    Input.WROTE: from_customer.wrote,
    Input.THANKED: from_customer.thanked,
    Input.EDITED: from_revision.edited,
    Input.DELETED: from_revision.deleted,
    Input.TAKEN_BACK: from_revision.taken_back,
    Input.NEWS_TAKEN_BACK: from_revision.news_taken_back,
    Input.ADDRESS_NOTED: from_address.address_noted,
    Input.ADDRESS_GIVEN: from_address.address_given,
    Input.ADDRESS_UNREADABLE: from_address.address_unreadable,
    Input.ADDRESS_FOR_SEVERAL: from_address.address_for_several,
    Input.ADDRESS_PLACED: from_address.address_placed,
    Input.SENT: from_staff.sent,
    Input.ANSWERED_ELSEWHERE: from_staff.answered_elsewhere,
    Input.DRAFTED: from_drafts.drafted,
    Input.DRAFT_SENT: from_drafts.sent,
    Input.DRAFT_RETURNED: from_drafts.returned,
    Input.TAKEN: from_staff.taken,
    Input.HOLD_APPROVED: from_staff.hold_approved,
    Input.ASK_CLICKED: from_staff.ask_clicked,
    Input.RESOLVED: from_staff.closed,
    Input.DISMISSED: from_staff.closed,
    Input.MOVED: from_staff.moved,
    Input.HEAT_MARKED: from_staff.heat_marked,
    Input.PROMISE_NOTED: from_promise.noted,
    Input.PROMISE_SENT: from_promise.said,
    Input.PROMISE_KEPT: from_promise.kept,
    Input.PROMISE_ANSWERED: from_promise.answered,
    Input.PROMISE_DENIED: from_promise.denied,
    Input.PROMISE_UPDATED: from_promise.updated,
    Input.PROMISE_SOON: from_promise.soon,
    Input.PROMISE_OVERDUE: from_promise.overdue,
    Input.ASK: from_time.ask,
    Input.ASK_IN_THREAD: from_time.ask_in_thread,
    Input.ASK_LEFT_TO_HUMAN: from_time.ask_left_to_human,
    Input.ADDRESS_KNOWN: from_time.address_known,
    Input.TICKET_OPENED: from_time.ticket_opened,
    Input.TICKET_LOST: from_desk.lost,
    Input.TICKET_ANSWERED: from_desk.answered,
    Input.TICKET_SOLVED: from_desk.solved,
    Input.TICKET_REOPENED: from_desk.reopened,
    Input.TICKET_NEWS: from_desk.news,
    Input.NOT_MINE: from_staff.not_mine,
    Input.ESCALATED: from_staff.escalated,
    Input.NOT_ANSWERED: from_time.not_answered,
    Input.ACK_OVERDUE: from_time.ack_overdue,
    Input.LATE_TIMER: from_time.late_timer,
    Input.LATE_ANSWERED: lateness.late_answered,
    Input.HELD_SETTLED: from_staff.held_settled,
    Input.HELD_ANSWER: from_staff.held_answer,
    Input.ANSWER_LOST: from_time.answer_lost,
    Input.ASK_LOST: lateness.ask_lost,
    Input.NOT_DELIVERED: from_time.not_delivered,
}


@dataclass(frozen=True)
class Decision:
    """The case as it is now, and what must happen because of it, in this order.

    `event` is what happened as it was understood: an answer that a lead has to look at first is a draft.
    """

    case: Case
    effects: tuple[Effect, ...]
    event: Event


def decide(case: Case, event: Event, policy: Policy, now: datetime) -> Decision:
    """Return what `event` at `now` (UTC) does to `case`.

    A new customer's request starts from a case in `State.NEW`. Raises NotAllowed, with a sentence for the person who
    clicked, when the event has no place in the case's state; nothing has changed then.
    """
    event = from_drafts.understood(case, event, policy)
    # What else is decided about somebody who says stop is decided about somebody to whom nothing may be said.
    heard, silence = silenced(case, event)
    given = read(heard, event, policy, now)
    after = replace(heard, state=next_state(case.state, given))
    after, effects = CONSEQUENCES[given](heard, after, event, policy, now)
    after, effects = beside_promise(heard, after, given, event, policy, now, [*silence, *effects])
    after, drafts = from_drafts.followed(case, after, event, effects, policy)
    after, lessons = taught(case, remembered(case, after, event, policy), event, policy)
    return Decision(after, (*effects, *from_desk.passed_on(case, event), *drafts, *lessons), event)


def refusal(case: Case, event: Event, policy: Policy, now: datetime) -> str:
    """Return why `event` would be refused at `now` (UTC), in words for the one who wants it; "" where it would not."""
    try:
        decide(case, event, policy, now)
    except NotAllowed as refused:
        return str(refused)
    return ""
