"""What the operator reads when X is asked whose keys these are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from x_world import XWorld

from bot.adapters.x.codec import Brand
from bot.adapters.x.credentials import UserKeys
from bot.domain.errors import Misconfigured, Temporary


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


def test_the_keys_tell_whose_they_are(world: XWorld) -> None:
    """The id and the handle of the account."""
    assert Brand("1000", "acme") == world.connect().whoami()


def test_x_is_asked_once(world: XWorld) -> None:
    """An account does not change its id."""
    connection = world.connect()
    connection.whoami()
    connection.whoami()
    assert 1 == world.calls("GET", "/2/users/me")


def test_the_handle_may_be_written_in_any_case(world: XWorld) -> None:
    """X does not care either."""
    assert "1000" == world.connect(handle="ACME").whoami().id


def test_wrong_keys_are_told(world: XWorld) -> None:
    """With the command that checks them."""
    with pytest.raises(Misconfigured, match="does not accept our keys"):
        world.connect(UserKeys("wrong", "s", "wrong", "s")).whoami()


def test_keys_of_another_account_are_told(world: XWorld) -> None:
    """Else the bot would answer in somebody else's name."""
    with pytest.raises(Misconfigured, match=r"belong to @acme, but .* 'other'"):
        world.connect(handle="other").whoami()


def test_an_x_that_is_down_is_temporary(world: XWorld) -> None:
    """The keys may be right."""
    world.fault("html", path="/users/me")
    with pytest.raises(Temporary, match="503"):
        world.connect().whoami()


def test_an_address_where_nobody_is_is_temporary(world: XWorld) -> None:
    """The words say what was tried."""
    with pytest.raises(Temporary, match="cannot be reached"):
        world.connect(api_url="http://127.0.0.1:9").whoami()
