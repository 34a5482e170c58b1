"""What a reply is filled in with is true on the day on which it is worded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from acme import new_case, policy
from fakes import ListLibrary, RecordingChannel

from bot.domain.effects import Reply
from bot.domain.hours import OfficeHours, Span
from bot.domain.promise import Promise
from bot.domain.response import Facts, Response, ResponseKind
from bot.engine.wording import Wording

BERLIN = ZoneInfo("Europe/Berlin")
HOLIDAYS = {date(2026, 12, 24) + timedelta(days=day): "closed" for day in range(11)}
HOURS = OfficeHours((Span.parse("Mon-Fri 09:00-17:00"),), BERLIN, HOLIDAYS)


@dataclass
class Filled(ListLibrary):
    """A library that remembers the facts."""

    facts: list[Facts] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def fill(self, response: Response, facts: Facts) -> str:
        self.facts.append(facts)
        return super().fill(response, facts)


def facts(now: datetime, promised: datetime | None = None) -> Facts:
    library = Filled()
    case = replace(new_case(), promise=Promise(promised, "Ada", now, "Soon.") if promised else None)
    reply = Reply(ResponseKind.OUT_OF_HOURS, "1001", now)
    Wording(library, policy(hours=HOURS)).reply(case, reply, RecordingChannel(), now)
    return library.facts[-1]


def test_who_is_closed_over_the_new_year_says_on_which_monday_they_are_back() -> None:
    """The next Monday, the 28th, is a holiday."""
    assert "Monday 4 January, 09:00 CET" == facts(datetime(2026, 12, 23, 20, tzinfo=UTC)).opening


def test_the_same_monday_needs_no_date_in_the_week_before_it() -> None:
    assert "Monday 09:00 CET" == facts(datetime(2026, 12, 29, 20, tzinfo=UTC)).opening


def test_a_promise_for_a_day_in_a_month_is_said_with_its_date() -> None:
    now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert "Friday 15 January, 15:00 CET" == facts(now, datetime(2027, 1, 15, 14, tzinfo=UTC)).promised
