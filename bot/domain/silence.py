"""Nothing automatic for whoever said stop. What they ask for beside it is for humans, as is all that they ask later."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.case import Case, Timer
from bot.domain.effects import CancelTimer, Effect, OptOut, ThreadNote, WithdrawReplies
from bot.domain.events import Event, MentionSeen

ASKED_TO_STOP = ThreadNote("The customer asked us to stop. The bot does not write to them any more.")


def hush(case: Case) -> tuple[Case, list[Effect]]:
    """The bot never writes to this customer again, and takes back what has not left."""
    case = replace(case, muted=True, hold_offered=None, ask_due=None)
    return case, [OptOut(), WithdrawReplies(everything=True), CancelTimer(Timer.ANSWER)]


def silenced(case: Case, event: Event) -> tuple[Case, list[Effect]]:
    """Return the case as it is to be read: "no bots, I want a human" is the request of somebody who has said stop."""
    if not isinstance(event, MentionSeen) or not event.reading.stop or event.reading.only_stops:
        return case, []
    noted = [ASKED_TO_STOP] if case.team and not case.muted else []
    case, effects = hush(case)
    return case, [*effects, *noted]
