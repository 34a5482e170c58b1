"""A real mail server on loopback that keeps what it is given, with faults to switch on."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Mailbox:
    """Answers the server's hooks. Each answer may be replaced; `drop_at` names the step at which it hangs up."""

    at_mail: str = "250 OK"
    at_rcpt: str = "250 OK"
    at_data: str = "250 taken over"
    drop_at: str = ""
    raw: list[bytes] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails that arrived, as a mail program reads them."""
        read = [message_from_bytes(one, policy=policy.default) for one in self.raw]
        return [mail for mail in read if isinstance(mail, EmailMessage)]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse the sender."""
        envelope.mail_from = address
        return self._answer(server, "mail", self.at_mail)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse the address."""
        envelope.rcpt_tos.append(address)
        return self._answer(server, "rcpt", self.at_rcpt)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse the mail."""
        if self.at_data.startswith("250"):
            self.raw.append(bytes(envelope.content or b""))
            self.envelopes.append(envelope)
            way = server.transport
            self.encrypted.append(way is not None and way.get_extra_info("ssl_object") is not None)
        return self._answer(server, "data", self.at_data)

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Say goodbye."""
        return self._answer(server, "quit", "221 Bye")

    def _answer(self, server: SMTP, step: str, answer: str) -> str:
        if self.drop_at == step and server.transport is not None:
            server.transport.abort()
        return answer


@dataclass(frozen=True)
class Certificate:
    """A certificate for 127.0.0.1 made for this run, signed by nobody but itself."""

    certificate: Path
    key: Path

    @classmethod
    def make(cls, folder: Path) -> Certificate:
        """Make one in `folder`."""
        made = cls(folder / "cert.pem", folder / "key.pem")
        subject = ("-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1")
        files = ("-keyout", str(made.key), "-out", str(made.certificate))
        kind = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2")
        subprocess.run(["openssl", "req", "-x509", *kind, *subject, *files], check=True, capture_output=True)
        return made

    def for_server(self) -> ssl.SSLContext:
        """Return what a server shows."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, self.key)
        return context

    def for_client(self) -> ssl.SSLContext:
        """Return what a client that trusts it needs."""
        return ssl.create_default_context(cafile=str(self.certificate))


class MailServer(Controller):
    """A server on a port that the system chose; `port` is known once it has started."""

    def __init__(self, mailbox: Mailbox, **manner: Any) -> None:
        super().__init__(mailbox, hostname="127.0.0.1", port=0, **manner)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def let_in(user: bytes, password: bytes) -> Any:
    """Return an authenticator that knows one user."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        right = isinstance(data, LoginPassword) and (data.login, data.password) == (user, password)
        return AuthResult(success=right, handled=False)

    return check
