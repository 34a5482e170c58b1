"""`dnd.*`: when people are not to be disturbed. Source: docs.slack.dev/reference/methods/dnd.teamInfo."""

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.records import Json

_MOST = 50
_NEVER = 1


def team_info(call: Call) -> Json:
    """The hours of several users; snoozing is not told. Whoever has none gets the stamp 1."""
    given = call.args.get("users")
    words = given if isinstance(given, list) else call.text("users").split(",")
    users = [str(word).strip() for word in words if str(word).strip()]
    if not users:
        raise Refused("no_users_provided")
    if len(users) > _MOST:
        raise Refused("too_many_users")
    if any(user not in call.state.users for user in users):
        raise Refused("user_not_visible")
    return {"users": {user: _hours(call, user) for user in users}}


def _hours(call: Call, user: str) -> Json:
    hours = call.state.quiet.get(user)
    if hours is None:
        return {"dnd_enabled": False, "next_dnd_start_ts": _NEVER, "next_dnd_end_ts": _NEVER}
    begins, ends = (int(moment.timestamp()) for moment in hours)
    return {"dnd_enabled": True, "next_dnd_start_ts": begins, "next_dnd_end_ts": ends}


routes = [method("dnd.teamInfo", team_info)]
