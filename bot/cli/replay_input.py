"""Reads what `triage-bot replay` is to play, and tells at the end what of it was left out.

Of posts that are not played it keeps only their number: a recording may hold far more of them than there is memory for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rich.progress import Progress, TextColumn, TimeElapsedColumn

from bot.cli.screen import err, note, warn
from bot.domain.errors import ConfigurationError, Problem
from bot.replay.conversations import Conversation, Sorted, conversations, sort_by_brand
from bot.replay.jsonl import read_jsonl
from bot.replay.recording import BadRow, Recording, gather
from bot.replay.twcs import read_twcs

SHOWN_BAD = 20
"""Bad rows that are told one by one; the rest only as a number."""


class Format(StrEnum):
    """How a recording is written."""

    TWCS = "twcs"
    JSONL = "jsonl"


@dataclass(frozen=True)
class LeftOut:
    """What is not played: bad rows, posts of brands that are not wanted, of no brand, and those not heard."""

    bad: Sequence[BadRow]
    read: int
    of_others: int
    of_nobody: int
    unheard: int


@dataclass(frozen=True)
class Chosen:
    """The conversations of each brand, by its handle in small letters; `brands` gives it as the brand writes it."""

    by_brand: Mapping[str, tuple[Conversation, ...]]
    brands: Mapping[str, str]
    left_out: LeftOut

    @property
    def posts(self) -> int:
        """How many posts are to be played."""
        return sum(len(one.played) for its in self.by_brand.values() for one in its)


def choose(file: Path, format: Format | None, handles: Sequence[str]) -> Chosen:
    """Return what to play: all brands, or those with these handles.

    Raises:
        ConfigurationError: nothing can be read, or a brand has no conversation.
    """
    recording = _read(file, format)
    found = _sorted(file, recording, handles)
    left_out = LeftOut(
        recording.bad,
        len(recording.posts),
        sum(len(one.posts) for one in found.of_others),
        sum(len(one.posts) for one in found.of_nobody),
        sum(len(one.unheard) for its in found.by_brand.values() for one in its),
    )
    return Chosen(found.by_brand, found.brands, left_out)


def tell_left_out(file: Path, left_out: LeftOut) -> None:
    """Tell what was not played, and why."""
    _tell_bad_rows(file, left_out.bad, left_out.read)
    for posts, why in (
        (left_out.of_others, "only brands that were not asked for answer or are named in their conversations"),
        (left_out.of_nobody, "no brand answers or is named in their conversations"),
    ):
        if posts:
            note(f"{posts} posts were left out: {why}.")
    if left_out.unheard:
        note(f"{left_out.unheard} posts of customers are not played: they are addressed to other brands.")


def _read(file: Path, format: Format | None) -> Recording:
    chosen = format or (Format.TWCS if file.suffix.casefold() == ".csv" else Format.JSONL)
    with _rows_read() as told:
        recording = gather(read_twcs(file) if chosen is Format.TWCS else read_jsonl(file), told)
    if not any(post.inbound for post in recording.posts):
        _tell_bad_rows(file, recording.bad, len(recording.posts))
        expected = f"there is no post of a customer that can be read as {chosen}; docs/replay.md describes the formats"
        raise ConfigurationError([Problem(str(file), "", None, expected)])
    return recording


def _sorted(file: Path, recording: Recording, handles: Sequence[str]) -> Sorted:
    wanted = tuple(dict.fromkeys(handle.removeprefix("@").casefold() for handle in handles))
    found = sort_by_brand(conversations(recording), wanted)
    for handle in wanted:
        if handle not in found.by_brand:
            known = ", ".join(sorted({post.author for post in recording.posts if not post.inbound}, key=str.casefold))
            expected = f"no conversation belongs to @{handle}; the brands that answer in it are {known or 'none'}"
            raise ConfigurationError([Problem(str(file), "", None, expected)])
    if not found.by_brand:
        expected = "no post is a brand's and no brand is named; name yours with --brand HANDLE"
        raise ConfigurationError([Problem(str(file), "", None, expected)])
    return found


def _tell_bad_rows(file: Path, bad: Sequence[BadRow], read: int) -> None:
    for row in bad[:SHOWN_BAD]:
        warn(f"{file}: line {row.line}: {row.fault}. The row was left out.")
    if bad:
        note(f"{len(bad)} bad rows were left out in all; {read} posts were read.")


@contextmanager
def _rows_read() -> Iterator[Callable[[int], None]]:
    """Show on a terminal how many rows were read."""
    columns = TextColumn("reading"), TextColumn("{task.completed:,.0f} rows"), TimeElapsedColumn()
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda rows: progress.update(task, completed=rows)
