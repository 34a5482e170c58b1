"""What is known of who is where is kept fresh beside the decision; a vendor that is away changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from acme import ADA, ALWAYS, GRACE, NOON, policy, team
from fakes import HandClock

from bot.adapters.store import SqliteStore
from bot.domain.errors import DeliveryError, Temporary
from bot.domain.policy import ChainStep, Policy, Role, Staff
from bot.domain.roster import Calendar, Roster, Seen, Shift
from bot.engine.roster_watch import AT_ONCE, LOOK_EVERY, READ_EVERY, TURN, RosterWatch, groups_of

FIVE = timedelta(minutes=5)
SHIFT = Shift("billing", "Ada", NOON, NOON + FIVE)


def ours() -> Policy:
    chain = (ChainStep("group S0ONE", FIVE), ChainStep("least recently asked of S0TWO", FIVE))
    whole = replace(team(ALWAYS), chain=chain, group="S0DUTY", fallback=("group S0ONE", "channel G0LEADS"))
    members = replace(whole, name="other", chain=(ChainStep("least recently asked of members", FIVE),), group="")
    return replace(policy(), teams=(whole, members))


class FakeSlack:
    """A `Whereabouts`: everybody is active but those in `away`; `problem` is raised instead."""

    def __init__(self, clock: HandClock) -> None:
        self.clock = clock
        self.away: set[str] = set()
        self.groups: dict[str, tuple[str, ...]] = {}
        self.problem: DeliveryError | None = None
        self.asked: list[list[str]] = []

    def seen(self, people: Sequence[Staff]) -> Mapping[str, Seen]:
        """Tell who is active."""
        self.asked.append([one.name for one in people])
        if self.problem:
            raise self.problem
        return {one.name: Seen(self.clock.now(), one.name not in self.away) for one in people}

    def members(self, group: str) -> tuple[str, ...]:
        """Tell who is in a group."""
        return self.groups.get(group, ())


class FakeCalendars:
    """A `Calendars` with what a test puts into `found`."""

    def __init__(self) -> None:
        self.found: tuple[Shift, ...] | None = (SHIFT,)
        self.problem: DeliveryError | None = None
        self.read = 0

    def shifts(self, *_: object) -> tuple[Shift, ...] | None:
        """Tell the shifts."""
        self.read += 1
        if self.problem:
            raise self.problem
        return self.found


class Watched:
    def __init__(
        self, settings: Policy | None = None, *, presence: bool = True, turn: float = TURN, teams: Sequence[str] = ()
    ) -> None:
        self.store, self.clock = SqliteStore(":memory:"), HandClock(NOON)
        self.slack, self.calendars = FakeSlack(self.clock), FakeCalendars()
        self.watch = RosterWatch(
            self.store,
            settings or ours(),
            self.clock,
            self.slack,
            self.calendars,
            dict.fromkeys(teams or ("billing",), "duty.ics"),
            presence=presence,
            turn=turn,
        )

    def look(self, later: timedelta = timedelta(0)) -> Roster:
        self.clock.forward(later)
        assert not self.watch.work()
        with self.store.transaction() as tx:
            return tx.rosters.get()


def test_every_group_that_a_team_names_is_asked_once() -> None:
    assert ("S0DUTY", "S0ONE", "S0TWO") == groups_of(ours())


def test_presence_groups_and_calendars_are_written_down() -> None:
    watched = Watched()
    watched.slack.away, watched.slack.groups = {"Ada"}, {"S0ONE": ("U0ADA",)}
    roster = watched.look()
    assert {"Ada": Seen(NOON, False), "Grace": Seen(NOON)} == roster.seen
    assert {"S0ONE": ("U0ADA",), "S0TWO": (), "S0DUTY": ()} == roster.groups
    assert ((SHIFT,), {"billing": Calendar(NOON)}) == (roster.shifts, roster.calendars)


def test_it_looks_only_when_it_is_time() -> None:
    watched = Watched()
    watched.look()
    watched.look(LOOK_EVERY - timedelta(seconds=1))
    assert (1, 1) == (len(watched.slack.asked), watched.calendars.read)
    watched.look(timedelta(seconds=1))
    watched.look(READ_EVERY)
    assert (3, 2) == (len(watched.slack.asked), watched.calendars.read)


def test_after_a_jump_of_the_clock_it_looks_at_once() -> None:
    watched = Watched()
    watched.look()
    watched.watch.jumped()
    watched.look()
    assert 2 == len(watched.slack.asked)


def test_a_clock_that_is_set_back_makes_nothing_wait_longer() -> None:
    watched = Watched()
    watched.look()
    watched.look(-timedelta(hours=1))
    assert (2, 2) == (len(watched.slack.asked), watched.calendars.read)


def test_calendars_for_which_there_was_no_time_are_read_in_the_next_turns() -> None:
    """Every one may take as long as its server lets it: all in one turn would count as a worker that hangs."""
    watched = Watched(turn=0.0, teams=("billing", "other"))
    read = [watched.look() and watched.calendars.read for _ in range(4)]
    assert [0, 1, 2, 2] == read
    assert {"billing", "other"} == set(watched.look().calendars)


def test_what_people_set_by_hand_stays() -> None:
    watched = Watched()
    with watched.store.transaction() as tx:
        tx.rosters.put(Roster(away={"Ada": NOON + FIVE}))
    assert {"Ada": NOON + FIVE} == watched.look().away


def test_a_slack_that_is_away_changes_nothing_and_is_asked_when_it_says() -> None:
    watched = Watched()
    before = watched.look()
    watched.slack.problem = Temporary("busy", NOON + 3 * LOOK_EVERY)
    assert before == watched.look(LOOK_EVERY)
    watched.look(LOOK_EVERY)
    assert 2 == len(watched.slack.asked)
    watched.slack.problem = None
    assert NOON + 3 * LOOK_EVERY == watched.look(LOOK_EVERY).seen["Ada"].at


def test_a_calendar_that_cannot_be_read_keeps_its_shifts_and_says_why() -> None:
    watched = Watched()
    watched.look()
    watched.calendars.problem = Temporary("the calendar's server answers 503")
    roster = watched.look(READ_EVERY)
    expected = ((SHIFT,), Calendar(NOON, "the calendar's server answers 503"))
    assert expected == (roster.shifts, roster.calendars["billing"])


def test_a_calendar_that_has_not_changed_keeps_its_shifts() -> None:
    watched = Watched()
    watched.look()
    watched.calendars.found = None
    roster = watched.look(READ_EVERY)
    assert ((SHIFT,), NOON + READ_EVERY) == (roster.shifts, roster.calendars["billing"].read_at)


def test_a_calendar_without_shifts_takes_them_away() -> None:
    watched = Watched()
    watched.look()
    watched.calendars.found = ()
    assert () == watched.look(READ_EVERY).shifts


def test_with_many_people_those_go_first_of_whom_nothing_was_heard_for_longest() -> None:
    staff = tuple(Staff(f"P{number}", f"U0P{number}", Role.RESPONDER) for number in range(AT_ONCE + 5))
    watched = Watched(replace(ours(), staff=(*staff, ADA, GRACE)))
    watched.look()
    watched.look(LOOK_EVERY)
    last = {f"P{number}" for number in range(AT_ONCE, AT_ONCE + 5)} | {"Ada", "Grace"}
    assert last <= set(watched.slack.asked[1][:7])
    assert AT_ONCE == len(watched.slack.asked[1])


def test_without_presence_only_groups_are_asked() -> None:
    watched = Watched(presence=False)
    watched.slack.groups = {"S0ONE": ("U0ADA",)}
    roster = watched.look()
    assert ({}, ("U0ADA",)) == (roster.seen, roster.groups["S0ONE"])
    assert [] == watched.slack.asked


def test_who_has_left_the_staff_is_forgotten() -> None:
    watched = Watched()
    with watched.store.transaction() as tx:
        tx.rosters.put(Roster(seen={"Zoe": Seen(NOON)}))
    assert {"Ada", "Grace"} == set(watched.look().seen)
