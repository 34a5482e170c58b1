"""`/slack/response/<id>`: the app answers an interaction without a token, five times within thirty minutes.

Source: docs.slack.dev/interactivity/handling-user-interaction.
"""

import json
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.slack.call import Call, Refused
from bot.sandbox.slack.content import read_content
from bot.sandbox.slack.records import Message, ResponseUrl
from bot.sandbox.slack.state import SlackState

LIFE = timedelta(minutes=30)
USES = 5


async def respond(request: Request) -> Response:
    """Take one answer."""
    state: SlackState = request.app.state.world.slack
    url = state.response_urls.get(request.path_params["id"])
    if url is None or state.clock.now() - url.at > LIFE:
        return JSONResponse({"ok": False, "error": "expired_url"}, 404)
    if url.uses >= USES:
        return JSONResponse({"ok": False, "error": "used_url"}, 404)
    try:
        args = json.loads(await request.body())
    except ValueError:
        args = None
    if not isinstance(args, dict):
        return JSONResponse({"ok": False, "error": "invalid_payload"}, 400)
    try:
        apply(Call(state, args, ""), url)
    except Refused as refused:
        return JSONResponse({"ok": False, "error": refused.code} | refused.details, 400)
    url.uses += 1
    return PlainTextResponse("ok")


def apply(call: Call, url: ResponseUrl) -> None:
    """Replace or delete the message the interaction came from, or post a new one beside it."""
    state = call.state
    channel = state.channels[url.channel]
    original = state.find_message(channel, url.message_ts) if url.message_ts else None
    if original is not None and call.flag("delete_original"):
        state.delete(original)
        return
    content = read_content(call)
    if original is not None and call.flag("replace_original"):

        def change(message: Message) -> None:
            message.text = content.text or ""
            message.blocks = content.blocks or []
            message.attachments = content.attachments or []

        state.edit(original, change)
        return
    public = call.text("response_type", "ephemeral") == "in_channel"
    state.post(
        Message(
            ts=state.new_ts(),
            channel=channel.id,
            user=state.bot,
            text=content.text or "",
            blocks=content.blocks or [],
            attachments=content.attachments or [],
            metadata=content.metadata or None,
            thread_ts=call.text("thread_ts") or None,
            ephemeral_to=None if public else url.user,
        )
    )


routes = [Route("/slack/response/{id}", respond, methods=["POST"])]
