"""`conversations.history` and `conversations.replies`: what was written."""

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.records import BOT_USER, Channel, Json, Message
from bot.sandbox.slack.shapes import message_object


def history(call: Call) -> Json:
    """The messages of a Slack channel, newest first, without what was said in threads."""
    channel = _readable(call)
    messages = [m for m in channel.messages.values() if m.thread_ts is None or m.broadcast]
    return _answer(call, sorted(_within(call, messages), key=_stamp, reverse=True), default=100)


def replies(call: Call) -> Json:
    """The head of a thread and its replies, oldest first."""
    channel = _readable(call)
    head = channel.messages.get(call.required("ts"))
    if head is None or head.ephemeral_to:
        raise Refused("thread_not_found")
    if head.thread_ts is not None:
        return _answer(call, [head], default=1000)
    return _answer(call, [head, *_within(call, call.state.replies_to(head))], default=1000)


def _readable(call: Call) -> Channel:
    channel = call.channel()
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _within(call: Call, messages: list[Message]) -> list[Message]:
    oldest = _bound(call, "oldest", 0.0)
    latest = _bound(call, "latest", float("inf"))
    inclusive = call.flag("inclusive")

    def wanted(message: Message) -> bool:
        stamp = float(message.ts)
        return oldest < stamp < latest or (inclusive and stamp in (oldest, latest))

    return [message for message in messages if message.ephemeral_to is None and wanted(message)]


def _bound(call: Call, name: str, default: float) -> float:
    given = call.text(name)
    if not given:
        return default
    try:
        return float(given)
    except ValueError:
        raise Refused(f"invalid_ts_{name}") from None


def _answer(call: Call, messages: list[Message], default: int) -> Json:
    page, following = call.page(messages, default)
    with_metadata = call.flag("include_all_metadata")
    answer: Json = {
        "messages": [message_object(call.state, m, with_metadata=with_metadata) for m in page],
        "has_more": following != "",
    }
    return answer | ({"response_metadata": {"next_cursor": following}} if following else {})


def _stamp(message: Message) -> float:
    return float(message.ts)


routes = [method("conversations.history", history), method("conversations.replies", replies)]
