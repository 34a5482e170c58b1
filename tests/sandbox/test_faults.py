"""Faults, as tweepy meets them."""

from __future__ import annotations

import json
import threading
import time

import pytest
import requests
import tweepy
import websocket
from x_on_the_wire import BRAND, user_client


def brand_posts(control):
    return [post["text"] for post in control.get("state")["x"]["posts"] if post["author"] == "acme"]


def eventually(check):
    deadline = time.monotonic() + 5
    while not check():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


class Posting(threading.Thread):
    """Publishes a post in the background and keeps what came out."""

    def __init__(self, url, timeout=5.0):
        super().__init__(daemon=True)
        self.client = user_client(url, timeout=timeout)
        self.came_out = None
        self.start()

    def run(self):
        try:
            self.came_out = self.client.create_tweet(text="hello").data["text"]
        except (tweepy.TweepyException, requests.RequestException) as error:
            self.came_out = type(error)

    def result(self):
        self.join(6)
        assert not self.is_alive()
        return self.came_out


def test_a_dropped_call_is_performed_and_never_answered(x, control):
    control.post("faults", on="x", kind="dropped")
    with pytest.raises(requests.ConnectionError):
        x.create_tweet(text="hello")
    assert ["hello"] == brand_posts(control)


def test_a_dropped_call_on_a_reused_connection_is_performed_and_never_answered(x, control):
    x.get_me()
    control.post("faults", on="x", kind="dropped")
    with pytest.raises(requests.ConnectionError):
        x.create_tweet(text="hello")
    assert ["hello"] == brand_posts(control)


def test_a_dropped_call_has_no_status(x, control):
    control.post("faults", on="x", kind="dropped")
    with pytest.raises(requests.ConnectionError):
        x.get_me()
    assert [None] == [call["status"] for call in control.get("calls")["calls"]]


def test_after_the_last_time_everything_works_again(x, control):
    control.post("faults", on="x", kind="500", times=2)
    for _ in range(2):
        with pytest.raises(tweepy.TwitterServerError):
            x.get_me()
    assert "acme" == x.get_me().data.username


def test_a_fault_without_an_end_lasts_until_it_is_cleared(x, control):
    control.post("faults", on="x", kind="500", times=0)
    for _ in range(3):
        with pytest.raises(tweepy.TwitterServerError):
            x.get_me()
    control.clear()
    assert "acme" == x.get_me().data.username


def test_a_server_error_performs_nothing(x, control):
    control.post("faults", on="x", kind="500")
    with pytest.raises(tweepy.TwitterServerError):
        x.create_tweet(text="hello")
    assert [] == brand_posts(control)


def test_too_many_requests_names_the_time_of_the_reset(x, control, sandbox):
    now = sandbox.world.clock.now().timestamp()
    control.post("faults", on="x", kind="429", seconds=30)
    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.get_me()
    assert 30 == pytest.approx(refused.value.reset_time - now, abs=3)


def test_too_many_requests_can_come_without_a_time(x, control):
    control.post("faults", on="x", kind="429", seconds=0)
    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.get_me()
    assert refused.value.reset_time is None


def test_a_page_of_html_can_come_instead_of_json(x, control):
    control.post("faults", on="x", kind="html")
    with pytest.raises(tweepy.TwitterServerError) as refused:
        x.get_me()
    assert (503, []) == (refused.value.response.status_code, refused.value.api_messages)


def test_a_slow_answer_is_a_right_one(x, control):
    control.post("faults", on="x", kind="slow", seconds=0.3)
    began = time.monotonic()
    assert "acme" == x.get_me().data.username
    assert time.monotonic() - began >= 0.3


def test_a_fault_can_be_meant_for_one_method(x, control):
    control.post("faults", on="x", kind="500", method="POST")
    assert "acme" == x.get_me().data.username
    with pytest.raises(tweepy.TwitterServerError):
        x.create_tweet(text="hello")


def test_a_fault_can_be_meant_for_one_path(x, control):
    control.post("faults", on="x", kind="500", path="/mentions")
    assert "acme" == x.get_me().data.username
    with pytest.raises(tweepy.TwitterServerError):
        x.get_users_mentions(BRAND, user_auth=True)


def test_a_fault_on_slack_spares_x(x, control):
    control.post("faults", on="slack", kind="500", times=0)
    assert "acme" == x.get_me().data.username


def test_slack_fails_in_its_own_words(sandbox, control):
    control.post("faults", on="slack", kind="429", seconds=7)
    answer = requests.post(f"{sandbox.url}/api/auth.test", timeout=5)
    expected = (429, "7", {"ok": False, "error": "ratelimited"})
    assert expected == (answer.status_code, answer.headers["Retry-After"], answer.json())


def test_a_call_that_hangs_before_is_performed_when_it_is_let_go(sandbox, control):
    control.post("faults", on="x", kind="hang_before")
    posting = Posting(sandbox.url)
    eventually(lambda: control.get("faults")["hanging"] == 1)
    assert [] == brand_posts(control)
    control.clear()
    assert ("hello", ["hello"]) == (posting.result(), brand_posts(control))


def test_a_call_that_hangs_before_is_not_performed_when_the_client_leaves(sandbox, control):
    control.post("faults", on="x", kind="hang_before")
    assert requests.ReadTimeout == Posting(sandbox.url, timeout=0.3).result()
    eventually(lambda: control.get("faults")["hanging"] == 0)
    control.clear()
    assert [] == brand_posts(control)


def test_a_call_that_hangs_after_is_performed_at_once_and_answered_when_it_is_let_go(sandbox, control):
    control.post("faults", on="x", kind="hang_after")
    posting = Posting(sandbox.url)
    eventually(lambda: control.get("faults")["hanging"] == 1)
    assert ["hello"] == brand_posts(control)
    assert posting.is_alive()
    control.clear()
    assert "hello" == posting.result()


def test_a_call_that_hangs_after_stays_performed_when_the_client_leaves(sandbox, control):
    control.post("faults", on="x", kind="hang_after")
    assert requests.ReadTimeout == Posting(sandbox.url, timeout=0.3).result()
    eventually(lambda: control.get("faults")["hanging"] == 0)
    assert ["hello"] == brand_posts(control)


def slack_socket(sandbox):
    """Open a Socket Mode connection as Bolt does."""
    token = {"Authorization": "Bearer xapp-fake-sandbox"}
    opened = requests.post(f"{sandbox.url}/api/apps.connections.open", headers=token, timeout=5).json()
    socket = websocket.create_connection(opened["url"], timeout=5)
    assert "hello" == json.loads(socket.recv())["type"]
    return socket


def test_disconnect_on_slack_cuts_an_open_websocket(sandbox, control):
    socket = slack_socket(sandbox)
    control.post("faults", on="slack", kind="disconnect")
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        socket.recv()
    socket.close()


def test_disconnect_on_x_leaves_slack_alone(sandbox, control):
    socket = slack_socket(sandbox)
    control.post("faults", on="x", kind="disconnect")
    socket.ping()
    assert websocket.ABNF.OPCODE_PONG == socket.recv_data(control_frame=True)[0]
    socket.close()


def test_the_server_stops_at_once_whatever_is_open(sandbox, control):
    control.post("faults", on="x", kind="hang_before")
    posting = Posting(sandbox.url)
    eventually(lambda: control.get("faults")["hanging"] == 1)
    bearer = {"Authorization": "Bearer fake-x-bearer"}
    opened = [
        requests.get(f"{sandbox.url}/2/tweets/search/stream", headers=bearer, stream=True, timeout=5),
        requests.get(f"{sandbox.url}/control/events", stream=True, timeout=5),
        slack_socket(sandbox),
    ]
    began = time.monotonic()
    sandbox.stop()
    took = time.monotonic() - began
    for connection in opened:
        connection.close()
    assert requests.ConnectionError == posting.result()
    assert took < 1
