"""A local Zammad: create, and search by condition, with Zammad's own error shapes."""

from __future__ import annotations

import json

from desk_servers.side import Call, Opened, Reply, VendorSide

TOKEN, GROUP = "za-secret", "Users"


class ZammadSide(VendorSide):
    """https://docs.zammad.org/en/latest/api/ticket/index.html"""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: list[dict] = []

    def is_writing(self, call: Call) -> bool:
        """A search is a POST too."""
        return call.method == "POST" and not call.path.endswith("/search")

    def answer(self, call: Call) -> Reply:
        """Create or search."""
        if call.headers.get("authorization") != f"Token token={TOKEN}":
            return Reply(401, {"error": "Authentication required"})
        if call.path == "/api/v1/tickets/search":
            return self._search(call)
        if call.path != "/api/v1/tickets":
            return Reply(404, {"error": "This page doesn't exist."})
        return self._create(call)

    def _search(self, call: Call) -> Reply:
        condition = call.json["condition"]
        assert {"article.subject", "ticket.created_at"} == set(condition)
        wanted = condition["article.subject"]
        assert "contains" == wanted["operator"]
        rows = [one for one in self.tickets if wanted["value"] in one["article"]["subject"]]
        if not call.json.get("expand"):
            return Reply(200, {"tickets": [one["id"] for one in rows], "tickets_count": len(rows), "assets": {}})
        return Reply(200, [{"id": one["id"], "number": one["number"], "title": one["title"]} for one in rows])

    def _create(self, call: Call) -> Reply:
        ticket = call.json
        if ticket.get("group") != GROUP:
            return Reply(422, {"error": "No lookup value found for 'group': \"Nobody\""})
        if not str(ticket.get("customer_id")).startswith("guess:") or "article" not in ticket:
            return self.refusal(422)
        number = len(self.tickets) + 1
        made = {**ticket, "id": number, "number": str(61_000 + number), "state_id": 1}
        self.tickets.append(made)
        return Reply(201, {"id": number, "number": made["number"], "title": ticket["title"], "group_id": 1})

    def refusal(self, status: int) -> Reply:
        """Zammad's words."""
        return Reply(status, {"error": "Invalid email 'anna@mail.example' of customer"})

    def opened(self) -> list[Opened]:
        """Tickets as agents see them; an article that is not internal could be seen by the customer."""
        return [
            Opened(
                one["number"],
                one["customer_id"].removeprefix("guess:"),
                one["article"]["body"] if one["article"]["internal"] else "",
                json.dumps({**one, "customer_id": ""}, ensure_ascii=False),
            )
            for one in self.tickets
        ]
