"""OAuth 2 against the local X: tokens are renewed in time, after a 401 once, and survive a restart."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from x_world import KEYS, ScriptedX, XWorld

from bot.adapters.x.credentials import RefreshKeys, UserKeys
from bot.adapters.x.tokens import MARK, AccessTokens, Keeper, app_bearer, kept_in
from bot.adapters.x.transport import redirect
from bot.domain.errors import Misconfigured, Permanent, Temporary

OAUTH2 = RefreshKeys("fake-x-client", "fake-client-secret", "fake-x-refresh")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


def refreshes(world: XWorld) -> int:
    return world.calls("POST", "/2/oauth2/token")


def test_a_refresh_token_is_enough_to_begin(world: XWorld) -> None:
    """The first call fetches an access token."""
    assert "1000" == world.connect(OAUTH2).whoami().id


def test_a_public_client_needs_no_secret(world: XWorld) -> None:
    """It names itself in the form instead."""
    assert "1000" == world.connect(RefreshKeys("fake-x-client", "", "fake-x-refresh")).whoami().id


def test_a_good_token_is_used_again(world: XWorld) -> None:
    """X is not asked for a token before every call."""
    channel_client = world.connect(OAUTH2).client()
    for _ in range(3):
        channel_client.me()
    channel_client.close()
    assert 1 == refreshes(world)


def test_a_token_is_renewed_before_it_ends(world: XWorld) -> None:
    """It lives for two hours; no call ever meets a 401 because of that."""
    client = world.connect(OAUTH2).client()
    client.me()
    world.clock.forward(timedelta(hours=1, minutes=56))
    client.me()
    client.close()
    assert 2 == refreshes(world)
    assert 2 == world.calls("GET", "/2/users/me")


def test_a_401_renews_the_token_once(world: XWorld) -> None:
    """X may take a token back before its end."""
    client = world.connect(OAUTH2).client()
    client.me()
    world.server.call(lambda world: world.x.access._bearers.clear())
    assert "1000" == client.me().id
    client.close()
    assert 2 == refreshes(world)


def test_a_second_401_in_a_row_is_told(world: XWorld) -> None:
    """There is no endless circle of renewals."""
    with ScriptedX() as x:
        x.will_answer(200, json.dumps({"access_token": "a", "refresh_token": "r", "token_type": "bearer"}))
        x.will_answer(401, "{}")
        x.will_answer(200, json.dumps({"access_token": "b", "refresh_token": "s", "token_type": "bearer"}))
        x.will_answer(401, "{}")
        connection = world.connect(OAUTH2, api_url=x.url)
        with pytest.raises(Misconfigured, match="401"):
            connection.whoami()
        assert 4 == len(x.requests)


def test_the_newest_refresh_token_survives_a_restart(world: XWorld) -> None:
    """The one in the environment works only once."""
    once = RefreshKeys("fake-x-client", "fake-client-secret", "works-once")
    world.server.call(lambda world: world.x.access._refreshes.add("works-once"))
    world.connect(once).whoami()
    world.clock.forward(timedelta(hours=3))
    world.connect(once).whoami()
    assert 2 == refreshes(world)


def test_a_restart_uses_a_token_that_is_still_good(world: XWorld) -> None:
    """So `check` beside a running bot does not use up its refresh token."""
    world.connect(OAUTH2).whoami()
    world.connect(OAUTH2).whoami()
    assert 1 == refreshes(world)


def test_a_token_that_another_process_renewed_is_taken_over(world: XWorld) -> None:
    """`check` beside a running bot may come first; the bot's own refresh token is used up then."""
    once = RefreshKeys("fake-x-client", "fake-client-secret", "works-once")
    world.server.call(lambda world: world.x.access._refreshes.add("works-once"))
    bot = world.connect(once).client()
    bot.me()
    world.clock.forward(timedelta(hours=1, minutes=56))
    world.connect(once).whoami()
    for _ in range(2):
        assert "1000" == bot.me().id
        world.clock.forward(timedelta(hours=1, minutes=56))
    bot.close()
    assert 3 == refreshes(world)


def test_two_that_renew_at_the_same_moment_end_with_the_same_token(world: XWorld) -> None:
    """X takes a refresh token once; who was second finds the other's in the database."""
    first = AccessTokens(OAUTH2, kept_in(world.store), world.clock, world.server.url)
    first.current()
    keeper = kept_in(world.store)
    kept = keeper.load()
    loads = [kept, kept]
    late = AccessTokens(
        OAUTH2, Keeper(lambda: loads.pop() if loads else keeper.load(), keeper.save), world.clock, world.server.url
    )
    late.current()
    world.clock.forward(timedelta(hours=1, minutes=56))
    assert first.current() == late.current()
    first.close()
    late.close()
    assert [] == loads
    assert 3 == refreshes(world)


def test_signing_in_again_wins_over_what_was_kept(world: XWorld) -> None:
    """The operator's new token counts, not the one that followed from the old one."""
    world.connect(RefreshKeys("fake-x-client", "s", "fake-x-refresh")).whoami()
    world.server.call(lambda world: world.x.access._refreshes.add("signed-in-again"))
    world.connect(RefreshKeys("fake-x-client", "s", "signed-in-again")).whoami()
    assert 2 == refreshes(world)


def test_what_was_kept_for_another_x_falls_back_to_the_environment(world: XWorld) -> None:
    """A sandbox that began anew does not know the tokens of the last one."""
    world.connect(OAUTH2).whoami()
    world.clock.forward(timedelta(hours=3))
    world.server.call(lambda world: world.x.access._refreshes.clear())
    assert "1000" == world.connect(OAUTH2).whoami().id


def test_a_kept_value_that_cannot_be_read_is_ignored(world: XWorld) -> None:
    """The token in the environment is tried instead."""
    kept_in(world.store).save("[1, 2]")
    assert "1000" == world.connect(OAUTH2).whoami().id


def test_nothing_is_kept_with_user_keys(world: XWorld) -> None:
    """They do not change."""
    world.connect(KEYS).whoami()
    assert "" == world.mark(MARK)


def test_a_refused_refresh_token_is_told_plainly(world: XWorld) -> None:
    """Somebody has to sign in again."""
    with pytest.raises(Misconfigured, match="sign in again"):
        world.connect(RefreshKeys("fake-x-client", "s", "never-valid")).whoami()


def test_a_refresh_that_x_cannot_do_now_is_temporary(world: XWorld) -> None:
    """The keys are not to blame for an outage."""
    world.fault("500", path="oauth2/token")
    with pytest.raises(Temporary):
        world.connect(OAUTH2).whoami()


def test_a_token_with_minutes_left_is_used_while_x_cannot_renew_it(world: XWorld) -> None:
    """An outage of the token endpoint alone stops nothing."""
    client = world.connect(OAUTH2).client()
    client.me()
    world.clock.forward(timedelta(hours=1, minutes=57))
    world.fault("500", path="oauth2/token")
    assert "1000" == client.me().id
    client.close()


def test_a_keeper_that_fails_is_tried_again(world: XWorld) -> None:
    """The old refresh token is used up, so the new one must not be lost."""
    kept: list[str] = []
    troubles = [OSError("disk full")]

    def save(value: str) -> None:
        if troubles:
            raise troubles.pop()
        kept.append(value)

    tokens = AccessTokens(OAUTH2, Keeper(lambda: "", save), world.clock, world.server.url)
    first, second = tokens.current(), tokens.current()
    tokens.close()
    assert first == second
    assert 1 == len(kept)


def test_the_apps_own_token_is_fetched_with_the_api_key() -> None:
    """The stream wants it, and the operator need not know."""
    with ScriptedX() as x, requests.Session() as session:
        x.will_answer(200, json.dumps({"token_type": "bearer", "access_token": "for-the-app"}))
        redirect(session, x.url)
        assert "for-the-app" == app_bearer(UserKeys("k", "s", "t", "ts"), session)
        assert [("POST /oauth2/token", "Basic azpz", "grant_type=client_credentials")] == x.requests


def test_the_apps_own_token_is_refused_for_a_wrong_api_key() -> None:
    """A human has to look at the keys."""
    with ScriptedX() as x, requests.Session() as session:
        x.will_answer(403, json.dumps({"errors": [{"code": 99, "message": "Unable to verify your credentials"}]}))
        redirect(session, x.url)
        with pytest.raises(Misconfigured):
            app_bearer(UserKeys("k", "s", "t", "ts"), session)


def test_with_oauth_2_the_stream_has_no_token() -> None:
    """X opens it only for the app's own token."""
    with requests.Session() as session, pytest.raises(Permanent, match="set X_BEARER_TOKEN"):
        app_bearer(OAUTH2, session)
