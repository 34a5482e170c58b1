"""What customers call themselves, asked of Slack once and remembered, and who is a colleague.

It must never hold a mention up for long.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.adapters.slack.errors import call
from bot.adapters.slack.staff_groups import why_not
from bot.adapters.slack.text import sound
from bot.domain.case import Customer
from bot.domain.errors import DeliveryError
from bot.ports.clock import Clock

log = structlog.get_logger()

MOST_REMEMBERED = 2_000


class People:
    """Looks names up by users.info. Give it a client with a short timeout."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._known: dict[str, tuple[str, str]] = {}

    def named(self, customer: Customer) -> Customer:
        """Return the customer with handle and name; with both empty where Slack does not tell."""
        if customer.id not in self._known:
            try:
                found = self._ask(customer.id)
            except DeliveryError as fault:
                log.warning("slack_name_not_known", user=customer.id, reason=str(fault))
                return customer
            if len(self._known) >= MOST_REMEMBERED:
                self._known.pop(next(iter(self._known)))
            self._known[customer.id] = found
        handle, name = self._known[customer.id]
        return replace(customer, handle=handle, name=name)

    def is_colleague(self, user: str, us: str) -> bool:
        """Tell whether somebody is a full member of our workspace `us`, no guest, bot or stranger; in doubt: no."""
        try:
            about = self._about(user)
        except DeliveryError as fault:
            log.warning("slack_colleague_not_known", user=user, reason=str(fault))
            return False
        return about.get("team_id") == us and not why_not(about, us)

    def _ask(self, user: str) -> tuple[str, str]:
        answer = self._about(user)
        profile = answer.get("profile")
        shown = profile if isinstance(profile, dict) else {}
        names = (shown.get("real_name"), answer.get("real_name"), shown.get("display_name"))
        handle = answer.get("name")
        name = next((name for name in names if isinstance(name, str) and name.strip()), "")
        return sound(handle) if isinstance(handle, str) else "", sound(name)

    def _about(self, user: str) -> Mapping[str, Any]:
        answer = call(self._clock, lambda: self._client.users_info(user=user), repeatable=True).get("user")
        return answer if isinstance(answer, dict) else {}
