"""A local Zendesk: the tickets API with external ids, idempotency keys and Zendesk's own error shapes."""

from __future__ import annotations

import json

from desk_servers.side import Call, Opened, Reply, VendorSide

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
        made = {**ticket, "id": 35_436 + len(self.tickets), "status": "new"}
        self.tickets.append(made)
        self.keys[key] = (call.body, made)
        return Reply(201, {"ticket": made}, {"x-idempotency-lookup": "miss"})

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
