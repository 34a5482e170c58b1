"""The staff of the moment: everything that holds the policy sees who came and who left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from acme import ADA, GRACE, NOON, policy
from fakes import HandClock
from house import House

from bot.domain.errors import DeliveryError, Permanent, Temporary
from bot.domain.health import Ailment, Facts, Limits, examine
from bot.domain.policy import Role, Staff
from bot.engine.staff_list import ASK_EVERY, GONE, PATIENCE, WAIT_FOR_GROUPS, StaffList, StaffWatch

OTTO = Staff("Otto", "U0OTTO", Role.LEAD)
BEN = Staff("Ben", "U0BEN", Role.RESPONDER)
GROUPS = ("S0SUPPORT", "")


def watching(
    staff: StaffList,
    resolve: Callable[[Sequence[Staff]], tuple[Staff, ...]],
    clock: HandClock,
    wake: Callable[[], None] = lambda: None,
    house: House | None = None,
) -> StaffWatch:
    """A watch over the staff of a house."""
    house = house or House(replace(policy(), staff=staff))
    return StaffWatch(staff, resolve, clock, wake, house.store, house.dispatch, house.policy)


class Vendor:
    """Tells who is staff, or that it does not know."""

    def __init__(self) -> None:
        self.people: tuple[Staff, ...] = (ADA, GRACE)
        self.away = False
        self.fault: DeliveryError = Temporary("away")
        self.asked = 0

    def resolve(self, configured: Sequence[Staff]) -> tuple[Staff, ...]:
        self.asked += 1
        if self.away:
            raise self.fault
        return self.people


def test_a_policy_sees_who_came_and_who_left() -> None:
    staff, vendor, clock, woken = StaffList((ADA, GRACE)), Vendor(), HandClock(NOON), []
    held = replace(policy(), staff=staff)
    watch = watching(staff, vendor.resolve, clock, lambda: woken.append(1))
    vendor.people = (GRACE, OTTO)
    watch.work()
    assert (held.person("Ada"), held.by_slack("U0OTTO"), held.leads()) == (None, OTTO, ("Grace", "Otto"))
    assert (len(staff), staff[0], list(staff[1:]), woken) == (2, GRACE, [OTTO], [1, 1])


def test_what_was_known_stays_while_nobody_tells() -> None:
    """And it is asked again soon."""
    staff, vendor, clock = StaffList((ADA, GRACE)), Vendor(), HandClock(NOON)
    watch = watching(staff, vendor.resolve, clock)
    vendor.away = True
    watch.work()
    assert list(staff) == [ADA, GRACE]
    vendor.away, vendor.people = False, (GRACE,)
    clock.forward(timedelta(seconds=31))
    watch.work()
    assert list(staff) == [GRACE]


def test_it_is_asked_now_and_then() -> None:
    staff, vendor, clock = StaffList((ADA,)), Vendor(), HandClock(NOON)
    watch = watching(staff, vendor.resolve, clock)
    for _ in range(5):
        watch.work()
    assert vendor.asked == 1
    clock.forward(ASK_EVERY)
    watch.work()
    assert vendor.asked == 2


def test_those_who_left_come_back_when_they_are_told_again() -> None:
    """What is asked about are those in the configuration, not those who are left."""
    staff, vendor, clock = StaffList((ADA, GRACE)), Vendor(), HandClock(NOON)
    asked: list[tuple[Staff, ...]] = []

    def resolve(configured: Sequence[Staff]) -> tuple[Staff, ...]:
        asked.append(tuple(configured))
        return vendor.people

    watch = watching(staff, resolve, clock)
    vendor.people = (GRACE,)
    watch.work()
    clock.forward(ASK_EVERY)
    vendor.people = (ADA, GRACE)
    watch.work()
    assert (asked, list(staff)) == ([(ADA, GRACE), (ADA, GRACE)], [ADA, GRACE])


class TestTheLeadsHearOfWhoIsGone:
    """Once each, also over a restart; and somebody always hears it."""

    def house(self, *people: Staff) -> tuple[House, Vendor]:
        vendor = Vendor()
        vendor.people = people
        return House(replace(policy(), staff=StaffList((ADA, GRACE, OTTO)))), vendor

    def look(self, house: House, vendor: Vendor) -> list[tuple[str, str]]:
        staff = house.policy.staff
        assert isinstance(staff, StaffList)
        told = len(house.staffroom.said)
        watch = StaffWatch(
            *(StaffList((ADA, GRACE, OTTO)), vendor.resolve, house.clock, lambda: None),
            *(house.store, house.dispatch, house.policy),
        )
        staff.replace(vendor.people)
        watch.work()
        house.run()
        return house.staffroom.said[told:]

    def test_the_other_leads_hear_it_once(self) -> None:
        house, vendor = self.house(ADA, OTTO)
        words = GONE.format(
            who="Grace", leads=" Until then the other leads hear what Grace would have heard as lead of billing."
        )
        assert [("Otto", words)] == self.look(house, vendor)
        assert [] == self.look(house, vendor)

    def test_who_came_back_and_left_again_is_news(self) -> None:
        house, vendor = self.house(GRACE, OTTO)
        assert ["Grace", "Otto"] == [who for who, _ in self.look(house, vendor)]
        vendor.people = (ADA, GRACE, OTTO)
        assert [] == self.look(house, vendor)
        vendor.people = (GRACE, OTTO)
        house.clock.forward(ASK_EVERY)
        assert [GONE.format(who="Ada", leads="")] * 2 == [words for _, words in self.look(house, vendor)]

    def test_where_no_lead_is_left_the_team_hears_it(self) -> None:
        house, vendor = self.house(ADA)
        assert ["Ada", "Ada"] == [who for who, _ in self.look(house, vendor)]


class TestOverARestart:
    """Nobody's right depends on how soon Slack tells again who is in a group."""

    def start(self, house: House, vendor: Vendor, groups: Sequence[str] = GROUPS, *others: Staff) -> StaffWatch:
        """Build what a process holds in memory; only Ada, Grace and `others` stand in the configuration."""
        self.staff = StaffList((ADA, GRACE, *others))
        return StaffWatch(
            *(self.staff, vendor.resolve, house.clock, lambda: None, house.store, house.dispatch, house.policy, groups)
        )

    def told_once(self, *people: Staff) -> tuple[House, Vendor]:
        """A house in which Slack told of these people before it went away."""
        house, vendor = House(), Vendor()
        vendor.people = people
        self.start(house, vendor).work()
        vendor.away = True
        return house, vendor

    def test_who_was_staff_by_a_group_is_staff_at_once(self) -> None:
        house, vendor = self.told_once(ADA, GRACE, BEN)
        self.start(house, vendor)
        assert [ADA, GRACE, BEN] == list(self.staff)

    def test_who_had_no_power_has_none_at_once(self) -> None:
        house, vendor = self.told_once(GRACE)
        self.start(house, vendor)
        assert [GRACE] == list(self.staff)

    def test_the_configuration_counts_more_than_what_was_kept(self) -> None:
        """Whoever came into it since is staff, and who is in both is who the configuration says."""
        house, vendor = self.told_once(ADA, GRACE, BEN)
        lead = replace(BEN, role=Role.LEAD)
        self.start(house, vendor, GROUPS, OTTO, lead)
        assert [ADA, GRACE, OTTO, lead] == list(self.staff)

    def test_members_of_a_group_that_is_not_asked_any_more_are_strangers(self) -> None:
        house, vendor = self.told_once(ADA, GRACE, BEN)
        for groups in (("S0OTHERS", ""), ("", "")):
            self.start(house, vendor, groups)
            assert [ADA, GRACE] == list(self.staff)

    def works(self, watch: StaffWatch) -> bool:
        """Whether clicks are judged and timers fire."""
        return watch.once_asked(lambda: True)()

    def test_clicks_and_timers_wait_until_slack_was_asked(self) -> None:
        house, vendor = House(), Vendor()
        watch = self.start(house, vendor)
        before = self.works(watch)
        watch.work()
        assert (False, True) == (before, self.works(watch))

    def test_where_the_group_is_known_nobody_waits_for_a_slack_that_is_away(self) -> None:
        house, vendor = self.told_once(ADA, GRACE, BEN)
        watch = self.start(house, vendor)
        watch.work()
        assert self.works(watch)

    def test_a_group_that_was_never_told_is_waited_for(self) -> None:
        """But not for ever: customers wait as well."""
        house, vendor = House(), Vendor()
        vendor.away = True
        watch = self.start(house, vendor)
        watch.work()
        assert not self.works(watch)
        house.clock.forward(WAIT_FOR_GROUPS)
        watch.work()
        assert self.works(watch)

    def test_a_group_that_is_none_is_not_waited_for(self) -> None:
        house, vendor = House(), Vendor()
        vendor.away, vendor.fault = True, Permanent("Slack refused it (no_such_subteam)")
        watch = self.start(house, vendor)
        watch.work()
        assert self.works(watch)

    def test_without_groups_the_configuration_is_enough(self) -> None:
        house, vendor = House(), Vendor()
        vendor.away = True
        watch = self.start(house, vendor, ("", ""))
        watch.work()
        assert self.works(watch)

    def test_a_slack_that_does_not_tell_for_long_is_a_trouble(self) -> None:
        house, vendor = self.told_once(ADA, GRACE, BEN)
        watch = self.start(house, vendor)
        for _ in range(2):
            house.clock.forward(PATIENCE / 2 + timedelta(seconds=1))
            watch.work()
        facts = Facts(house.clock.now(), {Ailment.STAFF_NOT_TOLD: watch.pulse()})
        assert ["for 15 min (away)"] == [one.detail for one in examine(facts, Limits())]
        vendor.away = False
        house.clock.forward(timedelta(seconds=31))
        watch.work()
        facts = Facts(house.clock.now(), {Ailment.STAFF_NOT_TOLD: watch.pulse()})
        assert () == examine(facts, Limits())

    def test_it_is_not_asked_before_slack_allows_it(self) -> None:
        house, vendor = House(), Vendor()
        vendor.away, vendor.fault = True, Temporary("slow down", house.clock.now() + timedelta(minutes=2))
        watch = self.start(house, vendor)
        watch.work()
        house.clock.forward(timedelta(minutes=1))
        watch.work()
        assert 1 == vendor.asked
