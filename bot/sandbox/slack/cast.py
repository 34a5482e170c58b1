"""The people, the Slack channels and the tokens that every sandbox starts with."""

from bot.sandbox.slack.records import APP, BOT, BOT_USER, Channel, User, UserGroup

BOT_TOKEN = "xoxb-fake-sandbox"
APP_TOKEN = "xapp-fake-sandbox"
TEAM_NAME = "Acme"
TEAM_DOMAIN = "acme"


def users() -> list[User]:
    """The members: our bot, another bot, the staff, two customers and a stranger of another organisation."""
    return [
        User(BOT_USER, "triage-bot", "triage-bot", "bot", bot_id=BOT, app_id=APP),
        User("U0ADA", "Ada", "ada", "responder"),
        User("U0TOM", "Tom", "tom", "responder"),
        User("U0GRACE", "Grace", "grace", "lead"),
        User("U0CARL", "Carl Weber", "carl", "customer"),
        User("U0DIANA", "Diana Prinz", "diana", "customer"),
        User("U0ZOE", "Zoe Novak", "zoe", "stranger", team="T0OTHER", timezone="Europe/Prague"),
        User("U0ROBO", "news-robot", "news-robot", "bot", bot_id="B0ROBO", app_id="A0ROBO"),
    ]


def channels() -> list[Channel]:
    """The staff's channel and the one that customers share with us."""
    return [
        Channel(
            "C0TRIAGE",
            "triage",
            "channel",
            [BOT_USER, "U0ADA", "U0TOM", "U0GRACE"],
            purpose="Support cases, staff only",
        ),
        Channel(
            "C0HELP",
            "help",
            "channel",
            [BOT_USER, "U0ADA", "U0TOM", "U0GRACE", "U0CARL", "U0DIANA", "U0ZOE", "U0ROBO"],
            shared=True,
            purpose="Ask us anything",
        ),
    ]


def usergroups() -> list[UserGroup]:
    """The group of those on duty."""
    return [UserGroup("S0ONDUTY", "support-on-duty", "Support on duty", ("U0ADA",))]
