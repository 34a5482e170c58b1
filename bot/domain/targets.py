"""Who a step of a chain tells, asked at the moment when the step comes: somebody may have left, or be away. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain import duty
from bot.domain.duty import PassedOver
from bot.domain.policy import Policy, Team
from bot.domain.whom import MEMBERS, Kind, read_whom

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Targets:
    """The teammates and the private Slack channels that a step tells, and who is passed over because they are away."""

    people: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    passed: tuple[PassedOver, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people or self.places)


def find_targets(
    words: Iterable[str], team: Team, policy: Policy, now: datetime, *, but: Collection[str], last: bool
) -> Targets:
    """Return who these words of a step mean at `now` (UTC).

    Arguments:
        words: as `whom.py` reads them.
        team: whose chain it is.
        policy: with the roster as it is now.
        now: the moment; while the team is closed its next opening counts.
        but: people who said that it is not theirs, and whoever could not be told.
        last: of the last step nobody is passed over for being away.
    """
    at = team.hours.next_opening(now).astimezone(UTC)
    people: dict[str, None] = {}
    places: dict[str, None] = {}
    passed: dict[str, PassedOver] = {}
    for word in words:
        whom = read_whom(word)
        if whom.kind is Kind.PLACE:
            places |= {} if whom.name in but else {whom.name: None}
        elif whom.kind is Kind.ON_DUTY:
            found = duty.on_duty(team, policy, now, but)
            passed |= {one.who: one for one in found.passed}
            name = found.who or (found.passed[0].who if last and found.passed else "")
            people |= {name: None} if name and name not in but else {}
        else:
            names = [name for name in _named(whom.kind, whom.name, team, policy) if name not in but]
            reasons = {name: duty.absence(name, policy, at, team.hours.zone) for name in names}
            there = [name for name in names if not reasons[name]]
            chosen = names if last and not (there and whom.kind is Kind.LEAST_RECENT) else there
            chosen = chosen[:1] if whom.kind is Kind.LEAST_RECENT else chosen
            passed |= {name: PassedOver(name, why) for name, why in reasons.items() if why and name not in chosen}
            people |= dict.fromkeys(chosen)
    return Targets(tuple(people), tuple(places), tuple(one for one in passed.values() if one.who not in people))


def _named(kind: Kind, name: str, team: Team, policy: Policy) -> tuple[str, ...]:
    """Return the staff that a word stands for, in the order in which they are asked."""
    match kind:
        case Kind.LEAD:
            names: tuple[str, ...] = policy.leads_of(team)
        case Kind.ALL_LEADS:
            names = policy.leads()
        case Kind.GROUP:
            names = duty.group(name, policy)
        case Kind.LEAST_RECENT:
            pool = team.members if name == MEMBERS else duty.group(name, policy)
            names = tuple(sorted(pool, key=lambda one: policy.roster.asked.get(one, _NEVER)))
        case _:
            # A chain has the name of the team's lead in it, who may have left since.
            names = policy.leads_of(team) if name == team.lead else (name,)
    return tuple(one for one in names if policy.person(one))
