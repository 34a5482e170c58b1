"""How a case is put into words for staff: its state, the customer, what was said, the times. Pure.

What a function returns is escaped for mrkdwn unless it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.adapters.slack.text import escape, show_line
from bot.domain.case import Case, Channel, Customer, Mention, State
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Said, Story
from bot.ports.store import Doing, OutboxState

_HEADLINES: Mapping[State, str] = {
    State.NEW: "🆕 New",
    State.WAITING: "🔴 Waiting for an answer",
    State.REOPENED: "🔴 Wrote again, waiting for an answer",
    State.ASKED: "🟠 Asked for an email address",
    State.ANSWERED: "✅ Answered",
    State.OPENING: "🎫 Ticket is being opened",
    State.TICKETED: "🎫 Ticket is open",
    State.RESOLVED: "✅ Resolved",
    State.DISMISSED: "⚪ Not a request",
    State.STOPPED: "🛑 Asked us to stop",
}
_THANKED = "🙏 Thanked us, no answer needed"
_KINDS: Mapping[ResponseKind, str] = {
    ResponseKind.HOLD: "Holding reply",
    ResponseKind.CLARIFY_LINK: "Asked for a link",
    ResponseKind.CLARIFY_ORDER: "Asked for the order number",
    ResponseKind.CLARIFY_VERSION: "Asked for the version",
    ResponseKind.CLARIFY_DETAILS: "Asked for details",
    ResponseKind.OUT_OF_HOURS: "Told our hours",
    ResponseKind.ASK_EMAIL: "Asked for an email address",
    ResponseKind.ASK_EMAIL_PRIVATE: "Asked for an email address",
    ResponseKind.ADDRESS_PUBLIC: "Asked to delete the address",
    ResponseKind.ADDRESS_UNREADABLE: "Asked for the address again",
    ResponseKind.ADDRESS_REFUSED: "Asked for another address",
    ResponseKind.ASK_EMAIL_THREAD: "Asked for an address, to be sent in private",
    ResponseKind.ASK_WHICH: "Asked which case the address is for",
    ResponseKind.TICKET_OPENED: "Told the ticket number",
    ResponseKind.TICKET_SOLVED: "Told that the ticket is solved",
    ResponseKind.TAKEN: "Somebody is on it",
    ResponseKind.PROMISE_UPDATE: "Said that it takes longer",
    ResponseKind.CLOSING: "Closing words",
    ResponseKind.SUGGESTION: "Answer",
}
_ON_THE_WAY = {
    OutboxState.READY: "on its way",
    OutboxState.SENDING: "on its way",
    OutboxState.UNKNOWN: "not sure that it arrived",
    OutboxState.HELD: "*held back*",
    OutboxState.DEAD: "*did not arrive*",
    OutboxState.WITHDRAWN: "taken back",
}
_DOING = (
    (Doing.EDITING, "✍️ {} is writing an answer", "✍️ {} are writing an answer"),
    (Doing.VIEWING, "👀 {} is reading", "👀 {} are reading"),
)
_MOST_NAMES = 3
_CHANNELS: Mapping[Channel, str] = {Channel.X: "X", Channel.SLACK: "Slack"}
_LONGEST_LINK = 1_000


# A long address tells a reader nothing and would be cut in the middle.
_LINK = re.compile(r"https?://\S+")


def headline(case: Case) -> str:
    """Return the state in words, not escaped, such as "✅ Answered by Ada"."""
    words = _HEADLINES[case.state]
    if case.state is State.REOPENED and not case.is_waited_for:
        return _THANKED
    if case.state is State.ANSWERED and case.answered_by:
        return f"{words} by {case.answered_by}"
    if case.state is State.TICKETED and case.ticket:
        return f"🎫 Ticket {case.ticket} is open"
    return words


def customer_name(customer: Customer) -> str:
    """Return what a customer is called, not escaped, such as "Anna Keller (@anna_k)"."""
    name = customer.name.strip()
    if customer.channel is Channel.SLACK:
        return name or customer.handle or "A customer"
    handle = f"@{customer.handle}" if customer.handle else ""
    return f"{name} ({handle})" if name and handle else name or handle or "A customer"


def channel_name(channel: Channel) -> str:
    """Return what a channel is called."""
    return _CHANNELS[channel]


def link(url: str, label: str) -> str:
    """Return an mrkdwn link, or only the escaped label where `url` is no web address that Slack would take."""
    safe = url.startswith(("https://", "http://")) and not set(url) & set("<>| \n") and len(url) <= _LONGEST_LINK
    return f"<{url.replace('&', '&amp;')}|{escape(label)}>" if safe else escape(label)


def clock_time(at: datetime) -> str:
    """Return a UTC time as every reader's own wall-clock time.

    Source: docs.slack.dev/messaging/formatting-message-text#date-formatting.
    """
    return f"<!date^{int(at.timestamp())}^{{time}}|{at:%H:%M} UTC>"


def moment(at: datetime) -> str:
    """Return a UTC time as every reader's own day and wall-clock time."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def time_ago(at: datetime, now: datetime) -> str:
    """Return a UTC time with how long ago that is whenever somebody looks; `now` is for who cannot be told so."""
    return f"<!date^{int(at.timestamp())}^{{time}} ({{ago}})|{at:%H:%M} UTC ({duration(now - at)})>"


def duration(span: timedelta) -> str:
    """Return a span in words, in whole minutes, hours or days."""
    minutes = max(int(span.total_seconds()) // 60, 0)
    if minutes < 60:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h {minutes % 60} min" if hours < 24 else f"{hours // 24} d {hours % 24} h"


def said_head(said: Said) -> str:
    """Return of one message of ours what kind it is, who wanted it, and when or whether it left."""
    who = f" by {show_line(said.by, 60)}" if said.by else ""
    when = clock_time(said.at) if said.at else _ON_THE_WAY.get(OutboxState(said.state), "on its way")
    return f"{_KINDS[said.kind]}{who}, {when}"


def said_line(said: Said) -> str:
    """Return one message of ours as a line, with how it begins."""
    text = show_line(_LINK.sub("(link)", said.text), 140)
    return f"• {said_head(said)}" + (f": “{text}”" if text else "")


def present_line(story: Story, but: str = "") -> str:
    """Return who of the staff has the case open at this moment, `but` one of them; "" for nobody."""
    there = [one for one in story.present if one.who != but]
    told = [_names([one.who for one in there if one.doing is doing], verb, verbs) for doing, verb, verbs in _DOING]
    return " · ".join(filter(None, told))


def _names(names: list[str], one: str, several: str) -> str:
    if not names:
        return ""
    shown = [f"*{show_line(name, 40)}*" for name in names[:_MOST_NAMES]]
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    *first, last = [*shown, *more]
    listed = f"{', '.join(first)} and {last}" if first else last
    return (one if len(names) == 1 else several).format(listed)


def no_text(mention: Mention) -> str:
    """Return what is told of a mention without a text."""
    return "_The customer deleted this message._" if mention.deleted else "_No text, only a picture or a file._"


def private_line(mention: Mention) -> str:
    """Return what is told of a direct message where others read along: that there was one."""
    return f"🔒 {show_line(customer_name(mention.customer), 80)} sent a private message."
