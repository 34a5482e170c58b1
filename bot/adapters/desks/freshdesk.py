"""Freshdesk: a ticket with what the customer wrote, and the whole story as a private note.

Everything in a ticket's description may be mailed to its requester, so what is for agents only goes into the note: a
second call, which is made up for at the next attempt or look where it fails. Only a crash between the two leaves a
ticket without its note. Freshdesk has no external id for tickets; ours is
the last line of the description, and the newest tickets are looked through for it.
Source: https://developers.freshdesk.com/api/#tickets
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from html import escape
from typing import Any

import structlog
from requests.auth import HTTPBasicAuth

from bot.adapters.desks.discretion import (
    entry_for_desk,
    name_of,
    requester_of,
    subject_for_desk,
    text_for_desk,
    without,
)
from bot.adapters.desks.entries import entry_mark, every_row, is_marked, newest
from bot.adapters.desks.newest import LOOK_BACK, PAGE, Row, find_newest, positive, stamp
from bot.adapters.desks.rest import ANSWER_WITHIN, Rest
from bot.adapters.desks.rest_errors import missing
from bot.adapters.desks.shortening import shortened
from bot.domain.errors import DeliveryError, Permanent, Temporary
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Story

_NAME = "Freshdesk"
_LONGEST = 60_000
_OPEN, _LOW = 2, 1
# A status that an administrator made has a higher number: most often the desk waits for somebody.
_STANDINGS = {2: Standing.OPEN, 4: Standing.SOLVED, 5: Standing.CLOSED}

log = structlog.get_logger()


class FreshdeskDesk:
    """Implements `bot.ports.desk.Desk`.

    `url` is like "https://acme.freshdesk.com"; the agent whose API `key` it is needs global access to tickets.
    """

    def __init__(
        self, url: str, key: str, tags: Sequence[str], clock: Clock, answer_within: timedelta = ANSWER_WITHIN
    ) -> None:
        self._url = url
        self._tags = list(tags)
        self._clock = clock
        # Stories whose note is perhaps not there yet, by external id.
        self._untold: dict[str, Story] = {}
        # The password is never looked at: any letter does.
        self._rest = Rest(
            _NAME, url, HTTPBasicAuth(key.encode(), b"X"), "FRESHDESK_KEY", clock, answer_within=answer_within
        )

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open a ticket, or return the one with this external id. Raises Temporary, Permanent or Unknown."""
        address = requester_of(story.case)
        number = self._number(external_id)
        is_new = not number
        self._untold[external_id] = story
        if is_new:
            number = self._create(external_id, story, address)
        self._tell(number, external_id, is_new)
        return self._ticket(number)

    def find(self, external_id: str) -> Ticket | None:
        """Look through the newest tickets for our mark. Raises Temporary or Permanent."""
        number = self._number(external_id)
        if number:
            self._tell(number, external_id, is_new=False)
        return self._ticket(number) if number else None

    def _create(self, external_id: str, story: Story, address: str) -> int:
        wrote = "\n\n".join(one.text for one in story.mentions if not one.private) or subject_for_desk(story)
        body = shortened(without(wrote, story.case.email), _LONGEST)
        ticket = {
            "email": address,
            "name": name_of(story.case.customer, address),
            "subject": subject_for_desk(story),
            "description": f"<div>{_html(body)}</div><div>{_mark(external_id)}</div>",
            "status": _OPEN,
            "priority": _LOW,
            "tags": self._tags,
        }
        answer = self._rest.write("/api/v2/tickets", ticket)
        number = positive(answer.get("id")) if isinstance(answer, dict) else 0
        if not number:
            raise missing(_NAME)
        return number

    def _tell(self, number: int, external_id: str, is_new: bool) -> None:
        """Add the private note unless it is there; where that fails for now, the whole is to be repeated."""
        story, mark = self._untold.get(external_id), _mark(external_id)
        if story is None:
            return
        try:
            if is_new or not self._has_note(number, mark):
                text = f"{shortened(text_for_desk(story), _LONGEST)}\n{mark}"
                self._note(str(number), text)
        except Permanent as problem:
            # The ticket is there, and the customer should hear its number: a story that is missing is less than that.
            log.error("desk_note_refused", case=story.case.id, reason=str(problem))
        except DeliveryError as problem:
            again = problem.retry_at if isinstance(problem, Temporary) else None
            raise Temporary(f"the ticket is there, its note is not yet: {problem}", again) from None
        del self._untold[external_id]

    def _has_note(self, number: int, mark: str) -> bool:
        return any(_ends_with(row, "body_text", mark) for row in self._conversations(str(number)))

    def _number(self, external_id: str) -> int:
        """Return the number of the ticket with our mark, or 0."""
        mark, now = _mark(external_id), self._clock.now()

        def page(number: int) -> Any:
            wanted = {"updated_since": stamp(now - LOOK_BACK), "order_by": "created_at", "order_type": "desc"}
            sent = {**wanted, "include": "description", "per_page": str(PAGE), "page": str(number)}
            return self._rest.read("/api/v2/tickets", sent)

        row = find_newest(_NAME, page, lambda row: _ends_with(row, "description_text", mark), now)
        if row is None:
            return 0
        number = positive(row.get("id"))
        if not number:
            raise missing(_NAME, writing=False)
        return number

    def _ticket(self, number: int) -> Ticket:
        return Ticket(str(number), f"{self._url}/a/tickets/{number}", str(number))

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Add a private note. Raises Temporary, Permanent or Unknown."""
        if not self.has(effect, ticket):
            text = f"{shortened(entry_for_desk(entry, story), _LONGEST)}\n{entry_mark(effect)}"
            answer = self._note(ticket.key, text)
            if not isinstance(answer, dict) or not positive(answer.get("id")):
                raise missing(_NAME)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Look through the ticket's conversations. Raises Temporary or Permanent."""
        return any(is_marked(row, "body_text", effect) for row in self._conversations(ticket.key))

    @property
    def tells_state(self) -> bool:
        """True."""
        return True

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Read the ticket and its conversations: what went out and is not private is an answer."""
        found = self._rest.read(f"/api/v2/tickets/{ticket.key}")
        status = positive(found.get("status")) if isinstance(found, dict) else 0
        if not status:
            raise missing(_NAME, writing=False)
        rows = self._conversations(ticket.key)
        out = (row for row in rows if row.get("incoming") is False and row.get("private") is False)
        answered_at = newest(row.get("created_at") for row in out)
        return TicketState(_STANDINGS.get(status, Standing.PENDING), answered_at=answered_at)

    def _note(self, key: str, text: str) -> Any:
        return self._rest.write(f"/api/v2/tickets/{key}/notes", {"body": f"<div>{_html(text)}</div>", "private": True})

    def _conversations(self, key: str) -> list[Row]:
        def page(number: int) -> Any:
            wanted = {"page": str(number), "per_page": str(PAGE)}
            return self._rest.read(f"/api/v2/tickets/{key}/conversations", wanted)

        return every_row(_NAME, page)


def _mark(external_id: str) -> str:
    return f"Reference: {external_id}"


def _ends_with(row: Row | object, key: str, mark: str) -> bool:
    """Tell whether a text is ours by its last line; a customer's words never stand there."""
    text = row.get(key) if isinstance(row, dict) else None
    return isinstance(text, str) and text.rstrip().endswith(mark)


def _html(text: str) -> str:
    return escape(text).replace("  ", "&nbsp; ").replace("\n", "<br>")
