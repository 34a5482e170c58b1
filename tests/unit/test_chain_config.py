"""Chains, rotations, holidays and calendars in the operator's file: what they become, and what is said of mistakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from test_config import ENVIRON, WHOLE, problems

from bot.config import Settings, load
from bot.domain.policy import ChainStep, Team
from bot.domain.rotation import Rotation

Write = Callable[[str], Path]
CHAIN = """\
chain = [
  { notify = "on duty", acknowledge_within = "5m" },
  { notify = "Grace", acknowledge_within = "10m" },
]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(more: str, old: str = "", new: str = "") -> Path:
        path = tmp_path / "config.toml"
        path.write_text((WHOLE + more).replace(old, new) if old else WHOLE + more, encoding="utf-8")
        return path

    return written  # type: ignore[return-value]


def whole(path: Path, **environ: str) -> Settings:
    return load(path, ENVIRON | environ)


def ours(write: Write, more: str) -> Team:
    return whole(write(more)).policy.teams[0]


def test_the_old_keys_mean_what_they_meant(write: Write) -> None:
    team = ours(write, "")
    expected = (ChainStep("on duty", timedelta(minutes=5)), ChainStep("Grace", timedelta(minutes=10)))
    assert (expected, 0, ("all leads",)) == (team.chain, team.repeat, team.fallback)
    assert (timedelta(minutes=15), None, "") == (team.answer_within, team.rotation, team.group)


def test_every_new_key_becomes_part_of_the_team(write: Write) -> None:
    team = ours(
        write,
        'repeat = 2\nfallback = ["Grace", "channel G0LEADS"]\nanswer_within = "30m"\non_duty_group = "S0SUPPORT"\n'
        'rotation = { people = ["Ada", "Grace"], every = "week", begins = "2026-01-05 09:00" }\n',
    )
    assert (2, ("Grace", "channel G0LEADS"), timedelta(minutes=30), "S0SUPPORT") == (
        team.repeat,
        team.fallback,
        team.answer_within,
        team.group,
    )
    begins = datetime.fromisoformat("2026-01-05 09:00")
    assert Rotation(("Ada", "Grace"), timedelta(days=7), begins, team.hours.zone) == team.rotation


@pytest.mark.parametrize(
    ("every", "length"),
    [("day", timedelta(days=1)), ("8h", timedelta(hours=8)), ("14d", timedelta(days=14))],
)
def test_a_turn_is_a_day_a_week_or_so_many_hours(write: Write, every: str, length: timedelta) -> None:
    team = ours(write, f'rotation = {{ people = ["Ada"], every = "{every}", begins = "2026-01-05 09:00" }}\n')
    assert team.rotation is not None
    assert length == team.rotation.every


def test_holidays_and_single_days_close_the_team(write: Write) -> None:
    hours = ours(write, 'holidays = ["DE-BY"]\nclosed_on = ["2026-03-03"]\n').hours
    noon = datetime(2026, 1, 6, 11, tzinfo=UTC)
    assert ("Epiphany", False) == (hours.holiday(noon), hours.is_open(noon))
    assert "closed that day" == hours.holidays[date(2026, 3, 3)]
    assert date(2026, 1, 6) not in ours(write, 'holidays = ["DE-BE"]\n').hours.holidays


def test_a_teammate_may_have_hours_of_their_own(write: Write) -> None:
    path = write("", 'x = ["ada_writes"]', 'hours = ["Mon-Thu 09:00-13:00"]\ntimezone = "Europe/Lisbon"')
    ada, grace = whole(path).policy.staff
    assert ada.hours is not None
    assert ("Europe/Lisbon", None) == (str(ada.hours.zone), grace.hours)


def test_a_calendar_is_a_file_an_address_or_a_variable_with_one(write: Write, tmp_path: Path) -> None:
    def place(text: str, **environ: str) -> str:
        return whole(write(f'on_duty_calendar = "{text}"\n'), **environ).calendars["billing"]

    assert str(tmp_path / "duty.ics") == place("duty.ics")
    assert "https://cal.example/duty.ics" == place("https://cal.example/duty.ics")
    assert "https://cal.example/secret" == place("env:DUTY", DUTY="https://cal.example/secret")


def test_the_address_of_a_calendar_is_never_shown(write: Write) -> None:
    settings = whole(write('on_duty_calendar = "env:DUTY"\n'), DUTY="https://cal.example/4711")
    assert "4711" not in repr(settings)


def test_a_variable_without_a_calendar_is_told(write: Write) -> None:
    (problem,) = problems(write('on_duty_calendar = "env:DUTY"\n'), ENVIRON)
    assert ("environment", "DUTY") == (problem.file, problem.key)
    assert 'the calendar of the team "billing"' in problem.expected


@pytest.mark.parametrize(
    ("more", "key", "words"),
    [
        ("repeat = 10\n", "repeat", "a whole number from 0 to 9"),
        ('fallback = ["boss"]\n', "fallback.0", 'nobody is called "boss"'),
        ('fallback = ["group S0x"]\n', "fallback.0", "cannot be read"),
        ('fallback = ["channel C0HELP"]\n', "fallback.0", "customers are in this Slack channel"),
        ("fallback = []\n", "fallback", "list at least one"),
        ('answer_within = "15"\n', "answer_within", "write a duration"),
        ('on_duty_group = "support"\n', "on_duty_group", "the id of a Slack user group"),
        ('on_duty_calendar = "ftp://cal.example"\n', "on_duty_calendar", "write a web address"),
        ('on_duty_calendar = "env:my calendar"\n', "on_duty_calendar", "environment variable in capitals"),
        ('holidays = ["Bavaria"]\n', "holidays.0", 'no holidays are known for "Bavaria"'),
        ('holidays = ["__class__"]\n', "holidays.0", 'no holidays are known for "__class__"'),
        ('holidays = ["utils"]\n', "holidays.0", 'no holidays are known for "utils"'),
        ('holidays = ["HolidayBase"]\n', "holidays.0", 'no holidays are known for "HolidayBase"'),
        ('holidays = ["DE-ZZ"]\n', "holidays.0", 'a part of one, like "DE-BY"'),
        ('closed_on = ["24.12."]\n', "closed_on.0", 'write a day like "2026-12-24"'),
        ('rotation = { people = ["Zoe"], every = "day", begins = "2026-01-05 09:00" }\n', "rotation.people.0", "Zoe"),
        ('rotation = { people = ["Ada"], every = "month", begins = "2026-01-05 09:00" }\n', "rotation.every", '"8h"'),
        ('rotation = { people = ["Ada"], every = "day", begins = "Monday" }\n', "rotation.begins", "2026-01-05 09:00"),
        ('rotation = { people = ["Ada"], every = "day", begins = "2026-01-05T09:00Z" }\n', "rotation.begins", "a day"),
        ('rotation = { people = ["Ada"], every = "day" }\n', "rotation.begins", "this key is missing"),
        ('rotation = "weekly"\n', "rotation", "write a table"),
    ],
)
def test_a_mistake_is_told_with_its_key_and_what_is_expected(write: Write, more: str, key: str, words: str) -> None:
    told = [one.expected for one in problems(write(more)) if one.key == f"teams.0.{key}"]
    assert any(words in one for one in told), told


@pytest.mark.parametrize("name", ["all leads", "group S0ALL", "channel one", "Least recently asked of me"])
def test_nobody_can_be_called_like_a_word_of_a_chain(write: Write, name: str) -> None:
    told = [one.expected for one in problems(write("", 'name = "Ada"', f'name = "{name}"'))]
    assert any("a meaning of its own" in one for one in told)


def test_customers_must_not_read_along_in_a_step(write: Write) -> None:
    (problem,) = problems(write("", 'notify = "Grace"', 'notify = "channel C0HELP"'))
    assert "teams.0.chain.1.notify" == problem.key
    assert "customers are in this Slack channel" in problem.expected
