"""A draft as a private message to a lead, with what can be done about it, and as a line on the card. Pure.

It must never offer to send what a guard stops, and the card never shows the words of a draft.
"""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, MarkdownTextObject

from bot.adapters.slack.button import make_button
from bot.adapters.slack.drawn import Drawn, section
from bot.adapters.slack.reading_words import facts
from bot.adapters.slack.text import quote, show_line
from bot.adapters.slack.words import channel_name, clock_time, customer_name, link, no_text, said_line
from bot.domain.case import Case
from bot.domain.drafts import Fate
from bot.ports.staffroom import DraftMessage, Story

SEND = "draft:send"
EDIT = "draft:edit"
BACK = "draft:back"
LOOK = "draft:look"
"""The button on the card: the same window as Edit, for any lead."""

_MOST_LINES = 5
_CUT = "\n_(cut here; Edit shows the whole text)_"
_ENDED: Mapping[Fate, str] = {
    Fate.SENT: "✅ {by} sent {author}'s answer as it was.",
    Fate.CHANGED: "✅ {by} sent {author}'s answer with changes.",
    Fate.RETURNED: "↩️ {by} sent {author}'s answer back with a note.",
    Fate.REPLACED: "✍️ {author} wrote another answer in the place of this one.",
    Fate.REJECTED: "Another draft was sent; {author}'s was not.",
    Fate.ANSWERED: "{by} answered; {author}'s draft was not sent.",
    Fate.STOPPED: "🛑 The customer asked us to stop; {author}'s draft was not sent.",
    Fate.CLOSED: "The case needs no answer any more; {author}'s draft was not sent.",
}


def draw_draft(story: Story, draft: DraftMessage, card_link: str) -> Drawn:
    """Return the private message about a draft; `card_link` is the card's address, "" where it is not known."""
    case = story.case
    case_id = show_line(case.id, 40) or "A case"
    where = link(card_link, f"open {case.id[:40]}") if card_link else case_id
    if draft.fate is not None:
        ended = ended_line(draft.fate, draft.by, draft.author)
        return Drawn(f"{case_id}: {ended}", (section(f"{ended} · {where}"),))
    author = show_line(draft.author, 60)
    lead = f"{author}'s answer to {show_line(customer_name(case.customer), 80)} waits for you."
    readers = "only the customer would read it" if case.private else "everybody could read it"
    blocks: list[Block] = [
        section(f"✍️ *{lead}*"),
        section(" · ".join((where, channel_name(case.channel), readers, *facts(story)))),
        section(_asked(story)),
        section(f"*{author} wants to answer:*\n{_words(draft)}"),
        ContextBlock(elements=[MarkdownTextObject(text=line, verbatim=True) for line in _lines(story, draft)]),
    ]
    if buttons := _buttons(case.id, draft):
        blocks.append(ActionsBlock(elements=buttons))
    return Drawn(f"{case_id}: {lead}", tuple(blocks))


def ended_line(fate: Fate, by: str, author: str) -> str:
    """Return in one line what became of a draft."""
    return _ENDED[fate].format(by=show_line(by, 60) or "Somebody", author=show_line(author, 60))


def draft_lines(story: Story) -> list[str]:
    """Return what the card says of the drafts of its case: whose wait, for whom, and whose were sent back."""
    lines = []
    for draft in story.case.drafts[-_MOST_LINES:]:
        author = show_line(draft.who, 60)
        if draft.waits:
            lead, why = show_line(story.approver, 60), show_line(draft.why, 150)
            waits = f"✍️ *{author}'s* answer waits for *{lead}*, because {why}"
            alone = f"✍️ *{author}'s* answer waits, and no lead is left: *Look at the draft* lets {author} send it"
            lines.append(waits if lead else alone)
        else:
            lines.append(f"↩️ {author}'s answer was sent back to {author}")
    return lines


def look_button(case: Case) -> ButtonElement | None:
    """Return the button by which any lead opens the draft that has waited longest, or None where none waits."""
    pending = [draft for draft in case.drafts if draft.waits]
    if not pending:
        return None
    return make_button("Look at the draft", LOOK, {"case": case.id, "draft": pending[0].number})


def _asked(story: Story) -> str:
    """Return what the customer wrote last, and what we have said last."""
    told = []
    if story.mentions:
        newest = story.mentions[-1]
        seal = "🔒 In a private message:\n" if newest.private else ""
        told.append(seal + (quote(newest.text, 900) or no_text(newest)))
    told += [said_line(said) for said in story.said[-2:]]
    return "\n".join(told) or "_Nothing of what the customer wrote is left._"


def _words(draft: DraftMessage) -> str:
    shown = quote(draft.text, 1_800) or "_There is no text._"
    return shown + (_CUT if shown.endswith("…") and not draft.text.rstrip().endswith("…") else "")


def _lines(story: Story, draft: DraftMessage) -> list[str]:
    waits = story.case.waiting_since
    lines = [f"It waits for a lead because {show_line(draft.why, 200)}."]
    if waits:
        lines.append(f"⏳ The customer has been waiting since {clock_time(waits)}.")
    if draft.wrote_since:
        lines.append("⚠️ The customer wrote again after this was drafted: look at it with Edit.")
    lines += [f"⚠️ {show_line(one, 300)}" for one in draft.objections[:4]]
    if not draft.may_send:
        lines.append("It cannot leave as it is: edit it, or send it back.")
    return lines


def _buttons(case_id: str, draft: DraftMessage) -> list[ButtonElement]:
    carried: dict[str, str | int] = {"case": case_id, "draft": draft.number}
    found = (
        make_button("Send", SEND, carried, style="primary") if draft.may_send and not draft.wrote_since else None,
        make_button("Edit", EDIT, carried),
        make_button("Send back with a note", BACK, carried),
    )
    return [button for button in found if button is not None]
