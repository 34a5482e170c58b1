"""The checks about chains notice what they are for, and nothing that is as it should be."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import NOON, policy

from bot.simulation.invariants.chains import notes_get_out, told_after_taken
from bot.simulation.invariants.check import Evidence
from bot.simulation.ledger import Deed, Fact, Ledger

ASKS = "C-1: Anna Keller has been waiting and nobody is on it yet. Please look."


def evidence(*facts: Fact) -> Evidence:
    ledger = Ledger()
    for fact in (
        Fact(NOON, 1, Deed.WROTE, about="1", place="here"),
        Fact(NOON, 1, Deed.RECEIVED, "", "1", who="customer"),
    ):
        ledger.write(fact)
    for fact in facts:
        ledger.write(fact)
    return Evidence(ledger, policy(), (1,), NOON + timedelta(hours=4))


def clicked(minutes: float, action: str = "take") -> Fact:
    return Fact(NOON + timedelta(minutes=minutes), 1, Deed.CLICKED, who="U0ADA", action=action)


def told(minutes: float, text: str = ASKS, effect: str = "e1") -> Fact:
    return Fact(NOON + timedelta(minutes=minutes), 1, Deed.TOLD, text, effect=effect)


def test_somebody_told_after_an_acknowledgement_is_noticed() -> None:
    assert [1] == [customer for customer, _ in told_after_taken(evidence(clicked(11), told(25)))]


@pytest.mark.parametrize(
    "facts",
    [
        (told(10), clicked(11)),
        (clicked(11), told(15)),
        (clicked(11), told(42)),
        (clicked(11), clicked(20), told(42)),
        (clicked(11), told(25, effect="")),
        (clicked(11), told(25, "C-1: You have Anna Keller's case")),
        (clicked(11), clicked(20, "hand_on"), told(25)),
        (clicked(11, "resolve"), told(25)),
    ],
    ids=["before", "on its way", "went on", "clicked twice", "redrawn", "reminder", "handed on", "not taken"],
)
def test_what_is_as_it_should_be_is_not(facts: tuple[Fact, ...]) -> None:
    assert [] == list(told_after_taken(evidence(*facts)))


def test_a_note_that_gets_out_is_noticed() -> None:
    said = Fact(NOON, 1, Deed.SAID, "Between us: I am new here")
    assert [1] == [customer for customer, _ in notes_get_out(evidence(said))]
    assert [] == list(notes_get_out(evidence(Fact(NOON, 1, Deed.SAID, "Hello"))))
