"""What /triage answers: to whom it concerns, without private words, within Slack's limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from acme import ADA, GRACE, NOON, mention
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient
from slack_stories import TEXT
from slack_world import US, Ears, NoAnswers, StandingClock, pending, use_cases
from test_slack_cards import WAITING, story

from bot.adapters.slack.command_words import tell_case, tell_found, tell_mine, tell_status
from bot.adapters.slack.drawn import Drawn
from bot.adapters.slack.inbound import SOURCE, SlackInbound
from bot.adapters.slack.people import People
from bot.adapters.slack.slash_acts import AGAIN
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Workspace
from bot.adapters.store import SqliteStore
from bot.ports.home import AtHome, HomeCase, HomeTeam, Overview
from bot.ports.staffroom import Breaker, Story
from bot.ports.store import AuditRow, Store
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

SECRET = mention("my password is hunter2", private=True)


def address(card: str) -> str:
    return f"https://acme.slack.com/{card}" if card else ""


def words(drawn: Drawn) -> str:
    """Everything that can be read in an answer."""
    return json.dumps([block.to_dict() for block in drawn.blocks], ensure_ascii=False) + drawn.text


def test_status_says_what_is_stopped_who_is_on_duty_and_what_waits() -> None:
    team = HomeTeam("billing", "Ada", 3, 2)
    told = words(tell_status(Overview(NOON, 2, (team, HomeTeam("night", "", 0, 0)), 4, Breaker(NOON, "", 1), NOON)))
    for piece in (
        "*2 wait* for a human",
        "breaker is open",
        "Paused since",
        "lead: 4",
        "on duty: Ada · 3 open, 2 wait",
    ):
        assert piece in told
    assert "nobody is on duty" in told


def test_a_case_is_told_without_private_words_and_addresses() -> None:
    case = replace(WAITING, email="anna.keller@example.com", taken_by="Ada", ticket="T-7")
    told = words(tell_case(story(case, mention(), SECRET), address))
    for piece in ("C-1 · Anna Keller", "has it: Ada", "ticket: T-7", "sent a private message"):
        assert piece in told
    assert "hunter2" not in told
    assert "anna.keller@example.com" not in told


def test_what_is_found_is_shown_without_private_words() -> None:
    told = words(tell_found("pass <!channel>", [HomeCase(WAITING, SECRET, "C0TRIAGE:1.5")], NOON, address))
    assert "1 case with: pass &lt;!channel&gt;" in told
    assert "<https://acme.slack.com/C0TRIAGE:1.5|C-1>" in told
    assert "hunter2" not in told
    assert "No case has all of these words" in words(tell_found("x", [], NOON, address))


def test_mine_says_what_needs_me_first() -> None:
    needs, mine = HomeCase(WAITING, mention(), "", "You were asked"), HomeCase(replace(WAITING, id="C-2"), mention())
    told = tell_mine(AtHome(ADA, NOON, (needs,), (mine,)), address).text
    assert told.index("You were asked") < told.index("C-2")
    assert "Nothing needs you now" in tell_mine(AtHome(ADA, NOON), address).text


@settings(deadline=None, max_examples=20)
@given(TEXT, TEXT, st.integers(0, 10))
def test_every_answer_is_within_slacks_limits(name: str, text: str, count: int) -> None:
    case = replace(WAITING, team=name, topic=name, taken_by=name, customer=replace(WAITING.customer, name=name))
    found = [HomeCase(case, mention(text), "C0TRIAGE:1.5", name)] * count
    teams = tuple(HomeTeam(name, name, 1, 1) for _ in range(30))
    for drawn in (
        tell_status(Overview(NOON, 1, teams, 1, Breaker(NOON, name, 1), NOON)),
        tell_mine(AtHome(ADA, NOON, tuple(found[:8]), tuple(found)), address),
        tell_found(name, found, NOON, address),
        tell_case(story(case, mention(text)), address),
    ):
        shapes = [block.to_dict() for block in drawn.blocks]
        assert problems(shapes, MOST_IN_MESSAGE) == []
        assert not too_long(shapes)


class Answering(NoAnswers):
    """Somebody who keeps the duty roster, and remembers what was asked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.asked: list[tuple[object, ...]] = []

    def case(self, case_id: str) -> Story:
        return story(WAITING, mention()) if case_id == "C-1" else super().case(case_id)

    def search(self, words: str) -> tuple[HomeCase, ...]:
        return (HomeCase(WAITING, mention()),)

    def away(self, who: str, until: datetime, envelope: int) -> None:
        self._note(envelope, "away", who, until)

    def back(self, who: str, envelope: int) -> None:
        self._note(envelope, "back", who)

    def on_duty(self, team: str, who: str, until: datetime, by: str, envelope: int) -> str:
        self._note(envelope, "on duty", team, who, until, by)
        return team or "billing"

    def _note(self, envelope: int, *what: object) -> None:
        self.asked.append(what)
        with self.store.transaction() as tx:
            tx.inbox.done(envelope)


class Typist:
    """Types commands; without an answer address the answers come as direct messages, which the ears hear."""

    def __init__(self, store: Store) -> None:
        self.store, self.ears, self.asking = store, Ears(store), Answering(store)
        clock = StandingClock(NOON)
        nowhere = WebClient(token="xoxb-fake", base_url="http://127.0.0.1:9/api/", timeout=1, retry_handlers=[])
        workspace = Workspace.of(US, "C0TRIAGE", ["C0HELP"], [ADA, GRACE])
        people, windows = People(nowhere, clock), Windows(nowhere, clock)
        self.inbound = SlackInbound(store, use_cases(self.ears, self.asking), workspace, people, windows)

    def types(self, text: str, user: str = "U0ADA") -> str:
        """Type it, and return the answer."""
        payload: dict[str, Any] = {"command": "/triage", "user_id": user, "team_id": "T0ACME", "text": text}
        with self.store.transaction() as tx:
            tx.inbox.receive(SOURCE, text, json.dumps(payload), NOON)
        self.inbound.handle(pending(self.store)[-1])
        assert pending(self.store) == ()
        return str(self.ears.told[-1][2])

    def audit(self) -> list[AuditRow]:
        with self.store.transaction() as tx:
            return list(tx.privacy.audit())


@pytest.fixture
def typist() -> Iterator[Typist]:
    """Ada at her keyboard."""
    store = SqliteStore(":memory:")
    yield Typist(store)
    store.close()


def test_away_and_back_change_the_roster(typist: Typist) -> None:
    assert "You are passed over until" in typist.types("away until 15:00")
    assert "asked again" in typist.types("back")
    assert typist.asking.asked == [("away", "Ada", NOON + timedelta(hours=2)), ("back", "Ada")]


def test_on_duty_names_a_teammate(typist: Typist) -> None:
    """By their id; somebody who is no teammate cannot be on duty."""
    assert "Grace is on duty for billing until" in typist.types("on-duty <@U0GRACE|grace> until 18:00")
    assert "not among the staff" in typist.types("on-duty <@U0CARL|carl> until 18:00")
    assert typist.asking.asked == [("on duty", "", "Grace", NOON + timedelta(hours=5), "Ada")]


def test_what_could_not_be_done_is_in_the_audit_trail_as_refused(typist: Typist) -> None:
    typist.types("case C-77")
    typist.types("dance")
    told = [(row.what, row.refused) for row in typist.audit()]
    assert told[0] == ("/triage case", "There is no case C-77.")
    assert (told[1][0], bool(told[1][1])) == ("/triage", True)


def test_a_direct_message_instead_of_an_answer_has_no_markup(typist: Typist) -> None:
    assert "<!date" not in typist.types("away until 15:00")


def test_what_a_question_found_is_not_written_down_where_it_would_outlive_the_customer(typist: Typist) -> None:
    """A direct message belongs to no case: neither forgetting nor a deletion would find the words in it."""
    for question in ("mine", "lessons", "search export", "case C-1"):
        assert AGAIN == typist.types(question)
