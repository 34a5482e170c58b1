"""The control API's part for Slack: what people in the workspace do, and what Slack does to connections.

A wrong call is told in words (400, or 404 for what does not exist); nothing here speaks Slack's own protocol.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox.control.asked import asked
from bot.sandbox.slack import events, interactions
from bot.sandbox.slack.content import MOST_TEXT
from bot.sandbox.slack.interactions import Person
from bot.sandbox.slack.records import BOT_USER, Channel, Json, Message, User, View
from bot.sandbox.slack.snapshot import message_snapshot
from bot.sandbox.slack.state import SlackState
from bot.sandbox.slack.typed import typed


async def message(request: Request) -> JSONResponse:
    """Write as somebody: {"as", "channel", "text", "thread_ts"?, "files"?: [{"name"}]}."""
    body = await _body(request)
    state, user, channel = _place(request, body)
    files = [_file(state, item) for item in body.get("files") or []]
    text = _text(body, "text", "" if files else None)
    if len(text) > MOST_TEXT:
        raise HTTPException(400, f"text: Slack takes at most {MOST_TEXT} characters")
    thread = _text(body, "thread_ts", "")
    parent = _message(state, channel, thread) if thread else None
    written = state.post(
        Message(
            ts=state.new_ts(),
            channel=channel.id,
            user=user,
            text=typed(text),
            files=files,
            thread_ts=None if parent is None else parent.thread_ts or parent.ts,
        )
    )
    return JSONResponse({"channel": channel.id, **message_snapshot(written)})


async def edit(request: Request) -> JSONResponse:
    """Edit one's own message: {"as", "channel", "ts", "text"}."""
    body = await _body(request)
    state, user, channel = _place(request, body)
    found = _own(state, user, channel, _text(body, "ts"))
    words = typed(_text(body, "text"))

    def change(target: Message) -> None:
        target.text = words

    state.edit(found, change)
    return JSONResponse({"channel": channel.id, **message_snapshot(found)})


async def delete(request: Request) -> JSONResponse:
    """Delete one's own message: {"as", "channel", "ts"}."""
    body = await _body(request)
    state, user, channel = _place(request, body)
    found = _own(state, user, channel, _text(body, "ts"))
    state.delete(found)
    return JSONResponse({"channel": channel.id, "ts": found.ts, "deleted": True})


async def click(request: Request) -> JSONResponse:
    """Use an element: {"as", "channel", "ts", "action_id", "value"?, "block_id"?}.

    The place may also be a modal ("view_id" instead of "channel" and "ts") or the App Home ("channel": "home").
    """
    body = await _body(request)
    _text(body, "action_id")
    if "view_id" in body or body.get("channel") == "home":
        who, view = _view(request, body)
        action = interactions.action_in(view.content["blocks"], body)
        if action is None:
            raise HTTPException(404, "there is no such element in this view")
        answer = await interactions.click_in_view(who, view, action)
    else:
        state, user, channel = _place(request, body)
        found = _message(state, channel, _text(body, "ts"))
        if found.ephemeral_to not in (None, user.id):
            raise HTTPException(404, f"{user.id} does not see this message")
        action = interactions.action_in(found.blocks, body)
        if action is None:
            raise HTTPException(404, "there is no such element in this message")
        who = Person(state, user, _address(request))
        answer = await interactions.click_in_message(who, found, action)
    return JSONResponse({"acknowledged": answer.acknowledged})


async def submit(request: Request) -> JSONResponse:
    """Submit a modal: {"as", "view_id", "values": {block_id: {action_id: {...}}}}."""
    body = await _body(request)
    who, view = _view(request, body)
    values = body.get("values", {})
    if not isinstance(values, dict):
        raise HTTPException(400, "values: expected an object")
    return JSONResponse(await interactions.submit(who, view, values))


async def close(request: Request) -> JSONResponse:
    """Close a modal: {"as", "view_id"}."""
    who, view = _view(request, await _body(request))
    return JSONResponse(await interactions.close(who, view))


async def home(request: Request) -> JSONResponse:
    """Open the App Home: {"as"}."""
    state = _state(request)
    user = _user(state, await _body(request))
    state.send_event(events.home_opened(state, user.id))
    view = state.homes.get(user.id)
    return JSONResponse({"view": view.content if view else None})


async def command(request: Request) -> JSONResponse:
    """Call a slash command: {"as", "channel", "command", "text"?}."""
    body = await _body(request)
    state, user, channel = _place(request, body)
    who = Person(state, user, _address(request))
    answer = await interactions.command(who, channel, _text(body, "command"), _text(body, "text", ""))
    return JSONResponse(answer)


async def rotate(request: Request) -> JSONResponse:
    """Tell the connections (all, or "number" of them) to come back on a fresh one."""
    body = await _body(request)
    number = body.get("number")
    if number is not None and not isinstance(number, int):
        raise HTTPException(400, "number: expected a whole number")
    return JSONResponse({"told": _state(request).sockets.refresh(number)})


async def join(request: Request) -> JSONResponse:
    """Let somebody into a Slack channel: {"as", "channel"}."""
    body = await _body(request)
    state = _state(request)
    user, channel = _user(state, body), _channel(state, body)
    if user.id not in channel.members:
        channel.members.append(user.id)
        state.changed()
    return JSONResponse({"channel": channel.id, "members": channel.members})


async def share(request: Request) -> JSONResponse:
    """Share a Slack channel with another organisation, or stop: {"channel", "shared": true | false, "pending"?: true}.

    A pending one waits for the others to accept: Slack sends no event then.
    """
    body = await _body(request)
    state = _state(request)
    channel, shared, pending = _channel(state, body), body.get("shared") is True, body.get("pending") is True
    channel.shared, channel.pending = shared and not pending, shared and pending
    if not pending:
        state.send_event(events.shared(state, channel.id, now=shared))
    state.changed()
    return JSONResponse({"channel": channel.id, "shared": channel.shared, "pending": channel.pending})


async def presence(request: Request) -> JSONResponse:
    """Set whether somebody is there: {"as", "presence": "active" | "away"}."""
    body = await _body(request)
    state = _state(request)
    user, wanted = _user(state, body), _text(body, "presence")
    if wanted not in ("active", "away"):
        raise HTTPException(400, "presence: expected active or away")
    state.away = state.away - {user.id} if wanted == "active" else state.away | {user.id}
    state.changed()
    return JSONResponse({"user": user.id, "presence": wanted})


async def member(request: Request) -> JSONResponse:
    """Make somebody a guest or deactivate them, or take that back: {"as", "guest"?: true, "deleted"?: true}."""
    body = await _body(request)
    state = _state(request)
    user = _user(state, body)
    changed = replace(user, guest=body.get("guest") is True, deleted=body.get("deleted") is True)
    state.users[user.id] = changed
    state.changed()
    return JSONResponse({"user": user.id, "guest": changed.guest, "deleted": changed.deleted})


async def on_duty(request: Request) -> JSONResponse:
    """Set who is in a user group: {"group"?: "S0ONDUTY", "users": [...]}."""
    body = await _body(request)
    state = _state(request)
    group = state.usergroups.get(_text(body, "group", "S0ONDUTY"))
    if group is None:
        raise HTTPException(404, "group: there is no such user group")
    users = body.get("users")
    if not isinstance(users, list) or any(user not in state.users for user in users):
        raise HTTPException(400, "users: expected a list of user ids")
    state.usergroups[group.id] = replace(group, users=tuple(users))
    state.changed()
    return JSONResponse({"group": group.id, "users": users})


def _state(request: Request) -> SlackState:
    state: SlackState = request.app.state.world.slack
    return state


def _address(request: Request) -> str:
    return str(request.base_url).rstrip("/")


async def _body(request: Request) -> Json:
    return (await asked(request)).body if await request.body() else {}


def _text(body: Json, name: str, default: str | None = None) -> str:
    value = body.get(name)
    if value is None or value == "":
        if default is None:
            raise HTTPException(400, f"{name}: missing")
        return default
    if not isinstance(value, str):
        raise HTTPException(400, f"{name}: expected text")
    return value


def _user(state: SlackState, body: Json) -> User:
    user = state.users.get(_text(body, "as"))
    if user is None or user.id == BOT_USER:
        raise HTTPException(404, f"as: there is no person {body['as']}")
    return user


def _channel(state: SlackState, body: Json) -> Channel:
    channel = state.find_channel(_text(body, "channel"))
    if channel is None:
        raise HTTPException(404, f"channel: there is no {body['channel']}")
    return channel


def _place(request: Request, body: Json) -> tuple[SlackState, User, Channel]:
    state = _state(request)
    user = _user(state, body)
    channel = state.open_im(user.id) if body.get("channel") == "im" else _channel(state, body)
    if user.id not in channel.members:
        raise HTTPException(400, f"{user.id} is not in {channel.id}; POST /control/slack/join lets them in")
    return state, user, channel


def _message(state: SlackState, channel: Channel, ts: str) -> Message:
    found = state.find_message(channel, ts)
    if found is None:
        raise HTTPException(404, f"there is no message {ts} in {channel.id}")
    return found


def _own(state: SlackState, user: User, channel: Channel, ts: str) -> Message:
    found = _message(state, channel, ts)
    if found.user.id != user.id:
        raise HTTPException(400, f"message {ts} was not written by {user.id}")
    return found


def _view(request: Request, body: Json) -> tuple[Person, View]:
    state = _state(request)
    user = _user(state, body)
    home = state.homes.get(user.id) if body.get("channel") == "home" else None
    wanted = home.id if home else _text(body, "view_id")
    for view in [*state.views.values(), *state.homes.values()]:
        if view.id == wanted and view.user == user.id:
            return Person(state, user, _address(request)), view
    raise HTTPException(404, f"{user.id} has no view {wanted} open")


def _file(state: SlackState, item: Any) -> Json:
    if not isinstance(item, dict) or not isinstance(item.get("name"), str):
        raise HTTPException(400, 'files: expected [{"name": ...}]')
    kind = item["name"].rsplit(".", 1)[-1]
    return {"id": state.new_id("F"), "name": item["name"], "filetype": kind, "mimetype": f"image/{kind}"}


routes = [
    Route("/control/slack/message", message, methods=["POST"]),
    Route("/control/slack/edit", edit, methods=["POST"]),
    Route("/control/slack/delete", delete, methods=["POST"]),
    Route("/control/slack/click", click, methods=["POST"]),
    Route("/control/slack/submit", submit, methods=["POST"]),
    Route("/control/slack/close", close, methods=["POST"]),
    Route("/control/slack/home", home, methods=["POST"]),
    Route("/control/slack/command", command, methods=["POST"]),
    Route("/control/slack/rotate", rotate, methods=["POST"]),
    Route("/control/slack/join", join, methods=["POST"]),
    Route("/control/slack/share", share, methods=["POST"]),
    Route("/control/slack/presence", presence, methods=["POST"]),
    Route("/control/slack/member", member, methods=["POST"]),
    Route("/control/slack/on-duty", on_duty, methods=["POST"]),
]
