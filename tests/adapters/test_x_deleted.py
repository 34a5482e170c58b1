"""Posts that their authors deleted on X are deleted here: looked up in batches, told by X's own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from x_world import XWorld

from bot.adapters.x.deleted import gone_in
from bot.domain.errors import DecodeError, Temporary

TYPES = "https://api.twitter.com/2/problems"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"data": [{"id": "1"}]}, set()),
        ({"errors": [{"resource_id": "2", "type": f"{TYPES}/resource-not-found"}]}, {"2"}),
        ({"errors": [{"value": "3", "type": f"{TYPES}/not-authorized-for-resource"}]}, {"3"}),
        ({"errors": [{"resource_id": "4", "type": f"{TYPES}/service-unavailable"}]}, set()),
        ({"errors": [{"type": f"{TYPES}/resource-not-found"}, "odd"]}, set()),
        ({"data": [{"id": "5"}], "errors": [{"value": "5", "type": f"{TYPES}/resource-not-found"}]}, set()),
        ({}, set()),
    ],
)
def test_only_what_x_names_as_gone_is_gone(answer: object, expected: set[str]) -> None:
    assert expected == gone_in(answer)


@pytest.mark.parametrize("answer", [None, [], {"errors": "no"}])
def test_what_is_no_answer_is_refused(answer: object) -> None:
    with pytest.raises(DecodeError):
        gone_in(answer)


def test_the_local_x_tells_which_of_several_are_gone(tmp_path: Path) -> None:
    with XWorld(tmp_path) as world:
        kept, deleted = world.says("anna_k", "@acme one"), world.says("anna_k", "@acme two")
        world.control("x/delete", id=deleted)
        client = world.client()
        assert {deleted} == client.gone([kept, deleted])
        client.close()


def test_an_x_that_is_away_tells_nothing(tmp_path: Path) -> None:
    with XWorld(tmp_path) as world:
        post = world.says("anna_k", "@acme one")
        world.fault("500", path="/2/tweets")
        client = world.client()
        with pytest.raises(Temporary):
            client.gone([post])
        client.close()
