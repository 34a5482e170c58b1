"""A lead keeps an answer, and every answer by a human is written down with its place among the suggestions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ANNA, NOON, mention, policy
from house import House

from bot.domain.answers import KeptAnswer
from bot.domain.case import Channel
from bot.domain.errors import NotAllowed
from bot.domain.events import SuggestionSent
from bot.engine.own_post import OwnPost

ANSWER = "Hi Anna, please export as CSV until tomorrow noon."


def answered(text: str = ANSWER, *, brand: str = "Acme", **changes: object) -> House:
    """A house in which somebody has answered Anna by hand from the brand's own account."""
    house = House(replace(policy(), brand=brand))
    house.hear(mention("@acme my export 4711 is broken"), topic="export")
    post = OwnPost(Channel.X, "1077", "1001", "1001", "2001", "the brand's account", text, NOON + timedelta(minutes=1))
    house.intake.answered_elsewhere(replace(post, **changes))  # type: ignore[arg-type]
    house.run()
    return house


def kept(house: House) -> list[KeptAnswer]:
    with house.store.transaction() as tx:
        return list(tx.answers.kept())


def told(house: House) -> str:
    """Return what the lead was told last, in private."""
    house.run()
    return house.staffroom.said[-1][1]


def test_a_kept_answer_has_nothing_of_the_customer() -> None:
    house = answered()
    house.intake.answer_kept("C-1", "Grace")
    (one,) = kept(house)
    expected = (
        "my export is broken",
        "{{ hello }}, please export as CSV until tomorrow noon.",
        "en",
        "export",
        "Grace",
    )
    assert expected == (one.question, one.answer, one.language, one.topic, one.kept_by)
    assert ("", "C-1", house.clock.now()) == (one.response, one.case_id, one.kept_at)


def test_the_lead_hears_what_was_kept_and_the_card_says_by_whom() -> None:
    house = answered()
    assert (True, "") == (house.staffroom.redrawn[-1].may_keep, house.staffroom.redrawn[-1].kept_by)
    house.intake.answer_kept("C-1", "Grace")
    assert "C-1: kept as answer 1." in told(house)
    assert (False, "Grace") == (house.staffroom.redrawn[-1].may_keep, house.staffroom.redrawn[-1].kept_by)


def test_an_answer_is_kept_once() -> None:
    house = answered()
    house.intake.answer_kept("C-1", "Grace")
    house.intake.answer_kept("C-1", "Grace")
    assert (1, "C-1: Grace has kept this answer already.") == (len(kept(house)), told(house))


def test_an_answer_with_a_number_in_it_is_refused() -> None:
    house = answered("Hi Anna, your order 4711023 has left the house.")
    house.intake.answer_kept("C-1", "Grace")
    assert ([], True) == (kept(house), "looks like an order" in told(house))


def test_an_answer_with_the_brand_in_it_is_kept_where_the_brand_has_a_teammates_name() -> None:
    house = answered("Please read the Ada Analytics guide.", brand="Ada Analytics")
    house.intake.answer_kept("C-1", "Grace")
    assert ["Please read the Ada Analytics guide."] == [one.answer for one in kept(house)]


def test_an_answer_that_names_a_teammate_is_refused() -> None:
    house = answered("Please write to @ada_writes about it in the morning.")
    house.intake.answer_kept("C-1", "Grace")
    assert [] == kept(house)


def test_an_answer_that_a_guard_would_stop_is_refused() -> None:
    house = answered("Hi Anna, Grace from our team will look at the export.")
    house.intake.answer_kept("C-1", "Grace")
    assert ([], True) == (kept(house), "cannot be offered again" in told(house))


def test_what_was_said_in_private_is_not_kept() -> None:
    house = answered(private=True)
    assert not house.staffroom.redrawn[-1].may_keep
    house.intake.answer_kept("C-1", "Grace")
    assert ([], True) == (kept(house), "in private" in told(house))


def test_without_an_answer_there_is_nothing_to_keep() -> None:
    house = House()
    house.hear()
    with pytest.raises(NotAllowed):
        house.intake.answer_kept("C-1", "")


def test_a_suggestion_that_has_not_left_is_not_kept() -> None:
    house = House()
    house.hear()
    house.happened(SuggestionSent("Ada", "s1"))
    house.intake.answer_kept("C-1", "Grace")
    assert ([], True) == (kept(house), "has not left yet" in told(house))


def test_a_suggestion_sent_as_it_was_is_kept_under_its_name() -> None:
    house = House()
    house.library.wordings = ("a suggestion is at least so long, or it would not be kept",)
    house.hear()
    case = house.case()
    longer = tuple(replace(one, text=f"{one.text}: please reload the page once") for one in case.suggestions)
    with house.store.transaction() as tx:
        tx.cases.save(replace(case, suggestions=longer))
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    house.intake.answer_kept("C-1", "Grace")
    assert ["s1"] == [one.response for one in kept(house)]


def test_what_a_lead_edited_is_kept_as_it_left() -> None:
    house = House()
    house.hear()
    case = house.case()
    with_a_gap = tuple(replace(one, text="Dear {FirstName}, reload the page.") for one in case.suggestions)
    with house.store.transaction() as tx:
        tx.cases.save(replace(case, suggestions=with_a_gap))
    house.happened(SuggestionSent("Ada", "s1"))
    house.run()
    message = house.staffroom.held[0][1].id
    house.intake.held_edited(message, "Hi Anna, please reload the page once more.", "Grace")
    house.run()
    house.intake.answer_kept("C-1", "Grace")
    (one,) = kept(house)
    assert ("", "{{ hello }}, please reload the page once more.") == (one.response, one.answer)


def test_the_place_of_a_sent_suggestion_is_written_down() -> None:
    house = House()
    house.hear(topic="refund")
    house.happened(SuggestionSent("Ada", "s1"))
    with house.store.transaction() as tx:
        (sent,) = tx.answers.sent(0, 10)
        newest, shares = tx.answers.newest("C-1"), tx.answers.shares()
    assert ("My export is broken", "s1", "refund", "en") == (sent.question, sent.name, sent.topic, sent.language)
    assert newest is not None
    assert (2, "Ada", "1001") == (newest.rank, newest.who, newest.mention_id)
    assert (1, 1, 0) == (shares.answers, shares.among_three, shares.first)


def test_an_answer_by_hand_has_place_nought() -> None:
    house = answered()
    with house.store.transaction() as tx:
        newest, sent, shares = tx.answers.newest("C-1"), tx.answers.sent(0, 10), tx.answers.shares()
    assert newest is not None
    assert ((0, "", ANSWER), ()) == ((newest.rank, newest.name, newest.text), sent)
    assert (1, 0, 0) == (shares.answers, shares.among_three, shares.first)


def test_the_reason_of_a_private_question_does_not_quote_it() -> None:
    house = House()
    house.hear(mention(private=True, conversation="dm:1", id="dm:1", customer=ANNA))
    house.later(timedelta(seconds=1))
    assert ["fits most questions"] * 3 == [one.reason for one in house.case().suggestions]
