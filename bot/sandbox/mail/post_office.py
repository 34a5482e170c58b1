"""The helpdesk's mailbox and its two servers. It never sends a mail: what the agents write lies in the folder Sent."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.sandbox.clock import SandboxClock
from bot.sandbox.mail.imap import ImapServer

SUPPORT = "support@acme.example"
BOT = "triage-bot@acme.example"
PASSWORD = "fake-imap-password"
INBOX, SENT = "INBOX", "Sent"


@dataclass(frozen=True)
class Mail:
    """A mail as it lies in a folder; `uid` counts within the folder, `to` is whom the envelope named."""

    uid: int
    at: datetime
    to: tuple[str, ...]
    octets: bytes

    @property
    def message(self) -> EmailMessage:
        """The mail as a mail program reads it."""
        read = message_from_bytes(self.octets, policy=policy.default)
        assert isinstance(read, EmailMessage)
        return read

    @property
    def text(self) -> str:
        """What stands in it."""
        return str(self.message.get_content())


@dataclass
class Folders:
    """The mails of every folder. Safe from any thread."""

    clock: SandboxClock
    _mails: dict[str, list[Mail]] = field(default_factory=lambda: {INBOX: [], SENT: []})
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def make(self, folder: str) -> None:
        """Make an empty folder; its name is written as IMAP does it (RFC 3501, section 5.1.3)."""
        with self._lock:
            self._mails.setdefault(folder, [])

    def put(self, folder: str, to: tuple[str, ...], octets: bytes) -> Mail:
        """Lay a mail into a folder, as arriving now."""
        with self._lock:
            mails = self._mails[folder]
            mail = Mail(len(mails) + 1, self.clock.now(), to, octets)
            mails.append(mail)
        return mail

    def of(self, folder: str) -> tuple[Mail, ...] | None:
        """Return the mails of a folder, oldest first; None where there is no such folder."""
        with self._lock:
            found = self._mails.get(folder)
            return None if found is None else tuple(found)


class PostOffice:
    """Both servers over one mailbox; `start` gives them their ports."""

    def __init__(self, clock: SandboxClock) -> None:
        self.folders = Folders(clock)
        self._smtp = _Smtp(_Takes(self.folders))
        self._imap = ImapServer(self._listed, SUPPORT, PASSWORD)
        self._is_up = False

    @property
    def smtp_url(self) -> str:
        """Where mail is handed over."""
        return f"smtp://127.0.0.1:{self._smtp.port}"

    @property
    def imap_url(self) -> str:
        """Where the mailbox is read."""
        return f"imap://{SUPPORT.replace('@', '%40')}@127.0.0.1:{self._imap.port}"

    def start(self) -> Self:
        """Listen; raise OSError where no port can be had."""
        self._smtp.start()
        self._imap.start()
        self._is_up = True
        return self

    def stop(self) -> None:
        """Listen no more; fine when it does not."""
        if self._is_up:
            self._is_up = False
            self._smtp.stop(no_assert=True)
            self._imap.stop()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def answer(self, mail: Mail, text: str, subject: str = "") -> Mail:
        """Answer a ticket's mail as an agent would: to its Reply-To, in its thread; a copy lies in Sent."""
        asked = mail.message
        reply = EmailMessage(policy=policy.SMTP)
        reply["From"] = f"Dana <dana@{SUPPORT.partition('@')[2]}>"
        reply["To"] = str(asked["Reply-To"])
        reply["Subject"] = subject or f"Re: {asked['Subject']}"
        reply["Date"] = format_datetime(self.folders.clock.now())
        reply["In-Reply-To"] = reply["References"] = str(asked["Message-ID"])
        reply.set_content(text)
        return self.folders.put(SENT, (str(asked["Reply-To"]),), reply.as_bytes())

    def _listed(self, folder: str) -> list[tuple[int, datetime, bytes]] | None:
        mails = self.folders.of(folder)
        return None if mails is None else [(mail.uid, mail.at, mail.octets) for mail in mails]


class _Takes:
    """aiosmtpd's hooks: mail for the helpdesk is taken, mail for anybody else is refused."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the helpdesk's address only."""
        if address != SUPPORT:
            return "550 5.1.1 Nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Lay it into the inbox."""
        content = envelope.content
        octets = content.encode() if isinstance(content, str) else content or b""
        self._folders.put(INBOX, tuple(envelope.rcpt_tos), octets)
        return "250 2.0.0 taken over"


class _Smtp(Controller):
    """A server on a port that the system chose; `port` is known once it has started."""

    def __init__(self, handler: Any) -> None:
        super().__init__(handler, hostname="127.0.0.1", port=0)

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
