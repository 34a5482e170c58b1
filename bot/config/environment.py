"""Reads the secrets from the environment and tells which ones are missing. Never shows a value."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from bot.config.settings import DESK_SECRETS, Secrets
from bot.config.tables import TeamEntry
from bot.domain.errors import Problem

FILE = "environment"
_OAUTH1 = ("X_API_KEY", "X_API_SECRET", "X_ACCESS_TOKEN", "X_ACCESS_TOKEN_SECRET")
_OAUTH2 = ("X_CLIENT_ID", "X_CLIENT_SECRET", "X_REFRESH_TOKEN")
_IS = {
    "ZENDESK_TOKEN": "an API token from Admin Center, Apps and integrations, APIs",
    "ZAMMAD_TOKEN": "an access token with the permission ticket.agent, from your profile's Token Access",
    "FRESHDESK_KEY": "an API key from your profile settings",
    "GITHUB_TOKEN": "a fine-grained token that may read and write the issues of your repository",
    "WEBHOOK_SECRET": "whsec_ and 24 to 64 bytes in base64, as `openssl rand -base64 32` makes them",
}
_SHAPES = {"SLACK_BOT_TOKEN": "xoxb-", "SLACK_APP_TOKEN": "xapp-"}


def read_secrets(environ: Mapping[str, str]) -> Secrets:
    """Return every secret that is set; spaces and line ends around a value are a slip of copying."""
    return Secrets(**{field.name: environ.get(field.name.upper(), "").strip() for field in fields(Secrets)})


def missing_secrets(
    secrets: Secrets, *, x: bool, slack: bool, smtp_user: str, desk: str = "", imap: bool = False, stream: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with the secrets.

    Arguments:
        secrets: as read.
        x, slack: whether the channel is on.
        smtp_user: who logs in at the mail server, "" where nobody does.
        desk: the kind of the desk, "" where there is none.
        imap: whether there is a mailbox to read.
        stream: whether X's filtered stream is on.
    """
    if slack:
        yield from _slack(secrets)
    if x:
        yield from _x(secrets)
        if stream:
            yield from _stream(secrets)
    if smtp_user and not secrets.smtp_password:
        yield _problem("SMTP_PASSWORD", f"set this variable to the mail server's password of {smtp_user}")
    if imap and not secrets.imap_password:
        yield _problem("IMAP_PASSWORD", "set this variable to the password of the mailbox in imap, or take imap out")
    if desk in DESK_SECRETS:
        yield from _desk(secrets, desk)


def missing_calendars(teams: Sequence[TeamEntry], environ: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the environment variables that should hold the address of a calendar and hold none."""
    for team in teams:
        place = team.on_duty_calendar or ""
        name = place.removeprefix("env:")
        if place != name and not environ.get(name, "").strip():
            yield _problem(name, f'set this variable to the address of the calendar of the team "{team.name}"')


def _slack(secrets: Secrets) -> Iterator[Problem]:
    for name, start in _SHAPES.items():
        value = _value(secrets, name)
        if not value:
            yield _problem(
                name, f"set this variable to your Slack app's token that begins with {start}, or take [slack] out"
            )
        elif not value.startswith(start):
            hint = next((other for other, begins in _SHAPES.items() if value.startswith(begins)), "")
            swapped = f"; the token in it belongs to {hint}" if hint else ""
            yield _problem(name, f"the token in this variable must begin with {start}{swapped}")


def _desk(secrets: Secrets, kind: str) -> Iterator[Problem]:
    name, value = DESK_SECRETS[kind], secrets.of_desk(kind)
    if not value:
        yield _problem(name, f'set this variable: kind = "{kind}" in [desk] needs {_IS[name]}')
    elif not (value.isascii() and value.isprintable()) or " " in value:
        yield _problem(name, f"there is a sign in this variable that no such secret has; it must be {_IS[name]}")
    elif kind == "webhook" and not _signs(value):
        yield _problem(name, f"this variable must be {_IS[name]}")


def _signs(secret: str) -> bool:
    """Tell whether a secret is what Standard Webhooks asks for: 24 to 64 bytes in base64 behind whsec_."""
    try:
        return secret.startswith("whsec_") and 24 <= len(b64decode(secret.removeprefix("whsec_"), validate=True)) <= 64
    except ValueError:
        return False


def _x(secrets: Secrets) -> Iterator[Problem]:
    if secrets.has_x_oauth1 or secrets.has_x_oauth2:
        return
    begun = _OAUTH2 if any(_value(secrets, name) for name in _OAUTH2) else _OAUTH1
    missing = [name for name in begun if not _value(secrets, name)]
    if len(missing) == len(begun):
        sets = f"{', '.join(_OAUTH1)} (OAuth 1) or {', '.join(_OAUTH2)} (OAuth 2)"
        yield _problem("X_API_KEY", f"[x] needs your X app's keys: set {sets}, or take [x] out")
        return
    for name in missing:
        there = ", ".join(other for other in begun if other not in missing)
        yield _problem(name, f"set this variable too; it goes together with {there}")


def _stream(secrets: Secrets) -> Iterator[Problem]:
    """X opens the stream for the app's own token only: OAuth 1 gets one by itself, OAuth 2 cannot."""
    is_oauth2 = any(_value(secrets, name) for name in _OAUTH2) and not secrets.has_x_oauth1
    if is_oauth2 and not secrets.x_bearer_token:
        token = "set this variable to your X app's bearer token, which the stream needs beside OAuth 2"
        yield _problem("X_BEARER_TOKEN", f"{token}, or set stream = false in [x]")


def _value(secrets: Secrets, name: str) -> str:
    return str(getattr(secrets, name.lower()))


def _problem(name: str, expected: str) -> Problem:
    return Problem(FILE, name, None, expected)
