"""The report: one file that needs nothing else, and nothing in it that people's words could break."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

from acme import NOON

from bot.domain.case import Channel
from bot.domain.response import ResponseKind
from bot.replay.brand_bot import Staff
from bot.replay.figures import Quantiles, quantiles, reckon
from bot.replay.outcome import BrandOutcome, CaseOutcome, ConversationOutcome, Line, Who
from bot.replay.page import page, wait_in_words
from bot.replay.pictures import NEVER, load, waits

EVIL = "</script><script>alert('1')</script> & <b>"
CASE = CaseOutcome("C-1", "1", Channel.X, NOON, timedelta(seconds=20), timedelta(minutes=9), False, 2)
LINES = (
    Line(NOON, Who.CUSTOMER, EVIL, "@anna_k"),
    Line(NOON + timedelta(seconds=20), Who.BOT, "One second…", "hold"),
    Line(NOON + timedelta(minutes=9), Who.RECORDED, "We have it.", "@acme"),
)
OUTCOME = BrandOutcome(
    brand="acme",
    posts=2,
    mentions=(NOON,),
    requests=1,
    not_understood=0,
    languages={"en": 1},
    said={ResponseKind.HOLD: 1, ResponseKind.ASK_EMAIL: 1, ResponseKind.CLARIFY_LINK: 1},
    asks=(NOON + timedelta(hours=2),),
    held={"length": 1},
    cases=(CASE,),
    conversations=(ConversationOutcome("1", "acme", ("C-1",), LINES),),
)
FIGURES = reckon([OUTCOME], timedelta(seconds=2))


class Parts(HTMLParser):
    """Counts elements, and keeps what they would load."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "srcset", "action")]


def parts() -> Parts:
    """The page's elements."""
    found = Parts()
    found.feed(page([OUTCOME], FIGURES, "recording <1>.csv", Staff.SILENT))
    return found


def test_it_loads_nothing() -> None:
    content = page([OUTCOME], FIGURES, "recording.csv", Staff.SILENT)
    assert ([], None) == (parts().loads, re.search(r"@import|url\(", content))


def test_it_says_how_many_conversations_are_not_listed() -> None:
    content = page([replace(OUTCOME, left_out=1_200)], FIGURES, "recording.csv", Staff.SILENT)
    assert "1,200 later conversations are counted above and not listed." in content


def test_what_people_wrote_stays_text() -> None:
    assert (1, 0) == (parts().elements.count("script"), parts().elements.count("b>"))


def test_it_has_a_picture_of_the_waits_and_one_of_the_load() -> None:
    assert 2 == parts().elements.count("svg")


def test_the_figures_are_those_of_all_brands_together() -> None:
    both = reckon([OUTCOME, OUTCOME], timedelta(seconds=2))
    assert (2, 4, 2, 2) == (both.mentions, both.holding_replies, both.clarifying_questions, both.email_asks)
    assert {"length": 2} == both.held


def test_the_keys_of_the_document_are_the_promised_ones() -> None:
    promised = (
        "mentions requests cases holding_replies clarifying_questions email_asks answered_in_time escalations held"
    )
    promised += " dead languages first_response_seconds violations not_understood wall_seconds"
    assert promised.split() == list(FIGURES.as_data())
    assert {"bot": {"p50": 20.0, "p95": 20.0}, "recorded": {"p50": 540.0, "p95": 540.0}} == FIGURES.as_data()[
        "first_response_seconds"
    ]


def test_quantiles_are_times_that_were_measured() -> None:
    measured = [timedelta(seconds=number) for number in range(1, 101)]
    assert Quantiles(50.0, 95.0) == quantiles([*measured, None])


def test_without_a_measurement_there_is_no_quantile() -> None:
    assert Quantiles(None, None) == quantiles([None])


def test_the_shares_of_the_waits_are_of_all_cases() -> None:
    unanswered = CaseOutcome("C-2", "2", Channel.X, NOON, None, None, False, 1)
    found = {one.within: (one.bot, one.recorded) for one in waits([OUTCOME, _with(unanswered)])}
    assert {"30 s": (0.5, 0.0), "10 min": (0.0, 0.5), NEVER: (0.5, 0.5)} == {
        name: shares for name, shares in found.items() if any(shares)
    }


def test_the_load_is_counted_in_hours_of_the_day() -> None:
    assert [(12, 1, 0), (14, 0, 1)] == [
        (one.hour, one.mentions, one.asks) for one in load([OUTCOME]) if one.mentions or one.asks
    ]


def test_a_wait_is_said_in_one_word() -> None:
    assert ["–", "0 s", "59 s", "1.5 min", "2 h", "3 d"] == [
        wait_in_words(seconds) for seconds in (None, 0.0, 59.0, 90.0, 7200.0, 259_200.0)
    ]


def _with(case: CaseOutcome) -> BrandOutcome:
    return BrandOutcome("other", 1, (), 0, 0, {}, {}, (), {}, (case,), ())
