"""A replay reads as the bot does at X: poll by poll, in its order, with ids that grow with time."""

from __future__ import annotations

from datetime import timedelta

from acme import NOON

from bot.config import load
from bot.replay.brand_bot import BrandBot, Staff
from bot.replay.conversations import Conversation
from bot.replay.readers import NoReader
from bot.replay.recording import Post
from bot.replay.telling import tell
from bot.replay.timeline import Timeline
from bot.shipped import shipped
from bot.wiring.texts import library

POLL = timedelta(seconds=30)


def post(id: str, second: int, to: str = "", text: str = "help") -> Post:
    """A post so many seconds after noon: the brand's if it answers one, else a customer's."""
    author = "acme" if to else "anna_k"
    return Post(id, author, not to, NOON + timedelta(seconds=second), text, to, second)


def played(*posts: Post) -> tuple[int, int, list[str]]:
    """How many messages left, how many private ones, and the recorded answers that were in time."""
    settings = load(shipped("config.example.toml"), {}, need_secrets=False)
    reader = NoReader("en")
    bot = BrandBot(settings.policy, library(settings), lambda _store: reader, Staff.AS_RECORDED, POLL)
    conversations = [Conversation("root", posts)]
    bot.play(conversations, lambda _posts: None)
    outcome = tell(bot, conversations)
    assert () == outcome.violations
    cases = outcome.cases
    return sum(outcome.said.values()), sum(one.escalated for one in cases), [one.id for one in cases if one.in_time]


def test_an_answer_that_the_same_poll_brings_is_known_before_the_mention() -> None:
    assert (0, 0, ["C-1"]) == played(post("1002", 2), post("1020", 20, to="1002"))


def test_whatever_ids_the_recording_has() -> None:
    assert (0, 0, ["C-1"]) == played(post("9", 2), post("1", 20, to="9"))
    assert (0, 0, ["C-1"]) == played(post("first", 2), post("second", 20, to="first"))


def test_who_writes_again_after_the_answer_hears_the_bot() -> None:
    said, told, _ = played(post("9", 2), post("1", 20, to="9"), post("5", 25))
    assert (True, True) == (said > 0, told > 0)


def test_own_posts_come_before_mentions_in_one_poll_and_after_those_of_an_earlier_one() -> None:
    posts = (post("a", 2), post("b", 20, to="a"), post("c", 25), post("d", 31, to="c"), post("e", 32))
    timeline = Timeline([Conversation("a", posts)], POLL)
    assert ["b", "a", "c", "d", "e"] == [one.post.id for one in timeline]
    assert ["2", "1", "3", "4", "5"] == [one.id for one in timeline]


def test_an_answer_to_a_post_that_is_not_recorded_is_to_nobody_known() -> None:
    timeline = Timeline([Conversation("lost", (post("b", 20, to="2"),))], POLL)
    (only,) = timeline
    assert ("", "") == (timeline.own_post(only).to, timeline.own_post(only).customer_id)


def test_what_the_brand_does_not_hear_is_not_shown_but_its_answer_says_to_whom_it_is() -> None:
    posts = (post("a", 2), post("b", 20, to="a"))
    timeline = Timeline([Conversation("a", posts, frozenset({"a"}))], POLL)
    (answer,) = timeline
    assert ("b", "anna_k") == (answer.post.id, timeline.own_post(answer).customer_id)
