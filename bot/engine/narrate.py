"""What the story of a case says about an event: who did what, never what a customer wrote."""

from __future__ import annotations

from datetime import datetime

from bot.domain.draft_events import Drafted, DraftSent
from bot.domain.effects import AddToTicket, Effect, OpenTicket, RedrawTold, Reply, ShowCard, Tell, ThreadNote
from bot.domain.events import (
    AnsweredElsewhere,
    AnswerWritten,
    Escalated,
    Event,
    HeatMarked,
    MentionSeen,
    Moved,
    NotDelivered,
    PromiseMade,
    SuggestionSent,
    TicketOpened,
    TimerFired,
)
from bot.engine.notes import STAFF_NOTED
from bot.ports.store import EventRow


def narrate(case_id: str, event: Event, at: datetime) -> tuple[EventRow, ...]:
    """Return the lines of the story for an event at `at` (UTC); a note to a colleague is a line of its own."""
    line = EventRow(case_id, at, type(event).__name__, _who(event), _detail(event))
    if isinstance(event, Escalated) and event.note:
        return line, EventRow(case_id, at, STAFF_NOTED, event.who, event.note)
    return (line,)


def name_of(effect: Effect) -> str:
    """Return what an effect is called in the log and in `NotDelivered.what`."""
    match effect:
        case Reply():
            return "reply"
        case OpenTicket():
            return "ticket"
        case AddToTicket():
            return "ticket note"
        case ShowCard():
            return "card"
        case ThreadNote():
            return "note"
        case Tell():
            return "tell"
        case RedrawTold():
            return "redraw"
        case _:
            return "say"


def author_of(effect: Effect) -> str:
    """Return whose answer it is, "" for everything else, and where a lead has let it go: that is not who wrote it."""
    return effect.by if isinstance(effect, Reply) and not effect.released else ""


def kind_of(effect: Effect) -> str:
    """Return the kind of a reply, or why a teammate is told, "" for everything else."""
    match effect:
        case Reply(kind):
            return str(kind)
        case Tell(_, why):
            return str(why)
        case _:
            return ""


def _who(event: Event) -> str:
    return event.mention.customer.id if isinstance(event, MentionSeen) else getattr(event, "who", "")


def _detail(event: Event) -> str:
    match event:
        case MentionSeen():
            return event.mention.id
        case SuggestionSent():
            return event.name
        case AnswerWritten():
            return event.suggestion
        case AnsweredElsewhere():
            return event.remote_id
        case Drafted():
            return event.suggestion
        case DraftSent():
            return event.suggestion
        case TimerFired():
            return event.timer
        case TicketOpened():
            return event.number
        case Moved():
            return event.team
        case Escalated():
            return event.to or event.team
        case PromiseMade():
            return f"{event.owner or event.who}, {event.due.isoformat(timespec='minutes')}"
        case HeatMarked():
            return "heated" if event.heated else "calm"
        case NotDelivered():
            return f"{event.kind or event.what}: {event.reason}"
        case _:
            return ""
