"""Every remote desk with the local server that it talks to. To bind another to the contract, add it to `SIDES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from desk_servers import freshdesk, github, receiver, zammad, zendesk
from desk_servers.side import VendorSide

from bot.adapters.desks.freshdesk import FreshdeskDesk
from bot.adapters.desks.github import GitHubDesk
from bot.adapters.desks.webhook import WebhookDesk
from bot.adapters.desks.zammad import ZammadDesk
from bot.adapters.desks.zendesk import ZendeskDesk
from bot.ports.clock import Clock
from bot.ports.desk import Desk

TAGS = ("triage-bot",)
USUAL = timedelta(seconds=8)


@dataclass(frozen=True)
class Kind:
    """`secret` may be a wrong one; `secret_name` is what the operator has to mend."""

    side: Callable[[], VendorSide]
    desk: Callable[[str, str, Clock, timedelta], Desk]
    secret: str
    secret_name: str
    is_public: bool = False


SIDES = {
    "zendesk": Kind(
        zendesk.ZendeskSide,
        lambda url, secret, clock, within: ZendeskDesk(url, zendesk.USER, secret, TAGS, clock, within),
        zendesk.TOKEN,
        "ZENDESK_TOKEN",
    ),
    "zammad": Kind(
        zammad.ZammadSide,
        lambda url, secret, clock, within: ZammadDesk(url, zammad.GROUP, secret, TAGS, clock, within),
        zammad.TOKEN,
        "ZAMMAD_TOKEN",
    ),
    "freshdesk": Kind(
        freshdesk.FreshdeskSide,
        lambda url, secret, clock, within: FreshdeskDesk(url, secret, TAGS, clock, within),
        freshdesk.KEY,
        "FRESHDESK_KEY",
    ),
    "github": Kind(
        github.GitHubSide,
        lambda url, secret, clock, within: GitHubDesk(url, github.REPOSITORY, secret, TAGS, clock, within),
        github.TOKEN,
        "GITHUB_TOKEN",
        is_public=True,
    ),
    "webhook": Kind(
        receiver.ReceiverSide,
        lambda url, secret, clock, within: WebhookDesk(f"{url}/hook", f"{url}/tickets", secret, TAGS, clock, within),
        receiver.SECRET,
        "WEBHOOK_SECRET",
    ),
}
