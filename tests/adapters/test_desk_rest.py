"""One call to a helpdesk: what is sent, what is never followed, and what a failure means."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from acme import NOON
from desk_servers.side import Call, Fault, Reply, VendorSide
from fakes import HandClock
from mail_server import Certificate

from bot.adapters.desks.remote import RemoteDesk, remote_desk
from bot.adapters.desks.rest import Headers, Rest
from bot.adapters.desks.rest_errors import Answer, retry_at
from bot.domain.errors import ConfigurationError, Permanent, Temporary, Unknown


class Echo(VendorSide):
    """Says yes to everything."""

    def answer(self, call: Call) -> Reply:
        """Say yes."""
        return Reply(200, {"ok": True})


@pytest.fixture
def side() -> Iterator[Echo]:
    with Echo() as side:
        yield side


def rest(url: str) -> Rest:
    return Rest("Acme", url, Headers({"Authorization": "Bearer good"}), "ACME_TOKEN", HandClock(NOON))


def test_a_redirect_is_told_and_not_followed(side: Echo) -> None:
    side.faults = [Fault(Reply(301, {}, {"Location": f"{side.url}/elsewhere"}))]
    with pytest.raises(Permanent, match="sends us elsewhere"):
        rest(side.url).write("/tickets", {})
    assert ["/tickets"] == [call.path for call in side.calls]


def test_a_netrc_file_does_not_replace_who_we_are(side: Echo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login eve password eve\n", encoding="utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    rest(side.url).read("/tickets")
    assert "Bearer good" == side.calls[0].headers["authorization"]


def test_a_proxy_is_not_asked_for_this_machine(side: Echo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert {"ok": True} == rest(side.url).read("/tickets")


def test_a_proxy_that_is_not_there_is_for_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(Temporary, match=r"cannot be reached \(ProxyError\)"):
        rest("http://desk.example").write("/tickets", {})


@pytest.mark.parametrize("url", ["desk.example", "ftp://desk.example", "http://", "http://[::1"])
def test_an_address_that_cannot_be_called_is_told(url: str) -> None:
    with pytest.raises(Permanent, match="cannot be sent"):
        rest(url).write("/tickets", {})


def test_a_token_with_a_line_end_is_told(side: Echo) -> None:
    odd = Rest("Acme", side.url, Headers({"Authorization": "Bearer a\nb: c"}), "ACME_TOKEN", HandClock(NOON))
    with pytest.raises((Permanent, Unknown)) as failed:
        odd.write("/tickets", {})
    assert (True, []) == (isinstance(failed.value, Permanent), side.calls)


def test_a_certificate_of_a_stranger_is_not_trusted(side: Echo, tmp_path: Path) -> None:
    context = Certificate.make(tmp_path).for_server()
    side._server.socket = context.wrap_socket(side._server.socket, server_side=True)
    with pytest.raises(Permanent, match="certificate is not to be trusted"):
        rest(side.url.replace("http", "https")).write("/tickets", {})
    assert (ssl.PROTOCOL_TLS_SERVER, []) == (context.protocol, side.calls)


def test_letters_travel_as_they_are(side: Echo) -> None:
    rest(side.url).write("/tickets", {"text": "ü👋\ud83d"})
    assert {"text": "ü👋?"} == side.calls[0].json


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("17", 17),
        ("0", 0),
        ("99999999999999", 86_400),
        ("Mon, 02 Mar 2026 12:05:00 GMT", 300),
        ("Mon, 02 Mar 2020 12:05:00 GMT", 0),
        ("Mon, 02 Mar 2099 12:05:00 GMT", 86_400),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str, seconds: int) -> None:
    assert NOON + timedelta(seconds=seconds) == retry_at(Answer(429, {"retry-after": header}, None), NOON)


@pytest.mark.parametrize("header", ["", "soon", "-5", "1.5", "٣", "Mon, 99 Foo"])
def test_another_retry_after_is_none(header: str) -> None:
    assert retry_at(Answer(429, {"Retry-After": header}, None), NOON) is None


@pytest.mark.parametrize("kind", ["zendesk", "zammad", "freshdesk", "github", "webhook"])
def test_every_kind_can_be_chosen(kind: str) -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    chosen = RemoteDesk(kind, "https://desk.example", secret, "bot@acme.example", "Users", "acme/support")
    made = type(remote_desk(chosen, HandClock(datetime.now(UTC))))
    assert (f"{kind}desk", False) == (made.__name__.lower(), secret in repr(chosen))


def test_another_kind_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="jira"):
        remote_desk(RemoteDesk("jira", "", ""), HandClock(NOON))


def test_a_webhook_without_a_secret_cannot_be_chosen() -> None:
    with pytest.raises(ConfigurationError, match="WEBHOOK_SECRET"):
        remote_desk(RemoteDesk("webhook", "https://desk.example", ""), HandClock(NOON))
