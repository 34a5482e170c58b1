"""Who passed a case on learns from what a lead answers."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention, policy, two_teams
from house import House
from test_approval import approving, drafted, number

from bot.domain.draft_events import DraftReturned
from bot.domain.errors import NotAllowed
from bot.domain.events import Acknowledged, AnsweredElsewhere, AnswerWritten, Escalated, Moved, SuggestionSent
from bot.domain.lessons import Source
from bot.engine.lessons import Lessons
from bot.engine.reviewing import begin

ANSWER = "It works again since noon."


def missed(house: House | None = None) -> House:
    """A house in which Ada was told and did not acknowledge in time."""
    house = house or House()
    house.hear()
    house.run()
    house.later(timedelta(minutes=6))
    return house


def taught(house: House) -> list[tuple[str, str, str, str]]:
    """Who was taught by whom, with which answer and remark."""
    house.run()
    return [(one.who, one.by, one.answer, one.remark) for one in house.staffroom.lessons]


def test_a_junior_who_let_the_time_pass_sees_how_the_lead_answered() -> None:
    house = missed()
    house.happened(AnswerWritten("Grace", ANSWER, remark="Look at the status page first."))
    assert [("Ada", "Grace", ANSWER, "Look at the status page first.")] == taught(house)
    [lesson] = Lessons(house.store).of("Ada")
    assert (Source.PASSED_ON, "My export is broken", ANSWER) == (lesson.source, lesson.question, lesson.answer)


def test_a_junior_who_acknowledged_in_time_is_not_taught() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(Acknowledged("Ada"))
    house.later(timedelta(minutes=6))
    house.happened(AnswerWritten("Grace", ANSWER))
    assert [] == taught(house)


def test_an_answer_of_another_junior_is_no_lesson() -> None:
    house = missed()
    house.happened(AnswerWritten("Ada", ANSWER))
    assert [] == taught(house)


def test_a_suggestion_that_the_lead_sends_and_an_answer_by_hand_are_lessons_too() -> None:
    house = missed()
    house.happened(SuggestionSent("Grace", house.case().suggestions[0].name))
    assert [("Ada", "Grace", house.case().suggestions[0].text, "")] == taught(house)
    by_hand = missed()
    by_hand.happened(AnsweredElsewhere("Grace", "900", ANSWER))
    assert [("Ada", "Grace", ANSWER, "")] == taught(by_hand)


def test_an_answer_by_the_brands_account_is_nobodys_lesson() -> None:
    house = missed()
    house.happened(AnsweredElsewhere("somebody on X", "900", ANSWER))
    assert [] == taught(house)


def test_a_junior_who_took_it_and_did_not_answer_in_time_is_taught() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(Acknowledged("Ada"))
    for _ in range(2):
        house.later(timedelta(minutes=16))
    house.happened(AnswerWritten("Grace", ANSWER))
    assert [("Ada", "Grace", ANSWER, "")] == taught(house)


def test_a_junior_who_passes_it_on_to_the_lead_is_taught() -> None:
    house = House()
    house.hear()
    house.run()
    house.happened(Escalated("Ada", to="Grace", note="You know this one.", passed_on=True))
    house.happened(AnswerWritten("Grace", ANSWER))
    assert [("Ada", "Grace", ANSWER, "")] == taught(house)


def test_one_answer_teaches_once() -> None:
    house = missed()
    house.happened(AnswerWritten("Grace", ANSWER))
    house.hear(mention("and now?", number=2))
    house.run()
    house.happened(Acknowledged("Grace"))
    house.happened(AnswerWritten("Grace", "Now too."))
    assert 1 == len(taught(house))


def test_a_junior_who_gave_the_case_to_another_team_learns_what_that_team_answered() -> None:
    house = House(two_teams())
    house.hear(topic="export")
    house.happened(Moved("Ada", "billing"))
    house.happened(AnswerWritten("Grace", ANSWER))
    assert [("Ada", "Grace", ANSWER, "")] == taught(house)


def test_a_junior_whose_draft_came_back_learns_from_the_leads_own_answer() -> None:
    house = drafted()
    house.happened(DraftReturned("Grace", number(house), "Let me."))
    house.happened(AnswerWritten("Grace", ANSWER, remark="They needed a time."))
    assert [("Ada", "Grace", ANSWER, "They needed a time.")] == taught(house)
    assert [Source.PASSED_ON, Source.RETURNED] == [one.source for one in Lessons(house.store).of("Ada")]


def test_the_leads_window_names_who_will_read_the_remark_and_the_juniors_says_that_a_lead_looks_first() -> None:
    house = missed(House(approving()))
    case = house.case()
    with house.store.transaction() as tx:
        assert ("Ada",) == begin(tx, case, "Grace", 0, house.policy).review.remark_for
        assert "" == begin(tx, case, "Grace", 0, house.policy).review.why
        assert "approved" in begin(tx, case, "Ada", 0, house.policy).review.why


def test_a_draft_opens_for_leads_while_it_waits_and_for_its_author_when_it_is_back() -> None:
    house = drafted()
    draft = number(house)
    text = house.case().drafts[0].text
    paper = house.answering.paper("C-1", who="Grace", draft=draft)
    assert (text, draft, ("Ada",)) == (paper.text, paper.review.draft, paper.review.remark_for)
    with pytest.raises(NotAllowed):
        house.answering.paper("C-1", who="Bo", draft=draft)
    house.happened(DraftReturned("Grace", draft, "Ask for the link."))
    again = house.answering.paper("C-1", who="Ada", draft=draft)
    assert (text, 0, "Ask for the link.") == (again.text, again.review.draft, again.review.note)
    for other in ("Bo", "Grace"):
        with pytest.raises(NotAllowed):
            house.answering.paper("C-1", who=other, draft=draft)


def test_without_a_rule_nobody_waits_for_a_lead() -> None:
    assert () == drafted(House(policy())).case().drafts
