"""What teammates write below a card stays with the case and the desk, and no customer ever reads it."""

from __future__ import annotations

from dataclasses import replace

from acme import NOON
from house import House

from bot.domain.case import State
from bot.domain.effects import Reply
from bot.domain.response import ResponseKind
from bot.engine.notes import notes_of
from bot.engine.staff_talk import StaffTalk
from bot.engine.story import tell_story
from bot.ports.store import OutboxRow, OutboxState

SECRET = "The refund was blocked because their card had been reported as stolen last week"


def talk_in(house: House) -> StaffTalk:
    """The use case in a house whose case C-1 has a card."""
    house.hear()
    house.run()
    return StaffTalk(house.store, house.dispatch, house.clock, lambda: None)


def write(house: House, talk: StaffTalk, text: str, card: str = "card:C-1", number: int = 1) -> None:
    """Ada writes below a card; the envelope stands in the inbox as ever."""
    with house.store.transaction() as tx:
        tx.inbox.receive("slack", f"post:{number}", "{}", NOON)
        envelope = tx.inbox.pending()[-1].seq
    talk.noted(card, "Ada", text, envelope)


def card_of(house: House) -> str:
    """The card of case C-1."""
    with house.store.transaction() as tx:
        return tell_story(tx, "C-1", house.policy, NOON).card


def test_a_note_is_kept_with_its_case_and_says_nothing_to_anybody() -> None:
    """It stands among what the desk will be told; no message leaves because of it."""
    house = House()
    talk = talk_in(house)
    before = list(house.x.sent)
    write(house, talk, SECRET, card_of(house))
    house.run()
    with house.store.transaction() as tx:
        story, notes, left = tell_story(tx, "C-1", house.policy, NOON), notes_of(tx, "C-1"), tx.inbox.pending()
    assert (SECRET,) == notes
    assert f"Ada noted: {SECRET}" in [one.text for one in story.notes]
    assert (before, ()) == (list(house.x.sent), left)


def test_what_stands_below_another_message_is_nobodys_note() -> None:
    """The envelope is done all the same."""
    house = House()
    talk = talk_in(house)
    write(house, talk, SECRET, "C0TRIAGE:1.000001")
    write(house, talk, "  ", card_of(house), 2)
    with house.store.transaction() as tx:
        assert ((), ()) == (notes_of(tx, "C-1"), tx.inbox.pending())


def test_an_open_ticket_gets_the_note_once() -> None:
    """As something that only the desk sees."""
    house = House()
    talk = talk_in(house)
    with house.store.transaction() as tx:
        case = tx.cases.get("C-1")
        assert case is not None
        tx.cases.save(replace(case, state=State.TICKETED, ticket="T-1", ticket_key="key-1"))
    write(house, talk, SECRET, card_of(house))
    house.run()
    with house.store.transaction() as tx:
        rows = [row for row in tx.outbox.of("C-1") if row.destination == "desk:"]
    assert [(f"Ada noted: {SECRET}", OutboxState.SENT)] == [(row.effect.text, row.state) for row in rows]  # type: ignore[union-attr]


def test_a_public_reply_that_repeats_a_note_is_held() -> None:
    """Whoever wrote it: the customer must not read what was meant for the team."""
    house = House()
    talk = talk_in(house)
    write(house, talk, SECRET, card_of(house))
    said = f"Hi Anna, {SECRET[0].lower()}{SECRET[1:]}."
    with house.store.transaction() as tx:
        reply = Reply(ResponseKind.SUGGESTION, "1001", house.clock.now(), said, "Ada")
        tx.outbox.add(OutboxRow("e1", "C-1", "x:public", reply, house.clock.now(), house.clock.now()))
    house.run()
    with house.store.transaction() as tx:
        row = tx.outbox.get("e1")
    assert row is not None
    assert (OutboxState.HELD, True) == (row.state, "internal thread" in row.error)
