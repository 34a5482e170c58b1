"""Any helpdesk that takes mail: a ticket is one mail with the whole story. Never sends the same ticket twice by itself.

A mailbox cannot be looked into over SMTP, so a doubtful mail is left to a human. The Message-ID comes from the effect
id: most helpdesks drop a second copy of a mail by it. Mail goes to the helpdesk's address and to nobody else: what the
customer gave stands in Reply-To only. With a mailbox to read, the desk's answers in the ticket's thread are seen.
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

from bot.adapters.desks.imap_mailbox import ImapMailbox
from bot.adapters.desks.smtp_delivery import Server, SmtpDelivery
from bot.adapters.desks.story_text import entry_text, story_text, subject_of
from bot.domain.case import Case
from bot.domain.errors import ConfigurationError, Permanent, Problem
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Story

_TIMEOUT = 20.0
_SOLVED = re.compile(r"\[(?:solved|closed)\]", re.IGNORECASE)
_BRACKETS = str.maketrans("[]", "()")
# RFC 5322, section 3.2.3: letters, digits and a few signs, in parts with single dots between them.
_PLAIN_ID = re.compile(r"[A-Za-z0-9_+=/-]+(?:\.[A-Za-z0-9_+=/-]+)*")


class EmailDesk:
    """Implements `bot.ports.desk.Desk` by mail.

    `smtp` is a server or its address: "smtp://user@host:587" (encrypted by STARTTLS, which is required unless the host
    is this machine) or "smtps://host:465"; `password` belongs to the user in it. `to` is the helpdesk's address,
    `sender` ours. `context` is for servers with a certificate of one's own, `timeout` in seconds counts for every step.
    `mailbox` is where the desk's answers lie, or None. Raises ConfigurationError.
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
        mailbox: ImapMailbox | None = None,
    ) -> None:
        self._to = _own_address(to, "desk.to")
        self._sender = _own_address(sender, "desk.sender")
        self._clock = clock
        self._mailbox = mailbox
        server = Server.parse(smtp) if isinstance(smtp, str) else smtp
        self._delivery = SmtpDelivery(server, password, context or ssl.create_default_context(), timeout)

    def greet(self) -> None:
        """Make sure that the mail server lets us in; nothing is sent. Raises Temporary or Permanent."""
        self._delivery.greet()

    def open(self, external_id: str, story: Story) -> Ticket:
        """Send the mail; the ticket's number is the case's number. Raises Temporary, Permanent or Unknown."""
        number = ticket_number(story.case)
        mail = self._mail(external_id, f"[{number}] {_subject(story)}", story, story_text(story))
        self._deliver(mail)
        return Ticket(number, key=external_id)

    def find(self, external_id: str) -> Ticket | None:
        """Raise Permanent: nobody can look into a mailbox by SMTP."""
        raise Permanent("cannot look into a mailbox")

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Send the entry as a mail in the ticket's thread. Raises Temporary, Permanent or Unknown."""
        mail = self._mail(effect, f"Re: [{ticket.number}] {_subject(story)}", story, entry_text(entry, story))
        thread = message_id(ticket.key, self._sender)
        mail["In-Reply-To"] = thread
        mail["References"] = thread
        self._deliver(mail)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Raise Permanent, like `find`."""
        raise Permanent("cannot look into a mailbox")

    @property
    def tells_state(self) -> bool:
        """True where there is a mailbox to read."""
        return self._mailbox is not None

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Read the thread: a mail from the helpdesk's domain is its answer, and "[solved]" in its subject ends it.

        A later mail by the customer opens the ticket again. Raises Temporary or Permanent.
        """
        if self._mailbox is None:
            raise Permanent("there is no mailbox to read: add imap to the table [desk]")
        thread = [one for one in self._mailbox.thread(message_id(ticket.key, self._sender)) if not one.is_automatic]
        customer = address.casefold()
        answers = [one for one in thread if one.sender != customer and self._is_desk(one.sender)]
        if not answers:
            return TicketState(Standing.OPEN)
        last = answers[-1]
        if any(one.sender == customer and one.at > last.at for one in thread):
            return TicketState(Standing.OPEN, answered_at=last.at)
        if _SOLVED.search(last.subject):
            return TicketState(Standing.SOLVED, last.at, last.at)
        return TicketState(Standing.PENDING, answered_at=last.at)

    def _is_desk(self, sender: str) -> bool:
        """Tell whether an address is one of the helpdesk's people: nobody else's mail may close a case.

        A shared mailbox answers from its own address, even where we send from it; nobody answers from one that is ours
        alone.
        """
        only_ours = self._sender.casefold() != self._to.casefold() and sender == self._sender.casefold()
        return not only_ours and _domain(sender) == _domain(self._to)

    def _deliver(self, mail: EmailMessage) -> None:
        self._delivery.deliver(self._sender, self._to, mail.as_bytes())

    def _mail(self, external_id: str, subject: str, story: Story, text: str) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address("triage-bot", addr_spec=self._sender)
        mail["To"] = self._to
        mail["Subject"] = subject
        mail["Date"] = format_datetime(self._clock.now())
        mail["Message-ID"] = message_id(external_id, self._sender)
        mail["X-Triage-Bot-Case"] = _header_word(story.case.id)
        if answer_to := reply_address(story.case.email):
            mail["Reply-To"] = answer_to
        mail.set_content(text, charset="utf-8", cte="quoted-printable")
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


def _subject(story: Story) -> str:
    """Return what the case is about without square brackets: an answer repeats it, and a mark in it is the desk's."""
    return subject_of(story).translate(_BRACKETS)


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


def _domain(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def _header_word(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "", text)
