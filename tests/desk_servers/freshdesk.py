"""A local Freshdesk: create, list with descriptions, private notes, with Freshdesk's own error shapes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from html import unescape

from desk_servers.side import Call, Opened, Reply, VendorSide

KEY = "fd-secret"
_TICKET = re.compile(r"/api/v2/tickets/(\d+)")
_STATUSES = {"open": 2, "pending": 3, "solved": 4, "closed": 5}
_NOTES = re.compile(r"/api/v2/tickets/(\d+)/(notes|conversations)")


class FreshdeskSide(VendorSide):
    """https://developers.freshdesk.com/api/#tickets"""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: list[dict] = []
        self.notes: dict[int, list[dict]] = {}

    def is_writing(self, call: Call) -> bool:
        """Faults are for the ticket itself; notes have their own."""
        return call.method == "POST" and call.path == "/api/v2/tickets"

    def answer(self, call: Call) -> Reply:
        """List, create, add a note, list notes."""
        if call.basic != (KEY, "X"):
            words = "You have to be logged in to perform this action."
            return Reply(401, {"code": "invalid_credentials", "message": words})
        if about := _NOTES.fullmatch(call.path):
            return self._note(int(about[1]), call)
        if about := _TICKET.fullmatch(call.path):
            return Reply(200, self.tickets[int(about[1]) - 1])
        if call.path != "/api/v2/tickets":
            return Reply(404, b"", kind="text/plain")
        return self._list(call) if call.method == "GET" else self._create(call)

    def _list(self, call: Call) -> Reply:
        page, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 30))
        rows = [one for one in reversed(self.tickets) if one["updated_at"] >= call.query["updated_since"]]
        hidden = () if call.query.get("include") == "description" else ("description", "description_text")
        shown = [{key: value for key, value in one.items() if key not in hidden} for one in rows]
        return Reply(200, shown[(page - 1) * size : page * size])

    def _create(self, call: Call) -> Reply:
        ticket = call.json
        if "@" not in ticket["email"] or not {"status", "priority", "subject", "description"} <= set(ticket):
            return self.refusal(400)
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        text = as_text(ticket["description"])
        made = {**ticket, "id": len(self.tickets) + 1, "description_text": text, "created_at": now, "updated_at": now}
        self.tickets.append(made)
        return Reply(201, made)

    def _note(self, number: int, call: Call) -> Reply:
        notes = self.notes.setdefault(number, [])
        if call.method == "GET":
            return Reply(200, notes)
        note = call.json
        self._write(notes, note["body"], private=note["private"], incoming=False)
        return Reply(201, notes[-1])

    def _write(self, notes: list[dict], body: str, *, private: bool, incoming: bool) -> None:
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        texts = {"body": body, "body_text": as_text(body)}
        notes.append({"id": 1, **texts, "private": private, "incoming": incoming, "created_at": at})

    def is_adding(self, call: Call) -> bool:
        """A note after the one with the story."""
        about = _NOTES.fullmatch(call.path)
        return call.method == "POST" and about is not None and bool(self.notes.get(int(about[1])))

    def added(self) -> list[str]:
        """Private notes after the one with the story."""
        return [one["body_text"] for notes in self.notes.values() for one in notes[1:] if one["private"]]

    def desk_does(self, number: str, standing: str, answer: str = "") -> None:
        """Reply, set the status."""
        self.tickets[int(number) - 1]["status"] = _STATUSES[standing]
        if answer:
            self._write(self.notes.setdefault(int(number), []), answer, private=False, incoming=False)

    def customer_answers(self, number: str) -> None:
        """A reply of the customer's."""
        self._write(self.notes.setdefault(int(number), []), "me again", private=False, incoming=True)

    def refusal(self, status: int) -> Reply:
        """Freshdesk's words."""
        error = {"field": "email", "message": "anna@mail.example is not valid", "code": "invalid_value"}
        return Reply(status, {"description": "Validation failed", "errors": [error]})

    def opened(self) -> list[Opened]:
        """Tickets as agents see them."""
        found = []
        for one in self.tickets:
            notes = [note for note in self.notes.get(one["id"], []) if note["private"]]
            told = json.dumps([{**one, "email": ""}, notes], ensure_ascii=False)
            text = "".join(note["body_text"] for note in notes)
            found.append(Opened(str(one["id"]), one["email"], text, told))
        return found


def as_text(html: str) -> str:
    """Return HTML as the text that Freshdesk makes of it."""
    return unescape(re.sub(r"<[^>]+>", "", html.replace("<br>", "\n").replace("</div>", "\n"))).replace("\xa0", " ")
