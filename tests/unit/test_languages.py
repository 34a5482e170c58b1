"""Greetings and moments, as each of the five languages says them."""

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.languages import LANGUAGES, greeting, say_moment
from bot.domain.response import NAMELESS, first_name

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=BERLIN)
FIVE_PAST_ONE = datetime(2026, 7, 5, 1, 5, tzinfo=BERLIN)


def test_there_are_five_languages() -> None:
    """The languages in which texts are shipped."""
    assert ("en", "de", "it", "es", "fr") == LANGUAGES


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Hi Anna"),
        ("de", "Hallo Anna"),
        ("it", "Salve Anna"),
        ("es", "Hola, Anna"),
        ("fr", "Bonjour Anna"),
        ("de-AT", "Hallo Anna"),
        ("pt_BR", "Hi Anna"),
        ("FR", "Bonjour Anna"),
        ("", "Hi Anna"),
    ],
)
def test_a_customer_is_greeted_by_name(language: str, expected: str) -> None:
    """A greeting has the name where there is one; an unknown language greets in English."""
    assert expected == greeting(language, "Anna")


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "Hi there"), ("de", "Guten Tag"), ("it", "Salve"), ("es", "Hola"), ("fr", "Bonjour"), ("tlh", "Hi there")],
)
@pytest.mark.parametrize("name", ["", NAMELESS])
def test_a_customer_without_a_name_is_greeted_too(language: str, expected: str, name: str) -> None:
    """A greeting without a name reads as if it had been meant so."""
    assert expected == greeting(language, name)


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_a_greeting_never_ends_in_the_air(display_name: str, language: str) -> None:
    """No display name leaves a blank, a comma or the English fallback behind in another language."""
    said = greeting(language, first_name(display_name))
    assert said.strip(" ,") == said
    assert language == "en" or not said.endswith(NAMELESS)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Monday 09:00 CET"),
        ("de", "Montag um 09:00 Uhr (MEZ)"),
        ("it", "lunedì alle 9:00 (CET)"),
        ("es", "lunes a las 9:00 (CET)"),
        ("fr", "lundi à 9\u00a0h (CET)"),
        ("nl", "Monday 09:00 CET"),
    ],
)
def test_a_moment_is_said_as_the_language_says_it(language: str, expected: str) -> None:
    """Weekday, time and zone stand in the order and the form of the language."""
    assert expected == say_moment(MONDAY, language, MONDAY)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Sunday 01:05 CEST"),
        ("de", "Sonntag um 01:05 Uhr (MESZ)"),
        ("it", "domenica all'1:05 (CEST)"),
        ("es", "domingo a la 1:05 (CEST)"),
        ("fr", "dimanche à 1\u00a0h\u00a005 (CEST)"),
    ],
)
def test_one_o_clock_has_its_own_article(language: str, expected: str) -> None:
    """At one in the morning Italian and Spanish change to the singular, and summer time has its name."""
    assert expected == say_moment(FIVE_PAST_ONE, language, FIVE_PAST_ONE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_clock_has_24_hours(language: str) -> None:
    """Nobody has to guess whether it is the morning or the evening."""
    assert "21:30" in say_moment(MONDAY.replace(hour=21, minute=30), language, MONDAY).replace("\u00a0h\u00a0", ":")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_has_its_own_name(language: str) -> None:
    """Seven days are seven words."""
    days = {say_moment(MONDAY + timedelta(days=day), language, MONDAY).split()[0] for day in range(7)}
    assert 7 == len(days)


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        (ZoneInfo("America/Sao_Paulo"), "UTC-3"),
        (ZoneInfo("Asia/Kathmandu"), "UTC+5:45"),
        (ZoneInfo("America/New_York"), "EST"),
        (timezone(timedelta(hours=2)), "UTC+2"),
        (UTC, "UTC"),
    ],
)
def test_a_zone_without_a_name_is_said_by_its_distance(zone: tzinfo, expected: str) -> None:
    """A bare "-03" after a time would read like a part of it."""
    assert f"Monday 09:00 {expected}" == say_moment(MONDAY.replace(tzinfo=zone), "en", MONDAY)


def test_a_moment_without_a_zone_is_refused() -> None:
    """A time without a zone tells a customer nothing."""
    with pytest.raises(ValueError, match="time zone"):
        say_moment(MONDAY.replace(tzinfo=None), "en", MONDAY)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Monday 4 January, 09:00 CET"),
        ("de", "Montag, 4. Januar, um 09:00 Uhr (MEZ)"),
        ("it", "lunedì 4 gennaio alle 9:00 (CET)"),
        ("es", "lunes 4 de enero a las 9:00 (CET)"),
        ("fr", "lundi 4 janvier à 9\u00a0h (CET)"),
        ("nl", "Monday 4 January, 09:00 CET"),
    ],
)
def test_a_moment_that_is_far_away_is_said_with_its_date(language: str, expected: str) -> None:
    """Closed from Christmas until the new year: Monday would be another one."""
    opens, written = datetime(2027, 1, 4, 9, tzinfo=BERLIN), datetime(2026, 12, 23, 20, tzinfo=UTC)
    assert expected == say_moment(opens, language, written)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Monday 1 March, 09:00 CET"),
        ("de", "Montag, 1. März, um 09:00 Uhr (MEZ)"),
        ("it", "lunedì 1º marzo alle 9:00 (CET)"),
        ("es", "lunes 1 de marzo a las 9:00 (CET)"),
        ("fr", "lundi 1er mars à 9\u00a0h (CET)"),
    ],
)
def test_the_first_of_a_month_is_said_as_the_language_says_it(language: str, expected: str) -> None:
    assert expected == say_moment(datetime(2027, 3, 1, 9, tzinfo=BERLIN), language, MONDAY)


@pytest.mark.parametrize(("days", "dated"), [(-8, True), (-1, True), (0, False), (6, False), (7, True), (365, True)])
def test_the_date_is_said_from_the_seventh_day_on(days: int, dated: bool) -> None:
    """And of a moment that is over: a weekday is understood as the next one."""
    at = MONDAY + timedelta(days=days)
    assert dated is (f" {at.day} " in say_moment(at, "en", MONDAY))


def test_which_day_it_is_counts_where_the_team_is() -> None:
    """In Berlin it is Monday already, in UTC still Sunday: the coming Monday is the seventh day, or the eighth."""
    late = datetime(2026, 1, 4, 23, 30, tzinfo=UTC)
    assert "Sunday 09:00 CET" == say_moment(MONDAY + timedelta(days=6), "en", late)
    assert "Monday 12 January, 09:00 CET" == say_moment(MONDAY + timedelta(days=7), "en", late)
