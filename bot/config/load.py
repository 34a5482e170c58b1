"""Reads config.toml and the environment into frozen settings, or tells every mistake in them at once.

It never contacts anybody, never writes, and never shows a secret.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.config import build, people
from bot.config.approval_checks import check_approval
from bot.config.desk import check_desk
from bot.config.environment import missing_calendars, missing_secrets, read_secrets
from bot.config.keep_table import KeepEntry, keep_of
from bot.config.mistakes import Mistakes
from bot.config.places import Places
from bot.config.promise_tables import PromisesEntry, promising_of
from bot.config.secret_finds import find_secrets
from bot.config.settings import Settings
from bot.config.shape import Table
from bot.config.tables import (
    DeskEntry,
    GuardsEntry,
    HealthEntry,
    LearningEntry,
    ReadingEntry,
    SlackEntry,
    StaffEntry,
    TeamEntry,
    TopEntry,
    XEntry,
)
from bot.domain.errors import ConfigurationError, Problem

_LINE = re.compile(r" ?\(at line (\d+), column \d+\)| ?\(at end of document\)")
_Entry = TypeVar("_Entry", bound=Table)


def load(path: Path, environ: Mapping[str, str], *, need_secrets: bool = True) -> Settings:
    """Read the operator's file and the secrets.

    Arguments:
        path: config.toml; paths in it are relative to its folder.
        environ: the environment variables.
        need_secrets: false to accept missing secrets, as for a check without a network.

    Raises:
        ConfigurationError: with every mistake in the file and in the environment.
    """
    text = _read(path)
    data = _parse(path, text)
    mistakes = Mistakes(str(path), Places(text))
    find_secrets(data, text, mistakes)
    file = _File(data, mistakes)
    secrets = read_secrets(environ)
    problems = list(mistakes.problems())
    if need_secrets:
        smtp = file.desk and file.desk.smtp
        user = build.smtp_user(smtp) if smtp else ""
        desk = file.desk.kind if file.desk else ""
        imap = bool(file.desk and file.desk.imap)
        stream = bool(file.x and file.x.stream)
        problems += missing_secrets(
            secrets, x="x" in data, slack="slack" in data, smtp_user=user, desk=desk, imap=imap, stream=stream
        )
    calendars = people.calendars(file.teams, path.parent, environ)
    if need_secrets:
        problems += missing_calendars(file.teams, environ)
    if problems or file.top is None:
        raise ConfigurationError(problems)
    guards = file.guards or GuardsEntry.model_validate({})
    health = file.health or HealthEntry.model_validate({})
    reading = file.reading or ReadingEntry.model_validate({})
    built = build.settings(
        path, file.top, file.x, file.slack, file.desk, guards, reading, file.staff, file.teams, secrets, health
    )
    return replace(
        built,
        calendars=calendars,
        learn_at=build.learn_at(file.learning or LearningEntry.model_validate({})),
        policy=replace(built.policy, promising=promising_of(file.promises)),
        keep=keep_of(file.keep),
    )


class _File:
    """The tables of the file, each as far as it is well-formed; every mistake is noted on the way."""

    def __init__(self, data: dict[str, object], mistakes: Mistakes) -> None:
        self._mistakes = mistakes
        self.top = self._entry((), TopEntry, data)
        self.x = self._table("x", XEntry, data)
        self.slack = self._table("slack", SlackEntry, data)
        self.desk = self._table("desk", DeskEntry, data)
        self.guards = self._table("guards", GuardsEntry, data)
        self.learning = self._table("learning", LearningEntry, data)
        self.health = self._table("health", HealthEntry, data)
        self.reading = self._table("reading", ReadingEntry, data)
        self.promises = self._table("promises", PromisesEntry, data)
        self.keep = self._table("keep", KeepEntry, data)
        staff, teams = self._list("staff", data), self._list("teams", data)
        self.staff = self._entries("staff", StaffEntry, staff)
        self.teams = self._entries("teams", TeamEntry, teams)
        people.check_staff(staff, "slack" in data, mistakes)
        customers = self.slack.customer_channels if self.slack else ()
        people.check_teams(teams, staff, customers, mistakes)
        check_approval(teams, mistakes)
        self._check_channels(data)

    def _check_channels(self, data: dict[str, object]) -> None:
        if "x" not in data and "slack" not in data:
            self._mistakes.add(
                (), "there is neither [x] nor [slack]; add the table of a channel where your customers are"
            )
        if self.slack and self.slack.triage_channel in self.slack.customer_channels:
            place = self.slack.customer_channels.index(self.slack.triage_channel)
            expected = "this is the triage channel, where customers must not be; name another channel"
            self._mistakes.add(("slack", "customer_channels", place), expected)
        if self.reading and bool(self.reading.embed_model) != bool(self.reading.embed_sha256):
            missing = "embed_sha256" if self.reading.embed_model else "embed_model"
            self._mistakes.add(
                ("reading", missing), "this key is missing; embed_model and embed_sha256 belong together: docs/embed.md"
            )
        if self.desk:
            check_desk(self.desk, self._mistakes)

    def _table(self, name: str, model: type[_Entry], data: dict[str, object]) -> _Entry | None:
        if name not in data:
            return None
        if not isinstance(data[name], dict):
            self._mistakes.add((name,), f"write this as a table that begins with the line [{name}]")
            return None
        return self._entry((name,), model, data[name])

    def _list(self, name: str, data: dict[str, object]) -> list[object]:
        value = data.get(name)
        if isinstance(value, list) and value:
            return value
        if value is None or value == []:
            example = f'name = "{"Ada" if name == "staff" else "support"}"'
            self._mistakes.add((name,), f"there must be at least one; add the line [[{name}]] and under it {example}")
        else:
            self._mistakes.add((name,), f"write each entry under a line with two brackets: [[{name}]]")
        return []

    def _entries(self, name: str, model: type[_Entry], raw: list[object]) -> list[_Entry]:
        entries = (self._entry((name, index), model, one) for index, one in enumerate(raw))
        return [entry for entry in entries if entry is not None]

    def _entry(self, at: tuple[str | int, ...], model: type[_Entry], value: object) -> _Entry | None:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self._mistakes.add_shape(at, model, error)
            return None


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        expected = "there is no such file; make one with `triage-bot init`, or name yours with --config"
    except UnicodeDecodeError:
        expected = "this must be a text file in UTF-8; save it in that encoding"
    except (OSError, ValueError) as error:
        expected = f"this file must be readable ({getattr(error, 'strerror', None) or 'its name cannot be used'})"
    raise ConfigurationError([Problem(str(path), "", None, expected)])


def _parse(path: Path, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        line, said = None, "it is nested too deeply"
    except ValueError as error:
        found = _LINE.search(str(error))
        said = _LINE.sub("", str(error)).strip()
        line = int(found[1]) if found and found[1] else text.rstrip("\n").count("\n") + 1 if found else None
    mistakes = Mistakes(str(path), Places(""))
    find_secrets({}, text, mistakes)
    expected = f"this is not valid TOML ({said}); texts stand in quotes, lists in [ ], one key a line"
    raise ConfigurationError([Problem(str(path), "", line, expected), *mistakes.problems()])
