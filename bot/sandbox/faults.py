"""Faults that can be switched on for either platform, and the calls that hang because of one.

It decides which fault strikes a call; `wire.py` carries it out. It must never know what a call means.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import get_args

from bot.sandbox.calls import Calls
from bot.sandbox.clock import SandboxClock
from bot.sandbox.fault_kinds import Kind, Platform

DEFAULT_SECONDS = {"slow": 3.0, "429": 60.0}


@dataclass
class Fault:
    """One fault; `times` counts down with every call it strikes, and 0 lasts until it is cleared."""

    on: Platform
    kind: Kind
    times: int = 1
    method: str | None = None
    path: str | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        """Refuse what could never strike.

        Raises:
            ValueError: says which value is wrong and what is expected.
        """
        if self.on not in get_args(Platform):
            raise ValueError(f"on: expected one of {', '.join(get_args(Platform))}")
        if self.kind not in get_args(Kind):
            raise ValueError(f"kind: expected one of {', '.join(get_args(Kind))}")
        if self.times < 0:
            raise ValueError("times: expected 0 or more")
        if self.seconds is None:
            self.seconds = DEFAULT_SECONDS.get(self.kind)
        elif not math.isfinite(self.seconds) or self.seconds < 0:
            raise ValueError("seconds: expected 0 or more")

    def strikes(self, on: str, method: str, path: str) -> bool:
        """Tell whether a call is one that this fault is meant for."""
        return (
            self.on == on
            and (self.method is None or self.method.upper() == method)
            and (self.path is None or self.path in path)
        )


class Faults:
    """The faults that are switched on, the calls that hang, and the connections that can be cut."""

    def __init__(self, clock: SandboxClock, changed: Callable[[], None]) -> None:
        self.clock = clock
        self.calls = Calls()
        self.hanging = 0
        self.active: list[Fault] = []
        self._changed = changed
        self._let_go = asyncio.Event()
        self._open: dict[str, set[Callable[[], None]]] = {"x": set(), "slack": set()}

    def add(self, fault: Fault) -> None:
        """Switch a fault on; "disconnect" strikes now, what is open, and is not kept."""
        if fault.kind == "disconnect":
            for cut in list(self._open[fault.on]):
                cut()
        else:
            self.active.append(fault)
        self._changed()

    def clear(self) -> None:
        """Switch every fault off and let the calls that hang go on."""
        self.active.clear()
        self._let_go.set()
        self._let_go = asyncio.Event()
        self._changed()

    def take(self, on: str, method: str, path: str) -> Fault | None:
        """Return the oldest fault that strikes a call, used up by one; nothing if the call is spared."""
        for fault in self.active:
            if fault.strikes(on, method, path):
                if fault.times == 1:
                    self.active.remove(fault)
                    self._changed()
                elif fault.times > 1:
                    fault.times -= 1
                    self._changed()
                return fault
        return None

    @contextmanager
    def hang(self) -> Iterator[asyncio.Event]:
        """Count one call as hanging; the event is set when the faults are cleared."""
        self.hanging += 1
        self._changed()
        try:
            yield self._let_go
        finally:
            self.hanging -= 1
            self._changed()

    @contextmanager
    def cuttable(self, on: str, cut: Callable[[], None]) -> Iterator[None]:
        """Remember a long-lived connection for as long as it is open, so that "disconnect" can cut it."""
        self._open[on].add(cut)
        try:
            yield
        finally:
            self._open[on].discard(cut)
