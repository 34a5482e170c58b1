"""The connection to Slack: the client, who we are there, and whether the Slack channels are fit for their use.

What is wrong is told in words that an operator understands. It must never show a token.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.web import SlackResponse

from bot.adapters.slack.errors import call, error_word, is_passing
from bot.adapters.slack.manifest import SCOPES
from bot.adapters.slack.workspace import Identity
from bot.domain.errors import ConfigurationError, Problem, Temporary
from bot.ports.clock import Clock

CALL_TIMEOUT = 10
QUICK_TIMEOUT = 3
ENVIRONMENT = "environment"
_BAD_TOKEN = {
    "invalid_auth": "Slack does not know this token; copy it again from your app's page",
    "not_authed": "Slack got no token",
    "token_revoked": "this token was revoked; install the app again and copy the new one",
    "token_expired": "this token has expired; install the app again and copy the new one",
    "account_inactive": "the app was removed from the workspace; install it again and copy the new token",
    "not_allowed_token_type": "this is a token of another kind",
}


class SlackUnreachable(Temporary):
    """Slack did not answer; nothing is known to be wrong with the configuration."""


@dataclass(frozen=True)
class SlackSettings:
    """What the operator tells about Slack; the tokens stay out of every log.

    `private_channels` and `groups` are the Slack channels and user groups that chains name: the key in the
    configuration, and the id.
    """

    bot_token: str = field(repr=False)
    app_token: str = field(repr=False)
    api_url: str
    triage_channel: str
    customer_channels: tuple[str, ...] = ()
    private_channels: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, str], ...] = ()
    responders_group: str = ""
    leads_group: str = ""


def web_client(
    settings: SlackSettings, timeout: int = CALL_TIMEOUT, listening: RetryHandler | None = None
) -> WebClient:
    """Return a client that never repeats a call: the outbox does, and only when nothing can be doubled by it.

    `listening` is shown every answer; see `bot.adapters.slack.answers`.
    """
    return WebClient(
        token=settings.bot_token,
        base_url=settings.api_url,
        timeout=timeout,
        retry_handlers=[listening] if listening is not None else [],
        logger=quiet_logger(),
    )


def quiet_logger() -> logging.Logger:
    """Return a logger for the vendor's code, which would write whole messages when the root logger is at DEBUG."""
    logger = logging.getLogger("bot.adapters.slack.vendor")
    logger.setLevel(logging.CRITICAL)
    return logger


def whoami(client: WebClient) -> Identity:
    """Return who the bot token belongs to.

    Raises:
        ConfigurationError: Slack does not accept SLACK_BOT_TOKEN.
        SlackUnreachable: Slack did not answer.
    """
    answer = _ask(client.auth_test, "SLACK_BOT_TOKEN", "a bot token that begins with xoxb-")
    names = ("team_id", "team", "url", "user_id", "bot_id")
    team, team_name, url, bot_user, bot = (str(answer.get(name) or "") for name in names)
    if not bot:
        raise _bad_token("SLACK_BOT_TOKEN", "this is a person's token; expected a bot token that begins with xoxb-")
    return Identity(team, team_name, url, bot_user, bot)


def check_scopes(client: WebClient) -> None:
    """Raise ConfigurationError where the bot token lacks a permission of the manifest, else as `whoami` does.

    Slack tells a token's scopes in a header of every answer (docs.slack.dev/authentication/installing-with-oauth).
    """
    answer = _ask(client.auth_test, "SLACK_BOT_TOKEN", "a bot token that begins with xoxb-")
    told = next((value for name, value in answer.headers.items() if name.casefold() == "x-oauth-scopes"), None)
    if told is None:
        return
    granted = {scope.strip() for scope in told.split(",")}
    missing = [scope for scope in SCOPES if scope.name not in granted]
    if missing:
        words = ", ".join(f"{scope.name} ({scope.why})" for scope in missing)
        expected = f"the app lacks {words}; install it again from the manifest (triage-bot slack-manifest)"
        raise _bad_token("SLACK_BOT_TOKEN", expected)


def check_app_token(client: WebClient, app_token: str) -> None:
    """Ask Slack for a connection, so that a wrong SLACK_APP_TOKEN is told instead of being tried for ever.

    Raises as `whoami` does.
    """
    expected = "an app-level token with the scope connections:write, which begins with xapp-"
    _ask(lambda: client.apps_connections_open(app_token=app_token), "SLACK_APP_TOKEN", expected)


def channel_problems(
    client: WebClient, settings: SlackSettings, file: str, *, may_be_shared: bool = False
) -> tuple[Problem, ...]:
    """Return what is wrong with the Slack channels of the configuration `file`; raise SlackUnreachable.

    With `may_be_shared` a channel of the staff's that outsiders can read is somebody else's to notice.
    """
    one = triage_problems(client, settings, file, may_be_shared=may_be_shared)
    return (*one, *other_problems(client, settings, file, may_be_shared=may_be_shared))


def triage_problems(
    client: WebClient, settings: SlackSettings, file: str, *, may_be_shared: bool = False
) -> tuple[Problem, ...]:
    """Return what is wrong with the triage channel, without which no staff hears of anything; raise SlackUnreachable.

    `may_be_shared` as for `channel_problems`.
    """
    channel = settings.triage_channel
    shared, problems = _membership(client, channel)
    if shared and not may_be_shared:
        problems.append(f"{channel} is shared with another organisation, who would read the cards; use one of your own")
    return tuple(Problem(file, "slack.triage_channel", None, words) for words in problems)


def other_problems(
    client: WebClient, settings: SlackSettings, file: str, *, may_be_shared: bool = False
) -> Iterator[Problem]:
    """Yield what is wrong with every other Slack channel and user group, as it is found; raise SlackUnreachable.

    `may_be_shared` as for `channel_problems`, for the private channels.
    """
    for channel in settings.customer_channels:
        for words in _membership(client, channel)[1]:
            yield Problem(file, "slack.customer_channels", None, words)
    for key, channel in settings.private_channels:
        for words in _private_problems(client, channel, may_be_shared):
            yield Problem(file, key, None, words)
    for key, group in settings.groups:
        for words in _group_problems(client, group):
            yield Problem(file, key, None, words)


def _private_problems(client: WebClient, channel: str, may_be_shared: bool) -> list[str]:
    """Return why a chain cannot tell anybody in a Slack channel: what it tells is private."""
    about, problems = _ask_about(client, channel)
    if about and not about.get("is_private"):
        problems.append(f"{channel} is a public Slack channel; escalations go to people or to private channels only")
    shared, others = _membership(client, channel) if about else (False, [])
    if shared and not may_be_shared:
        others.append(f"{channel} is shared with another organisation, who would read along; use one of your own")
    return [*problems, *others]


def _group_problems(client: WebClient, group: str) -> list[str]:
    """Return why nobody can be found in a user group."""
    try:
        _reach(lambda: client.usergroups_users_list(usergroup=group))
    except SlackApiError as refusal:
        word = error_word(refusal)
        if word == "no_such_subteam":
            return [f"Slack knows no user group {group}; its id stands at the end of the group's address"]
        if word in ("plan_upgrade_required", "paid_teams_only"):
            return ["user groups need a paid plan of Slack; name teammates instead"]
        if word == "missing_scope":
            return ["the app may not see user groups; install it again from the manifest (triage-bot slack-manifest)"]
        return [f"Slack refused to tell about {group} ({word or 'no reason'})"]
    return []


def _ask_about(client: WebClient, channel: str) -> tuple[Mapping[str, Any], list[str]]:
    """Return what Slack tells about a Slack channel, or why it tells nothing."""
    try:
        answer = _reach(lambda: client.conversations_info(channel=channel))
    except SlackApiError as refusal:
        if error_word(refusal) == "channel_not_found":
            return {}, [f"the bot sees no Slack channel {channel}; for a private one: /invite the bot there"]
        return {}, [f"Slack refused to tell about {channel} ({error_word(refusal) or 'no reason'})"]
    found = answer.get("channel")
    return (found if isinstance(found, dict) else {}), []


def _membership(client: WebClient, channel: str) -> tuple[bool, list[str]]:
    """Return whether a Slack channel is shared with outsiders, and why the bot cannot use it."""
    about, problems = _ask_about(client, channel)
    if problems:
        return False, problems
    shared = _outsiders(about)
    problems = [] if about.get("is_member") else [f"the bot is not in {channel}; /invite it there"]
    if about.get("is_archived"):
        problems.append(f"{channel} is archived")
    return shared, problems


def is_shared(client: WebClient, clock: Clock, channel: str) -> bool:
    """Tell whether outsiders can read a Slack channel, or are invited to; raise a DeliveryError."""
    answer = call(clock, lambda: client.conversations_info(channel=channel), repeatable=True)
    found = answer.get("channel")
    return _outsiders(found if isinstance(found, dict) else {})


def _outsiders(about: Mapping[str, Any]) -> bool:
    return bool(about.get("is_ext_shared") or about.get("is_pending_ext_shared"))


def _ask(perform: Callable[[], SlackResponse], variable: str, expected: str) -> SlackResponse:
    try:
        return _reach(perform)
    except SlackApiError as refusal:
        word = error_word(refusal)
        if word == "missing_scope":
            raise _bad_token(variable, f"this token may not do what is needed; expected {expected}") from None
        if word in _BAD_TOKEN:
            raise _bad_token(variable, f"{_BAD_TOKEN[word]}; expected {expected}") from None
        raise SlackUnreachable(f"Slack refused to connect us ({word or 'no reason'}); try again later") from None


def _reach(perform: Callable[[], SlackResponse]) -> SlackResponse:
    """Call Slack; raise SlackUnreachable where there is no answer of Slack's own, or none that tells anything."""
    try:
        return perform()
    except SlackApiError as refusal:
        if not is_passing(refusal):
            raise
        word = error_word(refusal)
        raise SlackUnreachable(f"Slack has a fault of its own ({word or 'no reason'}); try again later") from None
    except (OSError, ValueError) as fault:
        words = f"Slack did not answer ({type(fault).__name__}); check the network and [slack] api_url"
        raise SlackUnreachable(words) from None


def _bad_token(variable: str, expected: str) -> ConfigurationError:
    return ConfigurationError([Problem(ENVIRONMENT, variable, None, expected)])
