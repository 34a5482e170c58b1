"""What `check` asks the desk and Slack: whether they let us in. They are real servers, and get nothing."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk_servers.receiver import SECRET, ReceiverSide
from mail_server import Mailbox, MailServer, let_in
from slack_sdk.web import SlackResponse
from slack_world import local_slack

from bot.adapters.slack.connect import check_scopes
from bot.adapters.slack.manifest import SCOPES
from bot.cli.ask_all import ask_all
from bot.config import Settings, load
from bot.config.settings import DeskTable, SmtpServer
from bot.domain.errors import ConfigurationError
from bot.shipped import shipped


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The example without X and Slack, so that only the desk is asked."""
    loaded = load(shipped("config.example.toml"), {}, need_secrets=False)
    return replace(loaded, slack=None, x=None, database=tmp_path / "triage.db")


@pytest.fixture
def mailbox() -> Mailbox:
    """What arrives at the helpdesk."""
    return Mailbox()


def told(settings: Settings) -> list[str]:
    return [f"{one.key}: {one.expected}" for one in ask_all(settings)]


def by_mail(settings: Settings, port: int, user: str = "") -> Settings:
    smtp = SmtpServer("127.0.0.1", port, tls=False, user=user)
    return replace(settings, desk=DeskTable("email", "help@desk.example", "bot@acme.example", smtp))


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[MailServer]:
    """A mail server that lets nobody but bot@ in."""
    manner: dict[str, Any] = {"auth_require_tls": False, "authenticator": let_in(b"bot@", b"secret")}
    running = MailServer(mailbox, **manner)
    running.start()
    yield running
    running.stop()


def test_a_mail_server_is_greeted_and_gets_no_mail(settings: Settings, server: MailServer, mailbox: Mailbox) -> None:
    assert [] == told(by_mail(settings, server.port))
    assert ([], []) == (mailbox.raw, mailbox.envelopes)


def test_a_mail_server_that_is_not_there_is_told(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert ["desk: the mail server cannot be reached (ConnectionRefusedError)"] == told(by_mail(settings, port))


@pytest.mark.parametrize(("password", "found"), [("secret", []), ("wrong", ["our user and password"])])
def test_whoever_logs_in_is_tried(settings: Settings, server: MailServer, password: str, found: list[str]) -> None:
    changed = replace(settings, secrets=replace(settings.secrets, smtp_password=password))
    problems = told(by_mail(changed, server.port, "bot@"))
    assert [True] * len(found) == [words in problem for words, problem in zip(found, problems, strict=True)]


def by_webhook(settings: Settings, side: ReceiverSide, find: bool = False) -> Settings:
    found = f"{side.url}/tickets" if find else ""
    secrets = replace(settings.secrets, webhook_secret=SECRET)
    return replace(settings, secrets=secrets, desk=DeskTable("webhook", url=f"{side.url}/hook", find_url=found))


@pytest.mark.parametrize("find", [False, True])
def test_a_receiver_of_webhooks_is_asked_whether_it_is_there(settings: Settings, find: bool) -> None:
    with ReceiverSide() as side:
        assert ([], {}) == (told(by_webhook(settings, side, find)), side.tickets)
    assert [] != told(by_webhook(settings, side, find))


class Client:
    """A client whose token has these scopes."""

    def __init__(self, scopes: str | None) -> None:
        self._headers = {} if scopes is None else {"X-OAuth-Scopes": scopes}

    def auth_test(self) -> SlackResponse:
        """Answer with the header."""
        return SlackResponse(
            client=None,
            http_verb="POST",
            api_url="",
            req_args={},
            data={"ok": True},
            headers=self._headers,
            status_code=200,
        )


def test_permissions_that_the_app_lacks_are_named_with_what_they_are_for() -> None:
    scopes = ",".join(scope.name for scope in SCOPES if scope.name not in ("dnd:read", "files:write"))
    with pytest.raises(ConfigurationError) as caught:
        check_scopes(Client(scopes))  # type: ignore[arg-type]
    sentence = str(caught.value)
    assert [True] * 4 == [
        one in sentence for one in ("dnd:read (", "files:write (", "slack-manifest", "SLACK_BOT_TOKEN")
    ]
    assert "chat:write" not in sentence


def test_a_slack_that_tells_no_permissions_is_no_problem() -> None:
    check_scopes(Client(None))  # type: ignore[arg-type]


def test_the_local_slack_grants_what_the_manifest_asks_for(tmp_path: Path) -> None:
    with local_slack(tmp_path) as slack:
        check_scopes(slack.client())
