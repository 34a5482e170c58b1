"""Writing an answer, reading the conversation, taking a case over: what the buttons and windows for that do."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.slack import fields
from bot.adapters.slack.acts import CLOSED, Act
from bot.adapters.slack.answer_window import CALLBACK, TEXT, draw_answer, read_written
from bot.adapters.slack.buttons import CONVERSATION, EDIT, TAKE_OVER
from bot.adapters.slack.conversation import draw_conversation
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.handlers import Check, Doing, Handler, Tools
from bot.adapters.slack.opening import opened
from bot.domain.errors import NotAllowed
from bot.domain.events import Acknowledged
from bot.ports.store import Doing as Present


def _answer(tools: Tools, doing: Doing) -> None:
    """Take what was written, or open the window for it: button and window have the same name."""
    if TEXT not in doing.act.entered:
        _write(tools, doing, "")
        return
    written = read_written(doing.act)
    tools.engine.answering.written(
        *(written.case_id, doing.who, written.text, written.suggestion, written.remark, written.draft),
        envelope=doing.envelope,
    )


def _edit(tools: Tools, doing: Doing) -> None:
    _write(tools, doing, doing.text("name"))


def open_draft(tools: Tools, doing: Doing) -> None:
    """Open the window with a draft: one that waits for a lead, or one that came back to who wrote it."""
    _write(tools, doing, "", fields.number(doing.act.carried, "draft"))


def _write(tools: Tools, doing: Doing, suggestion: str, draft: int = 0) -> None:
    try:
        paper = tools.engine.answering.paper(doing.case_id, suggestion, doing.who, draft)
    except NotAllowed as refusal:
        tools.intake.refuse(doing.case_id, doing.who, str(refusal), doing.envelope)
        return
    if opened(tools, doing, draw_answer(paper, doing.who)):
        tools.engine.answering.entered(doing.case_id, doing.who, Present.EDITING, doing.envelope)


def _read(tools: Tools, doing: Doing) -> None:
    try:
        story = tools.engine.answering.story(doing.case_id)
    except NotAllowed as refusal:
        tools.intake.refuse(doing.case_id, doing.who, str(refusal), doing.envelope)
        return
    if opened(tools, doing, draw_conversation(story, doing.who)):
        tools.engine.answering.entered(doing.case_id, doing.who, Present.VIEWING, doing.envelope)


def _close(tools: Tools, doing: Doing) -> None:
    tools.engine.answering.left(doing.case_id, doing.who, doing.envelope)


def _take_over(tools: Tools, doing: Doing) -> None:
    event = Acknowledged(doing.who, over=doing.text("from"))
    tools.intake.happened(doing.case_id, event, doing.who, doing.envelope)


def _check(critic: Critic, act: Act) -> Mapping[str, tuple[str, ...]]:
    written = read_written(act)
    against = critic.answer_objections(written.case_id, act.user, written.text, written.upon, written.draft)
    return {TEXT: against} if against else {}


HANDLERS: Mapping[str, Handler] = {
    EDIT: Handler(_edit, opens_window=True),
    CALLBACK: Handler(_answer, opens_window=True),
    CALLBACK + CLOSED: Handler(_close),
    CONVERSATION: Handler(_read, opens_window=True),
    CONVERSATION + CLOSED: Handler(_close),
    TAKE_OVER: Handler(_take_over),
}
CHECKS: Mapping[str, Check] = {CALLBACK: _check}
