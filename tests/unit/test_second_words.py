"""What becomes of a case when the customer corrects, clears up or takes back what they wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from acme import ANNA, NOON, mention, policy, reading
from house import House

from bot.domain.case import Channel, Mention, State
from bot.domain.effects import Reply
from bot.domain.events import Acknowledged, AnsweredElsewhere, HoldApproved, SuggestionSent
from bot.domain.hours import OfficeHours, Span
from bot.domain.policy import Mode
from bot.domain.response import ResponseKind as K
from bot.domain.understood import Judgement, Missing
from bot.domain.why import Why
from bot.engine.own_post import OwnPost

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
CLEAR = Judgement(True, 1.0, "plain words")
ADDRESS, TYPO = "anna@mail.example", "anna@mial.example"


def message(number: int, text: str = "help", **changes: object) -> Mention:
    """What Anna writes in Slack, in the thread of her first message."""
    where: dict[str, object] = {"channel": Channel.SLACK, "id": f"C0HELP:{number}", "conversation": "C0HELP:1"}
    return mention(text, number, **where, **changes)


def edit(house: House, id: str, text: str, **changes: object) -> None:
    """Anna changes a message in Slack; `changes` are what the reader understands now."""
    house.reader.reading = replace(house.reader.reading, **changes)  # type: ignore[arg-type]
    house.intake.edited(Channel.SLACK, id, text, house.clock.now())
    house.run()


def said(house: House) -> list[K]:
    return [row.effect.kind for row in house.replies() if isinstance(row.effect, Reply)]


def notes(house: House) -> list[str]:
    return [text for text, _ in house.staffroom.notes]


class TestDeletedAddress:
    def test_who_deletes_an_address_as_we_asked_gets_the_ticket(self) -> None:
        house = House()
        house.hear(message(1, f"my export is broken {ADDRESS}"), email=ADDRESS)
        house.run()
        assert [K.ADDRESS_PUBLIC] == said(house)
        house.intake.deleted(Channel.SLACK, "C0HELP:1")
        house.run()
        assert (State.WAITING, ADDRESS) == (house.case().state, house.case().email)
        house.later(4 * MINUTE)
        assert ([ADDRESS], State.TICKETED) == ([one.case.email for one in house.desk.stories], house.case().state)
        assert "The customer deleted what they wrote. Their address is kept for the ticket." in notes(house)

    def test_who_deletes_a_request_without_an_address_takes_it_back(self) -> None:
        house = House()
        house.hear(message(1))
        house.run()
        house.intake.deleted(Channel.SLACK, "C0HELP:1")
        assert State.RESOLVED is house.case().state


class TestCorrectedAddress:
    def asked(self) -> House:
        house = House()
        house.hear(mention())
        house.run()
        house.later(4 * MINUTE)
        assert State.ASKED is house.case().state
        return house

    def private(self, house: House, number: int, text: str, **changes: object) -> None:
        house.hear(mention(text, number, id=f"dm:{number}", conversation="dm:1-2", private=True), **changes)

    def test_a_correction_before_the_ticket_is_taken(self) -> None:
        house = self.asked()
        self.private(house, 300, TYPO, email=TYPO)
        self.private(house, 301, f"sorry, {ADDRESS}", email=ADDRESS)
        house.run()
        assert [ADDRESS] == [one.case.email for one in house.desk.stories]
        assert "The customer corrected their email address:" in notes(house)

    def test_after_it_the_team_is_told_that_the_ticket_has_another_one(self) -> None:
        house = self.asked()
        house.happened(Acknowledged("Ada"))
        self.private(house, 300, TYPO, email=TYPO)
        house.run()
        told = len(house.staffroom.told)
        self.private(house, 301, f"sorry, {ADDRESS}", email=ADDRESS)
        house.run()
        assert "The customer wrote another email address than the ticket has:" in notes(house)
        assert (TYPO, State.REOPENED) == (house.case().email, house.case().state)
        assert len(house.staffroom.told) > told

    @pytest.mark.parametrize(("now", "told"), [(ADDRESS, [Why.ADDRESS_CHANGED]), (TYPO, [])])
    def test_whoever_has_the_case_hears_of_an_address_that_is_edited_after_it(self, now: str, told: list[Why]) -> None:
        house = self.asked()
        self.private(house, 300, TYPO, email=TYPO)
        house.run()
        before = len(house.staffroom.told)
        house.reader.reading = reading(email=now)
        house.intake.edited(Channel.X, "dm:300", f"it is {now}", house.clock.now())
        house.run()
        assert told == [one.why for one in house.staffroom.told[before:]]
        assert TYPO == house.case().email

    def test_the_same_address_again_is_no_correction(self) -> None:
        house = self.asked()
        self.private(house, 300, ADDRESS, email=ADDRESS)
        house.run()
        self.private(house, 301, f"it is {ADDRESS}", email=ADDRESS)
        house.run()
        assert "The customer wrote:" == notes(house)[-1]


class TestClearedUp:
    def test_an_edit_that_makes_a_request_clear_starts_everything(self) -> None:
        house = House()
        house.hear(message(1, "@acme"), confidence=0.3)
        house.run()
        assert ([], None) == (said(house), house.case().ask_due)
        edit(house, "C0HELP:1", "@acme my export is broken", request=CLEAR)
        assert [K.HOLD] == said(house)
        assert house.case().ask_due is not None
        assert ["Ada"] == list(house.case().escalation.asked)

    def test_an_edit_that_stays_unclear_starts_nothing(self) -> None:
        house = House()
        house.hear(message(1, "@acme"), confidence=0.3)
        edit(house, "C0HELP:1", "@acme hm")
        assert ([], None) == (said(house), house.case().ask_due)

    def test_thanks_that_become_a_question_are_somebodys(self) -> None:
        house = House()
        house.hear(message(1))
        house.run()
        house.happened(AnsweredElsewhere("Ada", "C0HELP:2"))
        house.hear(message(3, "thanks"), thanks=True)
        house.run()
        assert (State.REOPENED, None) == (house.case().state, house.case().waiting_since)
        told = len(house.staffroom.told)
        edit(house, "C0HELP:3", "thanks, but it is still broken", thanks=False, request=CLEAR)
        assert house.case().waiting_since is not None
        assert len(house.staffroom.told) > told


class TestTakenBackAfterTheAnswer:
    def answered(self, *later: int) -> House:
        house = House()
        house.hear(message(1))
        house.run()
        house.happened(AnsweredElsewhere("Ada", "C0HELP:2"))
        for number in later:
            house.hear(message(number, "still broken"))
        house.run()
        return house

    def test_nobody_is_asked_for_an_address_after_it(self) -> None:
        house = self.answered(3)
        assert State.REOPENED is house.case().state
        house.intake.deleted(Channel.SLACK, "C0HELP:3")
        house.run()
        assert (State.ANSWERED, None, "C0HELP:1") == (
            house.case().state,
            house.case().waiting_since,
            house.case().last_mention,
        )
        told = len(house.staffroom.told)
        house.later(60 * MINUTE)
        assert (False, told) == (house.case().asked, len(house.staffroom.told))

    def test_one_of_two_leaves_the_other_waiting(self) -> None:
        house = self.answered(3, 4)
        house.intake.deleted(Channel.SLACK, "C0HELP:4")
        assert State.REOPENED is house.case().state
        house.intake.deleted(Channel.SLACK, "C0HELP:3")
        assert State.ANSWERED is house.case().state


DAYTIME = OfficeHours((Span.parse("Mon-Sun 09:00-17:00"),), ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("hours_later", "missing", "expected"),
    [(13, Missing.NOTHING, K.HOLD), (13, Missing.LINK, K.CLARIFY_LINK), (1, Missing.NOTHING, K.OUT_OF_HOURS)],
    ids=["open again", "open again, a link is missing", "still closed"],
)
def test_an_approved_first_reply_is_true_when_it_leaves(hours_later: int, missing: Missing, expected: K) -> None:
    """It was offered at nine in the evening, when nobody was at the desk."""
    house = House(policy(hold=Mode.APPROVE, hours=DAYTIME))
    evening = timedelta(hours=9)
    house.clock.forward(evening)
    house.hear(message(1, at=NOON + evening), missing=missing)
    house.run()
    assert K.OUT_OF_HOURS is house.case().hold_offered
    house.clock.forward(timedelta(hours=hours_later))
    house.happened(HoldApproved("Ada"))
    assert [expected] == said(house)


class TestCrossedWithTheAnswer:
    """Anna wrote again at 12:01:00, Ada answered at 12:01:30, and her words reached the bot only after that."""

    def crossed(self, *later: Mention) -> House:
        house = House()
        house.hear(message(1))
        house.run()
        house.later(89 * SECOND)
        house.happened(SuggestionSent("Ada", "s0"))
        for post in (message(60, "and now the import, too"), *later):
            house.clock.forward(SECOND)
            house.hear(post)
        house.run()
        return house

    def test_the_team_is_told_and_nobody_is_asked_for_an_address(self) -> None:
        house = self.crossed()
        assert (State.REOPENED, None) == (house.case().state, house.case().ask_due)
        assert Why.WROTE_AGAIN in [told.why for told in house.staffroom.told]
        house.later(30 * MINUTE)
        assert [K.HOLD, K.SUGGESTION] == said(house)

    def test_words_written_after_the_answer_are_waited_for(self) -> None:
        house = self.crossed(message(95, "it still does not work"))
        assert house.case().ask_due is not None
        house.later(4 * MINUTE)
        assert [K.HOLD, K.SUGGESTION, K.ASK_EMAIL] == said(house)

    def test_more_words_from_before_the_answer_change_nothing(self) -> None:
        assert None is self.crossed(message(61, "please")).case().ask_due

    def test_who_takes_it_keeps_it_when_anna_writes_after_the_answer(self) -> None:
        house = self.crossed()
        house.happened(Acknowledged("Ada"))
        house.hear(message(95, "it still does not work"))
        assert ("Ada", True) == (house.case().taken_by, house.case().ask_due is not None)

    def test_an_answer_in_the_thread_counts_from_when_it_was_written(self) -> None:
        house = House()
        house.hear(message(1))
        house.run()
        house.later(2 * MINUTE)
        thread = (Channel.SLACK, "C0HELP:90", "C0HELP:1", "C0HELP:1", ANNA.id, "Ada", "Try again")
        house.intake.answered_elsewhere(OwnPost(*thread, at=NOON + 90 * SECOND))
        house.hear(message(95, "it still does not work"))
        assert (State.REOPENED, True) == (house.case().state, house.case().ask_due is not None)
