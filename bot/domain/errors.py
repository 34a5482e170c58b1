"""The whole error tree.

TriageError
├── ConfigurationError   the operator's files are wrong: every problem at once
├── ResponseError        a response cannot be filled in
├── DecodeError          vendor data is not what the vendor documents
├── NotAllowed           this event has no cell in the transition table for this state
├── NothingKept          nothing is known of a person who is to be forgotten
├── Conflict             somebody else changed the case first: reload and decide again
├── StoreInUse           another process holds the database
├── StoreBroken          the database cannot be used as it is
│   ├── StoreOutdated    an older triage-bot used it last: the bot brings it up to date when it starts
│   └── StoreRefuses     it takes nothing for now: full, busy, or the disk fails
├── UnreadableValue      a sealed value of the database cannot be opened
├── UnreadableRow        one row of the database cannot be read
└── DeliveryError        an outgoing message did not (surely) arrive
    ├── Temporary        try again, not before `retry_at`
    │   └── Limited      the vendor wants fewer calls
    ├── Permanent        never try again; a human must see it
    │   ├── Duplicate    refused because it is word for word an earlier one
    │   ├── Gone         what was to be changed or answered is not there any more
    │   └── Misconfigured    the vendor does not know us by the keys, account or address in the configuration
    └── Unknown          perhaps it arrived: look before trying again
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


class TriageError(Exception):
    """Something went wrong that triage-bot foresees."""


@dataclass(frozen=True)
class Problem:
    """One mistake in an operator's file, in words that tell how to mend it.

    `file` is the path as the operator wrote it, `key` the dotted key or "" for the whole file, `line` counts from 1
    or is None where it is not known, `expected` is a sentence.
    """

    file: str
    key: str
    line: int | None
    expected: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.key}: {self.expected}" if self.key else f"{place}: {self.expected}"


class ConfigurationError(TriageError):
    """The operator's files are wrong."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class ResponseError(TriageError):
    """A response cannot be filled in."""


class DecodeError(TriageError):
    """Vendor data is not what the vendor documents; the message never holds personal data."""


class NotAllowed(TriageError):  # noqa: N818 - it is an answer to a click, not a fault
    """This cannot be done with the case as it is; nothing was changed. The message is for the person who asked."""


class NothingKept(TriageError):  # noqa: N818 - as above
    """Nothing is known of this person, under this name; nothing was changed."""


class Conflict(TriageError):  # noqa: N818 - the field's name for a lost race
    """The case was changed by somebody else in the meantime."""


class StoreInUse(TriageError):  # noqa: N818
    """Another process holds the database."""


class StoreBroken(TriageError):  # noqa: N818
    """The database cannot be used as it is."""


class StoreOutdated(StoreBroken):
    """The database was last used by an older triage-bot; the next start of the bot brings it up to date."""


class StoreRefuses(StoreBroken):
    """The database takes nothing for now: it is full or busy, or the disk fails. Starting again later may do."""


class UnreadableValue(TriageError):  # noqa: N818
    """A sealed value of the database cannot be opened with its key."""


class UnreadableRow(TriageError):  # noqa: N818
    """One row of the database cannot be read; the others can. The message never holds what stands in it."""

    def __init__(self, row_id: str, case_id: str) -> None:
        super().__init__(f"the message {row_id} in the database cannot be read")
        self.row_id = row_id
        self.case_id = case_id


class DeliveryError(TriageError):
    """An outgoing message did not (surely) arrive; the message never holds personal data."""


class Temporary(DeliveryError):  # noqa: N818 - the three outcomes are named as in the design
    """It did not arrive and may be tried again, not before `retry_at` (UTC; None: back off)."""

    def __init__(self, reason: str, retry_at: datetime | None = None) -> None:
        super().__init__(reason)
        self.retry_at = retry_at


class Limited(Temporary):
    """A rate limit is used up: nothing more may go the same way before `retry_at`."""


class Permanent(DeliveryError):  # noqa: N818
    """It did not arrive and never will."""


class NoPrivateWay(Permanent):
    """This customer cannot be written to in private, as a stranger of Slack Connect; in their thread they can."""


class Gone(Permanent):
    """What was to be changed or answered is not there any more."""


class Misconfigured(Permanent):
    """The keys, the account or the address in the configuration are wrong: only the operator can mend it."""


class Duplicate(Permanent):
    """It was refused because it repeats an earlier text word for word; perhaps an earlier attempt got through."""


class Unknown(DeliveryError):  # noqa: N818
    """Perhaps it arrived, perhaps not."""
