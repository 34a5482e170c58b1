"""Any system of one's own: one signed request with the case as JSON, by the Standard Webhooks specification.

The receiver is told the same id at every attempt and may answer with a ticket's number. docs/webhook.schema.json
describes the payload. Without an address for looking up, a doubtful request is left to a human, and the receiver is
asked first whether it is there at all: while it is away nothing becomes doubtful.
Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from standardwebhooks import Webhook

from bot.adapters.desks.discretion import entry_for_desk, name_of, subject_for_desk, text_for_desk, without
from bot.adapters.desks.entries import moment
from bot.adapters.desks.mail import ticket_number
from bot.adapters.desks.newest import stamp
from bot.adapters.desks.rest import ANSWER_WITHIN, Headers, Rest
from bot.adapters.desks.rest_errors import missing
from bot.domain.errors import ConfigurationError, Permanent, Problem
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Story

_NAME = "the webhook's receiver"
_NUMBER = re.compile(r"[\w#][\w#./-]{0,39}", re.ASCII)
_LINK = re.compile(r"https?://[\x21-\x7e]{1,500}")


class WebhookDesk:
    """Implements `bot.ports.desk.Desk`.

    `url` gets a POST for every ticket; `secret` signs it, like "whsec_…". `find_url` is asked by GET, with
    `?external_id=`, whether a ticket is there; it is "" where nobody answers that. Raises ConfigurationError.
    """

    def __init__(
        self,
        url: str,
        find_url: str,
        secret: str,
        tags: Sequence[str],
        clock: Clock,
        answer_within: timedelta = ANSWER_WITHIN,
    ) -> None:
        try:
            self._signature = Webhook(secret)
        except Exception:
            expected = "write whsec_ and at least 24 bytes in base64 into this variable"
            raise ConfigurationError([Problem("environment", "WEBHOOK_SECRET", None, expected)]) from None
        self._tags = list(tags)
        self._clock = clock
        nobody = Headers({})
        self._rest = Rest(_NAME, url, nobody, "WEBHOOK_SECRET", clock, answer_within=answer_within, silence_is_yes=True)
        self._asked = Rest(_NAME, find_url, nobody, "WEBHOOK_SECRET", clock, answer_within=answer_within)

    def greet(self) -> None:
        """Make sure that the receiver is there, and answers where a ticket is looked for; it is told of none.

        Raises Temporary or Permanent.
        """
        self._rest.greet()
        if self._asked.url:
            self.find("check")

    def open(self, external_id: str, story: Story) -> Ticket:
        """Send the case; the number is the receiver's, else the case's. Raises Temporary, Permanent or Unknown."""
        if not self._asked.url:
            self._rest.greet()
        elif found := self.find(external_id):
            return found
        body = json.dumps(self._payload(external_id, story), ensure_ascii=False).encode("utf-8", "replace")
        answer = self._rest.write("", body, self._signed(external_id, body))
        if not isinstance(answer, dict) or "error" in answer:
            raise missing(_NAME)
        return _ticket(answer, external_id) or Ticket(ticket_number(story.case), _link(answer), external_id)

    def find(self, external_id: str) -> Ticket | None:
        """Ask the receiver, where it can be asked: {"number": null} means that there is none.

        Raises Temporary when the look failed, Permanent where nobody can tell.
        """
        answer = self._ask({"external_id": external_id}, external_id)
        if "number" in answer and answer["number"] is None:
            return None
        found = _ticket(answer, external_id)
        if found is None:
            raise missing(_NAME, writing=False)
        return found

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Send the entry; the receiver knows a second attempt by its id. Raises Temporary, Permanent or Unknown."""
        if not self._asked.url:
            self._rest.greet()
        elif self.has(effect, ticket):
            return
        payload = self._entry(effect, ticket, story, entry)
        body = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
        answer = self._rest.write("", body, self._signed(effect, body))
        if not isinstance(answer, dict) or "error" in answer:
            raise missing(_NAME)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Ask the receiver for the entry: {"entry": null} means that it does not have it. Raises like `find`."""
        answer = self._ask({"external_id": ticket.key, "entry_id": effect}, effect)
        if "entry" not in answer or answer["entry"] not in (None, effect):
            raise missing(_NAME, writing=False)
        return answer["entry"] is not None

    @property
    def tells_state(self) -> bool:
        """True where the receiver can be asked."""
        return bool(self._asked.url)

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Ask the receiver; one that tells no `state` has an open ticket. Raises Temporary or Permanent."""
        answer = self._ask({"external_id": ticket.key}, ticket.key)
        try:
            standing = Standing(answer.get("state", "open"))
        except ValueError:
            raise missing(_NAME, writing=False) from None
        return TicketState(standing, moment(answer.get("solved_at")), moment(answer.get("answered_at")))

    def _ask(self, question: dict[str, str], webhook_id: str) -> dict[str, Any]:
        if not self._asked.url:
            raise Permanent("the webhook's receiver cannot be asked: add find_url to the table [desk]")
        answer = self._asked.read("", question, self._signed(webhook_id, b""))
        if not isinstance(answer, dict) or "error" in answer:
            raise missing(_NAME, writing=False)
        return answer

    def _entry(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> dict[str, Any]:
        data = {
            "entry_id": effect,
            "external_id": ticket.key,
            "number": ticket.number,
            "case": story.case.id,
            "at": stamp(entry.at),
            "from": "customer" if entry.mention else "triage-bot",
            "text": entry_for_desk(entry, story),
        }
        return {"type": "ticket.entry", "timestamp": stamp(self._clock.now()), "data": data}

    def _signed(self, external_id: str, body: bytes) -> dict[str, str]:
        now = self._clock.now()
        return {
            "webhook-id": external_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signature.sign(external_id, now, body.decode()),
        }

    def _payload(self, external_id: str, story: Story) -> dict[str, Any]:
        case = story.case
        data = {
            "external_id": external_id,
            "case": case.id,
            "channel": str(case.channel),
            "customer": {
                "id": case.customer.id,
                "handle": case.customer.handle,
                "name": name_of(case.customer, case.email),
                "email": case.email,
            },
            "subject": subject_for_desk(story),
            "team": case.team,
            "topic": case.topic,
            "language": case.language,
            "heated": case.heated,
            "owner": story.owner,
            "opened_at": stamp(case.opened_at),
            "tags": self._tags,
            "messages": [message for _, message in sorted(_messages(story), key=lambda one: one[0])],
            "text": text_for_desk(story),
        }
        return {"type": "ticket.requested", "timestamp": stamp(self._clock.now()), "data": data}


def _messages(story: Story) -> Iterator[tuple[datetime, dict[str, Any]]]:
    """Yield what the customer wrote and what we sent, each with its moment; posts come before answers."""
    email = story.case.email
    for one in story.mentions:
        text = without(one.text, email)
        who = {"at": stamp(one.at), "from": "customer", "private": one.private}
        yield one.at, {**who, "text": text, "url": one.url}
    for said in story.said:
        if said.at is not None:
            text = without(said.text, email)
            who = {"at": stamp(said.at), "from": said.by or "triage-bot", "kind": str(said.kind)}
            yield said.at, {**who, "text": text}


def _ticket(answer: dict[str, Any], external_id: str) -> Ticket | None:
    number = answer.get("number")
    words = str(number) if isinstance(number, int | str) and not isinstance(number, bool) else ""
    return Ticket(words, _link(answer), external_id) if _NUMBER.fullmatch(words) else None


def _link(answer: dict[str, Any]) -> str:
    url = answer.get("url")
    return url if isinstance(url, str) and _LINK.fullmatch(url) else ""
