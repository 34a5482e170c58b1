"""Who the staff are at this moment: those in the configuration and in Slack's user groups, but nobody who has left.

Theory of operation. The policy holds a list that looks like any other sequence, but is replaced as a whole when the
vendor says so. Every decision and every check of a right reads it anew. Where the vendor does not tell, what was known
stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import overload

import structlog

from bot.domain.errors import DeliveryError
from bot.domain.policy import Staff
from bot.ports.clock import Clock

log = structlog.get_logger()

ASK_EVERY = timedelta(minutes=10)
AGAIN_AFTER = timedelta(seconds=30)
REST = 30.0
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class StaffList(Sequence[Staff]):
    """A sequence of staff that can be replaced as a whole. Safe from any thread."""

    def __init__(self, people: Sequence[Staff]) -> None:
        self._people = tuple(people)

    def replace(self, people: Sequence[Staff]) -> None:
        """Let these be the staff from now on."""
        # One assignment of one reference: a reader sees the old list or the new one, never a mixture.
        self._people = tuple(people)

    @overload
    def __getitem__(self, place: int) -> Staff: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Staff]: ...
    def __getitem__(self, place: int | slice) -> Staff | Sequence[Staff]:
        return self._people[place]

    def __iter__(self) -> Iterator[Staff]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)


class StaffWatch:
    """Give `work` to a pump. `resolve` asks the vendor who of those in the configuration, and who else, is staff.

    It raises a DeliveryError where the vendor does not tell. `wake` is called when the list changed.
    """

    def __init__(
        self,
        staff: StaffList,
        resolve: Callable[[Sequence[Staff]], tuple[Staff, ...]],
        clock: Clock,
        wake: Callable[[], None],
    ) -> None:
        self._staff = staff
        self._configured = tuple(staff)
        self._resolve = resolve
        self._clock = clock
        self._wake = wake
        self._next = _LONG_AGO
        self._lock = threading.Lock()

    def work(self) -> bool:
        """Ask, where it is time; always False."""
        now = self._clock.now()
        with self._lock:
            if now < self._next <= now + ASK_EVERY:
                return False
            self._next = now + AGAIN_AFTER
        try:
            people = self._resolve(self._configured)
        except DeliveryError as fault:
            log.warning("staff_not_known", reason=str(fault))
            return False
        self._next = now + ASK_EVERY
        if people != tuple(self._staff):
            log.info("staff_changed", people=len(people))
            self._staff.replace(people)
            self._wake()
        return False
