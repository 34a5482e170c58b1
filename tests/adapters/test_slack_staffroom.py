"""Cards, notes and private messages arrive where staff read them, once, and can be found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from acme import ADA, GRACE, NOON, mention
from slack_world import LocalSlack, local_slack
from test_slack_cards import WAITING, story
from test_slack_held import HELD

from bot.adapters.slack.staffroom import SlackStaffroom
from bot.domain.case import State
from bot.domain.errors import Gone, Permanent, Unknown
from bot.domain.policy import Role, Staff
from bot.domain.why import Why
from bot.ports.staffroom import Backlog, Breaker, Staffroom


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def room(slack: LocalSlack) -> Staffroom:
    """The staffroom under test."""
    return SlackStaffroom(slack.client(2), "C0TRIAGE", slack.clock)


def header(slack: LocalSlack) -> str:
    """The header of the newest message in the triage channel."""
    return str(slack.messages("C0TRIAGE")[-1]["blocks"][0]["text"]["text"])


def test_a_card_is_posted_in_the_triage_channel(slack: LocalSlack, room: Staffroom) -> None:
    """Its remote id names the channel and the message."""
    card = room.post_card("e1", story())
    assert card == f"C0TRIAGE:{slack.messages('C0TRIAGE')[-1]['ts']}"
    assert header(slack).startswith("🔴 Waiting for an answer · C-1")


def test_a_card_is_redrawn_in_place(slack: LocalSlack, room: Staffroom) -> None:
    """One card a case; it keeps what it is found by."""
    card = room.post_card("e1", story())
    room.update_card(card, story(replace(WAITING, state=State.ANSWERED, answered_by="Ada")))
    room.update_card(card, story(replace(WAITING, state=State.ANSWERED, answered_by="Ada")))
    assert len(slack.messages("C0TRIAGE")) == 1
    assert header(slack).startswith("✅ Answered by Ada · C-1")
    assert room.find("e1", "", None) == card


def test_a_note_stands_in_the_cards_thread(slack: LocalSlack, room: Staffroom) -> None:
    """The channel itself stays a list of cards."""
    card = room.post_card("e1", story())
    note = room.note("e2", card, "The customer wrote:", mention("Still broken"))
    posted = slack.messages("C0TRIAGE")[-1]
    assert note == f"C0TRIAGE:{posted['ts']}"
    assert f"C0TRIAGE:{posted['thread_ts']}" == card
    assert posted["text"] == "The customer wrote:\n> Still broken"


def test_a_private_message_links_to_the_card(slack: LocalSlack, room: Staffroom) -> None:
    """Ada is told in private, with the way to the card."""
    card = room.post_card("e1", story())
    told = room.tell("e2", ADA, story(card=card), Why.ON_DUTY, "")
    posted = slack.messages("D0ADA")[-1]
    assert told == f"D0ADA:{posted['ts']}"
    assert posted["text"] == "C-1: Anna Keller (@anna_k) needs an answer. You are on duty."
    link = f"<https://acme.slack.com/archives/C0TRIAGE/p{card.split(':')[1].replace('.', '')}|open C-1>"
    assert posted["blocks"][1]["text"]["text"].startswith(link)


def test_a_private_message_goes_without_the_link_rather_than_not_at_all(slack: LocalSlack, room: Staffroom) -> None:
    """A link that cannot be had holds nothing up."""
    card = room.post_card("e1", story())
    slack.fault("500", "chat.getPermalink")
    room.tell("e2", ADA, story(card=card), Why.ON_DUTY, "")
    assert slack.messages("D0ADA")[-1]["blocks"][1]["text"]["text"].startswith("C-1 · X")


def test_an_answer_to_a_click_is_private(slack: LocalSlack, room: Staffroom) -> None:
    """What could not be done is told to who clicked."""
    room.say("e1", GRACE, "C-1: Ada is on it already.")
    assert [message["text"] for message in slack.messages("D0GRACE")] == ["C-1: Ada is on it already."]
    assert slack.messages("C0TRIAGE") == []


def test_a_held_message_goes_to_the_lead_alone(slack: LocalSlack, room: Staffroom) -> None:
    """In private, with the way to the card."""
    card = room.post_card("e1", story())
    shown = room.show_held("e2", GRACE, story(card=card), HELD)
    posted = slack.messages("D0GRACE")[-1]
    assert shown == f"D0GRACE:{posted['ts']}"
    assert posted["text"] == "C-1: A message to Anna Keller (@anna_k) was held back."
    assert f"/p{card.split(':')[1].replace('.', '')}|open C-1>" in posted["blocks"][1]["text"]["text"]
    assert len(slack.messages("C0TRIAGE")) == 1


def test_a_held_message_is_shown_without_the_link_rather_than_not_at_all(slack: LocalSlack, room: Staffroom) -> None:
    """A link that cannot be had holds nothing up."""
    slack.fault("500", "chat.getPermalink")
    room.show_held("e2", GRACE, story(card=room.post_card("e1", story())), HELD)
    assert slack.messages("D0GRACE")[-1]["blocks"][1]["text"]["text"].startswith("C-1 · X")


def test_the_backlog_is_one_private_message(slack: LocalSlack, room: Staffroom) -> None:
    """Three hundred cases flood nobody."""
    room.show_backlog("e1", GRACE, Backlog((story(),) * 50, 300, NOON))
    assert [message["text"] for message in slack.messages("D0GRACE")] == [
        "300 customers wrote while the bot was away. Please look."
    ]


def test_the_breaker_is_told_in_private(slack: LocalSlack, room: Staffroom) -> None:
    """The lead hears at once that everything automatic has stopped."""
    told = room.show_breaker("e1", GRACE, Breaker(NOON, "11 alike messages", 39))
    posted = slack.messages("D0GRACE")[-1]
    assert (told, posted["text"]) == (
        f"D0GRACE:{posted['ts']}",
        "Everything automatic has stopped. 39 messages wait.",
    )


def test_everything_posted_is_found_again(room: Staffroom) -> None:
    """A card among the cards, a note in its thread, a private message in its conversation; nothing elsewhere."""
    card = room.post_card("e1", story())
    note = room.note("e2", card, "A note", None)
    told = room.tell("e3", ADA, story(card=card), Why.ON_DUTY, "")
    assert room.find("e1", "", None) == card
    assert room.find("e2", card, None) == note
    assert room.find("e3", "", ADA) == told
    held = room.show_held("e5", GRACE, story(card=card), HELD)
    assert room.find("e5", "", GRACE) == held
    assert room.find("e3", card, None) is None
    assert room.find("e4", "", ADA) is None


def test_a_card_that_was_cut_off_is_found(slack: LocalSlack, room: Staffroom) -> None:
    """The call broke, the card is there."""
    slack.fault("dropped", "chat.postMessage")
    with pytest.raises(Unknown):
        room.post_card("e1", story())
    assert room.find("e1", "", None) == f"C0TRIAGE:{slack.messages('C0TRIAGE')[-1]['ts']}"


def test_metadata_of_others_finds_nothing(slack: LocalSlack, room: Staffroom) -> None:
    """Only what our bot posted counts as posted by us."""
    room.post_card("e1", story())

    def steal(world: object) -> None:
        message = next(iter(world.slack.channels["C0TRIAGE"].messages.values()))  # type: ignore[attr-defined]
        message.user = world.slack.users["U0ADA"]  # type: ignore[attr-defined]

    slack.server.call(steal)
    assert room.find("e1", "", None) is None


def test_a_card_that_was_deleted_is_gone_and_so_is_its_thread(slack: LocalSlack, room: Staffroom) -> None:
    """Which is more than a refusal: a new card can be posted in its place."""
    card = room.post_card("e1", story())
    slack.client().chat_delete(channel="C0TRIAGE", ts=card.partition(":")[2])
    with pytest.raises(Gone):
        room.update_card(card, story(card=card))
    with pytest.raises(Gone):
        room.note("e2", card, "The customer wrote:", mention("Still broken"))


def test_a_teammate_whom_slack_does_not_know_is_told(room: Staffroom) -> None:
    """A wrong id in the configuration is not tried again."""
    with pytest.raises(Permanent, match="user_not_found"):
        room.say("e1", Staff("Nobody", "U0NOBODY", Role.LEAD), "Hello")


def test_a_card_in_a_former_triage_channel_gets_nothing_more(slack: LocalSlack, room: Staffroom) -> None:
    """Outsiders may read that one; a new card can be posted where the staff are now."""
    card = SlackStaffroom(slack.client(2), "C0HELP", slack.clock).post_card("e1", story())
    with pytest.raises(Gone):
        room.update_card(card, story(card=card))
    with pytest.raises(Gone):
        room.note("e2", card, "The customer wrote:", mention("Still broken"))
    assert len(slack.messages("C0HELP")) == 1
