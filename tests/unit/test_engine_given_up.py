"""A message that must not or cannot leave is given to a human, who sees why."""

from __future__ import annotations

from datetime import timedelta

from acme import ANNA, NOON
from fakes import (
    REFUSED,
    REPEATED,
    Outcome,
    busy,
)
from house import HOLD, House, heard, hold, lead_told, shown_held

from bot.domain.case import Channel
from bot.domain.errors import Duplicate, Permanent, ResponseError, Temporary
from bot.domain.events import EmailAskRequested, SuggestionSent
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)


def test_a_duplicate_is_sent_in_other_words() -> None:
    house = heard([REPEATED])
    house.run()
    assert (["hold, third"], OutboxState.SENT) == (house.x.texts, hold(house))


def test_a_duplicate_of_an_attempt_that_got_through_is_that_message() -> None:
    house = heard([Outcome(True, Duplicate("the same text again"))])
    house.run()
    assert ([HOLD], OutboxState.SENT) == (house.x.texts, hold(house))


def test_a_duplicate_that_cannot_be_looked_for_is_doubtful() -> None:
    house = heard([REPEATED])
    house.x.side.looks = [Temporary("busy")]
    house.run()
    assert (OutboxState.UNKNOWN, 1) == (hold(house), len(house.x.side.tried))


def test_a_message_that_is_a_duplicate_in_all_words_is_given_to_a_human() -> None:
    house = heard([REPEATED] * 20)
    house.run()
    assert (OutboxState.DEAD, 7) == (hold(house), len(house.x.side.tried))
    assert ["the same text again"] == lead_told(house)


def test_what_a_teammate_chose_to_say_is_never_reworded() -> None:
    house = heard()
    house.run()
    house.happened(SuggestionSent("Ada", "s1"))
    house.x.side.script = [REPEATED]
    house.run()
    assert [HOLD] == house.x.texts
    assert ["the same text again"] == lead_told(house)


def test_other_words_that_are_missing_are_given_to_a_human() -> None:
    house = heard([REPEATED])
    house.library.errors[ResponseKind.HOLD] = ResponseError("there is no wording")
    house.run()
    assert (OutboxState.DEAD, ["there is no wording"]) == (hold(house), lead_told(house))


def test_a_refused_message_is_dead_and_the_lead_and_the_card_say_so() -> None:
    house = heard([REFUSED])
    house.run()
    assert (OutboxState.DEAD, 1) == (hold(house), len(house.x.side.tried))
    assert ["the post was deleted"] == lead_told(house)
    assert "The first reply did not arrive: the post was deleted" == house.staffroom.redrawn[-1].case.trouble


def test_a_refused_message_does_not_block_the_next_one() -> None:
    house = heard([REFUSED])
    house.happened(EmailAskRequested("Ada"))
    house.run()
    assert ["ask email, second"] == house.x.texts


def test_a_direct_message_that_is_refused_is_noted_at_the_card() -> None:
    house = heard()
    house.lanes["slack"].work()
    house.staffroom.side.script = [Outcome(False, Permanent("no such person"))]
    house.run()
    assert [("A direct message to a teammate did not arrive: no such person", None)] == house.staffroom.notes


def test_a_message_to_a_channel_that_was_switched_off_is_given_to_a_human() -> None:
    house = heard()
    del house.channels[Channel.X]
    house.run()
    assert (OutboxState.HELD, ["x is not configured"]) == (hold(house), shown_held(house))


def test_a_message_that_would_leave_too_late_is_taken_back_and_its_case_in_the_digest() -> None:
    house = heard()
    house.clock.forward(16 * MINUTE)
    house.run()
    assert (OutboxState.WITHDRAWN, []) == (hold(house), house.x.sent)
    house.later(10 * MINUTE)
    assert ([], [1]) == (shown_held(house), [backlog.total for _, backlog in house.staffroom.backlogs])


def test_a_retry_that_comes_too_late_is_taken_back() -> None:
    house = heard([busy(NOON + 20 * MINUTE)])
    house.run()
    house.later(20 * MINUTE)
    assert (OutboxState.WITHDRAWN, 1) == (
        hold(house),
        len([one for one in house.x.side.tried if one == house.replies()[0].id]),
    )


def test_nothing_automatic_leaves_for_who_said_stop_in_the_meantime() -> None:
    house = heard()
    with house.store.transaction() as tx:
        tx.marks.opt_out(ANNA, NOON)
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)


def test_a_human_may_still_answer_who_said_stop() -> None:
    house = heard()
    with house.store.transaction() as tx:
        tx.marks.opt_out(ANNA, NOON)
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    assert ["Text 1"] == house.x.texts


def test_a_message_that_a_guard_stops_is_held() -> None:
    house = House()
    house.library.wordings = ("Dear {FirstName}",)
    house.hear()
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)
    assert ["“{FirstName}” was not filled in. Write what belongs there."] == shown_held(house)


def test_a_message_that_is_too_long_is_held() -> None:
    house = House()
    house.library.wordings = ("o" * 281,)
    house.hear()
    house.run()
    assert OutboxState.HELD == hold(house)


def test_a_message_that_could_not_be_worded_is_held_with_the_reason() -> None:
    house = House()
    house.library.errors[ResponseKind.HOLD] = ResponseError("there is no wording")
    house.hear()
    house.run()
    assert (OutboxState.HELD, []) == (hold(house), house.x.sent)
    assert ["The text could not be filled in: there is no wording"] == shown_held(house)
