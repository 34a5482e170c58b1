"""A running sandbox for every test, and what talks to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from x_on_the_wire import Control, user_client

from bot.sandbox.server import SandboxServer


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[SandboxServer]:
    """A fresh world on a free port."""
    with SandboxServer(tmp_path / "clock") as server:
        yield server


@pytest.fixture
def control(sandbox: SandboxServer) -> Control:
    """The people of that world, and its clock and faults."""
    return Control(sandbox.url)


@pytest.fixture
def x(sandbox: SandboxServer) -> Any:
    """The brand's own tweepy client, with OAuth 1 user keys."""
    return user_client(sandbox.url)
