"""`reactions.add`."""

import re

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.records import BOT_USER, Json


def add(call: Call) -> Json:
    """Put the bot's emoji on a message."""
    channel = call.channel()
    message = call.state.find_message(channel, call.required("timestamp", "no_item_specified"))
    if message is None or message.ephemeral_to:
        raise Refused("message_not_found")
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    users = message.reactions.setdefault(name, [])
    if BOT_USER in users:
        raise Refused("already_reacted")
    users.append(BOT_USER)
    call.state.changed()
    return {}


routes = [method("reactions.add", add)]
