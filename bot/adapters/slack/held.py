"""A held message as a private message to a lead: what was to be said to whom, why it was held, what can be done. Pure.

It must never offer to send what only other words may replace, and never show an email address.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, MarkdownTextObject

from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.cards import Drawn, section
from bot.adapters.slack.text import quote, show_line
from bot.adapters.slack.words import channel_name, customer_name, link
from bot.domain.kind_names import kind_name
from bot.ports.staffroom import HeldMessage, Story

SEND = "held:send"
EDIT = "held:edit"
DROP = "held:drop"

_CUT = "\n_(cut here; Edit shows the whole text)_"


def draw_held(story: Story, held: HeldMessage, card_link: str) -> Drawn:
    """Return the private message about a held message; `card_link` is the card's address, "" where it is not known."""
    case = story.case
    lead = f"A message to {show_line(customer_name(case.customer), 80)} was held back."
    blocks: list[Block] = [
        section(f"✋ *{lead}*"),
        section(_where(story, held, card_link)),
        section(f"*Why:* {show_line(held.reason, 900) or 'no reason was given'}"),
        section(_words(held)),
    ]
    if not held.may_send_anyway:
        note = MarkdownTextObject(text="These words cannot leave as they are: edit them, or drop the message.")
        blocks.append(ContextBlock(elements=[note]))
    if actions := _actions(case.id, held):
        blocks.append(actions)
    return Drawn(f"{show_line(case.id, 40) or 'A case'}: {lead}", tuple(blocks))


def _where(story: Story, held: HeldMessage, card_link: str) -> str:
    """Return the case with the way to its card, the channel, what kind of message, and who would read it."""
    case_id = story.case.id
    where = link(card_link, f"open {case_id[:40]}") if card_link else show_line(case_id, 40) or "a case"
    readers = "everybody can read it" if held.public else "only the customer reads it"
    kind = kind_name(held.kind)
    return " · ".join((where, channel_name(story.case.channel), kind, readers))


def _words(held: HeldMessage) -> str:
    shown = quote(held.text, 2_400)
    cut = _CUT if shown.endswith("…") and not held.text.rstrip().endswith("…") else ""
    return (shown or "_There is no text: it could not be filled in._") + cut


def _actions(case_id: str, held: HeldMessage) -> ActionsBlock | None:
    carried = {"case": case_id, "message": held.id}
    send = Question("Send it anyway?", f"It leaves as it is, although: {held.reason}", "Send anyway")
    drop = Question("Drop this message?", "The customer never gets it. The case stays as it is.", "Drop")
    buttons = (
        make_button("Send anyway", SEND, carried, question=send) if held.may_send_anyway else None,
        make_button("Edit", EDIT, {**carried, "limit": held.limit}, style="primary"),
        make_button("Drop", DROP, carried, style="danger", question=drop),
    )
    shown = [button for button in buttons if button is not None]
    return ActionsBlock(elements=shown) if shown else None
