"""The ticket is opened once and its number is told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention
from fakes import Outcome, busy
from house import House, heard, lead_told

from bot.domain.case import State
from bot.domain.effects import OpenTicket
from bot.domain.errors import Permanent
from bot.domain.events import Resolved
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)


def ticketed() -> House:
    """A customer who was asked for an address has just given it."""
    house = heard()
    house.run()
    house.later(3 * MINUTE)
    house.hear(mention(number=2, private=True), email="anna@example.com")
    return house


def test_the_tickets_number_is_told_to_the_customer_and_the_team() -> None:
    house = ticketed()
    house.run()
    assert ("ticket opened, second T-1", True) == (house.x.texts[-1], house.x.messages[-1].private)
    assert ("Ticket T-1 is open.", None) in house.staffroom.notes


def test_the_ticket_and_what_follows_from_it_are_written_together() -> None:
    house = ticketed()
    house.library.errors[ResponseKind.TICKET_OPENED] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.lanes["desk"].work()
    row = next(row for row in house.rows() if row.destination == "desk:")
    assert (State.OPENING, OutboxState.SENDING, "") == (house.case().state, row.state, row.remote_id)


def test_after_such_a_fault_the_ticket_is_found_and_told() -> None:
    house = ticketed()
    house.library.errors[ResponseKind.TICKET_OPENED] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.lanes["desk"].work()
    house.library.errors.clear()
    house.run()
    house.later()
    assert (State.TICKETED, 1) == (house.case().state, len(house.desk.side.tried))


def test_the_workers_of_other_lanes_are_woken_by_what_follows() -> None:
    house = ticketed()
    before = house.woken
    house.lanes["desk"].work()
    assert before + 1 == house.woken


def test_the_desk_gets_the_address_in_full() -> None:
    house = ticketed()
    house.run()
    assert ["anna@example.com"] == [story.case.email for story in house.desk.stories]


def test_a_ticket_that_the_desk_refuses_is_given_to_a_human() -> None:
    house = ticketed()
    house.desk.side.script = [Outcome(False, Permanent("no such mailbox"))]
    house.run()
    assert ["no such mailbox"] == lead_told(house)


def test_a_ticket_that_is_still_on_its_way_when_the_customer_comes_back_is_the_only_one() -> None:
    house = ticketed()
    house.desk.side.script = [busy()] * 4
    house.run()
    house.happened(Resolved("Ada"))
    house.hear(mention(number=3))
    house.run()
    for _ in range(8):
        house.later(2 * MINUTE)
    tickets = [row.state for row in house.rows() if isinstance(row.effect, OpenTicket)]
    assert ([OutboxState.SENT], "T-1") == (tickets, house.case().ticket)
