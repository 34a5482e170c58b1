"""Which buttons a case may show now, by the one transition table, and what they carry. Pure.

In which order a card shows them stands in `offers.py`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

from slack_sdk.models.blocks import ButtonElement, Option, PlainTextObject, StaticSelectElement

from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.text import show_plain
from bot.domain.case import Case, State
from bot.domain.inputs import Input
from bot.domain.states import TRANSITIONS
from bot.engine.answered import fingerprint
from bot.ports.staffroom import Story

SEND = "send"
EDIT = "edit"
WRITE = "answer"
TAKE_OVER = "take_over"
CONVERSATION = "conversation"
MOVE = "move_to_team"
KEEP = "keep_answer"
_MOST_IN_VALUE = 2_000
_MOST_IN_OPTION = 150
_MOST_OPTIONS = 100


class Action(StrEnum):
    """The ids of the buttons that act on a case as a whole."""

    TAKE = "take"
    ASK_EMAIL = "ask_email"
    APPROVE_HOLD = "approve_hold"
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    MARK_HEATED = "mark_heated"
    MARK_CALM = "mark_calm"


LABELS = {
    Action.TAKE: "I'm on it",
    Action.ASK_EMAIL: "Ask for email",
    Action.APPROVE_HOLD: "Send first reply",
    Action.RESOLVE: "Resolve",
    Action.DISMISS: "Not a request",
    Action.MARK_HEATED: "Heated",
    Action.MARK_CALM: "Not heated",
}
_INPUTS = {
    Action.TAKE: Input.TAKEN,
    Action.ASK_EMAIL: Input.ASK_CLICKED,
    Action.APPROVE_HOLD: Input.HOLD_APPROVED,
    Action.RESOLVE: Input.RESOLVED,
    Action.DISMISS: Input.DISMISSED,
    Action.MARK_HEATED: Input.HEAT_MARKED,
    Action.MARK_CALM: Input.HEAT_MARKED,
}


def possible(case: Case) -> tuple[Action, ...]:
    """Return the actions that would be obeyed with the case as it is."""
    return tuple(
        action for action in Action if (case.state, _INPUTS[action]) in TRANSITIONS and _makes_sense(case, action)
    )


def may_send(case: Case) -> bool:
    """Tell whether an answer may be sent with the case as it is."""
    return (case.state, Input.SENT) in TRANSITIONS


def action_button(case: Case, action: Action) -> ButtonElement:
    """Return the button for an action; the one that matters most stands out."""
    style = "primary" if action in (Action.TAKE, Action.APPROVE_HOLD) else None
    return ButtonElement(text=LABELS[action], action_id=action.value, value=_value({"case": case.id}), style=style)


def answer_buttons(story: Story, number: int) -> list[ButtonElement]:
    """Return the buttons that send and edit suggestion `number` (from 0); none where its name is too long to travel.

    They carry what the customer had said when they were drawn: see `bot.engine.answering.Answering.chosen`.
    """
    case = story.case
    value = _value({"case": case.id, "name": case.suggestions[number].name, "upon": fingerprint(story)})
    if len(value) > _MOST_IN_VALUE:
        return []
    return [
        ButtonElement(
            text="Send",
            action_id=f"{SEND}:{number}",
            value=value,
            style="primary" if number == 0 else None,
            accessibility_label=f"Send suggestion {number + 1}",
        ),
        ButtonElement(
            text="Edit",
            action_id=f"{EDIT}:{number}",
            value=value,
            accessibility_label=f"Edit suggestion {number + 1} before it is sent",
        ),
    ]


def write_button(case: Case) -> ButtonElement | None:
    """Return the button that opens an empty window for an answer, or None where none may be sent."""
    return make_button("Write your own", WRITE, {"case": case.id}) if may_send(case) else None


def take_over_button(case: Case) -> ButtonElement | None:
    """Return the button that takes a case from who has it, after asking; None where nobody has it or nobody waits."""
    if not case.taken_by or not case.is_open or case.state is State.ANSWERED:
        return None
    question = Question(
        f"Take it over from {case.taken_by}?",
        f"{case.taken_by} is on it. They hear that you have it from now on.",
        "Take over",
    )
    return make_button("Take over", TAKE_OVER, {"case": case.id, "from": case.taken_by}, question=question)


def move_menu(case: Case, teams: Sequence[str]) -> StaticSelectElement | None:
    """Return the menu that gives the case to one of `teams`, or None where it cannot be moved.

    A team whose name is too long to travel is left out.
    """
    values = [(show_plain(name, 75), _value({"case": case.id, "team": name})) for name in teams]
    options = [
        Option(text=PlainTextObject(text=shown), value=value)
        for shown, value in values
        if shown and len(value) <= _MOST_IN_OPTION
    ]
    if not options or (case.state, Input.MOVED) not in TRANSITIONS:
        return None
    return StaticSelectElement(placeholder="Move to team…", action_id=MOVE, options=options[:_MOST_OPTIONS])


def keep_button(case: Case) -> ButtonElement | None:
    """Return the button by which a lead keeps the answer; anybody else who clicks it is told that only leads can."""
    question = Question(
        "Keep this answer?",
        "It will be offered as a suggestion for such questions. The greeting stays general; an answer with anything in"
        " it that belongs to one customer is not kept. Only leads can do this.",
        "Keep it",
    )
    return make_button("Keep this answer", KEEP, {"case": case.id}, question=question)


def _makes_sense(case: Case, action: Action) -> bool:
    """Leave out what the table allows but the case refuses (see `bot.domain.reading`)."""
    if len(_value({"case": case.id})) > _MOST_IN_VALUE:
        return False
    if action is Action.TAKE:
        return not case.taken_by
    if action in (Action.MARK_HEATED, Action.MARK_CALM):
        return case.heated is (action is Action.MARK_CALM)
    if action is Action.ASK_EMAIL:
        return not (case.muted or case.ticket or case.asked or case.email)
    return action is not Action.APPROVE_HOLD or case.hold_offered is not None


def _value(fields: Mapping[str, str]) -> str:
    return json.dumps(fields, ensure_ascii=False)
