"""A local Zammad: create, and search by condition, with Zammad's own error shapes."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from desk_servers.side import Call, Opened, Reply, VendorSide

_TICKET = re.compile(r"/api/v1/tickets/(\d+)")
_ARTICLES = re.compile(r"/api/v1/ticket_articles/by_ticket/(\d+)")
_NAMES = {"pending": "pending reminder", "solved": "closed", "closed": "removed"}
TOKEN, GROUP = "za-secret", "Users"


class ZammadSide(VendorSide):
    """https://docs.zammad.org/en/latest/api/ticket/index.html"""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: list[dict] = []

    def is_writing(self, call: Call) -> bool:
        """A search is a POST too."""
        return call.method == "POST" and call.path == "/api/v1/tickets"

    def is_adding(self, call: Call) -> bool:
        """An article of a ticket that is there."""
        return call.path == "/api/v1/ticket_articles"

    def answer(self, call: Call) -> Reply:
        """Create or search."""
        if call.headers.get("authorization") != f"Token token={TOKEN}":
            return Reply(401, {"error": "Authentication required"})
        if call.path == "/api/v1/tickets/search":
            return self._search(call)
        if about := _TICKET.fullmatch(call.path):
            return self._shown(self.tickets[int(about[1]) - 1])
        if about := _ARTICLES.fullmatch(call.path):
            return Reply(200, self.tickets[int(about[1]) - 1]["articles"])
        if self.is_adding(call):
            article = call.json
            kept = self._write(self.tickets[article["ticket_id"] - 1], article["body"], "Agent", article["internal"])
            kept["subject"] = article["subject"]
            return Reply(201, kept)
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
        made = {**ticket, "id": number, "number": str(61_000 + number), "state": "new", "articles": []}
        self.tickets.append(made)
        return Reply(201, {"id": number, "number": made["number"], "title": ticket["title"], "group_id": 1})

    def _shown(self, ticket: dict) -> Reply:
        names = ("id", "number", "title", "state", "close_at", "last_close_at")
        return Reply(200, {key: ticket.get(key) for key in names})

    def _write(self, ticket: dict, body: str, sender: str, internal: bool) -> dict:
        at = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
        article = {"id": 1, "body": body, "sender": sender, "internal": internal, "created_at": at, "subject": ""}
        ticket["articles"].append(article)
        return article

    def added(self) -> list[str]:
        """Internal articles only."""
        return [one["body"] for ticket in self.tickets for one in ticket["articles"] if one["internal"]]

    def desk_does(self, number: str, standing: str, answer: str = "") -> None:
        """Answer, set the state by its name."""
        ticket = self.tickets[int(number) - 61_001]
        ticket["state"] = _NAMES.get(standing, standing)
        if standing == "solved":
            # As in Zammad's sets_close_time.rb: the first closing stays, the last one moves, opening keeps both.
            ticket["last_close_at"] = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
            ticket.setdefault("close_at", ticket["last_close_at"])
        if answer:
            self._write(ticket, answer, "Agent", False)

    def customer_answers(self, number: str) -> None:
        """An article of the customer's."""
        self._write(self.tickets[int(number) - 61_001], "me again", "Customer", False)

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
