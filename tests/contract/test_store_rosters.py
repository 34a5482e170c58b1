"""Who is where: what was written comes back, and when somebody was asked is kept beside it."""

from __future__ import annotations

from stores import NOON, after

from bot.domain.roster import Calendar, Override, Roster, Seen, Shift
from bot.ports.store import Store

ROSTER = Roster(
    away={"Ada": after(60)},
    overrides={"billing": Override("Ben", after(30), "Grace")},
    seen={"Ada": Seen(NOON, False, after(1), after(9)), "Ben": Seen(NOON)},
    groups={"S0ALL": ("U0ADA", "U0BEN")},
    shifts=(Shift("billing", "Ben", NOON, after(600)),),
    calendars={"billing": Calendar(NOON), "product": Calendar(None, "it cannot be read")},
)


def test_before_anything_is_known_the_roster_is_empty(store: Store) -> None:
    with store.transaction() as tx:
        assert Roster() == tx.rosters.get()


def test_what_was_written_comes_back(store: Store) -> None:
    with store.transaction() as tx:
        tx.rosters.put(ROSTER)
    with store.transaction() as tx:
        assert ROSTER == tx.rosters.get()


def test_who_was_asked_is_remembered_with_the_last_time(store: Store) -> None:
    with store.transaction() as tx:
        tx.rosters.note_asked("Ada", NOON)
        tx.rosters.note_asked("Ben", after(1))
        tx.rosters.note_asked("Ada", after(2))
        assert {"Ada": after(2), "Ben": after(1)} == tx.rosters.get().asked


def test_writing_the_roster_keeps_who_was_asked(store: Store) -> None:
    with store.transaction() as tx:
        tx.rosters.note_asked("Ada", NOON)
        tx.rosters.put(ROSTER)
        assert {"Ada": NOON} == tx.rosters.get().asked
