"""A receiver of our webhook: it checks the signature with the specification's own library and opens tickets."""

from __future__ import annotations

import json

from desk_servers.side import Call, Opened, Reply, VendorSide
from standardwebhooks import Webhook, WebhookVerificationError

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class ReceiverSide(VendorSide):
    """https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""

    def __init__(self) -> None:
        super().__init__()
        self.tickets: dict[str, dict] = {}

    def answer(self, call: Call) -> Reply:
        """Open a ticket, or look for one."""
        try:
            Webhook(SECRET).verify(call.body, dict(call.headers), json_parse=False)
        except WebhookVerificationError:
            return Reply(401, {"error": "bad signature"})
        if call.path == "/tickets":
            found = self.tickets.get(call.query["external_id"])
            return Reply(200, {"number": None} if found is None else _told(found))
        # It does not look at the id on purpose: a second request would be a second ticket.
        key = call.headers["webhook-id"]
        made = {**call.json, "number": f"W-{len(self.tickets) + 1}"}
        self.tickets[key if key not in self.tickets else f"{key} again"] = made
        return Reply(200, _told(made))

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
    return {"number": ticket["number"], "url": f"https://hooks.example/{ticket['number']}"}
