"""What leads and authors do with drafts in the local Slack, and who is not obeyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from acme import ADA, GRACE
from slack_world import Ears, LocalSlack, local_slack, pending, use_cases, wait_until
from test_slack_drafts import DRAFT, MESSAGE, story

from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.draft_acts import HANDLERS, NO_NOTE
from bot.adapters.store import SqliteStore
from bot.domain.drafts import Fate
from bot.domain.effects import TellAuthor
from bot.domain.policy import Role
from bot.engine.answering import Paper
from bot.engine.reviewing import Review
from bot.ports.store import Store


class Office:
    """Grace and Ada with a draft between them, and a bot that listens to what they do."""

    def __init__(self, slack: LocalSlack, store: Store) -> None:
        self.slack, self.store, self.ears = slack, store, Ears(store)
        connection = SlackConnection(slack.settings, "config.toml", slack.clock)
        staffroom = connection.staffroom()
        self.told = staffroom.show_draft("d1", GRACE, story(), MESSAGE)
        back = TellAuthor("Ada", 3, Fate.RETURNED, "Grace", DRAFT.text, "1001", remark="Ask for the link.")
        self.back = staffroom.tell_author("t1", ADA, story(), back)
        self.staffroom = staffroom
        self.inbound = connection.inbound(store, use_cases(self.ears), [ADA, GRACE])
        self.ears.drafts[3] = DRAFT
        review = Review(3, ("Ada",))
        self.ears.papers["C-1", ""] = Paper(story(), DRAFT.text, "", 13, 280, "abc", review)
        self.listener = connection.listener(store, lambda: None)

    def click(self, who: str, message: str, action: str) -> None:
        """Press a button of a message."""
        channel, ts = message.split(":")
        self.slack.control("slack/click", **{"as": who}, channel=channel, ts=ts, action_id=action)
        self.work()

    def submit(self, who: str, **entered: str) -> Any:
        """Submit the window that is open."""
        [view] = self.slack.server.call(lambda world: [view.content for view in world.slack.views.values()])
        inputs = {block["block_id"]: block["element"] for block in view["blocks"] if block["type"] == "input"}
        values = {
            block: {inputs[block]["action_id"]: {"type": "plain_text_input", "value": text}}
            for block, text in entered.items()
        }
        answer = self.slack.control("slack/submit", **{"as": who}, view_id=view["id"], values=values)
        self.work()
        return answer

    def work(self) -> None:
        """Let the bot work on what has come."""
        for row in pending(self.store):
            self.inbound.handle(row)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    store = SqliteStore(tmp_path / "triage.db")
    with local_slack(tmp_path) as slack:
        found = Office(slack, store)
        found.listener.start()
        wait_until(lambda: slack.server.call(lambda world: len(world.slack.sockets)) == 2)
        yield found
        found.listener.stop()
    store.close()


def test_a_lead_sends_a_draft_with_one_click(office: Office) -> None:
    office.click("U0GRACE", office.told, "draft:send")
    assert ("draft sent", "C-1", 3, "Grace") == office.ears.told[-1]


def test_a_lead_edits_a_draft_and_leaves_a_remark(office: Office) -> None:
    office.click("U0GRACE", office.told, "draft:edit")
    assert "errors" not in office.submit("U0GRACE", text="It works again.", remark="Say so.")
    assert ("written", "C-1", "Grace", "It works again.", "", "Say so.", 3) == office.ears.told[-1]


def test_a_draft_goes_back_with_a_note_and_never_without_one(office: Office) -> None:
    office.click("U0GRACE", office.told, "draft:back")
    assert NO_NOTE == office.submit("U0GRACE", note="  ")["errors"]["note"]
    office.submit("U0GRACE", note="Ask for the link.")
    assert ("draft returned", "C-1", 3, "Ask for the link.", "Grace") == office.ears.told[-1]


def test_the_author_opens_what_came_back(office: Office) -> None:
    office.click("U0ADA", office.back, "draft:again")
    assert ("entered", "C-1", "Ada", "editing") == office.ears.told[-1]


def test_only_leads_have_what_decides_about_a_draft() -> None:
    deciding = {"draft:send", "draft:edit", "draft:back", "draft_back"}
    assert deciding == {name for name, handler in HANDLERS.items() if handler.least is Role.LEAD}


def test_whose_draft_may_be_looked_at_from_the_card_is_asked_of_the_engine(office: Office) -> None:
    office.ears.papers.clear()
    office.click("U0ADA", office.staffroom.post_card("c1", story()), "draft:look")
    assert ("refused", "C-1", "Ada") == office.ears.told[-1][:3]


def test_a_draft_that_somebody_has_decided_about_opens_no_window(office: Office) -> None:
    office.ears.drafts.clear()
    office.click("U0GRACE", office.told, "draft:back")
    assert "refused" == office.ears.told[-1][0]


def test_a_decided_draft_is_redrawn_in_the_message_in_which_it_was_shown(office: Office) -> None:
    ended = replace(MESSAGE, shown_in=office.told, fate=Fate.SENT, by="Hana")
    assert office.told == office.staffroom.show_draft("d2", GRACE, story(), ended)
    channel, ts = office.told.split(":")
    [shown] = [one for one in office.slack.messages(channel) if one["ts"] == ts]
    assert "Hana sent Ada's answer as it was" in shown["text"]
    assert "draft:send" not in str(shown["blocks"])
