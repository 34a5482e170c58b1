"""A post on our own side is a human's answer, once, unless it is a message of ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ANNA, CARL, NOON, mention
from house import House

from bot.domain.case import Channel, Mention, State
from bot.engine.own_post import OwnPost
from bot.ports.store import OutboxState

BRAND = "the brand's account"
LATER = NOON + timedelta(minutes=1)


def own_post(number: str = "1077", to: str = "1001", conversation: str = "1001") -> OwnPost:
    """A post by the brand's account under Anna's."""
    return OwnPost(Channel.X, number, conversation, to, "", BRAND, "Look here", LATER)


def test_a_post_from_the_brands_account_is_the_answer() -> None:
    house = House()
    house.hear()
    assert house.intake.answered_elsewhere(own_post())
    assert (State.ANSWERED, BRAND) == (house.case().state, house.case().answered_by)


def test_an_answer_takes_back_the_holding_reply_that_has_not_left() -> None:
    house = House()
    house.hear()
    house.intake.answered_elsewhere(own_post())
    house.run()
    assert ([OutboxState.WITHDRAWN], []) == (house.states(), house.x.sent)


def test_our_own_message_is_no_human_answer() -> None:
    house = House()
    house.hear()
    house.run()
    assert house.intake.answered_elsewhere(own_post(house.replies()[0].remote_id))
    assert State.WAITING == house.case().state


def test_while_a_message_is_under_way_a_post_cannot_be_told() -> None:
    house = House()
    house.hear()
    seen: list[bool] = []
    house.x.side.on_call = lambda _effect: seen.append(house.intake.answered_elsewhere(own_post("x1")))
    house.run()
    assert ([False], State.WAITING) == (seen, house.case().state)


def test_a_post_that_could_not_be_told_is_told_when_it_is_shown_again() -> None:
    house = House()
    house.hear()
    house.x.side.on_call = lambda _effect: bool(house.intake.answered_elsewhere(own_post()))
    house.run()
    assert house.intake.answered_elsewhere(own_post())
    assert State.ANSWERED == house.case().state


def test_an_envelope_that_cannot_be_told_stays() -> None:
    house = House()
    house.hear()
    envelope = house.envelope()
    house.x.side.on_call = lambda _effect: bool(house.intake.answered_elsewhere(own_post(), envelope))
    house.run()
    assert [envelope] == house.pending()


def test_a_post_under_somebody_elses_mention_does_not_wait_for_a_message_under_way() -> None:
    house = House()
    house.hear()
    house.hear(mention(number=9, customer=replace(ANNA, id="2002")))
    seen: list[bool] = []
    house.x.side.on_call = lambda _effect: seen.append(house.intake.answered_elsewhere(own_post(to="1009")))
    house.lanes["x"].work()
    assert ([True], State.ANSWERED) == (seen, house.case("C-2").state)


def test_a_private_answer_does_not_wait_for_a_public_message_under_way() -> None:
    """Else the customer's message would be heard before the answer to it is known, and be answered once more."""
    house = House()
    house.hear()
    private = OwnPost(Channel.X, "dm:90", "dm:1-2002", "", "2002", BRAND, "I am on it", NOON, private=True)
    seen: list[bool] = []
    house.x.side.on_call = lambda _effect: seen.append(house.intake.answered_elsewhere(private))
    house.lanes["x"].work()
    assert [True] == seen


def test_a_humans_post_counts_once_however_often_it_is_shown() -> None:
    house = House()
    house.hear()
    house.intake.answered_elsewhere(own_post())
    version = house.case().version
    house.intake.answered_elsewhere(own_post())
    assert version == house.case().version


def test_an_old_answer_does_not_answer_a_reopened_case() -> None:
    house = House()
    house.hear()
    house.intake.answered_elsewhere(own_post())
    house.hear(mention(number=90))
    house.intake.answered_elsewhere(own_post())
    assert State.REOPENED == house.case().state


def test_a_post_of_ours_outside_any_case_is_left_alone() -> None:
    house = House()
    house.hear()
    assert house.intake.answered_elsewhere(own_post(to="5", conversation="5"))
    assert State.WAITING == house.case().state


def test_what_is_said_to_somebody_else_in_the_conversation_is_no_answer() -> None:
    """Bob, who has no case, joined in; Anna goes on waiting."""
    house = House()
    house.hear()
    house.intake.answered_elsewhere(OwnPost(Channel.X, "77", "1001", "1050", "2002", BRAND, "@bob Thanks, Bob!", NOON))
    assert State.WAITING == house.case().state


@pytest.mark.parametrize(("names_nobody", "expected"), [(True, State.ANSWERED), (False, State.WAITING)])
def test_in_a_thread_that_somebody_else_began_the_only_customer_is_answered_unless_another_is_named(
    names_nobody: bool, expected: State
) -> None:
    house = House()
    house.hear(mention(channel=Channel.SLACK, customer=CARL, conversation="C0HELP:5", id="C0HELP:6"))
    post = ("C0HELP:7", "C0HELP:5", "C0HELP:5", "U0DIANA", "Ada", "Try again")
    house.intake.answered_elsewhere(OwnPost(Channel.SLACK, *post, LATER, names_nobody=names_nobody))
    assert expected == house.case().state


def answer(number: str, customer: str = ANNA.id) -> OwnPost:
    """What a human wrote to Anna in X's own app."""
    return OwnPost(Channel.X, number, "1001", "1001", customer, BRAND, "Look here", NOON)


def test_a_human_who_was_faster_than_the_poll_keeps_the_bot_from_speaking() -> None:
    """X shows our own posts first; the mention that they answer is heard afterwards."""
    house = House()
    house.intake.answered_elsewhere(answer("2000"))
    house.hear()
    assert (State.ANSWERED, BRAND) == (house.case().state, house.case().answered_by)
    house.later(timedelta(minutes=10))
    assert ([OutboxState.WITHDRAWN], []) == (house.states(), house.x.sent)


def test_an_answer_that_is_older_than_the_mention_does_not_answer_it() -> None:
    house = House()
    house.intake.answered_elsewhere(answer("1000"))
    house.hear()
    assert State.WAITING == house.case().state


def test_an_answer_to_somebody_else_in_the_conversation_does_not_answer_it() -> None:
    house = House()
    house.intake.answered_elsewhere(answer("2000", customer="2002"))
    house.hear()
    assert State.WAITING == house.case().state


def test_our_own_reply_in_a_conversation_is_not_taken_for_a_humans_when_the_customer_writes_again() -> None:
    house = House()
    house.hear()
    house.run()
    (reply,) = house.replies()
    house.intake.answered_elsewhere(answer(reply.remote_id))
    house.hear(mention(number=2))
    assert State.WAITING == house.case().state


def test_what_the_customer_wrote_between_two_polls_before_the_answer_does_not_reopen() -> None:
    house = House()
    house.hear()
    house.intake.answered_elsewhere(answer("2000"))
    house.hear(mention(number=2))
    assert State.ANSWERED == house.case().state
    house.hear(mention(number=1500))
    assert State.REOPENED == house.case().state


DM = "dm:1-2001"


def private_mention(number: int) -> Mention:
    """What Anna writes in a direct message."""
    return mention("My order is 12", number=number, id=f"dm:{5000 + number}", conversation=DM, private=True)


def private_answer(number: int) -> OwnPost:
    """What a human writes to Anna in a direct message, in X's own app."""
    return OwnPost(Channel.X, f"dm:{5000 + number}", DM, "", ANNA.id, BRAND, "Sure, refunded!", NOON, private=True)


def test_a_private_answer_counts_for_the_public_case_that_the_customer_went_on_with_in_private() -> None:
    house = House()
    house.hear()
    house.run()
    house.hear(private_mention(60))
    house.intake.answered_elsewhere(private_answer(70))
    said = len(house.x.messages)
    house.later(timedelta(minutes=10))
    assert (State.ANSWERED, BRAND) == (house.case().state, house.case().answered_by)
    assert said == len(house.x.messages)


def test_a_private_answer_after_the_email_ask_stops_the_chain() -> None:
    house = House()
    house.hear()
    house.run()
    house.later(timedelta(minutes=3, seconds=5))
    assert State.ASKED == house.case().state
    house.hear(private_mention(240))
    house.run()
    house.intake.answered_elsewhere(private_answer(250))
    house.run()
    told = len(house.staffroom.told)
    for _ in range(40):
        house.later(timedelta(minutes=1))
    assert (State.ANSWERED, told) == (house.case().state, len(house.staffroom.told))


def test_a_private_answer_that_is_seen_before_what_it_answers_counts_for_the_same_case() -> None:
    house = House()
    house.hear()
    house.run()
    house.intake.answered_elsewhere(private_answer(70))
    house.hear(private_mention(60))
    assert (State.ANSWERED, BRAND) == (house.case().state, house.case().answered_by)
