"""The window in which a teammate writes an answer, beginning with a suggestion or with nothing. Pure.

What the customer wrote last stands above the input, what was said before below it. Email addresses are masked in all
of it; a masked one never leaves, because a guard stops it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from slack_sdk.models.blocks import Block, DividerBlock, InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.conversation import parts, theirs
from bot.adapters.slack.drawn import section
from bot.adapters.slack.review_window import REMARK, after_input, before_input
from bot.adapters.slack.text import show_input
from bot.adapters.slack.words import present_line
from bot.domain.case import Channel
from bot.engine.answering import Paper

CALLBACK = "answer"
TEXT = "text"
"""The id of the block with the input, and of the input itself."""
LONGEST_INPUT = 3_000
"""Slack takes no more. It is no limit of the channel's: that is measured when the text comes back."""
_EARLIER = 6
_COUNTS: Mapping[Channel, str] = {Channel.X: " as X counts: a link is 23, an emoji 2."}


@dataclass(frozen=True)
class Written:
    """What somebody wrote for a case: beginning with which suggestion, upon which words (see `Paper`).

    `remark` is for those who learn from it, `draft` the number of the draft whose place it takes, or 0.
    """

    case_id: str
    text: str
    suggestion: str
    upon: str
    remark: str = ""
    draft: int = 0


def draw_answer(paper: Paper, who: str) -> View:
    """Return the window in which `who` writes; everybody else who has the case open is named in it."""
    story = paper.story
    blocks: list[Block] = [section(words) for words in (present_line(story, but=who),) if words]
    blocks += [section(theirs(newest, 1_500).words) for newest in story.mentions[-1:]]
    blocks += before_input(paper.review)
    blocks.append(_input(paper))
    blocks += after_input(paper.review)
    if earlier := parts(replace(story, mentions=story.mentions[:-1]), 600):
        more = len(earlier) - _EARLIER
        hidden = f" _({more} earlier ones are in *Conversation* on the card)_" if more > 0 else ""
        blocks += [DividerBlock(), section(f"*The conversation so far*{hidden}")]
        blocks += [section(part.words) for part in earlier[-_EARLIER:]]
    return View(
        type="modal",
        callback_id=CALLBACK,
        private_metadata=_carried(paper),
        title=PlainTextObject(text=_title(paper)),
        submit=PlainTextObject(text="Send to a lead" if paper.review.why else "Send"),
        close=PlainTextObject(text="Cancel"),
        notify_on_close=True,
        blocks=blocks,
    )


def read_written(act: Act) -> Written:
    """Return what was submitted; raise DecodeError, without the text, for a broken window."""
    carried = act.carried
    return Written(
        fields.text(carried, "case"),
        act.entered.get(TEXT, ""),
        fields.text_or(carried, "suggestion"),
        fields.text_or(carried, "upon"),
        act.entered.get(REMARK, ""),
        fields.number(carried, "draft") if "draft" in carried else 0,
    )


def _title(paper: Paper) -> str:
    if paper.review.draft:
        return "Edit the draft"
    return "Edit & send" if paper.suggestion else "Write your own"


def _input(paper: Paper) -> InputBlock:
    shown = show_input(paper.text, LONGEST_INPUT)
    readers = "Only the customer reads it." if paper.story.case.private else "Everybody can read it."
    element = PlainTextInputElement(
        action_id=TEXT, initial_value=shown or None, multiline=True, max_length=LONGEST_INPUT, focus_on_load=True
    )
    return InputBlock(
        block_id=TEXT,
        label=PlainTextObject(text="What the customer is to read"),
        element=element,
        hint=PlainTextObject(text=f"{_room(paper)} {readers} It is checked when you press Send."),
    )


def _room(paper: Paper) -> str:
    """Return how much may still be written, by the channel's own measure."""
    counted = _COUNTS.get(paper.story.case.channel, ".")
    if not paper.weight:
        return f"{paper.limit:,} characters fit" + counted
    left = paper.limit - paper.weight
    room = f"room for {left:,} more" if left >= 0 else f"{-left:,} too many"
    return f"{paper.weight:,} of {paper.limit:,} characters, {room}" + (counted.replace(" as", ", as", 1))


def _carried(paper: Paper) -> str:
    carried: dict[str, object] = {"case": paper.story.case.id, "suggestion": paper.suggestion, "upon": paper.upon}
    if paper.review.draft:
        carried["draft"] = paper.review.draft
    return json.dumps(carried, ensure_ascii=False)
