"""Every way in which a call to Slack can end becomes the right one of the three outcomes."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import URLError

import pytest
from acme import NOON
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web import SlackResponse
from slack_world import LocalSlack, StandingClock, local_slack

from bot.adapters.slack.errors import call, translate
from bot.domain.errors import DeliveryError, Permanent, Temporary, Unknown

TOLD = "the customer's own words"


def refusal(word: object, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    """Slack's refusal of a post, with the arguments and the answer that the SDK keeps in it."""
    data = {"ok": False, "error": word, "response_metadata": {"messages": [TOLD]}}
    answer = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="https://slack.com/api/chat.postMessage",
        req_args={"json": {"text": TOLD}},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError(TOLD, answer)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


def outcome(slack: LocalSlack, *, repeatable: bool = False, timeout: int = 1) -> DeliveryError:
    """What becomes of posting a message."""
    client = slack.client(timeout)
    with pytest.raises(DeliveryError) as raised:
        call(
            slack.clock,
            lambda: client.chat_postMessage(channel="C0HELP", text=TOLD, unfurl_links=False),
            repeatable=repeatable,
        )
    assert TOLD not in str(raised.value)
    assert raised.value.__cause__ is None
    return raised.value


@pytest.mark.parametrize("word", ["internal_error", "fatal_error"])
def test_a_fault_that_slack_is_not_sure_about_is_unknown(word: str) -> None:
    """Slack itself says that part of it may have happened."""
    assert type(translate(refusal(word), NOON)) is Unknown


@pytest.mark.parametrize("word", ["service_unavailable", "request_timeout", "team_added_to_org"])
def test_a_passing_refusal_is_temporary(word: str) -> None:
    """Slack says that it did nothing and may be asked again."""
    assert type(translate(refusal(word), NOON)) is Temporary


@pytest.mark.parametrize("word", ["invalid_auth", "token_revoked", "account_inactive", "missing_scope"])
def test_a_token_that_is_refused_is_waited_for(word: str) -> None:
    """The operator can mend it; until then no message is given up."""
    found = translate(refusal(word), NOON)
    assert isinstance(found, Temporary)
    assert found.retry_at == NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    "word", ["channel_not_found", "not_in_channel", "is_archived", "msg_too_long", "invalid_blocks", "something_new"]
)
def test_any_other_refusal_is_permanent(word: str) -> None:
    """Slack refused it; nothing will change that."""
    found = translate(refusal(word), NOON)
    assert type(found) is Permanent
    assert str(found) == f"Slack refused it ({word})"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_fault_is_unknown(status: int) -> None:
    """Nobody knows how far the server came."""
    assert type(translate(refusal("anything", status), NOON)) is Unknown


def test_a_word_that_is_no_word_is_not_repeated() -> None:
    """What stands in for Slack's error word may be a page with anything in it."""
    found = translate(refusal("Received a response in a non-JSON format: <html>secret"), NOON)
    assert (type(found), str(found)) == (Unknown, "Slack failed (200)")


@pytest.mark.parametrize(
    ("headers", "wait"),
    [({"Retry-After": "30"}, 30), ({"retry-after": "7"}, 7), ({}, None), ({"Retry-After": "soon"}, None)],
)
def test_a_limit_tells_when_to_come_back(headers: dict[str, str], wait: int | None) -> None:
    """Retry-After counts from now; without it the outbox backs off by itself."""
    found = translate(refusal("ratelimited", 429, headers), NOON)
    assert isinstance(found, Temporary)
    assert found.retry_at == (None if wait is None else NOON + timedelta(seconds=wait))


@pytest.mark.parametrize(
    "fault",
    [ConnectionRefusedError(), socket.gaierror(), ssl.SSLCertVerificationError()],
    ids=lambda f: type(f).__name__,
)
def test_a_connection_that_never_stood_is_temporary(fault: Exception) -> None:
    """Nothing was sent."""
    assert type(translate(URLError(fault), NOON)) is Temporary


@pytest.mark.parametrize(
    "fault",
    [
        URLError(TimeoutError()),
        URLError(ConnectionResetError()),
        URLError("no reason"),
        TimeoutError(),
        ConnectionResetError(),
        http.client.RemoteDisconnected(),
        http.client.IncompleteRead(b""),
        http.client.BadStatusLine(""),
        UnicodeDecodeError("utf-8", b"\xff", 0, 1, TOLD),
    ],
    ids=repr,
)
def test_a_connection_that_broke_is_unknown(fault: Exception) -> None:
    """The request may have left."""
    found = translate(fault, NOON)
    assert type(found) is Unknown
    assert TOLD not in str(found)


def test_a_call_that_the_sdk_refuses_is_permanent() -> None:
    """The same call would be refused again."""
    assert type(translate(SlackRequestError(TOLD), NOON)) is Permanent


def test_a_fault_of_our_own_is_not_dressed_up() -> None:
    """A mistake in the program stays one."""
    with pytest.raises(KeyError):
        translate(KeyError("x"), NOON)


def test_a_429_on_the_wire(slack: LocalSlack) -> None:
    """The local Slack's limit is obeyed, from its own header, and nothing is repeated."""
    slack.fault("429", "chat.postMessage", seconds=9)
    found = outcome(slack)
    assert isinstance(found, Temporary)
    assert found.retry_at == slack.clock.at + timedelta(seconds=9)
    assert slack.calls("chat.postMessage") == 1


@pytest.mark.parametrize("kind", ["500", "html"])
def test_a_failing_slack_on_the_wire(slack: LocalSlack, kind: str) -> None:
    """A failing server leaves the end open."""
    slack.fault(kind, "chat.postMessage")
    assert type(outcome(slack)) is Unknown


def test_a_connection_cut_after_posting(slack: LocalSlack) -> None:
    """The message is there though nobody said so: unknown, and posted once."""
    slack.fault("dropped", "chat.postMessage")
    assert type(outcome(slack)) is Unknown
    assert [message["text"] for message in slack.messages("C0HELP")] == [TOLD]


@pytest.mark.parametrize("kind", ["hang_before", "hang_after"])
def test_a_call_that_hangs_ends_in_time(slack: LocalSlack, kind: str) -> None:
    """A silent Slack is given up after the timeout, with an open end."""
    slack.fault(kind, "chat.postMessage")
    assert type(outcome(slack)) is Unknown


def test_what_may_be_repeated_is_never_unknown(slack: LocalSlack) -> None:
    """Where doing it twice is harmless, a doubtful end is temporary."""
    slack.fault("500", "chat.postMessage")
    assert type(outcome(slack, repeatable=True)) is Temporary


def test_a_slack_that_is_not_there(tmp_path: Path) -> None:
    """Nobody listens: nothing was sent."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/api/"
        client = WebClient(token="x", base_url=address, retry_handlers=[], timeout=1)
        with pytest.raises(Temporary):
            call(StandingClock(datetime.fromtimestamp(0, NOON.tzinfo)), client.api_test)
