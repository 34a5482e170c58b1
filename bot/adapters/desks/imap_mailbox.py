"""Reads by IMAP which mails answer a mail of ours, and nothing of them but a few headers. It never changes a mailbox.

Folders are opened read-only and headers are peeked at, so a mail that nobody has read stays unread.
Source: https://www.rfc-editor.org/rfc/rfc3501 (sections 6.3.2, 6.4.4 and 6.4.5)
"""

from __future__ import annotations

import contextlib
import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

import structlog

from bot.adapters.desks.smtp_delivery import Server
from bot.domain.errors import DeliveryError, Permanent, Temporary

log = structlog.get_logger()

_HEADERS = "FROM SUBJECT AUTO-SUBMITTED X-TRIAGE-BOT-CASE"
_FETCHED = f"(INTERNALDATE BODY.PEEK[HEADER.FIELDS ({_HEADERS})])"
_ARRIVED = re.compile(rb'INTERNALDATE "([^"]{10,40})"')
# "&" is written for itself, everything that is no printable ASCII in one piece.
_NOT_PLAIN = re.compile(r"&|[^ -~]+")
_MOST = 50
_PORTS = {True: 993, False: 143}


@dataclass(frozen=True)
class Heard:
    """A mail in a thread of ours: its sender's address in small letters, its subject, when it arrived (UTC).

    `is_automatic` is true for what a machine wrote, our own mails among them.
    """

    sender: str
    subject: str
    at: datetime
    is_automatic: bool


class ImapMailbox:
    """The mailbox in which the desk's answers lie: `folders` of `server`, like ("INBOX", "Sent").

    `timeout` is in seconds and counts for every single step.
    """

    def __init__(
        self, server: Server, folders: Sequence[str], password: str, context: ssl.SSLContext, timeout: float
    ) -> None:
        self._server = server
        self._folders = tuple(folders)
        self._password = password
        self._context = context
        self._timeout = timeout

    def thread(self, message_id: str) -> tuple[Heard, ...]:
        """Return the mails that refer to ours, earliest first. Raises Temporary or Permanent."""
        with _in_our_words(), contextlib.ExitStack() as open_until_the_end:
            imap = self._connect()
            open_until_the_end.callback(_leave, imap)
            self._log_in(imap)
            found = [one for folder in self._folders for one in _in_folder(imap, folder, message_id)]
        return tuple(sorted(set(found), key=lambda one: (one.at, one.sender)))

    def _connect(self) -> imaplib.IMAP4:
        server = self._server
        port = server.port or _PORTS[server.tls]
        if server.tls:
            return imaplib.IMAP4_SSL(server.host, port, ssl_context=self._context, timeout=self._timeout)
        return imaplib.IMAP4(server.host, port, timeout=self._timeout)

    def _log_in(self, imap: imaplib.IMAP4) -> None:
        """Encrypt and log in; never in the clear except on this machine."""
        if not self._server.tls:
            if "STARTTLS" in imap.capabilities:
                imap.starttls(ssl_context=self._context)
            elif not self._server.is_loopback:
                raise Permanent("the mailbox's server offers no encryption (STARTTLS); use imaps://")
        try:
            imap.login(self._server.user, self._password)
        except imaplib.IMAP4.abort:
            raise
        except imaplib.IMAP4.error:
            raise Permanent("the mailbox does not accept IMAP_PASSWORD: put a valid one into the environment") from None


def _in_folder(imap: imaplib.IMAP4, folder: str, message_id: str) -> Iterator[Heard]:
    status, _ = imap.select(_quoted(folder_name(folder)), readonly=True)
    if status != "OK":
        raise Permanent(f"the mailbox has no folder {folder}: check imap_folders in the table [desk]")
    uids: set[bytes] = set()
    for header in ("References", "In-Reply-To"):
        status, answer = imap.uid("SEARCH", "HEADER", header, _quoted(message_id))
        if status != "OK":
            raise Temporary("the mailbox could not be searched")
        uids.update(uid for part in answer if isinstance(part, bytes) for uid in part.split())
    newest = sorted(uids, key=int)[-_MOST:]
    if not newest:
        return
    status, answer = imap.uid("FETCH", b",".join(newest).decode("ascii"), _FETCHED)
    if status != "OK":
        raise Temporary("the mailbox could not be read")
    for part in answer:
        if isinstance(part, tuple) and (one := read_mail(part[0], part[1])) is not None:
            yield one


def read_mail(about: bytes, headers: bytes) -> Heard | None:
    """Return what a mail tells, or None for one that cannot be read: it must not hide the others.

    `about` is what the server says of it, `headers` are as they were sent: anybody writes what they like into them.
    """
    arrived = _ARRIVED.search(about)
    if arrived is None:
        return None
    try:
        at = parsedate_to_datetime(arrived[1].decode("ascii", "replace").strip())
        # Not the newer policy: it reads every header at once and raises whatever an odd one leads to.
        mail = message_from_bytes(headers, policy=policy.compat32)
        sender = parseaddr(str(mail.get("From", "")))[1].casefold()
        # RFC 3834: "no" is what a human wrote.
        automatic = str(mail.get("Auto-Submitted", "no")).strip().casefold() != "no" or "X-Triage-Bot-Case" in mail
        subject = _decoded(str(mail.get("Subject", "")))
        return Heard(sender, subject, at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC), automatic)
    except Exception as fault:
        log.warning("mail_not_read", error=type(fault).__name__)
        return None


def _decoded(text: str) -> str:
    """Return a header's text with its encoded words read, or as it is where one of them is broken (RFC 2047)."""
    try:
        return str(make_header(decode_header(text)))
    except (MessageError, LookupError, ValueError):
        return text


def folder_name(name: str) -> str:
    """Return a folder's name as IMAP writes it, in its own kind of UTF-7 (RFC 3501, section 5.1.3)."""
    return _NOT_PLAIN.sub(lambda found: f"&{_in_base64(found[0])}-", name)


def _in_base64(text: str) -> str:
    """Return what stands for `text` between "&" and "-"; nothing for the "&" itself."""
    octets = b"" if text == "&" else text.encode("utf-16-be", "surrogatepass")
    return b64encode(octets, b"+,").decode("ascii").rstrip("=")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _leave(imap: imaplib.IMAP4) -> None:
    with contextlib.suppress(imaplib.IMAP4.error, OSError):
        imap.logout()
    with contextlib.suppress(OSError):
        imap.shutdown()


@contextlib.contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn every failure into one of ours. Looking changes nothing, so none is doubtful; causes may hold addresses."""
    try:
        yield
    except DeliveryError:
        raise
    except ssl.SSLCertVerificationError as error:
        raise Permanent(f"the mailbox's certificate is not to be trusted: {error.verify_message}") from None
    except (imaplib.IMAP4.error, OSError, ValueError, TypeError) as error:
        raise Temporary(f"the mailbox cannot be read ({type(error).__name__})") from None
