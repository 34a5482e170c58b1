"""What stands on a teammate's Home: whatever needs them, and nothing that needs nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import ADA, GRACE, mention
from house import House

from bot.domain.case import EscalationState, State
from bot.domain.events import Acknowledged, EmailAskRequested, NotMine, PromiseMade, SuggestionSent
from bot.domain.policy import Staff
from bot.engine.home import MOST_MINE, MOST_NEEDS, look_around, tell_home
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


class TestWhoWaits:
    """A customer waits who has asked for something, and not whoever is to say something themselves."""

    def thanked(self, house: House) -> None:
        house.happened(SuggestionSent("Ada", "s0"), "Ada")
        house.hear(mention("Thank you!", number=2), thanks=True, is_request=False)
        house.run()

    def test_thanks_are_no_waiting(self, house: House) -> None:
        self.thanked(house)
        shown = home(house, ADA)
        assert (State.REOPENED, 0, (), ["C-1"]) == (
            *(house.case().state, shown.waiting, shown.needs),
            [one.case.id for one in shown.mine],
        )

    def test_thanks_stand_behind_those_who_wait(self, house: House) -> None:
        self.thanked(house)
        house.clock.forward(timedelta(minutes=1))
        house.hear(mention(number=60, conversation="b"))
        with house.store.transaction() as tx:
            assert ["C-2", "C-1"] == [case.id for case in look_around(tx, house.clock.now()).cases]

    def test_who_was_asked_for_an_address_by_a_click_does_not_wait(self, house: House) -> None:
        house.happened(EmailAskRequested("Ada"), "Ada")
        house.run()
        assert (State.ASKED, 0, []) == (house.case().state, home(house, ADA).waiting, reasons(house, ADA))

    def test_who_was_asked_because_nobody_answered_still_waits(self, house: House) -> None:
        house.later(timedelta(minutes=4))
        assert (State.ASKED, 1) == (house.case().state, home(house, ADA).waiting)

    def test_another_question_after_thanks_waits(self, house: House) -> None:
        self.thanked(house)
        house.hear(mention("And my invoice?", number=3))
        assert 1 == home(house, ADA).waiting


class TestHowMany:
    """What does not fit is counted, and whoever waits is never cut."""

    def many(self, count: int) -> House:
        house = House()
        for number in range(count):
            house.hear(mention(number=number + 1, conversation=str(number)))
        return house

    def test_all_that_need_somebody_are_counted(self) -> None:
        shown = home(self.many(MOST_NEEDS + 3), ADA)
        assert (MOST_NEEDS, MOST_NEEDS + 3) == (len(shown.needs), shown.needs_total)

    def test_all_of_ones_own_are_counted(self) -> None:
        house = self.many(MOST_MINE + 2)
        for number in range(MOST_MINE + 2):
            house.intake.happened(f"C-{number + 1}", SuggestionSent("Ada", "s0"), "Ada")
        shown = home(house, ADA)
        assert (MOST_MINE, MOST_MINE + 2, 0) == (len(shown.mine), shown.mine_total, shown.needs_total)

    def test_who_waits_is_seen_behind_however_many_answered_ones(self) -> None:
        """So is whoever was promised something."""
        house = self.many(6)
        due = house.clock.now() + timedelta(hours=2)
        house.intake.happened("C-2", PromiseMade("Ada", due, "Hi Anna, we are back by then."), "Ada")
        for number in range(2, 7):
            house.intake.happened(f"C-{number}", SuggestionSent("Ada", "s0"), "Ada")
        with house.store.transaction() as tx:
            scene = look_around(tx, house.clock.now(), others=2)
        assert (["C-1", "C-2", "C-5", "C-6"], True) == ([case.id for case in scene.cases], scene.cut)
