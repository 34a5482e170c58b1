"""The figures of a replay, from its outcomes. It measures nothing itself and rounds nothing."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta

from bot.domain.response import ASKING, CLARIFYING, HOLDING
from bot.replay.outcome import BrandOutcome
from bot.replay.violations import Violation


@dataclass(frozen=True)
class Quantiles:
    """The middle, and what 95 of 100 are not above, in seconds; None where there is nothing to measure."""

    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class FirstResponse:
    """How long customers waited for the first reply: the bot's, and the one that was recorded."""

    bot: Quantiles
    recorded: Quantiles


@dataclass(frozen=True)
class Figures:
    """What `--json` prints; docs/replay.md says what each counts. `wall_seconds` is the machine's time."""

    mentions: int
    requests: int
    cases: int
    holding_replies: int
    clarifying_questions: int
    email_asks: int
    answered_in_time: int
    escalations: int
    held: dict[str, int]
    dead: dict[str, int]
    languages: dict[str, int]
    first_response_seconds: FirstResponse
    violations: tuple[Violation, ...]
    not_understood: int
    wall_seconds: float

    def as_data(self) -> dict[str, object]:
        """Return the figures as they stand in the JSON document."""
        return asdict(self)


def reckon(outcomes: Sequence[BrandOutcome], wall: timedelta) -> Figures:
    """Put the outcomes of all brands together; `wall` is how long the replay took on the machine's clock."""
    said: Counter[str] = Counter()
    held: Counter[str] = Counter()
    dead: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for one in outcomes:
        said.update(one.said)
        held.update(one.held)
        dead.update(one.dead)
        languages.update(one.languages)
    cases = [case for one in outcomes for case in one.cases]
    return Figures(
        mentions=sum(len(one.mentions) for one in outcomes),
        requests=sum(one.requests for one in outcomes),
        cases=len(cases),
        holding_replies=sum(said[kind] for kind in HOLDING),
        clarifying_questions=sum(said[kind] for kind in CLARIFYING),
        email_asks=sum(said[kind] for kind in ASKING),
        answered_in_time=sum(case.in_time for case in cases),
        escalations=sum(case.escalated for case in cases),
        held=dict(held.most_common()),
        dead=dict(dead.most_common()),
        languages=dict(languages.most_common()),
        first_response_seconds=FirstResponse(
            quantiles(case.by_bot for case in cases), quantiles(case.by_recorded for case in cases)
        ),
        violations=tuple(
            Violation(found.invariant, f"@{one.brand} {found.case}".strip(), found.trace)
            for one in outcomes
            for found in one.violations
        ),
        not_understood=sum(one.not_understood for one in outcomes),
        wall_seconds=wall.total_seconds(),
    )


def quantiles(waits: Iterable[timedelta | None]) -> Quantiles:
    """Return the quantiles of those that are there, each one that was really measured (the nearest rank)."""
    measured = sorted(wait.total_seconds() for wait in waits if wait is not None)
    return Quantiles(_quantile(measured, 0.5), _quantile(measured, 0.95))


def _quantile(measured: Sequence[float], share: float) -> float | None:
    return measured[max(0, math.ceil(share * len(measured)) - 1)] if measured else None
