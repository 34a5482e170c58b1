"""Posts and users by id."""

from __future__ import annotations

import pytest
import tweepy


def test_posts_are_found_by_id(x, control):
    first, second = control.says("anna_k", "one"), control.says("bo_writes", "two")
    found = x.get_tweets([second, first], user_auth=True)
    assert [second, first] == [str(post.id) for post in found.data]


def test_a_deleted_post_is_an_error_beside_those_that_are_there(x, control):
    gone, there = control.says("anna_k", "one"), control.says("anna_k", "two")
    control.post("x/delete", id=gone)
    found = x.get_tweets([gone, there], user_auth=True)
    errors = [(error["resource_id"], error["type"].rpartition("/")[2]) for error in found.errors]
    assert ([there], [(gone, "resource-not-found")]) == ([str(post.id) for post in found.data], errors)


def test_a_single_deleted_post_is_an_error_and_no_data(x, control):
    gone = control.says("anna_k", "one")
    control.post("x/delete", id=gone)
    found = x.get_tweet(gone, user_auth=True)
    assert (None, "Not Found Error") == (found.data, found.errors[0]["title"])


def test_an_earlier_version_names_the_later_one(x, control):
    first = control.says("anna_k", "one")
    second = control.post("x/edit", id=first, text="two")["id"]
    found = x.get_tweet(first, user_auth=True).data
    assert ("one", [int(first), int(second)]) == (found.text, found.edit_history_tweet_ids)


def test_deleting_an_edited_post_takes_its_earlier_versions_away(x, control):
    first = control.says("anna_k", "one")
    second = control.post("x/edit", id=first, text="two")["id"]
    control.post("x/delete", id=second)
    assert 2 == len(x.get_tweets([first, second], user_auth=True).errors)


def test_more_than_a_hundred_ids_are_refused(x):
    with pytest.raises(tweepy.BadRequest):
        x.get_tweets(list(range(1, 102)), user_auth=True)


def test_the_keys_belong_to_the_brand(x):
    me = x.get_me(user_auth=True).data
    assert ("1000", "acme", "Acme") == (str(me.id), me.username, me.name)


def test_a_user_is_found_by_name_and_by_id(x):
    by_name = x.get_user(username="Anna_K", user_auth=True).data
    assert by_name.id == x.get_user(id=2001, user_auth=True).data.id


def test_an_unknown_user_is_an_error_and_no_data(x):
    found = x.get_user(username="nobody", user_auth=True)
    assert (None, "Could not find user with username: [nobody].") == (found.data, found.errors[0]["detail"])
