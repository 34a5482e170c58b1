"""Messages keep their distance and their vendor's limits, and what is left of a limit outlives the process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from acme import NOON

from bot.adapters.store import SqliteStore
from bot.domain.budgets import DAY, LONGEST, QUARTER, Budget
from bot.engine.pace import Pace
from bot.ports.store import Bucket, Transaction

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SLACK = Pace({"slack": SECOND})
POSTS = Budget("x:public", 3, QUARTER)


@pytest.fixture
def tx() -> Iterator[Transaction]:
    """A transaction on an empty store."""
    store = SqliteStore(":memory:")
    with store.transaction() as inside:
        yield inside
    store.close()


def taken(pace: Pace, tx: Transaction, times: int, now: datetime = NOON, destination: str = "x:public") -> int:
    """Take so many times; return how often it went well."""
    return [pace.take(tx, destination, now) for _ in range(times)].count(None)


def test_a_destination_is_shut_for_the_distance_of_its_lane(tx: Transaction) -> None:
    assert SLACK.take(tx, "slack:C1", NOON) is None
    assert ("slack:C1",) == SLACK.shut(tx, NOON + SECOND / 2)
    assert () == SLACK.shut(tx, NOON + SECOND)


def test_distance_is_kept_per_destination(tx: Transaction) -> None:
    SLACK.take(tx, "slack:C1", NOON)
    assert SLACK.take(tx, "slack:C2", NOON) is None


def test_a_destination_without_a_limit_is_never_shut_by_sending(tx: Transaction) -> None:
    assert 1_000 == taken(SLACK, tx, 1_000, destination="desk:")


def test_what_a_budget_holds_may_go_at_once_and_the_next_one_waits_for_its_end(tx: Transaction) -> None:
    pace = Pace({}, [POSTS])
    assert 3 == taken(pace, tx, 5)
    assert NOON + QUARTER == pace.take(tx, "x:public", NOON + 14 * MINUTE)
    assert ("x:public",) == pace.shut(tx, NOON + 14 * MINUTE)


def test_a_period_begins_with_its_first_call_and_a_new_one_is_full(tx: Transaction) -> None:
    pace = Pace({}, [POSTS])
    assert 1 == taken(pace, tx, 1)
    assert 2 == taken(pace, tx, 5, NOON + 14 * MINUTE)
    assert 3 == taken(pace, tx, 5, NOON + QUARTER)


def test_the_budget_of_a_day_holds_beside_that_of_15_minutes(tx: Transaction) -> None:
    pace = Pace({}, [Budget("x:dm", 3, QUARTER), Budget("x:dm:day", 4, DAY)])
    assert [3, 1, 0] == [taken(pace, tx, 5, NOON + turn * QUARTER, "x:dm") for turn in range(3)]
    assert NOON + DAY == pace.take(tx, "x:dm", NOON + 2 * QUARTER)
    assert ("x:dm",) == pace.shut(tx, NOON + 2 * QUARTER)


def test_a_call_that_one_budget_refuses_is_taken_from_none(tx: Transaction) -> None:
    pace = Pace({}, [Budget("x:dm", 3, QUARTER), Budget("x:dm:day", 1, DAY)])
    taken(pace, tx, 5, destination="x:dm")
    bucket = tx.budgets.get("x:dm")
    assert bucket is not None
    assert 2 == bucket.left


def test_what_is_left_is_known_to_another_process(tx: Transaction) -> None:
    taken(Pace({}, [POSTS]), tx, 2)
    assert 1 == taken(Pace({}, [POSTS]), tx, 5)


def test_a_rate_limit_shuts_until_its_end(tx: Transaction) -> None:
    SLACK.limited(tx, "x:public", NOON + 5 * SECOND, NOON)
    assert NOON + 5 * SECOND == SLACK.take(tx, "x:public", NOON)
    assert () == SLACK.shut(tx, NOON + 5 * SECOND)


def test_the_longer_silence_counts(tx: Transaction) -> None:
    SLACK.limited(tx, "x:public", NOON + 5 * SECOND, NOON)
    SLACK.limited(tx, "x:public", NOON + 2 * SECOND, NOON)
    assert NOON + 5 * SECOND == SLACK.next_open(tx, NOON)


def test_the_next_opening_is_that_of_the_first_destination_of_a_lane(tx: Transaction) -> None:
    SLACK.limited(tx, "x:public", NOON + 5 * SECOND, NOON)
    SLACK.limited(tx, "x:dm", NOON + 2 * SECOND, NOON)
    assert (NOON + 2 * SECOND, None) == (SLACK.next_open(tx, NOON, "x"), SLACK.next_open(tx, NOON, "slack"))


@pytest.mark.parametrize("left", [0, 1, 90])
def test_the_vendors_word_counts_more_than_ours(tx: Transaction, left: int) -> None:
    pace = Pace({}, [POSTS])
    taken(pace, tx, 2)
    pace.told(tx, "x:public", left, NOON + 5 * MINUTE, NOON)
    assert left == taken(pace, tx, 100)
    assert NOON + 5 * MINUTE == pace.next_open(tx, NOON)


def test_the_vendors_word_does_not_raise_what_the_operator_has_written(tx: Transaction) -> None:
    pace = Pace({}, [Budget("x:public", 3, QUARTER, capped=True)])
    taken(pace, tx, 1)
    pace.told(tx, "x:public", 90, NOON + QUARTER, NOON)
    assert 2 == taken(pace, tx, 100)


def test_a_budget_of_which_only_the_vendor_knows_holds_once_it_was_told(tx: Transaction) -> None:
    pace = Pace({}, [POSTS, Budget("x:public:day", None, DAY)])
    assert 1 == taken(pace, tx, 1)
    pace.told(tx, "x:public:day", 1, NOON + DAY, NOON)
    assert 1 == taken(pace, tx, 3)


@pytest.mark.parametrize("until", [NOON - SECOND, NOON + timedelta(days=3)])
def test_a_word_of_the_vendor_that_cannot_be_true_is_not_believed(tx: Transaction, until: datetime) -> None:
    pace = Pace({}, [POSTS])
    pace.told(tx, "x:public", 0, until, NOON)
    assert 3 == taken(pace, tx, 3)


def test_a_silence_without_end_is_kept_as_long_as_any_window_lasts(tx: Transaction) -> None:
    SLACK.limited(tx, "x:public", datetime(2286, 11, 20, tzinfo=UTC), NOON)
    assert NOON + LONGEST == SLACK.next_open(tx, NOON)


def test_a_silence_without_end_that_was_written_down_shuts_nothing(tx: Transaction) -> None:
    tx.budgets.put(Bucket("x:public", 0, datetime(2286, 11, 20, tzinfo=UTC), NOON))
    assert () == SLACK.shut(tx, NOON)


def test_a_clock_that_was_ahead_and_was_put_right_shuts_nothing(tx: Transaction) -> None:
    pace = Pace({}, [POSTS])
    taken(pace, tx, 3, NOON + DAY)
    assert 3 == taken(pace, tx, 5, NOON)


def test_calls_are_spaced_so_that_what_is_left_lasts(tx: Transaction) -> None:
    pace = Pace({}, [POSTS])
    assert timedelta(0) == pace.spacing(tx, "x:public", NOON)
    taken(pace, tx, 1)
    assert QUARTER / 2 == pace.spacing(tx, "x:public", NOON)
    taken(pace, tx, 2)
    assert QUARTER == pace.spacing(tx, "x:public", NOON)


def test_what_is_full_again_is_forgotten(tx: Transaction) -> None:
    """The name of a destination may hold a customer's id."""
    SLACK.take(tx, "slack:U0CARL", NOON)
    SLACK.take(tx, "slack:C1", NOON + MINUTE)
    assert ["slack:C1"] == [bucket.name for bucket in tx.budgets.all()]
