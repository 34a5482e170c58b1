"""Cases are found by public words, soon after they were said; private words never; forgotten ones never again."""

from __future__ import annotations

import pytest
from acme import mention
from house import House

from bot.adapters.search.fts import MemoryIndex
from bot.domain.case import Channel
from bot.domain.events import SuggestionSent
from bot.domain.person import parse_person
from bot.engine.forgetting import forget
from bot.engine.searching import MOST, Searching


class Desk:
    """A house and somebody who looks for cases there."""

    def __init__(self) -> None:
        self.house, self.index = House(), MemoryIndex()
        self.searching = Searching(self.house.store, self.index)

    def find(self, words: str) -> list[str]:
        """Let the index catch up, and look."""
        while self.searching.work():
            continue
        return [one.case.id for one in self.searching.find(words)]


@pytest.fixture
def desk() -> Desk:
    """Nothing was said yet."""
    return Desk()


@pytest.mark.parametrize("words", ["invoice", "INVO", "wrong invoice", "anna", "Keller", "billing", "C-1", "4711"])
def test_a_case_is_found_by_what_was_said_and_who_said_it(desk: Desk, words: str) -> None:
    """By whole words and by beginnings, in any order."""
    desk.house.hear(mention("My invoice 4711 is wrong"), topic="invoice")
    assert desk.find(words) == ["C-1"]


@pytest.mark.parametrize("words", ["refund", "invoice refund", "voice", "", "***", '"', "NOT", "text:invoice OR 1"])
def test_other_words_find_nothing_and_break_nothing(desk: Desk, words: str) -> None:
    desk.house.hear(mention("My invoice is wrong"))
    assert desk.find(words) == []


def test_accents_do_not_count(desk: Desk) -> None:
    desk.house.hear(mention("Ma facture à régler"))
    assert desk.find("regler") == ["C-1"]


def test_our_own_answer_is_found(desk: Desk) -> None:
    """What was said to the customer in public belongs to the case."""
    desk.house.hear()
    desk.house.happened(SuggestionSent("Ada", "s0"), "Ada")
    assert desk.find(desk.house.case().suggestions[0].text) == ["C-1"]


def test_private_words_and_addresses_find_nothing(desk: Desk) -> None:
    """Nobody can feel their way to what a customer wrote in private."""
    desk.house.hear(mention("the password is hunter2", private=True))
    desk.house.hear(mention("mail me at anna.keller@example.com", number=2, conversation="b"))
    assert desk.find("hunter2") == []
    assert desk.find("anna.keller@example.com") == []


def test_new_words_are_found_without_a_restart(desk: Desk) -> None:
    desk.house.hear(mention("My invoice is wrong"))
    assert desk.find("urgent") == []
    desk.house.hear(mention("it is urgent", number=2))
    assert desk.find("urgent invoice") == ["C-1"]


def test_deleted_words_are_not_found_any_more(desk: Desk) -> None:
    post = mention("My invoice is wrong")
    desk.house.hear(post)
    assert desk.find("wrong") == ["C-1"]
    desk.house.intake.deleted(Channel.X, post.id)
    assert desk.find("wrong") == []


def test_a_forgotten_person_leaves_the_index(desk: Desk) -> None:
    """Also where another process did it: only the store tells."""
    desk.house.hear(mention("My invoice is wrong"))
    assert desk.find("keller") == ["C-1"]
    with desk.house.store.transaction() as tx:
        forget(tx, parse_person("x:@anna_k"), "C0TRIAGE", desk.house.clock.now())
    assert (desk.find("keller"), desk.find("invoice")) == ([], [])


def test_forgotten_words_are_not_shown_even_before_the_index_knows(desk: Desk) -> None:
    """What is shown comes from the store."""
    desk.house.hear(mention("My invoice is wrong"))
    assert desk.find("keller") == ["C-1"]
    with desk.house.store.transaction() as tx:
        forget(tx, parse_person("x:@anna_k"), "C0TRIAGE", desk.house.clock.now())
    (stale,) = desk.searching.find("keller")
    assert (stale.newest, "Keller" in stale.case.customer.name) == (None, False)


def test_the_newest_of_many_like_cases_come_first(desk: Desk) -> None:
    """Ten at most."""
    for number in range(1, 15):
        desk.house.hear(mention("My export is broken", number=number, conversation=str(number)))
    found = desk.find("export")
    assert (len(found), found[0]) == (MOST, "C-14")
