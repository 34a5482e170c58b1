"""The manifest asks for what the code uses, and for nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

import bot.adapters.slack
from bot.adapters.slack.manifest import COMMANDS, EVENTS, SCOPES, UNSCOPED, manifest

SOURCES = Path(bot.adapters.slack.__file__).parent


def methods() -> set[str]:
    """The Web API methods that the adapter's code calls on a client, as Slack spells them."""
    sources = [file.read_text() for file in SOURCES.glob("*.py")]
    calls = {name for source in sources for name in re.findall(r"client\.([a-z]+(?:_[a-zA-Z0-9]+)+)\b", source)}
    groups = ("chat", "conversations", "users", "usergroups", "auth", "views", "files", "dnd")
    # The SDK's own name for the two calls of an upload.
    if "files_upload_v2" in calls:
        calls = calls - {"files_upload_v2"} | {"files_getUploadURLExternal", "files_completeUploadExternal"}
    return {name.replace("_", ".") for name in calls if name.split("_")[0] in groups}


def test_the_manifest_is_yaml_that_slack_reads() -> None:
    """Its parts are where Slack expects them."""
    read = yaml.safe_load(manifest())
    assert read["oauth_config"]["scopes"]["bot"] == [scope.name for scope in SCOPES]
    assert read["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)
    assert read["settings"]["socket_mode_enabled"] is True
    assert read["settings"]["interactivity"] == {"is_enabled": True}


def test_customers_may_write_to_the_bot() -> None:
    """The messages tab is open, else nobody could give an address in private."""
    home = yaml.safe_load(manifest())["features"]["app_home"]
    assert (home["messages_tab_enabled"], home["messages_tab_read_only_enabled"]) == (True, False)


def test_every_method_that_is_called_has_a_scope() -> None:
    """No call fails for want of a permission."""
    covered = {use for scope in SCOPES for use in scope.used_by} | set(UNSCOPED)
    assert "chat.postMessage" in methods()
    assert methods() <= covered


def test_every_scope_is_used() -> None:
    """No permission is asked for without need."""
    assert {use for scope in SCOPES for use in scope.used_by} <= methods() | set(EVENTS) | set(COMMANDS)


def test_every_event_has_its_scope() -> None:
    """Slack delivers an event only to whom may read it."""
    assert set(EVENTS) - {"app_home_opened"} <= {use for scope in SCOPES for use in scope.used_by}


def test_the_home_is_on_and_the_command_is_there() -> None:
    """Slack shows the Home, and tells who is meant by their id."""
    features = yaml.safe_load(manifest())["features"]
    assert (features["app_home"]["home_tab_enabled"], [one["command"] for one in features["slash_commands"]]) == (
        True,
        list(COMMANDS),
    )
    assert all(one["should_escape"] and one["description"] for one in features["slash_commands"])
