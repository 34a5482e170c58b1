"""What a lead decides about a draft with a click: it leaves as it is, or goes back to its author.

Every method is one transaction; what is too late or refused is told to the lead in private. Nothing else lets a draft
leave.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.case import Channel
from bot.domain.draft_events import DraftReturned, DraftSent
from bot.domain.drafts import Draft
from bot.domain.errors import NotAllowed
from bot.domain.policy import Policy
from bot.domain.reading import DECIDED
from bot.engine.intake import Intake
from bot.engine.second_thoughts import SWITCHED_OFF, read_answer
from bot.engine.story import tell_story
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.store import Store, Transaction


class Drafts:
    """`envelope` is the inbox row that brought the click; it is marked done in the same transaction.

    Other words in the place of a draft come by `answering.Answering.written`.
    """

    def __init__(
        self, store: Store, intake: Intake, channels: Mapping[Channel, CustomerChannel], policy: Policy, clock: Clock
    ) -> None:
        self._store = store
        self._intake = intake
        self._policy = policy
        self._clock = clock
        self._channels = channels

    def draft(self, case_id: str, number: int) -> Draft:
        """Return a draft that waits; raise NotAllowed, with words for the lead, where it does not wait any more."""
        with self._store.transaction() as tx:
            case = tx.cases.get(case_id)
        draft = case.waiting_draft(number) if case else None
        if draft is None:
            raise NotAllowed(DECIDED)
        return draft

    def draft_sent(self, case_id: str, draft: int, who: str, envelope: int | None = None) -> None:
        """Send a draft as it is; what a guard stops is not sent, and the lead hears why."""

        def work(tx: Transaction) -> None:
            self._check(tx, case_id, draft)
            self._intake.within(tx, case_id, DraftSent(who, draft))

        self._intake.on_behalf(work, case_id, who, envelope)

    def draft_returned(self, case_id: str, draft: int, note: str, who: str, envelope: int | None = None) -> None:
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
            raise NotAllowed(SWITCHED_OFF)
        story = tell_story(tx, case_id, self._policy, now)
        stops, _ = read_answer(tx, story, draft.text, draft.who, channel, self._policy, now)
        if stops:
            raise NotAllowed(f"Not sent. {' '.join(stops)} Press Edit to change it, or send it back.")
