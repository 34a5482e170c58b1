"""What stands on a teammate's Home: whatever needs them, and nothing that needs nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import ADA, GRACE
from house import House

from bot.domain.case import EscalationState
from bot.domain.events import Acknowledged, NotMine
from bot.domain.policy import Staff
from bot.engine.home import look_around, tell_home
from bot.ports.home import AtHome

ASKED = "You were asked and nobody has it yet"


@pytest.fixture
def house() -> House:
    """Anna has asked for help."""
    built = House()
    built.hear()
    built.run()
    return built


def home(house: House, person: Staff) -> AtHome:
    """What somebody's Home shows, but for what only leads see."""
    with house.store.transaction() as tx:
        return tell_home(tx, look_around(tx, house.clock.now()), person, None)


def reasons(house: House, person: Staff) -> list[str]:
    """Why cases need somebody."""
    return [one.why for one in home(house, person).needs]


class TestWhoWasAsked:
    def test_whoever_was_asked_last_of_all_sees_it(self, house: House) -> None:
        """At the end of a chain nobody else will be asked: it is the most urgent of all."""
        for _ in range(8):
            house.later(timedelta(minutes=10))
        assert (EscalationState.EXHAUSTED, ("Grace",)) == (house.case().escalation.state, house.case().escalation.asked)
        assert ([ASKED], []) == (reasons(house, GRACE), reasons(house, ADA))

    def test_whoever_said_that_it_is_not_theirs_is_left_alone(self) -> None:
        """Also while somebody who was asked with them is still to say something."""
        house = House()
        house.hear(heated=True)
        assert ([ASKED], [ASKED]) == (reasons(house, ADA), reasons(house, GRACE))
        house.happened(NotMine("Ada"), "Ada")
        assert ([], [ASKED]) == (reasons(house, ADA), reasons(house, GRACE))

    def test_nobody_is_asked_any_more_when_somebody_has_it(self, house: House) -> None:
        for _ in range(8):
            house.later(timedelta(minutes=10))
        house.happened(Acknowledged("Ada"), "Ada")
        assert [] == reasons(house, GRACE)
