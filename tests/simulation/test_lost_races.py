"""A lost race is one that the real database can lose: whoever decided on an old case decides again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from acme import NOON, mention

from bot.adapters.virtual_clock import VirtualClock
from bot.domain.case import Case
from bot.domain.errors import Conflict, NotAllowed
from bot.engine.routing import new_case
from bot.simulation.faults import Fault, Faults
from bot.simulation.store import Changes, SimulatedStore


class EveryRaceIsLost(Faults):
    """Lets every race be lost, and nothing else go wrong."""

    def hit(self, kind: Fault, scale: float = 1.0) -> bool:
        return kind is Fault.LOST_RACE


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SimulatedStore]:
    store = SimulatedStore(tmp_path / "s.db", VirtualClock(NOON, lambda: 0.5), EveryRaceIsLost(1, ()), Changes())
    yield store
    store.close()


@pytest.fixture
def case(store: SimulatedStore) -> Case:
    """A case that somebody has changed a moment ago."""
    with store.transaction() as tx:
        first = tx.cases.save(new_case(tx, mention()))
    with store.transaction() as tx:
        return tx.cases.save(replace(first, email="new@acme.example"))


def test_a_receipt_sees_the_case_as_it_is(store: SimulatedStore, case: Case) -> None:
    """SQLite lets nobody read while another one writes, and a receipt is not written twice."""
    with store.transaction() as tx:
        assert case == tx.cases.get(case.id)


def decide(store: SimulatedStore, case: Case, *, saves: bool = False, refuses: bool = False) -> Case | None:
    """Take up an envelope and do something about the case as it is then."""
    with store.transaction() as tx:
        tx.inbox.done(1)
        found = tx.cases.get(case.id)
        if refuses:
            raise NotAllowed("not in this state")
        if saves and found is not None:
            tx.cases.save(found)
    return found


@pytest.mark.parametrize("deed", ["saves", "refuses", ""], ids=["saved", "refused", "something else written"])
def test_whoever_decided_on_an_old_case_decides_again(store: SimulatedStore, case: Case, deed: str) -> None:
    with pytest.raises(Conflict):
        decide(store, case, **{deed: True} if deed else {})
    assert case == decide(store, case)
