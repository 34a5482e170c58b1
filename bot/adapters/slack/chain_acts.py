"""What somebody does about an escalation: not theirs, pass it on, escalate. Acknowledging is in `case_acts`."""

from __future__ import annotations

from collections.abc import Mapping

import structlog

from bot.adapters.slack.acts import Act
from bot.adapters.slack.chain_buttons import ESCALATE, NOT_MINE, PASS_ON
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.hand_on_window import CALLBACK, NOTE, TO, draw_window, read_handed_on
from bot.adapters.slack.handlers import Check, Doing, Handler, Tools
from bot.domain.errors import DeliveryError
from bot.domain.events import NotMine

log = structlog.get_logger()

NO_WINDOW = "The window to choose somebody did not open in time. Please click again."


def _not_mine(tools: Tools, doing: Doing) -> None:
    tools.intake.happened(doing.case_id, NotMine(doing.who), doing.who, doing.envelope)


def _open(tools: Tools, doing: Doing) -> None:
    """Open the window; where that fails, the person is told and clicks again."""
    case_id, passed_on = doing.case_id, doing.act.name == PASS_ON
    people = [name for name in tools.engine.duty.people() if name != doing.who]
    window = draw_window(case_id, people, tools.engine.duty.teams(), passed_on=passed_on)
    try:
        tools.windows.open(doing.act.trigger, window)
    except DeliveryError as problem:
        log.warning("slack_window_not_opened", case=case_id, envelope=doing.envelope, reason=str(problem))
        tools.intake.refuse(case_id, doing.who, NO_WINDOW, doing.envelope)
    else:
        tools.done(doing.envelope)


def _handed_on(tools: Tools, doing: Doing) -> None:
    event = read_handed_on(doing.act, doing.who)
    tools.intake.happened(doing.case_id, event, doing.who, doing.envelope)


def _check(critic: Critic, act: Act) -> Mapping[str, tuple[str, ...]]:
    handed_on = read_handed_on(act, act.user)
    against = critic.wish_objections(act.case_id, act.user, handed_on)
    return {NOTE if handed_on.note else TO: against} if against else {}


HANDLERS: Mapping[str, Handler] = {
    NOT_MINE: Handler(_not_mine),
    PASS_ON: Handler(_open, opens_window=True),
    ESCALATE: Handler(_open, opens_window=True),
    CALLBACK: Handler(_handed_on),
}
CHECKS: Mapping[str, Check] = {CALLBACK: _check}
