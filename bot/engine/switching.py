"""The switch that pauses everything automatic, and a held message shown again. Each call is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.domain.effects import ShowHeld
from bot.engine.dispatch import Dispatch
from bot.engine.effect_ids import effect_id
from bot.engine.story import PAUSED
from bot.ports.clock import Clock
from bot.ports.store import OutboxState, Store, Transaction


def switch(tx: Transaction, paused_at: datetime | None) -> bool:
    """Pause everything automatic from `paused_at` (UTC) on, or let it go on with None; False where it was so already.

    A bot that is paused already stays so since when it was.
    """
    if bool(tx.marks.get(PAUSED)) is (paused_at is not None):
        return False
    tx.marks.set(PAUSED, paused_at.isoformat(timespec="seconds") if paused_at else "")
    return True


class Switches:
    """What leads switch from their Home or with a command; `envelope` is the inbox row that brought it."""

    def __init__(self, store: Store, dispatch: Dispatch, clock: Clock, wake: Callable[[], None]) -> None:
        self._store = store
        self._dispatch = dispatch
        self._clock = clock
        self._wake = wake

    def pause(self, envelope: int) -> bool:
        """Let nothing automatic leave until `resume`; False where it is paused already."""
        return self._switch(self._clock.now(), envelope)

    def resume(self, envelope: int) -> bool:
        """Let automatic messages leave again; False where they do."""
        return self._switch(None, envelope)

    def show_held(self, message_id: str, who: str, envelope: int) -> bool:
        """Send the lead `who` the private message about a held message again; False where it was decided about."""
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            row = tx.outbox.get(message_id)
            found = row is not None and row.state is OutboxState.HELD
            if row is not None and found:
                now = self._clock.now()
                row_id = effect_id(f"{message_id}/{who}/{now.isoformat()}", 0, envelope)
                self._dispatch.write_for_staff(tx, row.case_id, ShowHeld(who, message_id), row_id, now)
        self._wake()
        return found

    def _switch(self, paused_at: datetime | None, envelope: int) -> bool:
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)
            changed = switch(tx, paused_at)
        self._wake()
        return changed
