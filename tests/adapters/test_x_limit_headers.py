"""Reading X within its limits, what X's answers say about them, and what reading costs, against the local X."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from acme import policy
from x_world import ACME, KEYS, XWorld, wait_until

from bot.adapters.x.client import XClient
from bot.adapters.x.connect import connect
from bot.adapters.x.limits import words_on_limits
from bot.adapters.x.tokens import kept_in
from bot.domain.budgets import X_BUDGETS
from bot.domain.errors import Limited
from bot.engine.meter import Meter
from bot.engine.pace import Pace

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
RESET = str(int(AT.timestamp()))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


def meter(world: XWorld) -> Meter:
    """A meter with X's own limits, as after a start."""
    return Meter(world.store, Pace({}, X_BUDGETS), policy(), "", world.clock)


@pytest.fixture
def client(world: XWorld) -> Iterator[XClient]:
    """A connection with a meter."""
    client = XClient(KEYS, None, world.server.url, timedelta(seconds=2), meter(world))
    yield client
    client.close()


def left(world: XWorld, name: str) -> int | None:
    """What is left of a budget, None for a full one."""
    with world.store.transaction() as tx:
        bucket = tx.budgets.get(name)
    return bucket.left if bucket else None


def test_x_is_not_asked_once_its_limit_is_reached(world: XWorld, client: XClient) -> None:
    """The sixteenth read of direct messages is not made, and says when there will be one again."""
    world.control("x/limits", strict=True)
    for _ in range(15):
        client.messages()
    with pytest.raises(Limited) as refused:
        client.messages()
    assert refused.value.retry_at is not None
    assert timedelta(minutes=14) < refused.value.retry_at - world.clock.now() <= timedelta(minutes=15, seconds=1)
    assert 15 == world.calls("GET", "/dm_events")


def test_what_others_read_with_the_same_keys_is_known_from_xs_answers(world: XWorld, client: XClient) -> None:
    world.control("x/limits", strict=True)
    for _ in range(10):
        world.client().messages()
    client.messages()
    assert 4 == left(world, "x:messages")


def test_a_refusal_of_x_shuts_the_budget(world: XWorld, client: XClient) -> None:
    world.control("x/limits", strict=True, calls={"dm events": 0})
    with pytest.raises(Limited):
        client.messages()
    assert 0 == left(world, "x:messages")


def test_more_than_we_believed_is_taken_too(world: XWorld, client: XClient) -> None:
    """A paid plan may allow more than X's price list says."""
    client.messages()
    assert 14_999 == left(world, "x:messages")


def test_what_is_left_outlives_the_process(world: XWorld, client: XClient) -> None:
    world.control("x/limits", strict=True)
    for _ in range(15):
        client.messages()
    again = XClient(KEYS, None, world.server.url, timedelta(seconds=2), meter(world))
    with pytest.raises(Limited):
        again.messages()
    again.close()
    assert 15 == world.calls("GET", "/dm_events")


def test_sending_tells_what_is_left_too(world: XWorld, client: XClient) -> None:
    world.control("x/limits", strict=True)
    mention = world.says("anna_k", "@acme export broken")
    client.post("One second", mention)
    world.writes("anna_k", "hello")
    client.message("Hello Anna", "2001")
    assert (99, 14, 1_439) == (left(world, "x:public"), left(world, "x:dm"), left(world, "x:dm:day"))


def test_a_post_is_paid_for_once_a_day_however_often_it_is_read(world: XWorld, client: XClient) -> None:
    world.says("anna_k", "@acme export broken")
    world.says("bo_writes", "@acme me too")
    start = world.clock.now() - timedelta(hours=1)
    for _ in range(3):
        client.mentions(ACME, start)
    with world.store.transaction() as tx:
        costs = tx.costs.of(f"{world.clock.now():%Y-%m}")
    assert [("read_post", 2, 2_000)] == [(one.item, one.times, one.micros) for one in costs]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, []),
        ({"x-rate-limit-remaining": "7", "x-rate-limit-reset": RESET}, [("x:dm", 7, AT)]),
        ({"x-rate-limit-remaining": "7"}, []),
        ({"x-rate-limit-remaining": "-1", "x-rate-limit-reset": RESET}, []),
        ({"x-rate-limit-remaining": "7", "x-rate-limit-reset": "soon"}, []),
        ({"x-rate-limit-remaining": "7", "x-rate-limit-reset": "9" * 30}, []),
        ({"x-rate-limit-remaining": "9" * 30, "x-rate-limit-reset": RESET}, []),
        (
            {
                "x-app-limit-24hour-remaining": "5",
                "x-app-limit-24hour-reset": RESET,
                "x-user-limit-24hour-remaining": "9",
                "x-user-limit-24hour-reset": RESET,
            },
            [("x:dm:day", 9, AT), ("x:dm:day", 5, AT)],
        ),
    ],
)
def test_only_what_can_be_read_is_believed(headers: dict[str, str], expected: list[tuple[str, int, datetime]]) -> None:
    assert expected == list(words_on_limits("x:dm", headers))


def test_the_pace_stretches_to_what_x_allows(world: XWorld) -> None:
    """Direct messages are to be read every 50 ms; X allows 15 reads in 15 minutes, and is not asked for more."""
    world.control("x/limits", strict=True)
    connection = connect(world.settings(), KEYS, world.clock, kept_in(world.store), meter=meter(world))
    poller = connection.poller(world.ears, world.store, world.tell)
    poller.start()
    wait_until(lambda: world.calls("GET", "/dm_events") and world.calls("GET", "/mentions"))
    for _ in range(20):
        poller.wake()
    wait_until(lambda: world.calls("GET", "/mentions") > 1)
    reads = world.calls("GET", "/dm_events")
    poller.stop()
    connection.close()
    assert (1, 0) == (reads, refusals(world))


def test_our_own_posts_are_read_before_the_mentions(world: XWorld) -> None:
    connection = connect(world.settings(), KEYS, world.clock, kept_in(world.store))
    poller = connection.poller(world.ears, world.store, world.tell)
    poller.start()
    wait_until(lambda: world.calls("GET", "/mentions"))
    poller.stop()
    connection.close()
    paths = [call.path for call in world.server.call(lambda one: one.faults.calls.since(0))]
    timelines = [path.rpartition("/")[2] for path in paths if path.endswith(("/mentions", "/tweets"))]
    assert ["tweets", "mentions"] == timelines[:2]


def refusals(world: XWorld) -> int:
    """How many calls X refused for their number."""
    return len([call for call in world.server.call(lambda one: one.faults.calls.since(0)) if call.status == 429])
