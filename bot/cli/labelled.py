"""Labelled messages in a CSV file: a text column and a label column. It reads, and never writes."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.errors import ConfigurationError, Problem

TEXT = "text"


@dataclass(frozen=True)
class Row:
    """One labelled message and the line on which it ends."""

    text: str
    label: str
    line: int


def read_rows(file: Path, label: str) -> list[Row]:
    """Return the labelled messages of a file.

    Arguments:
        file: UTF-8 with a header; other columns than `text` and `label` are not looked at.
        label: the name of the column with the labels.

    Raises:
        ConfigurationError: the file cannot be read, lacks a column, holds no row, or a row without a label.
    """
    try:
        with file.open(newline="", encoding="utf-8-sig") as opened:
            rows = csv.DictReader(opened, strict=True)
            _check_columns(file, rows.fieldnames or (), label)
            found = [Row(row[TEXT] or "", (row[label] or "").strip(), rows.line_num) for row in rows]
    except OSError as error:
        raise _mistake(file, "", None, f"cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise _mistake(file, "", None, "cannot be read: it must be text in UTF-8") from None
    except csv.Error as error:
        raise _mistake(file, "", rows.line_num, f"cannot be read as CSV: {error}") from None
    if not found:
        raise _mistake(file, TEXT, None, "there must be at least one message under the header")
    if nameless := next((row for row in found if not row.label), None):
        raise _mistake(file, label, nameless.line, "every message needs a label, this one has none")
    return found


def check_classes(file: Path, label: str, rows: Sequence[Row]) -> None:
    """Raise ConfigurationError with every reason why the labels cannot be learned from: one class, or one seen once."""
    lines: dict[str, list[int]] = {}
    for row in rows:
        lines.setdefault(row.label, []).append(row.line)
    if len(lines) < 2:
        there = f"all messages have “{next(iter(lines))}”" if lines else "there is none"
        raise _mistake(file, label, None, f"learning needs at least two classes, {there}")
    alone = [(name, where[0]) for name, where in lines.items() if len(where) == 1]
    if alone:
        raise ConfigurationError(
            [
                Problem(str(file), label, line, f"“{name}” stands here only; every class needs two messages or more")
                for name, line in alone
            ]
        )


def _check_columns(file: Path, there: Sequence[str], label: str) -> None:
    missing = [column for column in (TEXT, label) if column not in there]
    if missing:
        header = ", ".join(there) if there else "nothing"
        raise ConfigurationError(
            [Problem(str(file), column, 1, f"this column is missing; the header has {header}") for column in missing]
        )


def _mistake(file: Path, column: str, line: int | None, expected: str) -> ConfigurationError:
    return ConfigurationError([Problem(str(file), column, line, expected)])
