"""What a lead decided, read from a click or a submitted window: about held messages, the backlog, the breaker,
an answer to keep, an address. Pure.

Who may decide is not known here; `leads.py` asks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.adapters.slack import fields
from bot.adapters.slack.address import SHOW
from bot.adapters.slack.backlog import ANSWER, YOUNGER
from bot.adapters.slack.breaker import CLOSE
from bot.adapters.slack.buttons import KEEP
from bot.adapters.slack.fields import Fields
from bot.adapters.slack.held import DROP, EDIT, SEND
from bot.adapters.slack.held_window import Edited, read_submission
from bot.domain.errors import DecodeError

_YOUNGER = re.compile(rf"{YOUNGER}:\d+")
_LONGEST = timedelta(days=7)
_NO_LIMIT = 3_000


@dataclass(frozen=True)
class SendAnyway:
    """Send the held message as it is."""

    case_id: str
    message: str


@dataclass(frozen=True)
class Drop:
    """Never send the held message."""

    case_id: str
    message: str


@dataclass(frozen=True)
class EditAsked:
    """Open the window to edit the held message; `trigger` opens one window within three seconds, "" opens none."""

    case_id: str
    message: str
    limit: int
    trigger: str


@dataclass(frozen=True)
class AnswerLate:
    """Answer one case of the backlog."""

    case_id: str


@dataclass(frozen=True)
class AnswerYounger:
    """Answer every case of the backlog that is younger than this."""

    than: timedelta


@dataclass(frozen=True)
class CloseBreaker:
    """Let what is automatic go on."""


@dataclass(frozen=True)
class KeepAnswer:
    """Offer the answer of this case for such questions."""

    case_id: str


@dataclass(frozen=True)
class ShowAddress:
    """Show the case's address in full."""

    case_id: str


Decision = SendAnyway | Drop | EditAsked | Edited | AnswerLate | AnswerYounger | CloseBreaker | KeepAnswer | ShowAddress


@dataclass(frozen=True)
class Decided:
    """Somebody of workspace `team` decided what only a lead may decide."""

    user: str
    team: str
    decision: Decision


def is_for_leads(action: str) -> bool:
    """Tell whether an action id is one of the buttons by which leads decide."""
    return action in (SEND, EDIT, DROP, ANSWER, CLOSE, KEEP, SHOW) or _YOUNGER.fullmatch(action) is not None


def clicked(payload: Fields, action: str, carried: Fields) -> Decided:
    """Return what a click on one of these buttons means; raise DecodeError where it carries something else."""
    return _by(payload, _decision(payload, action, carried))


def submitted(payload: Fields) -> Decided:
    """Return what the submitted window to edit a held message means; raise DecodeError for a broken one."""
    return _by(payload, read_submission(payload))


def _by(payload: Fields, decision: Decision) -> Decided:
    user = fields.section(payload, "user")
    return Decided(fields.text(user, "id"), fields.text_or(user, "team_id"), decision)


def _decision(payload: Fields, action: str, carried: Fields) -> Decision:
    if action == CLOSE:
        return CloseBreaker()
    if action not in (SEND, EDIT, DROP, ANSWER, KEEP, SHOW):
        return AnswerYounger(_age(carried))
    case_id = fields.text(carried, "case")
    if action == SHOW:
        return ShowAddress(case_id)
    if action == ANSWER:
        return AnswerLate(case_id)
    if action == KEEP:
        return KeepAnswer(case_id)
    message = fields.text(carried, "message")
    if action == SEND:
        return SendAnyway(case_id, message)
    if action == DROP:
        return Drop(case_id, message)
    limit = fields.number(carried, "limit") if "limit" in carried else _NO_LIMIT
    return EditAsked(case_id, message, limit, fields.text_or(payload, "trigger_id"))


def _age(carried: Fields) -> timedelta:
    minutes = fields.number(carried, "minutes")
    if minutes > _LONGEST / timedelta(minutes=1):
        raise DecodeError("minutes: expected no more than a week")
    return timedelta(minutes=minutes)
