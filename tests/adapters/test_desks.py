"""The desks: tickets in the database, and tickets by mail to a real mail server."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from mail_server import Certificate, Mailbox, MailServer, let_in

from bot.adapters.desks.local import LocalDesk
from bot.adapters.desks.mail import EmailDesk
from bot.adapters.desks.smtp_delivery import Server
from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel, Customer, Mention
from bot.domain.errors import ConfigurationError, Permanent, Temporary, Unknown
from bot.domain.response import ResponseKind
from bot.ports.desk import Ticket
from bot.ports.staffroom import Said, Story

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
ANNA = Customer(Channel.X, "7", "anna", "Anna Example")
CASE = Case("C-12", Channel.X, ANNA, "100", NOON, team="billing", topic="refund", email="anna@mail.example")
POST = Mention(
    Channel.X, "1", "100", ANNA, "The export is broken.\n.\nHelp! 👋", NOON, url="https://x.com/anna/status/1"
)
HOLD = Said(ResponseKind.HOLD, "One second", "", NOON + timedelta(seconds=2), "sent")
STORY = Story(CASE, (POST,), (HOLD,), "Ada", NOON, paused=False)


class StandingClock:
    """A clock that always shows noon."""

    def now(self) -> datetime:
        return NOON

    def jitter(self) -> float:
        return 0.0

    def on_jump(self, heard: Callable[[], None]) -> None:
        del heard


Serve = Callable[..., AbstractContextManager[MailServer]]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate of our own."""
    return Certificate.make(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def mailbox() -> Mailbox:
    """What has arrived at the helpdesk."""
    return Mailbox()


@pytest.fixture
def serve(mailbox: Mailbox) -> Serve:
    """Run a mail server of some manner."""

    @contextmanager
    def run(**manner: Any) -> Iterator[MailServer]:
        server = MailServer(mailbox, **manner)
        server.start()
        try:
            yield server
        finally:
            server.stop()

    return run


@pytest.fixture
def plain(serve: Serve) -> Iterator[MailServer]:
    """A mail server without encryption."""
    with serve() as server:
        yield server


def desk(smtp: Server | str, password: str = "", **more: Any) -> EmailDesk:
    """Return the desk as the configuration makes it."""
    return EmailDesk(smtp, "help@desk.example", "bot@acme.example", password, StandingClock(), **more)


def url(server: MailServer, scheme: str = "smtp", user: str = "") -> str:
    """Return the address of a server."""
    return f"{scheme}://{user}127.0.0.1:{server.port}"


class TestLocalDesk:
    @pytest.fixture
    def store(self) -> Iterator[SqliteStore]:
        """A store in memory."""
        store = SqliteStore(":memory:")
        yield store
        store.close()

    def test_tickets_count_from_1001_and_hold_the_story(self, store: SqliteStore) -> None:
        desk = LocalDesk(store, StandingClock())
        assert [Ticket("T-1001", key="a"), Ticket("T-1002", key="b")] == [desk.open("a", STORY), desk.open("b", STORY)]
        with store.transaction() as tx:
            row = tx.tickets.find("a")
        assert row is not None
        assert ("C-12", "anna@mail.example", NOON) == (row.case_id, row.email, row.opened_at)
        assert "The export is broken." in row.body

    def test_the_same_effect_gets_the_same_ticket(self, store: SqliteStore) -> None:
        desk = LocalDesk(store, StandingClock())
        assert None is desk.find("a")
        assert [Ticket("T-1001", key="a")] * 3 == [desk.open("a", STORY), desk.open("a", STORY), desk.find("a")]


class TestMail:
    def test_it_goes_from_us_to_the_helpdesk_and_answers_go_to_the_customer(
        self, plain: MailServer, mailbox: Mailbox
    ) -> None:
        assert Ticket("T-12", key="abc123") == desk(url(plain)).open("abc123", STORY)
        (mail,) = mailbox.mails
        (envelope,) = mailbox.envelopes
        assert ("bot@acme.example", ["help@desk.example"]) == (envelope.mail_from, envelope.rcpt_tos)
        expected = {
            "From": "triage-bot <bot@acme.example>",
            "To": "help@desk.example",
            "Reply-To": "anna@mail.example",
            "Subject": "[T-12] The export is broken. . Help! 👋",
            "Message-ID": "<abc123@acme.example>",
            "X-Triage-Bot-Case": "C-12",
            "Date": "Mon, 05 Jan 2026 12:00:00 +0000",
        }
        assert expected == {name: str(mail[name]) for name in expected}

    def test_the_story_arrives_word_for_word(self, plain: MailServer, mailbox: Mailbox) -> None:
        desk(url(plain)).open("abc", STORY)
        (mail,) = mailbox.mails
        text = str(mail.get_content()).replace("\r\n", "\n")
        assert "Email: anna@mail.example\n" in text
        assert "    The export is broken.\n    .\n    Help! 👋\n    Link: https://x.com/anna/status/1\n" in text

    def test_an_effect_has_one_message_id_however_strange(self, plain: MailServer, mailbox: Mailbox) -> None:
        for effect in ("C-1/2.0", "a b>\r\nX: 1", "a b>\r\nX: 1"):
            desk(url(plain)).open(effect, STORY)
        ids = [str(mail["Message-ID"]) for mail in mailbox.mails]
        assert ("<C-1/2.0@acme.example>", ids[2]) == (ids[0], ids[1])
        assert re.fullmatch(r"<[0-9a-f]{64}@acme\.example>", ids[1])

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "not an address",
            "anna@mail.example\r\nBcc: all@mail.example",
            "a@mail.example, b@mail.example",
            "Anna <anna@mail.example>",
            "änna@mail.example",
        ],
    )
    def test_only_one_plain_address_becomes_a_reply_to(self, plain: MailServer, mailbox: Mailbox, address: str) -> None:
        desk(url(plain)).open("abc", replace(STORY, case=replace(CASE, email=address)))
        (mail,) = mailbox.mails
        assert (None, None) == (mail["Reply-To"], mail["Bcc"])

    def test_a_customers_words_make_no_header(self, plain: MailServer, mailbox: Mailbox) -> None:
        nasty = replace(POST, text="Hi\r\nBcc: all@mail.example\r\n\r\n\x00\u2028 body \ud83d write me@mail.example")
        customer = replace(ANNA, name="Anna\r\nBcc: x@mail.example")
        desk(url(plain)).open("abc", replace(STORY, case=replace(CASE, customer=customer), mentions=(nasty,)))
        (mail,) = mailbox.mails
        assert (None, "[T-12] Hi Bcc: a…@m….example body write m…@m….example") == (mail["Bcc"], str(mail["Subject"]))

    def test_a_server_may_be_given_in_parts(self, plain: MailServer, mailbox: Mailbox) -> None:
        desk(Server("127.0.0.1", plain.port, tls=False, user="")).open("abc", STORY)
        assert 1 == len(mailbox.mails)

    def test_it_cannot_be_looked_for(self) -> None:
        with pytest.raises(Permanent, match="cannot look into a mailbox"):
            desk("smtp://127.0.0.1:9").find("abc")


class TestEncryption:
    def test_starttls_is_used_where_it_is_offered(
        self, serve: Serve, mailbox: Mailbox, certificate: Certificate
    ) -> None:
        with serve(tls_context=certificate.for_server(), require_starttls=True) as server:
            desk(url(server), context=certificate.for_client()).open("abc", STORY)
        assert [True] == mailbox.encrypted

    def test_smtps_is_encrypted_from_the_first_byte(
        self, serve: Serve, mailbox: Mailbox, certificate: Certificate
    ) -> None:
        with serve(ssl_context=certificate.for_server()) as server:
            desk(url(server, "smtps"), context=certificate.for_client()).open("abc", STORY)
        assert [True] == mailbox.encrypted

    @pytest.mark.parametrize("scheme", ["smtp", "smtps"])
    def test_a_certificate_of_a_stranger_is_not_trusted(
        self, serve: Serve, mailbox: Mailbox, certificate: Certificate, scheme: str
    ) -> None:
        context = certificate.for_server()
        manner = {"ssl_context": context} if scheme == "smtps" else {"tls_context": context}
        with serve(**manner) as server, pytest.raises(Permanent, match="certificate is not to be trusted"):
            desk(url(server, scheme)).open("abc", STORY)
        assert [] == mailbox.mails

    def test_without_encryption_nothing_leaves_this_machine(self, serve: Serve, mailbox: Mailbox) -> None:
        """The resolver takes 127.1 for this machine, the desk does not: it stands for a server elsewhere."""
        with serve() as server, pytest.raises(Permanent, match="offers no encryption"):
            desk(f"smtp://127.1:{server.port}").open("abc", STORY)
        assert [] == mailbox.mails

    def test_the_user_logs_in(self, serve: Serve, mailbox: Mailbox, certificate: Certificate) -> None:
        with serve(tls_context=certificate.for_server(), authenticator=let_in(b"bot@x", b"secret")) as server:
            address = url(server, user="bot%40x@")
            desk(address, "secret", context=certificate.for_client()).open("abc", STORY)
            with pytest.raises(Permanent, match=r"refused our user and password for good \(535\)"):
                desk(address, "wrong", context=certificate.for_client()).open("abc", STORY)
        assert 1 == len(mailbox.mails)

    def test_a_server_without_log_in_is_told(self, plain: MailServer) -> None:
        with pytest.raises(Permanent, match="lacks something that we need"):
            desk(url(plain, user="bot@"), "secret").open("abc", STORY)


class TestFaults:
    @pytest.mark.parametrize("step", ["mail", "rcpt", "data"])
    @pytest.mark.parametrize(("code", "kind"), [("451", Temporary), ("550", Permanent)])
    def test_a_refusal_is_for_now_or_for_good(
        self, plain: MailServer, mailbox: Mailbox, step: str, code: str, kind: type[Exception]
    ) -> None:
        setattr(mailbox, f"at_{step}", f"{code} no help@desk.example here")
        with pytest.raises(kind) as refusal:
            desk(url(plain)).open("abc", STORY)
        assert (True, False) == (f"({code})" in str(refusal.value), "desk.example" in str(refusal.value))

    @pytest.mark.parametrize(("step", "kind"), [("mail", Temporary), ("rcpt", Temporary), ("data", Unknown)])
    def test_a_broken_connection_is_doubtful_only_after_the_mail(
        self, plain: MailServer, mailbox: Mailbox, step: str, kind: type[Exception]
    ) -> None:
        mailbox.drop_at = step
        with pytest.raises(kind) as broken:
            desk(url(plain)).open("abc", STORY)
        assert kind is type(broken.value)

    def test_a_broken_goodbye_changes_nothing(self, plain: MailServer, mailbox: Mailbox) -> None:
        mailbox.drop_at = "quit"
        assert Ticket("T-12", key="abc") == desk(url(plain)).open("abc", STORY)

    def test_nobody_listening_is_for_now(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            with pytest.raises(Temporary, match="ConnectionRefusedError"):
                desk(f"smtp://127.0.0.1:{taken.getsockname()[1]}").open("abc", STORY)

    def test_a_silent_server_is_given_up(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Temporary, match="broke off before"):
            desk(f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2).open("abc", STORY)


@pytest.mark.parametrize(
    ("smtp", "told"),
    [
        ("mail.acme.example", "expected a mail server like"),
        ("http://mail.acme.example", "expected a mail server like"),
        ("smtp://mail.acme.example:port", "expected a mail server like"),
        ("smtp://bot:secret@mail.acme.example", "SMTP_PASSWORD"),
        ("smtp://mail.acme.example/inbox", "nothing after the port"),
    ],
)
def test_a_wrong_server_address_is_a_clear_mistake(smtp: str, told: str) -> None:
    with pytest.raises(ConfigurationError, match=told) as mistake:
        desk(smtp)
    assert "secret" not in str(mistake.value)


def test_a_wrong_helpdesk_address_is_a_clear_mistake() -> None:
    with pytest.raises(ConfigurationError, match=r"desk\.to: expected an email address"):
        EmailDesk("smtp://127.0.0.1", "Help <help@desk.example>", "bot@acme.example", "", StandingClock())
