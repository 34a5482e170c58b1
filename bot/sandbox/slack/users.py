"""`users.*`: who somebody is and whether they are there."""

from bot.sandbox.slack.call import Call, method
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.shapes import user_object


def info(call: Call) -> Json:
    """One user."""
    return {"user": user_object(call.user())}


def listing(call: Call) -> Json:
    """All users of the workspace and those that share a Slack channel with it."""
    page, following = call.page(list(call.state.users.values()), default=1000)
    return {
        "members": [user_object(user) for user in page],
        "cache_ts": int(call.state.clock.now().timestamp()),
        "response_metadata": {"next_cursor": following},
    }


def presence(call: Call) -> Json:
    """Whether a user is active or away."""
    return {"presence": "away" if call.user().id in call.state.away else "active"}


routes = [method("users.info", info), method("users.list", listing), method("users.getPresence", presence)]
