"""The manifest from which an operator makes the Slack app in one step. It asks for nothing that is not used.

Source: docs.slack.dev/reference/app-manifest; scopes: docs.slack.dev/reference/scopes.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """A permission of the bot, what it is for, and the Web API methods or events that need it."""

    name: str
    why: str
    used_by: tuple[str, ...]


SCOPES = (
    Scope("app_mentions:read", "hears when somebody mentions the bot", ("app_mention",)),
    Scope(
        "channels:history",
        "hears customers in public channels, finds its own messages again",
        ("message.channels", "conversations.history", "conversations.replies"),
    ),
    Scope("groups:history", "the same in private channels", ("message.groups",)),
    Scope("im:history", "hears customers who write to the bot in private", ("message.im",)),
    Scope("channels:read", "checks that the triage channel is not shared with others", ("conversations.info",)),
    Scope("groups:read", "the same for a private triage channel", ("conversations.info",)),
    Scope("chat:write", "answers customers, shows cards", ("chat.postMessage", "chat.update")),
    Scope("im:write", "tells teammates in private, asks customers in private", ("conversations.open",)),
    Scope(
        "users:read",
        "learns what a customer is called, and which teammate is away",
        ("users.info", "users.getPresence"),
    ),
    Scope("dnd:read", "learns which teammate is not to be disturbed", ("dnd.teamInfo",)),
    Scope("usergroups:read", "learns who is in a user group that a chain names", ("usergroups.users.list",)),
    Scope(
        "metadata.message:read",
        "knows its own messages again after a crash, so that none is sent twice",
        ("conversations.history", "conversations.replies"),
    ),
)
UNSCOPED = ("auth.test", "chat.getPermalink", "views.open")
"""Methods that need no scope. `apps.connections.open` needs connections:write, on the app-level token."""
EVENTS = ("app_mention", "message.channels", "message.groups", "message.im")

_TEMPLATE = """\
# The Slack app of triage-bot. At https://api.slack.com/apps choose "Create New App", "From a manifest", paste this.
# Then "Install to Workspace" gives SLACK_BOT_TOKEN (xoxb-…); "Basic Information", "App-Level Tokens", with the scope
# connections:write, gives SLACK_APP_TOKEN (xapp-…). Invite the bot to the triage channel and the customers' channels.
_metadata:
  major_version: 2
display_information:
  name: triage-bot
  description: Answers support questions at once and tells the right teammate in private
  background_color: "#1d3557"
features:
  app_home:
    home_tab_enabled: false
    # Customers may write to the bot in private: with an email address, for example.
    messages_tab_enabled: true
    messages_tab_read_only_enabled: false
  bot_user:
    display_name: triage-bot
    always_online: true
oauth_config:
  scopes:
    bot:
{scopes}
settings:
  event_subscriptions:
    bot_events:
{events}
  interactivity:
    is_enabled: true
  org_deploy_enabled: false
  socket_mode_enabled: true
  token_rotation_enabled: false
"""


def manifest() -> str:
    """Return the manifest as YAML, with comments that tell what each permission is for."""
    scopes = "\n".join(f"      - {scope.name}  # {scope.why}" for scope in SCOPES)
    events = "\n".join(f"      - {event}" for event in EVENTS)
    return _TEMPLATE.format(scopes=scopes, events=events)
