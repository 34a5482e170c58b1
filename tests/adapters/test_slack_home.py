"""The App Home: what needs somebody now, for leads the whole picture, and never more than Slack takes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

from acme import ADA, GRACE, NOON, mention
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_stories import TEXT
from test_slack_cards import WAITING

from bot.adapters.slack.command_words import tell_mine
from bot.adapters.slack.home import NOTHING, draw_home, draw_nothing
from bot.adapters.slack.home_lead import CHART, HELD, PAUSE, RESUME
from bot.domain.response import ResponseKind
from bot.ports.home import AtHome, HomeCase, HomeHeld, HomePromise, HomeTeam, LeadView, Look, Today
from bot.ports.staffroom import Breaker
from bot.sandbox.slack.blocks import MOST_IN_VIEW, problems

NOW = NOON + timedelta(minutes=5)
CASE = HomeCase(WAITING, mention("My invoice is wrong"), "C0TRIAGE:1.5", "You were asked and nobody has it yet")
TODAY = Today("Monday, 2 March", came=3, answered=2, waiting=1, first_answer=75.0, asked=1, tickets=1)
TEAM = HomeTeam("billing", "Ada", 1, 1, (CASE,))
HELD_ONE = HomeHeld("e1", "C-9", ResponseKind.SUGGESTION, "It promises a refund.")
LEAD = LeadView((TEAM,), (HELD_ONE,), 1, None, None, (), TODAY, "Learning: so and so.")


def address(card: str) -> str:
    return f"https://acme.slack.com/{card}" if card else ""


def shapes(home: AtHome, chart: str = "") -> list[dict[str, Any]]:
    """The blocks as they travel, each passed by the SDK's own checks."""
    return list(draw_home(home, chart, address).to_dict()["blocks"])


def said(home: AtHome, chart: str = "") -> str:
    return json.dumps(shapes(home, chart), ensure_ascii=False)


def actions(home: AtHome, chart: str = "") -> list[str]:
    """The ids of all buttons, in the order in which they stand."""
    found = []
    for block in shapes(home, chart):
        elements = block.get("elements", []) if block["type"] == "actions" else [block.get("accessory")]
        found += [element["action_id"] for element in elements if element]
    return found


def test_what_needs_somebody_comes_first_with_why_and_a_button() -> None:
    """The header counts; the case says why, who, how long they wait, what they wrote, and leads to its card."""
    blocks = shapes(AtHome(ADA, NOW, needs=(CASE,), waiting=1))
    assert blocks[0]["text"]["text"] == "1 case needs you now"
    words = blocks[2]["text"]["text"]
    assert words.startswith("_You were asked and nobody has it yet_\n")
    assert "*<https://acme.slack.com/C0TRIAGE:1.5|C-1> · Anna Keller (@anna_k)* · X · billing" in words
    assert "⏳ waits for 5 min" in words
    assert words.endswith("> My invoice is wrong")
    assert blocks[2]["accessory"]["action_id"] == "take"


def test_what_does_not_fit_is_counted() -> None:
    """Of every list; the header tells how many there are in all."""
    promise = HomePromise("C-4", NOON, "Ada")
    teams = tuple(replace(TEAM, oldest=()) for _ in range(22))
    lead = replace(LEAD, teams=teams, held_total=4, promises=(promise,), promises_total=6)
    home = AtHome(GRACE, NOW, (CASE,), (CASE,), 30, lead=lead, needs_total=29, mine_total=8)
    words = said(home)
    assert "29 cases need you now" in words
    for more in (28, 7, 3, 5, 2):
        assert f"… and {more} more" in words
    told = tell_mine(home, address).text
    assert "… and 28 more" in told
    assert "… and 7 more" in told


def test_more_open_cases_than_are_looked_at_are_no_exact_figure() -> None:
    lead = replace(LEAD, teams=(replace(TEAM, open=1_200, at_least=True),))
    assert "at least 1200 open, 1 waits" in said(AtHome(GRACE, NOW, lead=lead))


def test_a_home_without_work_says_so() -> None:
    assert "Nothing needs you now" in said(AtHome(ADA, NOW))


def test_own_cases_are_listed_below_without_a_button() -> None:
    taken = HomeCase(replace(WAITING, taken_by="Ada"), mention())
    home = AtHome(ADA, NOW, mine=(taken,))
    assert "Your open cases" in said(home)
    assert actions(home) == []


def test_a_private_message_is_told_but_not_shown() -> None:
    """Nobody else can look over a shoulder; and an address in public words is masked."""
    secret = HomeCase(WAITING, mention("my password is hunter2", private=True))
    public = HomeCase(WAITING, mention("write to anna.keller@example.com"))
    lead = replace(LEAD, teams=(replace(TEAM, oldest=(secret,)),))
    words = said(AtHome(GRACE, NOW, needs=(secret, public), lead=lead))
    assert "hunter2" not in words
    assert "anna.keller@example.com" not in words
    assert "🔒 a private message" in words


def test_a_responder_sees_nothing_of_the_leads() -> None:
    assert actions(AtHome(ADA, NOW)) == []
    assert "Open cases by team" not in said(AtHome(ADA, NOW))


def test_a_lead_sees_teams_duty_held_messages_and_learning() -> None:
    words = said(AtHome(GRACE, NOW, lead=LEAD))
    pieces = ("on duty: Ada", "1 open, 1 waits", "Held messages · 1", "It promises a refund.", "Learning: so and so.")
    for piece in pieces:
        assert piece in words
    assert actions(AtHome(GRACE, NOW, lead=LEAD)) == [PAUSE, HELD]


def test_todays_figures_stand_in_words_too() -> None:
    """Who cannot see the chart reads them."""
    words = said(AtHome(GRACE, NOW, lead=LEAD))
    assert "*3* came in · *2* answered by a human · *1* waits now · *75 s* until a human answers (median)" in words


def test_the_chart_is_a_file_of_slacks_and_can_be_turned() -> None:
    """Slack does not tell whether the window is dark, so the reader does."""
    home = AtHome(GRACE, NOW, lead=replace(LEAD, look=Look.DARK))
    image = next(block for block in shapes(home, "F0123456789") if block["type"] == "image")
    assert image["slack_file"] == {"id": "F0123456789"}
    assert "3 cases came in" in image["alt_text"]
    turn = next(block for block in shapes(home, "F0123456789") if block["type"] == "actions")["elements"][0]
    assert (turn["action_id"], json.loads(turn["value"])) == (CHART, {"look": "light"})


def test_a_paused_bot_can_go_on_and_an_open_breaker_be_closed() -> None:
    """Each asks first."""
    lead = replace(LEAD, held=(), held_total=0, paused=NOON, breaker=Breaker(NOON, "20 alike", 4))
    home = AtHome(GRACE, NOW, paused=True, lead=lead)
    assert actions(home) == ["breaker:close", RESUME]
    assert all("confirm" in block["accessory"] for block in shapes(home) if block.get("accessory"))


def test_a_late_promise_stands_out() -> None:
    promises = (HomePromise("C-4", NOON, "Ada"), HomePromise("C-5", NOW + timedelta(minutes=40), "Grace"))
    words = said(AtHome(GRACE, NOW, lead=replace(LEAD, promises=promises)))
    assert "🔴 C-4" in words
    assert "*late by 5 min*" in words
    assert "🤝 C-5" in words


def test_a_stranger_learns_nothing() -> None:
    """Not even that there are cases."""
    assert [block["text"]["text"] for block in draw_nothing().to_dict()["blocks"]] == [NOTHING]


CASES = st.builds(
    lambda name, team, heated, text, private: HomeCase(
        replace(WAITING, team=team, heated=heated, customer=replace(WAITING.customer, name=name), answered_by=name),
        mention(text, private=private),
        "C0TRIAGE:1.5",
        text,
    ),
    TEXT,
    TEXT,
    st.booleans(),
    TEXT,
    st.booleans(),
)


@settings(deadline=None, max_examples=15)
@given(st.lists(CASES, max_size=3), st.lists(CASES, max_size=3), st.lists(TEXT, max_size=25))
def test_every_home_is_within_slacks_limits(needs: list[HomeCase], mine: list[HomeCase], names: list[str]) -> None:
    """Whatever people and teams are called and customers write."""
    teams = tuple(HomeTeam(name, name, 9, 3, tuple(needs[:5])) for name in names)
    held = tuple(HomeHeld(f"e{n}", name, ResponseKind.HOLD, name) for n, name in enumerate(names[:8]))
    promises = tuple(HomePromise(name, NOON, name) for name in names[:8])
    reason = names[0] if names else ""
    breaker = Breaker(NOON, reason, 1)
    lead = LeadView(teams, held, 99, breaker, NOON, promises, TODAY, reason, promises_total=99)
    whole = AtHome(GRACE, NOW, tuple(needs), tuple(mine), 3, True, lead, 99, 99)
    blocks = shapes(whole, "F0123456789")
    assert problems(blocks, MOST_IN_VIEW) == []
