"""`views.*`: open, push, update and publish, and the stack of modals a user has open."""

import secrets
from datetime import timedelta

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.files import file_problems
from bot.sandbox.slack.records import Json, Trigger, View
from bot.sandbox.slack.state import SlackState
from bot.sandbox.slack.view_rules import checked_view

TRIGGER_LIFE = timedelta(seconds=3)
MOST_STACKED = 3


def open_view(call: Call) -> Json:
    """Open a modal for the person whose interaction gave the trigger."""
    trigger = _trigger(call)
    content = _checked(call, "modal")
    _check_external_id(call.state, content, None)
    trigger.used = True
    close_all(call.state, trigger.user)
    return {"view": place(call.state, trigger.user, content, None).content}


def push(call: Call) -> Json:
    """Put a modal on top of the one that the interaction happened in; three at most."""
    trigger = _trigger(call)
    below = call.state.views.get(trigger.view or "")
    if below is None:
        raise Refused("not_found")
    content = _checked(call, "modal")
    _check_external_id(call.state, content, None)
    return {"view": push_on(call.state, below, content, trigger).content}


def update(call: Call) -> Json:
    """Replace what an open modal, or a published Home, shows."""
    view = _find(call)
    _check_hash(call, view)
    kind = str(view.content["type"])
    content = _checked(call, kind)
    _check_external_id(call.state, content, view)
    replace(call.state, view, content)
    return {"view": view.content}


def publish(call: Call) -> Json:
    """Set a user's App Home."""
    user = call.user("user_id")
    content = _checked(call, "home")
    view = call.state.homes.get(user.id)
    if view is None:
        view = View(call.state.new_id("V"), user.id, {})
        call.state.homes[user.id] = view
    else:
        _check_hash(call, view)
    replace(call.state, view, content)
    return {"view": view.content}


def place(state: SlackState, user: str, content: Json, below: View | None) -> View:
    """Show a new modal to a user, on top of `below` if there is one."""
    view = View(state.new_id("V"), user, {}, previous=below.id if below else None)
    view.root = below.root if below else view.id
    state.views[view.id] = view
    replace(state, view, content)
    return view


def push_on(state: SlackState, below: View, content: Json, trigger: Trigger | None = None) -> View:
    """Show a modal on top of another; a `trigger` that asked for it is used up."""
    if sum(view.root == below.root for view in state.views.values()) >= MOST_STACKED:
        raise Refused("push_limit_reached")
    if trigger is not None:
        trigger.used = True
    return place(state, below.user, content, below)


def replace(state: SlackState, view: View, content: Json) -> None:
    """Give a view new content; what a person typed stays where block and action are the same."""
    typed = view.content.get("state", {}).get("values", {})
    for block_id, actions in content["state"]["values"].items():
        for action_id in actions:
            if action_id in typed.get(block_id, {}):
                actions[action_id] = typed[block_id][action_id]
    view.content = content | {
        "id": view.id,
        "hash": f"{state.new_ts().split('.')[0]}.{secrets.token_hex(4)}",
        "root_view_id": view.root or view.id,
        "previous_view_id": view.previous,
    }
    state.changed()


def close(state: SlackState, view: View) -> None:
    """Close one modal; the one below shows again."""
    state.views.pop(view.id, None)
    state.changed()


def close_all(state: SlackState, user: str) -> None:
    """Close every modal of a user."""
    for view in [view for view in state.views.values() if view.user == user]:
        close(state, view)


def _checked(call: Call, kind: str) -> Json:
    content = checked_view(call.structure("view"), kind)
    if found := file_problems(call.state, content["blocks"], "/view/blocks"):
        raise Refused("invalid_arguments", *found)
    return content


def _trigger(call: Call) -> Trigger:
    trigger = call.state.triggers.get(call.required("trigger_id"))
    if trigger is None:
        raise Refused("invalid_trigger_id")
    if trigger.used:
        raise Refused("exchanged_trigger_id")
    if call.state.clock.now() - trigger.at > TRIGGER_LIFE:
        raise Refused("expired_trigger_id")
    return trigger


def _find(call: Call) -> View:
    every = [*call.state.views.values(), *call.state.homes.values()]
    view_id, external = call.text("view_id"), call.text("external_id")
    for view in every:
        if view_id == view.id or (not view_id and external and view.content["external_id"] == external):
            return view
    raise Refused("not_found")


def _check_hash(call: Call, view: View) -> None:
    if call.text("hash") and call.text("hash") != view.content["hash"]:
        raise Refused("hash_conflict")


def _check_external_id(state: SlackState, content: Json, own: View | None) -> None:
    wanted = content["external_id"]
    if wanted and any(v is not own and v.content["external_id"] == wanted for v in state.views.values()):
        raise Refused("duplicate_external_id")


routes = [
    method("views.open", open_view),
    method("views.push", push),
    method("views.update", update),
    method("views.publish", publish),
]
