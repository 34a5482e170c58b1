"""The private messages to teammates and the notes in a card's thread, as Block Kit. Pure.

A private message may show what the customer wrote in private; a note may not. Neither ever shows an email address.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.adapters.slack.buttons import Action, action_button, possible
from bot.adapters.slack.cards import Drawn, section
from bot.adapters.slack.promise_words import REMINDS, promise_line, reminder_buttons
from bot.adapters.slack.reading_words import facts
from bot.adapters.slack.text import quote, show, show_line
from bot.adapters.slack.words import channel_name, clock_time, customer_name, link, no_text, private_line, said_line
from bot.domain.case import Mention
from bot.domain.why import Why
from bot.ports.staffroom import Story

_LONGEST_DETAIL = 1_000
_LONGEST_SAYING = 20_000
"""More than the words of any window as Slack spells them, which come back whole when they are refused.

Slack cuts a text at 40,000: docs.slack.dev/reference/methods/chat.postMessage.
"""


def draw_message(story: Story, why: Why, detail: str, card_link: str) -> Drawn:
    """Return the private message about a case.

    Args:
        story: the case as it is now.
        why: why this teammate is told.
        detail: a sentence that belongs to `why`, "" where there is none; holds no personal data.
        card_link: the address of the case card, "" where it is not known.
    """
    case = story.case
    lead = lead_line(story, why, detail)
    blocks: list[Block] = [section(f"*{lead}*")]
    case_id = show_line(case.id, 40)
    where = link(card_link, f"open {case.id[:40]}") if card_link else case_id or "a case"
    blocks.append(section(" · ".join((where, channel_name(case.channel), *facts(story)))))
    if story.mentions:
        newest = story.mentions[-1]
        seal = "🔒 In a private message:\n" if newest.private else ""
        blocks.append(section(seal + (quote(newest.text, 900) or no_text(newest))))
    if story.said:
        blocks.append(section("\n".join(said_line(said) for said in story.said[-2:])))
    if promised := promise_line(case, story.now):
        blocks.append(section(promised))
    # With `ask_email = "approve"` the time is up and one click asks: it stands where the teammate is told so.
    wanted = (Action.TAKE, Action.ASK_EMAIL) if why is Why.TIME_IS_UP else (Action.TAKE,)
    buttons = [action_button(case, action) for action in wanted if action in possible(case)]
    if why in REMINDS:
        buttons = reminder_buttons(story)
    if buttons:
        blocks.append(ActionsBlock(elements=buttons))
    return Drawn(f"{case_id}: {lead}", tuple(blocks))


def draw_note(text: str, quoted: Mention | None) -> Drawn:
    """Return a note for a card's thread; of a direct message it tells only that there was one."""
    words = show(text, 2_000).strip()
    if quoted is None:
        return Drawn(words or "…")
    if quoted.private:
        return Drawn(
            f"{private_line(quoted)} ({words.rstrip(':. ')})" if _adds_something(text) else private_line(quoted)
        )
    return Drawn(f"{words}\n{quote(quoted.text, 2_500) or no_text(quoted)}")


def draw_saying(text: str) -> Drawn:
    """Return a plain private message to a teammate."""
    return Drawn(show(text, _LONGEST_SAYING).strip() or "…")


def _adds_something(text: str) -> bool:
    """Tell whether a note says more than that the customer wrote."""
    return text.strip().rstrip(":") not in ("", "The customer wrote")


def lead_line(story: Story, why: Why, detail: str) -> str:
    """Return the sentence with which a private message begins, as mrkdwn; `detail` is a sentence that follows it."""
    case, detail = story.case, show_line(detail, _LONGEST_DETAIL)
    who = show_line(customer_name(case.customer), 80)
    since = f" since {clock_time(case.waiting_since)}" if case.waiting_since else ""
    match why:
        case Why.ON_DUTY:
            lead = f"{who} needs an answer. You are on duty."
        case Why.UNSURE:
            lead = f"Is this a request? {who} wrote, and the bot is not sure. Nothing was said in public yet."
        case Why.NOT_ACKNOWLEDGED:
            lead = f"{who} has been waiting{since} and nobody is on it yet. Please look."
        case Why.NOBODY_LEFT:
            lead = f"Nobody has taken this case. {who} has been waiting{since}."
        case Why.WROTE_AGAIN:
            lead = f"{who} wrote again and needs an answer."
        case Why.TIME_IS_UP:
            lead = f"{who} needs a human now: the bot can do no more by itself."
        case Why.MOVED:
            lead = f"{who}'s case is with your team now. You are on duty."
        case Why.HEATED:
            lead = f"{who} is heated and waits for an answer."
        case Why.ESCALATED:
            lead = f"A colleague asks you to take {who}'s case."
        case Why.PASSED_ON:
            lead = f"A colleague passed {who}'s case on to you."
        case Why.DRAFT_WAITS:
            lead = f"{who} still waits for an answer{since}, and a draft waits for you. Send it, or send it back."
        case Why.NOT_ANSWERED:
            lead = f"You have {who}'s case, and they still wait for an answer{since}. Please answer, or pass it on."
        case Why.SOLVED:
            lead = f"The desk solved {who}'s ticket. The case is resolved."
        case Why.TICKET_REOPENED:
            lead = f"{who}'s ticket is open again on the desk, and so is the case."
        case Why.ADDRESS_IN_PUBLIC:
            lead = f"{who} posted an email address where everybody can read it."
        case Why.ADDRESS_CHANGED:
            lead = f"{who} changed the email address they had given. The ticket has the first one: please correct it."
        case Why.TAKEN_OVER:
            lead = f"You need not look after {who} any more."
        case Why.PROMISE_SOON:
            lead = f"You promised {who} an answer, and its time comes near."
        case Why.PROMISE_OVERDUE:
            lead = f"{who} was promised an answer, and its time has passed."
        case Why.PROMISE_YOURS:
            lead = f"You owe {who} an answer that was promised."
        case Why.NOT_DELIVERED:
            lead = f"Something in {who}'s case did not leave."
    return f"{lead} {detail}" if detail else lead
