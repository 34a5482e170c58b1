"""What comes in is written down, decided and saved with everything that must happen, once and as a whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ANNA, NOON, mention
from house import House

from bot.domain.case import Channel, State, Timer
from bot.domain.effects import Reply, Say
from bot.domain.errors import Conflict, NotAllowed, ResponseError
from bot.domain.events import Acknowledged, AnsweredElsewhere, Resolved, SuggestionSent
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState


def no_case(house: House) -> bool:
    with house.store.transaction() as tx:
        return tx.cases.list() == () and tx.timers.next_due() is None and tx.outbox.count(OutboxState.READY) == 0


def test_the_same_mention_twice_is_one_case_with_one_holding_reply() -> None:
    house = House()
    house.hear()
    house.hear()
    with house.store.transaction() as tx:
        assert ["C-1"] == [case.id for case in tx.cases.list()]
        assert 1 == len(tx.mentions.of("C-1"))
    assert [ResponseKind.HOLD] == [row.effect.kind for row in house.replies() if isinstance(row.effect, Reply)]


def test_an_edit_of_a_seen_mention_changes_nothing() -> None:
    house = House()
    house.hear(mention(number=1))
    before = house.case()
    house.hear(mention(number=2, also=("1001",)))
    assert before == house.case()


def test_the_id_of_an_edit_is_remembered() -> None:
    house = House()
    house.hear(mention(number=1))
    house.hear(mention(number=2, also=("1001",)))
    house.hear(mention(number=2))
    with house.store.transaction() as tx:
        assert ["1001"] == [one.id for one in tx.mentions.of("C-1")]


def test_a_customer_without_handle_and_name_is_answered_like_any_other() -> None:
    house = House()
    house.hear(mention(customer=replace(ANNA, handle="", name="")))
    house.run()
    assert (1, 1, 1) == (len(house.x.messages), len(house.staffroom.cards), len(house.staffroom.told))


def test_a_name_that_a_channel_tells_later_is_taken_over_and_never_lost_again() -> None:
    house = House()
    nameless = replace(ANNA, handle="", name="")
    for number, customer, expected in ((1, nameless, nameless), (2, ANNA, ANNA), (3, nameless, ANNA)):
        house.hear(mention(number=number, customer=customer))
        assert expected == house.case().customer


def test_another_conversation_of_the_same_customer_is_another_case() -> None:
    house = House()
    house.hear(mention(number=1))
    house.hear(mention(number=2, conversation="1002"))
    assert "C-2" == house.case("C-2").id


def test_a_fault_inside_the_decision_leaves_nothing_behind() -> None:
    house = House()
    house.library.errors[ResponseKind.HOLD] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.hear()
    assert no_case(house)


def test_after_a_fault_the_same_mention_is_heard_as_new() -> None:
    house = House()
    house.library.errors[ResponseKind.HOLD] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.hear()
    house.library.errors.clear()
    house.hear()
    assert State.WAITING == house.case().state


def test_effects_are_rows_and_timers_at_once() -> None:
    house = House()
    house.hear()
    assert ["Reply", "ShowCard", "Tell"] == [type(row.effect).__name__ for row in house.rows()]
    with house.store.transaction() as tx:
        timers = {(one.timer, one.due - house.clock.now()) for one in tx.timers.due(NOON + timedelta(hours=1))}
    assert {(Timer.ANSWER, timedelta(minutes=3)), (Timer.ACKNOWLEDGE, timedelta(minutes=5))} == timers


def test_nothing_is_performed_by_hearing() -> None:
    house = House()
    house.hear()
    assert ([], []) == (house.x.sent, house.staffroom.cards)


def test_workers_are_woken_after_the_commit() -> None:
    house = House()
    house.hear()
    assert 1 == house.woken


def test_what_happened_is_in_the_story_without_the_customers_words() -> None:
    house = House()
    house.hear(mention("My password is hunter2"))
    with house.store.transaction() as tx:
        assert [("MentionSeen", "2001", "1001")] == [(row.name, row.who, row.detail) for row in tx.cases.events("C-1")]


def test_a_suggestion_that_cannot_be_filled_in_does_not_cost_the_mention() -> None:
    house = House()
    house.library.unfillable.add("s1")
    house.hear()
    assert State.WAITING == house.case().state


def test_a_reply_that_cannot_be_worded_is_written_all_the_same() -> None:
    house = House()
    house.library.errors[ResponseKind.HOLD] = ResponseError("there is no wording")
    house.hear()
    assert ["there is no wording"] == [row.error for row in house.replies()]


def test_a_reply_on_a_channel_that_was_switched_off_is_written_all_the_same() -> None:
    house = House()
    del house.channels[Channel.X]
    house.hear()
    assert ["x is not configured"] == [row.error for row in house.replies()]


def test_a_customer_who_said_stop_earlier_hears_nothing_in_a_new_case() -> None:
    house = House()
    with house.store.transaction() as tx:
        tx.marks.opt_out(ANNA, NOON)
    house.hear()
    assert [] == house.replies()


def test_stop_is_remembered_for_every_case_of_the_customer() -> None:
    house = House()
    house.hear()
    house.hear(mention(number=2), stop=True)
    with house.store.transaction() as tx:
        assert tx.marks.opted_out(ANNA)


def test_an_envelope_is_done_in_the_transaction_in_which_it_took_effect() -> None:
    house = House()
    house.hear(envelope=house.envelope())
    assert [] == house.pending()


def test_an_envelope_whose_decision_failed_is_still_there() -> None:
    house = House()
    envelope = house.envelope()
    house.library.errors[ResponseKind.HOLD] = RuntimeError("broken library")
    with pytest.raises(RuntimeError):
        house.hear(envelope=envelope)
    assert [envelope] == house.pending()


def test_an_envelope_with_a_mention_that_was_seen_is_done() -> None:
    house = House()
    house.hear()
    house.hear(envelope=house.envelope())
    assert [] == house.pending()


def test_a_click_that_is_not_possible_is_told_to_the_clicker_alone() -> None:
    house = House()
    house.hear()
    house.happened(SuggestionSent("Ada", "s1"), "Ada")
    house.happened(SuggestionSent("Grace", "s0"), "Grace", house.envelope())
    house.run()
    assert [("Grace", "C-1: Ada has answered this case already. Nothing was sent.")] == house.staffroom.said
    assert ["Text 1"] == house.x.texts


def test_the_same_impossible_click_redelivered_is_told_once() -> None:
    house = House()
    house.hear()
    house.happened(SuggestionSent("Ada", "s1"), "Ada")
    envelope = house.envelope()
    house.happened(SuggestionSent("Grace", "s0"), "Grace", envelope)
    house.happened(SuggestionSent("Grace", "s0"), "Grace", envelope)
    assert 1 == len([row for row in house.rows() if isinstance(row.effect, Say)])


def test_an_impossible_click_is_worked_on_all_the_same() -> None:
    house = House()
    house.hear()
    house.happened(Resolved("Ada"), "Ada")
    house.happened(Resolved("Grace"), "Grace", house.envelope())
    assert [] == house.pending()


def test_without_a_clicker_the_refusal_is_raised_and_nothing_changes() -> None:
    house = House()
    house.hear()
    house.happened(Acknowledged("Ada"))
    before = house.case()
    with pytest.raises(NotAllowed, match="Ada is on it"):
        house.happened(Acknowledged("Grace"))
    assert before == house.case()


def test_a_case_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NotAllowed, match="does not exist"):
        House().happened(Resolved("Ada"))


def test_who_loses_a_race_decides_again_with_the_case_as_it_is() -> None:
    house = House()
    house.store.lost = 2
    house.hear()
    assert (State.WAITING, 1) == (house.case().state, len(house.replies()))


def test_who_loses_every_race_gives_up_and_leaves_nothing() -> None:
    house = House()
    house.store.lost = 5
    with pytest.raises(Conflict):
        house.hear()
    assert no_case(house)


def test_thanks_and_then_a_question_is_a_question() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(AnsweredElsewhere("Ada", "77"))
    house.hear(mention(number=2), thanks=True)
    house.hear(mention(number=3))
    house.run()
    assert ["on duty", "wrote again"] == [one.why for one in house.staffroom.told]
