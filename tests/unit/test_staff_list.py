"""The staff of the moment: everything that holds the policy sees who came and who left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from acme import ADA, GRACE, NOON, policy
from fakes import HandClock
from house import House

from bot.domain.errors import Temporary
from bot.domain.policy import Role, Staff
from bot.engine.staff_list import ASK_EVERY, GONE, StaffList, StaffWatch

OTTO = Staff("Otto", "U0OTTO", Role.LEAD)


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
        self.asked = 0

    def resolve(self, configured: Sequence[Staff]) -> tuple[Staff, ...]:
        self.asked += 1
        if self.away:
            raise Temporary("away")
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
