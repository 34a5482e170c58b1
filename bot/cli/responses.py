"""`triage-bot responses list|show|preview|check`: the reply texts, for whoever writes and uses them.

It never sends a text, and never changes a file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot import config as configuration
from bot.adapters.library.checking import check_library
from bot.adapters.library.finding import Circumstances, Severity
from bot.adapters.library.folder import winners
from bot.adapters.library.preview import previews
from bot.adapters.library.samples import LONGEST_BRAND
from bot.adapters.library.shelf import Shelf, read_shelf
from bot.adapters.store import is_there
from bot.cli.screen import CONFIG, JsonOption, document, good, note, out, warn
from bot.cli.texts_in_use import MEASURES, texts_in_use
from bot.domain.errors import ConfigurationError
from bot.domain.languages import LANGUAGES
from bot.domain.response import Response, ResponseKind
from bot.shipped import shipped

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        "-c",
        metavar="FILE",
        help="The operator's file; without it, config.toml if there is one, else the shipped texts alone.",
    ),
]
LanguageOption = Annotated[str | None, typer.Option(help="Only texts in this language, like de.", metavar="CODE")]
KindOption = Annotated[ResponseKind | None, typer.Option(help="Only texts of this kind.")]


CHECK = "triage-bot responses check"


@dataclass(frozen=True)
class _Texts:
    """The folders as they were read, and what their texts are used with."""

    shelves: tuple[Shelf, ...]
    used: Circumstances

    def responses(self, language: str | None = None, kind: ResponseKind | None = None) -> list[Response]:
        chosen = (one for one in winners(self.shelves) if language in (None, one.language) and kind in (None, one.kind))
        return sorted(chosen, key=lambda one: (one.language, one.kind, one.name))

    def origin(self, response: Response) -> str:
        return "shipped" if response in self.shelves[0].responses else "yours"

    def replaces(self, response: Response) -> bool:
        """Tell whether a text of the operator's stands in the place of a shipped one."""
        key = (response.kind, response.language, response.name)
        below = ((one.kind, one.language, one.name) for one in self.shelves[0].responses)
        return self.origin(response) == "yours" and key in below


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(no_args_is_help=True, help="Look at the reply texts, and check them before a customer does.")
    group.command("list")(list_responses)
    group.command("show")(show_response)
    group.command("preview")(preview_responses)
    group.command("check")(check_responses)
    app.add_typer(group, name="responses")


def list_responses(
    config: ConfigOption = None, language: LanguageOption = None, kind: KindOption = None, json: JsonOption = False
) -> None:
    """List the texts in use: the shipped ones and yours, which win."""
    texts = _read(config)
    rows = [
        {
            "name": one.name,
            "kind": one.kind.value,
            "tone": one.tone.value,
            "language": one.language,
            "channel": one.channel,
            "from": texts.origin(one),
        }
        for one in texts.responses(language, kind)
    ]
    if json:
        document(rows)
    else:
        _table(("name", "kind", "tone", "language", "channel", "from"), [list(row.values()) for row in rows])
    if broken := len({one.problem.file for shelf in texts.shelves for one in shelf.mistakes}):
        warn(f"{_number(broken, 'file')} cannot be read, and a running bot keeps its old texts. See: {CHECK}")


def show_response(
    name: Annotated[str, typer.Argument(help="The name of a text: its file's name without .md.")],
    config: ConfigOption = None,
    language: LanguageOption = None,
    json: JsonOption = False,
) -> None:
    """Show a text as it is written, when to use it, and its file."""
    texts = _read(config)
    found = _named(texts, name, language)
    if json:
        document([_shown(texts, one) for one in found])
        return
    for one in found:
        origin = f"{texts.origin(one)}{', in the place of a shipped one' if texts.replaces(one) else ''}"
        out.print(f"[bold]{escape(one.name)}[/] {one.kind} · {one.tone} · {one.language} · {one.channel} · {origin}")
        for label, value in (("file", str(one.source)), ("title", one.title), ("note", one.note)):
            if value:
                out.print(f"  {label:<6} {escape(value)}")
        out.print(f"\n{escape(one.text)}\n")


def preview_responses(
    name: Annotated[str | None, typer.Argument(help="Only this text; without it, all.")] = None,
    config: ConfigOption = None,
    language: LanguageOption = None,
    kind: KindOption = None,
    json: JsonOption = False,
) -> None:
    """Show texts as customers will see them on each channel, with their length there.

    Each one is filled in twice: for a customer as most are, and for the one who makes it longest.
    """
    texts = _read(config)
    chosen = _named(texts, name, language) if name else texts.responses(language, kind)
    rows = [one for response in chosen for one in previews(response, texts.used)]
    if json:
        document([asdict(row) for row in rows])
        return
    lines = [(one.name, one.language, one.channel, one.customer, f"{one.length}/{one.limit}", one.text) for one in rows]
    _table(("name", "language", "channel", "customer", "length", "text"), lines)


def check_responses(config: ConfigOption = None, json: JsonOption = False) -> None:
    """Try every text in every language on the worst customers, and tell what to mend, with file and line.

    Errors are texts that would be held or are missing; warnings could be better. Exit code 1 when there is an error.
    """
    texts = _read(config)
    found = check_library(texts.shelves, texts.used)
    errors = [one for one in found if one.severity is Severity.ERROR]
    responses = texts.responses()
    languages = sorted({one.language for one in responses})
    if json:
        findings = [asdict(one) for one in found]
        document({"ok": not errors, "responses": len(responses), "languages": languages, "findings": findings})
    else:
        for finding in found:
            say = warn if finding.severity is Severity.ERROR else note
            place = finding.file if finding.line is None else f"{finding.file}:{finding.line}"
            say(f"{place}: {finding.rule}: {finding.message}")
        counted = f"{len(responses)} texts in {', '.join(languages)}"
        if errors:
            warn(f"{counted}: {_number(len(errors), 'error')}, {_number(len(found) - len(errors), 'warning')}.")
        else:
            good(f"{counted}: {_number(len(found), 'warning')}." if found else f"{counted}: nothing to mend.")
    if errors:
        raise typer.Exit(1)


def _read(config: Path | None) -> _Texts:
    """Read the shipped texts and the operator's; raise ConfigurationError where the operator's file is wrong."""
    if config is None and not is_there(CONFIG):
        return _Texts((read_shelf(shipped("responses")),), Circumstances(LONGEST_BRAND, LANGUAGES, MEASURES))
    settings = configuration.load(config or CONFIG, os.environ, need_secrets=False)
    return _Texts(*texts_in_use(settings))


def _named(texts: _Texts, name: str, language: str | None) -> list[Response]:
    found = [one for one in texts.responses(language) if one.name == name]
    if found:
        return found
    broken = [one.problem for shelf in texts.shelves for one in shelf.mistakes if Path(one.problem.file).stem == name]
    if broken:
        raise ConfigurationError(broken)
    raise typer.BadParameter(f"there is no text called “{name}”; see: triage-bot responses list")


def _shown(texts: _Texts, response: Response) -> dict[str, object]:
    content = asdict(response) | {"source": str(response.source)}
    return content | {"from": texts.origin(response), "replaces_shipped": texts.replaces(response)}


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    out.print(table, soft_wrap=False)


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
