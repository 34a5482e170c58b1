"""Private messages tell a teammate what matters; notes in the triage channel keep private messages private."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from acme import NOON, mention
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_stories import MENTIONS, STORIES, TEXT
from test_slack_cards import WAITING, story

from bot.adapters.slack.cards import Drawn
from bot.adapters.slack.messages import draw_message, draw_note, draw_saying
from bot.domain.case import Mention, State
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.ports.staffroom import Said, Story
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

CARD = "https://acme.slack.com/archives/C0TRIAGE/p1"


def texts(drawn: Drawn) -> list[str]:
    """The sections of a message."""
    return [block.to_dict()["text"]["text"] for block in drawn.blocks if block.type == "section"]


def shown(drawn: Drawn) -> str:
    """Everything that can be read."""
    return json.dumps([block.to_dict() for block in drawn.blocks], ensure_ascii=False) + drawn.text


def test_a_message_says_who_needs_what() -> None:
    """Who, where to click, how heated, what was asked, what was said: in this order."""
    said = (Said(ResponseKind.HOLD, "One second", "", NOON, "sent"),)
    drawn = draw_message(story(replace(WAITING, heated=True), said=said), Why.ON_DUTY, "", CARD)
    when = f"<!date^{int(NOON.timestamp())}^{{time}}|12:00 UTC>"
    assert texts(drawn) == [
        "*Anna Keller (@anna_k) needs an answer. You are on duty.*",
        f"<{CARD}|open C-1> · X · 🔥 *heated* · refund → billing · English",
        "> My export is broken",
        f"• Holding reply, {when}: “One second”",
    ]


def test_a_message_can_be_acknowledged() -> None:
    """The one button is the one that stops the chain."""
    button = draw_message(story(), Why.ON_DUTY, "", CARD).blocks[-1].to_dict()["elements"][0]
    assert (button["action_id"], json.loads(button["value"])) == ("take", {"case": "C-1"})


def test_when_the_time_is_up_the_email_ask_is_one_click_away() -> None:
    """Where nobody but a human may ask, the message that says so has the button; other messages do not."""
    last = [draw_message(story(), why, "", CARD).blocks[-1].to_dict() for why in (Why.TIME_IS_UP, Why.ON_DUTY)]
    assert [["take", "ask_email"], ["take"]] == [[one["action_id"] for one in block["elements"]] for block in last]


def test_what_is_taken_cannot_be_taken_again() -> None:
    """Where somebody is on it already there is no button."""
    drawn = draw_message(story(replace(WAITING, taken_by="Ada")), Why.WROTE_AGAIN, "", CARD)
    assert [block.type for block in drawn.blocks].count("actions") == 0


def test_a_message_shows_a_private_text_with_addresses_masked() -> None:
    """The teammate sees what was written in private, but never an address in full."""
    drawn = draw_message(story(WAITING, mention("I am anna@example.com", private=True)), Why.ON_DUTY, "", CARD)
    assert texts(drawn)[2] == "🔒 In a private message:\n> I am a…@e….com"


@pytest.mark.parametrize("why", list(Why))
def test_every_reason_has_words_and_keeps_its_detail(why: Why) -> None:
    """Whatever the reason, the message names the customer and says the detail."""
    text = draw_message(story(), why, "Slack refused it (msg_too_long)", "").text
    assert text.startswith("C-1: ")
    assert "Anna Keller" in text
    assert text.endswith("Slack refused it (msg_too_long)")


def test_a_message_without_a_card_has_no_link() -> None:
    """Where the card is not posted yet, the case is named only."""
    assert texts(draw_message(story(), Why.ON_DUTY, "", ""))[1].startswith("C-1 · X")


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES, st.sampled_from(Why), TEXT, TEXT)
def test_any_story_gives_a_message_that_slack_takes(told: Story, why: Why, detail: str, card_link: str) -> None:
    """Slack's limits hold for every private message."""
    drawn = draw_message(told, why, detail, card_link)
    blocks: list[Any] = [block.to_dict() for block in drawn.blocks]
    assert problems(blocks, MOST_IN_MESSAGE) == []
    assert not too_long(blocks)
    assert 0 < len(drawn.text) <= 2000


def test_a_note_quotes_a_public_post() -> None:
    """Staff read in the thread what the customer wrote."""
    assert draw_note("The customer wrote:", mention("It <fails>")).text == "The customer wrote:\n> It &lt;fails&gt;"


def test_a_note_never_quotes_a_private_message() -> None:
    """Of a direct message the thread tells only that there was one."""
    private = mention("my password is swordfish", private=True)
    assert draw_note("The customer wrote:", private).text == "🔒 Anna Keller (@anna_k) sent a private message."
    note = draw_note("The customer sent something that cannot be read as an email address:", private).text
    assert "swordfish" not in note
    assert "cannot be read as an email address" in note


@settings(max_examples=60, deadline=None)
@given(TEXT, st.one_of(st.none(), MENTIONS))
def test_any_note_has_a_text_that_slack_takes(text: str, quoted: Mention | None) -> None:
    """A note is never empty and never too long."""
    assert 0 < len(draw_note(text, quoted).text.strip()) <= 6000


def test_a_saying_has_room_for_every_word_that_a_window_takes() -> None:
    words = "&" * 3_000
    assert f"C-1: {'&amp;' * 3_000}" == draw_saying(f"C-1: {words}").text


def test_a_saying_is_escaped_and_masked() -> None:
    """An answer to a click cannot notify or leak either."""
    assert draw_saying("C-1: <!here> anna@example.com").text == "C-1: &lt;!here&gt; a…@e….com"


def test_words_about_an_ended_wait_make_sense() -> None:
    """Without a wait there is no "since"."""
    case = replace(WAITING, state=State.ANSWERED, waiting_since=None)
    lead = draw_message(story(case, now=NOON + timedelta(hours=1)), Why.NOBODY_LEFT, "", "").text
    assert lead == "C-1: Nobody has taken this case. Anna Keller (@anna_k) has been waiting."


def test_nothing_private_is_in_the_text_for_notifications() -> None:
    """A notification on a locked phone shows no text of the customer."""
    drawn = draw_message(story(WAITING, mention("swordfish", private=True)), Why.ON_DUTY, "", CARD)
    assert "swordfish" not in drawn.text
    assert "swordfish" in shown(drawn)
