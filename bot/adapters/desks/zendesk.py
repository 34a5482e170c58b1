"""Zendesk: a ticket with the case's effect id as its external id, and the story as a private first comment.

A private first comment is never mailed: the customer hears from Zendesk when an agent answers.
Source: https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from requests.auth import HTTPBasicAuth

from bot.adapters.desks.discretion import name_of, requester_of, subject_for_desk, text_for_desk
from bot.adapters.desks.newest import positive
from bot.adapters.desks.rest import ANSWER_WITHIN, Rest
from bot.adapters.desks.rest_errors import Answer, missing
from bot.adapters.desks.shortening import shortened
from bot.domain.errors import DeliveryError, Unknown
from bot.ports.clock import Clock
from bot.ports.desk import Ticket
from bot.ports.staffroom import Story

_NAME = "Zendesk"
# A comment holds 65,535 bytes.
_LONGEST = 60_000


class ZendeskDesk:
    """Implements `bot.ports.desk.Desk`.

    `url` is like "https://acme.zendesk.com", `user` the agent's email address that the API `token` belongs to; that
    agent must be able to see all tickets.
    """

    def __init__(
        self,
        url: str,
        user: str,
        token: str,
        tags: Sequence[str],
        clock: Clock,
        answer_within: timedelta = ANSWER_WITHIN,
    ) -> None:
        self._url = url
        self._tags = list(tags)
        auth = HTTPBasicAuth(f"{user}/token".encode(), token.encode())
        self._rest = Rest(_NAME, url, auth, "ZENDESK_TOKEN", clock, _explain, answer_within)

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket, or return the one with this external id. Raises Temporary, Permanent or Unknown."""
        address = requester_of(story.case)
        if found := self.find(external_id):
            return found
        ticket = {
            "external_id": external_id,
            "requester": {"name": name_of(story.case.customer, address), "email": address},
            "subject": subject_for_desk(story),
            "comment": {"body": shortened(text_for_desk(story), _LONGEST), "public": False},
            "tags": self._tags,
        }
        # Zendesk remembers the key for two hours: also a second attempt that overlaps the first makes no second ticket.
        answer = self._rest.write("/api/v2/tickets.json", {"ticket": ticket}, {"Idempotency-Key": external_id})
        number = positive(_inside(answer, "ticket").get("id"))
        if not number:
            raise missing(_NAME)
        return self._ticket(number)

    def find(self, external_id: str) -> Ticket | None:
        """Ask for the ticket with this external id. Raises Temporary or Permanent."""
        answer = self._rest.read("/api/v2/tickets.json", {"external_id": external_id})
        rows = answer.get("tickets") if isinstance(answer, dict) else None
        if not isinstance(rows, list):
            raise missing(_NAME, writing=False)
        ours = [row for row in rows if isinstance(row, dict) and row.get("external_id") == external_id]
        numbers = [positive(row.get("id")) for row in ours]
        if not all(numbers):
            raise missing(_NAME, writing=False)
        return self._ticket(min(numbers)) if numbers else None

    def _ticket(self, number: int) -> Ticket:
        return Ticket(str(number), f"{self._url}/agent/tickets/{number}")


def _explain(answer: Answer) -> DeliveryError | None:
    """The key of an earlier attempt with another story: that attempt arrived, so it is to be looked for."""
    words = answer.data.get("error") if isinstance(answer.data, dict) else None
    if isinstance(words, str) and words.startswith("Idempotent"):
        return Unknown("Zendesk has had an earlier attempt")
    return None


def _inside(answer: Any, key: str) -> dict[str, Any]:
    found = answer.get(key) if isinstance(answer, dict) else None
    return found if isinstance(found, dict) else {}
