"""What approval adds to the window in which an answer is written: why a lead looks first, a note, a remark. Pure."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, PlainTextObject

from bot.adapters.slack.drawn import section
from bot.adapters.slack.text import show_line, show_plain
from bot.engine.reviewing import Review

REMARK = "remark"
"""The id of the block with the remark, and of its input."""
_LONGEST = 1_500


def before_input(review: Review) -> list[Block]:
    """Return what somebody should know before they write."""
    note = f"💬 *A lead sent your answer back:* {show_line(review.note, _LONGEST)}" if review.note else ""
    why = f"✍️ A lead looks at it before it leaves, because {show_line(review.why, 300)}." if review.why else ""
    return [section(words) for words in (note, why) if words]


def after_input(review: Review) -> list[Block]:
    """Return the field for a remark, where somebody learns from the answer."""
    if not review.remark_for:
        return []
    names = " and ".join(review.remark_for)
    return [
        InputBlock(
            block_id=REMARK,
            optional=True,
            label=PlainTextObject(text=show_plain(f"Remark for {names}", 150)),
            element=PlainTextInputElement(action_id=REMARK, multiline=True, max_length=_LONGEST),
            hint=PlainTextObject(
                text="Why you answer like this. They read it with the answer; the customer never does."
            ),
        )
    ]
