"""The buttons and windows for an answer, with real clicks on the local Slack: what opens, what the engine is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from acme import ADA, GRACE
from slack_world import Ears, LocalSlack, local_slack, pending, use_cases, wait_until
from test_slack_cards import WAITING, story

from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.critic import NoCritic
from bot.adapters.slack.inbound import NOT_STAFF, SOURCE, SlackInbound
from bot.adapters.slack.opening import NO_WINDOW
from bot.adapters.store import SqliteStore
from bot.domain.errors import NotAllowed
from bot.domain.events import Acknowledged
from bot.engine.answering import Paper
from bot.ports.store import Store


class Critic(NoCritic):
    """Has something against one text, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, str, str]] = []

    def answer_objections(self, case_id: str, user: str, text: str, upon: str, draft: int) -> tuple[str, ...]:
        self.asked.append((case_id, user, text, upon))
        return ("It was not filled in.",) if "{" in text else ()


class Desk:
    """Ada's place: a card in the triage channel, and a bot that listens to what she does with it."""

    def __init__(self, slack: LocalSlack, store: Store) -> None:
        self.slack, self.store, self.ears, self.critic = slack, store, Ears(store), Critic()
        connection = SlackConnection(slack.settings, "config.toml", slack.clock)
        taken = story(replace(WAITING, taken_by="Grace"))
        self.card = connection.staffroom().post_card("s1", taken)
        self.inbound: SlackInbound = connection.inbound(store, use_cases(self.ears), [ADA, GRACE])
        for name, text in (("", ""), ("s1", "Text 1")):
            self.ears.papers["C-1", name] = Paper(taken, text, name, len(text), 280, "abc")
        self.listener = connection.listener(store, lambda: None, self.critic)

    def click(self, action: str, late: bool = False, who: str = "U0ADA", **more: Any) -> None:
        """Use something on the card; `late` lets four seconds pass before the bot works on it."""
        channel, ts = self.card.split(":")
        self.slack.control("slack/click", **{"as": who}, channel=channel, ts=ts, action_id=action, **more)
        if late:
            self.slack.control("clock", forward="4s")
        self.work()

    def window(self) -> dict[str, Any] | None:
        """The window that is open."""
        shown = self.slack.server.call(lambda world: [view.content for view in world.slack.views.values()])
        return shown[0] if shown else None

    def submit(self, text: str) -> Any:
        """Press Send in the open window."""
        window = self.window()
        assert window is not None
        values = {"text": {"text": {"type": "plain_text_input", "value": text}}}
        answer = self.slack.control("slack/submit", **{"as": "U0ADA"}, view_id=window["id"], values=values)
        self.work()
        return answer

    def close(self) -> None:
        """Press Cancel in the open window."""
        window = self.window()
        assert window is not None
        self.slack.control("slack/close", **{"as": "U0ADA"}, view_id=window["id"])
        self.work()

    def waiting(self) -> list[str]:
        """The acts that nobody has worked on; the card itself is heard of, too, whenever that comes."""
        return [row.key for row in pending(self.store) if not row.key.startswith("post:")]

    def work(self) -> None:
        """Let the bot work on what has come."""
        for row in pending(self.store):
            self.inbound.handle(row)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Ada's place."""
    store = SqliteStore(tmp_path / "triage.db")
    with local_slack(tmp_path) as slack:
        found = Desk(slack, store)
        found.listener.start()
        wait_until(lambda: slack.server.call(lambda world: len(world.slack.sockets)) == 2)
        yield found
        found.listener.stop()
    store.close()


def dots(act: str) -> dict[str, str]:
    """A choice behind the three dots."""
    return {"value": json.dumps({"act": act, "case": "C-1"})}


def test_edit_opens_the_window_and_sends_what_is_written_there(desk: Desk) -> None:
    """The suggestion stands in it; the engine hears who opened it, and what they wrote."""
    desk.click("edit:1")
    window = desk.window()
    assert window is not None
    assert "Text 1" in json.dumps(window["blocks"])
    assert {"acknowledged": True} == desk.submit("Text 1, Anna")
    assert [("C-1", "U0ADA", "Text 1, Anna", "abc")] == desk.critic.asked
    wanted = [("entered", "C-1", "Ada", "editing"), ("written", "C-1", "Ada", "Text 1, Anna", "s1")]
    assert (wanted, None, []) == (desk.ears.told, desk.window(), desk.waiting())


def test_what_may_not_leave_is_told_at_the_field_and_the_words_stay(desk: Desk) -> None:
    """The engine is not told of them."""
    desk.click("answer")
    answer = desk.submit("Dear {FirstName}")
    assert {"text": "It was not filled in."} == answer["errors"]
    window = desk.window()
    assert window is not None
    assert "Dear {FirstName}" == window["state"]["values"]["text"]["text"]["value"]
    assert [("entered", "C-1", "Ada", "editing")] == desk.ears.told


def test_a_window_that_is_closed_is_left(desk: Desk) -> None:
    """Nothing is sent."""
    desk.click("answer")
    desk.close()
    assert [("entered", "C-1", "Ada", "editing"), ("left", "C-1", "Ada")] == desk.ears.told


def test_the_conversation_can_be_read(desk: Desk) -> None:
    """Behind the three dots; whoever reads is seen."""
    desk.click("more", **dots("conversation"))
    window = desk.window()
    assert window is not None
    assert ("conversation", None) == (window["callback_id"], window["submit"])
    desk.close()
    assert [("entered", "C-1", "Ada", "viewing"), ("left", "C-1", "Ada")] == desk.ears.told


def test_taking_over_says_from_whom(desk: Desk) -> None:
    """As the card said it."""
    desk.click("take_over")
    assert [("C-1", Acknowledged("Ada", over="Grace"), "Ada")] == desk.ears.events


def test_a_window_that_opens_too_late_is_told_and_nobody_writes(desk: Desk) -> None:
    """The trigger lives three seconds."""
    desk.click("answer", late=True)
    assert (None, [("refused", "C-1", "Ada", NO_WINDOW)]) == (desk.window(), desk.ears.told)


@pytest.mark.parametrize(("action", "more"), [("answer", {}), ("more", dots("conversation"))])
def test_where_it_is_too_late_no_window_opens(desk: Desk, action: str, more: dict[str, str]) -> None:
    """The reason is told in private."""

    class Late(Ears):
        def paper(self, case_id: str, suggestion: str = "", who: str = "", draft: int = 0) -> Paper:
            raise NotAllowed("Grace has answered this case.")

        def story(self, case_id: str) -> Any:
            raise NotAllowed("Grace has answered this case.")

    late = Late(desk.store)
    connection = SlackConnection(desk.slack.settings, "config.toml", desk.slack.clock)
    desk.inbound = connection.inbound(desk.store, use_cases(late), [ADA, GRACE])
    desk.click(action, **more)
    assert [("refused", "C-1", "Ada", "Grace has answered this case.")] == late.told
    assert (None, []) == (desk.window(), desk.waiting())


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions", "actions": [{"action_id": "edit:0", "value": '{"case": "C-1", "name": "s1"}'}]},
        {"type": "block_actions", "actions": [{"action_id": "answer", "value": '{"case": "C-1"}'}]},
        {"type": "block_actions", "actions": [{"action_id": "take_over", "value": '{"case": "C-1", "from": "Ada"}'}]},
        {"type": "view_closed", "view": {"callback_id": "answer", "private_metadata": '{"case": "C-1"}'}},
        {
            "type": "view_submission",
            "view": {
                "callback_id": "answer",
                "private_metadata": '{"case": "C-1"}',
                "state": {"values": {"text": {"text": {"value": "Anything"}}}},
            },
        },
    ],
    ids=["edit", "write", "take over", "close", "submit"],
)
@pytest.mark.parametrize(("user", "team"), [("U0CARL", "T0ACME"), ("U0ADA", "T0OTHER")])
def test_nobody_else_is_obeyed(desk: Desk, payload: dict[str, Any], user: str, team: str) -> None:
    """Neither a customer nor a stranger with a teammate's id."""
    body = payload | {"user": {"id": user, "team_id": team}, "trigger_id": "1.2"}
    with desk.store.transaction() as tx:
        tx.inbox.receive(SOURCE, "k", json.dumps(body), desk.slack.clock.at)
    desk.work()
    assert ([], [], []) == (desk.ears.told, desk.ears.events, desk.waiting())


def told_after_a_click(desk: Desk, who: str) -> list[tuple[str, str]]:
    """What the bot says in the triage channel to somebody who pressed a button of the card: to whom, and what."""
    before = len(desk.slack.messages("C0TRIAGE"))
    desk.click("take_over", who=who)
    return [(one["ephemeral_to"], one["text"]) for one in desk.slack.messages("C0TRIAGE")[before:]]


def test_a_colleague_who_is_not_in_the_support_team_hears_so(desk: Desk) -> None:
    """Only they see it, and nothing happens."""
    assert [("U0TOM", NOT_STAFF)] == told_after_a_click(desk, "U0TOM")
    assert ([], []) == (desk.ears.told, desk.ears.events)


def test_a_guest_in_the_triage_channel_hears_nothing(desk: Desk) -> None:
    desk.slack.control("slack/member", **{"as": "U0TOM"}, guest=True)
    assert [] == told_after_a_click(desk, "U0TOM")


def test_a_teammate_who_is_obeyed_is_not_answered_beside_it(desk: Desk) -> None:
    assert [] == told_after_a_click(desk, "U0ADA")
    assert [Acknowledged("Ada", over="Grace")] == [event for _, event, _ in desk.ears.events]
