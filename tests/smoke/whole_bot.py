"""The real process between the sandbox and a wire that can be cut, with its health port open."""

from __future__ import annotations

import socket
import sqlite3
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import requests
from network import Network

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage

READY_WITHIN = 40.0
HEALTH = '\n[health]\nlisten = "127.0.0.1:{port}"\ntell_after = "1s"\n'


class WholeBot:
    """A sandbox, a network and a bot that is not started yet. `ahead` seconds its clock goes before the sandbox's."""

    def __init__(self, folder: Path, ahead: float | None = None) -> None:
        self._stack = ExitStack()
        self._folder = folder
        self.clock_file = folder / "clock"
        self._own_clock = folder / "own-clock" if ahead is not None else self.clock_file
        if ahead is not None:
            self._own_clock.write_text(str(ahead), encoding="ascii")
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._health = f"http://127.0.0.1:{free.getsockname()[1]}"

    def __enter__(self) -> Self:
        server = self._stack.enter_context(SandboxServer(self.clock_file))
        self.stage = Stage(server.url)
        self.network = self._stack.enter_context(Network(server.url))
        home = self._folder / "home"
        home.mkdir()
        self.bot = BotProcess(home, self.network.url, self._own_clock)
        with self.bot.config.open("a", encoding="utf-8") as file:
            file.write(HEALTH.format(port=self._health.rpartition(":")[2]))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bot.stop()
        self._stack.close()

    def start(self) -> None:
        """Start the bot and wait until it listens."""
        before = len(self.stage.calls())
        self.bot.start()
        self.until("the bot listens", lambda: self.alive() and self.stage.is_heard(before) and self.asked("readyz"))

    def alive(self) -> bool:
        """Tell whether the process runs; fail with its last words if not."""
        assert self.bot.running, self.log()[-3_000:]
        return True

    def asked(self, question: str) -> Any:
        """Return what `/healthz` or `/readyz` tells, or None while nobody answers."""
        try:
            with requests.Session() as session:
                session.trust_env = False
                return session.get(f"{self._health}/{question}", timeout=5).json()
        except requests.RequestException:
            return None

    def metrics(self) -> str:
        """Return what `/metrics` tells."""
        with requests.Session() as session:
            session.trust_env = False
            return session.get(f"{self._health}/metrics", timeout=5).text

    def log(self) -> str:
        """Return the bot's log so far."""
        return self.bot.log.read_text(encoding="utf-8", errors="replace")

    def until(self, what: str, true: Callable[[], Any], within: float = READY_WITHIN) -> Any:
        """Return what `true` returns, as soon as it is something; fail with the bot's last words when it stays out."""
        deadline = time.monotonic() + within
        while not (found := true()):
            assert time.monotonic() < deadline, f"expected: {what}\n{self.log()[-3_000:]}"
            time.sleep(0.05)
        return found

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what stands in the bot's database; it may be running."""
        with closing(sqlite3.connect(f"file:{self.bot.folder / 'triage.db'}?mode=ro", uri=True)) as db:
            return db.execute(sql).fetchall()
