"""What /triage lessons answers: what somebody learned from their leads' answers, the newest first. Pure.

It may be read in any Slack channel by who asked: what a customer wrote in private, and its answer, is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.adapters.slack.changed_words import draw_changes
from bot.adapters.slack.command_words import say
from bot.adapters.slack.drawn import Drawn
from bot.adapters.slack.text import quote, show_line
from bot.adapters.slack.words import moment
from bot.domain.lessons import Lesson, Source

_SHOWN = 5
_LONGEST = 500
_SOURCES: Mapping[Source, str] = {
    Source.CHANGED: "{by} changed your answer",
    Source.RETURNED: "{by} sent your answer back",
    Source.REMARKED: "{by} sent your answer as it was",
    Source.ANSWERED: "{by} answered in the place of your draft",
    Source.PASSED_ON: "{by} answered what you had passed on",
}


def tell_lessons(lessons: Sequence[Lesson]) -> Drawn:
    """Return the newest lessons of somebody."""
    if not lessons:
        return say("No lessons yet: they come when a lead changes an answer of yours, or answers what you passed on.")
    more = f" The newest {_SHOWN} of {len(lessons)}:" if len(lessons) > _SHOWN else ""
    return say(f"📘 *What you learned.*{more}", *(_piece(lesson) for lesson in lessons[:_SHOWN]))


def _piece(lesson: Lesson) -> str:
    told = _SOURCES[lesson.source].format(by=show_line(lesson.by, 60))
    lines = [f"*{told}* · {show_line(lesson.case_id, 40)} · {moment(lesson.at)}"]
    if lesson.private:
        lines.append("🔒 The customer wrote in private; your private message has the words.")
    else:
        lines += [quote(lesson.question, _LONGEST), *_answers(lesson)]
    if lesson.remark:
        lines.append(f"💬 *{show_line(lesson.by, 60)}:* {show_line(lesson.remark, _LONGEST)}")
    return "\n".join(line for line in lines if line)


def _answers(lesson: Lesson) -> list[str]:
    written, answer = lesson.written[:_LONGEST], lesson.answer[:_LONGEST]
    if written and answer and written != answer:
        return [draw_changes(written, answer)]
    return [f"*{'The answer' if answer else 'Your words'}:*\n{quote(answer or written, _LONGEST)}"]
