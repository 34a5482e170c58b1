"""What a run came to: counts, and every violation with its trace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Violation:
    """Something that must never happen, and did.

    `invariant` is the number in PRODUCT.md with the name of the check and its sentence, `case` names the customer,
    `trace` is what happened to them, a line each.
    """

    invariant: str
    case: str
    trace: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """The counts of a run. `unknown` of `sends` ended with nobody knowing whether they arrived: a human looks."""

    seed: int
    cases: int
    mentions: int
    public_messages: int
    escalations: int
    tickets: int
    faults: Mapping[str, int]
    crashes: int
    violations: tuple[Violation, ...]
    held_for_human: int
    virtual_hours: float
    wall_seconds: float
    sends: int
    unknown: int

    @property
    def doubt(self) -> str:
        """Return in words how many of the sends are left to a human in doubt."""
        return in_doubt(self.unknown, self.sends)

    def document(self) -> dict[str, Any]:
        """Return what `--json` prints; of it only `wall_seconds` differs between two runs of one seed."""
        return {
            "seed": self.seed,
            "cases": self.cases,
            "mentions": self.mentions,
            "public_messages": self.public_messages,
            "escalations": self.escalations,
            "tickets": self.tickets,
            "faults": dict(sorted(self.faults.items())),
            "crashes": self.crashes,
            "violations": [
                {"invariant": one.invariant, "case": one.case, "trace": list(one.trace)} for one in self.violations
            ],
            "held_for_human": self.held_for_human,
            "virtual_hours": self.virtual_hours,
            "wall_seconds": round(self.wall_seconds, 3),
        }


def in_doubt(unknown: int, sends: int) -> str:
    """Return how many sends are left to a human in doubt, and their share, like "3 of 1,744 sends (0.17 %)"."""
    return f"{unknown:,} of {sends:,} sends ({100 * unknown / max(1, sends):.3f} %)"
