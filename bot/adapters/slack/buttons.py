"""Which buttons a case may show now, by the one transition table, and what they carry. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import StrEnum

from slack_sdk.models.blocks import ButtonElement, Option, PlainTextObject, StaticSelectElement

from bot.adapters.slack.lead_buttons import Question, lead_button
from bot.adapters.slack.text import show_plain
from bot.domain.case import Case
from bot.domain.states import TRANSITIONS, Input

SEND = "send"
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


_LABELS = {
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
    """Return the buttons that would be obeyed with the case as it is, in the order in which they are shown."""
    first = (Action.APPROVE_HOLD, Action.TAKE, Action.ASK_EMAIL, Action.RESOLVE, Action.DISMISS)
    order = (*first, Action.MARK_HEATED, Action.MARK_CALM)
    return tuple(
        action for action in order if (case.state, _INPUTS[action]) in TRANSITIONS and _makes_sense(case, action)
    )


def may_send(case: Case) -> bool:
    """Tell whether a suggestion may be sent with the case as it is."""
    return (case.state, Input.SENT) in TRANSITIONS


def action_button(case: Case, action: Action) -> ButtonElement:
    """Return the button for an action; the one that matters most stands out."""
    style = "primary" if action in (Action.TAKE, Action.APPROVE_HOLD) else None
    return ButtonElement(text=_LABELS[action], action_id=action.value, value=_value({"case": case.id}), style=style)


def send_button(case: Case, number: int) -> ButtonElement | None:
    """Return the button that sends suggestion `number` (from 0), or None where its name is too long to travel."""
    value = _value({"case": case.id, "name": case.suggestions[number].name})
    if len(value) > _MOST_IN_VALUE:
        return None
    return ButtonElement(
        text="Send",
        action_id=f"{SEND}:{number}",
        value=value,
        style="primary" if number == 0 else None,
        accessibility_label=f"Send suggestion {number + 1}",
    )


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
    return lead_button("Keep this answer", KEEP, {"case": case.id}, question=question)


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


def _value(fields: dict[str, str]) -> str:
    return json.dumps(fields, ensure_ascii=False)
