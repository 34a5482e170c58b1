"""Bad weather on the way to both platforms: faults that come and go, from a seed."""

from __future__ import annotations

import random
import threading
from collections import Counter

from bot.sandbox.stage import Json, Stage

POST, DM = "/2/tweets", "/dm_conversations/"
FAULTS: tuple[Json, ...] = (
    {"on": "x", "kind": "429", "seconds": 1, "method": "POST", "path": POST},
    {"on": "x", "kind": "500", "method": "POST", "path": POST},
    {"on": "x", "kind": "html", "method": "POST", "path": POST},
    {"on": "x", "kind": "dropped", "method": "POST", "path": POST},
    {"on": "x", "kind": "hang_before", "method": "POST", "path": POST},
    {"on": "x", "kind": "hang_after", "method": "POST", "path": POST},
    {"on": "x", "kind": "slow", "seconds": 1, "method": "POST", "path": POST},
    {"on": "x", "kind": "429", "seconds": 1, "path": "/mentions"},
    {"on": "x", "kind": "500", "path": "/mentions"},
    {"on": "x", "kind": "html", "path": "/mentions"},
    {"on": "x", "kind": "dropped", "path": "/mentions"},
    {"on": "x", "kind": "500", "path": "/tweets"},
    {"on": "x", "kind": "disconnect"},
    {"on": "slack", "kind": "429", "seconds": 1, "path": "chat.postMessage"},
    {"on": "slack", "kind": "500", "path": "chat.postMessage"},
    {"on": "slack", "kind": "html", "path": "chat.postMessage"},
    {"on": "slack", "kind": "dropped", "path": "chat.postMessage"},
    {"on": "slack", "kind": "hang_before", "path": "chat.postMessage"},
    {"on": "slack", "kind": "hang_after", "path": "chat.postMessage"},
    {"on": "slack", "kind": "hang_after", "path": "chat.update"},
    {"on": "slack", "kind": "500", "path": "conversations.open"},
    {"on": "slack", "kind": "500", "path": "conversations."},
    {"on": "slack", "kind": "dropped", "path": "users.info"},
    {"on": "slack", "kind": "429", "seconds": 1, "path": "apps.connections.open"},
    {"on": "slack", "kind": "disconnect"},
)


MOST_AT_ONCE = 5
"""More would pile up: a bot that meets nothing but faults rests for minutes, as it should."""


class Weather:
    """Switches faults on, and every few seconds all of them off; `seen` counts what was switched on."""

    def __init__(self, stage: Stage, seed: int, every: float) -> None:
        self.seen: Counter[str] = Counter()
        self._stage = stage
        self._random = random.Random(seed)
        self._every = every
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._blow, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Let the sun shine: no fault is on, no call hangs."""
        self._leaving.set()
        self._thread.join(30)
        self._stage.clear_faults()

    def _blow(self) -> None:
        while not self._leaving.wait(self._random.uniform(0.2, 1.8) * self._every):
            if self._random.random() < 0.1 or len(self._stage.faults()["faults"]) > MOST_AT_ONCE:
                self._stage.clear_faults()
                continue
            fault = self._random.choice(FAULTS)
            self._stage.fault(**fault, times=self._random.randint(1, 2))
            self.seen[f"{fault['on']} {fault['kind']}"] += 1
