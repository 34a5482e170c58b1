"""Gathers what a card, a private message or a ticket tells about a case, as it is at this moment."""

from __future__ import annotations

from datetime import datetime

from bot.domain import duty
from bot.domain.effects import Reply, ShowCard
from bot.domain.errors import NotAllowed
from bot.domain.policy import Policy
from bot.engine.keeping import may_keep
from bot.engine.notes import STAFF_NOTED
from bot.engine.rosters import with_roster
from bot.ports.staffroom import Noted, Said, Story
from bot.ports.store import EventRow, OutboxRow, OutboxState, Transaction

PAUSED = "paused"
BREAKER = "breaker"


def tell_story(tx: Transaction, case_id: str, policy: Policy, now: datetime) -> Story:
    """Return the story of a case; raise NotAllowed where there is no such case."""
    case = tx.cases.get(case_id)
    if case is None:
        raise NotAllowed(f"There is no case {case_id}.")
    rows = tx.outbox.of(case_id)
    said = tuple(
        Said(row.effect.kind, row.effect.text, row.effect.by, row.sent_at, row.state, row.effect.private)
        for row in rows
        if isinstance(row.effect, Reply) and row.state is not OutboxState.WITHDRAWN
    )
    owner = duty.whoever_has(case, with_roster(tx, policy), now)
    paused = bool(tx.marks.get(PAUSED) or tx.marks.get(BREAKER))
    others = tuple(team.name for team in policy.teams if team.name != case.team)
    kept = tx.answers.kept_of(case_id)
    return Story(
        *(case, tx.mentions.of(case_id), said, owner, now, paused, card_of(rows), others),
        may_keep=not kept and may_keep(tx, case),
        kept_by=kept.kept_by if kept else "",
        default_team=policy.teams[0].name,
        home_language=policy.languages[0] if policy.languages else "",
        present=tx.presences.of(case_id, now),
        notes=tuple(Noted(row.at, words) for row in tx.cases.events(case_id) if (words := _internal(row))),
        offers_update=policy.promising.offers_update,
        zone=policy.team(case.team).hours.zone,
        approver=" or ".join(policy.leads_of(policy.team(case.team))) if policy.leads() else "",
    )


def card_of(rows: tuple[OutboxRow, ...]) -> str:
    """Return the remote id of the case's card, or "" where none was posted yet, or none is left."""
    cards = (row.remote_id for row in rows if isinstance(row.effect, ShowCard) and row.remote_id)
    return next(cards, "")


def _internal(row: EventRow) -> str:
    """Return what the desk is to know of an event, in words, or ""."""
    match row.name:
        case "Acknowledged":
            return f"{row.who} took the case."
        case "Escalated":
            return f"{row.who} escalated the case to {row.detail}."
        case name if name == STAFF_NOTED:
            return f"{row.who} noted: {row.detail}"
        case "Moved":
            return f"{row.who} moved the case to {row.detail}."
        case "HeatMarked":
            return f"{row.who} marked the customer as {row.detail}."
        case "DraftSent":
            return f"{row.who} let a draft go."
        case "DraftReturned":
            return f"{row.who} sent a draft back."
        case "Drafted":
            return f"{row.who} drafted an answer."
        case "PromiseMade":
            return f"{row.who} promised the customer an answer ({row.detail})."
        case "PromiseKept":
            return f"{row.who} says that the promise is kept."
        case "EmailAskRequested":
            return f"{row.who} asked for an email address."
        case _:
            return ""
