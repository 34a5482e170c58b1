"""Office hours: wall-clock time in the team's own zone, whatever the clocks do in spring and autumn."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.hours import OfficeHours, Span

BERLIN = ZoneInfo("Europe/Berlin")
WEEKDAYS = OfficeHours((Span.parse("Mon-Fri 09:00-17:00"),), BERLIN)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-01-12 07:59", False),
        ("2026-01-12 08:00", True),
        ("2026-01-12 15:59", True),
        ("2026-01-12 16:00", False),
        ("2026-01-11 10:00", False),
    ],
)
def test_open_from_the_first_minute_until_before_the_last(at: str, is_open: bool) -> None:
    assert is_open == WEEKDAYS.is_open(utc(at))


def test_no_hours_at_all_means_always() -> None:
    assert OfficeHours((), BERLIN).is_open(utc("2026-01-11 03:00"))


@pytest.mark.parametrize(("at", "is_open"), [("2026-03-27 07:30", False), ("2026-03-30 07:30", True)])
def test_nine_oclock_comes_an_hour_earlier_in_utc_after_the_spring_change(at: str, is_open: bool) -> None:
    """Germany went over to summer time on Sunday, 29 March 2026."""
    assert is_open == WEEKDAYS.is_open(utc(at))


def test_next_opening_over_the_spring_change_is_nine_oclock_there() -> None:
    assert utc("2026-03-30 07:00") == WEEKDAYS.next_opening(utc("2026-03-27 17:00"))


def test_next_opening_over_the_autumn_change_is_nine_oclock_there() -> None:
    assert utc("2026-10-26 08:00") == WEEKDAYS.next_opening(utc("2026-10-23 17:00"))


def test_next_opening_when_open_is_now() -> None:
    assert utc("2026-01-12 10:00") == WEEKDAYS.next_opening(utc("2026-01-12 10:00"))


def test_next_opening_on_the_same_day_before_the_first_span() -> None:
    assert utc("2026-01-12 08:00") == WEEKDAYS.next_opening(utc("2026-01-12 05:00"))


def test_next_opening_in_the_lunch_break_is_the_second_span() -> None:
    hours = OfficeHours((Span.parse("Mon-Fri 09:00-12:00"), Span.parse("Mon-Fri 13:00-17:00")), BERLIN)
    assert utc("2026-01-12 12:00") == hours.next_opening(utc("2026-01-12 11:30"))


def test_next_opening_a_week_away_is_found() -> None:
    mondays = OfficeHours((Span.parse("Mon 09:00-10:00"),), BERLIN)
    assert utc("2026-01-19 08:00") == mondays.next_opening(utc("2026-01-12 09:30"))


def test_span_may_wrap_over_the_weekend() -> None:
    assert frozenset({4, 5, 6, 0}) == Span.parse("Fri-Mon 09:00-17:00").days


def test_span_until_midnight_is_open_in_the_last_minute() -> None:
    hours = OfficeHours((Span.parse("Mon-Sun 00:00-24:00"),), BERLIN)
    assert hours.is_open(utc("2026-01-12 22:59:59"))


@pytest.mark.parametrize(
    "text", ["", "Mon", "Monday 09:00-17:00", "Mon-Fri 9-17", "Fri 17:00-09:00", "Mon 25:00-26:00"]
)
def test_other_spans_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Span.parse(text)


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda at: 1970 < at.year < 9999))
def test_the_next_opening_is_open_and_not_before(at: datetime) -> None:
    opening = WEEKDAYS.next_opening(at)
    assert (True, True) == (WEEKDAYS.is_open(opening), opening >= at)


class TestHolidays:
    """On a holiday nobody is there all day, where the team is."""

    ours = OfficeHours(WEEKDAYS.spans, BERLIN, {date(2026, 5, 1): "Labour Day", date(2026, 12, 25): "Christmas Day"})

    def test_a_holiday_closes_the_whole_day_and_has_a_name(self) -> None:
        assert not self.ours.is_open(utc("2026-05-01 10:00"))
        assert ("Labour Day", "") == (
            self.ours.holiday(utc("2026-05-01 10:00")),
            self.ours.holiday(utc("2026-05-02 10:00")),
        )

    def test_the_day_is_that_of_the_team(self) -> None:
        """It is the first of May in Berlin when it is still April in UTC."""
        always = OfficeHours((), BERLIN, {date(2026, 5, 1): "Labour Day"})
        assert not always.is_open(utc("2026-04-30 22:30"))
        assert always.is_open(utc("2026-05-01 22:30"))

    def test_the_next_opening_is_after_it(self) -> None:
        """1 May 2026 is a Friday, the week begins on Monday."""
        assert utc("2026-05-04 07:00") == self.ours.next_opening(utc("2026-04-30 16:00"))

    def test_who_is_always_there_opens_at_midnight_after_it(self) -> None:
        always = OfficeHours((), BERLIN, {date(2026, 5, 1): "Labour Day"})
        assert utc("2026-05-01 22:00") == always.next_opening(utc("2026-05-01 10:00"))

    def test_who_never_opens_again_is_taken_as_there(self) -> None:
        days = {date(2026, 1, 1) + timedelta(days=day): "closed" for day in range(800)}
        at = utc("2026-01-05 10:00")
        assert at == OfficeHours(WEEKDAYS.spans, BERLIN, days).next_opening(at)


def test_an_opening_in_the_hour_that_comes_twice_is_found_once() -> None:
    """On 25 October 2026 it is half past two twice in Germany; after the second time the next one is tomorrow's."""
    nights = OfficeHours((Span.parse("Mon-Sun 02:30-03:00"),), BERLIN)
    assert utc("2026-10-25 00:30") == nights.next_opening(utc("2026-10-25 00:10")).astimezone(UTC)
    assert utc("2026-10-26 01:30") == nights.next_opening(utc("2026-10-25 02:10")).astimezone(UTC)
