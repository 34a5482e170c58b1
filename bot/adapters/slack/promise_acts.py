"""Promising, keeping, denying a promise, and the word to the customer that it takes longer. Any teammate may."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.slack.acts import Act
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.handlers import Check, Doing, Handler, Tools
from bot.adapters.slack.opening import opened
from bot.adapters.slack.promise_window import AT, TEXT, WHEN, draw_kept, draw_promise, read_promise
from bot.adapters.slack.promise_words import DENY, KEEP, MAKE, UPDATE
from bot.domain.errors import DecodeError, NotAllowed
from bot.domain.events import PromiseDenied, PromiseKept, PromiseMade, PromiseUpdateSent


def _promise(tools: Tools, doing: Doing) -> None:
    """Take what was promised, or open the window for it: button and window have the same name."""
    if TEXT not in doing.act.entered:
        _open(tools, doing, to_keep=False)
        return
    written = read_promise(doing.act)
    if written.due is None:
        raise DecodeError("when: expected a time")
    made = PromiseMade(doing.who, written.due, written.text, written.owner, written.answered)
    tools.intake.happened(written.case_id, made, doing.who, doing.envelope)


def _keep(tools: Tools, doing: Doing) -> None:
    """Take the answer that was promised, or open the window for it."""
    if TEXT not in doing.act.entered:
        _open(tools, doing, to_keep=True)
        return
    kept = PromiseKept(doing.who, doing.act.entered[TEXT].strip())
    tools.intake.happened(doing.case_id, kept, doing.who, doing.envelope)


def _open(tools: Tools, doing: Doing, *, to_keep: bool) -> None:
    try:
        slate = tools.engine.promising.slate(doing.case_id, to_keep=to_keep)
    except NotAllowed as refusal:
        tools.intake.refuse(doing.case_id, doing.who, str(refusal), doing.envelope)
        return
    if opened(tools, doing, draw_kept(slate) if to_keep else draw_promise(slate, doing.who)):
        tools.done(doing.envelope)


def _deny(tools: Tools, doing: Doing) -> None:
    tools.intake.happened(doing.case_id, PromiseDenied(doing.who), doing.who, doing.envelope)


def _update(tools: Tools, doing: Doing) -> None:
    tools.intake.happened(doing.case_id, PromiseUpdateSent(doing.who), doing.who, doing.envelope)


def _check_promise(critic: Critic, act: Act) -> Mapping[str, tuple[str, ...]]:
    written = read_promise(act)
    if against := critic.promise_time_objections(written.due):
        return {AT if act.entered.get(AT) else WHEN: against}
    if not written.text:
        return {}
    against = critic.promise_objections(written.case_id, act.user, written.text, written.due, written.answered)
    return {TEXT: against} if against else {}


def _check_kept(critic: Critic, act: Act) -> Mapping[str, tuple[str, ...]]:
    text = act.entered.get(TEXT, "").strip()
    against = critic.promise_objections(act.case_id, act.user, text, None, True) if text else ()
    return {TEXT: against} if against else {}


HANDLERS: Mapping[str, Handler] = {
    MAKE: Handler(_promise, opens_window=True),
    KEEP: Handler(_keep, opens_window=True),
    DENY: Handler(_deny),
    UPDATE: Handler(_update),
}
CHECKS: Mapping[str, Check] = {MAKE: _check_promise, KEEP: _check_kept}
