"""Who has a case open: rows about teammates that end by themselves."""

from __future__ import annotations

from stores import ANNA, BEN, NOON, after, new_case

from bot.domain.case import Channel
from bot.domain.person import Person
from bot.ports.store import Doing, Presence, Store


def opened(store: Store) -> str:
    """A case, and its id."""
    with store.transaction() as tx:
        return new_case(tx).id


def test_who_has_a_case_open_is_told_by_name(store: Store) -> None:
    case = opened(store)
    tom = Presence(case, "Tom", Doing.VIEWING, after(5))
    ada = Presence(case, "Ada", Doing.EDITING, after(5))
    with store.transaction() as tx:
        assert (True, True) == (tx.presences.put(tom), tx.presences.put(ada))
        assert ((ada, tom), ()) == (tx.presences.of(case, NOON), tx.presences.of("C-99", NOON))


def test_only_a_change_is_news(store: Store) -> None:
    case = opened(store)
    first = Presence(case, "Ada", Doing.VIEWING, after(5))
    longer = Presence(case, "Ada", Doing.VIEWING, after(9))
    writes = Presence(case, "Ada", Doing.EDITING, after(9))
    with store.transaction() as tx:
        assert [True, False, True] == [tx.presences.put(one) for one in (first, longer, writes)]
        assert (writes,) == tx.presences.of(case, after(8))


def test_what_ends_is_gone_and_ending_it_again_is_no_news(store: Store) -> None:
    case = opened(store)
    with store.transaction() as tx:
        tx.presences.put(Presence(case, "Ada", Doing.EDITING, after(5)))
        assert (True, False) == (tx.presences.end(case, "Ada"), tx.presences.end(case, "Ada"))
        assert () == tx.presences.of(case, NOON)


def test_after_its_time_nobody_believes_it(store: Store) -> None:
    case = opened(store)
    with store.transaction() as tx:
        tx.presences.put(Presence(case, "Ada", Doing.EDITING, after(5)))
        assert () == tx.presences.of(case, after(5))


def test_what_is_over_ends_once_and_the_rest_stays(store: Store) -> None:
    case, other = opened(store), opened(store)
    stays = Presence(other, "Tom", Doing.VIEWING, after(9))
    with store.transaction() as tx:
        for one in (Presence(case, "Ada", Doing.EDITING, after(5)), Presence(case, "Tom", Doing.VIEWING, after(4))):
            tx.presences.put(one)
        tx.presences.put(stays)
    with store.transaction() as tx:
        assert ((case,), ()) == (tx.presences.end_all(after(5)), tx.presences.end_all(after(5)))
        assert (stays,) == tx.presences.of(other, after(5))


def test_a_case_that_is_emptied_is_open_to_nobody(whole_store: Store) -> None:
    with whole_store.transaction() as tx:
        anna, ben = new_case(tx).id, new_case(tx, "200", BEN).id
        for case in (anna, ben):
            tx.presences.put(Presence(case, "Ada", Doing.EDITING, after(5)))
        tx.privacy.empty(tx.privacy.cases_of(Person(Channel.X, ANNA.handle)))
        assert ([], ["Ada"]) == ([*tx.presences.of(anna, NOON)], [one.who for one in tx.presences.of(ben, NOON)])
