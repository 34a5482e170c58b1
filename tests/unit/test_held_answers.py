"""An answer that was held and that a lead lets go is the answer: the timer stops, and nobody answers a second time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention
from house import HOLD, House

from bot.domain.case import EscalationState, State
from bot.domain.effects import Reply
from bot.domain.errors import NotAllowed
from bot.domain.events import AnswerWritten, SuggestionSent
from bot.domain.reading import SETTLED
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxRow, OutboxState

MINUTE = timedelta(minutes=1)
LONG = "word " * 80


def held(text: str = LONG) -> House:
    """A house in which a guard holds Ada's answer."""
    house = House()
    house.hear()
    house.run()
    house.happened(AnswerWritten("Ada", text), "Ada")
    house.run()
    assert (State.REOPENED, [OutboxState.HELD]) == (house.case().state, [row.state for row in answers(house)])
    return house


def answers(house: House, case: str = "C-1") -> list[OutboxRow]:
    """The answers by hand of a case."""
    return [
        row for row in house.rows(case) if isinstance(row.effect, Reply) and row.effect.kind is ResponseKind.SUGGESTION
    ]


def test_an_answer_that_a_lead_sends_anyway_is_its_authors_answer_and_no_ask_follows() -> None:
    house = held()
    house.intake.held_sent(answers(house)[0].id, "Grace")
    house.later(4 * MINUTE)
    case = house.case()
    assert (State.ANSWERED, "Ada", EscalationState.ACKNOWLEDGED) == (
        case.state,
        case.answered_by,
        case.escalation.state,
    )
    assert [HOLD, LONG] == house.x.texts


def test_an_answer_that_a_lead_edits_is_the_answer() -> None:
    """The everyday way there: the same suggestion for two posts of one customer on one day."""
    house = House()
    house.hear()
    house.hear(mention("Another thing", 2, conversation="1002"))
    house.run()
    house.happened(SuggestionSent("Ada", "s0"), "Ada")
    house.run()
    house.intake.happened("C-2", SuggestionSent("Ada", "s0"), "Ada")
    house.run()
    house.intake.held_edited(answers(house, "C-2")[0].id, "The same answer here, Anna.", "Grace")
    house.run()
    house.intake.happened("C-2", SuggestionSent("Ada", "s1"), "Ada")
    house.later(4 * MINUTE)
    assert (State.ANSWERED, "The same answer here, Anna.") == (house.case("C-2").state, house.x.texts[-1])
    assert ["C-2: Ada has answered this case already. Nothing was sent."] == [said for _, said in house.staffroom.said]


def test_an_answer_counts_that_leaves_after_the_customer_was_asked_for_an_address() -> None:
    house = held()
    house.later(4 * MINUTE)
    assert State.ASKED is house.case().state
    house.intake.held_sent(answers(house)[0].id, "Grace")
    house.run()
    assert State.ANSWERED is house.case().state


def test_an_answer_that_is_held_once_more_makes_the_customer_wait_again() -> None:
    house = held("Dear {FirstName}, it works.")
    house.intake.held_sent(answers(house)[0].id, "Grace")
    house.run()
    assert (State.REOPENED, [HOLD]) == (house.case().state, house.x.texts)


def test_an_answer_that_a_lead_drops_is_none() -> None:
    house = held()
    house.intake.held_dropped(answers(house)[0].id, "Grace")
    house.run()
    assert State.REOPENED is house.case().state


def test_a_held_answer_is_not_let_go_after_somebody_else_has_answered() -> None:
    house = held()
    house.happened(SuggestionSent("Grace", "s0"), "Grace")
    house.run()
    house.intake.held_sent(answers(house)[0].id, "Grace")
    house.run()
    assert [HOLD, "Text 0"] == house.x.texts
    assert [("Grace", "C-1: Grace has answered this case already. Nothing was sent.")] == house.staffroom.said
    assert OutboxState.HELD is answers(house)[0].state


def test_a_held_answer_to_an_earlier_question_does_not_answer_the_next_one() -> None:
    house = held()
    house.happened(SuggestionSent("Grace", "s0"), "Grace")
    house.run()
    house.hear(mention("And how do I pay?", 3, at=house.clock.now()))
    house.run()
    house.intake.held_sent(answers(house)[0].id, "Grace")
    house.run()
    assert State.REOPENED is house.case().state


def test_a_first_reply_that_a_lead_lets_go_is_no_answer() -> None:
    house = House()
    house.library.wordings = ("Dear {FirstName}",)
    house.hear()
    house.run()
    house.intake.held_edited(house.replies()[0].id, "Hello Anna, we are on it.", "Grace")
    house.run()
    assert (State.WAITING, "") == (house.case().state, house.case().answered_by)


def test_whoever_edits_an_answer_after_somebody_else_answered_keeps_their_words() -> None:
    """The window says so while it is open, and none opens any more."""
    house = held()
    message = answers(house)[0].id
    assert (LONG, False) == (house.intake.held_words(message)[0], not house.intake.held_words(message)[1])
    house.happened(AnswerWritten("Grace", "It works again, Anna."))
    against = house.intake.objections(message, "Other words.")
    assert ("Grace has answered this case already. Nothing was sent.", "Your words stay here.") == against
    with pytest.raises(NotAllowed, match="can only be dropped"):
        house.intake.held_words(message)


def test_words_for_a_held_answer_that_come_too_late_come_back_whole() -> None:
    house = held()
    house.happened(AnswerWritten("Grace", "It works again, Anna."))
    house.intake.held_edited(answers(house)[0].id, "x" * 3_000, "Grace")
    house.run()
    assert [("Grace", True)] == [(who, text.endswith("\n" + "x" * 3_000)) for who, text in house.staffroom.said]


def test_a_message_that_was_dropped_says_so_beside_the_words() -> None:
    house = held()
    message = answers(house)[0].id
    house.intake.held_dropped(message, "Grace")
    assert (SETTLED, "Your words stay here.") == house.intake.objections(message, "Other words.")
