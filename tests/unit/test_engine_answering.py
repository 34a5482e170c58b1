"""A teammate writes an answer: the first one leaves, whoever was slower keeps their words, and who writes is seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import mention
from house import House, waiting_with_two

from bot.domain.case import Channel, State
from bot.domain.errors import NotAllowed
from bot.domain.events import Acknowledged, EmailAskRequested, Resolved, SuggestionSent
from bot.domain.response import ResponseKind
from bot.engine.answering import PRESENT_FOR
from bot.engine.second_thoughts import AGAIN
from bot.ports.store import Doing

ANSWER = "Please press Export once more, Anna. It works again now."


def objections(house: House, text: str, user: str = "U0ADA", upon: str | None = None) -> tuple[str, ...]:
    """What is told below the input when somebody submits."""
    paper = None if upon is not None else house.answering.paper("C-1")
    return house.answering.objections("C-1", user, text, upon if paper is None else paper.upon)


def present(house: House) -> list[tuple[str, str]]:
    """Who is on the card as it was drawn last."""
    house.run()
    return [(one.who, str(one.doing)) for one in (house.staffroom.redrawn or house.staffroom.cards)[-1].present]


def private(house: House, who: str) -> list[str]:
    """What somebody was told in private, beside cases."""
    house.run()
    return [text for name, text in house.staffroom.said if name == who]


def test_what_is_written_leaves_as_that_teammates_answer() -> None:
    """It is the answer: the timer stops, and nothing automatic follows."""
    house = waiting_with_two()
    house.answering.written("C-1", "Ada", ANSWER)
    house.run()
    assert (ANSWER, State.ANSWERED, "Ada") == (house.x.texts[-1], house.case().state, house.case().answered_by)
    assert None is house.case().ask_due


def test_of_two_answers_the_first_one_leaves() -> None:
    """The second teammate hears in private what was sent, and gets their own words back."""
    house = waiting_with_two()
    house.answering.written("C-1", "Ada", ANSWER)
    house.answering.written("C-1", "Tom", "Did you try it again?")
    house.run()
    assert [ANSWER] == [one.effect.text for one in house.replies(ResponseKind.SUGGESTION)]  # type: ignore[union-attr]
    (told,) = private(house, "Tom")
    assert f"Ada has answered this case at 12:00 UTC: “{ANSWER}”" in told
    assert told.endswith("\nDid you try it again?")


def test_a_click_that_came_too_late_hears_what_was_sent() -> None:
    """*Send* on an old card is as harmless as a window."""
    house = waiting_with_two()
    house.answering.written("C-1", "Ada", ANSWER)
    house.answering.chosen("C-1", "Tom", "s1", house.envelope())
    assert (1, []) == (len(house.replies(ResponseKind.SUGGESTION)), house.pending())
    expected = f"C-1: Ada has answered this case at 12:00 UTC: “{ANSWER}” Nothing of yours was sent."
    assert [expected] == private(house, "Tom")


def test_a_suggestion_is_sent_as_it_is() -> None:
    house = waiting_with_two()
    house.answering.chosen("C-1", "Tom", "s1", house.envelope())
    assert ("Tom", []) == (house.case().answered_by, house.pending())
    house.answering.chosen("C-99", "Tom", "s1", house.envelope("e2"))
    assert "C-99: This case does not exist any more." in private(house, "Tom")


def test_whoever_loses_the_race_for_the_case_gets_their_words_back() -> None:
    """The version of the case decides; what was decided upon an older one is decided again."""
    house = waiting_with_two()
    house.answering.written("C-1", "Ada", ANSWER)
    envelope = house.envelope()
    house.store.lost = 1
    house.answering.written("C-1", "Tom", "Did you try it again?", envelope=envelope)
    assert (1, []) == (len(house.replies(ResponseKind.SUGGESTION)), house.pending())
    assert "Did you try it again?" in private(house, "Tom")[0]


def test_the_window_of_whoever_is_slower_says_what_was_sent() -> None:
    """While it is still open, and with the promise that nothing is lost."""
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.answering.written("C-1", "Ada", ANSWER)
    first, second = objections(house, "Did you try it again?", "U0TOM", upon)
    assert f"Ada has answered this case at 12:00 UTC: “{ANSWER}”" == first
    assert "Your words stay here" in second


def test_an_answer_in_xs_own_app_counts_as_well() -> None:
    """Its words are told where they are known."""
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.happened(SuggestionSent("Grace", "s1"))
    assert "Grace has answered this case at 12:00 UTC: “Text 1”" == objections(house, ANSWER, upon=upon)[0]


def test_a_case_that_is_over_says_so() -> None:
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.happened(Resolved("Grace"))
    assert "This case is resolved by now." == objections(house, ANSWER, upon=upon)[0]
    with pytest.raises(NotAllowed):
        house.answering.paper("C-1")


def test_what_a_guard_stops_is_told_and_never_leaves_by_asking_twice() -> None:
    house = waiting_with_two()
    for _ in range(2):
        told, length = objections(house, "Dear {FirstName}, it works again.")
        assert "“{FirstName}” was not filled in" in told
        assert "(33 of 280 characters, 247 left.)" == length


def test_a_masked_address_never_leaves() -> None:
    house = waiting_with_two()
    assert "stands for an email address" in objections(house, "I wrote to a…@e….com, Anna.")[0]


def test_a_text_that_is_too_long_says_how_long_it_is() -> None:
    told = objections(waiting_with_two(), "a " * 150)
    assert "(300 of 280 characters, 20 too many.)" == told[-1]


def test_a_warning_is_one_more_click() -> None:
    """The same words a second time are meant; other words are weighed anew."""
    house = waiting_with_two()
    text = "Why did you not export it earlier?"
    first = objections(house, text)
    assert AGAIN == first[-2]
    assert () == objections(house, text)
    assert () != objections(house, f"{text} Why?")


def test_everybody_is_warned_for_themselves() -> None:
    house = waiting_with_two()
    text = "Why did you not export it earlier?"
    objections(house, text)
    assert AGAIN in objections(house, text, "U0TOM")


def test_a_customer_who_wrote_again_is_told_before_the_answer_leaves() -> None:
    """With what they wrote; it may be sent all the same."""
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.hear(mention("@acme it works again, write to anna@example.com", 2), topic="export")
    first, again, _ = objections(house, ANSWER, upon=upon)
    expected = "The customer wrote again meanwhile: “@acme it works again, write to a…@e….com”"
    assert (expected, AGAIN) == (first, again)
    assert () == objections(house, ANSWER, upon=upon)


def test_a_warning_that_was_not_shown_yet_is_shown() -> None:
    """Whoever was warned of their words has not heard yet that the customer wrote since, however often they do."""
    house = waiting_with_two()
    upon, text = house.answering.paper("C-1").upon, "Why did you not export it earlier?"
    objections(house, text, upon=upon)
    for minute in (2, 3):
        house.hear(mention("@acme it is solved, thank you", minute), topic="export")
        assert "The customer wrote again meanwhile" in objections(house, text, upon=upon)[0]
    assert () == objections(house, text, upon=upon)


def test_send_beside_words_that_are_not_the_newest_sends_nothing() -> None:
    """The suggestion of that name may say something else now, in another language: nobody has seen it."""
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.hear(mention("@acme e ora non funziona nulla, anna@example.com", 2), topic="export")
    house.run()
    drawn = len(house.staffroom.redrawn)
    house.answering.chosen("C-1", "Tom", "s1", house.envelope(), upon)
    (told,) = private(house, "Tom")
    assert told.endswith("Nothing was sent. Please look at the card.")
    assert ([], [], drawn + 1) == (
        house.replies(ResponseKind.SUGGESTION),
        house.pending(),
        len(house.staffroom.redrawn),
    )
    house.answering.chosen("C-1", "Tom", "s1", house.envelope("e2"), house.answering.paper("C-1").upon)
    assert 1 == len(house.replies(ResponseKind.SUGGESTION))


def test_send_beside_words_that_were_changed_sends_nothing() -> None:
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.intake.edited(Channel.X, "1001", "@acme how do I cancel?", house.clock.now())
    house.answering.chosen("C-1", "Tom", "s1", house.envelope(), upon)
    assert [] == house.replies(ResponseKind.SUGGESTION)


def test_who_was_too_late_and_has_not_seen_the_newest_words_hears_what_was_sent() -> None:
    house = waiting_with_two()
    upon = house.answering.paper("C-1").upon
    house.answering.written("C-1", "Ada", ANSWER)
    house.answering.chosen("C-1", "Tom", "s1", house.envelope(), upon)
    assert ANSWER in private(house, "Tom")[0]


def test_an_edited_suggestion_counts_as_that_one() -> None:
    """Who changes half of the words has still chosen it; who writes it over has not."""
    house = waiting_with_two()
    house.answering.written("C-1", "Ada", "Text 1, Anna.", "s1")
    with house.store.transaction() as tx:
        answer = tx.answers.newest("C-1")
    assert answer is not None
    assert ("s1", 2) == (answer.name, answer.rank)
    other = waiting_with_two()
    other.answering.written("C-1", "Ada", ANSWER, "s1")
    with other.store.transaction() as tx:
        by_hand = tx.answers.newest("C-1")
    assert by_hand is not None
    assert ("", 0) == (by_hand.name, by_hand.rank)


def test_the_window_begins_with_the_suggestion() -> None:
    house = waiting_with_two()
    paper = house.answering.paper("C-1", "s1")
    assert ("Text 1", 6, 280) == (paper.text, paper.weight, paper.limit)
    assert "" == house.answering.paper("C-1").text


def test_a_suggestion_that_is_gone_opens_no_window() -> None:
    with pytest.raises(NotAllowed, match="suggestions have changed"):
        waiting_with_two().answering.paper("C-1", "gone")


def test_without_the_channel_nothing_can_be_written() -> None:
    house = waiting_with_two()
    del house.channels[Channel.X]
    with pytest.raises(NotAllowed, match="switched off"):
        house.answering.paper("C-1")


def test_who_writes_and_who_reads_is_on_the_card() -> None:
    """Until they send, close the window, or do nothing for some minutes."""
    house = waiting_with_two()
    house.answering.entered("C-1", "Ada", Doing.EDITING)
    house.answering.entered("C-1", "Tom", Doing.VIEWING)
    assert [("Ada", "editing"), ("Tom", "viewing")] == present(house)
    house.answering.left("C-1", "Tom")
    assert [("Ada", "editing")] == present(house)
    house.answering.written("C-1", "Ada", ANSWER)
    assert [] == present(house)


def test_whoever_is_not_heard_of_any_more_leaves_by_themselves() -> None:
    house = waiting_with_two()
    house.answering.entered("C-1", "Ada", Doing.EDITING)
    present(house)
    drawn = len(house.staffroom.redrawn)
    house.answering.end_old()
    house.clock.forward(PRESENT_FOR)
    house.answering.end_old()
    assert ([], drawn + 1) == (present(house), len(house.staffroom.redrawn))


def test_whoever_is_told_what_to_mend_stays() -> None:
    """Ten more minutes from then on."""
    house = waiting_with_two()
    house.answering.entered("C-1", "Ada", Doing.EDITING)
    house.clock.forward(PRESENT_FOR - timedelta(seconds=1))
    objections(house, "Dear {FirstName}")
    house.clock.forward(timedelta(minutes=5))
    house.answering.end_old()
    assert [("Ada", "editing")] == present(house)


def test_whoever_comes_back_after_a_long_pause_is_seen_again() -> None:
    """Their window was open all the time."""
    house = waiting_with_two()
    house.answering.entered("C-1", "Ada", Doing.EDITING)
    house.clock.forward(PRESENT_FOR)
    house.answering.end_old()
    assert [] == present(house)
    objections(house, "Dear {FirstName}")
    assert [("Ada", "editing")] == present(house)


def test_going_on_is_no_news() -> None:
    """The card is not drawn again for it."""
    house = waiting_with_two()
    house.answering.entered("C-1", "Ada", Doing.EDITING)
    present(house)
    drawn = len(house.staffroom.redrawn)
    house.answering.entered("C-1", "Ada", Doing.EDITING)
    present(house)
    assert drawn == len(house.staffroom.redrawn)


def test_a_second_i_am_on_it_is_refused_with_who_has_it() -> None:
    house = waiting_with_two()
    house.happened(Acknowledged("Ada"), "Ada")
    house.happened(Acknowledged("Tom"), "Tom", house.envelope())
    assert "Ada" == house.case().taken_by
    assert "C-1: Ada is on it already." in private(house, "Tom")[0]


def test_whoever_takes_over_knows_from_whom() -> None:
    """The one who had it hears of it; whoever has it meanwhile is not taken by surprise."""
    house = waiting_with_two()
    house.happened(Acknowledged("Ada"), "Ada")
    house.happened(Acknowledged("Tom", over="Ada"), "Tom")
    assert "Tom" == house.case().taken_by
    house.run()
    assert ("Ada", "Tom has it now.") in [(one.who, one.detail) for one in house.staffroom.told]
    house.happened(Acknowledged("Grace", over="Ada"), "Grace")
    assert "Tom is on it already." in private(house, "Grace")[0]


def test_the_desk_learns_what_was_answered() -> None:
    """Word for word, once there is a ticket."""
    house = waiting_with_two()
    house.happened(EmailAskRequested("Ada"))
    house.hear(mention("anna@example.com", 2, private=True), email="anna@example.com")
    house.run()
    house.hear(mention("@acme are you still there?", 3))
    house.answering.written("C-1", "Ada", ANSWER)
    house.run()
    assert f"Ada answered the customer: {ANSWER}" in [one.note for one in house.desk.entries]
