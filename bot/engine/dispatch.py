"""Writes the effects of a decision down, in the decision's transaction: timers as timers, messages as outbox rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import structlog

from bot.domain.case import Case, Channel
from bot.domain.effects import (
    AddToTicket,
    CancelTimer,
    DropHeld,
    Effect,
    OpenTicket,
    OptOut,
    RedrawDraft,
    Reply,
    Say,
    SetTimer,
    SettleChain,
    ShowCard,
    ShowDraft,
    ShowHeld,
    Teach,
    Tell,
    TellAuthor,
    TellOverdue,
    ThreadNote,
    ToBacklog,
    WatchTicket,
    WithdrawReplies,
    WritePromise,
)
from bot.domain.errors import ResponseError
from bot.domain.policy import Policy
from bot.domain.saying import LASTING
from bot.engine.backlog import drop_held, join_digest
from bot.engine.chains import settle_chain
from bot.engine.draft_rows import who_saw
from bot.engine.effect_ids import effect_id, only_case
from bot.engine.history import words_to_avoid
from bot.engine.lessons import write_lesson
from bot.engine.promises import tell_overdue, write_promise
from bot.engine.routing import list_cases
from bot.engine.wording import Wording
from bot.ports.channel import CustomerChannel
from bot.ports.store import OutboxRow, Transaction, Watch

log = structlog.get_logger()

ForStaff = ShowCard | ThreadNote | Tell | ShowHeld | ShowDraft | TellAuthor | Teach | Say


class Dispatch:
    """Turns effects into rows.

    `triage_channel` is "" where the staff have no Slack; then nothing is written for them.
    """

    def __init__(
        self,
        policy: Policy,
        wording: Wording,
        channels: Mapping[Channel, CustomerChannel],
        triage_channel: str,
    ) -> None:
        self._policy = policy
        self._wording = wording
        self._channels = channels
        self.triage_channel = triage_channel

    def write(self, tx: Transaction, case: Case, effects: tuple[Effect, ...], now: datetime) -> None:
        """Write all effects of one decision about `case` (as saved, so with its new version)."""
        about = only_case(case)
        for place, effect in enumerate(effects):
            match effect:
                case SetTimer(timer, due):
                    tx.timers.set(case.id, timer, due)
                case CancelTimer(timer):
                    tx.timers.cancel(case.id, timer)
                case WithdrawReplies(everything):
                    tx.outbox.withdraw(case.id, keep=() if everything else LASTING)
                case DropHeld(message):
                    drop_held(tx, message)
                case OptOut():
                    tx.marks.opt_out(case.customer, now)
                case Reply():
                    self._write_reply(tx, case, effect, effect_id(about, case.version, place), now)
                case WatchTicket():
                    tx.watches.put(Watch(case.id, now, now, now))
                case OpenTicket():
                    self.write_for_desk(tx, case.id, effect, effect_id(about, case.version, place), now)
                case AddToTicket(text, heard):
                    # After a restore the same step may be another one: what is added then is not there yet.
                    row_id = effect_id(f"{about}/{heard}/{text}", case.version, place)
                    self.write_for_desk(tx, case.id, effect, row_id, now)
                case WritePromise():
                    write_promise(tx, case, effect, now)
                case TellOverdue():
                    tell_overdue(tx, case, effect, self._policy, self.triage_channel, now)
                case ToBacklog():
                    join_digest(tx, case, self._policy, self.triage_channel, now)
                case RedrawDraft(draft, fate, by, author):
                    for number, who in enumerate(who_saw(tx, case.id, draft)):
                        row_id = effect_id(f"{about}/draft/{number}", case.version, place)
                        self.write_for_staff(tx, case.id, ShowDraft(who, draft, fate, by, author), row_id, now)
                case SettleChain():
                    settle_chain(tx, case, effect, now)
                case Tell(who, run=run) if run and who:
                    tx.rosters.note_asked(who, now)
                    self.write_for_staff(tx, case.id, effect, effect_id(about, case.version, place), now)
                case ShowCard() | ThreadNote() | Tell() | ShowHeld() | ShowDraft() | TellAuthor() | Teach() | Say():
                    write_lesson(tx, case, effect, now)
                    self.write_for_staff(tx, case.id, effect, effect_id(about, case.version, place), now)

    def write_for_staff(
        self,
        tx: Transaction,
        case_id: str,
        effect: ForStaff,
        row_id: str,
        now: datetime,
    ) -> None:
        """Write a row for the staff's place; somebody who is not in the configuration any more is told nothing."""
        target = self.triage_channel
        if not isinstance(effect, ShowCard | ThreadNote):
            person = self._policy.person(effect.who)
            target = person.slack if person else ""
        if isinstance(effect, Tell) and effect.place:
            target = effect.place
        if not self.triage_channel or not target:
            log.warning("nobody_to_tell", case=case_id, effect=type(effect).__name__)
            return
        tx.outbox.add(OutboxRow(row_id, case_id, f"slack:{target}", effect, now, now))

    def write_for_desk(
        self, tx: Transaction, case_id: str, effect: OpenTicket | AddToTicket, row_id: str, now: datetime
    ) -> None:
        """Write a row for the desk."""
        tx.outbox.add(OutboxRow(row_id, case_id, "desk:", effect, now, now))

    def tell_leads(self, tx: Transaction, words: str, now: datetime) -> None:
        """Tell every lead something in private that belongs to no case."""
        for name in self._policy.in_charge():
            self.write_for_staff(tx, "", Say(name, words), effect_id(f"{name}/{now.isoformat()}/{words}", 0, 0), now)

    def _write_reply(self, tx: Transaction, case: Case, reply: Reply, row_id: str, now: datetime) -> None:
        error = ""
        channel = self._channels.get(case.channel)
        if channel is None:
            error = f"{case.channel} is not configured"
        elif not reply.text:
            try:
                had = words_to_avoid(tx, case.customer, now)
                offered = list_cases(tx, case)
                reply = self._wording.reply(case, reply, channel, now, avoid=had, cases=offered)
            except ResponseError as problem:
                # The row is written all the same, without a text: the guards hold it and a human sees why.
                error = str(problem)
        send_by = reply.since + self._policy.send_by[reply.kind]
        destination = _destination(case, reply)
        tx.outbox.add(OutboxRow(row_id, case.id, destination, reply, now, now, send_by=send_by, error=error))


def _destination(case: Case, reply: Reply) -> str:
    """Order and pace are kept per destination: X's posts, X's direct messages, and each Slack channel or person."""
    if case.channel is Channel.X:
        return "x:dm" if reply.private else "x:public"
    return f"slack:{case.customer.id}" if reply.private else f"slack:{reply.to.partition(':')[0]}"
