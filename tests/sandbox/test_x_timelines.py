"""Mentions and the brand's own posts, read with tweepy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import tweepy
from x_on_the_wire import BRAND


def ids(response):
    return [str(post.id) for post in response.data or []]


def mentions(x, **more):
    return x.get_users_mentions(BRAND, user_auth=True, **more)


def test_mentions_come_newest_first(x, control):
    first = control.says("anna_k", "@acme export broken")
    second = control.says("bo_writes", "hello @Acme")
    assert ids(mentions(x)) == [second, first]


def test_a_post_without_the_handle_is_no_mention(x, control):
    control.says("anna_k", "acme and anna@acme.example and @acmetown")
    assert ids(mentions(x)) == []


def test_since_id_leaves_what_is_newer(x, control):
    first = control.says("anna_k", "@acme one")
    second = control.says("anna_k", "@acme two")
    assert ids(mentions(x, since_id=first)) == [second]


def test_start_time_leaves_what_is_not_older(x, control):
    control.says("anna_k", "@acme one")
    control.post("clock", forward="5m")
    second = control.says("anna_k", "@acme two")
    start = datetime.now(UTC) + timedelta(minutes=4)
    assert ids(mentions(x, start_time=start)) == [second]


def test_pages_lead_to_the_end_although_posts_arrive_between_them(x, control):
    posts = [control.says("anna_k", f"@acme {n}") for n in range(12)]
    seen = []
    token = None
    while True:
        page = mentions(x, max_results=5, pagination_token=token)
        seen += ids(page)
        control.says("bo_writes", f"@acme while you read, after {len(seen)}")
        token = page.meta.get("next_token")
        if token is None:
            break
    assert seen == list(reversed(posts))


def test_a_page_larger_than_x_allows_is_refused(x, control):
    with pytest.raises(tweepy.BadRequest) as refused:
        mentions(x, max_results=101)
    expected = ["The `max_results` query parameter value [101] is not between 5 and 100"]
    assert expected == refused.value.api_messages


@pytest.mark.parametrize("id", ["soon", "9" * 5_000, "-1"])
def test_an_id_that_is_no_number_is_refused(x, id):
    with pytest.raises(tweepy.BadRequest):
        mentions(x, since_id=id)


def test_a_wrong_page_token_is_refused(x, control):
    with pytest.raises(tweepy.BadRequest):
        mentions(x, pagination_token="nonsense")


def test_no_mentions_is_an_empty_page(x):
    page = mentions(x)
    assert (None, {"result_count": 0}) == (page.data, page.meta)


def test_only_the_fields_asked_for_are_sent(x, control):
    post = control.says("anna_k", "@acme hi")
    x.return_type = dict
    expected = {"id": post, "text": "@acme hi", "edit_history_tweet_ids": [post]}
    assert [expected] == mentions(x)["data"]


def test_a_post_carries_what_a_desk_needs(x, control):
    post = control.says("anna_k", "hi @acme")
    x.return_type = dict
    fields = ["author_id", "conversation_id", "entities", "in_reply_to_user_id", "referenced_tweets"]
    expected = {
        "id": post,
        "text": "hi @acme",
        "edit_history_tweet_ids": [post],
        "author_id": "2001",
        "conversation_id": post,
        "entities": {"mentions": [{"start": 3, "end": 8, "username": "acme", "id": "1000"}]},
    }
    assert [expected] == mentions(x, tweet_fields=fields)["data"]


def test_times_are_whole_seconds_with_a_fraction(x, control):
    control.says("anna_k", "@acme hi")
    x.return_type = dict
    [post] = mentions(x, tweet_fields=["created_at"])["data"]
    assert post["created_at"].endswith(".000Z")


def test_the_author_is_included_when_expanded(x, control):
    control.says("anna_k", "@acme hi")
    page = mentions(x, expansions=["author_id"])
    assert [("2001", "anna_k", "Anna Keller")] == [
        (str(user.id), user.username, user.name) for user in page.includes["users"]
    ]


def test_a_reply_to_the_brand_is_a_mention_because_x_fills_in_the_handle(x, control):
    root = control.says("anna_k", "@acme hi")
    answer = x.create_tweet(text="One second", in_reply_to_tweet_id=root).data["id"]
    reply = control.says("anna_k", "thanks", reply_to=answer)
    x.return_type = dict
    fields = ["conversation_id", "in_reply_to_user_id", "referenced_tweets"]
    expected = {
        "id": reply,
        "text": "@acme thanks",
        "edit_history_tweet_ids": [reply],
        "conversation_id": root,
        "in_reply_to_user_id": BRAND,
        "referenced_tweets": [{"type": "replied_to", "id": answer}],
    }
    assert expected == mentions(x, tweet_fields=fields)["data"][0]


def test_what_a_human_of_the_brand_writes_is_in_its_own_timeline(x, control):
    root = control.says("anna_k", "@acme hi")
    answer = control.says("acme", "It is fixed", reply_to=root)
    assert [answer] == ids(x.get_users_tweets(BRAND, user_auth=True))


def test_replies_can_be_left_out_of_the_own_timeline(x, control):
    root = control.says("anna_k", "@acme hi")
    control.says("acme", "It is fixed", reply_to=root)
    news = control.says("acme", "We are back")
    assert [news] == ids(x.get_users_tweets(BRAND, user_auth=True, exclude=["replies"]))


def test_a_deleted_post_leaves_the_timeline(x, control):
    post = control.says("anna_k", "@acme hi")
    control.post("x/delete", id=post)
    assert ids(mentions(x)) == []


def test_an_edit_is_a_new_post_that_knows_the_earlier_one(x, control):
    first = control.says("anna_k", "@acme hi")
    second = control.post("x/edit", id=first, text="@acme hello")["id"]
    x.return_type = dict
    expected = {"id": second, "text": "@acme hello", "edit_history_tweet_ids": [first, second]}
    assert [expected] == mentions(x)["data"]


def test_a_long_post_is_cut_and_kept_whole_as_a_note(x, control):
    text = "@acme " + "word " * 5_000
    control.says("anna_k", text)
    x.return_type = dict
    [post] = mentions(x, tweet_fields=["note_tweet"])["data"]
    assert (280, text) == (len(post["text"]), post["note_tweet"]["text"])


def test_x_keeps_only_the_newest_800_mentions_within_reach(x, control, sandbox):
    def flood(world):
        for n in range(805):
            world.x.write(world.x.users["2001"], f"@acme {n}")

    sandbox.call(flood)
    pages = tweepy.Paginator(x.get_users_mentions, BRAND, user_auth=True, max_results=100)
    assert 800 == sum(len(page.data) for page in pages)


def test_an_unknown_user_has_an_error_in_a_good_answer(x):
    response = x.get_users_mentions("9999", user_auth=True)
    assert "Could not find user with id: [9999]." == response.errors[0]["detail"]
