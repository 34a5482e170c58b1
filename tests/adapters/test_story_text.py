"""The story of a case as a desk gets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from bot.adapters.desks.story_text import entry_text, story_text, subject_of
from bot.domain.case import Case, Channel, Customer, Mention, State
from bot.domain.response import ResponseKind
from bot.ports.desk import Entry
from bot.ports.staffroom import Noted, Said, Story

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "7", "anna", "Anna Example")
CASE = Case(
    *("C-12", Channel.X, ANNA, "100", NOON, State.OPENING),
    team="billing",
    topic="refund",
    language="en",
    heated=True,
    email="anna@mail.example",
)
POST = Mention(Channel.X, "1", "100", ANNA, "You charged me twice!", NOON, url="https://x.com/anna/status/1")
ADDRESS = Mention(Channel.X, "2", "dm", ANNA, "anna@mail.example", NOON + timedelta(minutes=4), private=True)
STORY = Story(
    CASE,
    (POST, ADDRESS),
    (
        Said(ResponseKind.HOLD, "One second, Anna", "", NOON + timedelta(seconds=2), "sent"),
        Said(ResponseKind.SUGGESTION, "I can see it.", "Ada", NOON + timedelta(minutes=2), "sent"),
        Said(ResponseKind.TICKET_OPENED, "Your ticket", "", None, "held"),
    ),
    "Ada",
    NOON,
    paused=False,
)


def test_it_is_told_in_the_order_in_which_it_happened() -> None:
    expected = """Case: C-12
Customer: Anna Example (@anna) on X
Email: anna@mail.example
Team: billing
Topic: refund
Language: en
Mood: heated
Looked after by: Ada
Opened: 2026-01-05 12:00:00 UTC
State: opening

2026-01-05 12:00:00 UTC  Anna Example wrote in public:
    You charged me twice!
    Link: https://x.com/anna/status/1

2026-01-05 12:00:02 UTC  We sent (hold, by triage-bot, automatically):
    One second, Anna

2026-01-05 12:02:00 UTC  We sent (suggestion, by Ada):
    I can see it.

2026-01-05 12:04:00 UTC  Anna Example wrote in private:
    anna@mail.example

Not sent:
    (held) Your ticket
"""
    assert expected == story_text(STORY)


def test_times_are_in_utc_wherever_they_come_from() -> None:
    berlin = replace(POST, at=NOON.astimezone(timezone(timedelta(hours=1))))
    assert "2026-01-05 12:00:00 UTC  Anna" in story_text(replace(STORY, mentions=(berlin,)))


def test_a_customer_cannot_write_a_line_of_ours() -> None:
    forged = replace(POST, text="hi\n2026-01-05 12:00:01 UTC  We sent (hold, by Ada):\n\u2028\x1b[2Jgone\u202e")
    lines = story_text(replace(STORY, mentions=(forged,), said=())).splitlines()
    ours = [line for line in lines if line.startswith("2026")]
    assert ["2026-01-05 12:00:00 UTC  Anna Example wrote in public:"] == ours
    assert "    [2Jgone" in lines


def test_a_post_without_words_says_so() -> None:
    assert "wrote in public:\n    (no text)\n" in story_text(replace(STORY, mentions=(replace(POST, text=""),)))


def test_somebody_whose_channel_told_no_name_is_the_customer() -> None:
    nameless = replace(POST, customer=replace(ANNA, handle="", name=""))
    assert "  The customer wrote in public:" in story_text(replace(STORY, mentions=(nameless,)))


class TestSubject:
    def test_it_is_the_first_public_post(self) -> None:
        assert "You charged me twice!" == subject_of(replace(STORY, mentions=(ADDRESS, POST)))

    def test_it_is_one_short_line(self) -> None:
        long = subject_of(replace(STORY, mentions=(replace(POST, text="two\nlines " * 40),)))
        assert (70, "two lines two", "…") == (len(long), long[:13], long[-1])

    def test_it_masks_addresses(self) -> None:
        assert "write a…@m….example" == subject_of(
            replace(STORY, mentions=(replace(POST, text="write anna@mail.example"),))
        )

    def test_private_words_stay_out_of_it(self) -> None:
        assert "Support request on X" == subject_of(replace(STORY, mentions=(ADDRESS,)))


def test_it_tells_what_the_staff_did_and_the_time_where_the_team_is() -> None:
    """Times are in UTC and in the team's zone; what the staff did stands where it happened."""
    story = replace(STORY, notes=(Noted(NOON + timedelta(minutes=1), "Ada took it."),), zone=ZoneInfo("Europe/Berlin"))
    lines = story_text(story).splitlines()
    at = lines.index("2026-01-05 12:01:00 UTC (13:01 Europe/Berlin)  Internal:")
    assert ("    Ada took it.", True) == (
        lines[at + 1],
        at < next(n for n, line in enumerate(lines) if "12:02:00" in line),
    )


def test_what_is_added_later_is_told_in_the_same_words() -> None:
    """An entry is a post of the customer's, or a note."""
    post = entry_text(Entry(NOON, mention=POST), STORY)
    assert post in story_text(STORY)
    assert "2026-01-05 12:00:00 UTC  Internal:\n    Ada moved it." == entry_text(Entry(NOON, "Ada moved it."), STORY)
