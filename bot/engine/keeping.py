"""Writes down which answers humans gave, and keeps one for such questions when a lead says so.

What is kept has nothing of one customer in it and passes the guards, now and whenever it is sent again. What was said
in private is never kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain import guards
from bot.domain.answers import BY_HAND, HumanAnswer, KeptAnswer
from bot.domain.case import Case, Channel, State
from bot.domain.draft_events import DraftSent
from bot.domain.effects import Reply
from bot.domain.errors import NotAllowed
from bot.domain.events import AnsweredElsewhere, AnswerWritten, Event, SuggestionSent
from bot.domain.keeping import general_answer, general_question
from bot.domain.policy import Policy
from bot.domain.response import ANY_CHANNEL, ResponseKind
from bot.engine.own_post import OwnPost
from bot.ports.channel import CustomerChannel
from bot.ports.store import OutboxState, Transaction

_NEVER = (State.NEW, State.DISMISSED, State.STOPPED)
_ROOM_FOR_A_NAME = 30


def answer_of(case: Case, event: Event, now: datetime, post: OwnPost | None = None) -> HumanAnswer | None:
    """Return the answer that a human gave with an event, as the case was before it; None where it is no answer.

    `post` is what was seen on our own side, where the answer was written by hand.
    """
    match event:
        case SuggestionSent(who, name) | AnswerWritten(who, _, name):
            rank = next((place for place, one in enumerate(case.suggestions, 1) if one.name == name), BY_HAND)
        case AnsweredElsewhere(who):
            name, rank = "", BY_HAND
        case DraftSent() if draft := case.waiting_draft(event.draft):
            who, name = draft.who, event.suggestion
            rank = next((place for place, one in enumerate(case.suggestions, 1) if one.name == name), BY_HAND)
        case _:
            return None
    return HumanAnswer(
        *(case.id, case.last_mention, now, who, name, rank, case.topic, case.language, case.heated),
        private=post.private if post else case.private,
        text=post.text if post else "",
    )


def may_keep(tx: Transaction, case: Case) -> bool:
    """Tell whether the card offers to keep the answer of a case: it was given in public and is not kept yet."""
    answer = None if case.state in _NEVER else tx.answers.newest(case.id)
    if answer is None or answer.private or tx.answers.kept_of(case.id):
        return False
    return bool(answer.text or _sent(tx, case.id))


def keep_answer(
    tx: Transaction,
    case_id: str,
    who: str,
    policy: Policy,
    channels: Mapping[Channel, CustomerChannel],
    now: datetime,
) -> KeptAnswer:
    """Keep the newest answer of a case.

    Arguments:
        tx: where it is read and written.
        case_id: the case.
        who: the lead who wants it.
        policy: whose handle may stand in it, and who must not be named.
        channels: where it may be said again, by what fits there.
        now: UTC.

    Raises:
        NotAllowed: with a sentence for the lead, where there is no answer, or it is fit for one customer only.
    """
    case = tx.cases.get(case_id)
    answer = tx.answers.newest(case_id)
    if case is None or answer is None or case.state in _NEVER:
        raise NotAllowed("There is no answer by a human to keep.")
    if kept := tx.answers.kept_of(case_id):
        raise NotAllowed(f"{kept.kept_by} has kept this answer already.")
    if answer.private:
        raise NotAllowed("This answer was given in private. What was said in private is not kept.")
    text = answer.text or _sent(tx, case_id)
    question = next((one for one in tx.mentions.of(case_id) if answer.mention_id in (one.id, *one.also)), None)
    if not text or question is None or question.private:
        raise NotAllowed("The answer has not left yet, or its question is gone. Nothing was kept.")
    offered = next((one for one in case.suggestions if one.name == answer.name), None)
    unchanged = offered is not None and offered.text == text
    words = general_answer(text, case.customer, answer.language, policy.handle)
    _check(words, policy)
    fitting = [channel for channel, side in channels.items() if side.weight(words) + _ROOM_FOR_A_NAME <= side.limit]
    if case.channel not in fitting and not unchanged:
        fitting.append(case.channel)
    return tx.answers.keep(
        KeptAnswer(
            number=0,
            case_id=case_id,
            question=general_question(question.text, case.customer),
            answer=words,
            language=answer.language,
            topic=answer.topic,
            channel=ANY_CHANNEL if set(fitting) >= set(channels) else str(case.channel),
            response=answer.name if unchanged else "",
            kept_by=who,
            kept_at=now,
        )
    )


def _sent(tx: Transaction, case_id: str) -> str:
    """Return the words of the newest suggestion that has left, as they left: a lead may have edited them."""
    left = [
        row.effect.text
        for row in tx.outbox.of(case_id)
        if isinstance(row.effect, Reply)
        and row.effect.kind is ResponseKind.SUGGESTION
        and row.state is OutboxState.SENT
        and not row.effect.private
    ]
    return left[-1] if left else ""


def _check(words: str, policy: Policy) -> None:
    """Raise NotAllowed with the guards' words where they would never let this leave."""
    draft = guards.Draft(
        words.replace("{{ hello }}", "Hi there"),
        public=True,
        weight=0,
        limit=1,
        staff=tuple(policy.staff),
        brand=policy.brand,
        handle=policy.handle,
        kind=ResponseKind.SUGGESTION,
        automatic=False,
        ticket_links=policy.ticket_links,
        internal_hosts=policy.internal_hosts,
    )
    stops = [one.message for one in guards.check(draft) if one.severity is guards.Severity.STOP]
    if stops:
        raise NotAllowed(f"This answer cannot be offered again. {stops[0]}")
