"""A receiver of our webhook: it checks the signature with the specification's own library and opens tickets."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from desk_servers.side import Call, Opened, Reply, VendorSide
from standardwebhooks import Webhook, WebhookVerificationError

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class ReceiverSide(VendorSide):
    """https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: dict[str, dict] = {}
        self.entries: dict[str, str] = {}

    def answer(self, call: Call) -> Reply:
        """Open a ticket, or look for one."""
        try:
            Webhook(SECRET).verify(call.body, dict(call.headers), json_parse=False)
        except WebhookVerificationError:
            return Reply(401, {"error": "bad signature"})
        if call.path == "/tickets":
            if "entry_id" in call.query:
                wanted = call.query["entry_id"]
                return Reply(200, {"entry": wanted if wanted in self.entries else None})
            found = self.tickets.get(call.query["external_id"])
            return Reply(200, {"number": None} if found is None else _told(found))
        if self.is_adding(call):
            self.entries[call.json["data"]["entry_id"]] = call.json["data"]["text"]
            return Reply(204, b"")
        # It does not look at the id on purpose: a second request would be a second ticket.
        key = call.headers["webhook-id"]
        made = {**call.json, "number": f"W-{len(self.tickets) + 1}"}
        self.tickets[key if key not in self.tickets else f"{key} again"] = made
        return Reply(200, _told(made))

    def is_writing(self, call: Call) -> bool:
        """A ticket is asked for."""
        return call.method == "POST" and call.json.get("type") == "ticket.requested"

    def is_adding(self, call: Call) -> bool:
        """Something is added to one."""
        return call.method == "POST" and call.json.get("type") == "ticket.entry"

    def added(self) -> list[str]:
        """Entries as they came."""
        return list(self.entries.values())

    def desk_does(self, number: str, standing: str, answer: str = "") -> None:
        """Tell the state from now on."""
        ticket = next(one for one in self.tickets.values() if one["number"] == number)
        now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
        ticket["told"] = {"state": standing} | ({"solved_at": now} if standing in ("solved", "closed") else {})
        if answer:
            ticket["told"]["answered_at"] = now

    def customer_answers(self, number: str) -> None:
        """A receiver tells the desk's answers only."""

    def opened(self) -> list[Opened]:
        """Tickets as they came."""
        found = []
        for one in self.tickets.values():
            data = one["data"]
            rest = {**data, "customer": {**data["customer"], "email": ""}}
            told = json.dumps(rest, ensure_ascii=False)
            found.append(Opened(one["number"], data["customer"]["email"], data["text"], told))
        return found


def _told(ticket: dict) -> dict[str, str]:
    return {"number": ticket["number"], "url": f"https://hooks.example/{ticket['number']}", **ticket.get("told", {})}
