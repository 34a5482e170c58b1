"""Any helpdesk that takes mail: a ticket is one mail with the whole story. Never sends the same ticket twice by itself.

A mailbox cannot be looked into over SMTP, so a doubtful mail is left to a human. The Message-ID comes from the effect
id: most helpdesks drop a second copy of a mail by it.
"""

from __future__ import annotations

import hashlib
import re
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from email_validator import EmailNotValidError, validate_email

from bot.adapters.desks.smtp_delivery import Server, SmtpDelivery
from bot.adapters.desks.story_text import story_text, subject_of
from bot.domain.case import Case
from bot.domain.errors import ConfigurationError, Permanent, Problem
from bot.ports.clock import Clock
from bot.ports.desk import Ticket
from bot.ports.staffroom import Story

_TIMEOUT = 20.0
# RFC 5322, section 3.2.3: letters, digits and a few signs, in parts with single dots between them.
_PLAIN_ID = re.compile(r"[A-Za-z0-9_+=/-]+(?:\.[A-Za-z0-9_+=/-]+)*")


class EmailDesk:
    """Implements `bot.ports.desk.Desk` by mail.

    `smtp` is a server or its address: "smtp://user@host:587" (encrypted by STARTTLS, which is required unless the host
    is this machine) or "smtps://host:465"; `password` belongs to the user in it. `to` is the helpdesk's address,
    `sender` ours. `context` is for servers with a certificate of one's own, `timeout` in seconds counts for every step.
    Raises ConfigurationError.
    """

    def __init__(
        self,
        smtp: Server | str,
        to: str,
        sender: str,
        password: str,
        clock: Clock,
        context: ssl.SSLContext | None = None,
        timeout: float = _TIMEOUT,
    ) -> None:
        self._to = _own_address(to, "desk.to")
        self._sender = _own_address(sender, "desk.sender")
        self._clock = clock
        server = Server.parse(smtp) if isinstance(smtp, str) else smtp
        self._delivery = SmtpDelivery(server, password, context or ssl.create_default_context(), timeout)

    def open(self, external_id: str, story: Story) -> Ticket:
        """Send the mail; the ticket's number is the case's number. Raises Temporary, Permanent or Unknown."""
        number = ticket_number(story.case)
        mail = self._mail(external_id, number, story)
        self._delivery.deliver(self._sender, self._to, mail.as_bytes())
        return Ticket(number)

    def find(self, external_id: str) -> Ticket | None:
        """Raise Permanent: nobody can look into a mailbox by SMTP."""
        raise Permanent("cannot look into a mailbox")

    def _mail(self, external_id: str, number: str, story: Story) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address("triage-bot", addr_spec=self._sender)
        mail["To"] = self._to
        mail["Subject"] = f"[{number}] {subject_of(story)}"
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = message_id(external_id, self._sender)
        mail["X-Triage-Bot-Case"] = _header_word(story.case.id)
        if answer_to := reply_address(story.case.email):
            mail["Reply-To"] = answer_to
        mail.set_content(story_text(story), charset="utf-8", cte="quoted-printable")
        return mail


def ticket_number(case: Case) -> str:
    """Return "T-12" for the case C-12."""
    return f"T-{_header_word(case.id.rpartition('-')[2])}"


def message_id(external_id: str, sender: str) -> str:
    """Return the Message-ID that belongs to an effect: always the same one for the same effect."""
    plain = len(external_id) <= 64 and _PLAIN_ID.fullmatch(external_id)
    left = external_id if plain else hashlib.sha256(external_id.encode("utf-8", "replace")).hexdigest()
    return f"<{left}@{sender.rpartition('@')[2]}>"


def reply_address(address: str) -> str:
    """Return a customer's address as a header may hold it, or "" when it is none."""
    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=False).ascii_email or ""
    except EmailNotValidError:
        return ""


def _own_address(address: str, key: str) -> str:
    try:
        # An operator's own mail server may well be called "localhost" or end in ".test".
        Address(addr_spec=address)
    except (ValueError, IndexError):
        good = False
    else:
        good = "@" in address.strip("@") and address.isascii()
    if not good or re.search(r"[\s<>]", address):
        expected = f'expected an email address like "support@example.com", not "{address}"'
        raise ConfigurationError([Problem("configuration", key, None, expected)])
    return address


def _header_word(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", text)
