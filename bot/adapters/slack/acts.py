"""What a person did in Slack: pressed a button, chose in a menu, submitted or closed a window, typed a command. Pure.

Who they are to us and whether they may do it is not known here. Sources:
docs.slack.dev/reference/interaction-payloads/block_actions-payload, …/view-interactions-payload,
docs.slack.dev/interactivity/implementing-slash-commands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.adapters.slack import fields
from bot.adapters.slack.fields import Fields
from bot.domain.errors import DecodeError

CLOSED = "!closed"
"""What follows the callback id in the name of an act by which somebody closed a window without submitting it."""
ACT = "act"
"""What an option of an overflow menu carries beside the rest: the name of the act that choosing it is."""
_NUMBER = re.compile(r":[0-9]+$")


@dataclass(frozen=True)
class Act:
    """One thing that somebody of workspace `team` did.

    Attributes:
        user: their Slack user id.
        team: their workspace, "" where it cannot be told.
        name: the action id without a number after its last colon, or what a choice behind three dots says under `ACT`;
            the callback id of a window, with `CLOSED` after it where it was closed; a command with its slash.
        carried: what the button, the chosen option or the window carried; `{"text": …}` for a command.
        entered: what stands in the inputs of the window, by block id: a text, the value of the chosen option, the id
            of the chosen user or channel, the seconds since 1970 of a moment.
        trigger: opens one window within three seconds; "" where there is none any more.
        view: the id of the window in which it happened, or "".
        place: the id of the Slack channel in which a button was pressed, or "".
    """

    user: str
    team: str
    name: str
    carried: Fields
    entered: Mapping[str, str] = field(default_factory=dict)
    trigger: str = ""
    view: str = ""
    place: str = ""

    @property
    def case_id(self) -> str:
        """The id of the case that it is about, or ""."""
        case = self.carried.get("case")
        return case if isinstance(case, str) else ""


def act_name(payload: Fields) -> str:
    """Return the name of what somebody did, or "" where the envelope tells of nothing like it."""
    if isinstance(payload.get("command"), str):
        return str(payload["command"])
    kind, view = payload.get("type"), payload.get("view")
    if kind in ("view_submission", "view_closed") and isinstance(view, dict):
        callback = view.get("callback_id")
        return f"{callback}{CLOSED if kind == 'view_closed' else ''}" if isinstance(callback, str) else ""
    if kind != "block_actions":
        return ""
    actions = payload.get("actions")
    if not isinstance(actions, list) or not actions or not isinstance(actions[0], dict):
        raise DecodeError("actions: expected a list of objects")
    if actions[0].get("type") == "overflow":
        # Behind the three dots each choice is an act of its own.
        return fields.text(_carried(actions[0]), ACT)
    return _NUMBER.sub("", fields.text(actions[0], "action_id"))


def read_act(payload: Fields) -> Act:
    """Return what somebody did; raise DecodeError, without what they wrote, for a broken envelope."""
    name, trigger = act_name(payload), fields.text_or(payload, "trigger_id")
    if "command" in payload:
        carried = {"text": fields.text_or(payload, "text")}
        user, team = fields.text(payload, "user_id"), fields.text_or(payload, "team_id")
        return Act(user, team, name, carried, trigger=trigger)
    person = fields.section(payload, "user")
    user, team = fields.text(person, "id"), fields.text_or(person, "team_id")
    window: Fields = fields.section(payload, "view") if "view" in payload else {}
    view = fields.text_or(window, "id")
    if payload.get("type") == "block_actions":
        where: Fields = fields.section(payload, "channel") if "channel" in payload else {}
        place = fields.text_or(where, "id")
        return Act(user, team, name, _carried(payload["actions"][0]), {}, trigger, view, place)
    metadata = fields.text_or(window, "private_metadata")
    return Act(user, team, name, fields.parse(metadata or "{}", "private_metadata"), _entered(window), trigger, view)


def _carried(action: Fields) -> Fields:
    """Return what stands in a button's value, or in that of the chosen option of a menu."""
    chosen = fields.section(action, "selected_option") if "selected_option" in action else action
    return fields.parse(fields.text(chosen, "value"), "value")


def _entered(window: Fields) -> dict[str, str]:
    state = window.get("state")
    values = state.get("values") if isinstance(state, dict) else None
    found = {}
    for block, elements in values.items() if isinstance(values, dict) else ():
        for element in elements.values() if isinstance(elements, dict) else ():
            if isinstance(element, dict):
                found[str(block)] = _value_of(element)
    return found


def _value_of(element: Fields) -> str:
    """Return what was entered into one input, "" for nothing."""
    option = element.get("selected_option")
    if isinstance(option, dict):
        return fields.text_or(option, "value")
    moment = element.get("selected_date_time")
    if isinstance(moment, int):
        return str(moment)
    for name in ("value", "selected_user", "selected_conversation", "selected_channel", "selected_date"):
        if element.get(name) is not None:
            return fields.text_or(element, name)
    return ""
