"""`triage-bot check`: would it run? Every mistake at once, and what a rule of X means for this configuration."""

from __future__ import annotations

import errno
import os
from dataclasses import asdict
from typing import Annotated

import typer

from bot import config as configuration
from bot.adapters.clock import SystemClock
from bot.adapters.health.server import listen
from bot.adapters.library.checking import check_library
from bot.adapters.library.finding import Severity
from bot.adapters.store.file_lock import is_held
from bot.adapters.store.sqlite import SqliteStore
from bot.adapters.store.trouble import check_place, is_there
from bot.cli.ask_all import ask_all, keeps_tokens, read_calendars
from bot.cli.budget import summary
from bot.cli.screen import CONFIG, ConfigOption, JsonOption, document, good, note, problems
from bot.cli.texts_in_use import texts_in_use
from bot.config import Settings
from bot.config.addresses import LOOPBACK
from bot.config.lines import with_lines
from bot.domain.case import Channel
from bot.domain.errors import ConfigurationError, Problem, StoreOutdated, TriageError
from bot.domain.policy import Mode
from bot.engine import learning_report
from bot.engine.spending import tell_spent
from bot.engine.story import BREAKER, PAUSED
from bot.wiring.reading import embedder_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    config: ConfigOption = CONFIG,
    offline: Annotated[bool, typer.Option("--offline", help="Do not call X and Slack.")] = False,
    json: JsonOption = False,
) -> None:
    """Check the configuration, the responses, the database and the live credentials; tell every mistake at once.

    Nothing is sent and nothing is changed, but for one thing: with OAuth 2, asking X uses up a token, and the one that
    follows it is kept in the database, which is made for it if need be. Exit code 2 when something is wrong.
    """
    found: list[Problem] = []
    settings: Settings | None = None
    try:
        settings = configuration.load(config, os.environ)
    except ConfigurationError as error:
        found += error.problems
        # What is readable without secrets is checked all the same, so that everything is told at once.
        settings = _without_secrets(config)
    notices: list[str] = []
    kept = False
    if settings is not None:
        broken, better = _responses(settings)
        unusable, known = _database(settings)
        found += [*broken, *_embedding(settings), *unusable]
        found += with_lines((*_health_port(settings), *read_calendars(settings, at_addresses=False)))
        notices = [*rules(settings), *better, *known]
        if not offline and not found:
            is_first = not is_there(settings.database)
            found += with_lines(ask_all(settings))
            kept = keeps_tokens(settings) and is_there(settings.database)
            notices += [_kept_tokens(settings, is_first)] if kept else []
    if json:
        document({"ok": not found, "problems": [asdict(one) for one in found], "notices": notices})
    else:
        for sentence in notices:
            note(sentence)
    if found:
        if not json:
            problems(found, unchanged=not kept)
        raise typer.Exit(2)
    if not json:
        good(
            "Configuration, responses and database are fine."
            if offline
            else "Everything is fine. Start: triage-bot run"
        )


def rules(settings: Settings) -> list[str]:
    """Return what the operator should know about the chosen settings."""
    found: list[str] = []
    policy = settings.policy
    if settings.x is not None:
        chosen = policy.channel(Channel.X)
        if chosen.hold is Mode.AUTO and chosen.ask_email is Mode.AUTO:
            found.append(
                "X allows one automated reply per interaction. With hold = “auto” and ask_email = “auto” the email ask "
                "is a second automated reply on the same post. If you do not want to risk that, set [x] ask_email = "
                "“approve”: after the answer timeout a teammate asks with one click."
            )
        found.append("X wants accounts like this one labelled as automated: Settings → Your account → Automation.")
    if policy.person(settings.brand) is not None:
        found.append(
            f"The brand and a teammate are both called “{settings.brand}”: nobody can tell which of them a text names. "
            "Write the teammate's full name under [[staff]], so that it is kept out of public texts."
        )
    if settings.slack is None:
        found.append("Without [slack] nobody of your staff is told anything. Add it unless you only try things out.")
    listen = settings.health.listen
    if listen is not None and listen[0] not in LOOPBACK:
        place = f"{listen[0]}:{listen[1]}"
        found.append(f"[health] listen = “{place}” may be reached from other machines, and asks nobody for a password.")
    return found


def _kept_tokens(settings: Settings, is_first: bool) -> str:
    made = ", which was made for it with its key beside it" if is_first else ""
    return f"X's token works once: the one that follows it is kept in the database {settings.database}{made}."


def _without_secrets(config: ConfigOption) -> Settings | None:
    try:
        return configuration.load(config, os.environ, need_secrets=False)
    except ConfigurationError:
        return None


def _responses(settings: Settings) -> tuple[list[Problem], list[str]]:
    """Return what is wrong with the texts as this configuration says them, and what could be better."""
    found = check_library(*texts_in_use(settings))
    told = [(one.severity, Problem(one.file, one.rule, one.line, one.message)) for one in found]
    wrong = [problem for severity, problem in told if severity is Severity.ERROR]
    return wrong, [str(problem) for severity, problem in told if severity is Severity.WARNING]


def _embedding(settings: Settings) -> tuple[Problem, ...]:
    """Load the sentence model, if one is named, as the bot will."""
    try:
        embedder_of(settings)
    except ConfigurationError as error:
        return error.problems
    return ()


def _health_port(settings: Settings) -> list[Problem]:
    """Try to listen where the bot will; while it runs the address is its own."""
    place = settings.health.listen
    if place is None:
        return []
    try:
        listen(*place).close()
    except OSError as problem:
        if problem.errno != errno.EADDRINUSE or not is_held(settings.database):
            words = f"nobody can listen on {place[0]}:{place[1]} ({problem.strerror}); name another address and port"
            return [Problem(str(settings.file), "health.listen", None, words)]
    return []


def _database(settings: Settings) -> tuple[list[Problem], list[str]]:
    """Return what keeps the database from being used, and what it knows; an old one is mended by the next start."""
    place = settings.database
    try:
        if is_there(place):
            return [], _known(settings)
        check_place(place, must_exist=False)
    except StoreOutdated as outdated:
        later = " X is asked whether it takes your keys only after that." if keeps_tokens(settings) else ""
        return [], [f"{outdated}{later}"]
    except TriageError as error:
        return [Problem(str(settings.file), "database", None, str(error))], []
    return [], [f"The database {place} will be made at the first start."]


def _known(settings: Settings) -> list[str]:
    store = SqliteStore(settings.database, SystemClock(), exclusive=False)
    try:
        with store.transaction() as tx:
            paused, stopped = tx.marks.get(PAUSED), tx.marks.get(BREAKER)
            now = SystemClock().now()
            spent = tell_spent(tx, settings.policy, now)
            learned = learning_report.say(learning_report.weeks(tx, now), now)
    finally:
        store.close()
    told = [f"Paused since {paused}: nothing automatic leaves. Go on with: triage-bot resume"] if paused else []
    if stopped:
        told.append(f"The breaker is open since {stopped}: a lead closes it with one click in Slack.")
    if settings.x is not None:
        told.append(summary(spent))
    return [*told, learned]
