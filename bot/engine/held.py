"""What a lead decides: about messages that did not leave (held ones, the backlog of an outage, the open breaker), and
which answers are kept.

Every method is one transaction; what is too late or refused is told to the lead in private.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain.case import Case, Channel
from bot.domain.draft_events import DraftReturned
from bot.domain.effects import Reply, Say, ShowAddress
from bot.domain.errors import NotAllowed
from bot.domain.events import Escalated, HeldSettled, LateAnswered
from bot.domain.policy import Policy
from bot.domain.reading import SETTLED
from bot.domain.triage import refusal
from bot.engine import breaker
from bot.engine.backlog import late_cases
from bot.engine.dispatch import Dispatch
from bot.engine.effect_ids import effect_id, only_case
from bot.engine.intake import Intake
from bot.engine.keeping import keep_answer
from bot.engine.second_thoughts import SecondThoughts, read_draft
from bot.engine.story import tell_story
from bot.engine.typed_words import KEPT
from bot.engine.uncounted import UNCOUNTED
from bot.engine.wording import Wording
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.reader import Reader
from bot.ports.store import OutboxRow, OutboxState, Store, Transaction
from bot.ports.tally import Tally

_EDITED = "edited"


class LeadIntake(Intake):
    """The intake with the decisions that are a lead's to make. `envelope` is the inbox row that brought the click."""

    def __init__(
        self,
        store: Store,
        reader: Reader,
        wording: Wording,
        dispatch: Dispatch,
        policy: Policy,
        clock: Clock,
        wake: Callable[[], None],
        channels: Mapping[Channel, CustomerChannel],
        tally: Tally = UNCOUNTED,
    ) -> None:
        super().__init__(store, reader, wording, dispatch, policy, clock, wake, tally)
        self._channels = channels
        self._thoughts = SecondThoughts()

    def held_sent(self, message_id: str, who: str, envelope: int | None = None) -> None:
        """Send a held message as it is; what never leaves is held again."""
        self._settle(message_id, who, "sent anyway", envelope, lambda reply: replace(reply, anyway=True))

    def held_edited(self, message_id: str, text: str, who: str, envelope: int | None = None) -> None:
        """Send a held message with other words; they pass the guards like every message."""
        self._settle(
            *(message_id, who, _EDITED, envelope),
            lambda reply: replace(reply, text=text, anyway=False, ask_first=False),
            typed=text,
        )

    def held_dropped(self, message_id: str, who: str, envelope: int | None = None) -> None:
        """Do not send a held message."""
        self._settle(message_id, who, "dropped", envelope, None)

    def objections(self, message_id: str, text: str) -> tuple[str, ...]:
        """Return what speaks against a text that a human wrote for a held message, a sentence for each reason.

        What a guard stops never leaves; what it only warns of leaves when the same text comes again.
        """
        with self._store.transaction() as tx:
            row = tx.outbox.get(message_id)
            if row is None or row.state is not OutboxState.HELD or not isinstance(row.effect, Reply):
                return (SETTLED, KEPT)
            now = self._clock.now()
            reply = replace(row.effect, text=text, by="a lead", since=now)
            story = tell_story(tx, row.case_id, self._policy, now)
            if refused := self._refusal(story.case, reply):
                return (refused, KEPT)
            channel = self._channels.get(story.case.channel)
            if channel is None:
                return ("This channel is switched off: the message can only be dropped.",)
            renewed = replace(row, send_by=None, error="")
            stops, warnings = read_draft(tx, renewed, reply, story, channel, self._policy, now)
        return stops or self._thoughts.about(message_id, text, warnings)

    def held_words(self, message_id: str) -> tuple[str, str]:
        """Return the words of a held message that a lead wants to edit, and why it was held.

        Raises NotAllowed, with words for the lead, where nothing they write could leave.
        """
        with self._store.transaction() as tx:
            row = tx.outbox.get(message_id)
            if row is None or row.state is not OutboxState.HELD or not isinstance(row.effect, Reply):
                raise NotAllowed(SETTLED)
            case = tx.cases.get(row.case_id)
        if case and (refused := self._refusal(case, row.effect)):
            raise NotAllowed(f"{refused} This message can only be dropped.")
        return row.effect.text, row.error

    def wish_objections(self, case_id: str, user: str, wish: DraftReturned | Escalated) -> tuple[str, ...]:
        """Return what speaks against what somebody wants in a window, whose note then stays there.

        Args:
            case_id: the case.
            user: the Slack user id of whoever wants it.
            wish: what they want, whoever stands in it.
        """
        person = self._policy.by_slack(user)
        with self._store.transaction() as tx:
            case = tx.cases.get(case_id)
        if case is None or person is None:
            return ()
        refused = refusal(case, replace(wish, who=person.name), self._policy, self._clock.now())
        return (refused, KEPT) if refused else ()

    def answer_younger(self, than: timedelta, who: str, envelope: int | None = None) -> None:
        """Take every late case whose customer has waited less than `than` out of the backlog."""

        def work(tx: Transaction) -> None:
            now = self._clock.now()
            for case in late_cases(tx):
                if now - (case.waiting_since or case.opened_at) < than:
                    self.within(tx, case.id, LateAnswered(who))

        self.on_behalf(work, "", who, envelope)

    def show_address(self, case_id: str, who: str, envelope: int | None = None) -> None:
        """Show the lead `who` a case's address in full, in private. The envelope's deed says that they looked."""

        def work(tx: Transaction) -> None:
            case, person, now = tx.cases.get(case_id), self._policy.person(who), self._clock.now()
            if case is None or not case.email:
                raise NotAllowed("There is no address in this case.")
            if person is None or not person.slack:
                raise NotAllowed("You are not among the staff in the configuration.")
            about = f"{only_case(case)}/{who}/address/{now.isoformat()}"
            row_id = effect_id(about, 0, envelope if envelope is not None else 0)
            tx.outbox.add(OutboxRow(row_id, case_id, f"slack:{person.slack}", ShowAddress(who), now, now))

        self.on_behalf(work, case_id, who, envelope)

    def close_breaker(self, who: str, envelope: int | None = None) -> None:
        """Let automatic messages leave again."""

        def work(tx: Transaction) -> None:
            if not breaker.close_breaker(tx, self._clock.now()):
                raise NotAllowed("Somebody has closed the breaker already.")

        self.on_behalf(work, "", who, envelope)

    def answer_kept(self, case_id: str, who: str, envelope: int | None = None) -> None:
        """Keep the answer of a case for such questions; what belongs to one customer is taken out or refused."""

        def work(tx: Transaction) -> None:
            now = self._clock.now()
            kept = keep_answer(tx, case_id, who, self._policy, self._channels, now)
            words = f"{case_id}: kept as answer {kept.number}. It will be offered for such questions: {kept.answer}"
            about = f"kept/{case_id}/{who}/{now.isoformat()}"
            self._dispatch.write_for_staff(tx, "", Say(who, words), effect_id(about, kept.number, 0), now)
            self.redraw(tx, case_id, effect_id(about, kept.number, 1))

        self.on_behalf(work, case_id, who, envelope)

    def _refusal(self, case: Case, held: Reply) -> str:
        """Return why other words in the place of a held message could not leave, or ""."""
        edited = HeldSettled("a lead", _EDITED, held.text, held.kind, held.by)
        return refusal(case, edited, self._policy, self._clock.now())

    def _settle(
        self,
        message_id: str,
        who: str,
        how: str,
        envelope: int | None,
        change: Callable[[Reply], Reply] | None,
        typed: str = "",
    ) -> None:
        def work(tx: Transaction) -> None:
            row = tx.outbox.get(message_id)
            if row is None or row.state is not OutboxState.HELD or not isinstance(row.effect, Reply):
                raise NotAllowed(SETTLED)
            changed = self._changed(row, row.effect, who, change)
            tx.outbox.save(changed)
            text = changed.effect.text if change and isinstance(changed.effect, Reply) else ""
            self.within(tx, row.case_id, HeldSettled(who, how, text, row.effect.kind, row.effect.by))

        with self._store.transaction() as tx:
            row = tx.outbox.get(message_id)
        # What is refused is told with the number of the case that it is about.
        self.on_behalf(work, row.case_id if row else "", who, envelope, typed)

    def _changed(self, row: OutboxRow, reply: Reply, who: str, change: Callable[[Reply], Reply] | None) -> OutboxRow:
        if change is None:
            return replace(row, state=OutboxState.WITHDRAWN)
        now = self._clock.now()
        reply = change(replace(reply, by=who, since=now, released=True))
        send_by = now + self._policy.send_by[reply.kind]
        # Other words are a message of their own: of the old ones one may have arrived.
        doubtful = row.doubtful and isinstance(row.effect, Reply) and row.effect.text == reply.text
        changed = replace(row, effect=reply, state=OutboxState.READY, next_try=now, send_by=send_by, error="")
        return replace(changed, doubtful=doubtful)
