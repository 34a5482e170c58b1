"""Builds the desk that was chosen among those that are reached over HTTP; nothing is called yet."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.adapters.desks.freshdesk import FreshdeskDesk
from bot.adapters.desks.github import GitHubDesk
from bot.adapters.desks.webhook import WebhookDesk
from bot.adapters.desks.zammad import ZammadDesk
from bot.adapters.desks.zendesk import ZendeskDesk
from bot.ports.clock import Clock
from bot.ports.desk import Desk


@dataclass(frozen=True)
class RemoteDesk:
    """Which desk, where, and who we are there; what a kind does not need is ""."""

    kind: str
    url: str
    secret: str = field(repr=False)
    user: str = ""
    group: str = ""
    repository: str = ""
    find_url: str = ""
    tags: tuple[str, ...] = ()


def remote_desk(chosen: RemoteDesk, clock: Clock) -> Desk:
    """Return the desk. Raises ConfigurationError where a secret cannot be used, ValueError for another kind."""
    match chosen.kind:
        case "zendesk":
            return ZendeskDesk(chosen.url, chosen.user, chosen.secret, chosen.tags, clock)
        case "zammad":
            return ZammadDesk(chosen.url, chosen.group, chosen.secret, chosen.tags, clock)
        case "freshdesk":
            return FreshdeskDesk(chosen.url, chosen.secret, chosen.tags, clock)
        case "github":
            return GitHubDesk(chosen.url, chosen.repository, chosen.secret, chosen.tags, clock)
        case "webhook":
            return WebhookDesk(chosen.url, chosen.find_url, chosen.secret, chosen.tags, clock)
    raise ValueError(f"there is no desk of the kind {chosen.kind}")
