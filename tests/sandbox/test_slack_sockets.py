"""Socket Mode: who gets an envelope, what happens without an acknowledgement, how connections go."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import websocket
from slack_on_the_wire import Socket, Workspace, running


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def test_a_connection_is_greeted(slack: Workspace) -> None:
    first, second = slack.connect(), slack.connect()
    assert (("hello", 1), ("hello", 2)) == (
        (first.hello["type"], first.hello["num_connections"]),
        (second.hello["type"], second.hello["num_connections"]),
    )
    assert slack.seen()["sockets"] == 2


def test_envelopes_take_turns_between_connections(slack: Workspace) -> None:
    sockets = [slack.connect(), slack.connect()]
    for word in ("a", "b", "c", "d"):
        slack.say("U0CARL", "C0HELP", word)
    got = [sorted(socket.next()["event"]["text"] for _ in range(2)) for socket in sockets]
    assert sorted(got) == [["a", "c"], ["b", "d"]]


def test_what_is_acknowledged_does_not_come_again(slack: Workspace) -> None:
    slack.patience(0.1)
    socket = slack.connect()
    slack.say("U0CARL", "C0HELP", "a")
    socket.next()
    assert socket.silent(0.4)


def test_what_is_not_acknowledged_comes_three_more_times(slack: Workspace) -> None:
    slack.patience(0.1)
    socket = slack.connect()
    slack.say("U0CARL", "C0HELP", "a")
    envelopes = [socket.read() for _ in range(4)]
    assert [(0, ""), (1, "timeout"), (2, "timeout"), (3, "timeout")] == [
        (envelope["retry_attempt"], envelope["retry_reason"]) for envelope in envelopes
    ]
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert socket.silent(0.4)


def test_slack_waits_three_seconds(slack: Workspace) -> None:
    socket = slack.connect()
    slack.say("U0CARL", "C0HELP", "a")
    socket.read()
    before = time.monotonic()
    socket.acknowledge(socket.read())
    assert 2.5 < time.monotonic() - before < 4.5


def test_what_a_dead_connection_took_is_given_to_another(slack: Workspace) -> None:
    slack.patience(0.3)
    dead = slack.connect()
    slack.say("U0CARL", "C0HELP", "a")
    dead.read()
    dead.close()
    envelope = slack.connect().read()
    assert ("a", 1) == (envelope["payload"]["event"]["text"], envelope["retry_attempt"])


def test_events_wait_while_nobody_is_connected(slack: Workspace) -> None:
    slack.patience(0.1)
    for word in ("a", "b", "c"):
        slack.say("U0CARL", "C0HELP", word)
    time.sleep(0.3)
    socket = slack.connect()
    envelopes = [socket.read() for _ in range(3)]
    assert [("a", 0), ("b", 0), ("c", 0)] == [
        (envelope["payload"]["event"]["text"], envelope["retry_attempt"]) for envelope in envelopes
    ]


def test_a_refreshed_connection_is_told_and_gets_nothing_new(slack: Workspace) -> None:
    old = slack.connect()
    assert slack.control("slack/rotate") == {"told": 1}
    farewell = old.read()
    new = slack.connect()
    slack.say("U0CARL", "C0HELP", "a")
    assert ("disconnect", "refresh_requested") == (farewell["type"], farewell["reason"])
    assert (new.next()["event"]["text"], old.silent()) == ("a", True)


def test_one_connection_can_be_refreshed_alone(slack: Workspace) -> None:
    old, staying = slack.connect(), slack.connect()
    slack.control("slack/rotate", number=1)
    assert (old.read()["type"], staying.silent()) == ("disconnect", True)


def test_the_eleventh_connection_is_sent_away(slack: Workspace) -> None:
    for _ in range(10):
        slack.connect()
    assert slack.connect().hello["reason"] == "too_many_websockets"


def test_a_ticket_opens_one_connection(slack: Workspace) -> None:
    address = slack.client.apps_connections_open(app_token="xapp-fake-sandbox")["url"]
    Socket(address).close()
    with pytest.raises(websocket.WebSocketBadStatusException):
        Socket(address)


def test_a_ping_is_answered(slack: Workspace) -> None:
    assert slack.connect().ping("are you there") == "are you there"


def test_a_disconnect_fault_cuts_every_connection(slack: Workspace) -> None:
    socket = slack.connect()
    slack.control("faults", on="slack", kind="disconnect")
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        socket.read()


def test_nonsense_from_the_app_is_survived(slack: Workspace) -> None:
    socket = slack.connect()
    socket.acknowledge({"envelope_id": "unknown"})
    socket.acknowledge({"envelope_id": 7})
    slack.say("U0CARL", "C0HELP", "a")
    assert socket.next()["event"]["text"] == "a"
