"""The buttons and windows of promises, with real clicks on the local Slack: what opens, what the engine is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from acme import ADA, GRACE, NOON
from slack_world import Ears, LocalSlack, local_slack, pending, use_cases
from test_slack_cards import WAITING, story

from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.critic import NoCritic
from bot.adapters.slack.inbound import SlackInbound
from bot.adapters.store import SqliteStore
from bot.domain.case import State
from bot.domain.events import PromiseDenied, PromiseKept, PromiseMade
from bot.domain.promise import Promise
from bot.engine.promising import Slate
from bot.ports.store import Store

THREE = NOON + timedelta(hours=3)
SECONDS = int(THREE.timestamp())
GRACES = {"text": {"type": "plain_text", "text": "Grace"}, "value": "Grace"}
FOUND = Promise(THREE, "Ada", NOON, "We'll be back by 3 pm.", found=True)


class Critic(NoCritic):
    """Has something against no time at all and against one text."""

    def promise_time_objections(self, due: datetime | None) -> tuple[str, ...]:
        return () if due else ("Choose by when.",)

    def promise_objections(
        self, case_id: str, user: str, text: str, due: datetime | None, answered: bool
    ) -> tuple[str, ...]:
        return (f"{case_id}: it was not filled in.",) if "{" in text else ()


class Desk:
    """Ada's place: a card with a promise in the triage channel, and a bot that listens to what she does with it."""

    def __init__(self, slack: LocalSlack, store: Store) -> None:
        self.slack, self.store, self.ears = slack, store, Ears(store)
        connection = SlackConnection(slack.settings, "config.toml", slack.clock)
        told = story(replace(WAITING, state=State.ANSWERED, promise=FOUND))
        self.card = connection.staffroom().post_card("s1", told)
        self.ears.slates["C-1"] = Slate(told, ("Ada", "Grace"), 280, answered=True)
        self.inbound: SlackInbound = connection.inbound(store, use_cases(self.ears), [ADA, GRACE])
        self.listener = connection.listener(store, lambda: None, Critic())

    def click(self, action: str) -> None:
        """Press a button of the card."""
        channel, ts = self.card.split(":")
        self.slack.control("slack/click", **{"as": "U0ADA"}, channel=channel, ts=ts, action_id=action)
        self.work()

    def window(self) -> dict[str, Any] | None:
        """The window that is open."""
        shown = self.slack.server.call(lambda world: [view.content for view in world.slack.views.values()])
        return shown[0] if shown else None

    def submit(self, **values: Any) -> Any:
        """Press the button of the open window."""
        window = self.window()
        assert window is not None
        entered = {block: {block: element} for block, element in values.items()}
        answer = self.slack.control("slack/submit", **{"as": "U0ADA"}, view_id=window["id"], values=entered)
        self.work()
        return answer

    def work(self) -> None:
        """Let the bot work on what has come."""
        for row in pending(self.store):
            self.inbound.handle(row)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a running local Slack."""
    store = SqliteStore(":memory:")
    with local_slack(tmp_path) as running:
        place = Desk(running, store)
        place.listener.start()
        yield place
        place.listener.stop()
    store.close()


def words(text: str) -> dict[str, Any]:
    """What was typed."""
    return {"type": "plain_text_input", "value": text}


def test_a_promise_is_made_in_its_window(desk: Desk) -> None:
    desk.click("promise")
    window = desk.window()
    assert window is not None
    assert "Promise" == window["title"]["text"]
    desk.submit(
        at={"type": "datetimepicker", "selected_date_time": SECONDS},
        text=words("We'll be back by 3 pm."),
        owner={"type": "static_select", "selected_option": GRACES},
    )
    made = PromiseMade("Ada", THREE, "We'll be back by 3 pm.", "Grace", answered=True)
    assert [("C-1", made, "Ada")] == desk.ears.events
    assert [] == [row for row in pending(desk.store) if not row.key.startswith("post:")]


def test_without_a_time_and_with_words_that_may_not_leave_the_window_stays_open(desk: Desk) -> None:
    desk.click("promise")
    answer = desk.submit(text=words("By 3 pm."))
    assert "Choose by when." in str(answer)
    answer = desk.submit(
        at={"type": "datetimepicker", "selected_date_time": SECONDS}, text=words("Dear {FirstName}, by 3 pm.")
    )
    assert "C-1: it was not filled in." in str(answer)
    assert [] == desk.ears.events


def test_a_promise_is_kept_with_an_answer_or_without(desk: Desk) -> None:
    desk.click("promise_kept")
    desk.submit(text=words("It works again."))
    desk.click("promise_kept")
    desk.submit(text=words(""))
    assert [PromiseKept("Ada", "It works again."), PromiseKept("Ada")] == [event for _, event, _ in desk.ears.events]


def test_what_was_found_is_denied_with_one_click(desk: Desk) -> None:
    desk.click("promise_denied")
    assert [("C-1", PromiseDenied("Ada"), "Ada")] == desk.ears.events


def test_a_window_for_what_is_not_promised_any_more_does_not_open(desk: Desk) -> None:
    desk.ears.slates.clear()
    desk.click("promise_kept")
    assert None is desk.window()
    assert ("refused", "C-1", "Ada", "Nothing is promised here any more.") in desk.ears.told
