"""Works on one envelope that was written down: tells the engine what it means, or marks it done as meaningless."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.adapters.slack.buttons import MOVE, Action
from bot.adapters.slack.codec import Click, Deleted, Edited, Ignored, MentionHeard, StaffPost, decode
from bot.adapters.slack.decisions import Decided
from bot.adapters.slack.leads import Leads
from bot.adapters.slack.listens import Listens
from bot.adapters.slack.people import People
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Workspace
from bot.domain.case import Channel
from bot.domain.events import (
    Acknowledged,
    Dismissed,
    EmailAskRequested,
    Event,
    HeatMarked,
    HoldApproved,
    Moved,
    Resolved,
    SuggestionSent,
)
from bot.ports.store import InboxRow, Store

log = structlog.get_logger()

SOURCE = "slack"
"""The source under which envelopes from Slack stand in the inbox."""


class SlackInbound:
    """Give `handle` to the `InboxWorker`."""

    def __init__(self, store: Store, intake: Listens, workspace: Workspace, people: People, windows: Windows) -> None:
        self._store = store
        self._intake = intake
        self._workspace = workspace
        self._people = people
        self._leads = Leads(store, intake, workspace, windows, self._done)

    def handle(self, row: InboxRow) -> None:
        """Work on an envelope; raise DecodeError for a broken one.

        An envelope that cannot be told yet stays as it is and comes again.
        """
        match decode(row.body, self._workspace):
            case MentionHeard(mention):
                self._intake.hear(replace(mention, customer=self._people.named(mention.customer)), row.seq)
            case Edited(id, text, at):
                self._intake.edited(Channel.SLACK, id, text, at, row.seq)
            case Deleted(id):
                self._intake.deleted(Channel.SLACK, id, row.seq)
            case StaffPost(post):
                self._intake.answered_elsewhere(post, row.seq)
            case Click() as click:
                self._clicked(click, row.seq)
            case Decided() as decided:
                self._leads.decided(decided, row.seq)
            case Ignored(reason):
                log.debug("slack_envelope_ignored", envelope=row.seq, reason=reason)
                self._done(row.seq)

    def _clicked(self, click: Click, envelope: int) -> None:
        who = self._workspace.teammate(click.user, click.team)
        if not who:
            log.warning("slack_click_by_a_stranger", user=click.user, team=click.team, case=click.case_id)
            self._done(envelope)
            return
        self._intake.happened(click.case_id, _event(click, who), who, envelope)

    def _done(self, envelope: int) -> None:
        with self._store.transaction() as tx:
            tx.inbox.done(envelope)


def _event(click: Click, who: str) -> Event:
    match click.action:
        case Action.TAKE:
            return Acknowledged(who)
        case Action.ASK_EMAIL:
            return EmailAskRequested(who)
        case Action.APPROVE_HOLD:
            return HoldApproved(who)
        case Action.RESOLVE:
            return Resolved(who)
        case Action.DISMISS:
            return Dismissed(who)
        case Action.MARK_HEATED | Action.MARK_CALM:
            return HeatMarked(who, click.action == Action.MARK_HEATED)
        case _ if click.action == MOVE:
            return Moved(who, click.name)
        case _:
            return SuggestionSent(who, click.name)
