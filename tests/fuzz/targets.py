"""Every decoder with what it may answer: a value, or its own error, and nothing else.

`tests/adapters/test_fuzz_decoders.py` runs each for a moment, `make fuzz` for as long as one likes.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from acme import ADA, GRACE, NOON, policy
from desk_servers.sides import SIDES
from fakes import HandClock
from fuzz.desk_side import AnyAnswer
from fuzz.documents import CLICKS, DESK_ANSWERS, EVENT, MESSAGE, PAGE, POST, SUBMISSION
from fuzz.files import CALENDAR, HEADER, TEMPLATE, WEIRD, config_text, response_text
from fuzz.shapes import JSON, damaged
from house import House
from hypothesis import strategies as st
from letters import mail_of

from bot import config
from bot.adapters.calendars import read_shifts
from bot.adapters.desks.imap_mailbox import folder_name, read_mail
from bot.adapters.desks.rest_errors import Answer, retry_at
from bot.adapters.library import placeholders
from bot.adapters.library.response_file import ResponseFile
from bot.adapters.reader.understanding import UnderstandingReader
from bot.adapters.slack import envelope
from bot.adapters.slack.codec import decode
from bot.adapters.slack.posts import _effect_of
from bot.adapters.slack.workspace import Identity, Workspace
from bot.adapters.store import SqliteStore
from bot.adapters.x import codec
from bot.adapters.x.errors import welcome_again
from bot.adapters.x.progress import Progress
from bot.adapters.x.sources import DirectMessages, Mentions, OwnPosts
from bot.domain.case import Case, Channel, Customer, Mention
from bot.domain.errors import ConfigurationError, DecodeError, DeliveryError, ResponseError
from bot.domain.response import Facts, ResponseKind
from bot.engine.unread import UnreadNews
from bot.ports.desk import Entry, Ticket
from bot.ports.staffroom import Story

US = Identity("T0ACME", "Acme", "https://acme.slack.com/", "U0BOT", "B0BOT")
WORKSPACE = Workspace.of(US, "C0TRIAGE", ["C0HELP"], [ADA, GRACE])
BRAND = codec.Brand("1000", "acme")


@dataclass(frozen=True)
class Target:
    """A decoder, what it is fed, and the errors that are its own."""

    name: str
    feed: st.SearchStrategy[Any]
    decode: Callable[[Any], object]
    allowed: tuple[type[Exception], ...]

    def run(self, value: Any) -> None:
        """Decode; any error but an allowed one goes on."""
        with suppress(*self.allowed):
            self.decode(value)


class _Shown:
    """X's side for a source: one page, however it looks."""

    def __init__(self, page: codec.Page) -> None:
        self._page = page

    def mentions(self, *_: object) -> codec.Page:
        return self._page

    def own_posts(self, *_: object, **__: object) -> codec.Page:
        return self._page

    def messages(self, *_: object, **__: object) -> codec.Page:
        return self._page


def _x_items(value: Any) -> None:
    for work in (codec.id_in, codec.moment_in, codec.brand_in):
        with suppress(DecodeError):
            work(value)
    authors = codec.page_in(PAGE).authors
    for read in (codec.mention_in, codec.message_in):
        with suppress(DecodeError):
            read(value, authors, BRAND)
    with suppress(DecodeError):
        codec.own_post_in(value, BRAND)
    codec.teammate_in(value, authors, [ADA, GRACE])
    codec.new_id_in(value, "id")


def _x_page(value: Any) -> None:
    page = codec.page_in(value)
    # What could be decoded but not stored would be lost as well, so the real intake listens.
    house = House()
    try:
        for kind in (Mentions, OwnPosts, DirectMessages):
            progress = Progress(house.store, HandClock(NOON - timedelta(hours=1)), kind.name)
            news = UnreadNews(house.store, house.dispatch, house.clock, lambda: None)
            stopping = threading.Event()
            source = kind(_Shown(page), lambda: BRAND, house.intake, progress, stopping, news.tell, [ADA])  # type: ignore[arg-type]
            source.read()
    finally:
        house.store.close()


def _slack(value: Any) -> None:
    if not isinstance(value, dict):
        return
    store = SqliteStore(":memory:")
    with store.transaction() as tx:
        tx.inbox.receive("slack", envelope.key(value), envelope.body(value), NOON)
    store.close()
    decode(envelope.body(value), WORKSPACE)


def _slack_text(value: str) -> None:
    decode(value, WORKSPACE)


def _metadata(value: Any) -> None:
    if isinstance(value, dict):
        _effect_of(value)


def _response(value: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "en" / "a.md"
        path.parent.mkdir()
        path.write_bytes(value.encode("utf-8", "surrogatepass"))
        ResponseFile(path)


def _template(value: str) -> None:
    list(placeholders.mistakes(value, ResponseKind.HOLD, "x"))
    placeholders.fill(value, Facts(name="Anna", brand="Acme", hello="Hi Anna", handle="anna_k"))


def _config(value: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(value.encode("utf-8", "surrogatepass"))
        config.load(path, {}, need_secrets=False)


def _headers(value: str) -> None:
    retry_at(Answer(429, {"Retry-After": value}, None), NOON)
    welcome_again({"x-rate-limit-reset": value, "x-rate-limit-remaining": "0"})


def _desk(value: tuple[str, int, bytes, str]) -> None:
    kind, status, body, header = value
    with AnyAnswer() as side:
        side.status, side.body = status, body
        side.headers = {"Retry-After": header.strip()} if header.strip() else {}
        chosen = SIDES[kind]
        desk = chosen.desk(side.url, chosen.secret, HandClock(NOON), timedelta(seconds=2))
        for work in (
            lambda: desk.find("e1"),
            lambda: desk.open("e1", STORY),
            lambda: desk.add("e2", TICKET, STORY, Entry(NOON, "Ada has it")),
            lambda: desk.has("e2", TICKET),
            lambda: desk.state(TICKET, STORY.case.email),
        ):
            with suppress(DeliveryError):
                work()


TICKET = Ticket("7", "https://desk.example/7", "7")


def _mail(value: tuple[str, str, str]) -> None:
    name, text, address = value
    customer = Customer(Channel.X, "7", name or "x", name)
    case = Case("C-12", Channel.X, customer, "100", NOON, topic=text[:20], email=address)
    story = Story(case, (Mention(Channel.X, "1", "100", customer, text, NOON),), (), "Ada", NOON, paused=False)
    raw = mail_of(story)
    head = raw.partition(b"\r\n\r\n")[0]
    allowed = (b"From", b"To", b"Subject", b"Date", b"Message-ID", b"X-Triage-Bot-Case", b"Reply-To")
    allowed += (b"Content-Type", b"Content-Transfer-Encoding", b"MIME-Version")
    for line in head.split(b"\r\n"):
        assert line.startswith((b" ", b"\t")) or line.partition(b":")[0] in allowed, "a header that is not ours"
    assert raw.isascii(), "a mail must be 7-bit"


def _mailbox(value: tuple[str, str, str]) -> None:
    sender, subject, folder = value
    about = b'1 (UID 5 INTERNALDATE "05-Jan-2026 12:00:00 +0000" BODY[HEADER.FIELDS (FROM)] {30}'
    read_mail(about, f"From: {sender}\r\nSubject: {subject}\r\n\r\n".encode("utf-8", "replace"))
    assert folder_name(folder).isascii(), "a folder's name must be ASCII"


def _calendar(lines: list[str]) -> None:
    whole = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]
    content = "\r\n".join(whole).encode("utf-8", "replace")
    begin = NOON - timedelta(days=1)
    for shift in read_shifts(
        content, "billing", (ADA, GRACE), ZoneInfo("Europe/Berlin"), begin, NOON + timedelta(days=9)
    ):
        assert shift.starts < shift.ends, "a shift that ends before it begins"


def _read(value: str) -> None:
    _reader().read(Mention(Channel.X, "1", "1", CUSTOMER, value, NOON))


@cache
def _reader() -> UnderstandingReader:
    return UnderstandingReader(replace(policy(), languages=("en", "de", "it", "es", "fr")))


CUSTOMER = Customer(Channel.X, "7", "anna", "Anna Example")
STORY = Story(
    Case("C-12", Channel.X, CUSTOMER, "100", NOON, email="anna@mail.example"),
    (Mention(Channel.X, "1", "100", CUSTOMER, "The export is broken", NOON),),
    (),
    "Ada",
    NOON,
    paused=False,
)
_ANSWERS = st.one_of(damaged(*DESK_ANSWERS).map(lambda one: json.dumps(one).encode()), st.binary(max_size=60))
_DAMAGED_ENVELOPE = st.one_of(damaged(EVENT, SUBMISSION, *CLICKS), JSON)

TARGETS = (
    Target("X posts and messages", st.one_of(damaged(POST, MESSAGE), JSON), _x_items, (DecodeError,)),
    Target(
        "X pages, read by the sources",
        st.one_of(damaged(PAGE, {"data": [MESSAGE, POST]}), JSON),
        _x_page,
        (DecodeError,),
    ),
    Target("Slack envelopes, clicks and windows", _DAMAGED_ENVELOPE, _slack, (DecodeError,)),
    Target("Slack bodies as text", st.one_of(WEIRD, _DAMAGED_ENVELOPE.map(json.dumps)), _slack_text, (DecodeError,)),
    Target(
        "metadata of others in Slack", st.dictionaries(st.sampled_from(["metadata", "bot_id"]), JSON), _metadata, ()
    ),
    Target("vendors' waiting times", HEADER, _headers, ()),
    Target(
        "answers of desks",
        st.tuples(
            st.sampled_from(sorted(SIDES)), st.sampled_from([200, 201, 400, 403, 409, 422, 429, 500]), _ANSWERS, HEADER
        ),
        _desk,
        (),
    ),
    Target("mails to a desk", st.tuples(WEIRD, WEIRD, WEIRD), _mail, ()),
    Target("mails in a desk's mailbox", st.tuples(HEADER | WEIRD, HEADER | WEIRD, WEIRD), _mailbox, ()),
    Target("the configuration", st.one_of(config_text(), WEIRD), _config, (ConfigurationError,)),
    Target("calendars of who is on duty", CALENDAR, _calendar, (DeliveryError,)),
    Target("response files", response_text(), _response, ()),
    Target("templates", st.one_of(TEMPLATE, WEIRD), _template, (ResponseError,)),
    Target("customers' words", WEIRD, _read, ()),
)
