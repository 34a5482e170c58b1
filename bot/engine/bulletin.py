"""Tells the leads in private what is wrong with the bot itself: once when it begins to matter, once when it is over.

A beginning that could not leave before the end is taken back, and one message tells the whole story instead.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.effects import Say
from bot.domain.health import Ailment, Finding, span
from bot.domain.policy import Policy
from bot.engine.leads import private_places
from bot.ports.store import OutboxRow, OutboxState, Transaction

_LANES = {"x": "X", "slack": "Slack", "desk": "the desk"}
_WHAT = {
    Ailment.X_STALLED: "X has not been read",
    Ailment.X_STREAM_SILENT: "X's stream is silent",
    Ailment.SLACK_DEAF: "Slack's connection is deaf",
    Ailment.STAFF_NOT_TOLD: "Slack does not tell who the staff are",
    Ailment.OUTBOX_STUCK: "Messages for {part} have not left",
    Ailment.INBOX_STUCK: "What came from Slack is not worked on",
    Ailment.TIMERS_LATE: "Timers are late",
    Ailment.DISK_LOW: "The disk is nearly full",
    Ailment.CLOCK_SKEW: "The machine's clock is wrong",
    Ailment.DATABASE_REFUSES: "The database takes nothing",
}
_SO = {
    Ailment.X_STALLED: "New mentions wait at X and are read when it answers again. Please look at X yourself.",
    Ailment.X_STREAM_SILENT: "Mentions are still heard by polling, only some seconds later.",
    Ailment.SLACK_DEAF: "Clicks and messages in Slack may not be heard. The bot connects anew until it works.",
    Ailment.STAFF_NOT_TOLD: "Whoever was staff when it last told stays staff. The bot asks again."
    " `triage-bot check` says what is wrong with a user group.",
    Ailment.OUTBOX_STUCK: "The bot tries again. What is too old by then is held and shown to you.",
    Ailment.INBOX_STUCK: "Clicks and messages in Slack wait. The bot tries again.",
    Ailment.TIMERS_LATE: "Escalations and email asks may come late. The bot tries again.",
    Ailment.DISK_LOW: "Please make room: without it nothing can be written down, and nothing is answered.",
    Ailment.CLOCK_SKEW: "Messages may count as too old, and X may refuse us. Please switch time synchronisation on.",
    Ailment.DATABASE_REFUSES: "Nothing is answered until it does. What vendors hold back is heard then.",
}


_MEASURED = frozenset({Ailment.DISK_LOW, Ailment.CLOCK_SKEW})


def tell_begin(
    tx: Transaction, finding: Finding, since: datetime, policy: Policy, triage_channel: str, now: datetime
) -> None:
    """Tell every lead that something is wrong since `since` (UTC)."""
    # How long it lasts is not said: the message may have to wait itself.
    detail = finding.extent if finding.ailment in _MEASURED else finding.reason
    words = f"⚠️ {_what(finding)} since {_clock(since)}{f' ({detail})' if detail else ''}. {_SO[finding.ailment]}"
    for name, destination in private_places(policy, triage_channel):
        row_id = _row_id(finding, since, destination, "begin")
        tx.outbox.add(OutboxRow(row_id, "", destination, Say(name, words), now, now))


def tell_end(
    tx: Transaction, finding: Finding, since: datetime, policy: Policy, triage_channel: str, now: datetime
) -> None:
    """Tell every lead that it is over; whoever has not heard of the beginning hears only this."""
    words = f"✅ Over: {_what(finding)[:1].lower()}{_what(finding)[1:]}."
    if now >= since:
        # With a clock that was set back meanwhile nobody can say how long.
        words = f"{words} It lasted {span(now - since)}, from {_clock(since)} to {_clock(now)}."
    for name, destination in private_places(policy, triage_channel):
        begin = tx.outbox.get(_row_id(finding, since, destination, "begin"))
        if begin is not None and begin.state is OutboxState.READY:
            tx.outbox.save(replace(begin, state=OutboxState.WITHDRAWN))
        row_id = _row_id(finding, since, destination, "end")
        tx.outbox.add(OutboxRow(row_id, "", destination, Say(name, words), now, now))


def _what(finding: Finding) -> str:
    return _WHAT[finding.ailment].format(part=_LANES.get(finding.part, finding.part))


def _row_id(finding: Finding, since: datetime, destination: str, which: str) -> str:
    return f"health-{finding.key}-{since.isoformat()}-{destination.removeprefix('slack:')}-{which}"


def _clock(at: datetime) -> str:
    return f"{at:%H:%M} UTC"
