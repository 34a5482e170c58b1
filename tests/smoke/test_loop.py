"""The main loop with the real bot, one behaviour a test, from the customers' and the staff's side of the wire."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import TRIAGE, Json, Stage, State, about, buttons, case_number, one, two, words

HELP = "C0HELP"
QUIET = 1.2
"""Seconds after which something that should not happen would have happened; the bot polls twice a second."""


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    """A fresh sandbox with a bot."""
    with Rehearsal() as running:
        yield running


@pytest.fixture
def stage(rehearsal: Rehearsal) -> Stage:
    """The people in the sandbox."""
    return rehearsal.stage


def asked(stage: Stage, who: str, text: str) -> tuple[Json, str]:
    """Post as somebody and wait for reply and card; return the post and the case."""
    post = stage.post(who, text)
    stage.expect("a first reply", lambda now: one(now.replies(post["id"])))
    card = stage.expect("a card", lambda now: about(now.cards(), post["id"]))
    return post, case_number(words(card))


def in_thread(state: State, ts: str) -> list[Json]:
    """The bot's answers in a customer's thread."""
    return [message for message in state.channel(HELP) if message["thread_ts"] == ts and message["user"] == "U0BOT"]


def test_a_customer_in_slack_is_answered_in_the_thread_and_asked_in_private(stage: Stage) -> None:
    question = stage.slack("U0CARL", HELP, "Hello, my login ends with an error since this morning")
    hold = stage.expect("a reply in the thread", lambda now: one(in_thread(now, question["ts"])))
    assert "Carl" in hold["text"]
    stage.forward("3m")
    ask = stage.expect("a private ask", lambda now: one(now.told("U0CARL")))
    assert "email address" in ask["text"]
    assert 1 == len(in_thread(stage.state(), question["ts"]))
    stage.slack("U0CARL", "im", "carl.weber@example.org")
    told = stage.expect("the ticket's number", lambda now: two(now.told("U0CARL")))
    assert "T-1" in told["text"]
    state = stage.state()
    staff = [words(message) for message in [*state.channel(TRIAGE), *state.told("U0ADA"), *state.channel(HELP)]]
    assert [] == [text for text in staff if "carl.weber" in text]


def test_one_slack_message_that_comes_as_two_events_is_one_case(stage: Stage) -> None:
    question = stage.slack("U0DIANA", HELP, "<@U0BOT> where do I find my invoice?")
    stage.expect("a reply in the thread", lambda now: one(in_thread(now, question["ts"])))
    time.sleep(QUIET)
    assert 1 == len(in_thread(stage.state(), question["ts"]))


def test_an_answer_from_the_brands_own_account_stops_the_timer(stage: Stage) -> None:
    post, case = asked(stage, "mia_dev", "@acme the login page shows an error, what now?")
    stage.post("acme", "It works again, could you try once more?", post["id"])
    stage.expect("a card that says so", lambda now: _says(now, case, "Answered"))
    stage.forward("3m")
    time.sleep(QUIET)
    assert 2 == len(stage.state().replies(post["id"]))


def test_an_address_in_public_opens_the_ticket_and_should_be_deleted(stage: Stage) -> None:
    post, case = asked(stage, "bo_writes", "@acme my export stays empty, what can I do?")
    stage.forward("3m")
    ask = stage.expect("the email ask", lambda now: two(now.replies(post["id"])))
    answer = stage.post("bo_writes", "@acme sure, it is bo.lindqvist@example.net", ask["id"])
    stage.expect("the request to delete it", lambda now: now.replies(answer["id"]))
    stage.expect("the ticket on the card", lambda now: _says(now, case, "Ticket T-"))
    time.sleep(QUIET)
    said = [reply["text"] for reply in stage.state().replies(answer["id"])]
    assert (1, True) == (len(said), "delete" in said[0])
    assert "bo.lindqvist" not in " ".join(words(card) for card in stage.state().cards())


def test_who_says_stop_is_left_alone(stage: Stage) -> None:
    post, case = asked(stage, "anna_k", "@acme my password is refused, please help")
    stop = stage.post("anna_k", "@acme stop replying to me", post["id"])
    stage.expect("the card says so", lambda now: _says(now, case, "Asked us to stop"))
    stage.forward("10m")
    time.sleep(QUIET)
    state = stage.state()
    assert (1, 0) == (len(state.replies(post["id"])), len(state.replies(stop["id"])))


def test_praise_gets_no_reply_and_no_card(stage: Stage) -> None:
    cards = len(stage.state().cards())
    post = stage.post("mia_dev", "@acme love the new colours, great work!")
    time.sleep(QUIET)
    assert (0, cards) == (len(stage.state().replies(post["id"])), len(stage.state().cards()))


def test_a_stranger_in_the_triage_channel_has_no_buttons(rehearsal: Rehearsal, stage: Stage) -> None:
    post, case = asked(stage, "mia_dev", "@acme my invoice number 12 shows an error")
    stage.control("/control/slack/join", {"as": "U0ZOE", "channel": TRIAGE})
    card = stage.expect("the card", lambda now: about(now.cards(), case))
    stage.click("U0ZOE", card, "send:0")
    time.sleep(QUIET)
    assert 1 == len(stage.state().replies(post["id"]))


def test_the_second_responder_is_told_in_private_and_nothing_is_sent(stage: Stage) -> None:
    post, case = asked(stage, "mia_dev", "@acme my export has an error in row 7")
    card = stage.expect("the card", lambda now: about(now.cards(), case))
    stage.click("U0ADA", card, "send:0")
    stage.click("U0GRACE", card, "send:1")
    told = stage.expect(
        "Grace hears who was first",
        lambda now: next((one for one in now.told("U0GRACE") if "Ada has answered" in words(one)), None),
    )
    assert case in words(told)
    time.sleep(QUIET)
    assert 2 == len(stage.state().replies(post["id"]))


def test_a_customers_markup_notifies_nobody(stage: Stage) -> None:
    _, case = asked(stage, "mia_dev", "@acme <!channel> <@U0ADA> my login is broken & slow")
    card = stage.expect("the card", lambda now: about(now.cards(), case))
    blocks = str(card["blocks"]) + card["text"]
    assert "<!channel>" not in blocks
    assert "<@U0ADA>" not in blocks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("@acme 😡😡 my export 👩‍👩‍👧‍👦 is broken 🇩🇪", id="emoji"),
        pytest.param("@acme \u202eمرحبا\u202c login مشكلة؟", id="right to left"),
        pytest.param("@acme lo\u200bg\u200bin bro\u200dken, help?", id="zero width"),
        pytest.param("@acme help! " + "my export is broken " * 1_240, id="25,000 characters"),
        pytest.param("@acme", id="only our name"),
        pytest.param("@acme {{ name }} {FirstName} %s login broken?", id="placeholders"),
    ],
)
def test_odd_texts_are_handled(stage: Stage, text: str) -> None:
    """Each one gets its reply or is written down; the next mention is answered either way."""
    stage.post("bo_writes", text)
    asked(stage, "mia_dev", f"@acme after that one ({abs(hash(text))}): my login is broken")


def test_a_picture_without_words_is_handled(stage: Stage) -> None:
    body = {"as": "U0DIANA", "channel": HELP, "text": "", "files": [{"name": "screen.png"}]}
    picture = stage.control("/control/slack/message", body)
    stage.expect("a card for a human to look", lambda now: about(now.cards(), "perhaps a picture"))
    assert [] == in_thread(stage.state(), picture["ts"])


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param({"on": "x", "kind": "500", "times": 2, "method": "POST", "path": "/2/tweets"}, id="X 500"),
        pytest.param({"on": "x", "kind": "429", "seconds": 1, "method": "POST", "path": "/2/tweets"}, id="X 429"),
        pytest.param({"on": "x", "kind": "html", "method": "POST", "path": "/2/tweets"}, id="X html"),
        pytest.param({"on": "x", "kind": "dropped", "method": "POST", "path": "/2/tweets"}, id="X dropped"),
        pytest.param({"on": "x", "kind": "500", "times": 3, "path": "/mentions"}, id="X poll 500"),
        pytest.param({"on": "slack", "kind": "429", "seconds": 1, "path": "chat.postMessage"}, id="Slack 429"),
        pytest.param({"on": "slack", "kind": "dropped", "path": "chat.postMessage"}, id="Slack dropped"),
        pytest.param({"on": "slack", "kind": "500", "times": 2, "path": "chat.postMessage"}, id="Slack 500"),
        pytest.param({"on": "slack", "kind": "disconnect"}, id="Slack disconnect"),
    ],
)
def test_a_fault_delays_and_doubles_nothing(stage: Stage, fault: Json) -> None:
    stage.fault(**fault)
    text = f"@acme my login is broken ({fault['on']} {fault['kind']} {fault.get('path', '')})"
    post, case = asked(stage, "mia_dev", text)
    time.sleep(QUIET)
    state = stage.state()
    assert 1 == len(state.replies(post["id"]))
    assert 1 == len([card for card in state.cards() if case in words(card)])
    assert [] == [button for button in buttons(state.cards()[-1]) if not button["action_id"]]


def _says(state: State, case: str, text: str) -> Json | None:
    card = about(state.cards(), case)
    return card if card and text in words(card) else None


def test_an_ask_that_fell_due_while_the_bot_was_away_has_its_private_link(rehearsal: Rehearsal, stage: Stage) -> None:
    post, _ = asked(stage, "mia_dev", "@acme my export ends with an error since this morning")
    rehearsal.stop_bot()
    stage.forward("4m")
    rehearsal.start_bot()
    ask = stage.expect("the email ask", lambda now: two(now.replies(post["id"])))
    assert "recipient_id=1000" in ask["text"]
