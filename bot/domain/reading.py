"""Reads an event, together with the case and the policy, as the one `Input` that matters for the state.

Never changes anything.
"""

from __future__ import annotations

from datetime import datetime

from bot.domain import escalation
from bot.domain.case import Case, EscalationState, State, Timer
from bot.domain.draft_events import Drafted, DraftReturned, DraftSent
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    Acknowledged,
    AddressPlaced,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    EmailAskRequested,
    Escalated,
    Event,
    HeatMarked,
    HeldSettled,
    HoldApproved,
    LateAnswered,
    MentionDeleted,
    MentionSeen,
    Moved,
    NotDelivered,
    NotMine,
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
from bot.domain.inputs import Input
from bot.domain.lateness import ASKS, is_late
from bot.domain.policy import Mode, Policy
from bot.domain.promise_inputs import read_promise, read_promise_timer
from bot.domain.response import ASKING, ResponseKind

ONLY_LEADS = "Only a lead can do this."
DECIDED = "This draft does not wait any more: somebody has decided about it, or the case needs no answer now."
SETTLED = "This message is settled already: somebody decided about it, or the case went on without it."
WROTE_SINCE = "The customer wrote again after this was drafted. Press Edit to look at it, and send it from there."


def read(case: Case, event: Event, policy: Policy, now: datetime) -> Input:
    """Return what `event` means for `case`; raise NotAllowed, in words for the one who clicked, if it means nothing."""
    match event:
        case MentionSeen():
            return _read_mention(case, event)
        case MentionDeleted():
            return _read_deleted(case, event)
        case AddressPlaced():
            return Input.ADDRESS_PLACED
        case TimerFired():
            return _read_timer(case, event, policy, now)
        case SuggestionSent() | AnswerWritten():
            return _read_send(case, event)
        case Drafted():
            return _read_drafted(case)
        case DraftSent() | DraftReturned():
            return _read_draft(case, event, policy)
        case Acknowledged():
            return _read_taken(case, event)
        case NotMine():
            return _read_not_mine(case, event)
        case Escalated():
            return _read_escalation(event, policy)
        case EmailAskRequested():
            return _read_ask(case)
        case HoldApproved():
            if case.hold_offered is None:
                raise NotAllowed("No first reply waits for approval any more.")
            return Input.HOLD_APPROVED
        case AnsweredElsewhere():
            return Input.ANSWERED_ELSEWHERE
        case LateAnswered():
            if not case.late:
                raise NotAllowed("Somebody has taken this case from the backlog already.")
            return Input.LATE_ANSWERED
        case HeldSettled():
            return _read_settled(case, event)
        case Resolved():
            return Input.RESOLVED
        case Dismissed():
            return Input.DISMISSED
        case Moved():
            return _read_move(case, event, policy)
        case HeatMarked():
            return Input.HEAT_MARKED
        case PromiseMade() | PromiseKept() | PromiseDenied() | PromiseUpdateSent():
            return read_promise(case, event, policy, now)
        case TicketOpened():
            return Input.TICKET_OPENED
        case TicketAnswered(at):
            return Input.TICKET_NEWS if _wrote_since(case, at) else Input.TICKET_ANSWERED
        case TicketSolved(at):
            return Input.TICKET_NEWS if _wrote_since(case, at) else Input.TICKET_SOLVED
        case TicketReopened():
            return Input.TICKET_REOPENED
        case NotDelivered():
            unsaid = ResponseKind.ASK_EMAIL_THREAD not in case.said
            if event.no_private_way and event.kind in ASKING and case.state is State.ASKED and unsaid:
                return Input.ASK_IN_THREAD
            if event.kind in ASKS and case.state is State.ASKED and is_late(case, event):
                return Input.ASK_LOST
            if event.what == "ticket" and case.state is State.OPENING:
                return Input.TICKET_LOST
            return Input.ANSWER_LOST if _is_the_answer(case, event) else Input.NOT_DELIVERED


def _is_the_answer(case: Case, lost: NotDelivered) -> bool:
    """Tell whether what did not leave was the case's answer: none that somebody else has given since, or elsewhere."""
    theirs = lost.author in ("", case.answered_by)
    return lost.kind is ResponseKind.SUGGESTION and case.state is State.ANSWERED and theirs


def _read_mention(case: Case, event: MentionSeen) -> Input:
    reading = event.reading
    if reading.only_stops:
        return Input.STOP
    if case.state is State.STOPPED:
        return _read_after_stop(case, event)
    if case.state is State.NEW or (case.state is State.DISMISSED and not case.said):
        return Input.REQUEST if reading.is_request or reading.email else Input.CHATTER
    if event.edited and (not reading.email or reading.email == case.email):
        return Input.EDITED
    if reading.email and not case.ticket_asked:
        may_ask = not case.muted and ResponseKind.ASK_WHICH not in case.said
        if event.offered and case.state is State.ASKED and may_ask:
            return Input.ADDRESS_FOR_SEVERAL
        # Where somebody said that it is no request, a human looks before a ticket is opened.
        as_asked = case.asked and case.state is not State.DISMISSED
        return Input.ADDRESS_GIVEN if as_asked else Input.ADDRESS_NOTED
    if reading.bad_email and case.state is State.ASKED:
        return Input.ADDRESS_UNREADABLE
    if event.edited:
        return Input.EDITED
    return Input.THANKED if reading.thanks else Input.WROTE


def _read_deleted(case: Case, event: MentionDeleted) -> Input:
    """Whoever deletes their post because we asked them to, for the address in it, wants their ticket all the same."""
    if event.left is None:
        waits = case.state in (State.WAITING, State.REOPENED, State.ANSWERED, State.ASKED)
        as_asked = ResponseKind.ADDRESS_PUBLIC in case.said and bool(case.email)
        return Input.TAKEN_BACK if waits and not as_asked else Input.DELETED
    again = case.waiting_since if case.state is State.REOPENED and case.answered_by else None
    return Input.NEWS_TAKEN_BACK if again and event.left.at < again else Input.DELETED


def _read_after_stop(case: Case, event: MentionSeen) -> Input:
    """Whoever said stop and asks for something again is heard by humans; nothing else opens the case again.

    Whoever edits a stop still wants us to stop, and is heard where they ask for something beside it now.
    """
    reading, was_request = event.reading, bool(case.asked_in)
    if event.edited and not reading.stop:
        return Input.EDITED
    if reading.thanks or not (reading.is_request or reading.email):
        return Input.THANKED if was_request else Input.CHATTER
    if not was_request:
        return Input.REQUEST
    return Input.ADDRESS_NOTED if reading.email and not case.ticket_asked else Input.WROTE


def _wrote_since(case: Case, at: datetime) -> bool:
    """Tell whether the customer waits for something that they wrote after `at`, so that the desk did not know it."""
    return case.waiting_since is not None and case.waiting_since > at


def _read_timer(case: Case, event: TimerFired, policy: Policy, now: datetime) -> Input:
    if event.timer in (Timer.PROMISE_SOON, Timer.PROMISE_DUE):
        return read_promise_timer(case, event, now)
    if event.timer is Timer.ACKNOWLEDGE:
        return Input.ACK_OVERDUE if escalation.is_waiting(case) else Input.LATE_TIMER
    if event.timer is Timer.REMIND:
        return Input.NOT_ANSWERED if escalation.is_owed(case) else Input.LATE_TIMER
    if case.ask_due == event.due and case.state is State.ASKED and case.offered and case.email:
        return Input.ADDRESS_KNOWN
    if case.state not in (State.WAITING, State.REOPENED) or case.ask_due != event.due:
        return Input.LATE_TIMER
    if case.ticket or case.ticket_asked or case.muted or not policy.fresh(ResponseKind.ASK_EMAIL, event.due, now):
        return Input.ASK_LEFT_TO_HUMAN
    if case.email:
        return Input.ADDRESS_KNOWN
    if case.asked or policy.asks <= 0 or policy.channel(case.channel).ask_email is not Mode.AUTO:
        return Input.ASK_LEFT_TO_HUMAN
    return Input.ASK


def _read_send(case: Case, event: SuggestionSent | AnswerWritten) -> Input:
    _refuse_second_answer(case)
    if isinstance(event, AnswerWritten):
        if not event.text.strip():
            raise NotAllowed("There are no words in this answer. Nothing was sent.")
        return Input.SENT
    if not any(suggestion.name == event.name for suggestion in case.suggestions):
        raise NotAllowed("The customer wrote again and the suggestions have changed. Nothing was sent.")
    return Input.SENT


def _refuse_second_answer(case: Case) -> None:
    if case.state is State.ANSWERED:
        raise NotAllowed(f"{case.answered_by or 'Somebody'} has answered this case already. Nothing was sent.")


def _read_settled(case: Case, event: HeldSettled) -> Input:
    """A held answer that a lead lets go is the answer, unless the customer had another one before they wrote again."""
    if not event.text or event.kind is not ResponseKind.SUGGESTION:
        return Input.HELD_SETTLED
    _refuse_second_answer(case)
    answers = case.needs_answer and case.answered_by in ("", event.author)
    return Input.HELD_ANSWER if answers else Input.HELD_SETTLED


def _read_drafted(case: Case) -> Input:
    _refuse_second_answer(case)
    return Input.DRAFTED


def _read_draft(case: Case, event: DraftSent | DraftReturned, policy: Policy) -> Input:
    if not policy.is_lead(event.who):
        raise NotAllowed(ONLY_LEADS)
    draft = case.waiting_draft(event.draft)
    if draft is None:
        raise NotAllowed(DECIDED)
    if isinstance(event, DraftReturned):
        return Input.DRAFT_RETURNED
    if not event.text and draft.to != case.last_mention:
        raise NotAllowed(WROTE_SINCE)
    return Input.DRAFT_SENT


def _read_taken(case: Case, event: Acknowledged) -> Input:
    if case.taken_by not in ("", event.who, event.over):
        raise NotAllowed(f"{case.taken_by} is on it already. Nothing has changed: “Take over” on the card asks first.")
    return Input.TAKEN


def _read_not_mine(case: Case, event: NotMine) -> Input:
    chain = case.escalation
    if chain.state is EscalationState.ACKNOWLEDGED:
        raise NotAllowed(f"{chain.by or case.taken_by or 'Somebody'} has it already. Nothing was changed.")
    if event.who in chain.refused:
        raise NotAllowed("You have said so already.")
    return Input.NOT_MINE


def _read_escalation(event: Escalated, policy: Policy) -> Input:
    if event.to and policy.person(event.to) is None:
        raise NotAllowed(f"{event.to} is not among the staff any more. Nothing was sent.")
    if event.team and not any(team.name == event.team for team in policy.teams):
        raise NotAllowed("There is no such team any more. Nothing was sent.")
    return Input.ESCALATED


def _read_move(case: Case, event: Moved, policy: Policy) -> Input:
    if not any(team.name == event.team for team in policy.teams):
        raise NotAllowed("There is no such team any more. Nothing was moved.")
    if case.team == event.team:
        raise NotAllowed(f"This case is with {event.team} already.")
    return Input.MOVED


def _read_ask(case: Case) -> Input:
    if case.muted:
        raise NotAllowed("This customer asked us to stop. The bot does not write to them any more.")
    if case.ticket or case.state is State.OPENING:
        raise NotAllowed("There is a ticket for this case already.")
    if case.asked or case.email:
        raise NotAllowed("The customer was asked for an address already, or has given one.")
    return Input.ASK_CLICKED
