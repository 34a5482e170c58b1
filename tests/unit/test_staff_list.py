"""The staff of the moment: everything that holds the policy sees who came and who left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from acme import ADA, GRACE, NOON, policy
from fakes import HandClock

from bot.domain.errors import Temporary
from bot.domain.policy import Role, Staff
from bot.engine.staff_list import ASK_EVERY, StaffList, StaffWatch

OTTO = Staff("Otto", "U0OTTO", Role.LEAD)


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
    watch = StaffWatch(staff, vendor.resolve, clock, lambda: woken.append(1))
    vendor.people = (GRACE, OTTO)
    watch.work()
    assert (held.person("Ada"), held.by_slack("U0OTTO"), held.leads()) == (None, OTTO, ("Grace", "Otto"))
    assert (len(staff), staff[0], list(staff[1:]), woken) == (2, GRACE, [OTTO], [1])


def test_what_was_known_stays_while_nobody_tells() -> None:
    """And it is asked again soon."""
    staff, vendor, clock = StaffList((ADA, GRACE)), Vendor(), HandClock(NOON)
    watch = StaffWatch(staff, vendor.resolve, clock, lambda: None)
    vendor.away = True
    watch.work()
    assert list(staff) == [ADA, GRACE]
    vendor.away, vendor.people = False, (GRACE,)
    clock.forward(timedelta(seconds=31))
    watch.work()
    assert list(staff) == [GRACE]


def test_it_is_asked_now_and_then() -> None:
    staff, vendor, clock = StaffList((ADA,)), Vendor(), HandClock(NOON)
    watch = StaffWatch(staff, vendor.resolve, clock, lambda: None)
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

    watch = StaffWatch(staff, resolve, clock, lambda: None)
    vendor.people = (GRACE,)
    watch.work()
    clock.forward(ASK_EVERY)
    vendor.people = (ADA, GRACE)
    watch.work()
    assert (asked, list(staff)) == ([(ADA, GRACE), (ADA, GRACE)], [ADA, GRACE])
