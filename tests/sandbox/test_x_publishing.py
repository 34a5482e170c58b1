"""What the brand may publish through X's API, and how X refuses."""

from __future__ import annotations

import pytest
import tweepy


@pytest.fixture
def mention(control):
    """A post by Anna that mentions the brand."""
    return control.says("anna_k", "@acme export broken")


def posts_by_brand(control):
    return [post["text"] for post in control.get("state")["x"]["posts"] if post["author"] == "acme"]


def test_a_reply_joins_the_conversation(x, control, mention):
    reply = x.create_tweet(text="One second", in_reply_to_tweet_id=mention).data["id"]
    [post] = [post for post in control.get("state")["x"]["posts"] if post["id"] == reply]
    expected = ("acme", "One second", ["anna_k"], mention, mention)
    assert expected == tuple(post[key] for key in ("author", "text", "to", "conversation", "reply_to"))


def test_ids_are_numbers_that_grow(x, mention):
    reply = x.create_tweet(text="One second", in_reply_to_tweet_id=mention).data["id"]
    assert int(reply) > int(mention)


def test_x_puts_the_handle_in_front_of_a_reply(x, mention):
    assert "@anna_k Hi" == x.create_tweet(text="Hi", in_reply_to_tweet_id=mention).data["text"]


def test_a_handle_that_is_written_all_the_same_is_not_doubled(x, mention):
    assert "@anna_k Hi" == x.create_tweet(text="@anna_k Hi", in_reply_to_tweet_id=mention).data["text"]


@pytest.mark.parametrize("text", ["a" * 280, "日" * 140, "see https://example.com/" + "x" * 300, "👍🏽" * 140])
def test_280_by_xs_own_count_are_allowed(x, control, text):
    x.create_tweet(text=text)
    assert [text] == posts_by_brand(control)


def test_the_handle_that_x_fills_in_is_free(x, control, mention):
    x.create_tweet(text="@anna_k " + "a" * 280, in_reply_to_tweet_id=mention)
    assert ["a" * 280] == posts_by_brand(control)


@pytest.mark.parametrize("text", ["a" * 281, "日" * 141])
def test_a_longer_text_is_refused(x, text):
    with pytest.raises(tweepy.Forbidden, match="too long"):
        x.create_tweet(text=text)


def test_an_empty_text_is_refused(x):
    with pytest.raises(tweepy.BadRequest):
        x.create_tweet(text=" ")


@pytest.mark.parametrize("text", ["\ud800", 7, {"a": 1}])
def test_what_is_no_text_is_refused(x, text):
    with pytest.raises(tweepy.BadRequest):
        x.create_tweet(text=text)


def test_the_same_text_to_the_same_person_is_refused(x, control, mention):
    x.create_tweet(text="One second", in_reply_to_tweet_id=mention)
    with pytest.raises(tweepy.Forbidden) as refused:
        x.create_tweet(text="one  second", in_reply_to_tweet_id=mention)
    expected = ([], ["You are not allowed to create a Tweet with duplicate content."])
    assert expected == (refused.value.api_codes, refused.value.api_messages)


def test_the_same_text_to_another_person_is_another_post(x, control, mention):
    x.create_tweet(text="One second", in_reply_to_tweet_id=mention)
    x.create_tweet(text="One second", in_reply_to_tweet_id=control.says("bo_writes", "@acme hi"))
    assert ["One second", "One second"] == posts_by_brand(control)


def test_a_day_later_the_same_text_is_welcome_again(x, control):
    x.create_tweet(text="We are back")
    control.post("clock", forward="25h")
    x.create_tweet(text="We are back")
    assert ["We are back", "We are back"] == posts_by_brand(control)


def test_who_did_not_mention_the_brand_cannot_be_answered(x, control):
    post = control.says("bo_writes", "acme is down")
    with pytest.raises(tweepy.Forbidden, match="you have not been mentioned or otherwise engaged"):
        x.create_tweet(text="Hello", in_reply_to_tweet_id=post)


def test_a_stranger_in_somebody_elses_thread_cannot_be_answered(x, control, sandbox):
    root = control.says("anna_k", "no handle here")
    post = control.says("bo_writes", "me too", reply_to=root)
    control.says("anna_k", "@acme look", reply_to=root)
    with pytest.raises(tweepy.Forbidden, match="you have not been mentioned or otherwise engaged"):
        x.create_tweet(text="Hello", in_reply_to_tweet_id=post)


def test_who_quoted_the_brand_can_be_answered(x, control):
    news = control.says("acme", "We are back")
    quote = control.says("bo_writes", "finally", quote=news)
    x.create_tweet(text="Sorry for the wait", in_reply_to_tweet_id=quote)
    assert ["We are back", "Sorry for the wait"] == posts_by_brand(control)


def test_a_deleted_post_cannot_be_answered(x, control, mention):
    control.post("x/delete", id=mention)
    with pytest.raises(tweepy.Forbidden, match="deleted or not visible to you"):
        x.create_tweet(text="Hello", in_reply_to_tweet_id=mention)


def test_own_posts_can_be_deleted(x, control):
    post = x.create_tweet(text="We are back").data["id"]
    assert {"deleted": True} == x.delete_tweet(post).data
    assert [True] == [post["deleted"] for post in control.get("state")["x"]["posts"]]


def test_other_peoples_posts_cannot_be_deleted(x, mention):
    with pytest.raises(tweepy.Forbidden, match="not authorized to delete"):
        x.delete_tweet(mention)
