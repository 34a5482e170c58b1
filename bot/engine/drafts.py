"""What a lead decides about a draft: it leaves as it is, with other words, or goes back to its author.

Every method is one transaction; what is too late or refused is told to the lead in private. Nothing else lets a draft
leave.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.case import Channel
from bot.domain.effects import Reply
from bot.domain.errors import NotAllowed
from bot.domain.events import DraftReturned, DraftSent
from bot.domain.guards import Severity
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.engine.draft_rows import findings
from bot.engine.intake import Intake
from bot.engine.story import tell_story
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.store import OutboxRow, Transaction

NO_NOTE = "Write in a word or two what should be different: it is what they learn from."


class Drafts:
    """`envelope` is the inbox row that brought the click; it is marked done in the same transaction."""

    def __init__(
        self, intake: Intake, policy: Policy, clock: Clock, channels: Mapping[Channel, CustomerChannel]
    ) -> None:
        self._intake = intake
        self._policy = policy
        self._clock = clock
        self._channels = channels

    def send(self, case_id: str, draft: int, who: str, envelope: int | None = None) -> None:
        """Send a draft as it is; what a guard stops is not sent, and the lead hears why."""

        def work(tx: Transaction) -> None:
            self._check(tx, case_id, draft)
            self._intake.within(tx, case_id, DraftSent(who, draft))

        self._intake.on_behalf(work, case_id, who, envelope)

    def send_changed(
        self, case_id: str, draft: int, text: str, remark: str, who: str, envelope: int | None = None
    ) -> None:
        """Send other words in the place of a draft; `remark` is for its author."""
        event = DraftSent(who, draft, text.strip(), remark.strip())
        self._intake.happened(case_id, event, who, envelope)

    def send_back(self, case_id: str, draft: int, note: str, who: str, envelope: int | None = None) -> None:
        """Give a draft back to its author with a note."""
        self._intake.happened(case_id, DraftReturned(who, draft, note.strip()), who, envelope)

    def _check(self, tx: Transaction, case_id: str, number: int) -> None:
        case = tx.cases.get(case_id)
        draft = case.waiting_draft(number) if case else None
        if case is None or draft is None:
            # The decision itself says what is the matter.
            return
        channel, now = self._channels.get(case.channel), self._clock.now()
        if channel is None:
            raise NotAllowed("This channel is switched off: nothing can be sent there.")
        reply = Reply(ResponseKind.SUGGESTION, case.last_mention, now, draft.text, draft.who, case.private)
        row = OutboxRow("", case_id, "", reply, now, now)
        story = tell_story(tx, case_id, self._policy, now)
        found = findings(tx, draft.text, draft.who, row, story, channel, self._policy, now)
        if stops := [one.message for one in found if one.severity is Severity.STOP]:
            raise NotAllowed(f"Not sent. {' '.join(stops)} Press Edit to change it, or send it back.")
