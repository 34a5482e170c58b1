"""The case card in the triage channel, as Block Kit. Pure: the same story gives the same card.

A tired junior must know within five seconds, on a phone, what is the matter and what to do. It must never show the text
of a direct message by the customer or an email address, and must stay within Slack's limits for any story.
Source of the limits: docs.slack.dev/reference/block-kit/blocks; 13,200 characters a message were measured.
"""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
    PlainTextObject,
)

from bot.adapters.slack.buttons import answer_buttons, may_send
from bot.adapters.slack.drafts import draft_lines
from bot.adapters.slack.drawn import Drawn, section
from bot.adapters.slack.offers import offered
from bot.adapters.slack.promise_words import promise_line
from bot.adapters.slack.reading_words import facts, request_line
from bot.adapters.slack.text import fit, quote, show_line, show_plain
from bot.adapters.slack.words import (
    channel_name,
    clock_time,
    customer_name,
    headline,
    link,
    no_text,
    present_line,
    private_line,
    said_line,
    time_ago,
)
from bot.domain.case import EscalationState, Mention
from bot.domain.masking import mask_address
from bot.ports.staffroom import Story

__all__ = ["Drawn", "draw_card", "section"]

_SHOWN_SUGGESTIONS = 3
_SHOWN_SAID = 3


def draw_card(story: Story) -> Drawn:
    """Return the card of a case as it is now."""
    case = story.case
    title = f"{headline(case)} · {case.id} · {customer_name(case.customer)}"
    blocks: list[Block] = [HeaderBlock(text=PlainTextObject(text=show_plain(title, 150)))]
    blocks.append(_context(story))
    if case.trouble:
        blocks.append(section(f"⚠️ *{show_line(case.trouble, 400)}*"))
    blocks += [section(words) for words in _asked(story)]
    drafts = "\n".join(draft_lines(story))
    blocks += [section(words) for words in (_status(story), drafts, _said(story)) if words]
    blocks += _suggestions(story)
    if elements := offered(story):
        # Else the buttons of the last suggestion would seem to go on here.
        blocks += [DividerBlock(), ActionsBlock(elements=elements)]
    return Drawn(_fallback(story), tuple(blocks))


def _context(story: Story) -> ContextBlock:
    posts = _public(story.mentions)
    post = link(posts[-1].url, "open the post") if posts and posts[-1].url else ""
    where = channel_name(story.case.channel) + (f" · {post}" if post else "")
    # A reason may quote the words that led to it, and words of a direct message are not shown.
    told = story.mentions[:1] and not story.mentions[0].private
    reason = request_line(story.case) if told else ""
    pieces = (where, *facts(story), *([reason] if reason else []))
    return ContextBlock(elements=[MarkdownTextObject(text=piece, verbatim=True) for piece in pieces])


def _asked(story: Story) -> list[str]:
    """Return the first public text and the newest thing the customer wrote."""
    if not story.mentions:
        return []
    newest = story.mentions[-1]
    posts = _public(story.mentions)
    asked = []
    if posts and posts[0] is not newest:
        asked.append(quote(posts[0].text, 400) or no_text(posts[0]))
    if newest.private:
        return [*asked, private_line(newest)]
    return [*asked, quote(newest.text, 1_200) or no_text(newest)]


def _public(mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions if not mention.private]


def _status(story: Story) -> str:
    """Return how long they wait, who has it, the ticket: one line each."""
    case = story.case
    lines = []
    if case.waiting_since:
        lines.append(f"⏳ Waiting since {time_ago(case.waiting_since, story.now)}")
    if case.ask_due and not case.asked:
        lines.append(f"✉️ Email ask due {clock_time(case.ask_due)}")
    lines += _who(story)
    lines += filter(None, [present_line(story)])
    lines += filter(None, [promise_line(case, story.now)])
    if case.hold_offered:
        lines.append("✋ The first reply waits for your click")
    if case.email:
        lines.append(f"📧 Gave an email address: {fit(mask_address(case.email), 40)}")
    if case.ticket:
        lines.append(f"🎫 Ticket {link(case.ticket_url, case.ticket[:60])}")
    if story.kept_by:
        lines.append(f"📌 Answer kept by {show_line(story.kept_by, 60)}")
    if case.muted:
        lines.append("🛑 Asked us to stop: the bot does not write to them any more")
    if story.paused:
        lines.append("⏸️ The bot is paused: nothing automatic leaves")
    return "\n".join(lines)


def _who(story: Story) -> list[str]:
    case = story.case
    if case.taken_by:
        return [f"🙋 *{show_line(case.taken_by, 60)}* is on it"]
    chain = case.escalation
    if chain.state is EscalationState.NOTIFIED and chain.step < len(chain.chain):
        asked = chain.asked or chain.chain[chain.step].notify
        return [f"🔔 Told in private: {show_line(', '.join(asked), 150)}"]
    if case.escalation.state is EscalationState.EXHAUSTED:
        return ["🚨 Nobody has taken it; all leads were told"]
    return []


def _said(story: Story) -> str:
    return "\n".join(said_line(said) for said in story.said[-_SHOWN_SAID:])


def _suggestions(story: Story) -> list[Block]:
    case = story.case
    if not may_send(case) or not case.suggestions:
        return []
    blocks: list[Block] = [DividerBlock()]
    for number, suggestion in enumerate(case.suggestions[:_SHOWN_SUGGESTIONS]):
        text = fit(suggestion.text, 2_400)
        cut = (
            "\n_(cut here; the whole text is sent)_" if text.endswith("…") and not suggestion.text.endswith("…") else ""
        )
        note = f"\n_💡 {show_line(suggestion.note, 150)}_" if suggestion.note.strip() else ""
        title = show_line(suggestion.title or suggestion.name, 80)
        reason = f"\n_{show_line(suggestion.reason, 120)}_" if suggestion.reason.strip() else ""
        blocks.append(section(f"*{number + 1} · {title}*{reason}\n{text}{cut}{note}"))
        if buttons := answer_buttons(story, number):
            blocks.append(ActionsBlock(elements=buttons))
    return blocks


def _fallback(story: Story) -> str:
    case = story.case
    newest = story.mentions[-1] if story.mentions else None
    words = "" if newest is None else "sent a private message" if newest.private else show_line(newest.text, 150)
    title = show_line(f"{headline(case)} · {case.id} · {customer_name(case.customer)}", 200)
    return f"{title}: {words}" if words else title
