"""What somebody used in a message or a view: finds the element and describes the action as Slack does.

Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload.
"""

from collections.abc import Iterator
from typing import Any

from bot.sandbox.slack.blocks import interactive
from bot.sandbox.slack.records import Json

_CHOSEN = {
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}


def find_action(blocks: list[Json], action_id: str, value: Any, block_id: str | None) -> Json | None:
    """Describe the use of one element, or `None` when there is no such element or choice.

    Args:
        blocks: where to look.
        action_id: the element's action id.
        value: a button's value, to tell alike buttons apart; for a choice or an input what was chosen.
        block_id: the block to look in, where the same action id stands in several.
    """
    for block in blocks:
        if block_id is not None and block["block_id"] != block_id:
            continue
        for element in interactive(block):
            if element["action_id"] == action_id:
                used = _used(element, value)
                if used is not None:
                    return {"action_id": action_id, "block_id": block["block_id"], "type": element["type"], **used}
    return None


def _used(element: Json, value: Any) -> Json | None:
    kind = str(element["type"])
    if kind == "button":
        if value is not None and element.get("value") != value:
            return None
        return {name: element[name] for name in ("text", "value", "style") if name in element}
    if kind in _CHOSEN:
        return {_CHOSEN[kind]: value}
    if kind == "checkboxes" or kind == "multi_static_select":
        wanted = value if isinstance(value, list) else [value]
        return {"selected_options": [option for option in _options(element) if option.get("value") in wanted]}
    if kind in {"static_select", "overflow", "radio_buttons"}:
        chosen = next((option for option in _options(element) if option.get("value") == value), None)
        return None if chosen is None else {"selected_option": chosen}
    return {"value": value}


def _options(element: Json) -> Iterator[Json]:
    yield from element.get("options") or []
    for group in element.get("option_groups") or []:
        yield from group.get("options") or []
