"""What leads see of a draft: who was shown it, and the draft as it is when their message is written or redrawn."""

from __future__ import annotations

from datetime import datetime

from bot.domain.drafts import Draft
from bot.domain.effects import ShowDraft
from bot.domain.policy import Policy
from bot.engine.second_thoughts import SWITCHED_OFF, SWITCHED_OFF_LIMIT, read_answer
from bot.ports.channel import CustomerChannel
from bot.ports.staffroom import DraftMessage, Story
from bot.ports.store import OutboxRow, OutboxState, Transaction


def who_saw(tx: Transaction, case_id: str, draft: int) -> tuple[str, ...]:
    """Return the names of those who were shown a draft, or soon will be."""
    rows = (row.effect for row in tx.outbox.of(case_id))
    return tuple(dict.fromkeys(one.who for one in rows if isinstance(one, ShowDraft) and one.draft == draft))


def draft_message(
    tx: Transaction, row: OutboxRow, story: Story, channel: CustomerChannel | None, policy: Policy, now: datetime
) -> DraftMessage | None:
    """Return what a lead is to see of the draft that a row is about, or None where there is nothing to show any more.

    `channel` is None where it was switched off.
    """
    effect = row.effect
    if not isinstance(effect, ShowDraft):
        return None
    shown_in = _message(tx, row.case_id, effect)
    if effect.fate is not None:
        settled = DraftMessage(effect.draft, effect.author, "", "", shown_in, fate=effect.fate, by=effect.by)
        return settled if shown_in else None
    draft = story.case.waiting_draft(effect.draft)
    if draft is None:
        return None
    stops, warnings = _guards_say(tx, draft, story, channel, policy, now)
    return DraftMessage(
        draft.number,
        draft.who,
        draft.text,
        draft.why,
        shown_in,
        objections=(*stops, *warnings),
        may_send=not stops,
        wrote_since=draft.to != story.case.last_mention,
        limit=channel.limit if channel else SWITCHED_OFF_LIMIT,
    )


def _guards_say(
    tx: Transaction,
    draft: Draft,
    story: Story,
    channel: CustomerChannel | None,
    policy: Policy,
    now: datetime,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what would stop a draft if it were to leave now, and what the guards only warn of."""
    if channel is None:
        return (SWITCHED_OFF,), ()
    return read_answer(tx, story, draft.text, draft.who, channel, policy, now)


def _message(tx: Transaction, case_id: str, effect: ShowDraft) -> str:
    """Return the remote id of the message in which a teammate sees a draft already, or ""."""
    found = (
        row.remote_id
        for row in tx.outbox.of(case_id)
        if isinstance(row.effect, ShowDraft)
        and (row.effect.who, row.effect.draft) == (effect.who, effect.draft)
        and row.state is OutboxState.SENT
    )
    return next((remote_id for remote_id in found if remote_id), "")
