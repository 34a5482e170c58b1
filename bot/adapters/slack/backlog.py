"""The digest of what an outage left unanswered, as ONE private message to a lead. Pure.

The text of a customer's direct message and email addresses are never shown. Whatever does not fit is counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from slack_sdk.models.blocks import ActionsBlock, Block, HeaderBlock, PlainTextObject

from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.cards import Drawn, section
from bot.adapters.slack.text import show_line
from bot.adapters.slack.words import channel_name, customer_name, duration
from bot.domain.case import Mention
from bot.domain.lateness import has_words
from bot.ports.staffroom import Backlog, Story

ANSWER = "late:answer"
YOUNGER = "late:younger"
"""Begins the ids of the buttons that answer every case younger than some minutes: "late:younger:60"."""
AGES = (timedelta(hours=1), timedelta(hours=2), timedelta(hours=4))

# Slack takes 50 blocks and about 13,200 characters a message: header, intro, the rest and the actions need some.
_MOST_LINES = 44
_MOST_WORDS = 110


def draw_backlog(backlog: Backlog) -> Drawn:
    """Return the digest: one line a case with a button, as many as fit, and the buttons for all of the younger ones."""
    total = max(backlog.total, len(backlog.stories))
    title = f"{_customers(total)} wrote while the bot was away"
    if backlog.skipped:
        title += f": {backlog.skipped + 1} to {backlog.skipped + len(backlog.stories)}"
    blocks: list[Block] = [
        HeaderBlock(text=PlainTextObject(text=title)),
        section(
            "What the bot had to say would have come too late."
            " *Answer* sends a first reply now and asks the team to look."
            " *Ask the team* sends nothing: the customer has had a reply, or a ticket is on its way."
        ),
    ]
    if total:
        # Above the cases: on a phone nobody scrolls past forty of them to find out that one click does it.
        blocks.append(_younger())
    shown = backlog.stories[:_MOST_LINES]
    blocks += [_line(story, backlog.now) for story in shown]
    if (more := total - backlog.skipped - len(shown)) > 0:
        blocks.append(section(f"… and {more} more, in the next message"))
    return Drawn(f"{title}. Please look.", tuple(blocks))


def _line(story: Story, now: datetime) -> Block:
    who = f"*{show_line(customer_name(story.case.customer), 60)}*"
    newest = story.mentions[-1] if story.mentions else None
    since = story.case.waiting_since or story.case.opened_at
    where = f"{channel_name(story.case.channel)}, waiting {duration(now - since)}"
    words = " · ".join(part for part in (who, where, _first_words(newest)) if part)
    label = "Answer" if has_words(story.case) else "Ask the team"
    return section(words, make_button(label, ANSWER, {"case": story.case.id}))


def _first_words(mention: Mention | None) -> str:
    if mention is None:
        return ""
    if mention.private:
        return "🔒 a private message"
    return show_line(mention.text, _MOST_WORDS) or "_no text_"


def _younger() -> ActionsBlock:
    """Return the buttons that answer many at once; each asks first, because it cannot be taken back."""
    buttons = []
    for age in AGES:
        hours = int(age / timedelta(hours=1))
        minutes = int(age / timedelta(minutes=1))
        span = f"{hours} hour{'s' if hours > 1 else ''}"
        question = Question(
            f"Answer all younger than {span}?",
            f"The team is asked to look after every customer who has waited for less than {span}."
            " Whoever has had no reply gets one now.",
            "Answer them",
        )
        label = f"Answer all younger than {span}"
        buttons.append(make_button(label, f"{YOUNGER}:{minutes}", {"minutes": minutes}, question=question))
    return ActionsBlock(elements=[button for button in buttons if button is not None])


def _customers(count: int) -> str:
    return "1 customer" if count == 1 else f"{count} customers"
