"""A lead looks first: what waits, who decides, what leaves, and what its author hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ADA, GRACE, NOON, mention, policy
from fakes import KILLED_AFTER, Killed, ListLibrary
from house import House

from bot.domain.answers import Pick
from bot.domain.approval import ApprovalRule, When
from bot.domain.case import State, Timer
from bot.domain.draft_events import DraftReturned, DraftSent
from bot.domain.drafts import DraftState, Fate
from bot.domain.errors import NotAllowed
from bot.domain.events import (
    AnsweredElsewhere,
    Dismissed,
    Moved,
    PromiseKept,
    PromiseMade,
    Resolved,
    SuggestionSent,
)
from bot.domain.policy import Policy, Role, Staff
from bot.domain.reading import DECIDED
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.engine.drafts import Drafts
from bot.engine.learning_report import weeks
from bot.engine.promising import PromiseWriting
from bot.ports.store import OutboxState

BO = Staff("Bo", "U0BO", Role.RESPONDER)
HANA = Staff("Hana", "U0HANA", Role.LEAD)
KEPT = PromiseKept("Ada", "Here it is, Anna.")


class NamingLibrary(ListLibrary):
    """Its suggestions name a teammate, which no public text may."""

    def suggest(self, text: str, **wanted: object) -> tuple[Pick, ...]:  # type: ignore[override]
        """Return suggestions that no guard lets through."""
        picks = super().suggest(text, language="en", topic="", heated=False)
        return tuple(replace(one, response=replace(one.response, text=f"Our Ada knows. {one.text}")) for one in picks)


def approving(*when: When, first: int = 5, topics: tuple[str, ...] = ()) -> Policy:
    """Acme with two juniors and two leads, whose first team has answers approved."""
    acme = policy()
    rule = ApprovalRule(frozenset(when or {When.ALWAYS}), first, topics)
    return replace(acme, staff=(ADA, BO, GRACE, HANA), teams=(replace(acme.teams[0], approval=rule),))


def drafted(house: House | None = None, who: str = "Ada", **understood: object) -> House:
    """A house in which somebody has clicked Send on the first suggestion of Anna's case."""
    house = house or House(approving())
    house.hear(**understood)
    house.run()
    house.happened(SuggestionSent(who, house.case().suggestions[0].name))
    house.run()
    return house


def answers(house: House) -> list[str]:
    """What left as an answer, in public."""
    return [message.text for message in house.x.messages if message.id in answer_ids(house)]


def answer_ids(house: House) -> set[str]:
    return {row.id for row in house.replies(ResponseKind.SUGGESTION)}


def number(house: House, place: int = 0) -> int:
    """The number of a waiting draft."""
    return [draft for draft in house.case().drafts if draft.waits][place].number


def drafts_of(house: House) -> Drafts:
    return Drafts(house.store, house.intake, house.channels, house.policy, house.clock)


def test_a_juniors_answer_waits_and_the_lead_of_the_team_is_shown_it() -> None:
    house = drafted()
    assert ([], State.WAITING) == (answers(house), house.case().state)
    [(who, shown)] = house.staffroom.drafts
    assert ("Grace", "Ada", house.case().suggestions[0].text) == (who, shown.author, shown.text)
    assert "Ada" == house.case().taken_by


def test_the_customer_is_asked_for_an_address_all_the_same_when_the_lead_takes_too_long() -> None:
    house = drafted()
    with house.store.transaction() as tx:
        assert Timer.ANSWER in {one.timer for one in tx.timers.due(house.clock.now() + timedelta(hours=1))}
    house.later(timedelta(minutes=4))
    assert State.ASKED == house.case().state
    house.happened(DraftSent("Grace", number(house)))
    house.run()
    assert 1 == len(answers(house))


def test_a_lead_who_lets_a_draft_lie_is_reminded_and_then_the_chain_goes_on() -> None:
    house = drafted()
    house.later(timedelta(minutes=16))
    assert ["Grace"] == [one.who for one in house.staffroom.told if one.why is Why.DRAFT_WAITS]
    house.later(timedelta(minutes=16))
    assert Why.NOT_ACKNOWLEDGED in [one.why for one in house.staffroom.told if one.who == "Grace"]
    assert ((), True) == (house.case().passed_on, house.case().drafts[0].waits)


def test_a_draft_never_leaves_by_itself() -> None:
    house = drafted()
    for _ in range(5):
        house.later(timedelta(hours=3))
    assert [] == answers(house)


def test_a_leads_own_answer_needs_nobody() -> None:
    house = drafted(who="Grace")
    assert (1, ()) == (len(answers(house)), house.case().drafts)


def test_a_lead_sends_it_as_it_was_and_its_author_hears_so() -> None:
    house = drafted()
    text = house.case().drafts[0].text
    house.happened(DraftSent("Grace", number(house)))
    house.run()
    assert ([text], "Ada") == (answers(house), house.case().answered_by)
    [news] = house.staffroom.news
    assert ("Ada", Fate.SENT, "Grace") == (news.who, news.fate, news.by)
    assert Fate.SENT == house.staffroom.drafts[-1][1].fate


def test_a_lead_changes_it_and_its_author_learns_what_and_why() -> None:
    house = drafted()
    written = house.case().drafts[0].text
    house.happened(DraftSent("Grace", number(house), "Hello Anna, it works again.", "Say what they can do now."))
    house.run()
    assert ["Hello Anna, it works again."] == answers(house)
    [news] = house.staffroom.news
    assert (Fate.CHANGED, written, "Hello Anna, it works again.") == (news.fate, news.written, news.sent)
    with house.store.transaction() as tx:
        [lesson] = tx.lessons.of("Ada")
    assert ("Say what they can do now.", "My export is broken") == (lesson.remark, lesson.question)


def test_a_lead_sends_it_back_and_its_author_has_their_words_again() -> None:
    house = drafted()
    house.happened(DraftReturned("Grace", number(house), "Ask for the browser first."))
    house.run()
    [draft] = house.case().drafts
    assert (DraftState.RETURNED, "Ask for the browser first.") == (draft.state, draft.note)
    assert ([], State.WAITING) == (answers(house), house.case().state)
    assert Fate.RETURNED == house.staffroom.news[0].fate
    house.happened(SuggestionSent("Ada", house.case().suggestions[1].name))
    assert [True] == [draft.waits for draft in house.case().drafts]


def test_only_a_lead_decides() -> None:
    house = drafted()
    for event in (DraftSent("Bo", number(house)), DraftReturned("Ada", number(house), "fine")):
        with pytest.raises(NotAllowed, match="Only a lead"):
            house.happened(event)


def test_another_lead_may_decide_too() -> None:
    house = drafted()
    house.happened(DraftSent("Hana", number(house)))
    house.run()
    assert 1 == len(answers(house))


def test_a_second_decision_about_a_draft_changes_nothing() -> None:
    house = drafted()
    first = number(house)
    house.happened(DraftReturned("Grace", first, "No."))
    with pytest.raises(NotAllowed, match="does not wait any more"):
        house.happened(DraftSent("Hana", first))


def test_one_approved_draft_rejects_the_others_and_tells_their_authors() -> None:
    house = drafted()
    house.happened(SuggestionSent("Bo", house.case().suggestions[1].name))
    house.run()
    house.happened(DraftSent("Grace", number(house, 1)))
    house.run()
    assert (1, ()) == (len(answers(house)), house.case().drafts)
    assert {("Bo", Fate.SENT), ("Ada", Fate.REJECTED)} == {(one.who, one.fate) for one in house.staffroom.news}
    assert {Fate.SENT, Fate.REJECTED} == {shown.fate for _, shown in house.staffroom.drafts if shown.fate}


def test_a_second_draft_of_the_same_author_takes_the_place_of_the_first() -> None:
    house = drafted()
    house.happened(SuggestionSent("Ada", house.case().suggestions[1].name))
    house.run()
    assert [house.case().suggestions[1].text] == [draft.text for draft in house.case().drafts]
    assert [Fate.REPLACED] == [shown.fate for _, shown in house.staffroom.drafts if shown.fate]


@pytest.mark.parametrize(
    ("event", "fate"),
    [
        (SuggestionSent("Grace", ""), Fate.ANSWERED),
        (AnsweredElsewhere("Grace", "900", "It works again."), Fate.ANSWERED),
        (Dismissed("Bo"), Fate.CLOSED),
        (Resolved("Bo"), Fate.CLOSED),
    ],
)
def test_drafts_end_with_what_makes_them_pointless_and_their_authors_hear_why(event: object, fate: Fate) -> None:
    house = drafted()
    if isinstance(event, SuggestionSent):
        event = replace(event, name=house.case().suggestions[2].name)
    house.happened(event)  # type: ignore[arg-type]
    house.run()
    assert () == house.case().drafts
    assert [("Ada", fate)] == [(one.who, one.fate) for one in house.staffroom.news]
    assert fate == house.staffroom.drafts[-1][1].fate


def test_a_customer_who_says_stop_ends_drafts() -> None:
    house = drafted()
    house.hear(mention("stop writing to me", number=2), stop=True)
    house.run()
    assert ([], [Fate.STOPPED]) == (answers(house), [one.fate for one in house.staffroom.news])


def test_a_lead_must_look_again_where_the_customer_wrote_since() -> None:
    house = drafted()
    house.hear(mention("It is only the CSV export", number=2))
    house.run()
    assert house.staffroom.drafts[-1][1].wrote_since
    with pytest.raises(NotAllowed, match="wrote again"):
        house.happened(DraftSent("Grace", number(house)))
    house.happened(DraftSent("Grace", number(house), "The CSV export works again."))
    house.run()
    assert ["The CSV export works again."] == answers(house)


def test_the_lead_of_the_new_team_sees_the_draft_of_a_case_that_moves() -> None:
    acme = approving()
    other = replace(acme.teams[0], name="product", topics=(), lead="Hana", approval=None)
    house = drafted(House(replace(acme, teams=(acme.teams[0], other))))
    house.happened(Moved("Ada", "product"))
    house.run()
    assert ["Grace", "Hana"] == [who for who, shown in house.staffroom.drafts if shown.fate is None]


def test_what_a_guard_stops_is_not_sent_with_a_click() -> None:
    house = House(approving())
    house.library = NamingLibrary()
    house.start()
    drafted(house)
    assert (False, True) == (house.staffroom.drafts[0][1].may_send, bool(house.staffroom.drafts[0][1].objections))
    drafts_of(house).draft_sent("C-1", number(house), "Grace")
    house.run()
    assert ([], State.WAITING) == (answers(house), house.case().state)
    assert "Not sent" in house.staffroom.said[-1][1]


def test_other_words_pass_the_guards_when_they_leave() -> None:
    house = drafted()
    house.answering.written("C-1", "Grace", "Ask Ada about it.", draft=number(house))
    house.run()
    assert [OutboxState.HELD] == [row.state for row in house.replies(ResponseKind.SUGGESTION)]


@pytest.mark.parametrize(
    ("rule", "understood", "waits"),
    [
        ((When.HEATED,), {"heated": True}, True),
        ((When.HEATED,), {"heated": False}, False),
        ((When.OUTSIDE,), {"topic": "refund"}, False),
        ((When.OUTSIDE,), {"topic": ""}, True),
        ((When.HEATED, When.OUTSIDE), {"topic": "refund", "heated": True}, True),
    ],
)
def test_the_rule_says_which_answers_wait(rule: tuple[When, ...], understood: dict[str, object], waits: bool) -> None:
    house = drafted(House(approving(*rule)), **understood)
    assert waits == bool(house.case().drafts)


def test_a_list_of_topics_takes_the_place_of_the_teams() -> None:
    house = drafted(House(approving(When.OUTSIDE, topics=("Invoice",))), topic="refund")
    assert "“refund”" in house.case().drafts[0].why


def test_the_first_answers_of_a_newcomer_wait_and_the_next_does_not() -> None:
    house = House(approving(When.FIRST, first=2))
    sent = []
    for place in range(3):
        post = mention(number=place + 1, conversation=f"c{place}", customer=replace(mention().customer, id=f"9{place}"))
        house.hear(post)
        case_id = f"C-{place + 1}"
        house.intake.happened(case_id, SuggestionSent("Ada", house.case(case_id).suggestions[0].name))
        sent.append(house.case(case_id).state is State.ANSWERED)
        for draft in house.case(case_id).drafts:
            house.intake.happened(case_id, DraftSent("Grace", draft.number))
    assert [False, False, True] == sent


def test_a_crash_after_the_lead_was_told_tells_them_once() -> None:
    house = House(approving())
    house.hear()
    house.run()
    house.happened(SuggestionSent("Ada", house.case().suggestions[0].name))
    house.staffroom.side.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    house.happened(DraftSent("Grace", number(house)))
    house.later()
    assert (1, ["Grace"]) == (len(answers(house)), [who for who, shown in house.staffroom.drafts if shown.fate])


def test_an_edited_suggestion_counts_as_one_that_was_sent_and_other_words_do_not() -> None:
    house = drafted()
    house.answering.written("C-1", "Grace", "Text 0, Anna.", "s0", draft=number(house))
    assert ("Ada", "s0") == answer_of(house)
    other = drafted()
    other.answering.written("C-1", "Grace", "Something else entirely.", "s0", draft=number(other))
    assert ("Ada", "") == answer_of(other)
    with other.store.transaction() as tx:
        assert [1] == [week.answered for week in weeks(tx, other.clock.now())]


def answer_of(house: House) -> tuple[str, str]:
    """Whose answer the newest one is, and of which suggestion."""
    with house.store.transaction() as tx:
        answer = tx.answers.newest("C-1")
    assert answer is not None
    return answer.who, answer.name


def test_a_draft_is_no_answer_that_is_learned_from_before_it_leaves() -> None:
    house = drafted()
    with house.store.transaction() as tx:
        assert (None, 0) == (tx.answers.newest("C-1"), tx.answers.count_by("Ada"))
    house.happened(DraftSent("Grace", number(house)))
    with house.store.transaction() as tx:
        answer = tx.answers.newest("C-1")
    assert answer is not None
    assert ("Ada", 1) == (answer.who, answer.rank)


@pytest.mark.parametrize("event", [PromiseMade("Ada", NOON + timedelta(hours=3), "We are back by 15:00."), KEPT])
def test_words_in_a_promise_do_not_go_around_the_lead(event: PromiseMade | PromiseKept) -> None:
    """A junior is told how to promise it; without words to the customer they can."""
    house = House(approving())
    house.hear()
    house.run()
    house.happened(PromiseMade("Ada", NOON + timedelta(hours=2)))
    before = answers(house)
    with pytest.raises(NotAllowed, match="A lead looks at your answer first, because this team"):
        house.happened(event)
    house.run()
    assert (before, NOON + timedelta(hours=2)) == (answers(house), house.case().promise.due)  # type: ignore[union-attr]


def test_the_window_of_a_promise_says_so_while_it_is_open() -> None:
    """The words stay there."""
    house = House(approving())
    house.hear()
    house.run()
    writing = PromiseWriting(house.store, house.channels, house.policy, house.clock)
    against = writing.objections("C-1", "U0ADA", "We are back by 15:00.", NOON + timedelta(hours=3), answered=False)
    assert ("Your words stay here.", True) == (against[-1], "A lead looks at your answer first" in against[0])
    assert () == writing.objections(
        "C-1", "U0GRACE", "We are back at 15:00.", NOON + timedelta(hours=3), answered=False
    )


def test_a_note_for_a_draft_that_was_decided_meanwhile_stays_in_its_window() -> None:
    """And comes back to the lead where the window had closed already."""
    house = drafted()
    back = DraftReturned("U0HANA", number(house), "Ask for the link.")
    assert () == house.intake.wish_objections("C-1", "U0HANA", back)
    house.happened(DraftSent("Grace", back.draft))
    assert (DECIDED, "Your words stay here.") == house.intake.wish_objections("C-1", "U0HANA", back)
    house.happened(replace(back, who="Hana"), "Hana")
    house.run()
    assert f"C-1: {DECIDED} Here are your words:\nAsk for the link." in [text for _, text in house.staffroom.said]


def test_other_words_for_a_draft_that_went_back_meanwhile_stay_in_their_window() -> None:
    house = drafted()
    paper = house.answering.paper("C-1", who="Hana", draft=number(house))
    assert () == house.answering.objections("C-1", "U0HANA", "It works again.", paper.upon, paper.review.draft)
    house.happened(DraftReturned("Grace", paper.review.draft, "Ask for the link."))
    told, kept = house.answering.objections("C-1", "U0HANA", "It works again.", paper.upon, paper.review.draft)
    assert (DECIDED, True) == (told, "Your words stay here." in kept)
