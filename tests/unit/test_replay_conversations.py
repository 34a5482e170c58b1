"""Which posts are one conversation, and whose it is."""

from __future__ import annotations

from datetime import timedelta

from acme import NOON

from bot.replay.conversations import Conversation, conversations, sort_by_brand
from bot.replay.recording import Post, Recording


def post(id: str, to: str = "", author: str = "anna", text: str = "help", inbound: bool = True) -> Post:
    """A post, as many minutes after noon as its id says."""
    return Post(id, author, inbound, NOON + timedelta(minutes=int(id)), text, to, int(id))


def grouped(*posts: Post) -> tuple[Conversation, ...]:
    """The conversations of some posts."""
    return conversations(Recording(posts, ()))


def ids(found: tuple[Conversation, ...]) -> dict[str, list[str]]:
    """The ids of the posts of each conversation."""
    return {one.id: [its.id for its in one.posts] for one in found}


def brands(*posts: Post, wanted: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The ids of the conversations of each brand."""
    return {brand: [one.id for one in its] for brand, its in sort_by_brand(grouped(*posts), wanted).by_brand.items()}


def test_posts_that_answer_one_another_are_one_conversation() -> None:
    assert {"1": ["1", "2", "3"], "4": ["4"]} == ids(grouped(post("1"), post("2", "1"), post("3", "2"), post("4")))


def test_posts_that_answer_the_same_lost_post_are_together() -> None:
    assert {"99": ["1", "2", "3"]} == ids(grouped(post("1", "99"), post("2", "99"), post("3", "1")))


def test_posts_that_answer_one_another_in_a_circle_are_one_conversation() -> None:
    assert {"1": ["1", "2", "3", "4"]} == ids(grouped(post("1", "3"), post("2", "1"), post("3", "2"), post("4", "2")))


def test_ten_thousand_answers_in_a_row_are_one_conversation() -> None:
    chain = [post(str(number), str(number + 1)) for number in range(1, 10_001)]
    assert [10_000] == [len(one.posts) for one in grouped(*chain)]


def test_a_conversation_belongs_to_the_brand_that_wrote_most_in_it() -> None:
    other, twice = post("2", "1", "Other", inbound=False), [post(n, "1", "Acme", inbound=False) for n in "34"]
    assert {"acme": ["1"]} == brands(post("1"), other, *twice)


def test_without_an_answer_it_belongs_to_the_brand_that_was_named_first() -> None:
    answered = [post("1"), post("2", "1", "acme", inbound=False)]
    assert {"acme": ["1", "3"]} == brands(*answered, post("3", text="dear @Acme and @other"))


def test_a_brand_that_never_answered_can_be_wanted() -> None:
    assert {"acme": ["1"]} == brands(post("1", text="hello @acme"), post("2"), wanted=("acme",))


def test_a_wanted_brand_does_not_take_what_another_one_answered() -> None:
    answered = [post("1", text="@acme or @other?"), post("2", "1", "other", inbound=False)]
    assert {} == brands(*answered, wanted=("acme",))


def test_what_belongs_to_nobody_is_told() -> None:
    assert ["3"] == [one.id for one in sort_by_brand(grouped(post("3", text="what a day"))).of_nobody]
