"""Zammad: a ticket whose first article is an internal note with the story.

Zammad has no external id. The article's subject holds ours, and it is looked for by a condition: conditions are
answered from the database, while a text search would ask an index that lags behind. Not a tag: Zammad leaves a new tag
out without a word where an administrator forbids new ones.
Sources: https://docs.zammad.org/en/latest/api/ticket/index.html, and can_search.rb and ticket/sets_close_time.rb in
app/models of Zammad.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.adapters.desks.discretion import entry_for_desk, requester_of, subject_for_desk, text_for_desk
from bot.adapters.desks.entries import entry_mark, moment, newest
from bot.adapters.desks.newest import Row, positive
from bot.adapters.desks.rest import ANSWER_WITHIN, Headers, Rest
from bot.adapters.desks.rest_errors import missing
from bot.adapters.desks.shortening import shortened
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Story

_NAME = "Zammad"
_LONGEST = 200_000
# The states that Zammad comes with; one that an administrator made counts as open.
_STANDINGS = {
    "pending reminder": Standing.PENDING,
    "pending close": Standing.PENDING,
    "closed": Standing.SOLVED,
    "merged": Standing.MERGED,
    "removed": Standing.CLOSED,
}


class ZammadDesk:
    """Implements `bot.ports.desk.Desk`.

    `url` is where Zammad is, `group` the group that gets the tickets; the `token`'s owner needs the permission
    ticket.agent, and must be able to read that group.
    """

    def __init__(
        self,
        url: str,
        group: str,
        token: str,
        tags: Sequence[str],
        clock: Clock,
        answer_within: timedelta = ANSWER_WITHIN,
    ) -> None:
        self._url = url
        self._group = group
        self._tags = ",".join(tags)
        auth = Headers({"Authorization": f"Token token={token}"})
        self._rest = Rest(_NAME, url, auth, "ZAMMAD_TOKEN", clock, answer_within=answer_within)

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket, or return the one with this external id. Raises Temporary, Permanent or Unknown."""
        address = requester_of(story.case)
        if found := self.find(external_id):
            return found
        article = {
            "subject": _mark(external_id),
            "body": shortened(text_for_desk(story), _LONGEST),
            "content_type": "text/plain",
            "type": "note",
            "internal": True,
        }
        ticket = {
            "title": subject_for_desk(story),
            "group": self._group,
            "customer_id": f"guess:{address}",
            "tags": self._tags,
            "article": article,
        }
        made = self._ticket(self._rest.write("/api/v1/tickets", ticket))
        if made is None:
            raise missing(_NAME)
        return made

    def find(self, external_id: str) -> Ticket | None:
        """Ask for the ticket whose note has our mark. Raises Temporary or Permanent."""
        question = {
            "condition": {
                "article.subject": {"operator": "contains", "value": _mark(external_id)},
                # Without it the database would have to read every article there is.
                "ticket.created_at": {"operator": "within last (relative)", "range": "day", "value": "2"},
            },
            "expand": True,
            "limit": 10,
        }
        rows = self._rest.look("/api/v1/tickets/search", question)
        if not isinstance(rows, list):
            raise missing(_NAME, writing=False)
        found = [(positive(row.get("id")), self._ticket(row)) for row in rows if isinstance(row, dict)]
        if len(found) < len(rows) or any(ticket is None for _, ticket in found):
            raise missing(_NAME, writing=False)
        return min(found, default=(0, None), key=lambda one: one[0])[1]

    def _ticket(self, row: Any) -> Ticket | None:
        fields = row if isinstance(row, dict) else {}
        number, key = fields.get("number"), positive(fields.get("id"))
        if not key or not isinstance(number, str) or not number.isalnum():
            return None
        return Ticket(number, f"{self._url}/#ticket/zoom/{key}", str(key))

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Add an internal note. Raises Temporary, Permanent or Unknown."""
        if self.has(effect, ticket):
            return
        article = {
            "ticket_id": int(ticket.key),
            "subject": entry_mark(effect),
            "body": shortened(entry_for_desk(entry, story), _LONGEST),
            "content_type": "text/plain",
            "type": "note",
            "internal": True,
        }
        answer = self._rest.write("/api/v1/ticket_articles", article)
        if not isinstance(answer, dict) or not positive(answer.get("id")):
            raise missing(_NAME)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Look through the ticket's articles. Raises Temporary or Permanent."""
        return any(row.get("subject") == entry_mark(effect) for row in self._articles(ticket))

    @property
    def tells_state(self) -> bool:
        """True."""
        return True

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Read the ticket and its articles: an agent's that is not internal is an answer."""
        found = self._rest.read(f"/api/v1/tickets/{ticket.key}", {"expand": "true"})
        name = found.get("state") if isinstance(found, dict) else None
        if not isinstance(name, str):
            raise missing(_NAME, writing=False)
        standing = _STANDINGS.get(name, Standing.OPEN)
        answers = (
            row.get("created_at")
            for row in self._articles(ticket)
            if row.get("sender") == "Agent" and row.get("internal") is False
        )
        # Not close_at: it keeps the time of the first closing, also when the ticket was opened again since.
        over_at = moment(found.get("last_close_at")) if standing is Standing.SOLVED else None
        return TicketState(standing, over_at, newest(answers))

    def _articles(self, ticket: Ticket) -> list[Row]:
        rows = self._rest.read(f"/api/v1/ticket_articles/by_ticket/{ticket.key}", {"expand": "true"})
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise missing(_NAME, writing=False)
        return rows


def _mark(external_id: str) -> str:
    return f"triage-bot {external_id}"
