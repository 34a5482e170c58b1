"""The buttons of a case that are one event each: what each means. Any teammate may press them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.adapters.slack import fields
from bot.adapters.slack.buttons import MOVE, SEND, Action
from bot.adapters.slack.handlers import Doing, Handler, Tools
from bot.domain.events import (
    Acknowledged,
    Dismissed,
    EmailAskRequested,
    Event,
    HeatMarked,
    HoldApproved,
    Moved,
    Resolved,
)


def _event(event_of: Callable[[Doing], Event]) -> Handler:
    def obey(tools: Tools, doing: Doing) -> None:
        tools.intake.happened(doing.case_id, event_of(doing), doing.who, doing.envelope)

    return Handler(obey)


def _send(tools: Tools, doing: Doing) -> None:
    # A button that was drawn by an older version carries nothing that it was drawn upon.
    upon = fields.text_or(doing.act.carried, "upon")
    tools.engine.answering.chosen(doing.case_id, doing.who, doing.text("name"), doing.envelope, upon)


HANDLERS: Mapping[str, Handler] = {
    Action.TAKE: _event(lambda doing: Acknowledged(doing.who)),
    Action.ASK_EMAIL: _event(lambda doing: EmailAskRequested(doing.who)),
    Action.APPROVE_HOLD: _event(lambda doing: HoldApproved(doing.who)),
    Action.RESOLVE: _event(lambda doing: Resolved(doing.who)),
    Action.DISMISS: _event(lambda doing: Dismissed(doing.who)),
    Action.MARK_HEATED: _event(lambda doing: HeatMarked(doing.who, True)),
    Action.MARK_CALM: _event(lambda doing: HeatMarked(doing.who, False)),
    MOVE: _event(lambda doing: Moved(doing.who, doing.text("team"))),
    SEND: Handler(_send),
}
