"""Gathers what a teammate's Home shows, as it is at this moment. It writes nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.case import NEEDS_ANSWER, Case, State
from bot.domain.effects import Reply
from bot.domain.escalation import is_asked
from bot.domain.policy import Policy, Role, Staff
from bot.engine.breaker import tell_breaker
from bot.engine.promises import promises_due
from bot.engine.story import BREAKER, PAUSED, card_of
from bot.ports.home import AtHome, HomeCase, HomeHeld, HomePromise, HomeTeam, LeadView, Look, OnDuty, Overview, Today
from bot.ports.store import OutboxState, Transaction

OTHERS = (State.ANSWERED, State.OPENING, State.TICKETED)
EVERY = 1_000_000
MOST_OTHERS = 1_000
"""Open cases that need no answer and are looked at: the newest ones, because nobody may ever close them."""
SOON = timedelta(minutes=30)
"""So long before its time a promise needs whoever owes it."""
MOST_NEEDS, MOST_MINE, MOST_A_TEAM, MOST_HELD, MOST_PROMISES = 8, 10, 5, 8, 8


@dataclass(frozen=True)
class Scene:
    """What all Homes are made from, read once for everybody; `cut` is true when there are more open cases."""

    cases: tuple[Case, ...]
    now: datetime
    cut: bool = False

    @property
    def waiting(self) -> int:
        """How many customers wait for a human."""
        return sum(case.is_waited_for for case in self.cases)


def look_around(tx: Transaction, now: datetime, others: int = MOST_OTHERS) -> Scene:
    """Return the open cases at `now` (UTC), those first that wait longest.

    Those that need an answer or have a promise are all there, and the newest `others`.
    """
    newest = tx.cases.list(OTHERS, others + 1)
    owed = tuple(one.case for one in promises_due(tx, now) if one.case.is_open)
    cases = {case.id: case for case in (*tx.cases.list(NEEDS_ANSWER, EVERY), *owed, *newest[:others])}
    return Scene(tuple(sorted(cases.values(), key=_patience)), now, len(newest) > others)


def tell_home(tx: Transaction, scene: Scene, person: Staff, lead: LeadView | None) -> AtHome:
    """Return the Home of a teammate; `lead` is what only leads see, None for everybody else."""
    needs = [(case, why) for case in scene.cases if (why := _needs(case, person, scene.now))]
    named = {case.id for case, _ in needs}
    mine = [case for case in scene.cases if person.name in (case.taken_by, case.answered_by) and case.id not in named]
    return AtHome(
        person,
        scene.now,
        tuple(line_of(tx, case, why) for case, why in needs[:MOST_NEEDS]),
        tuple(line_of(tx, case) for case in mine[:MOST_MINE]),
        scene.waiting,
        bool(tx.marks.get(PAUSED) or tx.marks.get(BREAKER)),
        lead if person.role is Role.LEAD else None,
        len(needs),
        len(mine),
    )


def tell_lead(
    tx: Transaction, scene: Scene, policy: Policy, duty: OnDuty, figures: Today, learning: str, look: Look
) -> LeadView:
    """Return what leads see."""
    paused = tx.marks.get(PAUSED)
    promises = _promises(tx, scene.now)
    return LeadView(
        _teams(tx, scene, policy, duty),
        _held(tx),
        tx.outbox.count(OutboxState.HELD),
        tell_breaker(tx),
        datetime.fromisoformat(paused) if paused else None,
        promises[:MOST_PROMISES],
        figures,
        learning,
        look,
        len(promises),
    )


def tell_overview(tx: Transaction, scene: Scene, policy: Policy, duty: OnDuty) -> Overview:
    """Return how things stand, for `/triage status`."""
    paused = tx.marks.get(PAUSED)
    return Overview(
        scene.now,
        scene.waiting,
        tuple(replace(team, oldest=()) for team in _teams(tx, scene, policy, duty)),
        tx.outbox.count(OutboxState.HELD),
        tell_breaker(tx),
        datetime.fromisoformat(paused) if paused else None,
    )


def _patience(case: Case) -> tuple[bool, datetime]:
    return not case.is_waited_for, case.waiting_since or case.opened_at


def _needs(case: Case, person: Staff, now: datetime) -> str:
    """Return why a case needs this teammate now, or ""."""
    name = person.name
    if person.role is Role.LEAD and any(draft.waits for draft in case.drafts):
        return "An answer waits for a lead to look at it"
    if case.promise is not None and case.promise.owner == name and case.promise.due <= now + SOON:
        return "You promised to be back: it is time" if case.promise.due > now else "Your promise is overdue"
    if case.taken_by == name and case.is_waited_for:
        return "You have it and the customer waits"
    if is_asked(case, name):
        return "You were asked and nobody has it yet"
    return ""


def line_of(tx: Transaction, case: Case, why: str = "") -> HomeCase:
    """Return a case as one line: with its newest mention and where its card is."""
    mentions = tx.mentions.of(case.id)
    return HomeCase(case, mentions[-1] if mentions else None, card_of(tx.outbox.of(case.id)), why)


def _teams(tx: Transaction, scene: Scene, policy: Policy, duty: OnDuty) -> tuple[HomeTeam, ...]:
    by_team: dict[str, list[Case]] = defaultdict(list)
    for case in scene.cases:
        by_team[policy.team(case.team).name].append(case)
    return tuple(
        HomeTeam(
            team.name,
            duty.now(team.name, tx),
            len(by_team[team.name]),
            sum(case.is_waited_for for case in by_team[team.name]),
            tuple(line_of(tx, case) for case in by_team[team.name][:MOST_A_TEAM]),
            scene.cut,
        )
        for team in policy.teams
    )


def _held(tx: Transaction) -> tuple[HomeHeld, ...]:
    rows = tx.outbox.held(MOST_HELD)
    return tuple(
        HomeHeld(row.id, row.case_id, row.effect.kind, row.error) for row in rows if isinstance(row.effect, Reply)
    )


def _promises(tx: Transaction, now: datetime) -> tuple[HomePromise, ...]:
    owed = promises_due(tx, now)
    return tuple(HomePromise(one.case.id, one.promise.due, one.promise.owner) for one in owed)
