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


def test_a_wanted_brand_takes_what_names_it_though_another_one_answered() -> None:
    answered = [post("1", text="@acme or @other?"), post("2", "1", "other", inbound=False)]
    assert {"acme": ["1"]} == brands(*answered, wanted=("acme",))


def test_a_wanted_brand_takes_what_it_answered_though_another_one_wrote_more() -> None:
    answers = [post("2", "1", "Other", inbound=False), *(post(n, "1", "third", inbound=False) for n in "34")]
    assert {"other": ["1"]} == brands(post("1"), *answers, wanted=("other",))


def test_among_wanted_brands_the_one_that_wrote_goes_before_one_that_was_named() -> None:
    answered = [post("1", text="@acme or @other?"), post("2", "1", "other", inbound=False)]
    assert {"other": ["1"]} == brands(*answered, wanted=("acme", "other"))


def test_what_belongs_to_brands_that_are_not_wanted_is_told() -> None:
    answered = [post("1", text="hello @other"), post("2", "1", "other", inbound=False), post("3", text="what a day")]
    found = sort_by_brand(grouped(*answered), ("acme",))
    assert (["1"], ["3"]) == ([one.id for one in found.of_others], [one.id for one in found.of_nobody])


def unheard(*posts: Post) -> list[str]:
    """What acme is not shown of one conversation in which another brand wrote as well."""
    answers = (post("2", "1", "acme", inbound=False), post("3", "1", "other", inbound=False))
    found = sort_by_brand(grouped(post("1", text="@acme @other"), *answers, *posts), ("acme",)).by_brand["acme"]
    return sorted(found[0].unheard)


def test_a_brand_does_not_hear_what_is_addressed_to_another_one_only() -> None:
    assert ["4", "5"] == unheard(post("4", "1", text="@Other where are you?"), post("5", "3", text="thanks"))


def test_a_brand_hears_who_names_it_and_who_answers_it() -> None:
    assert [] == unheard(post("4", "3", text="ask @Acme"), post("5", "2", text="and you, @other?"))


def test_a_brand_hears_who_addresses_no_brand_that_is_known() -> None:
    """The public data set holds numbers in the place of many handles, of brands as well."""
    assert [] == unheard(post("4", "1", text="@115911 help"), post("5", "4", text="anybody?"))


def test_what_is_not_heard_is_not_played() -> None:
    one = Conversation("1", (post("1", text="@acme"), post("2", "1", text="@other")), frozenset({"2"}))
    assert ["1"] == [its.id for its in one.played]


def test_what_belongs_to_nobody_is_told() -> None:
    assert ["3"] == [one.id for one in sort_by_brand(grouped(post("3", text="what a day"))).of_nobody]
