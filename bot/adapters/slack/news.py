"""What a teammate hears of their own answer, and of one that they can learn from: private messages. Pure.

They show what was changed, word for word, and why: this is how somebody learns.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.adapters.slack.button import make_button
from bot.adapters.slack.changed_words import draw_changes
from bot.adapters.slack.drawn import Drawn, section
from bot.adapters.slack.text import quote, show_line
from bot.adapters.slack.words import customer_name, link, no_text
from bot.domain.drafts import Fate
from bot.domain.effects import Teach, TellAuthor
from bot.ports.staffroom import Story

AGAIN = "draft:again"
_LONGEST = 1_200


def draw_news(story: Story, news: TellAuthor, card_link: str) -> Drawn:
    """Return what the author of a draft hears of it; `card_link` is the card's address, "" where it is not known."""
    lead = _headline(story, news)
    blocks: list[Block] = [section(f"*{lead}*"), section(_question(story, news.to, card_link))]
    match news.fate:
        case Fate.CHANGED:
            blocks.append(section(f"*What was changed:*\n{draw_changes(news.written, news.sent)}"))
        case Fate.ANSWERED | Fate.REJECTED if news.sent:
            blocks.append(section(f"*What was sent instead of yours:*\n{draw_changes(news.written, news.sent)}"))
        case Fate.SENT:
            blocks.append(section(f"*What was sent:*\n{quote(news.sent, _LONGEST)}"))
        case _:
            blocks.append(section(f"*Your words:*\n{quote(news.written, _LONGEST)}"))
    blocks += _remark(news.by, news.remark)
    if news.fate is Fate.RETURNED and (again := _again(story.case.id, news.draft)):
        blocks.append(again)
    return Drawn(f"{_case(story)}: {lead}", tuple(blocks))


def draw_lesson(story: Story, lesson: Teach, card_link: str) -> Drawn:
    """Return what somebody who passed a case on sees of the lead's answer."""
    name = show_line(customer_name(story.case.customer), 80)
    lead = f"📘 {show_line(lesson.by, 60)} answered {name}, whose case you had passed on."
    blocks: list[Block] = [
        section(f"*{lead}*"),
        section(_question(story, lesson.to, card_link)),
        section(f"*The answer:*\n{quote(lesson.answer, _LONGEST)}"),
        *_remark(lesson.by, lesson.remark),
    ]
    return Drawn(f"{_case(story)}: {lead}", tuple(blocks))


def _headline(story: Story, news: TellAuthor) -> str:
    by = show_line(news.by, 60) or "Somebody"
    name = show_line(customer_name(story.case.customer), 80)
    match news.fate:
        case Fate.SENT:
            return f"✅ {by} sent your answer to {name} as it was."
        case Fate.CHANGED:
            return f"✅ {by} sent your answer to {name} with changes."
        case Fate.RETURNED:
            return f"↩️ {by} sent your answer to {name} back to you. Nothing went to the customer."
        case Fate.REJECTED:
            return f"Another draft for {name} was sent; yours was not."
        case Fate.ANSWERED:
            return f"{by} answered {name}; your draft was not sent."
        case Fate.STOPPED:
            return f"🛑 {name} asked us to stop; your draft was not sent."
        case _:
            return f"{name} needs no answer any more; your draft was not sent."


def _question(story: Story, mention_id: str, card_link: str) -> str:
    where = link(card_link, f"open {story.case.id[:40]}") if card_link else _case(story)
    asked = next((one for one in story.mentions if mention_id in (one.id, *one.also)), None)
    if asked is None:
        return where
    seal = "🔒 In a private message:\n" if asked.private else ""
    return f"{where}\n{seal}{quote(asked.text, 900) or no_text(asked)}"


def _remark(by: str, remark: str) -> list[Block]:
    return [section(f"💬 *{show_line(by, 60)}:* {show_line(remark, 1_500)}")] if remark.strip() else []


def _again(case_id: str, draft: int) -> ActionsBlock | None:
    button = make_button("Write it again", AGAIN, {"case": case_id, "draft": draft}, style="primary")
    return ActionsBlock(elements=[button]) if button else None


def _case(story: Story) -> str:
    return show_line(story.case.id, 40) or "A case"
