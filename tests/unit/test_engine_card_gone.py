"""A card that is gone in Slack: the next thing that happens posts a new one, exactly one, and its notes go there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import NOON, mention
from fakes import ARRIVES_UNHEARD, KILLED_AFTER, KILLED_BEFORE, LOST_UNHEARD, Killed, Outcome, busy
from house import House, lead_told

from bot.domain.effects import ShowCard, ThreadNote
from bot.domain.events import Acknowledged, AnswerWritten, Resolved
from bot.engine.story import card_of
from bot.ports.store import OutboxState

MONTH = timedelta(days=35)


def answered() -> House:
    """Anna had her answer; a month later nothing is left of the card."""
    house = House()
    house.hear()
    house.run()
    house.happened(AnswerWritten("Ada", "Done!"), "Ada")
    house.run()
    house.clock.forward(MONTH)
    house.staffroom.gone.add(card_of(house.rows()))
    return house


def write_again(house: House, text: str = "It is broken again", by: int = 0) -> None:
    seconds = int((house.clock.now() - NOON).total_seconds()) + by
    house.hear(mention(text, number=seconds))


def posted(house: House) -> int:
    """How many cards Slack has of the case, the first one included."""
    cards = {row.id for row in house.rows() if isinstance(row.effect, ShowCard)}
    return len(cards & house.staffroom.side.arrived.keys())


def test_a_new_card_is_posted_and_then_redrawn() -> None:
    house = answered()
    write_again(house)
    house.run()
    house.happened(Acknowledged("Ada"), "Ada")
    house.run()
    house.happened(AnswerWritten("Ada", "Done again!"), "Ada")
    house.run()
    assert (2, []) == (posted(house), lead_told(house))
    assert "answered" == house.staffroom.redrawn[-1].case.state
    assert card_of(house.rows()) not in house.staffroom.gone


def test_what_the_customer_wrote_is_in_the_new_thread() -> None:
    house = answered()
    write_again(house)
    house.run()
    quoted = [one.text for _, one in house.staffroom.notes if one]
    assert ["It is broken again"] == quoted[-1:]
    assert card_of(house.rows()) == house.staffroom.noted_in[-1]


def test_everything_that_the_customer_wrote_in_a_row_is_in_the_new_thread_once() -> None:
    house = answered()
    for number, text in enumerate(("It is broken again", "Hello?", "Anybody there?")):
        write_again(house, text, number)
    house.run()
    quoted = [one.text for _, one in house.staffroom.notes if one]
    assert ["Anybody there?", "Hello?", "It is broken again"] == sorted(quoted[-3:])
    assert ({card_of(house.rows())}, 2) == (set(house.staffroom.noted_in[-3:]), posted(house))


@pytest.mark.parametrize("when", [KILLED_BEFORE, KILLED_AFTER])
def test_a_kill_while_it_is_posted_leads_to_one_new_card(when: Outcome) -> None:
    house = answered()
    write_again(house)
    house.staffroom.side.script = [when]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    house.later()
    assert 2 == posted(house)


@pytest.mark.parametrize("what", [ARRIVES_UNHEARD, LOST_UNHEARD, busy()])
def test_a_doubtful_end_leads_to_one_new_card(what: Outcome) -> None:
    house = answered()
    write_again(house)
    house.staffroom.side.script = [what]
    house.run()
    house.later()
    house.later()
    assert (2, []) == (posted(house), lead_told(house))


def test_of_a_case_that_is_over_no_new_card_is_posted() -> None:
    """And nobody is told that it could not be drawn."""
    house = answered()
    house.happened(Resolved("Ada"), "Ada")
    house.run()
    assert (1, []) == (posted(house), lead_told(house))


def test_a_note_that_finds_no_thread_twice_is_given_up() -> None:
    """A Slack that knows no card of ours at all gets one more for it, and no more."""
    house = answered()
    house.staffroom.gone |= {f"card{number}" for number in range(100)}
    write_again(house)
    house.run()
    notes = [row for row in house.rows() if isinstance(row.effect, ThreadNote)]
    assert (OutboxState.DEAD, 3) == (notes[-1].state, posted(house))


def test_a_card_that_could_never_be_posted_is_not_tried_for_every_note() -> None:
    house = House()
    house.staffroom.side.script = [Outcome(False, KeyError("data"))]
    house.hear()
    house.run()
    before = len(house.rows())
    with house.store.transaction() as tx:
        for row in tx.outbox.of("C-1"):
            if isinstance(row.effect, ShowCard):
                tx.outbox.put_aside(row.id, "refused")
    write_again(house)
    house.run()
    assert not [row for row in house.rows()[before:] if row.id.endswith("-card")]
