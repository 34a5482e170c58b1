"""The watch repairs, counts, tells the leads once and once when it is over, and forgets nothing over a restart."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import NOON, mention
from fakes import ContestedStore, Outcome, busy
from house import House, heard

from bot.domain.budgets import QUARTER, Budget
from bot.domain.effects import Say
from bot.domain.errors import Limited, StoreBroken
from bot.domain.health import Ailment, Limits, Pulse
from bot.engine.facts import Senses
from bot.engine.skew import Skew
from bot.engine.uncounted import Uncounted
from bot.engine.watch import LOOK_EVERY, Watch
from bot.ports.store import OutboxState
from bot.ports.tally import Answer

MINUTE = timedelta(minutes=1)
LOOK = timedelta(seconds=LOOK_EVERY)


class Patient:
    """A part that is as silent as a test says, and remembers how often somebody tried to mend it."""

    def __init__(self) -> None:
        self.silent = timedelta(0)
        self.ever = True
        self.mended = 0

    def pulse(self) -> Pulse:
        """Tell it."""
        return Pulse(self.silent, MINUTE, "X cannot be reached", self.ever)

    def mend(self) -> None:
        """Count it."""
        self.mended += 1


class SmallDisk:
    """A disk with as much room as a test says."""

    def __init__(self) -> None:
        self.room: int | None = 10**12

    def free(self) -> int | None:
        """Return it."""
        return self.room


class Counting(Uncounted):
    """A tally that keeps what is wrong now, and the repairs."""

    def __init__(self) -> None:
        self.ill: dict[tuple[str, str], bool] = {}
        self.repairs: list[str] = []
        self.states: dict[str, int] = {}

    def ailing(self, ailment: str, part: str, ill: bool) -> None:
        """Keep it."""
        self.ill[ailment, part] = ill

    def mended(self, ailment: str, part: str) -> None:
        """Keep it."""
        self.repairs.append(ailment)

    def stock(self, state: str, rows: int) -> None:
        """Keep it."""
        self.states[state] = rows


class Ward:
    """A house with a watch over it."""

    def __init__(self, house: House | None = None) -> None:
        self.house = house or House()
        self.poller, self.disk, self.skew = Patient(), SmallDisk(), Skew()
        self.mended: list[str] = []
        self.turning = True
        self.start()

    def start(self) -> None:
        """Build the watch, as at the start of the bot."""
        house = self.house
        self.tally = Counting()
        senses = Senses(
            house.store, {Ailment.X_STALLED: self.poller}, tuple(house.lanes.values()), self.disk, self.skew
        )
        mends = {
            Ailment.X_STALLED: lambda _part: self.poller.mend(),
            Ailment.OUTBOX_STUCK: self.mended.append,
            Ailment.TIMERS_LATE: self.mended.append,
        }
        self.watch = Watch(
            house.store,
            house.clock,
            senses,
            mends,
            house.policy,
            house.triage_channel,
            self.tally,
            lambda: None,
            MINUTE,
            Limits(),
        )

    def look(self, times: int = 1) -> None:
        """Look so many times, at the usual distance, with the workers turning between the looks."""
        for _ in range(times):
            self.watch.look()
            self.house.clock.forward(LOOK)
            if self.turning:
                self.house.timers.work()
                self.house.run()

    def said(self) -> list[str]:
        """What Grace was told by now."""
        self.house.run()
        return [text for who, text in self.house.staffroom.said if who == "Grace"]


@pytest.fixture
def ward() -> Ward:
    """A bot in good health."""
    return Ward()


def test_a_healthy_bot_is_left_alone(ward: Ward) -> None:
    ward.look(30)
    assert ([], 0, {}) == (ward.said(), ward.poller.mended, ward.tally.ill)


def test_the_first_repair_comes_at_once_and_then_one_a_minute(ward: Ward) -> None:
    ward.poller.silent = 2 * MINUTE
    ward.look(2)
    assert 1 == ward.poller.mended
    ward.look(24)
    assert (3, ["x_stalled"] * 3) == (ward.poller.mended, ward.tally.repairs)


def test_what_a_repair_mends_at_once_is_counted_and_not_told(ward: Ward) -> None:
    ward.poller.silent = 2 * MINUTE
    ward.look(4)
    ward.poller.silent = timedelta(0)
    ward.look(2)
    assert ([], {("x_stalled", ""): False}) == (ward.said(), ward.tally.ill)


def test_the_leads_hear_once_of_what_lasts_and_once_when_it_is_over(ward: Ward) -> None:
    ward.poller.silent = 2 * MINUTE
    ward.look(60)
    assert 1 == len(ward.said())
    assert "X has not been read since 12:00 UTC (X cannot be reached)" in ward.said()[0]
    ward.poller.silent = timedelta(0)
    ward.look(60)
    assert 2 == len(ward.said())
    assert "Over: x has not been read" in ward.said()[1]


def test_a_beginning_that_could_not_leave_is_taken_back_and_the_end_tells_it_all(ward: Ward) -> None:
    ward.house.staffroom.side.script = [busy()] * 50
    ward.poller.silent = 2 * MINUTE
    ward.look(20)
    ward.poller.silent = timedelta(0)
    ward.house.staffroom.side.script = []
    ward.look(3)
    assert ["✅ Over"] == [text[:6] for text in ward.said()]


def test_what_was_told_is_remembered_over_a_restart(ward: Ward) -> None:
    ward.poller.silent = 2 * MINUTE
    ward.look(20)
    assert 1 == len(ward.said())
    ward.house.restart()
    ward.poller.silent, ward.poller.ever = timedelta(0), False
    ward.start()
    ward.look(20)
    # Nobody can tell yet whether it is over.
    assert 1 == len(ward.said())
    ward.poller.ever = True
    ward.look(2)
    assert ["⚠️ X ", "✅ Over"] == [ward.said()[0][:5], ward.said()[1][:6]]


def test_a_message_that_does_not_leave_makes_its_lane_stuck_and_the_lane_is_woken() -> None:
    house = House()
    house.x.side.script = [busy()] * 1_000
    ward = Ward(house)
    house.hear()
    ward.look(50)
    assert ["outbox_stuck:x"] == [finding.key for finding in ward.watch.found]
    assert "x" in ward.mended
    assert "Messages for X have not left since" in ward.said()[0]


def test_messages_that_wait_for_a_pause_to_end_are_not_stuck() -> None:
    ward = Ward(heard())
    ward.house.pause()
    ward.house.run()
    ward.look(60)
    assert () == ward.watch.found


def test_a_lane_in_which_messages_leave_is_only_slow() -> None:
    house = heard([busy()] * 1_000)
    ward = Ward(house)
    for _ in range(60):
        house.lanes["x"].left_at["x:public"] = house.clock.now()
        ward.look()
    assert () == ward.watch.found


def test_a_destination_that_is_stuck_is_found_while_others_in_its_lane_are_not() -> None:
    house = heard([busy()] * 1_000)
    ward = Ward(house)
    for _ in range(60):
        house.lanes["x"].left_at["x:dm"] = house.clock.now()
        ward.look()
    assert ["outbox_stuck:x"] == [finding.key for finding in ward.watch.found]


def test_what_waits_for_the_next_quarter_of_an_hour_is_not_stuck() -> None:
    """X's own pace: what waits there leaves, or comes to the leads as too late."""
    house = House(budgets=(Budget("x:public", 1, QUARTER),))
    ward = Ward(house)
    for number in range(1, 4):
        house.hear(mention(number=number, conversation=str(1_000 + number)))
    ward.look(170)
    assert [] == [text for text in ward.said() if "have not left" in text]


def test_of_a_limit_for_hours_the_leads_hear_once_until_when_it_lasts() -> None:
    house = heard([Outcome(False, Limited("too many", NOON + timedelta(hours=20)))])
    ward = Ward(house)
    ward.look(400)
    told = [text for text in ward.said() if "have not left" in text]
    assert 1 == len(told)
    assert "since 12:03 UTC (no more is allowed until 2026-03-03 08:00 UTC)" in told[0]


def test_a_timer_that_does_not_fire_is_late() -> None:
    ward = Ward(heard())
    ward.turning = False
    ward.house.run()
    ward.house.clock.forward(5 * MINUTE)
    ward.look(2)
    assert [Ailment.TIMERS_LATE] == [finding.ailment for finding in ward.watch.found]


def test_an_envelope_that_nobody_works_on_is_found(ward: Ward) -> None:
    ward.house.envelope()
    ward.house.clock.forward(2 * MINUTE)
    ward.look(2)
    assert [Ailment.INBOX_STUCK] == [finding.ailment for finding in ward.watch.found]


def test_a_disk_that_fills_is_told_with_its_figures(ward: Ward) -> None:
    ward.disk.room = 40_000_000
    ward.look(20)
    assert "40 MB are left, 200 MB are wanted" in ward.said()[0]


def test_a_clock_that_differs_from_the_vendors_is_told(ward: Ward) -> None:
    for _ in range(3):
        ours = ward.house.clock.now()
        ward.skew.heard(Answer("x", "mentions", 200, ours, ours - timedelta(hours=1)))
    ward.look(15)
    assert "60 min ahead of the vendors' clocks" in ward.said()[0]


def test_one_odd_answer_says_nothing_about_the_clock() -> None:
    skew = Skew()
    for by in (0, 0, 90):
        skew.heard(Answer("x", "mentions", 200, NOON, NOON - by * MINUTE))
    assert timedelta(0) == skew.now(NOON)


class RefusingStore(ContestedStore):
    """A store that refuses while `full`."""

    full = False

    def transaction(self):  # type: ignore[no-untyped-def]
        """Refuse, or not."""
        if self.full:
            raise StoreBroken("the disk is full")
        return super().transaction()


def test_a_database_that_refuses_is_found_and_told_when_it_takes_again() -> None:
    house = House()
    house.store = store = RefusingStore(house.store)
    house.start()
    ward = Ward(house)
    ward.look(3)
    store.full, ward.turning = True, False
    ward.look(30)
    assert [Ailment.DATABASE_REFUSES] == [finding.ailment for finding in ward.watch.found]
    store.full, ward.turning = False, True
    ward.look(3)
    assert ["✅ Over: the database takes nothing"] == [text.partition(".")[0] for text in ward.said()]


def test_the_states_of_the_outbox_are_counted() -> None:
    ward = Ward(heard())
    ward.look()
    assert 3 == ward.tally.states[OutboxState.READY]


def test_a_clock_that_goes_back_makes_nothing_wait_longer() -> None:
    house = heard([busy()])
    ward = Ward(house)
    ward.turning = False
    house.run()
    ward.watch.look()
    with house.store.transaction() as tx:
        due, next_try = tx.timers.next_due(), tx.outbox.next_try("x")
    assert due is not None
    assert next_try is not None
    house.clock.forward(-timedelta(hours=1))
    ward.watch.look()
    with house.store.transaction() as tx:
        found = (tx.timers.next_due(), tx.outbox.next_try("x"))
    assert (due - timedelta(hours=1), next_try - timedelta(hours=1)) == found


def test_a_clock_that_goes_back_makes_no_lead_hear_later(ward: Ward) -> None:
    ward.poller.silent = 2 * MINUTE
    ward.look(2)
    ward.house.clock.forward(-timedelta(hours=1))
    ward.look(12)
    assert 1 == len(ward.said())


def test_what_left_before_the_clock_went_back_hides_nothing() -> None:
    house = heard()
    ward = Ward(house)
    house.run()
    house.clock.forward(-timedelta(hours=1))
    house.x.side.script = [busy()] * 1_000
    house.hear(mention(number=2, conversation="1002"))
    ward.look(50)
    assert ["outbox_stuck:x"] == [finding.key for finding in ward.watch.found]


def test_a_clock_that_went_back_while_the_bot_was_away_is_noticed() -> None:
    house = heard()
    ward = Ward(house)
    ward.look()
    with house.store.transaction() as tx:
        due = tx.timers.next_due()
    house.clock.forward(-timedelta(hours=1))
    ward.start()
    ward.look()
    with house.store.transaction() as tx:
        found = tx.timers.next_due()
    assert due is not None
    assert found is not None
    assert abs(due - timedelta(hours=1) - found) <= LOOK


def test_without_slack_nobody_is_told_and_nothing_breaks() -> None:
    ward = Ward(House(triage_channel=""))
    ward.poller.silent = 2 * MINUTE
    ward.look(20)
    with ward.house.store.transaction() as tx:
        rows = tx.outbox.of("")
    assert [] == [row for row in rows if isinstance(row.effect, Say)]
