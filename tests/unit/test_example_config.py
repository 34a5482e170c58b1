"""The example that `init` copies: it loads as it is, and what it teaches is true."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from acme import policy

from bot.config import DeskTable, Secrets, load
from bot.config.budget_tables import LimitsEntry, PricesEntry
from bot.config.chain_tables import ChainEntry, RotationEntry
from bot.config.tables import TABLES, TopEntry

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
ENVIRON = {
    "SLACK_BOT_TOKEN": "xoxb-fake",
    "SLACK_APP_TOKEN": "xapp-fake",
    "X_API_KEY": "fake",
    "X_API_SECRET": "fake",
    "X_ACCESS_TOKEN": "fake",
    "X_ACCESS_TOKEN_SECRET": "fake",
}


def test_it_loads_with_nothing_but_the_secrets() -> None:
    assert EXAMPLE.parent / "triage.db" == load(EXAMPLE, ENVIRON).database


def test_its_people_are_those_of_every_test() -> None:
    assert policy().staff == load(EXAMPLE, ENVIRON).policy.staff


@pytest.mark.parametrize("key", sorted({*TopEntry.model_fields, *ChainEntry.model_fields, *RotationEntry.model_fields}))
def test_it_shows_every_key_before_the_tables_and_of_a_chain(key: str) -> None:
    assert re.search(rf"\b{key}\b", TEXT)


@pytest.mark.parametrize(("table", "key"), [(name, key) for name in TABLES for key in TABLES[name].model_fields])
def test_it_shows_every_key_of_every_table(table: str, key: str) -> None:
    part = re.split(r"^\[", re.split(rf"^\[+{table}\]+$", TEXT, maxsplit=1, flags=re.MULTILINE)[1], flags=re.MULTILINE)[
        0
    ]
    assert re.search(rf"^(?:# )?{key} = |^# \[{table}\.{key}\]", part, re.MULTILINE)


@pytest.mark.parametrize("key", sorted({*LimitsEntry.model_fields, *PricesEntry.model_fields}))
def test_it_shows_every_limit_and_every_price_of_x(key: str) -> None:
    assert re.search(rf"^# {key} = ", TEXT, re.MULTILINE)


@pytest.mark.parametrize("variable", [field.name.upper() for field in fields(Secrets)])
def test_it_names_every_secret(variable: str) -> None:
    assert re.search(rf"\b{variable}\b", TEXT)


def test_what_is_commented_out_about_mail_works(tmp_path: Path) -> None:
    text = TEXT.replace('kind = "local"\n', "", 1)
    for key in ("kind", "to", "sender", "smtp"):
        text = text.replace(f"# {key} =", f"{key} =", 1)
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    desk = load(tmp_path / "config.toml", ENVIRON).desk
    assert ("email", "support@acme.example", "triage-bot@acme.example") == (desk.kind, desk.to, desk.sender)


def test_the_desk_is_the_local_one() -> None:
    assert DeskTable("local") == load(EXAMPLE, ENVIRON).desk


def test_both_channels_ask_for_the_address_by_themselves() -> None:
    data = tomllib.loads(TEXT)
    assert ("auto", "auto") == (data["x"]["ask_email"], data["slack"]["ask_email"])
