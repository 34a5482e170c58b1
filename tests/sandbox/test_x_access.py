"""Keys and tokens."""

from __future__ import annotations

import pytest
import tweepy
from x_on_the_wire import bearer_client, redirected, user_client

TOKEN = "https://api.twitter.com/2/oauth2/token"


def handler(url, secret="any", client="fake-x-client"):
    auth = tweepy.OAuth2UserHandler(
        client_id=client,
        redirect_uri="https://acme.example",
        scope=["tweet.read", "dm.write", "offline.access"],
        client_secret=secret,
    )
    redirected(auth, url)
    return auth


def refreshed(url, refresh_token="fake-x-refresh", **more):
    auth = handler(url, **more)
    return auth.refresh_token(TOKEN, refresh_token=refresh_token, auth=auth.auth)


def whoami(client):
    return client.get_me(user_auth=False).data.username


@pytest.mark.parametrize(("key", "token"), [("wrong", "fake-x-token"), ("fake-x-key", "wrong")])
def test_wrong_user_keys_are_refused(sandbox, key, token):
    with pytest.raises(tweepy.Unauthorized):
        user_client(sandbox.url, key, token).get_me()


def test_a_wrong_token_is_refused(sandbox):
    with pytest.raises(tweepy.Unauthorized):
        whoami(bearer_client(sandbox.url, "wrong"))


def test_a_user_token_is_the_brand(sandbox):
    assert "acme" == whoami(bearer_client(sandbox.url, "fake-x-oauth2"))


def test_the_apps_own_token_cannot_speak_for_the_brand(sandbox):
    with pytest.raises(tweepy.Forbidden, match="Application-Only is forbidden"):
        bearer_client(sandbox.url, "fake-x-bearer").create_tweet(text="hi", user_auth=False)


def test_the_apps_own_token_reads_posts(sandbox, control):
    post = control.says("anna_k", "hi")
    assert "hi" == bearer_client(sandbox.url, "fake-x-bearer").get_tweet(post).data.text


def test_a_refreshed_token_is_the_brand(sandbox):
    token = refreshed(sandbox.url)
    assert "acme" == whoami(bearer_client(sandbox.url, token["access_token"]))


def test_a_public_client_refreshes_without_a_secret(sandbox):
    auth = handler(sandbox.url, secret=None)
    token = auth.refresh_token(TOKEN, refresh_token="fake-x-refresh", client_id="fake-x-client")
    assert 7200 == token["expires_in"]


def test_a_refreshed_token_ends_after_two_hours(sandbox, control):
    client = bearer_client(sandbox.url, refreshed(sandbox.url)["access_token"])
    control.post("clock", forward="2h")
    with pytest.raises(tweepy.Unauthorized):
        whoami(client)


def test_a_refresh_token_that_was_given_out_works_once(sandbox):
    following = refreshed(sandbox.url)["refresh_token"]
    refreshed(sandbox.url, following)
    with pytest.raises(Exception, match="Value passed for the token was invalid"):
        refreshed(sandbox.url, following)


def test_an_unknown_app_cannot_refresh(sandbox):
    with pytest.raises(Exception, match="Missing valid authorization header"):
        refreshed(sandbox.url, client="wrong")
