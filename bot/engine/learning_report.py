"""How well the bot understands, by what staff did: was the first team right, was the answer one of the suggestions.

It reads what happened and writes nothing. A week begins on Monday 00:00 UTC.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.draft_events import DraftSent
from bot.domain.events import AnsweredElsewhere, AnswerWritten, Moved, SuggestionSent
from bot.domain.labels import YES, Lesson
from bot.ports.store import EventRow, Transaction

_MOVED, _SUGGESTED, _WRITTEN, _LET_GO, _ELSEWHERE = (
    kind.__name__ for kind in (Moved, SuggestionSent, AnswerWritten, DraftSent, AnsweredElsewhere)
)


@dataclass(frozen=True)
class Week:
    """The cases that staff first answered or moved in the week of `monday`.

    `first_team` of `routed` cases stayed with the team that the bot chose: one that was moved counts as wrong, even if
    it was moved back. Of `answered` cases, `suggested` were answered with one of the three suggestions, edited
    or not; the others in words of somebody's own.
    """

    monday: date
    routed: int
    first_team: int
    answered: int
    suggested: int

    @property
    def team_share(self) -> float | None:
        """The share of the cases whose first team was right, from 0 to 1; None where there is no case."""
        return self.first_team / self.routed if self.routed else None

    @property
    def suggested_share(self) -> float | None:
        """The share of the answers that were among the three, from 0 to 1; None where there is no answer."""
        return self.suggested / self.answered if self.answered else None


def weeks(tx: Transaction, now: datetime, count: int = 12) -> tuple[Week, ...]:
    """Return the last `count` weeks in which anything happened until `now` (UTC), the newest first."""
    monday = now.date() - timedelta(days=now.weekday())
    start = datetime.combine(monday - timedelta(weeks=count - 1), datetime.min.time(), now.tzinfo)
    # A little more is read: a case that was answered before, and moved in the first week, is no news of that week.
    requests = {label.case_id for label in tx.labels.all(Lesson.REQUEST) if label.value == YES}
    rows = tx.cases.happened((_MOVED, _SUGGESTED, _WRITTEN, _LET_GO, _ELSEWHERE), start - timedelta(weeks=count))
    by_case: dict[str, list[EventRow]] = defaultdict(list)
    for row in rows:
        if row.case_id in requests:
            by_case[row.case_id].append(row)
    found: dict[date, list[Sequence[EventRow]]] = defaultdict(list)
    for events in by_case.values():
        if events[0].at >= start:
            found[_monday(events[0].at)].append(events)
    return tuple(_week(monday, found[monday]) for monday in sorted(found, reverse=True))


def say(found: Sequence[Week], now: datetime) -> str:
    """Return the line about this week, or the last one with a case: for the App Home and for `check`."""
    if not found:
        return "Learning: no case was answered or moved yet."
    week = found[0]
    when = "this week" if week.monday == _monday(now) else f"in the week of {week.monday}"
    team = "–" if week.team_share is None else f"{week.team_share:.0%} of {week.routed}"
    suggested = "–" if week.suggested_share is None else f"{week.suggested_share:.0%} of {week.answered}"
    return f"Learning, {when}: the first team was right for {team} cases, the answer was a suggestion for {suggested}."


def _week(monday: date, cases: Iterable[Sequence[EventRow]]) -> Week:
    listed = list(cases)
    stayed = sum(all(event.name != _MOVED for event in events) for events in listed)
    answers = [answer for events in listed if (answer := _first_answer(events))]
    return Week(monday, len(listed), stayed, len(answers), sum(map(_was_suggested, answers)))


def _first_answer(events: Sequence[EventRow]) -> EventRow | None:
    return next((event for event in events if event.name != _MOVED), None)


def _was_suggested(answer: EventRow) -> bool:
    """An edited suggestion was one, as long as something of it is left: then its name stands in the row."""
    return answer.name == _SUGGESTED or (answer.name in (_WRITTEN, _LET_GO) and bool(answer.detail))


def _monday(at: datetime) -> date:
    return at.date() - timedelta(days=at.weekday())
