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
    Scope(
        "channels:read",
        "checks that the triage channel is not shared with others, and hears when it becomes so",
        ("conversations.info", "channel_shared", "channel_unshared"),
    ),
    Scope(
        "groups:read",
        "the same for a private triage channel",
        ("conversations.info", "channel_shared", "channel_unshared"),
    ),
    Scope("chat:write", "answers customers, shows cards", ("chat.postMessage", "chat.update")),
    Scope("im:write", "tells teammates in private, asks customers in private", ("conversations.open",)),
    Scope(
        "users:read",
        "learns what people are called, who is a guest or left, and which teammate is away",
        ("users.info", "users.getPresence"),
    ),
    Scope("dnd:read", "learns which teammate is not to be disturbed", ("dnd.teamInfo",)),
    Scope(
        "usergroups:read",
        "learns who is in a user group that names staff, or that a chain names",
        ("usergroups.users.list",),
    ),
    Scope("commands", "obeys /triage", ("/triage",)),
    Scope(
        "files:write",
        "draws the chart on a lead's Home and deletes the old one",
        ("files.getUploadURLExternal", "files.completeUploadExternal", "files.delete"),
    ),
    Scope(
        "metadata.message:read",
        "knows its own messages again after a crash, so that none is sent twice",
        ("conversations.history", "conversations.replies"),
    ),
)
COMMANDS = ("/triage",)
UNSCOPED = ("auth.test", "chat.getPermalink", "views.open", "views.publish")
"""Methods that need no scope, as does the event `app_home_opened`.

`apps.connections.open` needs connections:write, on the app-level token."""
EVENTS = (
    "app_home_opened",
    "app_mention",
    "channel_shared",
    "channel_unshared",
    "message.channels",
    "message.groups",
    "message.im",
)

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
    home_tab_enabled: true
    # Customers may write to the bot in private: with an email address, for example.
    messages_tab_enabled: true
    messages_tab_read_only_enabled: false
  slash_commands:
    - command: /triage
      description: Your cases, who is on duty, search; only you see the answer
      usage_hint: help | status | mine | case N | search words
      # People arrive as <@U…> and not as a name that somebody else may have.
      should_escape: true
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
