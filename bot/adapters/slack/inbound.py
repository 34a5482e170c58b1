"""Works on one envelope that was written down: tells the engine what it means, or marks it done as meaningless."""

from __future__ import annotations

from dataclasses import replace

import structlog

from bot.adapters.slack.acts import Act
from bot.adapters.slack.codec import (
    ChannelShared,
    Deleted,
    Edited,
    HomeOpened,
    Ignored,
    MentionHeard,
    StaffNote,
    StaffPost,
    decode,
)
from bot.adapters.slack.deeds import deed
from bot.adapters.slack.drawn import Drawn
from bot.adapters.slack.handlers import Doing, Tools
from bot.adapters.slack.listens import UseCases
from bot.adapters.slack.people import People
from bot.adapters.slack.registry import HANDLERS
from bot.adapters.slack.replies import Replies
from bot.adapters.slack.unread import unread_in
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Workspace
from bot.domain.case import Channel
from bot.domain.policy import Role
from bot.domain.reading import ONLY_LEADS
from bot.engine.unread import Unread
from bot.ports.store import AuditRow, InboxRow, Store

log = structlog.get_logger()

SOURCE = "slack"
"""The source under which envelopes from Slack stand in the inbox."""
NOT_FOR_YOU = "This command is for the support team."
NOT_STAFF = "You are not on the support team's list. Nothing was done, and nothing was sent."


class SlackInbound:
    """Give `handle` to the `InboxWorker`."""

    def __init__(
        self,
        store: Store,
        engine: UseCases,
        workspace: Workspace,
        people: People,
        windows: Windows,
        replies: Replies | None = None,
    ) -> None:
        """`replies` are those that the listener fills; without them commands are answered by direct messages."""
        self._store = store
        self._intake, self._talk = engine.intake, engine.talk
        self._workspace = workspace
        self._people = people
        self._tools = Tools(store, engine, workspace, windows, replies or Replies(), self._done)

    def handle(self, row: InboxRow) -> None:
        """Work on an envelope; raise DecodeError for a broken one.

        An envelope that cannot be told yet stays as it is and comes again.
        """
        match decode(row.body, self._workspace):
            case MentionHeard(mention):
                self._intake.hear(replace(mention, customer=self._people.named(mention.customer)), row.seq)
            case Edited(id, text, at, written):
                self._intake.edited(Channel.SLACK, id, text, at, row.seq, written)
            case Deleted(id, written):
                self._intake.deleted(Channel.SLACK, id, row.seq, written)
            case StaffPost(post):
                self._intake.answered_elsewhere(post, row.seq)
            case ChannelShared(channel, shared):
                self._tools.engine.premises.shared(channel, shared, row.seq)
            case HomeOpened(user):
                self._tools.engine.homes.opened(user, row.seq)
            case StaffNote(card, who, text):
                self._talk.noted(card, who, text, row.seq)
            case Act() as act:
                self._did(act, row)
            case Ignored(reason):
                log.debug("slack_envelope_ignored", envelope=row.seq, reason=reason)
                self._done(row.seq)

    def unread(self, row: InboxRow) -> Unread | None:
        """Return what the leads are to be told of an envelope that was given up, or None."""
        return unread_in(row.body, row.key, self._workspace)

    def _did(self, act: Act, row: InboxRow) -> None:
        """Obey a teammate who may do it, tell one who may not in private, and obey nobody else.

        What a teammate does is noted first: whatever marks the envelope done writes it into the audit trail.
        """
        handler, envelope = HANDLERS[act.name], row.seq
        who = self._workspace.teammate(act.user, act.team)
        if not who:
            log.warning("slack_act_by_a_stranger", user=act.user, team=act.team, act=act.name, case=act.case_id)
            self._done(envelope)
            self._answer_a_stranger(act, row.key)
            return
        if not act.name.startswith("/"):
            self._tools.replies.forget(row.key)
        with self._store.transaction() as tx:
            tx.inbox.note(envelope, AuditRow(row.received_at, who, deed(act), act.case_id))
        if handler.least is Role.LEAD and not self._workspace.is_lead(act.user, act.team):
            log.warning("slack_act_by_no_lead", user=act.user, act=act.name, case=act.case_id)
            self._intake.refuse(act.case_id, who, ONLY_LEADS, envelope)
        else:
            handler.obey(self._tools, Doing(act, who, envelope, row.key))

    def _answer_a_stranger(self, act: Act, key: str) -> None:
        """Tell who typed a command, or a colleague who pressed a button of a card, that it is not for them.

        Nobody else who presses a button hears anything: guests, strangers and whoever did so elsewhere are customers.
        """
        us, replies = self._workspace.us.team, self._tools.replies
        if act.name.startswith("/"):
            replies.give(key, Drawn(NOT_FOR_YOU))
            return
        beside_us = act.team == us and act.place == self._workspace.triage_channel
        if beside_us and replies.knows(key) and self._people.is_colleague(act.user, us):
            replies.give(key, Drawn(NOT_STAFF))
        else:
            replies.forget(key)

    def _done(self, envelope: int, refused: str = "") -> None:
        with self._store.transaction() as tx:
            tx.inbox.done(envelope, refused)
