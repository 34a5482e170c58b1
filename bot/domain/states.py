"""The states of a case and ONE table of transitions.

Theory of operation. `triage.decide` first reads an event together with the case and the policy as one `Input`: the
thing that matters for the state. The table below says where that input leads from each state. A cell that is
missing means that this must not happen: `NotAllowed` is raised and nothing changes. An input that is harmlessly late (a
timer that lost the race against a human) has a cell that leads back to the same state, and no effects.

The escalation is a machine of its own beside it; the two meet only in `triage`. `docs/states.md` is drawn from these
tables by `docs/draw_states.py`; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.case import EscalationState, State
from bot.domain.errors import NotAllowed


class Input(StrEnum):
    """What an event means for the state of a case."""

    REQUEST = "a request arrives"
    CHATTER = "not a request"
    STOP = "customer says stop"
    WROTE = "customer writes again"
    THANKED = "customer says thanks"
    EDITED = "customer edits a message"
    DELETED = "customer deletes a message"
    TAKEN_BACK = "customer deletes all they wrote"
    ADDRESS_NOTED = "address given unasked"
    ADDRESS_GIVEN = "address given as asked"
    ADDRESS_UNREADABLE = "address cannot be read"
    ADDRESS_FOR_SEVERAL = "address given, several cases wait"
    ADDRESS_PLACED = "customer said for which case"
    SENT = "responder sends a reply"
    ANSWERED_ELSEWHERE = "human answers elsewhere"
    DRAFTED = "responder drafts a reply"
    DRAFT_SENT = "lead sends a draft"
    DRAFT_RETURNED = "lead sends a draft back"
    TAKEN = "responder takes it"
    HOLD_APPROVED = "first reply approved"
    ASK = "time is up: ask for email"
    ASK_CLICKED = "responder asks for email"
    ASK_IN_THREAD = "customer cannot be asked in private"
    ASK_LEFT_TO_HUMAN = "time is up: tell a human"
    ADDRESS_KNOWN = "time is up: address known"
    TICKET_OPENED = "ticket is open"
    TICKET_ANSWERED = "desk answers the ticket"
    TICKET_SOLVED = "desk solves the ticket"
    TICKET_REOPENED = "ticket opens again"
    TICKET_NEWS = "desk was earlier than the customer"
    RESOLVED = "responder resolves"
    DISMISSED = "responder says not a request"
    MOVED = "responder moves it to another team"
    HEAT_MARKED = "responder marks the heat"
    NOT_MINE = "teammate says it is not theirs"
    ESCALATED = "teammate escalates"
    PROMISE_NOTED = "responder notes a promise"
    PROMISE_SENT = "responder promises a time"
    PROMISE_KEPT = "responder kept the promise"
    PROMISE_ANSWERED = "responder answers as promised"
    PROMISE_DENIED = "responder says it is no promise"
    PROMISE_UPDATED = "responder says it takes longer"
    PROMISE_SOON = "promised time comes near"
    PROMISE_OVERDUE = "promised time has passed"
    ACK_OVERDUE = "nobody acknowledged"
    NOT_ANSWERED = "acknowledged, not answered"
    LATE_TIMER = "timer fires too late"
    LATE_ANSWERED = "lead takes it from the backlog"
    HELD_SETTLED = "lead decides about a held message"
    ANSWER_LOST = "the answer did not leave"
    NOT_DELIVERED = "a message did not leave"


def _row(state: State, **cells: State) -> dict[tuple[State, Input], State]:
    """Spell one state's row; inputs are keyed by their lower-case names."""
    return {(state, Input[name.upper()]): target for name, target in cells.items()}


def _promises(state: State, answered: State) -> dict[tuple[State, Input], State]:
    """Spell what promises do in a state in which one can be owed; telling the customer leads to `answered`."""
    told = (Input.PROMISE_SENT, Input.PROMISE_ANSWERED)
    others = (Input.PROMISE_NOTED, Input.PROMISE_KEPT, Input.PROMISE_DENIED, Input.PROMISE_UPDATED)
    times = (Input.PROMISE_SOON, Input.PROMISE_OVERDUE)
    return {(state, given): answered if given in told else state for given in (*others, *told, *times)}


S = State
TRANSITIONS: Mapping[tuple[State, Input], State] = {
    **_row(S.NEW, request=S.WAITING, chatter=S.DISMISSED, stop=S.STOPPED),
    **_row(
        S.WAITING,
        edited=S.WAITING,
        deleted=S.WAITING,
        taken_back=S.RESOLVED,
        wrote=S.WAITING,
        thanked=S.WAITING,
        address_noted=S.WAITING,
        stop=S.STOPPED,
        sent=S.ANSWERED,
        drafted=S.WAITING,
        draft_sent=S.ANSWERED,
        draft_returned=S.WAITING,
        answered_elsewhere=S.ANSWERED,
        taken=S.WAITING,
        hold_approved=S.WAITING,
        ask=S.ASKED,
        ask_clicked=S.ASKED,
        ask_left_to_human=S.WAITING,
        address_known=S.OPENING,
        resolved=S.RESOLVED,
        dismissed=S.DISMISSED,
        ack_overdue=S.WAITING,
        not_mine=S.WAITING,
        escalated=S.WAITING,
        not_answered=S.WAITING,
        late_timer=S.WAITING,
        not_delivered=S.WAITING,
        held_settled=S.WAITING,
        late_answered=S.WAITING,
        moved=S.WAITING,
        heat_marked=S.WAITING,
        ticket_answered=S.ANSWERED,
        ticket_solved=S.RESOLVED,
        ticket_reopened=S.WAITING,
        ticket_news=S.WAITING,
    ),
    **_row(
        S.REOPENED,
        edited=S.REOPENED,
        deleted=S.REOPENED,
        taken_back=S.RESOLVED,
        wrote=S.REOPENED,
        thanked=S.REOPENED,
        address_noted=S.REOPENED,
        address_given=S.OPENING,
        stop=S.STOPPED,
        sent=S.ANSWERED,
        drafted=S.REOPENED,
        draft_sent=S.ANSWERED,
        draft_returned=S.REOPENED,
        answered_elsewhere=S.ANSWERED,
        taken=S.REOPENED,
        ask=S.ASKED,
        ask_clicked=S.ASKED,
        ask_left_to_human=S.REOPENED,
        address_known=S.OPENING,
        ticket_opened=S.REOPENED,
        resolved=S.RESOLVED,
        dismissed=S.DISMISSED,
        ack_overdue=S.REOPENED,
        not_mine=S.REOPENED,
        escalated=S.REOPENED,
        not_answered=S.REOPENED,
        late_timer=S.REOPENED,
        not_delivered=S.REOPENED,
        held_settled=S.REOPENED,
        late_answered=S.REOPENED,
        moved=S.REOPENED,
        heat_marked=S.REOPENED,
        ticket_answered=S.ANSWERED,
        ticket_solved=S.RESOLVED,
        ticket_reopened=S.REOPENED,
        ticket_news=S.REOPENED,
    ),
    **_row(
        S.ANSWERED,
        edited=S.ANSWERED,
        deleted=S.ANSWERED,
        taken_back=S.RESOLVED,
        wrote=S.REOPENED,
        thanked=S.REOPENED,
        address_noted=S.REOPENED,
        address_given=S.OPENING,
        stop=S.STOPPED,
        answered_elsewhere=S.ANSWERED,
        taken=S.ANSWERED,
        ask_clicked=S.ASKED,
        ticket_opened=S.ANSWERED,
        resolved=S.RESOLVED,
        dismissed=S.DISMISSED,
        late_timer=S.ANSWERED,
        answer_lost=S.REOPENED,
        not_delivered=S.ANSWERED,
        held_settled=S.ANSWERED,
        moved=S.ANSWERED,
        heat_marked=S.ANSWERED,
        ticket_answered=S.ANSWERED,
        ticket_solved=S.RESOLVED,
        ticket_reopened=S.ANSWERED,
        ticket_news=S.ANSWERED,
    ),
    **_row(
        S.ASKED,
        edited=S.ASKED,
        deleted=S.ASKED,
        taken_back=S.RESOLVED,
        wrote=S.ASKED,
        thanked=S.ASKED,
        address_given=S.OPENING,
        address_unreadable=S.ASKED,
        address_for_several=S.ASKED,
        ask_in_thread=S.ASKED,
        address_placed=S.ASKED,
        address_known=S.OPENING,
        stop=S.STOPPED,
        sent=S.ANSWERED,
        drafted=S.ASKED,
        draft_sent=S.ANSWERED,
        draft_returned=S.ASKED,
        answered_elsewhere=S.ANSWERED,
        taken=S.ASKED,
        resolved=S.RESOLVED,
        dismissed=S.DISMISSED,
        ack_overdue=S.ASKED,
        not_mine=S.ASKED,
        escalated=S.ASKED,
        not_answered=S.ASKED,
        late_timer=S.ASKED,
        not_delivered=S.ASKED,
        held_settled=S.ASKED,
        moved=S.ASKED,
        heat_marked=S.ASKED,
        ticket_answered=S.ANSWERED,
        ticket_solved=S.RESOLVED,
        ticket_reopened=S.ASKED,
        ticket_news=S.ASKED,
    ),
    **_row(
        S.OPENING,
        edited=S.OPENING,
        deleted=S.OPENING,
        wrote=S.OPENING,
        thanked=S.OPENING,
        stop=S.STOPPED,
        answered_elsewhere=S.OPENING,
        taken=S.OPENING,
        ticket_opened=S.TICKETED,
        resolved=S.RESOLVED,
        ack_overdue=S.OPENING,
        not_mine=S.OPENING,
        late_timer=S.OPENING,
        not_delivered=S.OPENING,
        held_settled=S.OPENING,
        moved=S.OPENING,
        heat_marked=S.OPENING,
        ticket_answered=S.OPENING,
        ticket_solved=S.OPENING,
        ticket_reopened=S.OPENING,
        ticket_news=S.OPENING,
    ),
    **_row(
        S.TICKETED,
        edited=S.TICKETED,
        deleted=S.TICKETED,
        wrote=S.REOPENED,
        thanked=S.TICKETED,
        stop=S.STOPPED,
        answered_elsewhere=S.TICKETED,
        taken=S.TICKETED,
        ticket_opened=S.TICKETED,
        resolved=S.RESOLVED,
        ack_overdue=S.TICKETED,
        not_mine=S.TICKETED,
        late_timer=S.TICKETED,
        not_delivered=S.TICKETED,
        held_settled=S.TICKETED,
        moved=S.TICKETED,
        heat_marked=S.TICKETED,
        ticket_answered=S.ANSWERED,
        ticket_solved=S.RESOLVED,
        ticket_reopened=S.TICKETED,
        ticket_news=S.TICKETED,
    ),
    **_row(
        S.RESOLVED,
        edited=S.RESOLVED,
        deleted=S.RESOLVED,
        wrote=S.REOPENED,
        thanked=S.RESOLVED,
        address_noted=S.REOPENED,
        address_given=S.OPENING,
        stop=S.STOPPED,
        answered_elsewhere=S.RESOLVED,
        ticket_opened=S.RESOLVED,
        late_timer=S.RESOLVED,
        not_delivered=S.RESOLVED,
        held_settled=S.RESOLVED,
        ticket_answered=S.RESOLVED,
        ticket_solved=S.RESOLVED,
        ticket_reopened=S.TICKETED,
        ticket_news=S.RESOLVED,
    ),
    **_row(
        S.DISMISSED,
        edited=S.DISMISSED,
        deleted=S.DISMISSED,
        request=S.WAITING,
        chatter=S.DISMISSED,
        wrote=S.REOPENED,
        thanked=S.DISMISSED,
        stop=S.STOPPED,
        answered_elsewhere=S.DISMISSED,
        ticket_opened=S.DISMISSED,
        late_timer=S.DISMISSED,
        not_delivered=S.DISMISSED,
        held_settled=S.DISMISSED,
        ticket_answered=S.DISMISSED,
        ticket_solved=S.DISMISSED,
        ticket_reopened=S.DISMISSED,
        ticket_news=S.DISMISSED,
    ),
    **_row(
        S.STOPPED,
        edited=S.STOPPED,
        deleted=S.STOPPED,
        wrote=S.STOPPED,
        thanked=S.STOPPED,
        stop=S.STOPPED,
        answered_elsewhere=S.STOPPED,
        taken=S.STOPPED,
        ticket_opened=S.STOPPED,
        resolved=S.RESOLVED,
        late_timer=S.STOPPED,
        not_delivered=S.STOPPED,
        held_settled=S.STOPPED,
        ticket_answered=S.STOPPED,
        ticket_solved=S.STOPPED,
        ticket_reopened=S.STOPPED,
        ticket_news=S.STOPPED,
    ),
    **_promises(S.WAITING, S.ANSWERED),
    **_promises(S.REOPENED, S.ANSWERED),
    **_promises(S.ANSWERED, S.ANSWERED),
    **_promises(S.ASKED, S.ANSWERED),
    **_promises(S.OPENING, S.OPENING),
    **_promises(S.TICKETED, S.TICKETED),
}


class ChainInput(StrEnum):
    """What happens to an escalation chain."""

    START = "the customer needs an answer"
    NEXT = "nobody acknowledged, a step is left"
    END = "nobody acknowledged, no step is left"
    ACKNOWLEDGE = "a teammate acknowledges"
    RESUME = "acknowledged, and not answered after a reminder"


E = EscalationState
CHAIN_TRANSITIONS: Mapping[tuple[EscalationState, ChainInput], EscalationState] = {
    (E.IDLE, ChainInput.START): E.NOTIFIED,
    (E.IDLE, ChainInput.ACKNOWLEDGE): E.IDLE,
    (E.NOTIFIED, ChainInput.START): E.NOTIFIED,
    (E.NOTIFIED, ChainInput.NEXT): E.NOTIFIED,
    (E.NOTIFIED, ChainInput.END): E.EXHAUSTED,
    (E.NOTIFIED, ChainInput.ACKNOWLEDGE): E.ACKNOWLEDGED,
    (E.ACKNOWLEDGED, ChainInput.START): E.NOTIFIED,
    (E.ACKNOWLEDGED, ChainInput.RESUME): E.NOTIFIED,
    (E.ACKNOWLEDGED, ChainInput.ACKNOWLEDGE): E.ACKNOWLEDGED,
    (E.EXHAUSTED, ChainInput.START): E.NOTIFIED,
    (E.EXHAUSTED, ChainInput.ACKNOWLEDGE): E.ACKNOWLEDGED,
}


def next_state(state: State, given: Input) -> State:
    """Return where `given` leads from `state`; raise NotAllowed for a missing cell."""
    try:
        return TRANSITIONS[state, given]
    except KeyError:
        raise NotAllowed(f"The case is {state}: “{given}” is not possible now.") from None


def next_chain_state(state: EscalationState, given: ChainInput) -> EscalationState:
    """Return where `given` leads the chain from `state`; raise NotAllowed for a missing cell."""
    try:
        return CHAIN_TRANSITIONS[state, given]
    except KeyError:
        raise NotAllowed(f"The escalation is {state}: “{given}” is not possible now.") from None
