"""Every envelope is written down before it is acknowledged, on two lines that are kept alive."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from acme import GRACE, SUGGESTIONS
from slack_world import HeldCritic, LocalSlack, local_slack, pending, wait_until
from structlog.testing import capture_logs
from test_slack_cards import WAITING, story
from test_slack_held import HELD

from bot.adapters.slack.checking import NOT_CHECKED
from bot.adapters.slack.held_window import draw_window
from bot.adapters.slack.listener import SlackListener
from bot.adapters.slack.staffroom import SlackStaffroom
from bot.adapters.store import SqliteStore
from bot.domain.errors import ConfigurationError, StoreBroken
from bot.engine.answered import fingerprint
from bot.ports.store import Store, Transaction


class FailingStore:
    """A store whose first transactions fail."""

    def __init__(self, store: Store, failures: int) -> None:
        self._store = store
        self.failures = failures

    def transaction(self) -> AbstractContextManager[Transaction]:
        """Fail as often as asked."""
        if self.failures > 0:
            self.failures -= 1
            raise StoreBroken("the disk is full")
        return self._store.transaction()

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file, as the bot has it."""
    opened = SqliteStore(tmp_path / "triage.db")
    yield opened
    opened.close()


@contextmanager
def listening(
    slack: LocalSlack, store: Store, wake: Callable[[], None] = lambda: None, **more: Any
) -> Iterator[SlackListener]:
    """A listener with both lines up."""
    settings = {"ping_every": 0.3, "watch_every": 0.1, "deaf_after": 60.0} | more
    listener = SlackListener(slack.client(), "xapp-fake-sandbox", store, slack.clock, wake, **settings)
    listener.start()
    try:
        wait_until(lambda: sockets(slack) == 2)
        yield listener
    finally:
        listener.stop()


def sockets(slack: LocalSlack) -> int:
    """How many connections Slack has with us."""
    return slack.server.call(lambda world: len(world.slack.sockets))


def undelivered(slack: LocalSlack) -> int:
    """How many envelopes Slack has no acknowledgement for."""
    return slack.server.call(lambda world: world.slack.sockets.undelivered)


def test_a_message_is_written_down_and_acknowledged(slack: LocalSlack, store: Store) -> None:
    """The inbox holds it, its worker is woken, and Slack is content."""
    woken = threading.Event()
    with listening(slack, store, woken.set):
        ts = slack.says("U0CARL", "C0HELP", "My export is broken")
        assert woken.wait(5)
        wait_until(lambda: undelivered(slack) == 0)
    row = pending(store)[0]
    assert (row.source, row.key, row.received_at) == ("slack", f"post:C0HELP:{ts}", slack.clock.at)
    assert json.loads(row.body)["event"]["text"] == "My export is broken"


def test_a_post_that_mentions_the_bot_is_one_envelope(slack: LocalSlack, store: Store) -> None:
    """Two events, one piece of work."""
    with listening(slack, store):
        slack.says("U0CARL", "C0HELP", "<@U0BOT> help")
        wait_until(lambda: pending(store) and undelivered(slack) == 0)
    assert len(pending(store)) == 1


def test_a_click_is_written_down_and_acknowledged(slack: LocalSlack, store: Store) -> None:
    """Whoever clicks sees no error."""
    card = SlackStaffroom(slack.client(), "C0TRIAGE", slack.clock).post_card("e1", story())
    with listening(slack, store):
        body = {"as": "U0ADA", "channel": "C0TRIAGE", "ts": card.split(":")[1], "action_id": "send:1"}
        assert slack.control("slack/click", **body) == {"acknowledged": True}
    # The event of the card itself may come before the click or after it.
    (clicked,) = (body for row in pending(store) if "actions" in (body := json.loads(row.body)))
    action = clicked["actions"][0]
    carried = {"case": WAITING.id, "name": SUGGESTIONS[1].name, "upon": fingerprint(story())}
    assert json.loads(action["value"]) == carried


def submitted(slack: LocalSlack, text: str) -> Any:
    """Grace clicks Edit, sees the window and submits this text; returns what she is shown."""
    shown = SlackStaffroom(slack.client(), "C0TRIAGE", slack.clock).show_held("e2", GRACE, story(), HELD)
    click = {"as": "U0GRACE", "channel": "D0GRACE", "ts": shown.split(":")[1], "action_id": "held:edit"}
    assert slack.control("slack/click", **click) == {"acknowledged": True}
    trigger = slack.server.call(lambda world: list(world.slack.triggers)[-1])
    opened = slack.client().views_open(trigger_id=trigger, view=draw_window("C-1", "e7", HELD.text, "A gap", 280))
    values = {"text": {"text": {"value": text}}}
    return slack.control("slack/submit", **{"as": "U0GRACE"}, view_id=opened["view"]["id"], values=values)


def submissions(store: Store) -> list[str]:
    """The texts of the submitted windows that were written down."""
    bodies = [json.loads(row.body) for row in pending(store)]
    views = [body["view"] for body in bodies if body["type"] == "view_submission"]
    return [view["state"]["values"]["text"]["text"]["value"] for view in views]


def windows(slack: LocalSlack) -> int:
    """How many windows are open."""
    return slack.server.call(lambda world: len(world.slack.views))


def test_an_edited_text_is_written_down_and_its_window_closes(slack: LocalSlack, store: Store) -> None:
    """Nothing speaks against it."""
    asked: list[tuple[str, str]] = []

    def objections(message: str, text: str) -> tuple[str, ...]:
        asked.append((message, text))
        return ()

    with listening(slack, store, critic=HeldCritic(objections)):
        assert submitted(slack, "Dear Anna") == {"acknowledged": True}
    assert (asked, submissions(store), windows(slack)) == ([("e7", "Dear Anna")], ["Dear Anna"], 0)


def test_objections_are_shown_in_the_window(slack: LocalSlack, store: Store) -> None:
    """The window stays open with what is wrong, and nothing is written down."""
    with listening(slack, store, critic=HeldCritic(lambda *_: ("{FirstName} is a gap.", "It is too long."))):
        answer = submitted(slack, "Dear {FirstName}")
    wrong = {"text": "{FirstName} is a gap.\nIt is too long."}
    assert answer == {"acknowledged": True, "response_action": "errors", "errors": wrong}
    assert (submissions(store), windows(slack)) == ([], 1)


def test_a_check_that_fails_is_told_in_the_window(slack: LocalSlack, store: Store) -> None:
    """The words stay where they were typed; nothing unchecked is written down; the log tells only the kind of fault."""

    def broken(_message: str, text: str) -> tuple[str, ...]:
        raise StoreBroken(f"the disk is full: {text}")

    with capture_logs() as logs, listening(slack, store, critic=HeldCritic(broken)):
        answer = submitted(slack, "swordfish")
    assert answer["errors"] == {"text": NOT_CHECKED}
    assert (submissions(store), windows(slack)) == ([], 1)
    wanted = {"event": "slack_window_not_checked", "error": "StoreBroken", "log_level": "error"}
    assert [line for line in logs if line["event"] == "slack_window_not_checked"] == [wanted]


def test_what_could_not_be_written_down_is_not_acknowledged(slack: LocalSlack, store: Store) -> None:
    """A full disk loses nothing: Slack sends it again. The log tells the kind of fault and nothing else."""

    def impatient(world: Any) -> None:
        world.slack.sockets.ack_timeout = timedelta(seconds=0.3)

    slack.server.call(impatient)
    failing = FailingStore(store, 1)
    with capture_logs() as logs, listening(slack, failing):
        slack.says("U0CARL", "C0HELP", "My export is broken")
        wait_until(lambda: pending(store))
        wait_until(lambda: undelivered(slack) == 0)
    assert (failing.failures, len(pending(store))) == (0, 1)
    wanted = {"event": "slack_envelope_not_written", "error": "StoreBroken", "log_level": "error"}
    assert [line for line in logs if line["event"] == "slack_envelope_not_written"] == [wanted]


def test_connections_that_are_rotated_lose_nothing(slack: LocalSlack, store: Store) -> None:
    """While one line is renewed the other one listens."""
    with listening(slack, store):
        slack.control("slack/rotate", number=1)
        for number in range(5):
            slack.says("U0CARL", "C0HELP", f"Message {number}")
        wait_until(lambda: len(pending(store)) == 5)


def test_cut_connections_come_back(slack: LocalSlack, store: Store) -> None:
    """After an outage everything that was written meanwhile arrives."""
    with listening(slack, store):
        slack.fault("disconnect", "")
        slack.says("U0CARL", "C0HELP", "My export is broken")
        wait_until(lambda: sockets(slack) == 2)
        wait_until(lambda: pending(store))


def test_a_deaf_line_is_replaced(slack: LocalSlack, store: Store) -> None:
    """Where the SDK does not connect anew, the missing pongs tell."""
    with listening(slack, store, ping_every=0.1, deaf_after=1.2) as listener:
        dead = listener.lines[0].handler
        assert dead is not None
        dead.client.default_auto_reconnect_enabled = dead.client.auto_reconnect_enabled = False
        slack.fault("disconnect", "")
        wait_until(lambda: listener.lines[0].handler is not dead and sockets(slack) == 2)
        slack.says("U0CARL", "C0HELP", "My export is broken")
        wait_until(lambda: pending(store))


def test_a_slack_that_wants_no_new_line_yet_holds_nobody_up(slack: LocalSlack, store: Store) -> None:
    """The other line is watched meanwhile, and Slack is not asked again before its time."""
    with listening(slack, store, ping_every=0.1) as listener:
        slack.fault("429", "apps.connections.open", times=0, seconds=60)
        before = opened(slack)
        began = time.monotonic()
        listener.lines[0].replace()
        assert time.monotonic() - began < 3
        assert (True, False) == (listener.lines[0].is_unwelcome(), listener.lines[1].is_unwelcome())
        listener.mend()
        time.sleep(0.5)
        assert 1 == opened(slack) - before
        assert listener.lines[1].is_connected()


def opened(slack: LocalSlack) -> int:
    """How often Slack was asked for a connection."""
    return slack.server.call(lambda world: sum("connections.open" in one.path for one in world.faults.calls.since(0)))


def test_a_quiet_line_is_left_alone(slack: LocalSlack, store: Store) -> None:
    """No events is no fault."""
    with listening(slack, store, ping_every=0.1, deaf_after=1.2) as listener:
        before = [line.handler for line in listener.lines]
        time.sleep(2)
        assert [line.handler for line in listener.lines] == before
        assert [line.is_connected() for line in listener.lines] == [True, True]


def test_a_wrong_app_token_is_told_at_once(slack: LocalSlack, store: Store) -> None:
    """The operator reads which secret is wrong, without seeing it; nothing was started."""
    listener = SlackListener(slack.client(), "xapp-wrong", store, slack.clock, lambda: None)
    with pytest.raises(ConfigurationError, match="SLACK_APP_TOKEN") as problem:
        listener.start()
    listener.stop()
    assert "xapp-wrong" not in str(problem.value)


def test_a_slack_that_is_away_is_waited_for(slack: LocalSlack, store: Store) -> None:
    """A bot that starts while Slack is down comes up by itself."""
    slack.fault("500", "apps.connections.open")
    with listening(slack, store, ping_every=0.1, deaf_after=1.2):
        slack.says("U0CARL", "C0HELP", "My export is broken")
        wait_until(lambda: pending(store))


def test_stopping_takes_less_than_five_seconds(slack: LocalSlack, store: Store) -> None:
    """Both lines hang up, and nothing is heard any more."""
    with listening(slack, store) as listener:
        began = time.monotonic()
        listener.stop()
        assert time.monotonic() - began < 5
        wait_until(lambda: sockets(slack) == 0)
