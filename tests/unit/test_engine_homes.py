"""Homes: shown when they are opened, again when something changed, never too often, and never at anybody's cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from acme import NOON, mention
from house import House

from bot.domain.errors import Permanent, Temporary
from bot.domain.events import Acknowledged, PromiseMade, SuggestionSent
from bot.engine.charts import DELETED_AFTER, DRAWN_EVERY
from bot.engine.duty import Duty
from bot.engine.homes import AGAIN_AFTER, EVERY, REFUSED_FOR, TICKS, Homes
from bot.engine.switching import Switches
from bot.ports.home import AtHome, Hour, Look


class Wall:
    """A `HomeScreen` that keeps what it shows, and refuses as the test says."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, AtHome, str]] = []
        self.turned_away: list[str] = []
        self.files: list[str] = []
        self.uploads = 0
        self.refusals: list[Exception] = []
        self.takes_charts = True

    def show(self, user: str, home: AtHome, chart: str) -> None:
        if self.refusals:
            raise self.refusals.pop(0)
        if chart and not self.takes_charts:
            raise Permanent("Slack refused it (invalid_arguments)")
        self.shown.append((user, home, chart))

    def show_nothing(self, user: str) -> None:
        self.turned_away.append(user)

    def upload(self, name: str, picture: bytes, words: str) -> str:
        self.uploads += 1
        self.files.append(f"F{self.uploads}-{name}")
        return self.files[-1]

    def delete(self, file: str) -> None:
        self.files.remove(file)

    def of(self, user: str) -> list[AtHome]:
        """What somebody was shown, oldest first."""
        return [home for name, home, _ in self.shown if name == user]


def paint(hours: Sequence[Hour], look: Look) -> bytes:
    """Implement `Painter` with the look alone."""
    return look.encode()


class World:
    """A house with a wall; `open` and `wait` do what a person and the time do."""

    def __init__(self) -> None:
        self.house, self.wall, self.woken = House(), Wall(), 0
        self.start()

    def start(self) -> None:
        """Build what a process holds in memory."""
        house = self.house
        duty = Duty(house.store, house.policy, house.clock)
        self.homes = Homes(house.store, house.policy, house.clock, self.wall, paint, duty, self._wake)

    def open(self, user: str) -> None:
        """Somebody opens their Home."""
        with self.house.store.transaction() as tx:
            tx.inbox.receive("slack", f"{user}{self.woken}", "{}", self.house.clock.now())
            envelope = tx.inbox.pending()[-1].seq
        self.homes.opened(user, envelope)
        self.homes.work()

    def wait(self, by: timedelta = EVERY) -> None:
        """Time passes and the pump turns."""
        self.house.clock.forward(by)
        self.homes.work()

    def _wake(self) -> None:
        self.woken += 1


@pytest.fixture
def world() -> World:
    """Ada and Grace have not opened anything yet."""
    return World()


def test_a_home_is_shown_when_it_is_opened(world: World) -> None:
    """At once, with what needs its owner; and the envelope is done."""
    world.house.hear()
    world.open("U0ADA")
    (home,) = world.wall.of("U0ADA")
    assert [one.case.id for one in home.needs] == ["C-1"]
    assert (home.waiting, home.lead, world.woken) == (1, None, 1)
    with world.house.store.transaction() as tx:
        assert tx.inbox.pending() == ()


def test_nobody_is_shown_a_home_who_never_opened_one(world: World) -> None:
    world.house.hear()
    world.wait()
    assert world.wall.shown == []


def test_a_change_is_shown_to_everybody_who_looks(world: World) -> None:
    """Ada takes the case: it leaves what needs anybody and stands among hers until it is answered."""
    world.house.hear()
    world.open("U0ADA")
    world.wait()
    world.house.happened(Acknowledged("Ada"), "Ada")
    world.wait()
    assert world.wall.of("U0ADA")[-1].needs[0].why == "You have it and the customer waits"
    world.house.happened(SuggestionSent("Ada", "s0"), "Ada")
    world.wait()
    last = world.wall.of("U0ADA")[-1]
    assert ([one.case.id for one in last.mine], last.needs) == (["C-1"], ())


def test_a_home_changes_at_most_every_few_seconds(world: World) -> None:
    """Ten changes in a second are one picture."""
    world.open("U0ADA")
    shown = len(world.wall.shown)
    for number in range(10):
        world.house.hear(mention(number=number + 2, conversation=str(number)))
        world.wait(timedelta(milliseconds=100))
    assert len(world.wall.shown) == shown
    world.wait()
    assert len(world.wall.shown) == shown + 1


def test_nothing_new_is_shown_to_nobody(world: World) -> None:
    """The minutes that somebody waits are no news after a while."""
    world.open("U0ADA")
    world.wait(TICKS + timedelta(seconds=61))
    shown = len(world.wall.shown)
    for _ in range(5):
        world.wait(timedelta(minutes=2))
    assert len(world.wall.shown) == shown


def test_who_waits_longest_comes_first(world: World) -> None:
    world.house.hear(mention(number=9, conversation="b"))
    world.house.hear(mention(number=2, conversation="a"))
    world.open("U0ADA")
    assert [one.case.id for one in world.wall.of("U0ADA")[-1].needs] == ["C-2", "C-1"]


def test_a_lead_sees_teams_duty_and_figures(world: World) -> None:
    world.house.hear()
    world.house.clock.forward(timedelta(seconds=90))
    world.house.happened(SuggestionSent("Ada", "s0"), "Ada")
    world.open("U0GRACE")
    lead = world.wall.of("U0GRACE")[-1].lead
    assert lead is not None
    assert [(team.name, team.on_duty, team.open, team.waiting) for team in lead.teams] == [("billing", "Ada", 1, 0)]
    assert (lead.today.came, lead.today.answered, lead.today.first_answer) == (1, 1, 90.0)
    assert sum(hour.came for hour in lead.today.hours) == 1
    assert lead.learning.startswith("Learning")


def test_a_promise_whose_time_comes_needs_its_owner_and_is_on_the_leads_list(world: World) -> None:
    """Half an hour before; and it says so when it is overdue."""
    house = world.house
    house.hear()
    due = house.clock.now() + timedelta(hours=2)
    house.happened(PromiseMade("Ada", due, "Hi Anna, we are back by then."), "Ada")
    world.open("U0ADA")
    world.open("U0GRACE")
    lead = world.wall.of("U0GRACE")[-1].lead
    assert lead is not None
    assert [(one.case_id, one.due, one.owner) for one in lead.promises] == [("C-1", due, "Ada")]
    assert [one.why for one in world.wall.of("U0ADA")[-1].needs if "promise" in one.why] == []
    world.wait(timedelta(minutes=95))
    assert world.wall.of("U0ADA")[-1].needs[0].why == "You promised to be back: it is time"
    world.wait(timedelta(minutes=30))
    assert world.wall.of("U0ADA")[-1].needs[0].why == "Your promise is overdue"


def test_a_lead_pauses_and_sees_it(world: World) -> None:
    """Twice is once; and it is on everybody's Home."""
    house = world.house
    switches = Switches(house.store, house.dispatch, house.clock, lambda: None)
    world.open("U0GRACE")
    world.open("U0ADA")
    assert (switches.pause(1), switches.pause(2)) == (True, False)
    world.wait()
    lead = world.wall.of("U0GRACE")[-1].lead
    assert lead is not None
    assert lead.paused is not None
    assert world.wall.of("U0ADA")[-1].paused
    assert (switches.resume(3), switches.resume(4)) == (True, False)
    world.wait()
    assert not world.wall.of("U0ADA")[-1].paused


def test_a_stranger_is_shown_nothing(world: World) -> None:
    """And is not remembered."""
    world.house.hear()
    world.open("U0CARL")
    world.wait()
    assert (world.wall.turned_away, world.wall.shown) == (["U0CARL"], [])


def test_a_vendor_who_is_away_is_asked_again(world: World) -> None:
    """Not before the time that it names."""
    world.wall.refusals = [Temporary("busy", NOON + timedelta(seconds=40)), Temporary("busy")]
    world.open("U0ADA")
    world.wait(timedelta(seconds=20))
    assert len(world.wall.refusals) == 1
    world.wait(timedelta(seconds=20))
    assert world.wall.refusals == []
    world.wait(AGAIN_AFTER + EVERY)
    assert len(world.wall.shown) == 1


def test_a_refused_home_holds_nobody_up(world: World) -> None:
    """Ada's is refused for good; Grace sees hers, and Ada's is tried again later."""
    world.wall.refusals = [Permanent("Slack refused it (internal)")]
    world.open("U0ADA")
    world.open("U0GRACE")
    assert [user for user, _, _ in world.wall.shown] == ["U0GRACE"]
    world.wait(REFUSED_FOR + EVERY)
    assert len(world.wall.of("U0ADA")) == 1


def test_a_picture_that_is_not_ready_does_not_keep_the_rest_away(world: World) -> None:
    """The Home comes without it first, and with it later."""
    world.wall.takes_charts = False
    world.open("U0GRACE")
    world.wait()
    assert [chart for _, _, chart in world.wall.shown] == [""]
    world.wall.takes_charts = True
    world.wait(timedelta(seconds=30))
    assert world.wall.shown[-1][2] == "F1-today-light.png"


def test_old_pictures_are_deleted(world: World) -> None:
    """One stays for each look that somebody has, also after a restart."""
    world.open("U0GRACE")
    world.house.hear()
    world.wait(DRAWN_EVERY)
    assert len(world.wall.files) == 2
    world.wait(DELETED_AFTER + EVERY)
    assert world.wall.files == ["F2-today-light.png"]
    world.start()
    world.open("U0GRACE")
    world.wait(DELETED_AFTER + EVERY)
    assert world.wall.files == ["F3-today-light.png"]


def test_the_chart_turns_dark_and_stays_so(world: World) -> None:
    """Over a restart too."""
    world.open("U0GRACE")
    world.homes.turn_chart("U0GRACE", Look.DARK, 1)
    world.homes.work()
    assert world.wall.shown[-1][2] == "F2-today-dark.png"
    world.start()
    world.wait()
    lead = world.wall.of("U0GRACE")[-1].lead
    assert lead is not None
    assert lead.look is Look.DARK


def test_a_restart_goes_on_showing_homes(world: World) -> None:
    """Who had theirs open before sees changes after."""
    world.open("U0ADA")
    world.start()
    world.house.hear()
    world.wait()
    assert world.wall.of("U0ADA")[-1].waiting == 1


def test_a_painter_with_a_fault_costs_the_chart_alone(world: World) -> None:
    def broken(hours: Sequence[Hour], look: Look) -> bytes:
        raise ValueError("no ink")

    house = world.house
    duty = Duty(house.store, house.policy, house.clock)
    world.homes = Homes(house.store, house.policy, house.clock, world.wall, broken, duty, lambda: None)
    world.open("U0GRACE")
    assert [chart for _, _, chart in world.wall.shown] == [""]
