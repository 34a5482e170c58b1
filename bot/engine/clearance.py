"""May this message leave now? Asked immediately before each send; a "no" holds the message for a human."""

from __future__ import annotations

import re
from datetime import datetime

from bot.domain.case import Case, State
from bot.domain.effects import AddToTicket, RedrawTold, Reply, ShowCard, Tell
from bot.domain.escalation import still_asks
from bot.domain.guards import NEVER_ANYWAY, Counts, Draft, Earlier, Finding, History, Severity, check
from bot.domain.lateness import ASKS
from bot.domain.policy import Policy
from bot.domain.response import ANSWERS, HOLDING, ResponseKind, first_name
from bot.domain.saying import LASTING
from bot.domain.why import Why
from bot.engine import spending
from bot.engine.history import WINDOW, lately_said_to
from bot.engine.notes import notes_of
from bot.engine.wording import is_automatic
from bot.ports.channel import CustomerChannel
from bot.ports.staffroom import Story
from bot.ports.store import OutboxRow, OutboxState, Transaction

_HUMAN_WAS_HERE = frozenset({State.ANSWERED, State.RESOLVED, State.DISMISSED, State.STOPPED})
_FOR_THE_ADDRESS = ASKS | {ResponseKind.ASK_WHICH, ResponseKind.ADDRESS_UNREADABLE, ResponseKind.ADDRESS_REFUSED}
_ABOUT_A_PROMISE = frozenset({Why.PROMISE_SOON, Why.PROMISE_OVERDUE, Why.PROMISE_YOURS})
_EVEN_ANYWAY = NEVER_ANYWAY | {"stale"}
_HANDLE = re.compile(r"(?<!\w)@(\w{1,50})")


def overtaken(reply: Reply, case: Case) -> bool:
    """Tell whether a human, or the customer's address, was faster than words of the bot that were under way.

    That somebody had asked for them changes nothing: they were meant for a customer whom nobody had answered. Nor does
    it that a lead had let them go, where the answer came after that. Nobody is asked for an address that they gave.
    """
    if reply.kind in _FOR_THE_ADDRESS and (case.ticket_asked or case.ticket):
        return True
    if reply.kind is ResponseKind.TICKET_SOLVED and case.state is not State.RESOLVED:
        # The customer wrote again, or the ticket is open again: it would not be true any more.
        return True
    if reply.kind is ResponseKind.PROMISE_UPDATE and case.promise is None:
        # The customer has what they were promised.
        return True
    released = reply.released and not (case.answered_at and case.answered_at > reply.since)
    passing = reply.kind not in ANSWERS and reply.kind not in LASTING and not released
    if reply.kind in HOLDING and case.state in (State.OPENING, State.TICKETED):
        return passing
    return passing and case.state in _HUMAN_WAS_HERE


def is_pointless(tx: Transaction, row: OutboxRow, story: Story) -> bool:
    """Tell whether a row is not needed any more: a human was faster, or a later redraw shows all that it would."""
    if isinstance(row.effect, Reply):
        return overtaken(row.effect, story.case) or _answers_what_is_gone(row.effect, story)
    if isinstance(row.effect, Tell) and row.effect.why in _ABOUT_A_PROMISE:
        # Nobody is reminded of what was done while Slack did not answer.
        return story.case.promise is None
    if isinstance(row.effect, Tell):
        return bool(row.effect.run) and not still_asks(story.case, row.effect)
    if isinstance(row.effect, RedrawTold):
        return _is_redrawn_later(tx, row, row.effect)
    if isinstance(row.effect, AddToTicket):
        # The desk never took the ticket: a human has it, with the whole story.
        return not story.case.ticket_key
    return (
        isinstance(row.effect, ShowCard)
        and bool(story.card)
        and any(
            later.seq > row.seq and later.state is OutboxState.READY and isinstance(later.effect, ShowCard)
            for later in tx.outbox.of(row.case_id)
        )
    )


def _is_redrawn_later(tx: Transaction, row: OutboxRow, effect: RedrawTold) -> bool:
    """Tell whether the same message is to be drawn anew once more: that shows everything that this one would."""
    return any(
        later.seq > row.seq
        and later.state is OutboxState.READY
        and isinstance(later.effect, RedrawTold)
        and later.effect.message == effect.message
        for later in tx.outbox.of(row.case_id)
    )


def _answers_what_is_gone(reply: Reply, story: Story) -> bool:
    """Tell whether an automatic public reply would stand below a post that its author has deleted."""
    gone = any(reply.to in (one.id, *one.also) for one in story.mentions if one.deleted)
    return gone and not reply.private and is_automatic(reply.kind, reply.by)


def objections(
    tx: Transaction, row: OutboxRow, story: Story, channel: CustomerChannel, policy: Policy, now: datetime
) -> tuple[Finding, ...]:
    """Return what keeps a reply from leaving at `now` (UTC); nothing when it may leave.

    What a lead sends anyway is stopped only by what never leaves, and by its time, which began anew with that.
    """
    reply = row.effect
    if not isinstance(reply, Reply):
        return ()
    if row.error and not reply.text:
        sentence = f"The text could not be filled in: {row.error}"
        return (Finding("placeholder", Severity.STOP, sentence),)
    if reply.ask_first and not reply.anyway:
        return (Finding("approval", Severity.STOP, "The desk solved the ticket. May the customer be told?"),)
    found = check(draft_of(tx, row, reply, story, channel, policy, now))
    stops = [finding for finding in found if finding.severity is Severity.STOP] or _too_dear(tx, row, policy, now)
    return tuple(finding for finding in stops if not reply.anyway or finding.guard in _EVEN_ANYWAY)


def _too_dear(tx: Transaction, row: OutboxRow, policy: Policy, now: datetime) -> list[Finding]:
    """Nothing automatic leaves on X with the month's budget used up; what waits already is a lead's to decide."""
    reply = row.effect
    if policy.spending.monthly is None or not isinstance(reply, Reply) or not row.destination.startswith("x:"):
        return []
    if not is_automatic(reply.kind, reply.by) or not spending.tell_spent(tx, policy, now).used_up:
        return []
    return [Finding("monthly_budget", Severity.STOP, "The monthly budget for X is used up.")]


def draft_of(
    tx: Transaction,
    row: OutboxRow,
    reply: Reply,
    story: Story,
    channel: CustomerChannel,
    policy: Policy,
    now: datetime,
) -> Draft:
    """Return a reply as the guards see it, with what was said before."""
    case, texts = story.case, tuple(mention.text for mention in story.mentions)
    automatic = is_automatic(reply.kind, reply.by)
    left = [(one, said) for one, said in lately_said_to(tx, case.customer, now, but=row.id) if _has_left(one)]
    handles = {policy.handle, case.customer.handle, *(name for text in texts for name in _HANDLE.findall(text))}
    return Draft(
        reply.text,
        public=not reply.private,
        weight=channel.weight(reply.text),
        limit=channel.limit,
        staff=tuple(policy.staff),
        customer_name=first_name(case.customer.name),
        brand=policy.brand,
        handle=policy.handle,
        channel=case.channel,
        kind=reply.kind,
        automatic=automatic,
        heated=case.heated,
        opted_out=reply.kind not in ANSWERS and tx.marks.opted_out(case.customer),
        now=now,
        send_by=row.send_by,
        known_handles=frozenset(handles),
        ticket_links=policy.ticket_links,
        internal_hosts=policy.internal_hosts,
        internal_texts=notes_of(tx, case.id),
        customer_texts=texts,
        history=History(
            said_in_case=tuple(said.kind for one, said in left if one.case_id == case.id),
            to_customer=tuple(Earlier(said.text, one.sent_at or one.created_at) for one, said in left),
            window=WINDOW,
        ),
        counts=Counts(
            daily=sum(is_automatic(said.kind, said.by) for _, said in left),
            daily_limit=policy.daily if automatic else 0,
        ),
    )


def _has_left(row: OutboxRow) -> bool:
    return row.state in (OutboxState.SENT, OutboxState.SENDING, OutboxState.UNKNOWN)
