"""The figures of today: what came in, what humans answered and how fast. It reads what happened and writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile
from statistics import median
from zoneinfo import ZoneInfo

from bot.domain.case import Case, State
from bot.domain.events import AnsweredElsewhere, SuggestionSent, TicketOpened
from bot.domain.urgency import EMAIL_ASKS
from bot.ports.home import Hour, Today
from bot.ports.store import Transaction

_ANSWERS = frozenset({SuggestionSent.__name__, AnsweredElsewhere.__name__, "AnswerWritten"})
_TICKET = TicketOpened.__name__
_REQUESTS = tuple(state for state in State if state not in (State.NEW, State.DISMISSED))
MOST = 2_000
"""Cases of one day that are looked at."""


def today(tx: Transaction, zone: ZoneInfo, now: datetime, waiting: int) -> Today:
    """Return the figures of the day that `now` (UTC) is in at `zone`; `waiting` is how many customers wait now."""
    here = now.astimezone(zone)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(now.tzinfo)
    cases = list(takewhile(lambda case: case.opened_at >= midnight, tx.cases.list(_REQUESTS, MOST)))
    answers: dict[str, datetime] = {}
    for event in tx.cases.happened(_ANSWERS, midnight):
        answers.setdefault(event.case_id, event.at)
    tickets = len({event.case_id for event in tx.cases.happened((_TICKET,), midnight)})
    automatic = tx.outbox.automatic_since(midnight)
    took = [(answers[case.id] - case.opened_at).total_seconds() for case in cases if case.id in answers]
    return Today(
        day=f"{here:%A, %-d %B} ({here.tzname()})",
        hours=_hours(cases, list(answers.values()), zone, here.hour),
        came=len(cases),
        answered=len(answers),
        asked=sum(automatic.get(kind, 0) for kind in EMAIL_ASKS),
        tickets=tickets,
        waiting=waiting,
        first_answer=median(took) if took else None,
    )


def _hours(cases: Sequence[Case], answers: Sequence[datetime], zone: ZoneInfo, last: int) -> tuple[Hour, ...]:
    came = Counter(case.opened_at.astimezone(zone).hour for case in cases)
    answered = Counter(at.astimezone(zone).hour for at in answers)
    first = min([*came, *answered, last], default=0)
    # At least eight hours, so that the first bars of a morning are no walls.
    first = max(0, min(first, last - 7))
    return tuple(Hour(hour, came[hour], answered[hour]) for hour in range(first, max(last, first + 7) + 1))
