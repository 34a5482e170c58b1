"""What was said between a customer and us, as it is read in a window: by one teammate, in private. Pure.

It may show what the customer wrote in private; it never shows an email address. The newest stands at the end.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import Block, PlainTextObject
from slack_sdk.models.views import View

from bot.adapters.slack.drawn import section
from bot.adapters.slack.text import quote, show_line, show_plain
from bot.adapters.slack.words import clock_time, customer_name, no_text, present_line, said_head
from bot.domain.case import Mention
from bot.ports.staffroom import Said, Story

CALLBACK = "conversation"
_MOST = 30
_LONGEST = 900


@dataclass(frozen=True)
class Part:
    """One message of a conversation, at `at` (UTC); None while ours has not left. `words` is mrkdwn."""

    at: datetime | None
    words: str


def parts(story: Story, longest: int = _LONGEST) -> tuple[Part, ...]:
    """Return the messages of a case in the order in which they were written, what has not left at the end.

    `longest` is how many characters of each are shown.
    """
    told = [*(theirs(one, longest) for one in story.mentions), *(_ours(one, longest) for one in story.said)]
    left = sorted((part for part in told if part.at is not None), key=lambda part: part.at or story.now)
    return (*left, *(part for part in told if part.at is None))


def draw_conversation(story: Story, who: str) -> View:
    """Return the window in which `who` reads everything that was said; nothing can be changed there."""
    told = parts(story)
    blocks: list[Block] = [section(words) for words in (present_line(story, but=who),) if words]
    if len(told) > _MOST:
        blocks.append(section(f"_{len(told) - _MOST} earlier messages are not shown here._"))
    blocks += [section(part.words) for part in told[-_MOST:]]
    return View(
        type="modal",
        callback_id=CALLBACK,
        private_metadata=json.dumps({"case": story.case.id}, ensure_ascii=False),
        title=PlainTextObject(text=show_plain(f"Conversation {story.case.id}", 24)),
        close=PlainTextObject(text="Close"),
        notify_on_close=True,
        blocks=blocks or [section("_Nothing was said yet._")],
    )


def theirs(mention: Mention, longest: int) -> Part:
    """Return what a customer wrote, with who, when, and whether in private."""
    seal = "🔒 in private, " if mention.private else ""
    name = show_line(customer_name(mention.customer), 80)
    head = f"*{name}* · {seal}{clock_time(mention.at)}"
    return Part(mention.at, f"{head}\n{quote(mention.text, longest) or no_text(mention)}")


def _ours(said: Said, longest: int) -> Part:
    return Part(said.at, f"↩️ {said_head(said)}\n{quote(said.text, longest) or '> …'}")
