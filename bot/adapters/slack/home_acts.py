"""The buttons of the App Home: pause and resume, a held message, and how the chart looks."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.slack.handlers import Doing, Handler, Tools
from bot.adapters.slack.home_lead import CHART, HELD, PAUSE, RESUME
from bot.domain.errors import DecodeError
from bot.domain.policy import Role
from bot.domain.reading import SETTLED
from bot.ports.home import Look


def _pause(tools: Tools, doing: Doing) -> None:
    tools.engine.switches.pause(doing.envelope)


def _resume(tools: Tools, doing: Doing) -> None:
    tools.engine.switches.resume(doing.envelope)


def _held(tools: Tools, doing: Doing) -> None:
    if not tools.engine.switches.show_held(doing.text("message"), doing.who, doing.envelope):
        tools.intake.refuse(doing.act.case_id, doing.who, SETTLED, doing.envelope)


def _chart(tools: Tools, doing: Doing) -> None:
    try:
        look = Look(doing.text("look"))
    except ValueError:
        raise DecodeError("look: expected light or dark") from None
    tools.engine.homes.turn_chart(doing.act.user, look, doing.envelope)


HANDLERS: Mapping[str, Handler] = {
    PAUSE: Handler(_pause, Role.LEAD),
    RESUME: Handler(_resume, Role.LEAD),
    HELD: Handler(_held, Role.LEAD),
    CHART: Handler(_chart, Role.LEAD),
}
