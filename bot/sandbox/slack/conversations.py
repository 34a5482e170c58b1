"""`conversations.*` about Slack channels themselves: open, info, list, members."""

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.records import BOT_USER, Json
from bot.sandbox.slack.shapes import channel_object

_KINDS = {"public_channel": "channel", "private_channel": "private", "mpim": "mpim", "im": "im"}


def open_conversation(call: Call) -> Json:
    """Open the direct message with one user, or the group conversation with several."""
    if call.text("channel"):
        channel = call.channel()
        known = True
    else:
        users = _users(call)
        known_before = len(call.state.channels)
        channel = call.state.open_im(users[0]) if len(users) == 1 else call.state.open_group(users)
        known = len(call.state.channels) == known_before
    shape = channel_object(channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": shape} | ({"no_op": True, "already_open": True} if known else {})


def info(call: Call) -> Json:
    """One Slack channel."""
    shape = channel_object(call.channel())
    if not call.flag("include_num_members"):
        shape.pop("num_members", None)
    return {"channel": shape}


def listing(call: Call) -> Json:
    """The Slack channels of the given kinds that the bot can see."""
    wanted = [word.strip() for word in call.text("types", "public_channel").split(",")]
    if any(word not in _KINDS for word in wanted):
        raise Refused("invalid_types")
    kinds = {_KINDS[word] for word in wanted}
    channels = call.state.channels.values()
    found = [channel for channel in channels if ("private" if channel.private else channel.kind) in kinds]
    page, following = call.page(found, default=100)
    return {
        "channels": [channel_object(channel) for channel in page],
        "response_metadata": {"next_cursor": following},
    }


def members(call: Call) -> Json:
    """The users in a Slack channel."""
    page, following = call.page(call.channel().members, default=100)
    return {"members": page, "response_metadata": {"next_cursor": following}}


def _users(call: Call) -> list[str]:
    given = call.args.get("users")
    words = given if isinstance(given, list) else call.text("users").split(",")
    users = [str(word).strip() for word in words if str(word).strip()]
    if not users:
        raise Refused("users_list_not_supplied")
    if any(user not in call.state.users for user in users):
        raise Refused("user_not_found")
    if BOT_USER in users:
        raise Refused("cannot_dm_bot")
    return users


routes = [
    method("conversations.open", open_conversation),
    method("conversations.info", info),
    method("conversations.list", listing),
    method("conversations.members", members),
]
