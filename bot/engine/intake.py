"""What happened comes in: it is written down, decided, and the case is saved with everything that must happen now, in
one transaction. Nothing is performed here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.case import Case, Channel, Mention, Suggestion
from bot.domain.effects import Reply, Say, ShowCard
from bot.domain.errors import Conflict, NotAllowed
from bot.domain.events import AddressPlaced, AnsweredElsewhere, Event, MentionSeen, TimerFired
from bot.domain.policy import Policy
from bot.domain.response import ANSWERS
from bot.domain.triage import decide
from bot.domain.understood import Reading
from bot.engine import spending
from bot.engine.arrived import arrived_after_all, may_be_ours
from bot.engine.breaker import open_breaker
from bot.engine.dispatch import Dispatch
from bot.engine.early import as_it_stands, remember
from bot.engine.effect_ids import effect_id
from bot.engine.forgetting import is_forgotten, turn_away
from bot.engine.in_short import in_short
from bot.engine.keeping import answer_of
from bot.engine.labels import write_labels
from bot.engine.limits import policy_for
from bot.engine.narrate import narrate
from bot.engine.own_post import OwnPost, answered_before, case_answered, remember_answer, written_later
from bot.engine.revising import forget_words, is_later_version, take_up
from bot.engine.rosters import with_roster
from bot.engine.routing import new_case, route
from bot.engine.typed_words import typed_for, with_words
from bot.engine.uncounted import UNCOUNTED
from bot.engine.wording import Wording
from bot.ports.clock import Clock
from bot.ports.reader import Reader
from bot.ports.store import DueTimer, OutboxRow, OutboxState, Store, Transaction
from bot.ports.tally import Tally

_TRIES = 5


class Intake:
    """The one way into a case. Every public method is one transaction and wakes the workers afterwards."""

    def __init__(
        self,
        store: Store,
        reader: Reader,
        wording: Wording,
        dispatch: Dispatch,
        policy: Policy,
        clock: Clock,
        wake: Callable[[], None],
        tally: Tally = UNCOUNTED,
    ) -> None:
        self._store = store
        self._reader = reader
        self._wording = wording
        self._dispatch = dispatch
        self._policy = policy
        self._clock = clock
        self._wake = wake
        self._tally = tally

    def hear(self, mention: Mention, envelope: int | None = None) -> None:
        """A customer wrote. The same mention again changes nothing.

        `envelope` is the number of the inbox row that brought it; it is marked done in the same transaction.
        """
        if mention.channel is Channel.SLACK:
            with self._store.transaction() as tx:
                mention = as_it_stands(tx, mention)
        if mention.deleted:
            self._commit(lambda tx: self._done(tx, envelope))
            return
        reading, suggestions = self._understand(mention)

        is_new = False

        def work(tx: Transaction) -> None:
            nonlocal is_new
            self._done(tx, envelope)
            later = is_later_version(tx, mention)
            is_new = not tx.mentions.seen(mention)
            if not is_new:
                if later:
                    take_up(tx, mention, reading, suggestions, self._apply)
                return
            if is_forgotten(tx, mention, reading):
                turn_away(tx, mention, self._dispatch, self._clock.now())
                return
            way = route(tx, mention, reading)
            case = way.cases[0] if way.cases else new_case(tx, mention)
            heard = MentionSeen(
                mention,
                replace(reading, email=way.address or reading.email),
                suggestions,
                tx.marks.opted_out(mention.customer),
                tuple(one.id for one in way.offered),
            )
            saved = self._apply(tx, case, heard)
            tx.mentions.add(mention, saved.id)
            for other in way.cases[1:]:
                self._apply(tx, other, heard)
            if way.held_by and way.held_by not in way.cases:
                self._apply(tx, way.held_by, AddressPlaced())
            if saved.needs_answer and (answer := answered_before(tx, mention)):
                # A human was faster than we heard: nothing automatic of this decision may leave.
                self._apply(tx, saved, answer)

        self._commit(work)
        if is_new:
            self._tally.heard(mention.channel)

    def edited(
        self,
        channel: Channel,
        mention_id: str,
        text: str,
        at: datetime,
        envelope: int | None = None,
        written: datetime | None = None,
    ) -> None:
        """A customer changed a mention at `at` (UTC).

        One that was never heard may still be, where it is told when it was `written` (UTC).
        """
        with self._store.transaction() as tx:
            found = tx.mentions.find(channel, (mention_id,))
        heard = replace(found[1], text=text, at=at) if found else None
        understood = self._understand(heard) if heard else None

        def work(tx: Transaction) -> None:
            self._done(tx, envelope)
            if heard and understood:
                take_up(tx, heard, *understood, self._apply)
            elif written:
                remember(tx, channel, mention_id, written, at, text, self._clock.now())

        self._commit(work)

    def deleted(
        self, channel: Channel, mention_id: str, envelope: int | None = None, written: datetime | None = None
    ) -> None:
        """A customer deleted a mention: its words go, and nothing more is said in answer to it; `written` as above."""

        def work(tx: Transaction) -> None:
            self._done(tx, envelope)
            now = self._clock.now()
            if not forget_words(tx, channel, mention_id, self._apply) and written:
                remember(tx, channel, mention_id, written, now, None, now)

        self._commit(work)

    def happened(self, case_id: str, event: Event, who: str = "", envelope: int | None = None) -> None:
        """Something happened to a case.

        What the state does not allow is told in private to the teammate `who`; without one NotAllowed is raised.
        """
        self.on_behalf(lambda tx: self.within(tx, case_id, event), case_id, who, envelope, typed_for(event))

    def on_behalf(
        self, work: Callable[[Transaction], None], case_id: str, who: str, envelope: int | None = None, typed: str = ""
    ) -> None:
        """Do what a teammate asks for, in one transaction; a refusal is told to them in private, with what they typed.

        Without a teammate NotAllowed is raised.
        """

        def whole(tx: Transaction) -> None:
            self._done(tx, envelope)
            work(tx)

        try:
            self._commit(whole)
        except NotAllowed as refusal:
            if not who:
                raise
            self.refuse(case_id, who, str(refusal), envelope, typed)

    def refuse(self, case_id: str, who: str, words: str, envelope: int | None = None, typed: str = "") -> None:
        """Tell a teammate in private that, and why, they were not obeyed; what they had `typed` they get back."""
        self._commit(lambda tx: self._say(tx, case_id, who, with_words(words, typed), envelope, words))

    def say(self, who: str, words: str, envelope: int | None = None, refused: str = "") -> None:
        """Tell a teammate something in private; `refused` says why their act was not obeyed, if it was not."""
        self._commit(lambda tx: self._say(tx, "", who, words, envelope, refused))

    def trip_breaker(self, tx: Transaction, reason: str) -> None:
        """Stop everything automatic and tell the leads."""
        open_breaker(tx, reason, self._policy, self._dispatch.triage_channel, self._clock.now())

    def tell_leads(self, tx: Transaction, words: str) -> None:
        """Tell every lead in private something that belongs to no case."""
        self._dispatch.tell_leads(tx, words, self._clock.now())

    def answered_elsewhere(self, post: OwnPost, envelope: int | None = None) -> bool:
        """Take a post from our own side for a human's answer, unless it is one of our own messages.

        Returns False while that cannot be told because a message of ours is under way: show the post again later.
        """
        told = True

        def work(tx: Transaction) -> None:
            nonlocal told
            mark = f"own:{post.channel}:{post.id}"
            told = True
            known = tx.marks.get(mark) or tx.outbox.is_ours(post.channel, post.id)
            if known or tx.privacy.is_forgotten(f"{post.channel}:{post.customer_id}"):
                self._done(tx, envelope)
                return
            ours = post.is_on_our_account
            if ours and any(may_be_ours(row, post) for row in tx.outbox.in_flight(post.channel)):
                told = False
                return
            self._done(tx, envelope)
            tx.marks.set(mark, "seen")
            case = case_answered(tx, post)
            if ours and case is not None and (row := arrived_after_all(tx, case, post)):
                self._arrived(tx, case, row, post)
                return
            remember_answer(tx, post)
            if case is not None:
                self._answered(tx, case, post)

        self._commit(work)
        return told

    def fire(self, due: DueTimer) -> None:
        """A timer is due. Whether it still means anything is decided with the case as it is now."""

        def work(tx: Transaction) -> None:
            if due not in tx.timers.due(due.due):
                # It was moved or taken away since it was looked at; what stands there now has its own time.
                return
            tx.timers.cancel(due.case_id, due.timer)
            self.within(tx, due.case_id, TimerFired(due.timer, due.due))

        self._commit(work)
        self._tally.fired(due.timer, self._clock.now() - due.due)

    def within(self, tx: Transaction, case_id: str, event: Event) -> None:
        """Apply an event in a transaction that somebody else began; raise NotAllowed for a case that is not there."""
        case = tx.cases.get(case_id)
        if case is None:
            raise NotAllowed("This case does not exist any more.")
        self._apply(tx, case, event)

    def charge(self, tx: Transaction, row: OutboxRow, *, back: bool = False) -> None:
        """Count what sending `row` costs; with `back` it was counted in doubt and surely did not arrive."""
        now = self._clock.now()
        if back:
            spending.take_back(tx, row, self._policy, now)
        else:
            spending.charge_row(tx, row, self._policy, self._dispatch.triage_channel, now)

    def redraw(self, tx: Transaction, case_id: str, because: str) -> None:
        """Show on the card that the message with the effect id `because` has left."""
        self._dispatch.write_for_staff(tx, case_id, ShowCard(), f"{because}-shown", self._clock.now())

    def wake(self) -> None:
        """Tell the workers that there is something new to do."""
        self._wake()

    def _apply(self, tx: Transaction, case: Case, event: Event, post: OwnPost | None = None) -> Case:
        now = self._clock.now()
        known = with_roster(tx, spending.policy_now(tx, self._policy, now))
        policy = policy_for(tx, case, event, known, now)
        decision = decide(case, event, policy, now)
        event, saved = decision.event, tx.cases.save(decision.case)
        for row in narrate(saved.id, event, now):
            tx.cases.record(row)
        write_labels(tx, case, saved, event, self._policy, now)
        if answered := answer_of(case, event, now, post):
            tx.answers.add(answered)
        self._dispatch.write(tx, saved, decision.effects, now)
        return saved

    def _understand(self, mention: Mention) -> tuple[Reading, tuple[Suggestion, ...]]:
        reading = self._reader.read(mention)
        return reading, self._wording.suggestions(mention, reading)

    def _answered(self, tx: Transaction, case: Case, post: OwnPost) -> None:
        """A human answered; what the customer wrote after it, and was heard before, is taken up once more behind it."""
        later = written_later(tx, case, post) if case.needs_answer else ()
        if later is None:
            return
        case = self._apply(tx, case, AnsweredElsewhere(post.who, post.id, post.text, post.at), post)
        for mention in later:
            heard = MentionSeen(mention, *self._understand(mention), tx.marks.opted_out(mention.customer), ())
            case = self._apply(tx, case, heard)

    def _arrived(self, tx: Transaction, case: Case, row: OutboxRow, post: OwnPost) -> None:
        """A message that nobody knew of had arrived: it is not sent again, and an answer counts as one."""
        if row.state is not OutboxState.DEAD:
            # A look that did not find it had taken back what it cost.
            self.charge(tx, row)
        tx.outbox.save(replace(row, state=OutboxState.SENT, remote_id=post.id, sent_at=post.at, error=""))
        self.redraw(tx, case.id, row.id)
        if isinstance(row.effect, Reply) and row.effect.kind in ANSWERS and row.state is not OutboxState.READY:
            remember_answer(tx, post)
            self._apply(tx, case, AnsweredElsewhere(row.effect.by, post.id, post.text, post.at), post)

    def _say(
        self, tx: Transaction, case_id: str, who: str, words: str, envelope: int | None, refused: str = ""
    ) -> None:
        if envelope is not None:
            tx.inbox.done(envelope, in_short(refused))
        now = self._clock.now()
        row_id = effect_id(f"{case_id}/{who}/{now.isoformat()}", 0, envelope if envelope is not None else 0)
        said = Say(who, f"{case_id}: {words}" if case_id else words)
        # What was typed may speak of the customer: as a row of the case it goes when they are forgotten.
        about = case_id if case_id and tx.cases.get(case_id) else ""
        self._dispatch.write_for_staff(tx, about, said, row_id, now)

    @staticmethod
    def _done(tx: Transaction, envelope: int | None) -> None:
        if envelope is not None:
            tx.inbox.done(envelope)

    def _commit(self, work: Callable[[Transaction], None]) -> None:
        for attempt in range(1, _TRIES + 1):
            try:
                with self._store.transaction() as tx:
                    work(tx)
                break
            except Conflict:
                # Somebody else was first: with the case as it is now the decision may be another one.
                if attempt == _TRIES:
                    raise
        self._wake()
