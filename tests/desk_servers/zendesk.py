"""A local Zendesk: the tickets API with external ids, idempotency keys and Zendesk's own error shapes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from desk_servers.side import Call, Opened, Reply, VendorSide

_TICKET = re.compile(r"/api/v2/tickets/(\d+)(/comments)?\.json")
FIRST = 35_436
USER, TOKEN = "bot@acme.example", "zd-secret"


class ZendeskSide(VendorSide):
    """https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/"""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: list[dict] = []
        self.keys: dict[str, tuple[bytes, dict]] = {}

    def answer(self, call: Call) -> Reply:
        """List by external id, or create."""
        if call.basic != (f"{USER}/token", TOKEN):
            return Reply(401, {"error": "Couldn't authenticate you"})
        if about := _TICKET.fullmatch(call.path):
            return self._ticket(self.tickets[int(about[1]) - FIRST], call, about[2])
        if call.path != "/api/v2/tickets.json":
            return Reply(404, {"error": "RecordNotFound", "description": "Not found"})
        if call.method == "GET":
            wanted = call.query["external_id"]
            rows = [one for one in self.tickets if one["external_id"] == wanted]
            return Reply(200, {"tickets": rows, "count": len(rows), "next_page": None})
        return self._create(call)

    def _create(self, call: Call) -> Reply:
        key = call.headers.get("idempotency-key", "")
        if key in self.keys:
            body, ticket = self.keys[key]
            if body == call.body:
                return Reply(201, {"ticket": ticket}, {"x-idempotency-lookup": "hit"})
            words = "Request parameters don't match the given idempotency key"
            return Reply(400, {"error": "IdempotentRequestError", "description": words})
        ticket = call.json["ticket"]
        if "comment" not in ticket or "@" not in ticket["requester"]["email"]:
            return self.refusal(422)
        made = {**ticket, "id": FIRST + len(self.tickets), "status": "new", "requester_id": 7, "comments": []}
        self.tickets.append(made)
        self.keys[key] = (call.body, made)
        return Reply(201, {"ticket": made}, {"x-idempotency-lookup": "miss"})

    def _ticket(self, ticket: dict, call: Call, comments: str | None) -> Reply:
        if comments:
            page, size = int(call.query.get("page", 1)), int(call.query.get("per_page", 100))
            return Reply(200, {"comments": ticket["comments"][(page - 1) * size : page * size], "next_page": None})
        if call.method == "PUT":
            comment = call.json["ticket"]["comment"]
            self._comment(ticket, comment["body"], comment["public"], author=1)
        return Reply(200, {"ticket": {name: ticket[name] for name in ("id", "status", "requester_id", "tags")}})

    def _comment(self, ticket: dict, body: str, public: bool, author: int) -> None:
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        ticket["comments"].append({"id": 1, "body": body, "public": public, "author_id": author, "created_at": at})

    def is_writing(self, call: Call) -> bool:
        """A ticket is opened by POST."""
        return call.method == "POST"

    def is_adding(self, call: Call) -> bool:
        """A comment is added by PUT."""
        return call.method == "PUT"

    def added(self) -> list[str]:
        """Private comments only: a public one would be mailed."""
        return [one["body"] for ticket in self.tickets for one in ticket["comments"] if not one["public"]]

    def desk_does(self, number: str, standing: str, answer: str = "") -> None:
        """Comment in public, set the status."""
        ticket = self.tickets[int(number) - FIRST]
        ticket["status"] = standing
        if answer:
            self._comment(ticket, answer, True, author=3)

    def customer_answers(self, number: str) -> None:
        """A public comment of the requester's."""
        self._comment(self.tickets[int(number) - FIRST], "me again", True, author=7)

    def refusal(self, status: int) -> Reply:
        """Zendesk's words."""
        words = "Requester: anna@mail.example is suspended"
        return Reply(
            status,
            {
                "error": "RecordInvalid",
                "description": "Record validation errors",
                "details": {"requester": [{"description": words, "error": "InvalidValue"}]},
            },
        )

    def opened(self) -> list[Opened]:
        """Tickets as agents see them; a public comment would be mailed, so it does not count."""
        return [
            Opened(
                str(one["id"]),
                one["requester"]["email"],
                "" if one["comment"]["public"] else one["comment"]["body"],
                json.dumps({**one, "requester": one["requester"]["name"]}, ensure_ascii=False),
            )
            for one in self.tickets
        ]
