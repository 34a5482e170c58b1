"""What did not arrive is sent again at growing distances, or when the vendor says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import NOON, mention
from fakes import Outcome, busy
from house import HOLD, House, heard, hold

from bot.domain.budgets import LONGEST
from bot.domain.effects import ShowCard
from bot.domain.errors import Temporary
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)


def test_a_message_that_did_not_arrive_is_sent_again() -> None:
    house = heard([busy()])
    house.run()
    assert OutboxState.READY == hold(house)
    house.later()
    assert ([HOLD], 2) == (house.x.texts, house.replies()[0].attempts)


def test_retries_come_at_growing_distances() -> None:
    house = heard([busy()] * 5)
    waits = []
    for _ in range(5):
        house.run()
        wait = house.replies()[0].next_try - house.clock.now()
        waits.append(wait.total_seconds())
        house.clock.forward(wait)
    assert [1.0, 2.0, 4.0, 8.0, 16.0] == waits


@pytest.mark.parametrize(("scatter", "wait"), [(0.0, 0.75), (0.5, 1.0), (0.999, 1.2495)])
def test_retries_are_scattered(scatter: float, wait: float) -> None:
    house = heard([busy()])
    house.clock.scatter = scatter
    house.run()
    assert timedelta(seconds=wait) == house.replies()[0].next_try - house.clock.now()


def test_retry_at_shuts_the_destination_for_every_case() -> None:
    house = heard([busy(NOON + 5 * MINUTE)])
    house.hear(mention(number=2, conversation="1002"))
    house.run()
    assert [] == house.x.texts
    house.later(5 * MINUTE)
    assert ["1001", "1002"] == [message.conversation for message in house.x.messages][:2]


def test_a_time_that_no_vendor_can_mean_is_not_waited_for() -> None:
    house = House()
    house.staffroom.side.script = [busy(NOON + timedelta(days=10_000))] * 3
    house.hear()
    house.run()
    card = next(row for row in house.rows() if isinstance(row.effect, ShowCard))
    assert house.clock.now() + LONGEST == card.next_try


def test_retry_at_shuts_no_other_destination() -> None:
    house = heard([busy(NOON + 5 * MINUTE)])
    house.run()
    assert (1, 1) == (len(house.staffroom.cards), len(house.staffroom.told))


def test_an_outage_of_a_day_is_given_to_a_human() -> None:
    house = heard()
    house.staffroom.side.script = [Outcome(False, Temporary("busy"))] * 1000
    house.run()
    for _ in range(4):
        house.later(timedelta(hours=9))
    assert OutboxState.DEAD == next(row.state for row in house.rows() if isinstance(row.effect, ShowCard))


def test_the_next_try_is_the_time_of_the_row_that_waits() -> None:
    house = heard([busy()])
    house.run()
    assert house.clock.now() + timedelta(seconds=1) == house.lanes["x"].next_try()


def test_the_next_try_is_the_opening_of_a_shut_destination() -> None:
    house = heard([busy(NOON + 5 * MINUTE)])
    house.hear(mention(number=2, conversation="1002"))
    house.run()
    assert NOON + 5 * MINUTE == house.lanes["x"].next_try()


def test_while_paused_what_is_due_asks_for_no_try() -> None:
    house = heard()
    house.pause()
    house.run()
    assert house.lanes["x"].next_try() is None


def test_a_row_that_nobody_looked_at_yet_is_to_be_tried_at_once() -> None:
    house = heard()
    assert house.clock.now() == house.lanes["x"].next_try()
