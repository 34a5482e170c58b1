"""After another desk is configured the tickets of the former are left alone: their keys mean others at the new one."""

from __future__ import annotations

from acme import mention
from fakes import ARRIVES_UNHEARD
from house import House, lead_told
from test_desk_watch import KEY, look, stands, ticketed

from bot.domain.events import Resolved
from bot.engine.former_desk import DeskNames, name_desks
from bot.ports.desk import Standing

OLD, NEW = "freshdesk acme.freshdesk.com", "zendesk acme.zendesk.com"
LEFT = f"Ticket T-1 is at the former desk ({OLD}). What happens to it there is not seen here."


def moved(before: str = OLD) -> House:
    """Anna has a ticket, and the bot is started with another desk, where somebody else has the same key."""
    house = House()
    name(house, before)
    ticketed(house=house)
    name(house, NEW)
    return house


def name(house: House, desk: str) -> None:
    """Start the bot with this desk."""
    with house.store.transaction() as tx:
        house.desks = name_desks(tx, desk)
    house.restart()


def test_nothing_is_added_to_a_strangers_ticket_and_a_human_hears_of_it() -> None:
    house = moved()
    house.hear(mention("One more thing", number=9))
    house.run()
    assert ([], []) == (house.desk.entries, house.desk.additions.tried)
    words = f"ticket T-1 is at the former desk ({OLD}), please add it there by hand"
    assert [words] == lead_told(house)
    assert words in house.staffroom.redrawn[-1].case.trouble


def test_what_was_in_doubt_when_the_desk_changed_is_not_looked_for_at_the_new_one() -> None:
    house = moved(NEW)
    house.hear(mention("One more thing", number=9))
    house.desk.additions.script = [ARRIVES_UNHEARD]
    house.run()
    name(house, OLD)
    house.later()
    assert [True] == ["Perhaps it arrived" in words and NEW in words for words in lead_told(house)]


def test_a_strangers_ticket_says_nothing_about_the_case() -> None:
    """The card says so once, however often somebody looks."""
    house = moved()
    stands(house, Standing.SOLVED)
    before = house.case().state
    for _ in range(3):
        look(house)
    assert ([], before) == (house.desk.looked, house.case().state)
    assert 1 == [text for text, _ in house.staffroom.notes].count(LEFT)


def test_of_a_case_that_is_over_nothing_is_said() -> None:
    house = moved()
    house.happened(Resolved("Ada"))
    look(house)
    assert LEFT not in [text for text, _ in house.staffroom.notes]


def test_back_at_the_former_desk_its_tickets_are_seen_again() -> None:
    house = moved()
    look(house)
    name(house, OLD)
    stands(house, Standing.SOLVED)
    look(house)
    assert "resolved" == house.case().state


def test_a_ticket_of_which_no_desk_is_known_is_at_the_first_one_that_was_known() -> None:
    """The database is from before desks were told apart."""
    house = ticketed()
    assert "" == house.case().ticket_desk
    name(house, OLD)
    assert "" == house.desks.former(house.case())
    name(house, NEW)
    assert (DeskNames(NEW, OLD), OLD) == (house.desks, house.desks.former(house.case()))


def test_the_desk_of_now_is_looked_at_and_written_to() -> None:
    house = moved(NEW)
    house.hear(mention("One more thing", number=9))
    look(house)
    assert ([KEY], 1) == (house.desk.looked, len(house.desk.entries))
