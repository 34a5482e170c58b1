"""What a teammate was told of a refusal is forgotten with the customer, and never quotes what the customer deletes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from acme import GRACE, mention
from fakes import REFUSED
from house import House, lead_told, waiting_with_two

from bot.adapters.store.sealed_tables import SEALED
from bot.domain.effects import Say
from bot.domain.person import parse_person
from bot.domain.response import ResponseKind
from bot.engine.forgetting import everything, forget

ANNA = parse_person("x:@anna_k")
MARKER = "zebra4711"


def kept(house: House) -> str:
    """Return everything that is kept sealed, opened."""
    with house.store.transaction() as tx:
        run = tx.privacy._run  # type: ignore[attr-defined]
        found = [
            run.seal.open(f"{table}.{column}", value)
            for table, columns in SEALED.items()
            for column in columns
            for (value,) in run.all(f"SELECT {column} FROM {table} WHERE length({column}) > 0")
            if isinstance(value, str)
        ]
    return "\n".join(found)


def wrote_meanwhile(house: House) -> None:
    """Tom sends what he saw beside words that are not the newest ones."""
    upon = house.answering.paper("C-1").upon
    house.hear(mention(f"@acme now even {MARKER} fails", 2), topic="export")
    house.answering.chosen("C-1", "Tom", "s1", house.envelope(), upon)


def was_slower(house: House) -> None:
    """Tom clicks behind Ada, whose answer repeats what Anna wrote."""
    house.answering.written("C-1", "Ada", f"Anna, {MARKER} works again now.")
    house.answering.chosen("C-1", "Tom", "s1", house.envelope())


def wrote_in_vain(house: House) -> None:
    """Tom gets the words back that he typed for Anna."""
    house.answering.written("C-1", "Ada", "Please press Export once more, Anna.")
    house.answering.written("C-1", "Tom", f"Did you try {MARKER} again?", envelope=house.envelope())


Act = Callable[[House], None]
REFUSALS = (wrote_meanwhile, was_slower, wrote_in_vain)


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize("act", REFUSALS)
def test_what_was_told_of_a_refusal_goes_with_whoever_is_forgotten(act: Act, sent: bool) -> None:
    house = waiting_with_two()
    act(house)
    if sent:
        house.run()
    assert MARKER in kept(house)
    with house.store.transaction() as tx:
        forget(tx, ANNA, "C0TRIAGE", house.clock.now())
    assert MARKER not in kept(house)


def test_a_refusal_does_not_quote_the_words_that_it_is_about() -> None:
    """They stand on the card, from where they go when the customer deletes them."""
    house = waiting_with_two()
    wrote_meanwhile(house)
    house.run()
    house.intake.deleted(mention().channel, mention(number=2).id)
    assert MARKER not in kept(house)
    assert "Nothing was sent. Please look at the card." in house.staffroom.said[-1][1]


@pytest.mark.parametrize("act", REFUSALS)
def test_what_a_teammate_was_told_is_no_message_to_the_customer(act: Act) -> None:
    """It counts as no reply, and stands in nothing that the customer is given."""
    house = waiting_with_two()
    act(house)
    house.run()
    (said,) = [row for row in house.rows() if isinstance(row.effect, Say)]
    with house.store.transaction() as tx:
        assert said not in tx.outbox.latest_replies(mention().channel, 99)
        written = everything(tx, ANNA)["cases"][0]["written_by_us"]  # type: ignore[index]
    assert [] == [one for one in written if one["what"] == "Say"]
    assert len(house.x.texts) == len(house.replies())
    assert 1 == len(house.replies(ResponseKind.HOLD))


def test_a_refusal_that_does_not_arrive_is_told_to_a_lead_and_answers_nothing() -> None:
    """Whoever pressed the button believes that it was obeyed."""
    house = waiting_with_two()
    before = house.case()
    house.staffroom.side.script = [REFUSED]
    house.intake.refuse("C-1", "Tom", "Only a lead can do this.")
    house.run()
    assert ["the post was deleted"] == lead_told(house)
    after = house.case()
    assert (before.state, before.ask_due, before.escalation) == (after.state, after.ask_due, after.escalation)
    assert "A word to a teammate did not arrive: the post was deleted" == after.trouble


def test_a_refusal_about_no_case_is_told_all_the_same() -> None:
    house = waiting_with_two()
    house.intake.refuse("C-99", "Tom", "This case does not exist any more.")
    house.run()
    assert [("Tom", "C-99: This case does not exist any more.")] == house.staffroom.said


def test_whoever_was_forgotten_and_writes_again_is_not_named_by_the_address_of_their_post() -> None:
    house = waiting_with_two()
    with house.store.transaction() as tx:
        forget(tx, ANNA, "C0TRIAGE", house.clock.now())
    post = mention("@acme hello?", 7, url="https://x.com/anna_k/status/1007")
    house.hear(post)
    house.run()
    assert "anna_k" not in kept(house)
    ((who, told),) = house.staffroom.said
    assert (GRACE.name, True) == (who, told.endswith("Please look there yourself: https://x.com/i/web/status/1007"))
