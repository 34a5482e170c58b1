"""A human answers in X's own app between two polls: the bot does not follow with a holding reply."""

from __future__ import annotations

import time

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import one, words

QUIET = 1.5


def test_no_holding_reply_follows_an_answer_that_a_human_gave_before_we_heard_the_mention() -> None:
    with Rehearsal() as rehearsal:
        stage = rehearsal.stage
        rehearsal.stop_bot()
        post = stage.post("anna_k", "@acme my export ends with an error")
        answer = stage.post("acme", "Hi Anna, mended a minute ago!", reply_to=post["id"])
        stage.message("bo_writes", "my invoice is wrong, please help")
        stage.control("/control/x/message", {"as": "acme", "to": "bo_writes", "text": "Hi Bo, I am on it"})
        other = stage.post("mia_dev", "@acme my login ends with an error")
        rehearsal.start_bot()

        stage.expect("Mia, whom nobody has answered, hears", lambda now: one(now.replies(other["id"])))
        stage.expect("both cases are shown as answered", lambda now: len(answered(now.cards())) == 2 or None, 30)
        time.sleep(QUIET)
        state = stage.state()
        assert [answer["id"]] == [reply["id"] for reply in state.replies(post["id"])]
        assert ["Hi Bo, I am on it"] == [message["text"] for message in state.messages_to("bo_writes")]


def answered(cards: list[dict[str, object]]) -> list[str]:
    """What the cards of answered cases say."""
    return [text for text in map(words, cards) if "nswered" in text and "Mia" not in text]


def test_a_teammate_who_answers_from_their_own_account_is_the_answer_and_no_customer() -> None:
    with Rehearsal() as rehearsal:
        stage = rehearsal.stage
        rehearsal.stop_bot()
        assert rehearsal.bot is not None
        config = rehearsal.bot.config.read_text(encoding="utf-8")
        rehearsal.bot.config.write_text(config.replace('x = ["ada_writes"]', 'x = ["Bo_Writes"]'), encoding="utf-8")
        post = stage.post("anna_k", "@acme my export ends with an error")
        answer = stage.post("bo_writes", "did you try again?", reply_to=post["id"])
        other = stage.post("mia_dev", "@acme my login ends with an error")
        rehearsal.start_bot()

        stage.expect("Mia, whom nobody has answered, hears", lambda now: one(now.replies(other["id"])))
        stage.expect(
            "Ada has answered Anna", lambda now: one([text for text in answered(now.cards()) if "Ada" in text])
        )
        stage.expect(
            "Mia's case has a card", lambda now: one([card for card in now.cards() if "Mia" in words(card)]), 30
        )
        time.sleep(QUIET)
        state = stage.state()
        assert ([], []) == (state.replies(post["id"]), state.replies(answer["id"]))
        assert 2 == len(state.cards()), "Anna's and Mia's"


def test_who_said_stop_while_the_bot_was_away_is_asked_for_nothing() -> None:
    """The timer is overdue when the bot comes back: it listens before it speaks."""
    with Rehearsal() as rehearsal:
        stage = rehearsal.stage
        post = stage.post("anna_k", "@acme my export ends with an error")
        stage.expect("Anna hears at once", lambda now: one(now.replies(post["id"])))
        rehearsal.kill_bot()
        stage.post("anna_k", "@acme please stop messaging me", reply_to=post["id"])
        stage.forward("10m")
        rehearsal.start_bot()

        stage.expect(
            "the team sees it", lambda now: one([card for card in now.cards() if "Asked us to stop" in words(card)])
        )
        time.sleep(QUIET)
        assert 1 == len(stage.state().replies(post["id"]))
