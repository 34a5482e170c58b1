"""Not mine, pass on, escalate: from the click through the window to the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from acme import ADA, GRACE
from slack_world import Ears, LocalSlack, local_slack, pending, use_cases

from bot.adapters.slack.acts import read_act
from bot.adapters.slack.chain_acts import NO_WINDOW
from bot.adapters.slack.checking import objections
from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.critic import NoCritic
from bot.adapters.slack.hand_on_window import LONGEST_NOTE, draw_window, read_handed_on
from bot.adapters.slack.inbound import SOURCE
from bot.adapters.store import SqliteStore
from bot.domain.errors import DecodeError
from bot.domain.events import Escalated, NotMine
from bot.ports.store import Store


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = SqliteStore(tmp_path / "triage.db")
    yield opened
    opened.close()


class Room:
    """Slack and the engine's ears, with what somebody does there put into the inbox."""

    def __init__(self, slack: LocalSlack, store: Store) -> None:
        self.slack, self.store, self.ears = slack, store, Ears(store)
        connection = SlackConnection(slack.settings, "config.toml", slack.clock)
        self._inbound = connection.inbound(store, use_cases(self.ears), [ADA, GRACE])
        self._count = 0

    def click(self, action: str, user: str = "U0ADA", team: str = "T0ACME", trigger: str = "none") -> None:
        value = json.dumps({"case": "C-1"})
        self._handle(
            {
                "type": "block_actions",
                "user": {"id": user, "team_id": team},
                "actions": [{"action_id": action, "value": value, "action_ts": "1.0"}],
                "trigger_id": trigger,
            }
        )

    def submit(self, metadata: str, to: str, note: str) -> None:
        self._handle(submitted(metadata, to, note))

    def trigger(self) -> str:
        """What opens a window for Ada."""
        return self.slack.server.world.slack.new_trigger("U0ADA").id

    def windows(self) -> list[Any]:
        return [view.content for view in self.slack.server.world.slack.views.values()]

    def _handle(self, payload: Any) -> None:
        self._count += 1
        with self.store.transaction() as tx:
            tx.inbox.receive(SOURCE, f"e{self._count}", json.dumps(payload), self.slack.clock.now())
            row = tx.inbox.pending()[-1]
        self._inbound.handle(row)


def submitted(metadata: str, to: str, note: str | None) -> dict[str, Any]:
    """The window as Slack sends it."""
    return {
        "type": "view_submission",
        "user": {"id": "U0ADA", "team_id": "T0ACME"},
        "view": {
            "id": "V1",
            "callback_id": "hand_on",
            "private_metadata": metadata,
            "state": {
                "values": {
                    "to": {"to": {"selected_option": {"value": to}}},
                    "note": {"note": {"value": note}},
                }
            },
        },
    }


@pytest.fixture
def room(slack: LocalSlack, store: Store) -> Room:
    return Room(slack, store)


def test_not_mine_reaches_the_case(room: Room) -> None:
    room.click("not_mine")
    assert [("C-1", NotMine("Ada"), "Ada")] == room.ears.events
    assert not pending(room.store)


@pytest.mark.parametrize(("action", "title", "mark"), [("pass_on", "Pass on", "yes"), ("escalate", "Escalate", "")])
def test_a_click_opens_the_window_with_everybody_else_and_the_teams(
    room: Room, action: str, title: str, mark: str
) -> None:
    room.click(action, trigger=room.trigger())
    (window,) = room.windows()
    groups = window["blocks"][1]["element"]["option_groups"]
    offered = {group["label"]["text"]: [one["text"]["text"] for one in group["options"]] for group in groups}
    assert {"People": ["Grace"], "Teams": ["billing"]} == offered
    assert (title, {"case": "C-1", "passed_on": mark}) == (
        window["title"]["text"],
        json.loads(window["private_metadata"]),
    )
    assert not pending(room.store)


def test_a_window_that_does_not_open_is_told(room: Room) -> None:
    room.click("escalate")
    assert [("refused", "C-1", "Ada", NO_WINDOW)] == room.ears.told


def test_what_was_chosen_reaches_the_case_with_the_note(room: Room) -> None:
    room.submit('{"case": "C-1", "passed_on": "yes"}', '{"person": "Grace"}', " I am new here. ")
    event = Escalated("Ada", to="Grace", note="I am new here.", passed_on=True)
    assert [("C-1", event, "Ada")] == room.ears.events


def test_a_stranger_of_a_shared_channel_has_no_power(room: Room) -> None:
    for action in ("not_mine", "pass_on", "escalate"):
        room.click(action, "U0ZOE", "T0OTHER", room.trigger())
    assert ([], [], []) == (room.ears.events, room.ears.told, room.windows())


@pytest.mark.parametrize("to", ["", "{}", '{"person": "Ada", "team": "billing"}', "[]", "no json"])
def test_a_broken_choice_is_no_choice(to: str) -> None:
    with pytest.raises(DecodeError):
        read_handed_on(read_act(submitted('{"case": "C-1"}', to, "secret")), "Ada")


def test_a_team_can_be_chosen_and_the_note_left_out() -> None:
    act = read_act(submitted('{"case": "C-1", "passed_on": ""}', '{"team": "billing"}', None))
    assert Escalated("Ada", team="billing") == read_handed_on(act, "Ada")


def test_the_window_stays_within_slacks_limits() -> None:
    """The SDK's own checks pass with hundreds of people, and names that are too long to travel are left out."""
    people = [f"Person {number}" for number in range(300)] + ["x" * 200]
    window = draw_window("C-1", people, ["billing"], passed_on=False).to_dict()
    options = window["blocks"][1]["element"]["option_groups"][0]["options"]
    assert (100, LONGEST_NOTE) == (len(options), window["blocks"][2]["element"]["max_length"])


def test_what_speaks_against_it_stands_below_the_note_and_without_one_below_the_choice() -> None:
    class Against(NoCritic):
        def wish_objections(self, case_id: str, user: str, wish: object) -> tuple[str, ...]:
            return (f"{case_id} is over.",)

    for note, block in (("I am new here.", "note"), ("", "to")):
        window = submitted('{"case": "C-1"}', '{"person": "Grace"}', note)
        assert {block: ("C-1 is over.",)} == objections(window, Against())
