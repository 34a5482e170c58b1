"""What the simulated people do reaches the bot: a habit that nobody has any more, or that means nothing, is noticed."""

from __future__ import annotations

from spoilt_stores import Part, Spoilt

from bot.domain.case import Case
from bot.domain.effects import Reply
from bot.ports.store import EventRow, OutboxRow
from bot.simulation import Plan, simulate
from bot.simulation.process import Spoil

EVENTS = frozenset(
    [
        "Acknowledged",
        "AnswerWritten",
        "AnsweredElsewhere",
        "Dismissed",
        "DraftReturned",
        "DraftSent",
        "Drafted",
        "EmailAskRequested",
        "Escalated",
        "HeatMarked",
        "HoldApproved",
        "MentionDeleted",
        "MentionSeen",
        "Moved",
        "NotDelivered",
        "NotMine",
        "PromiseKept",
        "PromiseMade",
        "Resolved",
        "SuggestionSent",
        "TicketOpened",
        "TimerFired",
    ]
)
KINDS = frozenset({"hold", "ask_email", "address_public", "address_unreadable", "ticket_opened", "taken", "suggestion"})
BEGUN_IN_PRIVATE = "a case that began with a direct message"
SEEDS, CASES = 40, 20


def seen_by(found: set[str]) -> Spoil:
    """Return what makes a store tell what is written into it."""

    class Cases(Part):
        def record(self, row: EventRow) -> None:
            found.add(row.name)
            self.inner.record(row)

        def save(self, case: Case) -> Case:
            if case.version == 0 and case.private:
                found.add(BEGUN_IN_PRIVATE)
            return self.inner.save(case)  # type: ignore[no-any-return]

    class Outbox(Part):
        def add(self, row: OutboxRow) -> bool:
            if isinstance(row.effect, Reply):
                found.add(row.effect.kind)
            return self.inner.add(row)  # type: ignore[no-any-return]

    return lambda store: Spoilt(store, cases=Cases, outbox=Outbox)


def test_everything_on_the_list_happens() -> None:
    """Within forty seeds each of these happens to some customer."""
    found: set[str] = set()
    wanted = {*EVENTS, *KINDS, BEGUN_IN_PRIVATE}
    for seed in range(SEEDS):
        if wanted <= found:
            break
        simulate(Plan(seed, CASES, spoil=seen_by(found)))
    assert set() == wanted - found
