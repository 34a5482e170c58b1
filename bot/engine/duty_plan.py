"""What a team's chain would do at a moment, told without doing it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain import duty
from bot.domain.duty import OnDuty, PassedOver
from bot.domain.escalation import freeze
from bot.domain.policy import Policy, Team
from bot.domain.targets import find_targets


@dataclass(frozen=True)
class StepPlan:
    """A step in its words, whom it would tell, and who is passed over; `within` is None for the fallback."""

    words: tuple[str, ...]
    tells: tuple[str, ...]
    passed: tuple[PassedOver, ...]
    within: timedelta | None


@dataclass(frozen=True)
class TeamPlan:
    """Who is on duty for a team at `at` (UTC), and its chain; `closed` says why nobody is there, "" if somebody is."""

    team: Team
    at: datetime
    closed: str
    duty: OnDuty
    steps: tuple[StepPlan, ...]


def plan_of(team: Team, policy: Policy, at: datetime) -> TeamPlan:
    """Return what would happen for a team at `at` (UTC); the policy has its roster."""
    closed = "" if team.hours.is_open(at) else team.hours.holiday(at) or "out of hours"
    chain = freeze(team, policy, "")
    steps: list[StepPlan] = []
    for place, step in enumerate(chain):
        found = find_targets(step.notify, team, policy, at, but=(), last=place == len(chain) - 1)
        whole: tuple[str, ...] = (*found.people, *found.places)
        passed = found.passed
        if steps and whole and set(whole) <= set(steps[-1].tells):
            # As in a chain that runs: nobody is asked twice in a row.
            passed = (*passed, *(PassedOver(name, "asked just before") for name in whole))
            whole = ()
        steps.append(StepPlan(step.notify, whole, passed, step.within))
    last = find_targets(team.fallback, team, policy, at, but=(), last=True)
    steps.append(StepPlan(team.fallback, (*last.people, *last.places), (), None))
    return TeamPlan(team, at, closed, duty.on_duty(team, policy, at), tuple(steps))
