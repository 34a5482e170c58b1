"""What a person does with the app's messages and views: click, submit, close, call a command.

Each builds the payload Slack sends, waits for the app's answer as long as Slack does, and applies it.
Source: docs.slack.dev/reference/interaction-payloads.
"""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.slack import views
from bot.sandbox.slack.actions import find_action
from bot.sandbox.slack.call import Call, Refused
from bot.sandbox.slack.cast import TEAM_DOMAIN
from bot.sandbox.slack.records import APP, TEAM, Channel, Json, Message, User, View
from bot.sandbox.slack.response_url import apply
from bot.sandbox.slack.shapes import message_object, person, team_object
from bot.sandbox.slack.sockets import Answer
from bot.sandbox.slack.state import SlackState
from bot.sandbox.slack.view_rules import checked_view

REQUIRED = "Please complete this required field."


@dataclass(frozen=True)
class Person:
    """Somebody who acts, and the address under which the sandbox is reached."""

    state: SlackState
    user: User
    address: str


async def click_in_message(who: Person, message: Message, action: Json) -> Answer:
    """Use an element of a message."""
    state, channel = who.state, who.state.channels[message.channel]
    url = state.new_response_url(who.user.id, channel.id, message.ts)
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    payload = _payload(who, "block_actions") | {
        "container": container,
        "channel": {"id": channel.id, "name": "directmessage" if channel.kind == "im" else channel.name},
        "state": {"values": {}},
        "response_url": f"{who.address}/slack/response/{url.id}",
        "actions": [action | {"action_ts": state.new_ts()}],
    }
    if message.ephemeral_to is None:
        payload["message"] = message_object(state, message)
    return await state.sockets.ask("interactive", payload)


async def click_in_view(who: Person, view: View, action: Json) -> Answer:
    """Use an element of a modal or of the App Home."""
    payload = _payload(who, "block_actions", view) | {
        "container": {"type": "view", "view_id": view.id},
        "view": view.content,
        "actions": [action | {"action_ts": who.state.new_ts()}],
    }
    return await who.state.sockets.ask("interactive", payload)


def action_in(blocks: list[Json], wanted: Json) -> Json | None:
    """The action a control call asks for: `action_id`, and `value` and `block_id` where they are given."""
    block_id = wanted.get("block_id")
    return find_action(blocks, str(wanted.get("action_id")), wanted.get("value"), block_id)


async def submit(who: Person, view: View, values: Json) -> Json:
    """Submit a modal and apply the app's answer to it.

    Args:
        who: the person who has it open.
        view: the modal.
        values: block id -> action id -> what was entered.

    Returns:
        `acknowledged`, and the app's own `response_action` with what belongs to it.
    """
    _enter(view, values)
    missing = _missing(view)
    if missing:
        return {"acknowledged": False, "response_action": "errors", "errors": missing}
    payload = _payload(who, "view_submission", view) | {"view": view.content, "response_urls": []}
    answer = await who.state.sockets.ask("interactive", payload)
    if not answer.acknowledged:
        return {"acknowledged": False}
    try:
        _apply_to_view(who.state, view, answer.payload)
    except Refused as refused:
        return {"acknowledged": True, "error": refused.code, **refused.details}
    return {"acknowledged": True, **answer.payload}


async def close(who: Person, view: View) -> Json:
    """Close a modal; the app hears of it when it asked to."""
    views.close(who.state, view)
    if not view.content["notify_on_close"]:
        return {"acknowledged": False, "notified": False}
    payload = _payload(who, "view_closed", view) | {"view": view.content, "is_cleared": False}
    payload.pop("trigger_id")
    answer = await who.state.sockets.ask("interactive", payload)
    return {"acknowledged": answer.acknowledged, "notified": True}


async def command(who: Person, channel: Channel, name: str, text: str) -> Json:
    """Call a slash command; what the app answers at once is shown as Slack would."""
    state = who.state
    url = state.new_response_url(who.user.id, channel.id, None)
    payload = {
        "token": "sandbox",
        "team_id": TEAM,
        "team_domain": TEAM_DOMAIN,
        "channel_id": channel.id,
        "channel_name": "directmessage" if channel.kind == "im" else channel.name,
        "user_id": who.user.id,
        "user_name": who.user.handle,
        "command": name,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        "response_url": f"{who.address}/slack/response/{url.id}",
        "trigger_id": state.new_trigger(who.user.id).id,
    }
    answer = await state.sockets.ask("slash_commands", payload)
    if answer.payload:
        try:
            apply(Call(state, answer.payload, ""), url)
        except Refused as refused:
            return {"acknowledged": True, "error": refused.code, **refused.details}
    return {"acknowledged": answer.acknowledged, **answer.payload}


def _payload(who: Person, kind: str, view: View | None = None) -> Json:
    trigger = who.state.new_trigger(who.user.id, view.id if view and view.content["type"] == "modal" else None)
    return {
        "type": kind,
        "token": "sandbox",
        "api_app_id": APP,
        "team": team_object(),
        "user": person(who.user),
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": trigger.id,
    }


def _enter(view: View, values: Json) -> None:
    known: dict[str, dict[str, Json]] = view.content["state"]["values"]
    for block_id, actions in values.items():
        for action_id, entered in actions.items() if isinstance(actions, dict) else ():
            if isinstance(entered, dict) and action_id in known.get(block_id, {}):
                known[block_id][action_id] |= entered


def _missing(view: View) -> dict[str, str]:
    values: dict[str, dict[str, Json]] = view.content["state"]["values"]
    found = {}
    for block in view.content["blocks"]:
        if block.get("type") == "input" and not block.get("optional"):
            entered = [_entered(state) for state in values[block["block_id"]].values()]
            if not any(entered):
                found[block["block_id"]] = REQUIRED
    return found


def _entered(state: Json) -> Any:
    return next((value for name, value in state.items() if name != "type" and value), None)


def _apply_to_view(state: SlackState, view: View, answer: Json) -> None:
    action = answer.get("response_action")
    if action == "errors":
        state.changed()
    elif action == "clear":
        views.close_all(state, view.user)
    elif action == "update":
        views.replace(state, view, checked_view(answer.get("view"), "modal"))
    elif action == "push":
        views.push_on(state, view, checked_view(answer.get("view"), "modal"))
    else:
        views.close(state, view)
