"""The webhook: signed, described by a schema, and honest where nobody can be asked."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from acme import ANNA, NOON, mention
from desk_servers.receiver import SECRET, ReceiverSide
from desk_servers.side import Fault, Reply
from fakes import HandClock
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook

from bot.adapters.desks.webhook import WebhookDesk
from bot.domain.case import Case, Channel
from bot.domain.errors import ConfigurationError, Permanent, Temporary, Unknown
from bot.domain.response import ResponseKind
from bot.ports.desk import Entry, Ticket
from bot.ports.staffroom import Said, Story

SCHEMA = json.loads((Path(__file__).parents[2] / "docs/webhook.schema.json").read_text(encoding="utf-8"))
CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, team="billing", topic="refund", email="anna@mail.example")
PRIVATE = mention("it is anna@mail.example", number=2, at=NOON + timedelta(seconds=2), private=True)
HOLD = Said(ResponseKind.HOLD, "One second", "", NOON + timedelta(seconds=1.5), "sent")
DRAFT = Said(ResponseKind.SUGGESTION, "A draft", "Ada", None, "held")
STORY = Story(CASE, (mention(), PRIVATE), (HOLD, DRAFT), "Ada", NOON, paused=False)


@pytest.fixture
def side() -> Iterator[ReceiverSide]:
    with ReceiverSide() as side:
        yield side


def desk_for(side: ReceiverSide, find: bool = True) -> WebhookDesk:
    find_url = f"{side.url}/tickets" if find else ""
    return WebhookDesk(f"{side.url}/hook", find_url, SECRET, ("triage-bot",), HandClock(datetime.now(UTC)))


def sent(side: ReceiverSide) -> dict:
    (call,) = [one for one in side.calls if one.method == "POST"]
    return call.json


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("story", [STORY, replace(STORY, mentions=(), said=(), owner="", case=replace(CASE, team=""))])
def test_what_is_sent_fits_the_schema(side: ReceiverSide, story: Story) -> None:
    desk_for(side).open("abc", story)
    assert [] == [error.message for error in Draft202012Validator(SCHEMA).iter_errors(sent(side))]


def test_the_schema_describes_every_key_that_is_sent(side: ReceiverSide) -> None:
    desk_for(side).open("abc", STORY)
    data, described = sent(side)["data"], SCHEMA["$defs"]["ticket"]["properties"]["data"]["properties"]
    assert (set(described), set(described["customer"]["properties"])) == (set(data), set(data["customer"]))


def test_what_is_added_fits_the_schema_and_has_an_id_of_its_own(side: ReceiverSide) -> None:
    desk_for(side).add("def", Ticket("W-1", key="abc"), STORY, Entry(STORY.now, mention=STORY.mentions[0]))
    assert [] == [error.message for error in Draft202012Validator(SCHEMA).iter_errors(sent(side))]
    described = SCHEMA["$defs"]["entry"]["properties"]["data"]["properties"]
    (call,) = [one for one in side.calls if one.method == "POST"]
    assert (set(described), "def") == (set(sent(side)["data"]), call.headers["webhook-id"])


def test_messages_stand_in_the_order_in_which_they_happened(side: ReceiverSide) -> None:
    desk_for(side).open("abc", STORY)
    expected = ["My export is broken", "One second", "it is a…@m….example"]
    assert expected == [one["text"] for one in sent(side)["data"]["messages"]]


def test_every_request_is_signed_and_has_the_external_id(side: ReceiverSide) -> None:
    desk_for(side).open("abc", STORY)
    post = side.calls[-1]
    Webhook(SECRET).verify(post.body, dict(post.headers))
    assert ["abc", "abc"] == [call.headers["webhook-id"] for call in side.calls]


def test_without_a_place_to_ask_a_doubt_is_left_to_a_human(side: ReceiverSide) -> None:
    side.faults = [Fault(accepts=True, drops=True)]
    desk = desk_for(side, find=False)
    with pytest.raises(Unknown):
        desk.open("abc", STORY)
    with pytest.raises(Permanent, match="add find_url"):
        desk.find("abc")
    assert 1 == len(side.calls)


@pytest.mark.parametrize(
    ("reply", "number"),
    [
        (Reply(204, b""), "T-12"),
        (Reply(200, b"ok", kind="text/plain"), "T-12"),
        (Reply(200, {}), "T-12"),
        (Reply(202, {"number": 4711}), "4711"),
        (Reply(200, {"number": "<b>1</b>"}), "T-12"),
        (Reply(200, {"number": "anna@mail.example"}), "T-12"),
        (Reply(200, {"number": True}), "T-12"),
    ],
    ids=["nothing", "ok", "empty", "integer", "html", "address", "true"],
)
def test_the_number_is_the_receivers_else_the_cases(side: ReceiverSide, reply: Reply, number: str) -> None:
    side.faults = [Fault(reply)]
    assert Ticket(number, key="abc") == desk_for(side).open("abc", STORY)


def test_a_link_must_be_one(side: ReceiverSide) -> None:
    side.faults = [Fault(Reply(200, {"number": "1", "url": "javascript:alert(1)"}))]
    assert Ticket("1", "", "abc") == desk_for(side).open("abc", STORY)


@pytest.mark.parametrize("reply", [Reply(200, {}), Reply(404, {"number": None}), Reply(200, b"ok", kind="text/plain")])
def test_only_a_clear_no_is_a_no(side: ReceiverSide, reply: Reply) -> None:
    side.faults = [Fault(reply, on="read")]
    with pytest.raises(Permanent):
        desk_for(side).find("abc")


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_ä"])
def test_a_secret_that_cannot_sign_is_a_clear_mistake(secret: str) -> None:
    with pytest.raises(ConfigurationError, match="WEBHOOK_SECRET"):
        WebhookDesk("https://hooks.example", "", secret, (), HandClock(NOON))


@contextlib.contextmanager
def away(answer: bytes) -> Iterator[tuple[str, list[str]]]:
    """A gateway with nothing behind it: it takes a request, says `answer`, and hangs up. What came is in the list."""
    came: list[str] = []

    def serve(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                with connection:
                    came.append(connection.recv(65_536).partition(b" ")[0].decode())
                    connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/hook", came
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 503 Away\r\nContent-Length: 0\r\n\r\n"], ids=["silence", "503"])
def test_nothing_is_sent_to_a_receiver_that_is_away_and_could_not_be_asked_later(answer: bytes) -> None:
    """The body would have been a doubt that a human has to look after; so it waits."""
    with away(answer) as (url, came):
        desk = WebhookDesk(url, "", SECRET, (), HandClock(datetime.now(UTC)))
        with pytest.raises(Temporary):
            desk.open("abc", STORY)
        with pytest.raises(Temporary):
            desk.add("e1", Ticket("T-12", key="abc"), STORY, Entry(NOON, "a note"))
    assert ["OPTIONS", "OPTIONS"] == came


def test_whatever_it_thinks_of_the_question_a_receiver_that_answers_is_there(side: ReceiverSide) -> None:
    """The receiver of these tests does not know OPTIONS at all and says so."""
    assert "W-1" == desk_for(side, find=False).open("abc", STORY).number
