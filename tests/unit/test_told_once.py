"""What is noticed again and again is told to the leads once."""

from __future__ import annotations

from datetime import timedelta

from house import House

from bot.engine.told_once import tell_leads_once


def notice(house: House, words: str) -> bool:
    house.clock.forward(timedelta(minutes=1))
    with house.store.transaction() as tx:
        return tell_leads_once(tx, house.dispatch, "the lamp", words, house.clock.now())


def said(house: House) -> list[tuple[str, str]]:
    house.run()
    return house.staffroom.said


def test_the_same_words_are_told_once_over_a_restart_too() -> None:
    house = House()
    assert notice(house, "It is dark.")
    house.restart()
    assert not notice(house, "It is dark.")
    assert [("Grace", "It is dark.")] == said(house)


def test_other_words_are_news() -> None:
    house = House()
    assert notice(house, "It is dark.")
    assert notice(house, "It is dark, and cold.")
    assert [("Grace", "It is dark."), ("Grace", "It is dark, and cold.")] == said(house)


def test_what_was_over_and_comes_back_is_news() -> None:
    house = House()
    assert [True, False, True] == [notice(house, words) for words in ("It is dark.", "", "It is dark.")]
    assert 2 == len(said(house))
