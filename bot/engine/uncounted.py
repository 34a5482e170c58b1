"""The tally of a bot whose figures nobody wants."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from bot.ports.tally import Answer


class Uncounted:
    """Implements `bot.ports.tally.Tally` by forgetting everything."""

    def heard(self, channel: str) -> None: ...

    def unread(self, channel: str, kind: str) -> None: ...

    def delivered(self, lane: str, what: str, kind: str, waited: timedelta) -> None: ...

    def failed(self, lane: str, outcome: str) -> None: ...

    def held(self, guards: Collection[str]) -> None: ...

    def fired(self, timer: str, late: timedelta) -> None: ...

    def answered(self, answer: Answer) -> None: ...

    def stock(self, state: str, rows: int) -> None: ...

    def promises(self, standing: str, number: int) -> None: ...

    def ailing(self, ailment: str, part: str, ill: bool) -> None: ...

    def mended(self, ailment: str, part: str) -> None: ...


UNCOUNTED = Uncounted()
