"""The window in which a teammate picks who is to look at a case, with a private note; what comes back from it. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.drawn import section
from bot.adapters.slack.text import show_plain
from bot.domain.errors import DecodeError
from bot.domain.events import Escalated

CALLBACK = "hand_on"
TO = "to"
NOTE = "note"
LONGEST_NOTE = 1_000
_MOST_OPTIONS = 100
_MOST_IN_OPTION = 150


def draw_window(case_id: str, people: Sequence[str], teams: Sequence[str], *, passed_on: bool) -> View:
    """Return the window.

    Args:
        case_id: the case, carried along.
        people, teams: who can be picked; a name that is too long to travel is left out.
        passed_on: whether it was opened by somebody whom the chain asked.
    """
    groups = [("People", "person", people), ("Teams", "team", teams)]
    choices = [OptionGroup(label=label, options=found) for label, kind, names in groups if (found := _of(kind, names))]
    title = "Pass on" if passed_on else "Escalate"
    blocks: list[Block] = [
        section("They are told in private, at once. If they do not acknowledge, the chain goes on."),
        InputBlock(
            block_id=TO,
            label=PlainTextObject(text="To whom"),
            element=StaticSelectElement(
                action_id=TO, placeholder=PlainTextObject(text="A teammate or a team"), option_groups=choices
            ),
        ),
        InputBlock(
            block_id=NOTE,
            label=PlainTextObject(text="A note to them"),
            element=PlainTextInputElement(action_id=NOTE, multiline=True, max_length=LONGEST_NOTE),
            hint=PlainTextObject(text="Only your team sees it, never the customer."),
            optional=True,
        ),
    ]
    return View(
        type="modal",
        callback_id=CALLBACK,
        private_metadata=json.dumps({"case": case_id, "passed_on": "yes" if passed_on else ""}, ensure_ascii=False),
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=title),
        close=PlainTextObject(text="Cancel"),
        blocks=blocks,
    )


def read_handed_on(act: Act, who: str) -> Escalated:
    """Return what was submitted by `who`; raise DecodeError, without the note, for a broken window."""
    chosen = fields.parse(act.entered.get(TO, ""), TO)
    person, team = fields.text_or(chosen, "person"), fields.text_or(chosen, "team")
    if bool(person) == bool(team):
        raise DecodeError(f"{TO}: expected a teammate or a team")
    note = act.entered.get(NOTE, "").strip()[:LONGEST_NOTE]
    return Escalated(who, person, team, note, bool(fields.text_or(act.carried, "passed_on")))


def _of(kind: str, names: Sequence[str]) -> list[Option]:
    values = [(name, json.dumps({kind: name}, ensure_ascii=False)) for name in names]
    options = [
        Option(text=PlainTextObject(text=shown), value=value)
        for name, value in values
        if len(value) <= _MOST_IN_OPTION and (shown := show_plain(name, 75))
    ]
    return options[:_MOST_OPTIONS]
