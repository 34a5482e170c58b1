"""The digest after an outage: many late cases become ONE private message to each lead, hourly while some wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.case import Case
from bot.domain.effects import ShowBacklog
from bot.domain.escalation import urgency
from bot.domain.lateness import LATE_IN
from bot.domain.policy import Policy
from bot.engine.effect_ids import effect_id, only_case
from bot.engine.leads import private_places
from bot.engine.story import tell_story
from bot.ports.staffroom import Backlog
from bot.ports.store import OutboxRow, OutboxState, Transaction

GATHER = timedelta(seconds=10)
"""How long the digest waits for another late case."""
AT_MOST = timedelta(seconds=60)
"""How long it waits in all."""
AGAIN = timedelta(hours=1)
THE_REST = timedelta(minutes=10)
"""When those follow who did not fit into one message: nobody stays unseen, and no lead gets eight messages at once."""
SHOWN = 40
"""Cases in one message; Slack takes 50 blocks."""
_MOST = 10_000


def late_cases(tx: Transaction) -> tuple[Case, ...]:
    """Return the cases of the backlog, heated ones first, then whoever has waited longest."""
    late = [case for case in tx.cases.list(LATE_IN, _MOST) if case.late]
    return tuple(sorted(late, key=urgency))


def tell_backlog(tx: Transaction, policy: Policy, now: datetime, digest: ShowBacklog) -> Backlog:
    """Return what a digest shows as things stand at `now` (UTC); where everybody was shown before, it begins anew."""
    late = late_cases(tx)
    left = _unseen(late, digest) or late
    stories = tuple(tell_story(tx, case.id, policy, now) for case in left[:SHOWN])
    return Backlog(stories, len(late), now, len(late) - len(left))


def note_shown(row: OutboxRow, backlog: Backlog | None) -> OutboxRow:
    """Return a row that is about to leave with the cases that it shows, where it is a digest.

    They are counted by nobody's place in the list: the lead answers some before the next message, and others come.
    """
    if backlog is None or not isinstance(row.effect, ShowBacklog):
        return row
    # With nobody skipped the list began anew.
    seen = row.effect.seen if backlog.skipped else ()
    shown = tuple(story.case.id for story in backlog.stories)
    return replace(row, effect=replace(row.effect, seen=seen, shown=shown))


def _unseen(late: tuple[Case, ...], digest: ShowBacklog) -> tuple[Case, ...]:
    return tuple(case for case in late[digest.skip :] if case.id not in digest.seen)


def drop_held(tx: Transaction, message: str) -> None:
    """Take back a held message whose case is in the backlog: the lead's click there says it anew."""
    row = tx.outbox.get(message)
    if row is not None and row.state is OutboxState.HELD:
        tx.outbox.save(replace(row, state=OutboxState.WITHDRAWN))


def join_digest(tx: Transaction, case: Case, policy: Policy, triage_channel: str, now: datetime) -> None:
    """Let the next digest to every lead tell of `case`: one that still gathers waits a little longer for it."""
    for name, destination in private_places(policy, triage_channel):
        mark = f"backlog:{name}"
        row = tx.outbox.get(tx.marks.get(mark))
        if row is not None and row.state is OutboxState.READY:
            latest = max(row.created_at + AT_MOST, now)
            tx.outbox.save(replace(_anew(row, case), next_try=min(now + GATHER, latest)))
            continue
        row_id = effect_id(f"{only_case(case)}/backlog/{destination}", case.version, 0)
        tx.marks.set(mark, row_id)
        tx.outbox.add(OutboxRow(row_id, "", destination, ShowBacklog(name), now + GATHER, now))


def _anew(row: OutboxRow, case: Case) -> OutboxRow:
    """Return a digest that shows `case` though an earlier message did: it was answered and is late again."""
    if not isinstance(row.effect, ShowBacklog):
        return row
    return replace(row, effect=replace(row.effect, seen=tuple(one for one in row.effect.seen if one != case.id)))


def remind_later(tx: Transaction, row: OutboxRow, now: datetime) -> None:
    """After a digest: those who did not fit soon, else another one in an hour; none when nobody waits by then."""
    if isinstance(row.effect, ShowBacklog):
        seen = ShowBacklog(row.effect.who, seen=(*row.effect.seen, *row.effect.shown))
        more = bool(_unseen(late_cases(tx), seen))
        row_id = f"{row.id}+"
        tx.marks.set(f"backlog:{row.effect.who}", row_id)
        follows = seen if more else ShowBacklog(row.effect.who)
        tx.outbox.add(OutboxRow(row_id, "", row.destination, follows, now + (THE_REST if more else AGAIN), now))
