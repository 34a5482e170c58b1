"""Zammad: a ticket whose first article is an internal note with the story.

Zammad has no external id. The article's subject holds ours, and it is looked for by a condition: conditions are
answered from the database, while a text search would ask an index that lags behind. Not a tag: Zammad leaves a new tag
out without a word where an administrator forbids new ones.
Sources: https://docs.zammad.org/en/latest/api/ticket/index.html and app/models/concerns/can_search.rb of Zammad.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.adapters.desks.discretion import requester_of, subject_for_desk, text_for_desk
from bot.adapters.desks.newest import positive
from bot.adapters.desks.rest import ANSWER_WITHIN, Headers, Rest
from bot.adapters.desks.rest_errors import missing
from bot.adapters.desks.shortening import shortened
from bot.ports.clock import Clock
from bot.ports.desk import Ticket
from bot.ports.staffroom import Story

_NAME = "Zammad"
_LONGEST = 200_000


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
        return Ticket(number, f"{self._url}/#ticket/zoom/{key}")


def _mark(external_id: str) -> str:
    return f"triage-bot {external_id}"
