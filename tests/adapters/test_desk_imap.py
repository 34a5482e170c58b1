"""The desk's answers by mail: read over IMAP from a local server, each with one meaning."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention
from fakes import HandClock

from bot.adapters.desks.imap_mailbox import ImapMailbox
from bot.adapters.desks.mail import EmailDesk
from bot.adapters.desks.smtp_delivery import Server
from bot.domain.case import Case, Channel
from bot.domain.errors import DeliveryError, Permanent, Temporary
from bot.ports.desk import Entry, Standing, Ticket
from bot.ports.staffroom import Story
from bot.sandbox.clock import SandboxClock
from bot.sandbox.mail.post_office import BOT, INBOX, PASSWORD, SENT, SUPPORT, PostOffice

ADDRESS = "anna@mail.example"
CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, email=ADDRESS, ticket="T-12", ticket_key="abc123")
STORY = Story(CASE, (mention("The export is broken"),), (), "Ada", NOON, paused=False)
DANA = f"dana@{SUPPORT.partition('@')[2]}"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    """A helpdesk's mailbox."""
    with PostOffice(SandboxClock(tmp_path / "clock")) as office:
        yield office


def mailbox(office: PostOffice, password: str = PASSWORD, folders: tuple[str, ...] = (INBOX, SENT)) -> ImapMailbox:
    """Return the way to read it."""
    port = int(office.imap_url.rpartition(":")[2])
    return ImapMailbox(Server("127.0.0.1", port, False, SUPPORT), folders, password, ssl.create_default_context(), 2.0)


def desk(office: PostOffice, box: ImapMailbox | None = None, sender: str = BOT) -> EmailDesk:
    """Return a desk that works by mail."""
    return EmailDesk(office.smtp_url, SUPPORT, sender, "", HandClock(NOON), mailbox=box or mailbox(office))


def failure(act: Callable[[], object]) -> DeliveryError:
    """Return how something failed."""
    with pytest.raises(DeliveryError) as caught:
        act()
    return caught.value


def lies(office: PostOffice, sender: str, subject: str = "Re: [T-12]", folder: str = SENT, **headers: str) -> None:
    """Let a mail in the ticket's thread lie in the mailbox."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["Subject"] = subject
    if "References" not in headers:
        mail["In-Reply-To"] = "<abc123@acme.example>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    office.folders.put(folder, (), mail.as_bytes())


def lies_raw(office: PostOffice, sender: str, subject: str) -> None:
    """Let a mail lie there whose headers are written by hand."""
    headers = f"From: {sender}\r\nSubject: {subject}\r\nIn-Reply-To: <abc123@acme.example>\r\n\r\n"
    office.folders.put(SENT, (), headers.encode())


def test_a_ticket_that_nobody_answered_is_open(office: PostOffice) -> None:
    made = desk(office).open("abc123", STORY)
    state = desk(office).state(made, ADDRESS)
    assert (Ticket("T-12", key="abc123"), Standing.OPEN, None) == (made, state.standing, state.answered_at)


def test_an_agents_answer_is_seen_with_the_time_at_which_it_arrived(office: PostOffice) -> None:
    helpdesk = desk(office)
    made = helpdesk.open("abc123", STORY)
    (mail,) = office.folders.of(INBOX) or ()
    answer = office.answer(mail, "We look into it.")
    state = helpdesk.state(made, ADDRESS)
    assert (Standing.PENDING, answer.at.replace(microsecond=0)) == (state.standing, state.answered_at)


@pytest.mark.parametrize("subject", ["Re: [T-12] [solved]", "[SOLVED] Re: export", "Re: [Closed]"])
def test_a_word_in_the_subject_ends_it(office: PostOffice, subject: str) -> None:
    lies(office, f"Dana <{DANA}>", subject)
    state = desk(office).state(Ticket("T-12", key="abc123"), ADDRESS)
    assert (Standing.SOLVED, state.answered_at) == (state.standing, state.over_at)


@pytest.mark.parametrize("adds", [False, True])
def test_a_customers_own_words_in_the_subject_end_nothing(office: PostOffice, adds: bool) -> None:
    """An answer repeats the subject of our mail, and that says what the customer asked."""
    story = replace(STORY, mentions=(mention("Why is my ticket [closed]? It is not [Solved]!"),))
    helpdesk = desk(office)
    made = helpdesk.open("abc123", story)
    if adds:
        helpdesk.add("def456", made, story, Entry(NOON, note="Ada took it."))
    mail = (office.folders.of(INBOX) or ())[-1]
    lies(office, DANA, f"Re: {mail.message['Subject']}")
    assert Standing.PENDING is helpdesk.state(made, ADDRESS).standing


def test_a_later_mail_of_the_customer_opens_it_again(office: PostOffice) -> None:
    lies(office, DANA, "[solved]")
    office.folders.clock.forward(timedelta(minutes=1))
    lies(office, ADDRESS, "Re: [solved]")
    assert Standing.OPEN is desk(office).state(Ticket("T-12", key="abc123"), ADDRESS).standing


def test_agents_who_answer_as_the_shared_mailbox_from_which_we_send_are_seen(office: PostOffice) -> None:
    """Without a `sender` of our own we write as the desk does."""
    lies(office, f"Acme Support <{SUPPORT.title()}>", "Re: [T-12] [solved]")
    state = desk(office, sender=SUPPORT).state(Ticket("T-12", key="abc123"), ADDRESS)
    assert Standing.SOLVED is state.standing


def test_what_we_add_as_the_shared_mailbox_is_no_answer(office: PostOffice) -> None:
    helpdesk = desk(office, sender=SUPPORT)
    ticket = helpdesk.open("abc123", STORY)
    helpdesk.add("def456", ticket, STORY, Entry(NOON, note="Ada noted: [solved]"))
    helpdesk.add("fed654", ticket, STORY, Entry(NOON, mention=mention("It was on the 3rd")))
    state = helpdesk.state(ticket, ADDRESS)
    assert (3, Standing.OPEN, None) == (len(office.folders.of(INBOX) or ()), state.standing, state.answered_at)


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        (ADDRESS, {}),
        ("mallory@elsewhere.example", {}),
        (f"mallory@sub.{SUPPORT.partition('@')[2]}", {}),
        (f'"{DANA}" <mallory@elsewhere.example>', {}),
        (BOT, {}),
        (DANA, {"Auto_Submitted": "auto-replied"}),
        (DANA, {"X_Triage_Bot_Case": "C-12"}),
        (DANA, {"References": "<other@acme.example>"}),
        ("", {}),
    ],
    ids=["customer", "stranger", "subdomain", "name", "us", "machine", "ours", "other thread", "nobody"],
)
def test_nothing_else_is_an_answer(office: PostOffice, sender: str, headers: dict[str, str]) -> None:
    lies(office, sender, "Re: [solved]", **headers)
    state = desk(office).state(Ticket("T-12", key="abc123"), ADDRESS)
    assert (Standing.OPEN, None) == (state.standing, state.answered_at)


def test_a_customer_of_the_helpdesks_own_domain_is_no_agent(office: PostOffice) -> None:
    lies(office, DANA)
    assert Standing.OPEN is desk(office).state(Ticket("T-12", key="abc123"), DANA.upper()).standing


@pytest.mark.parametrize(
    "odd", ["a@", "Ada <a@[>", "", ",", "@", "=?utf-8?q?=FF?=", "=?x?b?!?= <a@>", '"Ada <a@b.de>', "\x00", "\xff <@>"]
)
def test_an_odd_sender_hides_no_other_mail(office: PostOffice, odd: str) -> None:
    """Python's own reader of headers raises what it likes for some of them."""
    lies_raw(office, odd, "Re: [T-12]")
    lies(office, DANA, "Re: [solved]")
    assert Standing.SOLVED is desk(office).state(Ticket("T-12", key="abc123"), ADDRESS).standing


@pytest.mark.parametrize(
    "subject", ["=?utf-8?q?Caf=C3=A9_=5Bsolved=5D?=", "=?utf-8?b?W3NvbHZlZF0=?=", "[solved] =?x?q?=?="]
)
def test_a_subject_may_be_written_in_code(office: PostOffice, subject: str) -> None:
    lies_raw(office, f"=?utf-8?q?D=C3=A1na?= <{DANA}>", subject)
    assert Standing.SOLVED is desk(office).state(Ticket("T-12", key="abc123"), ADDRESS).standing


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Envoyés", "Envoy&AOk-s"),
        ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
        ("R&D", "R&-D"),
        ("📥", "&2D3c5Q-"),
        ("Gesendete Objekte", "Gesendete Objekte"),
    ],
)
def test_a_folder_may_have_a_name_in_any_language(office: PostOffice, name: str, written: str) -> None:
    """The second one is the example of RFC 3501."""
    office.folders.make(written)
    lies(office, DANA, "[solved]", folder=written)
    helpdesk = desk(office, mailbox(office, folders=(INBOX, name)))
    assert Standing.SOLVED is helpdesk.state(Ticket("T-12", key="abc123"), ADDRESS).standing


def test_what_is_added_is_a_mail_in_the_thread_to_the_helpdesk_only(office: PostOffice) -> None:
    entry = Entry(NOON, mention=mention("It was on the 3rd"))
    desk(office).add("def456", Ticket("T-12", key="abc123"), STORY, entry)
    (mail,) = office.folders.of(INBOX) or ()
    told = {name: str(mail.message[name]) for name in ("To", "Reply-To", "Message-ID", "In-Reply-To", "References")}
    expected = {
        "To": SUPPORT,
        "Reply-To": ADDRESS,
        "Message-ID": "<def456@acme.example>",
        "In-Reply-To": "<abc123@acme.example>",
        "References": "<abc123@acme.example>",
    }
    assert (expected, (SUPPORT,), True) == (told, mail.to, "It was on the 3rd" in mail.text)


@pytest.mark.parametrize(
    "evil",
    [
        "hi\r\nBcc: victim@example.com",
        "hi\nBcc: victim@example.com\n\nbody",
        "hi\rBcc: victim@example.com",
        "hi\x0bBcc: victim@example.com",
        "hi\u2028Bcc: victim@example.com",
        "hi\x85Bcc: victim@example.com",
        "=?utf-8?q?hi=0D=0ABcc:_victim@example.com?=",
        "hi\x00Bcc: victim@example.com",
        "\r\n.\r\nMAIL FROM:<evil@example.com>\r\nRCPT TO:<victim@example.com>",
    ],
)
@pytest.mark.parametrize("place", ["text", "name", "address", "case"])
def test_no_header_can_be_injected(office: PostOffice, evil: str, place: str) -> None:
    """Whatever a customer writes, there is one mail, to the helpdesk only, without a header of theirs."""
    customer = ANNA
    case = CASE
    text = evil if place == "text" else "hello"
    if place == "name":
        customer = type(ANNA)(ANNA.channel, ANNA.id, evil, evil)
    if place == "address":
        case = type(CASE)("C-12", Channel.X, ANNA, "1001", NOON, email=evil)
    if place == "case":
        case = type(CASE)(f"C-{evil}", Channel.X, ANNA, "1001", NOON, email=ADDRESS)
    story = Story(case, (mention(text, customer=customer),), (), "Ada", NOON, paused=False)
    desk(office).open(evil if place == "case" else "abc123", story)
    (mail,) = office.folders.of(INBOX) or ()
    allowed = {"From", "To", "Reply-To", "Subject", "Date", "Message-ID", "X-Triage-Bot-Case", "MIME-Version"}
    assert set() == set(mail.message.keys()) - allowed - {"Content-Type", "Content-Transfer-Encoding"}
    assert ((SUPPORT,), SUPPORT) == (mail.to, str(mail.message["To"]))


class TestFailures:
    def test_a_wrong_password_is_told_by_its_variable(self, office: PostOffice) -> None:
        error = failure(lambda: mailbox(office, "wrong").thread("<abc123@acme.example>"))
        assert (Permanent, True, False) == (type(error), "IMAP_PASSWORD" in str(error), "@" in str(error))

    def test_a_folder_that_is_not_there_is_told(self, office: PostOffice) -> None:
        error = failure(lambda: mailbox(office, folders=("Gesendet",)).thread("<abc123@acme.example>"))
        assert (Permanent, True) == (type(error), "imap_folders" in str(error))

    def test_a_server_that_is_away_is_asked_again(self, office: PostOffice) -> None:
        box = mailbox(office)
        office.stop()
        assert Temporary is type(failure(lambda: box.thread("<abc123@acme.example>")))

    @pytest.mark.parametrize(
        "words", [b"<html>hello</html>\r\n", b"", b"* OK hi\r\n* BAD\r\n"], ids=["html", "nothing", "odd"]
    )
    def test_something_that_is_no_mailbox_tells_nothing(self, words: bytes) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            speaking = threading.Thread(target=_speak, args=(listener, words))
            speaking.start()
            port = listener.getsockname()[1]
            box = ImapMailbox(
                Server("127.0.0.1", port, False, SUPPORT), (INBOX,), PASSWORD, ssl.create_default_context(), 1.0
            )
            error = failure(lambda: box.thread("<abc123@acme.example>"))
            speaking.join()
        assert Temporary is type(error)

    def test_without_a_mailbox_nothing_can_be_seen(self, office: PostOffice) -> None:
        blind = EmailDesk(office.smtp_url, SUPPORT, BOT, "", HandClock(NOON))
        ticket = Ticket("T-12", key="abc123")
        assert (False, Permanent) == (blind.tells_state, type(failure(lambda: blind.state(ticket, ADDRESS))))
        assert Permanent is type(failure(lambda: blind.has("def456", ticket)))


def _speak(listener: socket.socket, words: bytes) -> None:
    connection, _ = listener.accept()
    with connection:
        connection.sendall(words)
