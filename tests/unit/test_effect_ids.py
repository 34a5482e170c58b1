"""Case numbers come again in a new database and after a restore; the ids that vendors know never do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from acme import ANNA, mention
from fakes import RecordingDesk
from house import House

from bot.domain.case import Channel, Customer, Mention

BOB = Customer(Channel.X, "3003", "bob", "Bob Bauer")
MINUTE = timedelta(minutes=1)


def a_new_database(desk: RecordingDesk) -> House:
    """A bot that remembers nothing, on a desk that does."""
    house = House()
    house.desk = desk
    house.start()
    return house


def ticketed(house: House, customer: Customer = ANNA, after: timedelta = timedelta(0)) -> House:
    """A customer has written `after` noon, heard nothing, and given an address."""
    house.clock.forward(after)
    house.hear(_by(customer, mention(at=mention().at + after)))
    house.run()
    house.later(3 * MINUTE)
    house.hear(_by(customer, mention(number=2, private=True)), email=f"{customer.handle}@example.com")
    house.run()
    return house


def test_two_customers_whose_cases_have_the_same_number_get_a_ticket_each() -> None:
    desk = RecordingDesk()
    ticketed(a_new_database(desk))
    bob = ticketed(a_new_database(desk), BOB)
    assert ("C-1", "T-2") == (bob.case().id, bob.case().ticket)


def test_so_do_two_cases_of_one_customer() -> None:
    desk = RecordingDesk()
    ticketed(a_new_database(desk))
    assert "T-2" == ticketed(a_new_database(desk), after=timedelta(days=40)).case().ticket


def test_after_a_restore_a_case_of_the_backup_finds_its_own_ticket() -> None:
    desk = RecordingDesk()
    ticketed(a_new_database(desk))
    again = ticketed(a_new_database(desk))
    assert ("T-1", 1) == (again.case().ticket, len(desk.side.arrived))


def test_after_a_restore_the_ticket_gets_what_was_never_added_to_it() -> None:
    desk = RecordingDesk()
    for number, house in ((3, ticketed(a_new_database(desk))), (4, ticketed(a_new_database(desk)))):
        house.hear(mention("Any news?", number=number))
        house.run()
    assert ["1003", "1004"] == [entry.mention.id for entry in desk.entries if entry.mention]


def _by(customer: Customer, post: Mention) -> Mention:
    return replace(post, customer=customer)
