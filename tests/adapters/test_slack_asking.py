"""What a chain sends has everything to decide on a phone, and when it is over it says so and asks for nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from acme import ADA, NOON, SUGGESTIONS, mention
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_stories import STORIES, TEXT
from slack_world import LocalSlack, local_slack
from test_slack_cards import WAITING, labels, sends, story
from test_slack_messages import CARD, shown, texts

from bot.adapters.slack.asking import draw_asking
from bot.adapters.slack.staffroom import SlackStaffroom
from bot.domain.case import Case, Escalation, EscalationState, State, Step
from bot.domain.effects import Tell
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.ports.staffroom import Said, Story
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

CHAIN = Escalation(EscalationState.NOTIFIED, 0, (Step(("on duty",), timedelta(minutes=5)),), 1, asked=("Ada",))
ASKED = replace(WAITING, escalation=CHAIN, suggestions=SUGGESTIONS)
TOLD = Tell("Ada", Why.ON_DUTY, run=1)


def over(case: Case, words: str = "") -> str:
    """The first line of a message about this case, which asks for nothing any more."""
    drawn = draw_asking(story(case), TOLD, CARD, words)
    assert [] == labels(drawn)
    assert [] == sends(drawn)
    return texts(drawn)[0].strip("*")


def acknowledged(**more: object) -> Case:
    chain = replace(CHAIN, state=EscalationState.ACKNOWLEDGED, by="Ben", since=NOON)
    return replace(ASKED, escalation=chain, **more)  # type: ignore[arg-type]


def test_it_says_what_who_how_heated_and_what_was_said() -> None:
    said = (Said(ResponseKind.HOLD, "One second", "", NOON, "sent"),)
    drawn = draw_asking(story(replace(ASKED, heated=True), said=said), TOLD, CARD)
    assert texts(drawn)[:4] == [
        "*Anna Keller (@anna_k) needs an answer. You are on duty.*",
        f"<{CARD}|open C-1> · Anna Keller (@anna_k) · X · 🔥 *heated* · refund → billing · English · ⏳ 4 min",
        "> My export is broken",
        f"• Holding reply, <!date^{int(NOON.timestamp())}^{{time}}|12:00 UTC>: “One second”",
    ]


def test_three_suggestions_can_be_sent_and_four_things_done() -> None:
    drawn = draw_asking(story(ASKED), TOLD, CARD)
    assert ["send:0", "send:1", "send:2"] == [action for action, _ in sends(drawn)]
    assert ["Acknowledge", "Answer", "Pass on…", "Not mine"] == labels(drawn)


def test_every_button_carries_the_case() -> None:
    elements = draw_asking(story(ASKED), TOLD, CARD).blocks[-1].to_dict()["elements"]
    assert [("take", {"case": "C-1"}), ("answer", {"case": "C-1"}), ("pass_on", {"case": "C-1"})] == [
        (one["action_id"], json.loads(one["value"])) for one in elements[:3]
    ]


def test_the_note_of_a_colleague_stands_in_the_first_line() -> None:
    told = Tell("Ada", Why.PASSED_ON, "Ben: she is <!channel> important", run=1)
    first = texts(draw_asking(story(ASKED), told, CARD))[0]
    assert "passed Anna Keller (@anna_k)'s case on to you. Ben: she is &lt;!channel&gt; important" in first


def test_in_a_slack_channel_private_words_are_not_shown_and_nobody_can_say_that_it_is_not_theirs() -> None:
    told = Tell("", Why.NOT_ACKNOWLEDGED, place="G0LEADS", run=1)
    drawn = draw_asking(story(ASKED, mention("my secret", private=True)), told, CARD)
    assert "my secret" not in shown(drawn)
    assert ["Acknowledge", "Answer", "Pass on…"] == labels(drawn)
    assert "my secret" in shown(draw_asking(story(ASKED, mention("my secret", private=True)), TOLD, CARD))


def test_somebody_has_it() -> None:
    when = f"<!date^{int(NOON.timestamp())}^{{time}}|12:00 UTC>"
    assert f"🙋 Ben has it since {when}" == over(acknowledged(taken_by="Ben"))


@pytest.mark.parametrize(
    ("case", "words"),
    [
        (acknowledged(state=State.ANSWERED, answered_by="Ben", taken_by="Ben"), "✅ Answered by Ben"),
        (acknowledged(state=State.RESOLVED), "✅ Resolved by Ben"),
        (acknowledged(state=State.DISMISSED), "⚪ Not a request by Ben"),
        (replace(ASKED, escalation=replace(CHAIN, run=2)), "Somebody else was asked instead"),
        (acknowledged(state=State.ASKED), "Nothing to do any more: 🟠 Asked for an email address"),
    ],
    ids=["answered", "resolved", "dismissed", "another chain", "asked for email"],
)
def test_it_says_why_it_is_over(case: Case, words: str) -> None:
    assert words == over(case)


def test_who_handed_it_on_is_said_unless_somebody_has_it_by_now() -> None:
    assert "Ada passed it on to Ben." == over(ASKED, "Ada passed it on to Ben.")
    assert "has it" in over(acknowledged(taken_by="Ben"), "Ada passed it on to Ben.")


def test_to_who_said_that_it_is_not_theirs_it_is_over_while_others_are_asked() -> None:
    case = replace(ASKED, escalation=replace(CHAIN, refused=("Ada",)))
    assert "Nothing to do any more: 🔴 Waiting for an answer" == over(case)


def test_a_reminder_is_answered_or_passed_on() -> None:
    case = acknowledged(taken_by="Ada")
    told = Tell("Ada", Why.NOT_ANSWERED, run=1)
    drawn = draw_asking(story(case), told, CARD)
    assert ["Answer", "Pass on…"] == labels(drawn)
    assert 3 == len(sends(drawn))
    assert [] == labels(draw_asking(story(replace(case, taken_by="Ben")), told, CARD))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES, TEXT, TEXT, st.sampled_from(Why), st.booleans(), st.booleans())
def test_any_story_gives_a_message_that_slack_takes(
    some: Story, note: str, words: str, why: Why, to_one: bool, still: bool
) -> None:
    case = replace(some.case, escalation=CHAIN, taken_by="") if still else some.case
    told = Tell("Ada" if to_one else "", why, note, place="" if to_one else "G0LEADS", run=1)
    drawn = draw_asking(replace(some, case=case), told, CARD, "" if still else words)
    blocks: list[Any] = [block.to_dict() for block in drawn.blocks]
    assert [] == problems(blocks, MOST_IN_MESSAGE)
    assert not too_long(blocks)


class TestInSlack:
    """In the real client's words."""

    @pytest.fixture
    def slack(self, tmp_path: Path) -> Iterator[LocalSlack]:
        with local_slack(tmp_path) as running:
            running.control("slack/channel", id="G0LEADS", name="leads", members=["U0GRACE"])
            yield running

    @pytest.fixture
    def room(self, slack: LocalSlack) -> SlackStaffroom:
        return SlackStaffroom(slack.client(2), "C0TRIAGE", slack.clock)

    def test_it_is_sent_to_one_person_and_edited_in_place(self, slack: LocalSlack, room: SlackStaffroom) -> None:
        message = room.ask("e1", ADA, story(ASKED), TOLD)
        assert message == f"D0ADA:{slack.messages('D0ADA')[-1]['ts']}"
        room.redraw_asked(message, story(acknowledged(taken_by="Ben")), TOLD, "")
        (only,) = slack.messages("D0ADA")
        assert "Ben has it since" in only["text"]
        assert not any(block["type"] == "actions" for block in only["blocks"])
        assert message == room.find("e1", "", ADA)

    def test_it_is_sent_into_a_private_slack_channel_and_found_there(
        self, slack: LocalSlack, room: SlackStaffroom
    ) -> None:
        message = room.ask("e2", None, story(ASKED), Tell("", Why.NOBODY_LEFT, place="G0LEADS", run=1))
        assert message == f"G0LEADS:{slack.messages('G0LEADS')[-1]['ts']}"
        assert message == room.find("e2", "", None, "G0LEADS")
        assert None is room.find("e3", "", None, "G0LEADS")
