"""Who is on duty, read from a calendar: in a file or at an address, with repeats, days and changes of the clocks."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from acme import ADA, GRACE

from bot.adapters.calendars import IcalCalendars, read_shifts
from bot.domain.errors import Temporary
from bot.domain.policy import Role, Staff
from bot.domain.roster import Shift

BERLIN = ZoneInfo("Europe/Berlin")
BEN = Staff("Ben", "U0BEN", Role.RESPONDER)
PEOPLE = (ADA, BEN, GRACE)
BEGIN, END = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 4, 10, tzinfo=UTC)


def calendar(*events: str) -> bytes:
    """A calendar with these events, each with lines that stand between ";"."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", *event.split("; "), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def shifts(*events: str) -> list[tuple[str, str, str]]:
    found = read_shifts(calendar(*events), "billing", PEOPLE, BERLIN, BEGIN, END)
    return [(one.who, f"{one.starts:%m-%d %H:%M}", f"{one.ends:%m-%d %H:%M}") for one in found]


def test_a_shift_is_whose_name_stands_in_the_title() -> None:
    event = "SUMMARY:On call - Ada Lovelace - billing; DTSTART:20260330T080000Z; DTEND:20260330T160000Z"
    assert [("Ada", "03-30 08:00", "03-30 16:00")] == shifts(event)


@pytest.mark.parametrize("title", ["Adam", "Team lunch", "U0NOBODY"])
def test_who_is_not_named_is_not_on_duty(title: str) -> None:
    assert [] == shifts(f"SUMMARY:{title}; DTSTART:20260330T080000Z; DTEND:20260330T160000Z")


def test_a_slack_id_in_the_title_names_somebody_as_well() -> None:
    assert "Ben" == shifts("SUMMARY:duty U0BEN; DTSTART:20260330T080000Z; DTEND:20260330T160000Z")[0][0]


def test_a_weekly_shift_keeps_its_hours_on_the_wall_when_the_clocks_change() -> None:
    """Germany went over to summer time on 29 March 2026."""
    event = "SUMMARY:Ada; DTSTART;TZID=Europe/Berlin:20260302T090000; DTEND;TZID=Europe/Berlin:20260302T170000"
    assert [("Ada", "03-23 08:00", "03-23 16:00"), ("Ada", "03-30 07:00", "03-30 15:00")] == shifts(
        f"{event}; RRULE:FREQ=WEEKLY"
    )[:2]


def test_one_date_can_be_left_out_of_a_repeat() -> None:
    event = "SUMMARY:Ada; DTSTART:20260323T080000Z; DTEND:20260323T160000Z; RRULE:FREQ=WEEKLY; EXDATE:20260330T080000Z"
    assert ["03-23 08:00", "04-06 08:00"] == [start for _, start, _ in shifts(event)]


def test_whole_days_begin_and_end_at_midnight_where_the_team_is() -> None:
    event = "SUMMARY:Ben; DTSTART;VALUE=DATE:20260328; DTEND;VALUE=DATE:20260330"
    assert [("Ben", "03-27 23:00", "03-29 22:00")] == shifts(event)


def test_a_time_without_a_zone_is_where_the_team_is() -> None:
    assert "03-30 07:00" == shifts("SUMMARY:Ada; DTSTART:20260330T090000; DTEND:20260330T170000")[0][1]


def test_a_cancelled_shift_is_none() -> None:
    assert [] == shifts("SUMMARY:Ada; STATUS:CANCELLED; DTSTART:20260330T080000Z; DTEND:20260330T160000Z")


def test_an_event_that_repeats_every_second_is_left_out() -> None:
    """Spelled out for weeks it would be millions."""
    assert [] == shifts("SUMMARY:Ada; DTSTART:20260330T080000Z; DTEND:20260330T080001Z; RRULE:FREQ=SECONDLY")


@pytest.mark.parametrize("content", [b"no calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT", b"\xff\xfe\x00", b"<html>"])
def test_what_is_no_calendar_is_told(content: bytes) -> None:
    with pytest.raises(Temporary, match="this is no calendar that can be read"):
        read_shifts(content, "billing", PEOPLE, BERLIN, BEGIN, END)


SHIFT = Shift("billing", "Ada", datetime(2026, 3, 30, 8, tzinfo=UTC), datetime(2026, 3, 30, 16, tzinfo=UTC))
CONTENT = calendar("SUMMARY:Ada; DTSTART:20260330T080000Z; DTEND:20260330T160000Z")


def read(place: str, calendars: IcalCalendars | None = None) -> tuple[Shift, ...] | None:
    return (calendars or IcalCalendars()).shifts("billing", place, PEOPLE, BERLIN, BEGIN, END)


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "duty.ics").write_bytes(CONTENT)
    assert (SHIFT,) == read(str(tmp_path / "duty.ics"))


def test_a_file_that_is_not_there_is_told_without_its_name(tmp_path: Path) -> None:
    with pytest.raises(Temporary, match="No such file") as problem:
        read(str(tmp_path / "secret-name.ics"))
    assert "secret-name" not in str(problem.value)


class Served(BaseHTTPRequestHandler):
    """A calendar's server with ETags."""

    status: ClassVar[int] = 200
    content: ClassVar[bytes] = CONTENT
    manner: ClassVar[str] = ""

    def do_GET(self) -> None:
        fresh = self.headers.get("If-None-Match") != '"v1"'
        self.send_response(self.status if fresh or self.status != 200 else 304)
        self.send_header("ETag", '"v1"')
        content = gzip.compress(self.content) if self.manner == "packed" else self.content
        if self.manner in ("packed", "is no gzip"):
            self.send_header("Content-Encoding", "gzip")
        # One that breaks off promises more than it sends.
        more = 10 if self.manner in ("breaks off", "falls silent") else 0
        self.send_header("Content-Length", str(len(content) + more if fresh else 0))
        self.end_headers()
        if fresh and self.manner == "drips":
            for place in range(len(content)):
                self.wfile.write(content[place : place + 1])
                time.sleep(0.02)
        elif fresh:
            self.wfile.write(content)
        if self.manner == "falls silent":
            time.sleep(1)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Served)
    Thread(target=server.serve_forever, daemon=True).start()
    Served.status, Served.content, Served.manner = 200, CONTENT, ""
    yield f"http://127.0.0.1:{server.server_address[1]}/secret-token/duty.ics"
    server.shutdown()
    server.server_close()


def test_an_address_is_read_once_until_it_changes_or_a_day_is_over(address: str) -> None:
    calendars = IcalCalendars()
    assert ((SHIFT,), None) == (read(address, calendars), read(address, calendars))
    tomorrow = BEGIN + timedelta(days=1)
    assert (SHIFT,) == calendars.shifts("billing", address, PEOPLE, BERLIN, tomorrow, END)


def test_each_team_reads_a_calendar_that_several_share(address: str) -> None:
    calendars = IcalCalendars()
    read(address, calendars)
    product = calendars.shifts("product", address, PEOPLE, BERLIN, BEGIN, END)
    again = calendars.shifts("product", address, PEOPLE, BERLIN, BEGIN, END)
    assert ((replace(SHIFT, team="product"),), None, None) == (product, again, read(address, calendars))


def test_a_calendar_that_could_not_be_read_is_not_taken_for_one_that_has_not_changed(address: str) -> None:
    Served.content = b"<html>Please log in</html>"
    calendars = IcalCalendars()
    for _ in range(2):
        with pytest.raises(Temporary, match="this is no calendar"):
            read(address, calendars)


def test_a_calendar_that_was_broken_for_a_while_is_read_again(address: str) -> None:
    """Its server answers with the old tag: the shifts of before are still known, and nothing is wrong any more."""
    calendars = IcalCalendars()
    read(address, calendars)
    Served.status = 503
    with pytest.raises(Temporary):
        read(address, calendars)
    Served.status = 200
    assert read(address, calendars) is None


def test_a_server_that_refuses_is_told_without_the_address(address: str) -> None:
    Served.status = 503
    with pytest.raises(Temporary, match="answers 503") as problem:
        read(address)
    assert "secret-token" not in str(problem.value)


def test_a_server_that_is_away_is_told_without_the_address() -> None:
    with pytest.raises(Temporary, match="cannot be reached") as problem:
        read("http://127.0.0.1:9/secret-token.ics")
    assert "secret" not in str(problem.value)


@pytest.mark.parametrize("manner", ["breaks off", "is no gzip", "falls silent"])
def test_a_body_that_cannot_be_read_is_told_as_everything_else(address: str, manner: str) -> None:
    """urllib3 has errors of its own for that; the calendars of the other teams are read all the same."""
    Served.manner = manner
    with pytest.raises(Temporary, match="cannot be reached"):
        read(address, IcalCalendars(timeout=0.2))


def test_a_server_that_lets_its_calendar_drip_is_given_up(address: str) -> None:
    Served.manner = "drips"
    with pytest.raises(Temporary, match="too slowly"):
        read(address, IcalCalendars(within=0.2))


def test_a_packed_calendar_is_read(address: str) -> None:
    Served.manner = "packed"
    assert (SHIFT,) == read(address)


def test_a_calendar_that_is_too_large_is_refused(address: str) -> None:
    Served.content = b" " * 5_000_001
    with pytest.raises(Temporary, match="too large"):
        read(address)
