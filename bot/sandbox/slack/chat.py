"""`chat.*`: post, change, delete, whisper, link."""

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.cast import TEAM_DOMAIN
from bot.sandbox.slack.content import Content, read_content
from bot.sandbox.slack.records import BOT_USER, Channel, Json, Message
from bot.sandbox.slack.shapes import message_object


def post_message(call: Call) -> Json:
    """Post as the bot, in a Slack channel, a thread or a direct message."""
    channel = _writable(call)
    content = read_content(call)
    message = call.state.post(
        Message(
            ts=call.state.new_ts(),
            channel=channel.id,
            user=call.state.bot,
            text=content.text or "",
            blocks=content.blocks or [],
            attachments=content.attachments or [],
            metadata=content.metadata or None,
            thread_ts=_thread(call, channel),
            broadcast=call.flag("reply_broadcast"),
            unfurl_links=call.maybe("unfurl_links"),
            unfurl_media=call.maybe("unfurl_media"),
        )
    )
    shape = message_object(call.state, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def update(call: Call) -> Json:
    """Change one of the bot's own messages; what is not given stays."""
    message = _own_message(call, "cant_update_message")
    content = read_content(call)

    def apply(target: Message) -> None:
        _replace(target, content)

    call.state.edit(message, apply)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": message_object(call.state, message, with_metadata=True),
    }


def delete(call: Call) -> Json:
    """Delete one of the bot's own messages."""
    message = _own_message(call, "cant_delete_message")
    call.state.delete(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: Call) -> Json:
    """Show something to one member of a Slack channel; it is not kept in its history."""
    channel = _writable(call)
    user = call.user()
    if user.id not in channel.members:
        raise Refused("user_not_in_channel")
    content = read_content(call)
    message = call.state.post(
        Message(
            ts=call.state.new_ts(),
            channel=channel.id,
            user=call.state.bot,
            text=content.text or "",
            blocks=content.blocks or [],
            attachments=content.attachments or [],
            thread_ts=call.text("thread_ts") or None,
            ephemeral_to=user.id,
        )
    )
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> Json:
    """The address of a message."""
    channel = call.channel()
    message = call.state.find_message(channel, call.required("message_ts"))
    if message is None or message.ephemeral_to:
        raise Refused("message_not_found")
    link = f"https://{TEAM_DOMAIN}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _writable(call: Call) -> Channel:
    channel = call.channel()
    if BOT_USER not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _thread(call: Call, channel: Channel) -> str | None:
    wanted = call.text("thread_ts")
    if not wanted:
        return None
    parent = call.state.find_message(channel, wanted)
    if parent is None or parent.ephemeral_to:
        raise Refused("thread_not_found")
    return parent.thread_ts or parent.ts


def _own_message(call: Call, error: str) -> Message:
    message = call.state.find_message(call.channel(), call.required("ts"))
    if message is None or message.ephemeral_to:
        raise Refused("message_not_found")
    if message.user.id != BOT_USER:
        raise Refused(error)
    return message


def _replace(message: Message, content: Content) -> None:
    if content.text is not None:
        message.text = content.text
    if content.blocks is not None:
        message.blocks = content.blocks
    if content.attachments is not None:
        message.attachments = content.attachments
    if content.metadata is not None:
        message.metadata = content.metadata or None


routes = [
    method("chat.postMessage", post_message),
    method("chat.update", update),
    method("chat.delete", delete),
    method("chat.postEphemeral", post_ephemeral),
    method("chat.getPermalink", get_permalink),
]
