"""GET /2/dm_events and its narrower forms, POST /2/dm_conversations/…/messages.

Source: https://docs.x.com/x-api/direct-messages/lookup/introduction
"""

from __future__ import annotations

from datetime import timedelta

from starlette.responses import Response
from starlette.routing import Route

from bot.sandbox.x.endpoint import Call, answer, endpoint, text_in
from bot.sandbox.x.limits import Group
from bot.sandbox.x.paging import page
from bot.sandbox.x.people import User
from bot.sandbox.x.posts import DirectMessage
from bot.sandbox.x.problems import invalid
from bot.sandbox.x.rules import check_message
from bot.sandbox.x.wire import message_json, user_json

READ = Group("dm events", 15)
SEND = Group("send dm", 15, daily=1_440)
KEPT = timedelta(days=30)


@endpoint(READ, user_only=True)
async def events(call: Call) -> Response:
    """The direct messages of the last thirty days to and from the brand."""
    return _events(call, call.x.messages)


@endpoint(READ, user_only=True)
async def events_with(call: Call) -> Response:
    """The direct messages with one person."""
    person = call.in_path("participant_id")
    return _events(call, [message for message in call.x.messages if person in (message.sender, message.recipient)])


@endpoint(READ, user_only=True)
async def events_in(call: Call) -> Response:
    """The direct messages of one conversation."""
    id = call.in_path("id")
    return _events(call, [message for message in call.x.messages if message.conversation == id])


@endpoint(SEND, user_only=True)
async def send_with(call: Call) -> Response:
    """Write to one person."""
    return await _send(call, call.x.users.get(call.in_path("participant_id")))


@endpoint(SEND, user_only=True)
async def send_in(call: Call) -> Response:
    """Write into one conversation."""
    others = [id for id in call.in_path("id").split("-") if id != call.me.id]
    return await _send(call, call.x.users.get(others[0]) if len(others) == 1 else None)


def _events(call: Call, messages: list[DirectMessage]) -> Response:
    since = call.x.clock.now() - KEPT
    types = call.listed("event_types")
    mine = [
        message
        for message in reversed(messages)
        if call.me.id in (message.sender, message.recipient)
        and message.at >= since
        and (not types or "MessageCreate" in types)
    ]
    shown, meta = page(call, mine, smallest=1, default=100)
    meta = {key: value for key, value in meta.items() if key in ("result_count", "next_token")}
    if not shown:
        return answer({"meta": meta})
    fields, expansions = call.listed("dm_event.fields"), call.listed("expansions")
    body = {"data": [message_json(message, fields, expansions) for message in shown], "meta": meta}
    if people := _people(call, shown, expansions):
        body["includes"] = {"users": [user_json(user, call.listed("user.fields")) for user in people]}
    return answer(body)


def _people(call: Call, messages: list[DirectMessage], expansions: list[str]) -> list[User]:
    ids: list[str] = []
    for message in messages:
        if "sender_id" in expansions:
            ids.append(message.sender)
        if "participant_ids" in expansions:
            ids += [message.sender, message.recipient]
    return [call.x.users[id] for id in dict.fromkeys(ids)]


async def _send(call: Call, recipient: User | None) -> Response:
    text = text_in(await call.body(), "text")
    if not text:
        raise invalid("$.text: a text or an attachment is required", text=[text or ""])
    if (problem := check_message(call.x, call.me, recipient)) or recipient is None:
        raise problem or invalid("$.participant_id: unknown")
    message = call.x.send(call.me, recipient, text)
    return answer({"data": {"dm_conversation_id": message.conversation, "dm_event_id": message.id}}, 201)


routes = [
    Route("/2/dm_events", events),
    Route("/2/dm_conversations/with/{participant_id}/dm_events", events_with),
    Route("/2/dm_conversations/{id}/dm_events", events_in),
    Route("/2/dm_conversations/with/{participant_id}/messages", send_with, methods=["POST"]),
    Route("/2/dm_conversations/{id}/messages", send_in, methods=["POST"]),
]
