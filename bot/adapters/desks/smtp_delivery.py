"""Hands one mail to one SMTP server and tells exactly how that ended. Never repeats anything.

The server takes a mail over with its answer to the end of DATA (RFC 5321, section 4.2.5). Whatever breaks before DATA
has begun means that nothing arrived; whatever breaks between then and that answer means that nobody can tell.
"""

from __future__ import annotations

import contextlib
import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from bot.domain.errors import ConfigurationError, DeliveryError, Permanent, Problem, Temporary, Unknown

_PORTS = {"smtp": 587, "smtps": 465}
_GO_AHEAD = 354
_TAKEN_OVER = 250


@dataclass(frozen=True)
class Server:
    """A mail server: `tls` from the first byte, else by STARTTLS; `user` is "" where nobody logs in."""

    host: str
    port: int
    tls: bool
    user: str

    @property
    def is_loopback(self) -> bool:
        """True for this very machine, where nothing can be overheard on the way."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @classmethod
    def parse(cls, url: str) -> Server:
        """Read "smtp://user@host:587" or "smtps://host:465"; raise ConfigurationError."""
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = -1
        trouble = ""
        if parts.scheme not in _PORTS or not parts.hostname or port == -1:
            trouble = 'expected a mail server like "smtp://mail.example.com:587" or "smtps://mail.example.com:465"'
        elif parts.password is not None:
            trouble = "expected no password here: it belongs into the environment variable SMTP_PASSWORD"
        elif parts.path.strip("/") or parts.query or parts.fragment:
            trouble = "expected nothing after the port"
        if trouble:
            raise ConfigurationError([Problem("configuration", "desk.smtp", None, trouble)])
        user = unquote(parts.username or "")
        return cls(str(parts.hostname), port or _PORTS[parts.scheme], parts.scheme == "smtps", user)


class SmtpDelivery:
    """Delivers to `server`; `timeout` is in seconds and counts for every single step."""

    def __init__(self, server: Server, password: str, context: ssl.SSLContext, timeout: float) -> None:
        self._server = server
        self._password = password
        self._context = context
        self._timeout = timeout

    def deliver(self, sender: str, to: str, mail: bytes) -> None:
        """Deliver `mail` (7-bit, lines end with CRLF). Raises Temporary, Permanent or Unknown."""
        with contextlib.ExitStack() as open_until_the_end:
            with _nothing_arrived():
                smtp = self._connect()
                open_until_the_end.callback(smtp.close)
                self._greet(smtp)
                _expect(smtp.mail(sender), "the sender's address")
                _expect(smtp.rcpt(to), "the helpdesk's address")
                _expect(smtp.docmd("DATA"), "a mail", wanted=_GO_AHEAD)
            code, words = _hand_over(smtp, mail)
            _expect((code, words), "the mail", wanted=_TAKEN_OVER)
            # It was taken over: whatever happens while saying goodbye changes nothing.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                smtp.quit()

    def greet(self) -> None:
        """Connect, encrypt and log in as for a mail, and hand over nothing. Raises Temporary or Permanent."""
        with contextlib.ExitStack() as open_until_the_end, _nothing_arrived():
            smtp = self._connect()
            open_until_the_end.callback(smtp.close)
            self._greet(smtp)
            _expect(smtp.noop(), "a greeting")
            with contextlib.suppress(smtplib.SMTPException, OSError):
                smtp.quit()

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.host, self._server.port
        if self._server.tls:
            return smtplib.SMTP_SSL(host, port, timeout=self._timeout, context=self._context)
        return smtplib.SMTP(host, port, timeout=self._timeout)

    def _greet(self, smtp: smtplib.SMTP) -> None:
        """Say hello, encrypt, log in; never log in or send in the clear except on this machine."""
        smtp.ehlo_or_helo_if_needed()
        if not self._server.tls:
            if smtp.has_extn("starttls"):
                _expect(smtp.starttls(context=self._context), "STARTTLS")
                smtp.ehlo_or_helo_if_needed()
            elif not self._server.is_loopback:
                raise Permanent("the mail server offers no encryption (STARTTLS); use another port or smtps://")
        if self._server.user:
            smtp.login(self._server.user, self._password)


def _hand_over(smtp: smtplib.SMTP, mail: bytes) -> tuple[int, bytes]:
    """Send the mail itself, with dots doubled as RFC 5321 (section 4.5.2) asks, and return the server's answer."""
    doubled = (b"\r\n" + mail).replace(b"\r\n.", b"\r\n..")[2:]
    end = b".\r\n" if doubled.endswith(b"\r\n") else b"\r\n.\r\n"
    try:
        smtp.send(doubled + end)
        return smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise Unknown(f"the mail server broke off while it took the mail ({type(error).__name__})") from error


@contextlib.contextmanager
def _nothing_arrived() -> Iterator[None]:
    """Turn everything that may break before the mail itself is sent into our own errors."""
    try:
        yield
    except DeliveryError:
        raise
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, _phase(error)) from error
    except ssl.SSLCertVerificationError as error:
        raise Permanent(f"the mail server's certificate is not to be trusted: {error.verify_message}") from error
    except smtplib.SMTPServerDisconnected as error:
        raise Temporary("the mail server broke off before it took the mail") from error
    except smtplib.SMTPException as error:
        # What is left are things that the server does not offer, like a way to log in.
        raise Permanent(f"the mail server lacks something that we need ({type(error).__name__})") from error
    except UnicodeError as error:
        raise Permanent("the user, the password or the host holds letters that SMTP cannot carry") from error
    except OSError as error:
        raise Temporary(f"the mail server cannot be reached ({type(error).__name__})") from error


def _phase(error: smtplib.SMTPResponseException) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return "our user and password"
    return "the connection"


def _expect(reply: tuple[int, bytes], what: str, wanted: int | None = None) -> None:
    """Raise unless the server agreed. Its words are left out: they often repeat addresses."""
    code, _words = reply
    if code == wanted or (wanted is None and 200 <= code < 300):
        return
    raise _refused(code, what)


def _refused(code: int, what: str) -> DeliveryError:
    # RFC 5321, section 4.2.1: 4yz is a transient refusal, 5yz a permanent one; anything else is a broken server.
    if 500 <= code < 600:
        return Permanent(f"the mail server refused {what} for good ({code})")
    return Temporary(f"the mail server did not take {what} now ({code})")
