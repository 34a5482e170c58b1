"""What a check of the library needs to know, and what it tells. Data only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.policy import Staff
from bot.domain.response import ANY_CHANNEL, Response


class Severity(StrEnum):
    """Whether a text would be held or missing, or could only be better."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where, how bad, which rule, and a sentence; `line` is None for a whole file or folder."""

    file: str
    line: int | None
    severity: Severity
    rule: str
    message: str


@dataclass(frozen=True)
class Measure:
    """How long a text may be on a channel, and how that channel counts."""

    limit: int
    weight: Callable[[str], int]


@dataclass(frozen=True)
class Circumstances:
    """What the texts are used with: whose they are, who must not be named, and where they are said.

    `languages` must be complete. `measures` has an entry for each channel in use. `handles` are the brand's own,
    without the @.
    """

    brand: str
    languages: tuple[str, ...]
    measures: Mapping[str, Measure]
    staff: tuple[Staff, ...] = ()
    handles: tuple[str, ...] = ()

    def channels(self, response: Response) -> tuple[str, ...]:
        """Return the channels, of those in use, on which a text is said."""
        return tuple(channel for channel in self.measures if response.channel in (channel, ANY_CHANNEL))
