"""Zendesk: a ticket with the case's effect id as its external id, and the story as a private first comment.

A private first comment is never mailed: the customer hears from Zendesk when an agent answers.
Source: https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from requests.auth import HTTPBasicAuth

from bot.adapters.desks.discretion import entry_for_desk, name_of, requester_of, subject_for_desk, text_for_desk
from bot.adapters.desks.entries import entry_mark, every_row, is_marked, newest
from bot.adapters.desks.newest import PAGE, Row, positive
from bot.adapters.desks.rest import ANSWER_WITHIN, Rest
from bot.adapters.desks.rest_errors import Answer, missing
from bot.adapters.desks.shortening import shortened
from bot.domain.errors import DeliveryError, Unknown
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Story

_NAME = "Zendesk"
# A comment holds 65,535 bytes.
_LONGEST = 60_000
# The tag that Zendesk gives to a ticket that it closes because it was merged into another one.
_MERGED = "closed_by_merge"
_STANDINGS = {
    "new": Standing.OPEN,
    "open": Standing.OPEN,
    "pending": Standing.PENDING,
    "hold": Standing.PENDING,
    "solved": Standing.SOLVED,
    "closed": Standing.CLOSED,
}


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
        return Ticket(str(number), f"{self._url}/agent/tickets/{number}", str(number))

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Add a private comment. Raises Temporary, Permanent or Unknown."""
        if self.has(effect, ticket):
            return
        body = f"{shortened(entry_for_desk(entry, story), _LONGEST)}\n\n{entry_mark(effect)}"
        changed = {"ticket": {"comment": {"body": body, "public": False}}}
        answer = self._rest.write(f"{_path(ticket)}.json", changed, method="PUT")
        if not positive(_inside(answer, "ticket").get("id")):
            raise missing(_NAME)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Look through the ticket's comments. Raises Temporary or Permanent."""
        return any(is_marked(row, "body", effect) for row in self._comments(ticket))

    @property
    def tells_state(self) -> bool:
        """True."""
        return True

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Read the ticket and its comments: a public one that is not the requester's is an answer."""
        found = _inside(self._rest.read(f"{_path(ticket)}.json"), "ticket")
        standing = _STANDINGS.get(str(found.get("status")))
        if standing is None:
            raise missing(_NAME, writing=False)
        if standing.is_over and _MERGED in (found.get("tags") or ()):
            standing = Standing.MERGED
        public = (row for row in self._comments(ticket) if row.get("public") is True)
        customer = found.get("requester_id")
        return TicketState(
            standing, answered_at=newest(row.get("created_at") for row in public if row.get("author_id") != customer)
        )

    def _comments(self, ticket: Ticket) -> list[Row]:
        def page(number: int) -> Any:
            answer = self._rest.read(f"{_path(ticket)}/comments.json", {"page": str(number), "per_page": str(PAGE)})
            return answer.get("comments") if isinstance(answer, dict) else None

        return every_row(_NAME, page)


def _path(ticket: Ticket) -> str:
    return f"/api/v2/tickets/{quote(ticket.key)}"


def _explain(answer: Answer) -> DeliveryError | None:
    """The key of an earlier attempt with another story: that attempt arrived, so it is to be looked for."""
    words = answer.data.get("error") if isinstance(answer.data, dict) else None
    if isinstance(words, str) and words.startswith("Idempotent"):
        return Unknown("Zendesk has had an earlier attempt")
    return None


def _inside(answer: Any, key: str) -> dict[str, Any]:
    found = answer.get(key) if isinstance(answer, dict) else None
    return found if isinstance(found, dict) else {}
