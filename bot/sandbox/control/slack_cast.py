"""The control API's part for who and what there is in the local Slack: people, private Slack channels, quiet hours.

A wrong call is told in words; nothing here speaks Slack's own protocol.
"""

from __future__ import annotations

from datetime import timedelta
from re import fullmatch

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox.control.asked import asked, world, wrong
from bot.sandbox.slack.records import BOT_USER, Channel, User

_ROLES = ("responder", "lead", "customer")


async def person(request: Request) -> JSONResponse:
    """Let somebody into the workspace: {"id", "name", "handle", "role"}."""
    call, state = await asked(request), world(request).slack
    user = User(call.text("id"), call.text("name"), call.text("handle"), call.text("role"))
    if fullmatch(r"U[A-Z0-9]{2,20}", user.id) is None or user.id in state.users:
        raise wrong("id: expected the id of a user who is not there yet, like U0BEN")
    if user.role not in _ROLES:
        raise wrong(f"role: expected one of {', '.join(_ROLES)}")
    state.users[user.id] = user
    state.changed()
    return JSONResponse({"user": user.id})


async def channel(request: Request) -> JSONResponse:
    """Make a private Slack channel with the bot in it: {"id", "name", "members": [...]}."""
    call, state = await asked(request), world(request).slack
    members = call.body.get("members")
    if not isinstance(members, list) or any(user not in state.users for user in members):
        raise wrong("members: expected a list of user ids")
    made = Channel(call.text("id"), call.text("name"), "channel", [BOT_USER, *members], private=True)
    if fullmatch(r"[CG][A-Z0-9]{2,20}", made.id) is None or made.id in state.channels:
        raise wrong("id: expected the id of a Slack channel that is not there yet, like G0LEADS")
    state.channels[made.id] = made
    state.changed()
    return JSONResponse({"channel": made.id})


async def quiet(request: Request) -> JSONResponse:
    """Set for how long somebody is not to be disturbed, from now on: {"as", "minutes"}; 0 ends it."""
    call, state = await asked(request), world(request).slack
    user, minutes = call.text("as"), call.whole("minutes", 60)
    if user not in state.users:
        raise wrong(f"as: there is no person {user}", 404)
    now = state.clock.now()
    if minutes > 0:
        state.quiet[user] = (now - timedelta(seconds=1), now + timedelta(minutes=minutes))
    else:
        state.quiet.pop(user, None)
    state.changed()
    return JSONResponse({"user": user, "minutes": minutes})


routes = [
    Route("/control/slack/person", person, methods=["POST"]),
    Route("/control/slack/channel", channel, methods=["POST"]),
    Route("/control/slack/quiet", quiet, methods=["POST"]),
]
