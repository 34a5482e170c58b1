"""Only leads decide about held messages, the backlog and the breaker, and their words reach the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from acme import ADA, GRACE, NOON, new_case
from slack_world import WORKSPACE, Ears, LocalSlack, local_slack, pending, use_cases, wait_until
from structlog.testing import capture_logs
from test_slack_cards import story
from test_slack_held import HELD

from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.inbound import SOURCE, SlackInbound
from bot.adapters.slack.opening import NO_WINDOW
from bot.adapters.store import SqliteStore
from bot.domain.effects import Reply, ShowCard
from bot.domain.errors import DecodeError
from bot.domain.events import LateAnswered
from bot.domain.reading import ONLY_LEADS, SETTLED
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Backlog, Breaker
from bot.ports.store import OutboxRow, OutboxState, Store

REPLY = Reply(ResponseKind.HOLD, "1001", NOON, HELD.text)
ROW = OutboxRow("e7", "C-1", "x:1001", REPLY, NOON, NOON, state=OutboxState.HELD, error=HELD.reason)


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file, in which the held message stands."""
    opened = SqliteStore(tmp_path / "triage.db")
    with opened.transaction() as tx:
        tx.cases.save(new_case())
        tx.outbox.add(replace(ROW, state=OutboxState.READY))
        tx.outbox.save(replace(ROW, seq=1))
    yield opened
    opened.close()


@pytest.fixture
def ears(store: Store) -> Ears:
    """What the engine was told."""
    return Ears(store)


@pytest.fixture
def connection(slack: LocalSlack) -> SlackConnection:
    """Slack as the bot has it."""
    return SlackConnection(slack.settings, "config.toml", slack.clock)


@pytest.fixture
def inbound(connection: SlackConnection, store: Store, ears: Ears, slack: LocalSlack) -> SlackInbound:
    """What is under test, built as the bot builds it."""
    return connection.inbound(store, use_cases(ears), [ADA, GRACE])


class Thumb:
    """Grace's thumb: real clicks on real messages, worked on as they come."""

    def __init__(self, slack: LocalSlack, connection: SlackConnection, store: Store, inbound: SlackInbound) -> None:
        self._slack, self._store, self._inbound = slack, store, inbound
        self._connection = connection

    def __call__(self, message: str, action: str, late: bool = False) -> None:
        """Click; `late` lets four seconds pass before the envelope is worked on."""
        channel, ts = message.split(":")
        listener = self._connection.listener(self._store, lambda: None)
        listener.start()
        try:
            wait_until(lambda: self._slack.server.call(lambda world: len(world.slack.sockets)) == 2)
            click = {"as": "U0GRACE", "channel": channel, "ts": ts, "action_id": action}
            assert self._slack.control("slack/click", **click) == {"acknowledged": True}
        finally:
            listener.stop()
        if late:
            self._slack.control("clock", forward="4s")
        for row in pending(self._store):
            self._inbound.handle(row)


@pytest.fixture
def thumb(slack: LocalSlack, connection: SlackConnection, store: Store, inbound: SlackInbound) -> Thumb:
    """Grace's thumb."""
    return Thumb(slack, connection, store, inbound)


def windows(slack: LocalSlack) -> list[dict[str, Any]]:
    """The windows that are open."""
    return slack.server.call(lambda world: [view.content for view in world.slack.views.values()])


def arrive(store: Store, inbound: SlackInbound, action: str, value: dict[str, Any], user: str, team: str) -> None:
    """Somebody's click, however they came by it."""
    actions = [{"action_id": action, "value": json.dumps(value)}]
    click = {"type": "block_actions", "user": {"id": user, "team_id": team}, "actions": actions, "trigger_id": "1.2"}
    with store.transaction() as tx:
        tx.inbox.receive(SOURCE, f"{action}:{user}:{team}", json.dumps(click), NOON)
    inbound.handle(pending(store)[-1])


def test_sending_and_dropping_reach_the_engine(
    connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb
) -> None:
    """By the message's effect id and the lead's name."""
    shown = connection.staffroom().show_held("s1", GRACE, story(), replace(HELD, may_send_anyway=True))
    thumb(shown, "held:send")
    thumb(shown, "held:drop")
    assert ears.told == [("sent", "e7", "Grace"), ("dropped", "e7", "Grace")]
    assert pending(store) == ()


def test_edit_opens_the_window_with_the_whole_text(
    slack: LocalSlack, connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb
) -> None:
    """From the memory, not from what Slack shows of it; the reason stands above."""
    thumb(connection.staffroom().show_held("s1", GRACE, story(), HELD), "held:edit")
    window = windows(slack)[0]
    assert json.loads(window["private_metadata"]) == {"case": "C-1", "message": "e7"}
    assert window["blocks"][0]["text"]["text"] == f"*Why it was held:* {HELD.reason}"
    assert window["blocks"][1]["element"]["initial_value"] == HELD.text
    assert window["blocks"][1]["element"]["max_length"] == 280
    assert (ears.told, pending(store)) == ([], ())


def test_the_edited_text_reaches_the_engine(
    slack: LocalSlack, connection: SlackConnection, store: Store, ears: Ears, inbound: SlackInbound, thumb: Thumb
) -> None:
    """From the click to the new words."""
    thumb(connection.staffroom().show_held("s1", GRACE, story(), HELD), "held:edit")
    listener = connection.listener(store, lambda: None)
    listener.start()
    try:
        values = {"text": {"text": {"value": "Dear Anna, one second"}}}
        answer = slack.control("slack/submit", **{"as": "U0GRACE"}, view_id=windows(slack)[0]["id"], values=values)
    finally:
        listener.stop()
    for row in pending(store):
        inbound.handle(row)
    assert (answer, windows(slack)) == ({"acknowledged": True}, [])
    assert ears.told == [("edited", "e7", "Dear Anna, one second", "Grace")]
    assert pending(store) == ()


def test_a_click_that_is_worked_on_too_late_opens_nothing_and_says_so(
    slack: LocalSlack, connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb
) -> None:
    """The trigger lives three seconds; the lead is told in private and clicks again."""
    thumb(connection.staffroom().show_held("s1", GRACE, story(), HELD), "held:edit", late=True)
    assert (windows(slack), ears.told) == ([], [("refused", "C-1", "Grace", NO_WINDOW)])
    assert pending(store) == ()


@pytest.mark.parametrize("kind", ["500", "429", "hang_before"])
def test_a_window_that_slack_does_not_open_is_told(
    slack: LocalSlack, connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb, kind: str
) -> None:
    """Nothing waits for it: a second try would be too late."""
    shown = connection.staffroom().show_held("s1", GRACE, story(), HELD)
    slack.fault(kind, "views.open")
    thumb(shown, "held:edit")
    assert ears.told == [("refused", "C-1", "Grace", NO_WINDOW)]
    assert pending(store) == ()


@pytest.mark.parametrize(
    "row",
    [replace(ROW, state=OutboxState.SENT, remote_id="x9", sent_at=NOON), replace(ROW, effect=ShowCard())],
    ids=["sent", "no reply"],
)
def test_what_is_decided_already_is_not_edited(
    slack: LocalSlack, connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb, row: OutboxRow
) -> None:
    """Another lead was faster."""
    with store.transaction() as tx:
        tx.outbox.save(replace(row, seq=1))
    thumb(connection.staffroom().show_held("s1", GRACE, story(), HELD), "held:edit")
    assert (windows(slack), ears.told) == ([], [("refused", "C-1", "Grace", SETTLED)])


def test_the_backlog_is_answered_one_by_one_or_by_age(
    connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb
) -> None:
    """Each button does what it says."""
    shown = connection.staffroom().show_backlog("s1", GRACE, Backlog((story(),), 1, NOON))
    thumb(shown, "late:answer")
    for minutes in (60, 120, 240):
        thumb(shown, f"late:younger:{minutes}")
    assert ears.events == [("C-1", LateAnswered("Grace"), "Grace")]
    assert [str(told[1]) for told in ears.told] == ["1:00:00", "2:00:00", "4:00:00"]
    assert pending(store) == ()


def test_the_breaker_is_closed(connection: SlackConnection, store: Store, ears: Ears, thumb: Thumb) -> None:
    """One click goes on."""
    thumb(connection.staffroom().show_breaker("s1", GRACE, Breaker(NOON, "11 alike messages", 39)), "breaker:close")
    assert (ears.told, pending(store)) == ([("closed", "Grace")], ())


CLICKS: list[tuple[str, dict[str, Any]]] = [
    ("held:send", {"case": "C-1", "message": "e7"}),
    ("held:edit", {"case": "C-1", "message": "e7", "limit": 280}),
    ("held:drop", {"case": "C-1", "message": "e7"}),
    ("late:answer", {"case": "C-1"}),
    ("late:younger:60", {"minutes": 60}),
    ("breaker:close", {}),
]


@pytest.mark.parametrize(("action", "value"), CLICKS)
def test_a_responder_is_told_that_only_leads_decide(
    slack: LocalSlack, store: Store, ears: Ears, inbound: SlackInbound, action: str, value: dict[str, Any]
) -> None:
    """Nothing happens, and they know why."""
    arrive(store, inbound, action, value, "U0ADA", "T0ACME")
    assert ears.told == [("refused", value.get("case", ""), "Ada", ONLY_LEADS)]
    assert (ears.events, windows(slack), pending(store)) == ([], [], ())


@pytest.mark.parametrize(("user", "team"), [("U0CARL", "T0ACME"), ("U0GRACE", "T0OTHER"), ("U0GRACE", "")])
@pytest.mark.parametrize(("action", "value"), CLICKS)
def test_nobody_else_decides(
    store: Store, ears: Ears, inbound: SlackInbound, action: str, value: dict[str, Any], user: str, team: str
) -> None:
    """Customers, and strangers even with a lead's id; it is logged, by id only."""
    with capture_logs() as logs:
        arrive(store, inbound, action, value, user, team)
    assert (ears.told, ears.events, pending(store)) == ([], [], ())
    case = value.get("case", "")
    told = {"event": "slack_act_by_a_stranger", "log_level": "warning", "act": action.removesuffix(":60"), "case": case}
    assert told | {"user": user, "team": team} in logs


@pytest.mark.parametrize(
    ("action", "value"),
    [
        ("held:send", {"case": "C-1"}),
        ("held:send", {"message": "e7"}),
        ("held:edit", {"case": "C-1", "message": "e7", "limit": "280"}),
        ("late:answer", {}),
        ("late:younger:60", {"minutes": True}),
        ("late:younger:60", {"minutes": 0}),
        ("late:younger:60", {"minutes": 10**9}),
        ("breaker:close", "swordfish"),
    ],
)
def test_a_broken_decision_is_told(store: Store, ears: Ears, inbound: SlackInbound, action: str, value: Any) -> None:
    """What is not ours decides nothing."""
    with pytest.raises(DecodeError):
        arrive(store, inbound, action, value, "U0GRACE", "T0ACME")
    assert (ears.told, ears.events) == ([], [])


@pytest.mark.parametrize(
    ("user", "team", "expected"),
    [
        ("U0GRACE", "T0ACME", True),
        ("U0ADA", "T0ACME", False),
        ("U0GRACE", "T0OTHER", False),
        ("U0CARL", "T0ACME", False),
    ],
)
def test_a_lead_is_one_by_role_and_workspace(user: str, team: str, expected: bool) -> None:
    """A stranger with a lead's id leads nobody."""
    assert expected == WORKSPACE.is_lead(user, team)


def test_a_window_submitted_by_somebody_who_leads_no_more_is_refused(
    store: Store, ears: Ears, inbound: SlackInbound
) -> None:
    """Who may decide is looked up when it counts."""
    view = {
        "callback_id": "held_edit",
        "private_metadata": '{"case": "C-1", "message": "e7"}',
        "state": {"values": {"text": {"text": {"value": "Dear Anna"}}}},
    }
    body = {"type": "view_submission", "user": {"id": "U0ADA", "team_id": "T0ACME"}, "view": view}
    with store.transaction() as tx:
        tx.inbox.receive(SOURCE, "k", json.dumps(body), NOON)
    inbound.handle(pending(store)[-1])
    assert ears.told == [("refused", "C-1", "Ada", ONLY_LEADS)]


@pytest.mark.parametrize(
    ("user", "team", "expected"),
    [
        ("U0GRACE", "T0ACME", [("answer_kept", "C-1", "Grace")]),
        ("U0ADA", "T0ACME", [("refused", "C-1", "Ada", ONLY_LEADS)]),
        ("U0GRACE", "T0OTHER", []),
        ("U0CARL", "T0ACME", []),
    ],
)
def test_only_a_lead_keeps_an_answer(
    store: Store, ears: Ears, inbound: SlackInbound, user: str, team: str, expected: list[object]
) -> None:
    """Whoever else clicks is refused here, whatever Slack let them click."""
    arrive(store, inbound, "keep_answer", {"case": "C-1"}, user, team)
    assert (expected, ()) == (ears.told, pending(store))
