"""The example with every key of people and teams switched on: what it offers works, from `check` to the first reply."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from test_example_config import ENVIRON, TEXT
from typer.testing import CliRunner, Result

from bot.cli.app import app
from bot.cli.replay_input import choose
from bot.config import Settings, load
from bot.domain.hours import OfficeHours
from bot.domain.policy import Staff, Team
from bot.replay.brand_bot import Staff as Played
from bot.replay.figures import Figures, reckon
from bot.replay.playing import ReaderChoice, Terms, play
from bot.wiring.texts import library

RECORDING = Path(__file__).parents[2] / "docs" / "replay-example.jsonl"
KEYS = ("hours", "timezone", "rotation", "on_duty_group", "on_duty_calendar", "approval")
CALENDAR = "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//acme//duty//EN\nEND:VCALENDAR\n"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The example's file with its commented keys under [[staff]] and [[teams]] taken in, and two holidays."""
    before, people = TEXT.split("[[staff]]", 1)
    people, count = re.subn(rf"^# ({'|'.join(KEYS)}) = ", r"\1 = ", people, flags=re.MULTILINE)
    assert len(KEYS) == count
    people = people.replace("holidays = []", 'holidays = ["DE-BY"]').replace(
        "closed_on = []", 'closed_on = ["2026-12-24"]'
    )
    (tmp_path / "duty.ics").write_text(CALENDAR, encoding="utf-8")
    file = tmp_path / "config.toml"
    file.write_text(f"{before}[[staff]]{people}", encoding="utf-8")
    return file


def called(*arguments: str) -> Result:
    """Call a command with the secrets of the example; an error that is no sentence is the test's."""
    return CliRunner().invoke(app, arguments, env=ENVIRON, catch_exceptions=False)


def replayed(settings: Settings) -> Figures:
    """What the real bot says to the documented recording with these settings."""
    chosen = choose(RECORDING, None, ["acme"])
    terms = Terms(settings.policy, library(settings), ReaderChoice.NONE, Played.SILENT, timedelta(seconds=30), 0)
    return reckon(play(chosen.by_brand, chosen.brands, terms, lambda _posts: None), timedelta(seconds=1))


def test_check_finds_nothing_wrong(config: Path) -> None:
    ended = called("check", "--offline", "--json", "--config", str(config))
    assert (0, []) == (ended.exit_code, json.loads(ended.stdout)["problems"])


def test_lint_and_the_check_of_responses_work(config: Path) -> None:
    assert 0 == called("lint", "One second, let me look into this.", "--config", str(config)).exit_code
    assert 0 == called("responses", "check", "--config", str(config)).exit_code


def test_every_customer_has_a_first_reply_and_no_message_ends_dead(config: Path) -> None:
    figures = replayed(load(config, ENVIRON))
    assert (12, 12, {}) == (figures.cases, figures.holding_replies, figures.dead)


@pytest.mark.parametrize("holidays", [{}, {date(2026, 12, 25): "Christmas Day"}])
def test_people_and_teams_can_be_looked_up_and_are_equal_by_what_they_say(
    config: Path, holidays: dict[date, str]
) -> None:
    def hours() -> OfficeHours:
        return OfficeHours((), ZoneInfo("Europe/Berlin"), dict(holidays))

    policy = load(config, ENVIRON).policy
    assert {*policy.staff, *policy.teams} == {*load(config, ENVIRON).policy.staff, *load(config, ENVIRON).policy.teams}
    assert (hours(), hash(hours())) == (hours(), hash(hours()))
    assert hours() != OfficeHours((), ZoneInfo("Europe/Berlin"), {date(2026, 1, 1): "New Year's Day"})
    assert all(isinstance(one, Staff | Team) for one in (*policy.staff, *policy.teams))
