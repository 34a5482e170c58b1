"""What systemd hears on its socket, from a bot that lives, hangs and stops."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.adapters.health.supervisor import Supervisor

EVERY = "100000"
"""Microseconds within which systemd wants a sign of life."""


@pytest.fixture
def systemd(tmp_path: Path) -> Iterator[socket.socket]:
    """The socket that systemd listens on."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        door.bind(str(tmp_path / "notify"))
        door.settimeout(5)
        yield door


def environ(door: socket.socket, **more: str) -> dict[str, str]:
    """What systemd puts into the environment."""
    return {"NOTIFY_SOCKET": str(door.getsockname()), **more}


def test_systemd_hears_that_the_bot_is_ready_and_that_it_stops(systemd: socket.socket) -> None:
    supervisor = Supervisor(environ(systemd))
    supervisor.ready(lambda: True)
    supervisor.stopping()
    assert [b"READY=1", b"STOPPING=1"] == [systemd.recv(100), systemd.recv(100)]


def test_a_living_bot_gives_a_sign_of_life_again_and_again(systemd: socket.socket) -> None:
    supervisor = Supervisor(environ(systemd, WATCHDOG_USEC=EVERY, WATCHDOG_PID=str(os.getpid())))
    supervisor.ready(lambda: True)
    heard = [systemd.recv(100) for _ in range(4)]
    supervisor.stopping()
    assert [b"READY=1", *[b"WATCHDOG=1"] * 3] == heard


def test_a_bot_that_hangs_gives_none(systemd: socket.socket) -> None:
    asked = []
    supervisor = Supervisor(environ(systemd, WATCHDOG_USEC=EVERY))
    supervisor.ready(lambda: len(asked) > 3 or bool(asked.append(1)))
    assert [b"READY=1", b"WATCHDOG=1"] == [systemd.recv(100), systemd.recv(100)]
    supervisor.stopping()
    assert 4 == len(asked)


def test_a_sign_of_life_that_is_meant_for_another_process_is_not_given(systemd: socket.socket) -> None:
    supervisor = Supervisor(environ(systemd, WATCHDOG_USEC=EVERY, WATCHDOG_PID="1"))
    supervisor.ready(lambda: True)
    supervisor.stopping()
    assert [b"READY=1", b"STOPPING=1"] == [systemd.recv(100), systemd.recv(100)]


def test_an_abstract_address_is_understood() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as door:
        name = f"triage-bot-test-{os.getpid()}"
        door.bind(f"\0{name}")
        door.settimeout(5)
        Supervisor({"NOTIFY_SOCKET": f"@{name}"}).ready(lambda: True)
        assert b"READY=1" == door.recv(100)


@pytest.mark.parametrize("address", ["", "/nowhere/notify"])
def test_without_anybody_who_listens_nothing_happens(address: str) -> None:
    supervisor = Supervisor({"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "many"})
    supervisor.ready(lambda: True)
    supervisor.stopping()
