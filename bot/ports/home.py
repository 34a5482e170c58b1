"""The page on which each teammate sees what waits for them, and what it shows. Never seen by customers.

The words of a customer's direct message and email addresses never stand on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.domain.case import Case, Mention
from bot.domain.policy import Staff
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Breaker
from bot.ports.store import Transaction


class Look(StrEnum):
    """How the chart is drawn: no vendor tells whether a reader's window is light or dark, so they choose."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class HomeCase:
    """A case as one line: its newest mention (None where there is none), and its card's remote id or ""."""

    case: Case
    newest: Mention | None = None
    card: str = ""
    why: str = ""


@dataclass(frozen=True)
class HomeTeam:
    """A team: who is on duty or "", how many of its cases are open and wait, and the longest waiting ones of them.

    With `at_least` there are so many that not all open ones were counted; those that wait always are.
    """

    name: str
    on_duty: str
    open: int
    waiting: int
    oldest: tuple[HomeCase, ...] = ()
    at_least: bool = False


@dataclass(frozen=True)
class HomeHeld:
    """A held message: its effect id, the case that it belongs to, its kind and why it was held."""

    id: str
    case_id: str
    kind: ResponseKind
    reason: str


@dataclass(frozen=True)
class HomePromise:
    """A promise that nobody has kept yet: when it is due (UTC) and who owns it."""

    case_id: str
    due: datetime
    owner: str


@dataclass(frozen=True)
class Hour:
    """One hour of today: how many cases came in, and how many were answered by a human."""

    hour: int
    came: int
    answered: int


@dataclass(frozen=True)
class Today:
    """The figures of one day where the first team is.

    `first_answer` is the median time from the first mention to a human's answer, in seconds, or None. `asked` are the
    automatic questions for an address, `waiting` the customers that wait now.
    """

    day: str
    hours: tuple[Hour, ...] = ()
    came: int = 0
    answered: int = 0
    asked: int = 0
    tickets: int = 0
    waiting: int = 0
    first_answer: float | None = None


@dataclass(frozen=True)
class LeadView:
    """What only leads see. `paused` is when (UTC) everything automatic was paused, or None.

    `held` and `promises` are the first ones of so many in all; a total below their number counts as that.
    """

    teams: tuple[HomeTeam, ...]
    held: tuple[HomeHeld, ...]
    held_total: int
    breaker: Breaker | None
    paused: datetime | None
    promises: tuple[HomePromise, ...]
    today: Today
    learning: str
    look: Look = Look.LIGHT
    promises_total: int = 0


@dataclass(frozen=True)
class AtHome:
    """The Home of one teammate at `now` (UTC): what needs them, their own open cases, how many cases wait in all.

    `needs` and `mine` are the first ones of so many in all; a total below their number counts as that.
    """

    person: Staff
    now: datetime
    needs: tuple[HomeCase, ...] = ()
    mine: tuple[HomeCase, ...] = ()
    waiting: int = 0
    paused: bool = False
    lead: LeadView | None = field(default=None)
    needs_total: int = 0
    mine_total: int = 0


class HomeScreen(Protocol):
    """Shows Homes. Errors are those of `CustomerChannel`; showing the same again is harmless."""

    def show(self, user: str, home: AtHome, chart: str) -> None:
        """Show a teammate their Home; `chart` is the id of an uploaded picture, or ""."""
        ...

    def show_nothing(self, user: str) -> None:
        """Show somebody who is no teammate a Home that tells nothing."""
        ...

    def upload(self, name: str, picture: bytes, words: str) -> str:
        """Upload a PNG that `words` describe, and return its id."""
        ...

    def delete(self, file: str) -> None:
        """Delete an uploaded picture; fine where it is gone."""
        ...


class Painter(Protocol):
    """Draws a chart."""

    def __call__(self, hours: Sequence[Hour], look: Look) -> bytes:
        """Return a PNG of a day's hours."""
        ...


@dataclass(frozen=True)
class Overview:
    """How things stand at `now` (UTC): what `/triage status` tells."""

    now: datetime
    waiting: int
    teams: tuple[HomeTeam, ...]
    held: int
    breaker: Breaker | None
    paused: datetime | None


class OnDuty(Protocol):
    """Knows who is on duty."""

    def now(self, team: str, within: Transaction | None = None) -> str:
        """Return the name of who is on duty for a team at this moment, or ""; `within` is an open transaction."""
        ...


class DutyRoster(OnDuty, Protocol):
    """Who is on duty, as people set it. What cannot be done raises NotAllowed with words for the one who asked."""

    def away(self, who: str, until: datetime, within: Transaction | None = None) -> None:
        """A teammate is away until `until` (UTC)."""
        ...

    def back(self, who: str, within: Transaction | None = None) -> None:
        """A teammate is there again."""
        ...

    def on_duty(self, team: str, who: str, until: datetime, by: str, within: Transaction | None = None) -> None:
        """`by` says that a teammate is on duty for a team until `until` (UTC)."""
        ...
