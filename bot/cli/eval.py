"""`triage-bot eval`: how well messages are understood, measured on labelled ones. It keeps nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.adapters.library.measure import evaluate_suggestions
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.mistakes import UnusableEmbeddingError
from bot.cli.labelled import Row, check_classes, read_rows
from bot.cli.screen import JsonOption, document, err, note, out
from bot.domain.errors import ConfigurationError, Problem

if TYPE_CHECKING:
    from bot.adapters.reader.topics.embedding import Embedder

TrainOption = Annotated[Path, typer.Option("--train", help="What to learn from.", metavar="FILE.csv")]
TestOption = Annotated[Path, typer.Option("--test", help="What to measure on.", metavar="FILE.csv")]
EmbedOption = Annotated[
    Path | None, typer.Option("--embed", help="A folder with a sentence model to measure with.", metavar="FOLDER")
]
Told = Callable[[float], None]
LABEL, RESPONSE, OUT_OF_SCOPE = "category", "response", "oos"

group = typer.Typer(
    no_args_is_help=True,
    help="Measure on labelled messages how well the bot understands. Files are CSV in UTF-8 with a header.",
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(group, name="eval")


@group.command("topics")
def topics(train: TrainOption, test: TestOption, embed: EmbedOption = None, json: JsonOption = False) -> None:
    """Learn topics from one file and find them in another; columns: text, category (oos = out of scope).

    accuracy counts messages in scope; where the test holds oos, one that falls below the default threshold is wrong.
    in_scope_accuracy, recall_at_3 and recall_at_5 are without the threshold. macro_f1 counts oos as a class of its own.
    """
    known = [row for row in read_rows(train, LABEL) if row.label != OUT_OF_SCOPE]
    check_classes(train, LABEL, known)
    asked = read_rows(test, LABEL)
    _tell_unknown(test, asked, known)
    # Imported here: loading what learns takes a second, and no other command should wait for it.
    from bot.adapters.reader.topics.measure import evaluate_topics

    embedder = _embedder(embed) if embed else None
    with _bars() as (learning, reading):
        measured = evaluate_topics(_examples(known), _examples(asked), learning, reading, embedder)
    _show(asdict(measured), json)


@group.command("suggestions")
def suggestions(train: TrainOption, test: TestOption, json: JsonOption = False) -> None:
    """Learn from one file which response was sent, suggest three for each message of another; columns: text, response.

    recall_at_3 is the share of messages for which the response that was sent is among the three, recall_at_1 of those
    for which it is the first. A response is a name or the whole reply. It is the ranking that the bot uses.
    """
    known, asked = read_rows(train, RESPONSE), read_rows(test, RESPONSE)
    _tell_unknown(test, asked, known)
    with _bars() as (learning, reading):
        measured = evaluate_suggestions(_sent(known), _sent(asked), learning, reading)
    _show(asdict(measured), json)


@group.command("language")
def language(test: TestOption, json: JsonOption = False) -> None:
    """Find the language of each message; columns: text, category (a code like en or de)."""
    from bot.adapters.reader.measure import evaluate_language

    with _bars() as (learning, reading), _named(test):
        learning(1.0)
        measured = evaluate_language(_pairs(test), reading=reading)
    _show(asdict(measured), json)


@group.command("heat")
def heat(test: TestOption, json: JsonOption = False) -> None:
    """Tell angry messages from others; columns: text, category (heated where it is, anything else where not).

    auc is as on day one; auc_learned after learning from the rest of the file, each fifth in turn held back.
    """
    from bot.adapters.reader.measure import evaluate_heat

    with _bars() as (learning, reading), _named(test):
        measured = evaluate_heat(_pairs(test), learning=learning, reading=reading)
    _show(asdict(measured), json)


@group.command("request")
def request(test: TestOption, json: JsonOption = False) -> None:
    """Tell requests from the rest; columns: text, category (request where it is one, anything else where not)."""
    from bot.adapters.reader.measure import evaluate_request

    with _bars() as (learning, reading), _named(test):
        learning(1.0)
        measured = evaluate_request(_pairs(test), reading=reading)
    _show(asdict(measured), json)


def _embedder(folder: Path) -> Embedder:
    """Return the sentence model in a folder, whichever it is; raise ConfigurationError where it cannot be used."""
    from bot.adapters.reader.topics.embedding import Embedder, hash_of

    try:
        return Embedder(folder, hash_of(folder))
    except UnusableEmbeddingError as mistake:
        raise ConfigurationError([Problem(str(folder), "", None, str(mistake))]) from None


def _pairs(file: Path) -> list[tuple[str, str]]:
    return [(row.text, row.label) for row in read_rows(file, LABEL)]


def _sent(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(row.text, row.label) for row in rows]


def _examples(rows: Sequence[Row]) -> list[Example]:
    return [Example(row.text, row.label) for row in rows]


def _tell_unknown(file: Path, asked: Sequence[Row], known: Sequence[Row]) -> None:
    """Say how many messages cannot be right whatever is learned."""
    labels = {row.label for row in known} | {OUT_OF_SCOPE}
    strange = sum(row.label not in labels for row in asked)
    if strange:
        note(f"{file}: {strange} of {len(asked)} have a label that the training file lacks. They count as wrong.")


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Say which file and column it is that cannot be measured."""
    from bot.adapters.reader.measure import UnmeasurableRowsError

    try:
        yield
    except UnmeasurableRowsError as error:
        raise ConfigurationError([Problem(str(file), LABEL, None, str(error))]) from None


@contextmanager
def _bars() -> Iterator[tuple[Told, Told]]:
    """Show two bars on a terminal: learning, then reading."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        tasks = [progress.add_task(name, total=1.0) for name in ("learning", "reading ")]
        yield tuple(_teller(progress, task) for task in tasks)  # type: ignore[misc]


def _teller(progress: Progress, task: Any) -> Told:
    return lambda share: progress.update(task, completed=share)


def _show(measured: Mapping[str, Any], json: bool) -> None:
    """Print figures, as JSON or a line each."""
    rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in measured.items()}
    if json:
        document(rounded)
        return
    for name, value in rounded.items():
        out.print(f"{name:<18} {'–' if value is None else value}", markup=False)
