"""`triage-bot duty`: whom the chain would tell, for any time, with and without a database."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from test_config import SMALLEST
from typer.testing import CliRunner

from bot.adapters.store import SqliteStore
from bot.cli.app import app
from bot.domain.roster import Override, Roster

TEAM = """
timezone = "Europe/Berlin"
hours = ["Mon-Fri 09:00-17:00"]
holidays = ["DE-BY"]
rotation = { people = ["Ada", "Ben"], every = "week", begins = "2026-01-05 09:00" }
"""
STAFF = "".join(
    f'[[staff]]\nname = "{name}"\nslack = "U0{name.upper()}"\nrole = "responder"\n' for name in ("Ada", "Ben")
)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(SMALLEST.replace("[[teams]]", STAFF + "[[teams]]") + TEAM, encoding="utf-8")
    return path


def duty(config: Path, *more: str) -> Any:
    """What `--json` prints."""
    ended = CliRunner().invoke(app, ["duty", "--config", str(config), "--json", *more])
    assert 0 == ended.exit_code, ended.output
    (team,) = json.loads(ended.stdout)
    return team


def test_it_says_who_why_and_until_when(config: Path) -> None:
    team = duty(config, "--at", "2026-01-13T10:00")
    assert ("Ben", "it is their turn", "2026-01-19T08:00:00+00:00") == (team["on_duty"], team["why"], team["until"])


def test_a_time_without_a_zone_is_where_the_team_is(config: Path) -> None:
    assert duty(config, "--at", "2026-01-13T10:00")["at"] == duty(config, "--at", "2026-01-13T09:00Z")["at"]


def test_on_a_holiday_it_says_who_is_there_next(config: Path) -> None:
    team = duty(config, "--at", "2026-01-06T10:00")
    assert (False, "Epiphany", "2026-01-07T08:00:00+00:00") == (team["open"], team["closed_because"], team["true_at"])


def test_every_step_says_whom_it_tells_and_who_is_passed_over(config: Path) -> None:
    until, at = datetime(2026, 1, 13, 18, tzinfo=UTC), "2026-01-13T10:00"
    store = SqliteStore(config.parent / "triage.db")
    with store.transaction() as tx:
        tx.rosters.put(Roster(away={"Ben": until}))
    store.close()
    team = duty(config, "--at", at)
    assert [["Ada"], ["Grace"], ["Grace"]] == [step["tells"] for step in team["chain"]]
    assert [{"who": "Ben", "why": "away until Tue 19:00"}] == team["chain"][0]["passed_over"] == team["passed_over"]


def test_what_was_set_by_hand_counts(config: Path) -> None:
    store = SqliteStore(config.parent / "triage.db")
    with store.transaction() as tx:
        tx.rosters.put(Roster(overrides={"support": Override("Grace", datetime(2026, 1, 14, tzinfo=UTC), "Ada")}))
    store.close()
    assert ("Grace", "Ada said so") == (
        (team := duty(config, "--at", "2026-01-13T10:00"))["on_duty"],
        team["why"],
    )


def test_without_json_it_is_for_people(config: Path) -> None:
    ended = CliRunner().invoke(app, ["duty", "--config", str(config), "--at", "2026-01-13T10:00"])
    assert "on duty: Ben (it is their turn, until Mon 2026-01-19 09:00)" in ended.stdout


@pytest.mark.parametrize(
    "wrong", [("--at", "tomorrow"), ("--at", "0001-01-01T00:00"), ("--at", "9999-12-31T23:59Z"), ("--team", "sales")]
)
def test_a_wrong_option_is_told(config: Path, wrong: tuple[str, str]) -> None:
    ended = CliRunner().invoke(app, ["duty", "--config", str(config), *wrong])
    assert (2, True) == (ended.exit_code, isinstance(ended.exception, SystemExit))


def test_check_reads_the_calendar(config: Path) -> None:
    """Slack does not answer here: what is wrong with the calendar is told beside it."""
    text = config.read_text(encoding="utf-8") + 'on_duty_calendar = "duty.ics"\n'
    away = 'triage_channel = "C0TRIAGE"\napi_url = "http://127.0.0.1:9/api/"'
    config.write_text(text.replace('triage_channel = "C0TRIAGE"', away), encoding="utf-8")
    secrets = {"SLACK_BOT_TOKEN": "xoxb-fake", "SLACK_APP_TOKEN": "xapp-fake"}
    ended = CliRunner().invoke(app, ["check", "--config", str(config)], env=secrets)
    assert "teams.0.on_duty_calendar: the calendar's file cannot be read (No such file or directory)" in ended.output


def test_a_calendar_that_is_a_file_is_read_offline_too(config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + 'on_duty_calendar = "duty.ics"\n', encoding="utf-8")
    secrets = {"SLACK_BOT_TOKEN": "xoxb-fake", "SLACK_APP_TOKEN": "xapp-fake"}
    ended = CliRunner().invoke(app, ["check", "--offline", "--config", str(config)], env=secrets)
    line = config.read_text(encoding="utf-8").split("\n").index('on_duty_calendar = "duty.ics"') + 1
    assert f"config.toml:{line}: teams.0.on_duty_calendar: the calendar's file cannot be read" in ended.output


def test_a_calendar_that_nobody_has_read_yet_is_told(config: Path) -> None:
    assert "has not been read yet" not in CliRunner().invoke(app, ["duty", "--config", str(config)]).output
    config.write_text(config.read_text(encoding="utf-8") + 'on_duty_calendar = "duty.ics"\n', encoding="utf-8")
    assert "the calendar has not been read yet" in CliRunner().invoke(app, ["duty", "--config", str(config)]).output
