"""Opens the health port, and goes on trying where its address cannot be had: without it the bot works all the same."""

from __future__ import annotations

import structlog

from bot.adapters.health.server import HealthServer
from bot.engine.pump import Pump

log = structlog.get_logger()

TRY_EVERY = 10.0
"""Seconds between two attempts: another program may leave, an address come up, a name be found."""
_OPEN = 3600.0


class HealthPort:
    """A health server that opens as soon as it can; `host` and `port` are what it is told to listen on."""

    def __init__(self, server: HealthServer, host: str, port: int, try_every: float = TRY_EVERY) -> None:
        self._server = server
        self._place: dict[str, object] = {"host": host, "port": port}
        self._is_open = False
        self._why = ""
        self._pump = Pump("health-port", self._try, lambda: _OPEN if self._is_open else try_every)

    def start(self) -> None:
        """Listen, or begin to try; never raise for an address that cannot be had."""
        self._try()
        if not self._is_open:
            self._pump.start()

    def stop(self) -> None:
        """Try no more, and answer no more."""
        self._pump.stop()
        self._pump.join(1.0)
        self._server.stop()

    def _try(self) -> bool:
        """Try once; return False, for there is nothing more to do at once."""
        if self._is_open:
            return False
        try:
            port = self._server.start()
        except OSError as problem:
            why = problem.strerror or type(problem).__name__
            if why != self._why:
                log.error("health_port_not_open", reason=why, **self._place)
            self._why = why
        else:
            self._is_open = True
            log.info("health_port", **{**self._place, "port": port})
        return False
