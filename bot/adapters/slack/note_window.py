"""The window in which a lead writes a note to the author of a draft that goes back to them. Pure."""

from __future__ import annotations

import json

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from bot.adapters.slack.drawn import section
from bot.adapters.slack.text import quote, show_line, show_plain
from bot.domain.drafts import Draft

CALLBACK = "draft_back"
NOTE = "note"
"""The id of the block with the input, and of the input itself."""
_LONGEST = 1_500


def draw_note_window(case_id: str, draft: Draft) -> View:
    """Return the window; the note is read by the author of the draft only."""
    author = show_line(draft.who, 60)
    blocks: list[Block] = [
        section(f"*{author} wants to answer:*\n{quote(draft.text, 1_800)}"),
        InputBlock(
            block_id=NOTE,
            label=PlainTextObject(text=show_plain(f"What should {draft.who} do differently?", 150)),
            element=PlainTextInputElement(action_id=NOTE, multiline=True, max_length=_LONGEST, focus_on_load=True),
            hint=PlainTextObject(text="Only they read it, and they get their words back with it. Nothing is sent."),
        ),
    ]
    return View(
        type="modal",
        callback_id=CALLBACK,
        private_metadata=json.dumps({"case": case_id, "draft": draft.number}, ensure_ascii=False),
        title=PlainTextObject(text="Send back"),
        submit=PlainTextObject(text="Send back"),
        close=PlainTextObject(text="Cancel"),
        blocks=blocks,
    )
