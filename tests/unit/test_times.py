"""Times in what a human wrote: which sentences promise something, and by which moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import support_prose
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.library import FolderLibrary
from bot.domain.times.finding import find_promise
from bot.domain.times.words import MONTHS

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # 13:00 in Berlin


def found(text: str, now: datetime = MONDAY, zone: ZoneInfo = BERLIN) -> str:
    """Return the promised moment as it is said in the zone, "" for none."""
    promise = find_promise(text, now, zone)
    return f"{promise.due.astimezone(zone):%a %H:%M}" if promise else ""


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("Mon 15:00", "We'll get back to you by 3 pm."),
        ("Mon 15:00", "We will be back by 15:00."),
        ("Mon 15:30", "You'll hear from us by 3:30pm today."),
        ("Mon 15:00", "I'll call you in two hours."),
        ("Mon 13:30", "We'll be back in half an hour."),
        ("Tue 13:00", "We'll fix this within 24 hours."),
        ("Tue 12:00", "We will look at it tomorrow morning."),
        ("Tue 12:00", "We will get back to you by noon tomorrow."),
        ("Mon 18:00", "We'll have it done by end of day."),
        ("Fri 18:00", "We'll let you know by Friday."),
        ("Wed 13:00", "We'll get back to you within 2 business days."),
        ("Mon 16:00", "We will update you by 15:00 UTC."),
        ("Mon 15:00", "Wir melden uns bis 15 Uhr."),
        ("Mon 15:30", "Wir melden uns bis spätestens 15:30 Uhr bei Ihnen."),
        ("Tue 12:00", "Wir schauen uns das morgen früh an."),
        ("Mon 15:00", "Ich melde mich in zwei Stunden."),
        ("Mon 14:00", "Wir melden uns innerhalb einer Stunde."),
        ("Mon 17:00", "Guten Morgen, wir melden uns heute Nachmittag."),
        ("Mon 09:00", "Wir melden uns am Montag um 9 Uhr."),
        ("Mon 15:00", "Ti faremo sapere entro le 15."),
        ("Mon 15:30", "Le rispondiamo entro le 15:30."),
        ("Tue 12:00", "La ricontatteremo domani mattina."),
        ("Mon 20:00", "Le faremo sapere entro stasera."),
        ("Mon 15:00", "Te responderemos antes de las 15:00."),
        ("Mon 15:00", "Te avisaremos antes de las 3 de la tarde."),
        ("Tue 12:00", "Te contactaremos mañana por la mañana."),
        ("Mon 15:00", "Te escribimos en dos horas."),
        ("Mon 15:00", "Nous reviendrons vers vous avant 15 h."),
        ("Mon 15:30", "Nous vous répondrons d'ici 15h30."),
        ("Mon 15:00", "Nous vous répondrons dans deux heures."),
        ("Tue 12:00", "Je reviens vers vous demain matin."),
        ("Thu 18:00", "We will get back to you by 5 March."),
        ("Thu 10:00", "We'll have it fixed by March 5th at 10 am."),
        ("Thu 18:00", "Wir melden uns bis zum 5. März."),
        ("Thu 15:00", "Wir melden uns am 05.03.2026 um 15 Uhr."),
        ("Thu 18:00", "Le faremo sapere entro il 5 marzo."),
        ("Thu 18:00", "Te avisaremos antes del 5 de marzo."),
        ("Thu 18:00", "Nous reviendrons vers vous avant le 5 mars."),
        ("Thu 18:00", "We will update you on 2026-03-05."),
        ("Mon 15:00", "Thanks for the file! We'll be back by 3 pm. What does the page say?"),
    ],
)
def test_a_promise_with_a_time_is_found(expected: str, text: str) -> None:
    assert expected == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We'll get back to you soon.",
        "We'll get back to you.",
        "Please send us the file by 3 pm.",
        "Could you call us by 15:00?",
        "Bitte schicken Sie uns die Datei bis 15 Uhr.",
        "We are there from 09:00 to 17:00, Monday to Friday.",
        "Wir sind von 9 bis 17 Uhr da.",
        "The outage began at 14:05 UTC and ended at 14:52 UTC.",
        "We refunded 24.90 EUR on 3 March, and your bank shows it within 5 days.",
        "Shall we call you at 15:00?",
        "We'll be back in 400 days.",
        "Version 4.2.1 is out.",
        "We'll let you know by 31 February.",
        "We'll let you know by 3/4.",
        "We may call you 5 times.",
        "",
    ],
)
def test_what_promises_nothing_by_a_time_is_left_alone(text: str) -> None:
    assert "" == found(text)


def test_a_time_that_has_passed_today_is_meant_for_tomorrow() -> None:
    assert "Tue 09:30" == found("We'll get back to you by 9:30.")


def test_a_monday_on_a_monday_is_the_next_one() -> None:
    promise = find_promise("We'll be back on Monday.", MONDAY, BERLIN)
    assert promise is not None
    assert datetime(2026, 3, 9, 17, 0, tzinfo=UTC) == promise.due


def test_the_clock_change_moves_no_promised_time() -> None:
    """On the last Sunday of March Berlin's clocks go from 02:00 to 03:00: 15:00 the day after is 13:00 UTC."""
    saturday = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    on_the_clock = find_promise("We'll be back tomorrow at 15:00.", saturday, BERLIN)
    in_hours = find_promise("We'll be back in 12 hours.", saturday, BERLIN)
    assert on_the_clock is not None
    assert in_hours is not None
    assert datetime(2026, 3, 29, 13, 0, tzinfo=UTC) == on_the_clock.due
    assert saturday + timedelta(hours=12) == in_hours.due


def test_the_team_far_away_means_its_own_clock() -> None:
    assert "Mon 15:00" == found("We'll be back by 3 pm.", zone=ZoneInfo("America/New_York"))


@pytest.mark.parametrize(
    "sentence",
    [
        line
        for prose in vars(support_prose).values()
        if isinstance(prose, str)
        for line in prose.splitlines()
        if line.strip()
    ],
)
def test_ordinary_sentences_of_support_promise_nothing(sentence: str) -> None:
    assert "" == found(sentence)


def test_no_shipped_text_promises_a_time() -> None:
    """What anybody may send at any hour must not name one."""
    responses = FolderLibrary([Path(__file__).parents[2] / "responses"]).responses
    assert [] == [one.name for one in responses if found(one.text)]


@given(st.text(max_size=200), st.timedeltas(timedelta(0), timedelta(days=366)))
def test_any_text_at_any_time_is_read_without_harm_and_only_into_the_future(text: str, since: timedelta) -> None:
    now = MONDAY + since
    promise = find_promise(f"We'll get back to you by {text}", now, BERLIN)
    assert promise is None or promise.due > now


NUMBERS = st.one_of(st.integers(0, 99), st.integers(0, 99_999_999)).map(str)
PIECES = st.one_of(
    NUMBERS,
    st.tuples(NUMBERS, NUMBERS).map(".".join),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map(".".join),
    st.tuples(NUMBERS, NUMBERS, NUMBERS).map("-".join),
    st.tuples(NUMBERS, NUMBERS).map(":".join),
    st.sampled_from(
        (*MONTHS, "in", "by", "bis", "entro", "d'ici", "uhr", "pm", "h", "days", "stunden", "business", "of")
    ),
    st.sampled_from((".", ",", "the", "tomorrow", "friday", "evening", "minutes", "weeks", "UTC", "st", "20")),
)


@settings(max_examples=500)
@given(st.lists(PIECES, min_size=1, max_size=7).map(" ".join))
def test_anything_that_looks_like_a_time_is_read_without_harm(text: str) -> None:
    """Also "5.00." and the 31st of a month that has none: an answer in X's own app may hold anything."""
    promise = find_promise(f"We'll get back to you {text}", MONDAY, BERLIN)
    assert promise is None or promise.due > MONDAY
