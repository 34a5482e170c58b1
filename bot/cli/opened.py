"""Opens the database beside a running bot, for as long as one command needs it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.store import SqliteStore
from bot.config import Settings
from bot.domain.person import Person, parse_person
from bot.engine.audit_trail import operator_did


@contextmanager
def opened(config: Path) -> Iterator[tuple[Settings, SqliteStore]]:
    """Yield the settings and the store; secrets of the vendors are not needed."""
    settings = configuration.load(config, os.environ, need_secrets=False)
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        yield settings, store
    finally:
        store.close()


def note_down(database: Path, what: str) -> None:
    """Write down what the operator has just done to the whole database file, which no transaction could hold."""
    store = SqliteStore(database, SystemClock(), exclusive=False)
    try:
        with store.transaction() as tx:
            operator_did(tx, what, SystemClock().now())
    finally:
        store.close()


def person(text: str) -> Person:
    """Read whom the operator means, or end with words and exit code 2."""
    try:
        return parse_person(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
