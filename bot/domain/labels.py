"""What the staff teach the bot by what they do: each deed says something about the customer's words.

Pure: it decides what a deed says, writes nothing and looks at no text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case, State
from bot.domain.draft_events import Drafted, DraftSent
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    EmailAskRequested,
    Event,
    HeatMarked,
    HoldApproved,
    Moved,
    PromiseMade,
    Resolved,
    SuggestionSent,
)
from bot.domain.policy import Policy

YES, NO = "yes", "no"


class Lesson(StrEnum):
    """What there is to learn: is it a request, what is it about, is the customer heated."""

    REQUEST = "request"
    TOPICS = "topics"
    HEAT = "heat"


@dataclass(frozen=True)
class Said:
    """What a deed says about a case: "yes" or "no", or a topic or the name of a team; "" takes back what was said.

    `newest` is true where it is about the newest mention instead of the one that asked. `weak` does not stand against
    what was said before.
    """

    lesson: Lesson
    value: str
    newest: bool = False
    weak: bool = False


def said_by(before: Case, after: Case, event: Event, policy: Policy) -> tuple[Said, ...]:
    """Return what an event, which turned `before` into `after`, says about what the customer wrote."""
    # Whoever was never helped (chatter, a plain stop) is not taught as a request by what happens later.
    was_request = before.state not in (State.DISMISSED, State.STOPPED)
    request = (Said(Lesson.REQUEST, YES),) if was_request else ()
    match event:
        case Dismissed():
            return Said(Lesson.REQUEST, NO), Said(Lesson.TOPICS, ""), Said(Lesson.HEAT, "")
        case HeatMarked():
            return (Said(Lesson.HEAT, YES if event.heated else NO, newest=True),)
        case Moved():
            return *request, Said(Lesson.TOPICS, event.team)
        case Acknowledged() | Drafted() | EmailAskRequested() | HoldApproved() | Resolved() | PromiseMade():
            return request
        case SuggestionSent() | AnswerWritten() | DraftSent() | AnsweredElsewhere() if was_request:
            # Which of several mentions a heat was read in is not known; that all were calm is.
            calm = () if after.heated else (Said(Lesson.HEAT, NO, weak=True),)
            return *request, *_topic(after, event.who, policy), *calm
        case _:
            return ()


def _topic(case: Case, who: str, policy: Policy) -> tuple[Said, ...]:
    """Whoever answers for the team without moving the case agrees that it is the team's."""
    if not policy.works_in(who, policy.team(case.team)):
        return ()
    return (Said(Lesson.TOPICS, case.topic or case.team),)
