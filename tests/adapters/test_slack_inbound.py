"""Envelopes from the inbox reach the engine as what they mean, and only staff can click."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from acme import NOON
from slack_world import Ears, LocalSlack, local_slack, pending, use_cases
from structlog.testing import capture_logs
from test_slack_codec import CARL, event

from bot.adapters.slack.inbound import SOURCE, SlackInbound
from bot.adapters.slack.people import People
from bot.adapters.slack.windows import Windows
from bot.adapters.store import SqliteStore
from bot.domain.errors import DecodeError
from bot.domain.events import (
    Acknowledged,
    Dismissed,
    EmailAskRequested,
    Event,
    HeatMarked,
    HoldApproved,
    Moved,
    Resolved,
    SuggestionSent,
)
from bot.ports.store import Store


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def store() -> Iterator[Store]:
    """A store in memory."""
    opened = SqliteStore(":memory:")
    yield opened
    opened.close()


@pytest.fixture
def ears(store: Store) -> Ears:
    """What the engine was told."""
    return Ears(store)


@pytest.fixture
def inbound(slack: LocalSlack, store: Store, ears: Ears) -> SlackInbound:
    """What is under test."""
    client = slack.client(1)
    people, windows = People(client, slack.clock), Windows(client, slack.clock)
    return SlackInbound(store, use_cases(ears), slack.workspace(), people, windows)


def arrive(store: Store, inbound: SlackInbound, payload: dict[str, Any], key: str = "k") -> None:
    """Write an envelope down and work on it."""
    with store.transaction() as tx:
        tx.inbox.receive(SOURCE, key, json.dumps(payload), NOON)
    inbound.handle(pending(store)[-1])


def post(**changes: Any) -> dict[str, Any]:
    """The envelope of a post of Carl's."""
    return {"type": "event_callback", "team_id": "T0ACME", "event": event(**changes)}


def click(action: str, value: dict[str, str], user: str = "U0ADA", team: str = "T0ACME") -> dict[str, Any]:
    """The envelope of a click."""
    actions = [{"action_id": action, "value": json.dumps(value)}]
    return {"type": "block_actions", "user": {"id": user, "team_id": team}, "actions": actions}


def test_a_mention_is_heard_with_its_customers_name(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """Slack tells what the customer is called."""
    arrive(store, inbound, post())
    assert [one.customer for one in ears.mentions] == [replace(CARL, handle="carl", name="Carl Weber")]
    assert pending(store) == ()


def test_a_name_is_asked_for_once(slack: LocalSlack, store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """A customer who writes again is known."""
    for number in range(3):
        arrive(store, inbound, post(ts=f"1772452801.00000{number}"), str(number))
    assert (len(ears.mentions), slack.calls("users.info")) == (3, 1)


@pytest.mark.parametrize("kind", ["500", "429", "hang_before"])
def test_a_mention_is_heard_without_a_name_rather_than_not_at_all(
    slack: LocalSlack, store: Store, inbound: SlackInbound, ears: Ears, kind: str
) -> None:
    """A Slack that does not tell the name holds nobody up, and is asked again next time."""
    slack.fault(kind, "users.info")
    arrive(store, inbound, post())
    arrive(store, inbound, post(ts="1772452802.000000"), "again")
    assert [one.customer.name for one in ears.mentions] == ["", "Carl Weber"]


@pytest.mark.parametrize(
    ("action", "value", "wanted"),
    [
        ("take", {}, Acknowledged("Ada")),
        ("ask_email", {}, EmailAskRequested("Ada")),
        ("approve_hold", {}, HoldApproved("Ada")),
        ("resolve", {}, Resolved("Ada")),
        ("dismiss", {}, Dismissed("Ada")),
        ("mark_heated", {}, HeatMarked("Ada", True)),
        ("mark_calm", {}, HeatMarked("Ada", False)),
        ("send:1", {"name": "refund"}, SuggestionSent("Ada", "refund")),
    ],
)
def test_a_teammates_click_is_an_event(
    store: Store, inbound: SlackInbound, ears: Ears, action: str, value: dict[str, str], wanted: Event
) -> None:
    """Each button is one event, by the teammate's name."""
    arrive(store, inbound, click(action, {"case": "C-1", **value}))
    assert ears.events == [("C-1", wanted, "Ada")]
    assert pending(store) == ()


def test_send_tells_beside_which_words_it_was_pressed(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """A button that an older version drew cannot tell, and is obeyed as ever."""
    arrive(store, inbound, click("send:0", {"case": "C-1", "name": "s0", "upon": "abc"}))
    arrive(store, inbound, click("send:1", {"case": "C-1", "name": "s0"}), "k2")
    assert ears.seen == ["abc", ""]


def test_a_team_chosen_in_the_menu_is_a_move(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """What was chosen stands in `selected_option`, not in `value`."""
    payload = click("move_to_team", {})
    chosen = {"text": {"type": "plain_text", "text": "billing"}, "value": '{"case": "C-1", "team": "billing"}'}
    payload["actions"] = [{"action_id": "move_to_team", "type": "static_select", "selected_option": chosen}]
    arrive(store, inbound, payload)
    assert ears.events == [("C-1", Moved("Ada", "billing"), "Ada")]


@pytest.mark.parametrize(("user", "team"), [("U0CARL", "T0ACME"), ("U0ADA", "T0OTHER"), ("U0ADA", "")])
def test_nobody_else_can_click(store: Store, inbound: SlackInbound, ears: Ears, user: str, team: str) -> None:
    """Customers, and strangers even with a teammate's id, have no buttons; it is logged, by id only."""
    with capture_logs() as logs:
        arrive(store, inbound, click("send:0", {"case": "C-1", "name": "s0"}, user, team))
    assert ears.events == []
    assert pending(store) == ()
    told = {"event": "slack_act_by_a_stranger", "log_level": "warning", "act": "send", "case": "C-1"}
    assert told | {"user": user, "team": team} in logs


@pytest.mark.parametrize("value", [{"name": "x"}, {"case": 1}, {}])
def test_a_button_without_its_case_is_told(store: Store, inbound: SlackInbound, ears: Ears, value: Any) -> None:
    """The inbox worker puts it aside; nothing happens to any case."""
    with pytest.raises(DecodeError, match="case: expected text"):
        arrive(store, inbound, click("take", value))
    assert ears.events == []


def test_a_teammates_answer_is_told(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """A human's answer in the customer's thread reaches the engine."""
    arrive(store, inbound, post(user="U0ADA", thread_ts="1772452700.000100", parent_user_id="U0CARL"))
    assert [(one.who, one.customer_id) for one in ears.posts] == [("Ada", "U0CARL")]
    assert pending(store) == ()


def test_an_answer_that_cannot_be_told_yet_comes_again(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """The envelope stays until the engine can tell."""
    ears.can_tell = False
    arrive(store, inbound, post(user="U0ADA", thread_ts="1772452700.000100"))
    assert len(pending(store)) == 1


def test_a_note_below_a_card_reaches_the_engine(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """As a note and as nothing else."""
    arrive(store, inbound, post(channel="C0TRIAGE", user="U0ADA", thread_ts="1772452700.000100", text="Ask the bank"))
    assert [("noted", "C0TRIAGE:1772452700.000100", "Ada", "Ask the bank")] == ears.told
    assert ([], [], ()) == (ears.mentions, ears.posts, pending(store))


def test_what_means_nothing_is_done(store: Store, inbound: SlackInbound, ears: Ears) -> None:
    """Staff talk is put away without a trace."""
    arrive(store, inbound, post(channel="C0TRIAGE", user="U0ADA"))
    assert (ears.mentions, ears.posts, pending(store)) == ([], [], ())


def test_a_broken_envelope_is_told(store: Store, inbound: SlackInbound) -> None:
    """It is the inbox worker that puts it aside."""
    with pytest.raises(DecodeError, match="user: expected text"):
        arrive(store, inbound, post(user=None))
