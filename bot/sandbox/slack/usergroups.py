"""`usergroups.*`: the groups of people, such as those on duty."""

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.records import Json
from bot.sandbox.slack.shapes import usergroup_object


def listing(call: Call) -> Json:
    """All user groups."""
    with_users = call.flag("include_users")
    groups = call.state.usergroups.values()
    return {"usergroups": [usergroup_object(group, with_users=with_users) for group in groups]}


def members(call: Call) -> Json:
    """The users of one group."""
    group = call.state.usergroups.get(call.text("usergroup"))
    if group is None:
        raise Refused("no_such_subteam")
    return {"users": list(group.users)}


routes = [method("usergroups.list", listing), method("usergroups.users.list", members)]
