"""A message that cannot be prepared goes to a human, and its lane goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import ANNA, mention
from house import House, heard

from bot.domain.case import Customer
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

SECOND = timedelta(seconds=1)
BEN = Customer(ANNA.channel, "2002", "ben", "Ben")


class BrokenGuards:
    """A channel that cannot weigh the text of one customer's replies."""

    def __init__(self, channel: object, whose: str) -> None:
        self._channel = channel
        self._whose = whose

    def __getattr__(self, name: str) -> object:
        return getattr(self._channel, name)

    def weight(self, text: str) -> int:
        """Fail for the wording that only this customer gets."""
        if self._whose in text:
            raise ZeroDivisionError("a fault of our own")
        return len(text)


@pytest.fixture
def house() -> House:
    """A house that heard Anna, whose reply cannot be weighed, and then Ben."""
    house = House()
    broken = BrokenGuards(house.x, "hold, second")
    house.channels[ANNA.channel] = broken  # type: ignore[assignment]
    house.start()
    house.hear()
    house.hear(mention("My login fails", 2, customer=BEN, conversation="2002"))
    return house


def test_the_other_messages_of_the_lane_leave_at_once(house: House) -> None:
    house.run()
    assert ["hold, third"] == house.x.texts


def test_the_third_fault_gives_it_to_a_human(house: House) -> None:
    house.run()
    for _ in range(3):
        house.later(4 * SECOND)
    assert OutboxState.DEAD == house.replies(ResponseKind.HOLD)[0].state
    told = [one.detail for one in house.staffroom.told if one.who == "Grace"]
    assert ["A fault of the bot keeps this message from leaving (ZeroDivisionError)."] == told


def test_a_fault_that_passes_costs_only_time(house: House) -> None:
    house.run()
    house.channels[ANNA.channel] = house.x
    house.later(4 * SECOND)
    assert OutboxState.SENT == house.replies(ResponseKind.HOLD)[0].state


def test_a_row_that_cannot_be_read_is_set_aside_and_the_leads_hear_of_it() -> None:
    house = heard()
    row = house.replies(ResponseKind.HOLD)[0]
    with house.store.transaction() as tx:
        tx.outbox._run.run("UPDATE outbox SET effect = '{' WHERE id = ?", (row.id,))  # type: ignore[attr-defined]
    house.hear(mention("My login fails", 2, customer=BEN, conversation="2002"))
    house.run()
    assert ["hold, third"] == house.x.texts
    assert [("Grace", True)] == [(who, "C-1" in text) for who, text in house.staffroom.said]


def test_the_message_of_a_case_that_is_gone_is_set_aside() -> None:
    house = heard()
    row = house.replies(ResponseKind.HOLD)[0]
    with house.store.transaction() as tx:
        tx.outbox._run.run("UPDATE cases SET body = '{' WHERE id = 'C-1'")  # type: ignore[attr-defined]
    house.hear(mention("My login fails", 2, customer=BEN, conversation="2002"))
    for _ in range(4):
        house.later(4 * SECOND)
    assert ["hold, third"] == house.x.texts
    with house.store.transaction() as tx:
        found = tx.outbox.get(row.id)
    assert OutboxState.DEAD == getattr(found, "state", None)
    assert any("C-1" in text for _, text in house.staffroom.said)
