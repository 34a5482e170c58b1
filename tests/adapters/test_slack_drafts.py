"""What leads and juniors read about drafts: within Slack's limits, with nothing that could mislead or leak."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from acme import GRACE, NOON, mention, new_case

from bot.adapters.slack.changed_words import LEGEND, draw_changes
from bot.adapters.slack.drafts import BACK, EDIT, SEND, draft_lines, draw_draft, look_button
from bot.adapters.slack.drawn import Drawn
from bot.adapters.slack.news import AGAIN, draw_lesson, draw_news
from bot.adapters.slack.note_window import draw_note_window
from bot.domain.case import Case, State
from bot.domain.drafts import Draft, DraftState, Fate
from bot.domain.effects import Teach, TellAuthor
from bot.ports.staffroom import DraftMessage, Story
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

DRAFT = Draft(3, "Ada", "We are on it.", "1001", NOON, "the customer is heated")
MESSAGE = DraftMessage(3, "Ada", "We are on it.", "the customer is heated", limit=280)


def story(**changes: Any) -> Story:
    case: Case = replace(new_case(), state=State.WAITING, last_mention="1001", waiting_since=NOON, drafts=(DRAFT,))
    return Story(replace(case, **changes), (mention(),), (), "Ada", NOON, False, approver="Grace")


def text_of(drawn: Drawn) -> str:
    return json.dumps([block.to_dict() for block in drawn.blocks], ensure_ascii=False)


def buttons(drawn: Drawn) -> list[str]:
    elements = [one for block in drawn.blocks for one in block.to_dict().get("elements", [])]
    return [one["action_id"] for one in elements if "action_id" in one]


def test_a_lead_sees_whose_draft_it_is_what_was_asked_why_they_must_look_and_three_buttons() -> None:
    drawn = draw_draft(story(), MESSAGE, "")
    for words in ("Ada's answer", "My export is broken", "We are on it.", "because the customer is heated"):
        assert words in text_of(drawn)
    assert [SEND, EDIT, BACK] == buttons(drawn)


@pytest.mark.parametrize("what", [{"may_send": False, "objections": ("It names Ada.",)}, {"wrote_since": True}])
def test_what_cannot_leave_as_it_is_has_no_send_button(what: dict[str, Any]) -> None:
    assert [EDIT, BACK] == buttons(draw_draft(story(), replace(MESSAGE, **what), ""))


@pytest.mark.parametrize("fate", Fate)
def test_a_decided_draft_has_no_buttons_and_says_what_became_of_it(fate: Fate) -> None:
    drawn = draw_draft(story(), DraftMessage(3, "Ada", "", "", "D1:1", fate=fate, by="Grace"), "")
    assert ([], 1) == (buttons(drawn), len(drawn.blocks))
    assert "Ada" in drawn.text


def test_the_card_says_for_whom_a_draft_waits_and_never_its_words() -> None:
    [line] = draft_lines(story())
    assert ("Ada" in line, "Grace" in line, "on it." in line) == (True, True, False)
    assert look_button(story().case) is not None
    back = replace(DRAFT, state=DraftState.RETURNED)
    assert look_button(story(drafts=(back,)).case) is None
    assert "sent back" in draft_lines(story(drafts=(back,)))[0]


def test_changes_are_shown_word_for_word() -> None:
    drawn = draw_changes("We will fix it soon, promised.", "We will fix it today, promised.")
    assert f"> We will fix it ~soon,~ *today,* promised.\n{LEGEND}" == drawn


def test_texts_without_much_in_common_are_shown_one_below_the_other() -> None:
    drawn = draw_changes("No idea.", "The export works again since noon.")
    assert "*Yours:*\n> No idea.\n*What was sent:*\n> The export works again since noon." == drawn


def test_markup_and_addresses_in_a_draft_do_no_harm_in_what_was_changed() -> None:
    drawn = draw_changes("Mail anna@example.com *now* ~really~ <!channel>", "Mail us *now* ~really~ <!channel>")
    assert ("anna@example.com" in drawn, "<!channel>" in drawn, "*now*" in drawn) == (False, False, False)


def test_a_junior_reads_what_was_changed_and_why() -> None:
    news = TellAuthor(
        "Ada", 3, Fate.CHANGED, "Grace", "We will fix it soon.", "1001", "We will fix it today.", "Say when."
    )
    shown = text_of(draw_news(story(), news, ""))
    for words in ("Grace sent your answer", "with changes", "~soon.~ *today.*", "Say when.", "My export is broken"):
        assert words in shown


def test_a_draft_that_comes_back_brings_a_button_to_write_it_again() -> None:
    news = TellAuthor("Ada", 3, Fate.RETURNED, "Grace", "We are on it.", "1001", remark="Ask for the link.")
    drawn = draw_news(story(), news, "")
    assert [AGAIN] == buttons(drawn)
    assert "Nothing went to the customer" in drawn.text


def test_somebody_who_passed_a_case_on_reads_question_answer_and_remark() -> None:
    shown = text_of(draw_lesson(story(), Teach("Ada", "Grace", "1001", "It works again.", "Say so."), ""))
    for words in ("you had passed on", "My export is broken", "It works again.", "Say so."):
        assert words in shown


@pytest.mark.parametrize("text", ["", "&" * 3_000, "word " * 900, "*~_`" * 500, "\n" * 2_000, "🙂" * 1_500])
@pytest.mark.parametrize("other", ["", "&" * 2_999, "word " * 899 + "end"])
def test_everything_stays_within_slacks_limits(text: str, other: str) -> None:
    of_anybody = replace(story(), mentions=(mention(text),))
    message = replace(MESSAGE, text=text, why=text, objections=(text,) * 9)
    drawn = [draw_draft(of_anybody, message, "")]
    news = [TellAuthor("Ada", 3, fate, GRACE.name, text, "1001", other, text) for fate in Fate]
    drawn += [draw_news(of_anybody, one, "") for one in news]
    drawn.append(draw_lesson(of_anybody, Teach("Ada", "Grace", "1001", text, other), ""))
    for one in drawn:
        blocks = [block.to_dict() for block in one.blocks]
        for block in one.blocks:
            block.validate_json()
        assert ([], False) == (problems(blocks, MOST_IN_MESSAGE), too_long(blocks))
    draw_note_window("C-1", replace(DRAFT, text=text, who=text or "Ada")).validate_json()
