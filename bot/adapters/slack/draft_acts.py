"""What leads do with drafts, and what an author does with one that came back."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.answer_acts import open_draft
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.drafts import BACK, EDIT, LOOK, SEND
from bot.adapters.slack.handlers import Check, Doing, Handler, Tools
from bot.adapters.slack.news import AGAIN
from bot.adapters.slack.note_window import CALLBACK, NOTE, draw_note_window
from bot.adapters.slack.opening import opened
from bot.domain.draft_events import DraftReturned
from bot.domain.errors import NotAllowed
from bot.domain.policy import Role

NO_NOTE = "Write in a word or two what should be different: it is what they learn from."


def _send(tools: Tools, doing: Doing) -> None:
    tools.engine.drafts.draft_sent(doing.case_id, _number(doing), doing.who, doing.envelope)


def _back(tools: Tools, doing: Doing) -> None:
    try:
        draft = tools.engine.drafts.draft(doing.case_id, _number(doing))
    except NotAllowed as refusal:
        tools.intake.refuse(doing.case_id, doing.who, str(refusal), doing.envelope)
        return
    if opened(tools, doing, draw_note_window(doing.case_id, draft)):
        tools.done(doing.envelope)


def _noted(tools: Tools, doing: Doing) -> None:
    note = doing.act.entered.get(NOTE, "")
    tools.engine.drafts.draft_returned(doing.case_id, _number(doing), note, doing.who, doing.envelope)


def _check(critic: Critic, act: Act) -> Mapping[str, tuple[str, ...]]:
    note = act.entered.get(NOTE, "").strip()
    if not note:
        return {NOTE: (NO_NOTE,)}
    back = DraftReturned(act.user, fields.number(act.carried, "draft"), note)
    against = critic.wish_objections(act.case_id, act.user, back)
    return {NOTE: against} if against else {}


def _number(doing: Doing) -> int:
    return fields.number(doing.act.carried, "draft")


HANDLERS: Mapping[str, Handler] = {
    SEND: Handler(_send, Role.LEAD),
    EDIT: Handler(open_draft, Role.LEAD, opens_window=True),
    # Whose draft may be opened is decided with the case: its author may, where no lead is left.
    LOOK: Handler(open_draft, opens_window=True),
    BACK: Handler(_back, Role.LEAD, opens_window=True),
    CALLBACK: Handler(_noted, Role.LEAD),
    AGAIN: Handler(open_draft, opens_window=True),
}
CHECKS: Mapping[str, Check] = {CALLBACK: _check}
