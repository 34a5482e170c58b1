"""A promise as staff see it: the line on the card and in private messages, and the buttons that go with it. Pure."""

from __future__ import annotations

from datetime import datetime

from slack_sdk.models.blocks import ButtonElement

from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.text import show_line
from bot.adapters.slack.words import duration
from bot.domain.case import Case
from bot.domain.inputs import Input
from bot.domain.states import TRANSITIONS
from bot.domain.why import Why
from bot.ports.staffroom import Story

MAKE = "promise"
KEEP = "promise_kept"
DENY = "promise_denied"
UPDATE = "promise_update"
REMINDS = frozenset({Why.PROMISE_SOON, Why.PROMISE_OVERDUE, Why.PROMISE_YOURS})
"""The reasons for a private message that is about a promise: it offers what can be done about that."""


def day_time(at: datetime) -> str:
    """Return a UTC time with its day as every reader's own calendar and clock have it.

    Source: docs.slack.dev/messaging/formatting-message-text#date-formatting.
    """
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def promise_line(case: Case, now: datetime) -> str:
    """Return what is promised in a case, as mrkdwn, or ""."""
    promise = case.promise
    if promise is None:
        return ""
    owner, when = show_line(promise.owner, 60), day_time(promise.due)
    where = f" · found in “{show_line(promise.text, 140)}”" if promise.found else ""
    if promise.overdue:
        knows = " · the customer knows that it takes longer" if promise.updated else ""
        return f"⏰ *Overdue:* *{owner}* owed an answer by {when} ({duration(now - promise.due)} ago){knows}{where}"
    return f"🤝 *{owner}* owes an answer by {when} (in {duration(promise.due - now)}){where}"


def promise_button(case: Case) -> ButtonElement | None:
    """Return the button that opens the window for a promise, or None where nothing can be promised."""
    if (case.state, Input.PROMISE_NOTED) not in TRANSITIONS:
        return None
    return make_button("New time…" if case.promise else "Promise…", MAKE, {"case": case.id})


def keep_button(case: Case) -> ButtonElement | None:
    """Return the button that opens the window to do what was promised, or None where nothing is."""
    return make_button("Kept…", KEEP, {"case": case.id}) if case.promise else None


def deny_button(case: Case) -> ButtonElement | None:
    """Return the button that says that what was found is no promise; one that somebody made cannot be taken back."""
    found = case.promise is not None and case.promise.found
    return make_button("No promise", DENY, {"case": case.id}) if found else None


def update_button(story: Story) -> ButtonElement | None:
    """Return the button that tells the customer that it takes longer, or None where there is nothing to tell."""
    case = story.case
    promise = case.promise
    if promise is None or not promise.overdue or promise.updated or case.muted or not story.offers_update:
        return None
    question = Question(
        "Tell the customer?",
        "They read that it takes longer than they were told, and that somebody is on it. It is owed as before.",
        "Send update",
    )
    return make_button("Send update", UPDATE, {"case": case.id}, question=question)


def reminder_buttons(story: Story) -> list[ButtonElement]:
    """Return what a reminder offers: keep it, choose another time, tell the customer, or say that it is none."""
    case = story.case
    if case.promise is None:
        return []
    found = (keep_button(case), promise_button(case), update_button(story), deny_button(case))
    return [one for one in found if one is not None]
