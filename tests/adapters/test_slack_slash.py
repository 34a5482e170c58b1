"""What somebody means who types /triage, and which moment."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from acme import NOON
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.moment import read_moment
from bot.adapters.slack.slash import (
    WORDS,
    Away,
    Command,
    OnDuty,
    Search,
    ShowCase,
    Simple,
    Wrong,
    first_word,
    read_command,
)

BERLIN = ZoneInfo("Europe/Berlin")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026, in UTC. NOON is Monday the 2nd, one o'clock in Berlin."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def read(text: str) -> Command:
    return read_command(text, NOON, BERLIN)


@pytest.mark.parametrize("word", ["help", "status", "mine", "back", "pause", "resume"])
def test_one_word_is_a_command(word: str) -> None:
    assert read(f"  {word.upper()} ") == Simple(word)


def test_nothing_asks_for_help() -> None:
    assert read("") == Simple("help")


@pytest.mark.parametrize("text", ["case C-12", "case c-12", "case 12", "case C12"])
def test_a_case_is_named_as_people_write_it(text: str) -> None:
    assert read(text) == ShowCase("C-12")


def test_a_search_takes_all_words() -> None:
    assert read('search charged "twice"') == Search('charged "twice"')


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("away", at(2, 23)),
        ("away until 15:00", at(2, 14)),
        ("away 2h", at(2, 14)),
        ("away until tomorrow", at(2, 23)),
        ("away until tomorrow 9:30", at(3, 8, 30)),
    ],
)
def test_away_until(text: str, until: datetime) -> None:
    """Without a time it is until the end of the day, so that nobody is passed over for ever."""
    assert read(text) == Away(until)


def test_on_duty_names_a_person_perhaps_a_team_and_a_time() -> None:
    assert read("on-duty <@U0ADA|ada> until 18:00") == OnDuty("U0ADA", at(2, 17))
    assert read("on-duty <@U0ADA> for billing until fri 9:00") == OnDuty("U0ADA", at(6, 8), "billing")


@pytest.mark.parametrize(
    "text",
    [
        "dance",
        "case",
        "case x",
        "search",
        "away until whenever",
        "on-duty",
        "on-duty ada until 18:00",
        "on-duty <@U0ADA>",
    ],
)
def test_what_is_not_understood_is_answered_with_what_is_expected(text: str) -> None:
    assert isinstance(read(text), Wrong)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("15:00", at(2, 14)),
        ("12:30", at(3, 11, 30)),
        ("3pm", at(2, 14)),
        ("12am", at(2, 23)),
        ("30m", at(2, 12, 30)),
        ("3 days", at(5, 12)),
        ("monday", at(8, 23)),
        ("wed 08:00", at(4, 7)),
        ("today 17:00", at(2, 16)),
        ("2026-03-29", datetime(2026, 3, 28, 23, tzinfo=UTC)),
        ("2026-03-30 09:00", datetime(2026, 3, 30, 7, tzinfo=UTC)),
    ],
)
def test_a_moment_is_one_to_come_where_the_team_is(text: str, moment: datetime) -> None:
    """Also after the clocks were changed."""
    assert read_moment(text, NOON, BERLIN) == moment


@pytest.mark.parametrize("text", ["", "7", "25:00", "13pm", "9:75", "soon", "tomorrow soon", "2026-02-30"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text, NOON, BERLIN) is None


def test_only_our_own_words_get_into_the_audit_trail() -> None:
    """What is looked for may be somebody's name."""
    assert (first_word("search Anna Keller"), first_word("anna search")) == ("search", "")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("0123456789:-. apmhdwuntilfriday<@U>|"), max_size=40), st.sampled_from(WORDS))
def test_nothing_that_somebody_types_is_a_fault(text: str, word: str) -> None:
    """Whatever it is, it is one of our commands or a word of what was expected."""
    read(f"{word} {text}")
    read_moment(text, NOON, ZoneInfo("America/Los_Angeles"))
