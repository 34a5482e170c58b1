"""An address that comes after "Not a request" is heard like any other, and never asked for again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention
from house import House, heard

from bot.domain.case import State
from bot.domain.events import Dismissed
from bot.domain.response import ResponseKind as K
from bot.domain.why import Why

MINUTE = timedelta(minutes=1)
ADDRESS = "anna@example.com"


def dismissed(asked: bool = False) -> House:
    """Anna had the holding reply, perhaps she was asked for an address; then Ada said that it is no request."""
    house = heard()
    house.later(3 * MINUTE if asked else MINUTE)
    house.happened(Dismissed("Ada"))
    house.run()
    return house


def gives_address(house: House, **changes: object) -> None:
    """Anna insists, and gives her address."""
    house.hear(mention(f"It IS a problem, mail me at {ADDRESS}", 300, at=house.clock.now(), **changes), email=ADDRESS)
    house.run()


@pytest.mark.parametrize("asked", [False, True])
def test_the_address_is_kept_and_somebody_looks(asked: bool) -> None:
    house = dismissed(asked)
    before = len(house.staffroom.told)
    gives_address(house)
    assert (State.REOPENED, ADDRESS) == (house.case().state, house.case().email)
    assert ("Ada", Why.WROTE_AGAIN) in [(one.who, one.why) for one in house.staffroom.told[before:]]
    assert [] == house.desk.stories


def test_one_in_public_should_be_deleted_there_and_the_lead_is_told() -> None:
    house = dismissed()
    gives_address(house)
    assert 1 == len(house.replies(K.ADDRESS_PUBLIC))
    assert ("Grace", Why.ADDRESS_IN_PUBLIC) in [(one.who, one.why) for one in house.staffroom.told]


def test_nobody_is_asked_for_the_address_that_they_gave() -> None:
    house = dismissed()
    gives_address(house)
    house.later(3 * MINUTE)
    assert ([], State.TICKETED) == (house.replies(K.ASK_EMAIL), house.case().state)


def test_not_a_request_said_again_opens_no_ticket() -> None:
    house = dismissed()
    gives_address(house)
    house.happened(Dismissed("Ada"))
    house.later(5 * MINUTE)
    assert ([], State.DISMISSED) == (house.desk.stories, house.case().state)
