"""The private message by which a chain asks somebody to take a case, and how it looks when that is over. Pure.

It has everything that is needed to decide on a phone: what, who, how heated, what was said, three suggestions. In a
private Slack channel it never shows what the customer wrote in private.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.adapters.slack.buttons import answer_buttons, may_send
from bot.adapters.slack.chain_buttons import asking_buttons
from bot.adapters.slack.drawn import Drawn, section
from bot.adapters.slack.messages import lead_line
from bot.adapters.slack.reading_words import facts
from bot.adapters.slack.text import fit, quote, show_line
from bot.adapters.slack.words import (
    channel_name,
    clock_time,
    customer_name,
    duration,
    headline,
    link,
    no_text,
    private_line,
    said_line,
)
from bot.domain.case import State
from bot.domain.effects import Tell
from bot.domain.escalation import still_asks
from bot.domain.why import Why
from bot.ports.staffroom import Story

_SHOWN_SUGGESTIONS = 3
_SHOWN_SAID = 3
_CLOSED = (State.RESOLVED, State.DISMISSED, State.STOPPED, State.ANSWERED)


def draw_asking(story: Story, told: Tell, card_link: str, words: str = "") -> Drawn:
    """Return the message.

    Args:
        story: the case as it is now.
        told: what the message was sent for.
        card_link: the address of the case card, "" where it is not known.
        words: why it is over, "" where the case itself tells; not escaped.
    """
    case = story.case
    still = still_asks(case, told) and not words
    over = "" if still else _over(story, told.run, words)
    lead = _lead(story, told) if still else over
    where = link(card_link, f"open {case.id[:40]}") if card_link else show_line(case.id, 40) or "a case"
    waiting = f"⏳ {duration(story.now - case.waiting_since)}" if still and case.waiting_since else ""
    customer = show_line(customer_name(case.customer), 80)
    pieces = (where, customer, channel_name(case.channel), *facts(story), waiting)
    blocks: list[Block] = [section(f"*{lead}*"), section(" · ".join(filter(None, pieces)))]
    blocks += _asked(story, told)
    if still:
        if story.said:
            blocks.append(section("\n".join(said_line(said) for said in story.said[-_SHOWN_SAID:])))
        blocks += _suggestions(story)
        if buttons := list(asking_buttons(case, told)):
            blocks.append(ActionsBlock(elements=buttons))
    return Drawn(f"{show_line(case.id, 40)}: {lead}", tuple(blocks))


def _lead(story: Story, told: Tell) -> str:
    if told.place and told.why is Why.ON_DUTY:
        return f"{show_line(customer_name(story.case.customer), 80)} needs an answer. Who takes it?"
    return lead_line(story, told.why, told.detail)


def _over(story: Story, run: int, words: str) -> str:
    """Return in a line why nobody has to do anything about this message any more."""
    case = story.case
    if case.state in _CLOSED:
        by = case.escalation.by
        known = f" by {show_line(by, 60)}" if by and case.state is not State.ANSWERED else ""
        return f"{show_line(headline(case), 120)}{known}"
    if case.taken_by:
        since = f" since {clock_time(case.escalation.since)}" if case.escalation.since else ""
        return f"🙋 {show_line(case.taken_by, 60)} has it{since}"
    if words:
        return show_line(words, 200)
    if case.escalation.run != run:
        return "Somebody else was asked instead"
    return f"Nothing to do any more: {show_line(headline(case), 120)}"


def _asked(story: Story, told: Tell) -> list[Block]:
    if not story.mentions:
        return []
    newest = story.mentions[-1]
    if newest.private and told.place:
        return [section(private_line(newest))]
    seal = "🔒 In a private message:\n" if newest.private else ""
    return [section(seal + (quote(newest.text, 900) or no_text(newest)))]


def _suggestions(story: Story) -> list[Block]:
    case = story.case
    if not may_send(case):
        return []
    blocks: list[Block] = []
    for number, one in enumerate(case.suggestions[:_SHOWN_SUGGESTIONS]):
        title = show_line(one.title or one.name, 80)
        note = f"\n_💡 {show_line(one.note, 150)}_" if one.note.strip() else ""
        words = f"*{number + 1} · {title}*\n{fit(one.text, 1_200)}{note}"
        blocks.append(section(words))
        if buttons := answer_buttons(story, number):
            blocks.append(ActionsBlock(elements=buttons))
    return blocks
