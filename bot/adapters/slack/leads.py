"""Carries out what leads decide: tells the engine, or opens the window to edit. Nobody but a lead is obeyed."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from bot.adapters.slack.decisions import (
    AnswerLate,
    AnswerYounger,
    CloseBreaker,
    Decided,
    Decision,
    Drop,
    EditAsked,
    KeepAnswer,
    SendAnyway,
    ShowAddress,
)
from bot.adapters.slack.held_window import Edited, draw_window
from bot.adapters.slack.listens import Listens
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Workspace
from bot.domain.effects import Reply
from bot.domain.errors import DeliveryError
from bot.domain.events import LateAnswered
from bot.ports.store import OutboxState, Store

log = structlog.get_logger()

ONLY_LEADS = "Only a lead can do this."
DECIDED = "Somebody has decided about this message already."
NO_WINDOW = "The window to edit it did not open in time. Please click Edit again."


class Leads:
    """Works on one decision after the other; each call marks the envelope done."""

    def __init__(
        self, store: Store, intake: Listens, workspace: Workspace, windows: Windows, done: Callable[[int], None]
    ) -> None:
        self._store = store
        self._intake = intake
        self._workspace = workspace
        self._windows = windows
        self._done = done

    def decided(self, decided: Decided, envelope: int) -> None:
        """Obey a lead, tell any other teammate in private that only leads can, and ignore everybody else."""
        user, team, decision = decided.user, decided.team, decided.decision
        case_id = getattr(decision, "case_id", "")
        who = self._workspace.teammate(user, team)
        if not who:
            log.warning("slack_click_by_a_stranger", user=user, team=team, case=case_id)
            self._done(envelope)
        elif not self._workspace.is_lead(user, team):
            log.warning("slack_click_by_no_lead", user=user, case=case_id)
            self._intake.refuse(case_id, who, ONLY_LEADS, envelope)
        else:
            self._obey(decision, who, envelope)

    def _obey(self, decision: Decision, who: str, envelope: int) -> None:
        match decision:
            case SendAnyway(_, message):
                self._intake.held_sent(message, who, envelope)
            case Drop(_, message):
                self._intake.held_dropped(message, who, envelope)
            case Edited(_, message, text):
                self._intake.held_edited(message, text, who, envelope)
            case EditAsked() as asked:
                self._open(asked, who, envelope)
            case AnswerLate(case_id):
                self._intake.happened(case_id, LateAnswered(who), who, envelope)
            case AnswerYounger(than):
                self._intake.answer_younger(than, who, envelope)
            case KeepAnswer(case_id):
                self._intake.answer_kept(case_id, who, envelope)
            case ShowAddress(case_id):
                self._intake.show_address(case_id, who, envelope)
            case CloseBreaker():
                self._intake.close_breaker(who, envelope)

    def _open(self, asked: EditAsked, who: str, envelope: int) -> None:
        """Open the window with the words as they are now; where that fails, the person is told and clicks again."""
        with self._store.transaction() as tx:
            row = tx.outbox.get(asked.message)
        if row is None or not isinstance(row.effect, Reply) or row.state is not OutboxState.HELD:
            self._intake.refuse(asked.case_id, who, DECIDED, envelope)
            return
        window = draw_window(asked.case_id, asked.message, row.effect.text, row.error, asked.limit)
        try:
            self._windows.open(asked.trigger, window)
        except DeliveryError as problem:
            log.warning("slack_window_not_opened", case=asked.case_id, envelope=envelope, reason=str(problem))
            self._intake.refuse(asked.case_id, who, NO_WINDOW, envelope)
        else:
            self._done(envelope)
