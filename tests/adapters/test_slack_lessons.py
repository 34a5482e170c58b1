"""What /triage lessons answers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from acme import NOON

from bot.adapters.slack.lesson_words import tell_lessons
from bot.domain.lessons import Lesson, Source
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

LESSON = Lesson(
    *("C-1", "Ada", "Grace", NOON, Source.CHANGED, "1001"),
    written="We will fix it soon, promised.",
    answer="We will fix it today, promised.",
    remark="Say when.",
    question="My export is broken",
)


def test_a_lesson_tells_the_question_what_was_changed_and_why() -> None:
    shown = tell_lessons([LESSON]).text
    for words in ("Grace changed your answer", "My export is broken", "~soon,~ *today,*", "Say when."):
        assert words in shown


def test_words_of_a_private_message_are_not_shown_where_others_may_look_over_a_shoulder() -> None:
    shown = tell_lessons([replace(LESSON, private=True)]).text
    assert ("export" in shown, "today" in shown, "Say when." in shown) == (False, False, True)


def test_without_a_lesson_it_says_when_there_will_be_one() -> None:
    assert "No lessons yet" in tell_lessons([]).text


@pytest.mark.parametrize("source", Source)
def test_the_longest_lessons_stay_within_slacks_limits(source: Source) -> None:
    full = replace(LESSON, source=source, written="&" * 3_000, answer="word " * 900, question="*" * 3_000)
    blocks = [block.to_dict() for block in tell_lessons([replace(full, remark="🙂" * 1_500)] * 20).blocks]
    assert ([], False) == (problems(blocks, MOST_IN_MESSAGE), too_long(blocks))
