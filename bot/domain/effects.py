"""What must happen because of a decision.

Each effect is one frozen dataclass; the engine performs them, never the domain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.case import Timer
from bot.domain.drafts import Fate
from bot.domain.promise import Promise, Standing
from bot.domain.response import ResponseKind
from bot.domain.why import Why


@dataclass(frozen=True)
class Reply:
    """Say something to the customer, as an answer to the mention `to`.

    `text` is empty for kinds that the library words. `since` (UTC) is the moment of the cause: the reply may leave
    until the kind's send-by time after it. `by` is the teammate who wanted it, empty for an automatic one.
    `private` sends a direct message where the customer opened that way. `anyway` means that a lead sends it although
    a guard would hold it; `ask_first` that one has to say so before it leaves. `released` means that it was held, and
    that a lead has let it go since, whatever happened before.
    """

    kind: ResponseKind
    to: str
    since: datetime
    text: str = ""
    by: str = ""
    private: bool = False
    anyway: bool = False
    ask_first: bool = False
    released: bool = False


@dataclass(frozen=True)
class ShowCard:
    """Draw the case card in the triage channel, or redraw it as the case is now."""


@dataclass(frozen=True)
class ThreadNote:
    """Add a private note to the card's thread; `mention` names the mention to quote there, if any."""

    text: str
    mention: str = ""


@dataclass(frozen=True)
class Tell:
    """Send a direct message about the case to the teammate called `who`, or a message to a private Slack channel.

    `place` is the id of that Slack channel; `who` is "" then. `run` is the number of the chain whose message it is: it
    can be acknowledged, and it is redrawn when the chain is over. 0 for a message that only tells.
    """

    who: str
    why: Why
    detail: str = ""
    place: str = ""
    run: int = 0


@dataclass(frozen=True)
class SettleChain:
    """Show on what the chain has sent that it is over, and take back what has not left.

    `run` is the number of the chain, `who` the one teammate whose messages are meant, "" for everybody's. `words` tell
    why it is over, "" where the case itself tells.
    """

    run: int
    who: str = ""
    words: str = ""


@dataclass(frozen=True)
class RedrawTold:
    """Draw the message `message` (its remote id) of a chain anew, as the case is now.

    `told` is what it was sent for, `words` as in `SettleChain`.
    """

    message: str
    told: Tell
    words: str = ""


@dataclass(frozen=True)
class ShowHeld:
    """Show the held message with the effect id `message` privately to the lead called `who`, to decide about it."""

    who: str
    message: str


@dataclass(frozen=True)
class ShowDraft:
    """Show the draft of this number privately to the lead called `who`, or show them again what became of it.

    With a `fate` the lead called `by` (or whoever it was, or nobody) has decided about it, and `author` wrote it.
    """

    who: str
    draft: int
    fate: Fate | None = None
    by: str = ""
    author: str = ""


@dataclass(frozen=True)
class RedrawDraft:
    """Show all who were shown the draft of this number how it stands now; the fields are those of `ShowDraft`."""

    draft: int
    fate: Fate | None = None
    by: str = ""
    author: str = ""


@dataclass(frozen=True)
class TellAuthor:
    """Tell `who` in private what became of the draft that they wrote, and let them learn from it.

    `by` decided, or answered otherwise, or is "". `written` is the draft, `sent` is what left in its place or "", `to`
    is the mention that it was to answer. `remark` is the lead's.
    """

    who: str
    draft: int
    fate: Fate
    by: str
    written: str
    to: str
    sent: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Teach:
    """Show `who`, who passed the case on, in private how the lead called `by` answered the mention `to`."""

    who: str
    by: str
    to: str
    answer: str
    remark: str = ""


@dataclass(frozen=True)
class ToBacklog:
    """Put the case into the one digest that the leads get after an outage."""


@dataclass(frozen=True)
class ShowBacklog:
    """Send the lead called `who` the digest of all late cases but those in `seen`: earlier messages showed them.

    `shown` are those in this message, known when it leaves. `skip` is how many were shown before a message that an
    earlier version wrote; 0 in others.
    """

    who: str
    skip: int = 0
    seen: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class ShowBreaker:
    """Tell the lead called `who` that the breaker has stopped everything automatic."""

    who: str


@dataclass(frozen=True)
class Say:
    """Send a plain direct message to the teammate called `who`: the answer to a click that could not be obeyed."""

    who: str
    text: str


@dataclass(frozen=True)
class ShowAddress:
    """Show the case's email address in full privately to the lead called `who`; it was audited in this decision."""

    who: str


@dataclass(frozen=True)
class OpenTicket:
    """Open a ticket on the desk with the whole story."""


@dataclass(frozen=True)
class AddToTicket:
    """Add to the case's ticket what only the desk sees: the note `text`, or what the customer wrote in `mention`."""

    text: str = ""
    mention: str = ""


@dataclass(frozen=True)
class WatchTicket:
    """Look from now on, again and again, how the ticket stands on the desk."""


@dataclass(frozen=True)
class SetTimer:
    """Set or move the case's timer of this kind to `due` (UTC)."""

    timer: Timer
    due: datetime


@dataclass(frozen=True)
class CancelTimer:
    """Take the case's timer of this kind away."""

    timer: Timer


@dataclass(frozen=True)
class WithdrawReplies:
    """Take back the words of the bot that have not left, held ones too; `everything` includes what is still news."""

    everything: bool = False


@dataclass(frozen=True)
class DropHeld:
    """Take back the held message with the effect id `message`: it never left, and nobody need decide about it."""

    message: str


@dataclass(frozen=True)
class WritePromise:
    """Write down how a promise of this case stands now, and who owes it: what is kept and broken is counted."""

    promise: Promise
    standing: Standing


@dataclass(frozen=True)
class TellOverdue:
    """Put an overdue promise into the one message that the lead called `who` gets about them after an outage."""

    who: str
    words: str


@dataclass(frozen=True)
class OptOut:
    """Remember that this customer said stop."""


Effect = (
    Reply
    | ShowCard
    | ThreadNote
    | Tell
    | SettleChain
    | RedrawTold
    | ShowHeld
    | ShowDraft
    | RedrawDraft
    | TellAuthor
    | Teach
    | ToBacklog
    | ShowBacklog
    | ShowBreaker
    | Say
    | ShowAddress
    | OpenTicket
    | AddToTicket
    | WatchTicket
    | SetTimer
    | CancelTimer
    | WithdrawReplies
    | DropHeld
    | WritePromise
    | TellOverdue
    | OptOut
)
