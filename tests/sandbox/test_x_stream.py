"""The filtered stream, read with tweepy's StreamingClient."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator

import pytest
import requests
import tweepy
from x_on_the_wire import redirected


class Stream(tweepy.StreamingClient):
    """Collects what arrives."""

    def __init__(self, url, bearer="fake-x-bearer"):
        super().__init__(bearer, max_retries=0, daemon=True)
        redirected(self.session, url)
        self.connected = threading.Event()
        self.arrived = threading.Event()
        self.failed = threading.Event()
        self.received = []

    def on_connect(self):
        self.connected.set()

    def on_response(self, response):
        self.received.append(response)
        self.arrived.set()

    def on_connection_error(self):
        self.failed.set()
        self.running = False

    def on_closed(self, response):
        self.failed.set()


@contextlib.contextmanager
def open_stream(sandbox, control, **more) -> Iterator[Stream]:
    stream = Stream(sandbox.url)
    thread = stream.filter(threaded=True, **more)
    assert stream.connected.wait(5)
    deadline = time.monotonic() + 5
    while not sandbox.call(lambda world: len(world.x.listeners)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    try:
        yield stream
    finally:
        stream.running = False
        control.post("faults", on="x", kind="disconnect")
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture
def rule(sandbox):
    """The rule that support needs."""
    client = Stream(sandbox.url)
    return client.add_rules(tweepy.StreamRule("@acme -from:acme", tag="support")).data[0]


def test_a_matching_post_arrives_with_the_rule_that_asked_for_it(sandbox, control, rule):
    with open_stream(sandbox, control, tweet_fields=["author_id"], expansions=["author_id"]) as stream:
        post = control.says("anna_k", "@acme hi")
        assert stream.arrived.wait(5)
    [response] = stream.received
    expected = (post, "anna_k", [tweepy.StreamRule(tag="support", id=rule.id)])
    assert expected == (
        str(response.data.id),
        response.includes["users"][0].username,
        response.matching_rules,
    )


def test_a_post_that_no_rule_asks_for_does_not_arrive(sandbox, control, rule):
    with open_stream(sandbox, control) as stream:
        control.says("anna_k", "nothing for you")
        control.says("acme", "@acme talks to itself")
        control.says("anna_k", "@acme last")
        assert stream.arrived.wait(5)
    assert ["@acme last"] == [response.data.text for response in stream.received]


def test_a_quiet_stream_is_kept_alive_by_empty_lines(sandbox):
    sandbox.call(lambda world: setattr(world.x, "keep_alive", 0.05))
    with requests.get(
        f"{sandbox.url}/2/tweets/search/stream",
        headers={"Authorization": "Bearer fake-x-oauth2"},
        stream=True,
        timeout=5,
    ) as answer:
        chunks = answer.iter_content(None)
        assert b"\r\n" * 3 == b"".join(next(chunks) for _ in range(3))


def test_disconnect_ends_an_open_stream(sandbox, control, rule):
    with open_stream(sandbox, control) as stream:
        control.post("faults", on="x", kind="disconnect")
        assert stream.failed.wait(5)
    assert [] == stream.received


def test_a_third_connection_is_one_too_many(sandbox, control, rule):
    with open_stream(sandbox, control), open_stream(sandbox, control):
        answer = requests.get(
            f"{sandbox.url}/2/tweets/search/stream",
            headers={"Authorization": "Bearer fake-x-bearer"},
            timeout=5,
        )
    assert (429, "TooManyConnections") == (answer.status_code, answer.json()["connection_issue"])


def test_rules_outlive_the_client_that_set_them(sandbox, rule):
    rules = Stream(sandbox.url).get_rules().data
    assert [tweepy.StreamRule("@acme -from:acme", "support", rule.id)] == rules


def test_the_same_rule_is_not_set_twice(sandbox, rule):
    response = Stream(sandbox.url).add_rules(tweepy.StreamRule("@acme -from:acme", tag="support"))
    assert (None, "DuplicateRule") == (response.data, response.errors[0]["title"])


def test_a_rule_that_was_deleted_is_gone(sandbox, rule):
    client = Stream(sandbox.url)
    client.delete_rules(rule.id)
    assert client.get_rules().data is None


def test_a_dry_run_sets_nothing(sandbox):
    client = Stream(sandbox.url)
    client.add_rules(tweepy.StreamRule("@acme"), dry_run=True)
    assert client.get_rules().data is None
