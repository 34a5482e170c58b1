"""The window in which a lead edits a held message, and what comes back from it. Pure.

Email addresses are masked here too. A masked one never leaves: a guard stops it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.drawn import section
from bot.adapters.slack.text import show_input, show_line
from bot.domain.errors import DecodeError

CALLBACK = "held_edit"
TEXT = "text"
"""The id of the block with the input, and of the input itself."""
LONGEST_INPUT = 3_000


@dataclass(frozen=True)
class Edited:
    """The words that a lead wants to be sent instead of those of the held message `message`."""

    case_id: str
    message: str
    text: str


def draw_window(case_id: str, message: str, text: str, reason: str, limit: int) -> View:
    """Return the window with the text to be edited.

    Args:
        case_id: the case, carried along.
        message: the effect id of the held message, carried along.
        text: its words now.
        reason: why it was held.
        limit: the longest text of the channel. A longer text can still be edited: it is measured when it comes back,
            as the channel measures, where a long link may count less.
    """
    shown = show_input(text, LONGEST_INPUT)
    room = min(max(limit, len(shown.encode("utf-16-le")) // 2), LONGEST_INPUT)
    blocks: list[Block] = []
    if reason.strip():
        blocks.append(section(f"*Why it was held:* {show_line(reason, 900)}"))
    element = PlainTextInputElement(
        action_id=TEXT, initial_value=shown or None, multiline=True, max_length=room, focus_on_load=True
    )
    blocks.append(
        InputBlock(
            block_id=TEXT,
            label=PlainTextObject(text="What the customer is to read"),
            element=element,
            hint=PlainTextObject(text=f"At most {limit} characters. It leaves when you press Send."),
        )
    )
    return View(
        type="modal",
        callback_id=CALLBACK,
        private_metadata=json.dumps({"case": case_id, "message": message}, ensure_ascii=False),
        title=PlainTextObject(text="Edit the message"),
        submit=PlainTextObject(text="Send"),
        close=PlainTextObject(text="Cancel"),
        blocks=blocks,
    )


def read_edited(act: Act) -> Edited:
    """Return what was submitted; raise DecodeError, without the text, for a broken window."""
    if TEXT not in act.entered:
        raise DecodeError(f"{TEXT}: expected an input")
    return Edited(fields.text(act.carried, "case"), fields.text(act.carried, "message"), act.entered[TEXT])
