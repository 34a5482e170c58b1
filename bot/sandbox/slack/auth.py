"""`api.test`, `auth.test` and `apps.connections.open`: who am I, and where do I connect to."""

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.cast import APP_TOKEN, TEAM_DOMAIN, TEAM_NAME
from bot.sandbox.slack.records import APP, TEAM, Json


def api_test(call: Call) -> Json:
    """Echo the arguments; `error` makes it fail."""
    if call.text("error"):
        raise Refused(call.text("error"), args=call.args)
    return {"args": {name: value for name, value in call.args.items() if name != "token"}}


def auth_test(call: Call) -> Json:
    """Say which workspace and which bot the token belongs to."""
    bot = call.state.bot
    return {
        "url": f"https://{TEAM_DOMAIN}.slack.com/",
        "team": TEAM_NAME,
        "team_id": TEAM,
        "user": bot.handle,
        "user_id": bot.id,
        "bot_id": bot.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """Issue the address of a WebSocket; it can be connected to once."""
    ticket = call.state.sockets.issue_ticket()
    return {"url": f"ws://{call.host}/slack/socket?ticket={ticket}&app_id={APP}"}


routes = [
    method("api.test", api_test, token=""),
    method("auth.test", auth_test),
    method("apps.connections.open", connections_open, token=APP_TOKEN),
]
