"""What is promised to customers: written down as it is decided, listed for whoever owes it, counted by the week.

No words of a customer are in it. Promises that an outage made overdue become ONE private message to each lead.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.case import Case
from bot.domain.effects import Say, TellOverdue, WritePromise
from bot.domain.policy import Policy
from bot.domain.promise import Promise, Standing
from bot.engine.backlog import AT_MOST, GATHER
from bot.engine.effect_ids import effect_id, only_case
from bot.ports.store import OutboxRow, OutboxState, PromiseRow, Transaction

MOST_LINES = 30
"""So many overdue promises have a line of their own in the message after an outage."""
WEEKS = 8
_HEAD = "⏰ These promises came to their time while the bot was away. Nobody kept them, and the customers wait:"
_MORE = "… and more. `triage-bot promises` lists them all."
_COUNTED = (Standing.KEPT, Standing.BROKEN, Standing.REPLACED)


@dataclass(frozen=True)
class Owed:
    """A promise that a customer still waits for, and its case."""

    case: Case
    promise: Promise

    @property
    def overdue(self) -> bool:
        """Tell whether its time has passed."""
        return self.promise.overdue


@dataclass(frozen=True)
class WeekOfPromises:
    """What became of the promises of one team's teammate in one week, like "2026-W10", where the team is."""

    week: str
    team: str
    owner: str
    kept: int
    broken: int
    replaced: int


def write_promise(tx: Transaction, case: Case, effect: WritePromise, now: datetime) -> None:
    """Write down how a promise of `case` stands since `now` (UTC)."""
    one, standing = effect.promise, effect.standing
    # What is broken was broken when it was due, whenever that is noticed.
    since = one.due if standing in (Standing.OVERDUE, Standing.BROKEN) else now
    tx.promises.put(
        PromiseRow(case.id, one.number, case.team, one.owner, one.made, one.due, one.found, standing, since)
    )


def promises_due(tx: Transaction, now: datetime, within: timedelta | None = None) -> tuple[Owed, ...]:
    """Return every promise that is owed, soonest first, overdue ones included.

    With `within` only those whose time comes by then, counted from `now` (UTC).
    """
    rows = tx.promises.owed(None if within is None else now + within)
    cases = (tx.cases.get(row.case_id) for row in rows)
    return tuple(Owed(case, case.promise) for case in cases if case is not None and case.promise is not None)


def count_weeks(tx: Transaction, policy: Policy, now: datetime, weeks: int = WEEKS) -> tuple[WeekOfPromises, ...]:
    """Return what was kept and broken in the last weeks, newest first, by team and by who owed it."""
    counted: Counter[tuple[str, str, str, Standing]] = Counter()
    for row in tx.promises.settled(now - timedelta(weeks=weeks)):
        standing = Standing.BROKEN if row.standing is Standing.OVERDUE else row.standing
        zone = policy.team(row.team).hours.zone
        counted[_week(row.at, zone), row.team, row.owner, standing] += 1
    places = {(week, team, owner) for week, team, owner, standing in counted if standing in _COUNTED}
    found = [
        WeekOfPromises(week, team, owner, *(counted[week, team, owner, standing] for standing in _COUNTED))
        for week, team, owner in sorted(places, key=lambda place: place[1:])
    ]
    return tuple(sorted(found, key=lambda one: one.week, reverse=True))


def tell_overdue(
    tx: Transaction, case: Case, effect: TellOverdue, policy: Policy, triage_channel: str, now: datetime
) -> None:
    """Add an overdue promise to the message to a lead that still gathers, or begin one."""
    person = policy.person(effect.who)
    if person is None or not person.slack or not triage_channel:
        return
    mark = f"overdue:{effect.who}"
    row = tx.outbox.get(tx.marks.get(mark))
    if row is not None and row.state is OutboxState.READY and isinstance(row.effect, Say):
        latest = max(row.created_at + AT_MOST, now)
        said = replace(row.effect, text=_with_line(row.effect.text, effect.words))
        tx.outbox.save(replace(row, effect=said, next_try=min(now + GATHER, latest)))
        return
    row_id = effect_id(f"{only_case(case)}/overdue/{person.slack}", case.version, 0)
    tx.marks.set(mark, row_id)
    say = Say(effect.who, _with_line(_HEAD, effect.words))
    tx.outbox.add(OutboxRow(row_id, "", f"slack:{person.slack}", say, now + GATHER, now))


def _with_line(text: str, words: str) -> str:
    lines = text.split("\n")
    if len(lines) > MOST_LINES:
        return text if lines[-1] == _MORE else f"{text}\n{_MORE}"
    return f"{text}\n• {words}"


def _week(at: datetime, zone: ZoneInfo) -> str:
    year, week, _ = at.astimezone(zone).isocalendar()
    return f"{year}-W{week:02}"
