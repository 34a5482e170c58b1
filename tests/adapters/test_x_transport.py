"""The way to X: another address, an end to every wait, and no key in any log."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from x_world import ACME, KEYS, ScriptedX, XWorld

from bot.adapters.x.credentials import RefreshKeys, UserKeys
from bot.adapters.x.transport import redirect


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


@pytest.mark.parametrize("ending", ["", "/"])
def test_calls_go_to_the_operators_address(ending: str) -> None:
    """With or without a slash at its end."""
    with ScriptedX() as x, requests.Session() as session:
        x.will_answer(200, "{}")
        redirect(session, x.url + ending)
        assert 200 == session.get("https://api.twitter.com/2/users/me?user.fields=id").status_code
        assert ["GET /2/users/me?user.fields=id"] == [request for request, *_ in x.requests]


def test_a_proxy_of_the_machine_is_not_used_for_the_machine_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """requests would pick it for api.twitter.com, before the address is changed."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with ScriptedX() as x, requests.Session() as session:
        x.will_answer(200, "{}")
        redirect(session, x.url)
        assert 200 == session.get("https://api.twitter.com/2/users/me").status_code


def test_every_call_ends() -> None:
    """tweepy sets no timeout at all."""
    with socket.create_server(("127.0.0.1", 0)) as deaf, requests.Session() as session:
        redirect(session, f"http://127.0.0.1:{deaf.getsockname()[1]}", timedelta(milliseconds=50))
        began = time.monotonic()
        with pytest.raises(requests.ReadTimeout):
            session.get("https://api.twitter.com/2/users/me")
        assert time.monotonic() - began < 2


def test_no_key_reaches_a_log(world: XWorld, caplog: pytest.LogCaptureFixture) -> None:
    """Not even when everything is logged: tweepy and its helpers write whole headers at DEBUG."""
    caplog.set_level(logging.DEBUG)
    world.connect().whoami()
    keys = RefreshKeys("fake-x-client", "fake-client-secret", "fake-x-refresh")
    world.connect(keys).whoami()
    world.client().mentions(ACME, world.clock.now())
    secrets = (
        "fake-x-key",
        "any-secret",
        "fake-x-token",
        "any-token-secret",
        "fake-x-access",
        "fake-x-refresh",
        "secret",
    )
    assert [] == [secret for secret in secrets if secret in caplog.text]


def test_no_key_is_shown_by_its_holder() -> None:
    """A repr ends up in a traceback sooner or later."""
    assert "UserKeys()" == repr(KEYS)
    assert "secret" not in repr(UserKeys("secret", "secret", "secret", "secret", "secret"))
    assert "RefreshKeys(client_id='me')" == repr(RefreshKeys("me", "secret", "secret", "secret"))
