"""Every way in which X or the way to it fails becomes the one word that the outbox acts on."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests
from x_world import ACME, KEYS, ScriptedX, scripted_client

from bot.adapters.x.client import XClient
from bot.adapters.x.errors import delivery_error
from bot.domain.errors import DeliveryError, Duplicate, Limited, Misconfigured, Permanent, Temporary, Unknown

SINCE = datetime(2026, 1, 5, tzinfo=UTC)
RESET = datetime(2026, 1, 5, 12, 15, tzinfo=UTC)
RESET_SECONDS = str(int(RESET.timestamp()))
HTML = "<!DOCTYPE html><html><body>Over capacity</body></html>"


@pytest.fixture
def scripted() -> Iterator[tuple[ScriptedX, XClient]]:
    with scripted_client() as pair:
        yield pair


def problem(status: int, detail: str, title: str = "Forbidden") -> str:
    """Return an error as X's second API words it: without any code."""
    return json.dumps({"title": title, "detail": detail, "type": "about:blank", "status": status})


def writing(client: XClient) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        client.post("Hello", "123")
    return caught.value


def reading(client: XClient) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        client.mentions(ACME, SINCE)
    return caught.value


DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by "
    "the author of the post you are replying to."
)
GONE = "You attempted to reply to a Tweet that is deleted or not visible to you."
BLOCKED = "You have been blocked from replying to this user."
NO_DM = "You do not have permission to DM one or more participants."
READ_ONLY = "Your client app is not configured with the appropriate oauth1 app permissions for this endpoint."


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        pytest.param(400, problem(400, "One or more parameters was invalid."), Permanent, id="400"),
        pytest.param(401, problem(401, "Unauthorized"), Misconfigured, id="401"),
        pytest.param(402, problem(402, "Your enrolled account does not have any credits"), Permanent, id="402"),
        pytest.param(403, problem(403, DUPLICATE), Duplicate, id="403 duplicate"),
        pytest.param(403, problem(403, NOT_SUMMONED), Permanent, id="403 not summoned"),
        pytest.param(403, problem(403, GONE), Permanent, id="403 deleted"),
        pytest.param(403, problem(403, BLOCKED), Permanent, id="403 blocked"),
        pytest.param(403, problem(403, NO_DM), Permanent, id="403 no direct messages"),
        pytest.param(403, problem(403, READ_ONLY), Permanent, id="403 read only"),
        pytest.param(403, problem(403, "Something new."), Permanent, id="403 unheard of"),
        pytest.param(403, HTML, Permanent, id="403 html"),
        pytest.param(404, problem(404, "Not Found"), Permanent, id="404"),
        pytest.param(408, problem(408, "Request Timeout"), Unknown, id="408"),
        pytest.param(429, problem(429, "Too Many Requests"), Limited, id="429"),
        pytest.param(500, problem(500, "Internal Server Error"), Unknown, id="500"),
        pytest.param(502, HTML, Unknown, id="502 html"),
        pytest.param(503, problem(503, "Service Unavailable"), Temporary, id="503"),
        pytest.param(503, HTML, Temporary, id="503 html"),
        pytest.param(504, HTML, Unknown, id="504 html"),
        pytest.param(201, HTML, Unknown, id="html instead of json"),
        pytest.param(201, "", Unknown, id="nothing instead of json"),
        pytest.param(201, '{"data": {}}', Unknown, id="no id in the answer"),
        pytest.param(201, '{"data": [1]}', Unknown, id="another shape in the answer"),
        pytest.param(403, '["an error that is no object"]', Unknown, id="an error that tweepy cannot read"),
    ],
)
def test_a_failed_post_is(scripted: tuple[ScriptedX, XClient], status: int, body: str, expected: type) -> None:
    """A post that X surely did not take may be repeated or is given up; anything doubtful is Unknown."""
    x, client = scripted
    x.will_answer(status, body)
    assert expected is type(writing(client))
    assert 1 == len(x.requests)


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [
        pytest.param(401, problem(401, "Unauthorized"), Misconfigured, id="401"),
        pytest.param(403, problem(403, "Forbidden"), Permanent, id="403"),
        pytest.param(429, problem(429, "Too Many Requests"), Limited, id="429"),
        pytest.param(500, problem(500, "Internal Server Error"), Temporary, id="500"),
        pytest.param(503, HTML, Temporary, id="503 html"),
        pytest.param(200, HTML, Temporary, id="html instead of json"),
        pytest.param(200, "[1, 2]", Temporary, id="a list instead of an object"),
        pytest.param(200, '{"data": "none"}', Temporary, id="a text instead of a list"),
        pytest.param(200, "[" * 100_000, Temporary, id="nested without end"),
    ],
)
def test_a_failed_look_is(scripted: tuple[ScriptedX, XClient], status: int, body: str, expected: type) -> None:
    """Reading is never doubtful: it may be repeated, or it is not allowed."""
    x, client = scripted
    x.will_answer(status, body)
    assert expected is type(reading(client))
    assert 1 == len(x.requests)


def test_a_429_tells_when_calls_are_welcome_again(scripted: tuple[ScriptedX, XClient]) -> None:
    """The reset of the spent budget is the moment to try again."""
    x, client = scripted
    x.will_answer(429, problem(429, "Too Many Requests"), x_rate_limit_reset=RESET_SECONDS, x_rate_limit_remaining="0")
    error = writing(client)
    assert isinstance(error, Temporary)
    assert error.retry_at == RESET


def test_a_429_without_a_reset_is_tried_once_and_left_to_the_outbox(scripted: tuple[ScriptedX, XClient]) -> None:
    """tweepy's own waiting would call about 975 times here and end in a RecursionError."""
    x, client = scripted
    x.will_answer(429, problem(429, "Too Many Requests"))
    error = writing(client)
    assert isinstance(error, Temporary)
    assert error.retry_at is None
    assert 1 == len(x.requests)


def test_a_429_with_a_strange_reset_is_still_a_429(scripted: tuple[ScriptedX, XClient]) -> None:
    """tweepy itself would raise a ValueError."""
    x, client = scripted
    x.will_answer(429, problem(429, "Too Many Requests"), x_rate_limit_reset="soon")
    error = writing(client)
    assert (Limited, "X allows no more calls for now") == (type(error), str(error))


def test_the_budget_of_the_day_counts_where_it_is_the_spent_one(scripted: tuple[ScriptedX, XClient]) -> None:
    """X sends the reset of the 15 minutes along, which has nothing to do with the refusal."""
    x, client = scripted
    x.will_answer(
        429,
        problem(429, "Too Many Requests"),
        x_rate_limit_reset="1",
        x_rate_limit_remaining="14",
        x_user_limit_24hour_reset=RESET_SECONDS,
        x_user_limit_24hour_remaining="0",
    )
    error = writing(client)
    assert isinstance(error, Temporary)
    assert error.retry_at == RESET


def test_what_x_says_about_a_person_is_never_quoted(scripted: tuple[ScriptedX, XClient]) -> None:
    """Errors end up in logs and on cards."""
    x, client = scripted
    x.will_answer(403, problem(403, "anna@example.com is not allowed to do this."))
    error = writing(client)
    assert "X does not allow it (403)" == str(error)
    assert error.__cause__ is None
    assert error.__suppress_context__


def test_a_silent_x_is_unknown_for_a_post_and_temporary_for_a_look() -> None:
    """tweepy alone would wait for ever."""
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        client = XClient(KEYS, None, url, timedelta(milliseconds=100))
        assert [Unknown, Temporary] == [type(writing(client)), type(reading(client))]
        client.close()


def test_a_connection_that_breaks_after_the_request_is_unknown_for_a_post() -> None:
    """X may have performed it before the line broke."""
    with socket.create_server(("127.0.0.1", 0)) as rude:

        def hang_up() -> None:
            for _ in range(2):
                line, _address = rude.accept()
                line.recv(65536)
                line.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        client = XClient(KEYS, None, f"http://127.0.0.1:{rude.getsockname()[1]}", timedelta(seconds=2))
        assert [Unknown, Temporary] == [type(writing(client)), type(reading(client))]
        thread.join()
        client.close()


def test_a_refused_connection_is_temporary_even_for_a_post() -> None:
    """Nothing was sent, so nothing can have arrived."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    client = XClient(KEYS, None, f"http://127.0.0.1:{port}", timedelta(seconds=2))
    error = writing(client)
    assert (Temporary, "X cannot be reached") == (type(error), str(error))
    client.close()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        pytest.param(requests.ConnectTimeout(), Temporary, id="no connection in time"),
        pytest.param(requests.exceptions.ProxyError(), Temporary, id="no way through the proxy"),
        pytest.param(requests.ReadTimeout(), Unknown, id="no answer in time"),
        pytest.param(requests.exceptions.ChunkedEncodingError(), Unknown, id="half an answer"),
        pytest.param(requests.exceptions.InvalidURL(), Misconfigured, id="an address that is none"),
        pytest.param(RecursionError(), Unknown, id="too deep"),
        pytest.param(KeyError("id"), Unknown, id="a surprise"),
    ],
)
def test_a_failure_on_the_way_of_a_post_is(error: Exception, expected: type) -> None:
    """What never left may be repeated; everything else is looked for first."""
    assert expected is type(delivery_error(error, writing=True))
