"""What only leads may do: decide about held messages, the backlog and the breaker, keep an answer, see an address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.adapters.slack import fields
from bot.adapters.slack.acts import Act
from bot.adapters.slack.address import SHOW
from bot.adapters.slack.backlog import ANSWER, YOUNGER
from bot.adapters.slack.breaker import CLOSE
from bot.adapters.slack.buttons import KEEP
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.handlers import Check, Doing, Handler, Obey, Tools
from bot.adapters.slack.held import DROP, EDIT, SEND
from bot.adapters.slack.held_window import CALLBACK, TEXT, draw_window, read_edited
from bot.adapters.slack.opening import opened
from bot.domain.errors import DecodeError, NotAllowed
from bot.domain.events import LateAnswered
from bot.domain.policy import Role

_LONGEST = timedelta(days=7)
_NO_LIMIT = 3_000


def _send(tools: Tools, doing: Doing) -> None:
    doing.text("case")
    tools.intake.held_sent(doing.text("message"), doing.who, doing.envelope)


def _drop(tools: Tools, doing: Doing) -> None:
    doing.text("case")
    tools.intake.held_dropped(doing.text("message"), doing.who, doing.envelope)


def _edit(tools: Tools, doing: Doing) -> None:
    """Open the window with the words as they are now; where that fails, the person is told and clicks again."""
    case_id, message, carried = doing.case_id, doing.text("message"), doing.act.carried
    limit = fields.number(carried, "limit") if "limit" in carried else _NO_LIMIT
    try:
        text, reason = tools.intake.held_words(message)
    except NotAllowed as refusal:
        tools.intake.refuse(case_id, doing.who, str(refusal), doing.envelope)
        return
    if opened(tools, doing, draw_window(case_id, message, text, reason, limit)):
        tools.done(doing.envelope)


def _edited(tools: Tools, doing: Doing) -> None:
    edited = read_edited(doing.act)
    tools.intake.held_edited(edited.message, edited.text, doing.who, doing.envelope)


def _answer(tools: Tools, doing: Doing) -> None:
    tools.intake.happened(doing.case_id, LateAnswered(doing.who), doing.who, doing.envelope)


def _answer_younger(tools: Tools, doing: Doing) -> None:
    minutes = fields.number(doing.act.carried, "minutes")
    if minutes > _LONGEST / timedelta(minutes=1):
        raise DecodeError("minutes: expected no more than a week")
    tools.intake.answer_younger(timedelta(minutes=minutes), doing.who, doing.envelope)


def _close_breaker(tools: Tools, doing: Doing) -> None:
    tools.intake.close_breaker(doing.who, doing.envelope)


def _keep(tools: Tools, doing: Doing) -> None:
    tools.intake.answer_kept(doing.case_id, doing.who, doing.envelope)


def _show_address(tools: Tools, doing: Doing) -> None:
    tools.intake.show_address(doing.case_id, doing.who, doing.envelope)


def _check(critic: Critic, act: Act) -> Mapping[str, tuple[str, ...]]:
    edited = read_edited(act)
    against = critic.objections(edited.message, edited.text)
    return {TEXT: against} if against else {}


def _leads(obey: Obey, *, opens_window: bool = False) -> Handler:
    return Handler(obey, Role.LEAD, opens_window)


HANDLERS: Mapping[str, Handler] = {
    SEND: _leads(_send),
    DROP: _leads(_drop),
    EDIT: _leads(_edit, opens_window=True),
    CALLBACK: _leads(_edited),
    ANSWER: _leads(_answer),
    YOUNGER: _leads(_answer_younger),
    CLOSE: _leads(_close_breaker),
    KEEP: _leads(_keep),
    SHOW: _leads(_show_address),
}
CHECKS: Mapping[str, Check] = {CALLBACK: _check}
