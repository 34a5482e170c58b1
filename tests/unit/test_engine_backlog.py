"""Whoever an outage left unanswered stands in one of the digests, however quick the lead is."""

from __future__ import annotations

from acme import mention
from house import House
from test_engine_leads import HOUR, MINUTE, backlog_of, crowd

from bot.domain.effects import ShowBacklog
from bot.domain.events import Dismissed
from bot.engine.backlog import join_digest, tell_backlog


def shown_in(house: House) -> list[list[str]]:
    """The cases in every digest, in the order in which they stand there."""
    return [[story.case.id for story in digest.stories] for _, digest in house.staffroom.backlogs]


def test_a_lead_who_is_quick_loses_nobody_of_those_who_did_not_fit() -> None:
    """The next message goes on after the last one that was shown, however many of them are answered by then."""
    house = House()
    crowd(house, 60, age=4 * HOUR)
    house.later(MINUTE)
    all_of_them = sorted(backlog_of(house))
    for case in shown_in(house)[0][:10]:
        house.intake.happened(case, Dismissed("Grace"))
    house.later(10 * MINUTE)
    assert all_of_them == sorted(shown_in(house)[0] + shown_in(house)[1])
    assert [(60, 0), (50, 30)] == [(digest.total, digest.skipped) for _, digest in house.staffroom.backlogs]


def test_the_message_after_a_quick_one_and_the_hourly_one_begins_anew() -> None:
    house = House()
    crowd(house, 47, age=4 * HOUR)
    for wait in (MINUTE, 10 * MINUTE, HOUR):
        house.later(wait)
    first, rest, anew = shown_in(house)
    assert (40, 7, first) == (len(first), len(rest), anew)


def test_who_comes_late_and_is_heated_pushes_nobody_out_of_the_next_digest() -> None:
    house = House()
    crowd(house, 47, age=4 * HOUR)
    house.later(MINUTE)
    heated = mention("This is useless", number=3_000, conversation="h", at=house.clock.now() - 4 * HOUR)
    house.hear(heated, heated=True)
    house.later(MINUTE)
    first, rest = shown_in(house)
    assert (8, "C-48") == (len(rest), rest[0])
    assert sorted(backlog_of(house)) == sorted(first + rest)


def test_who_is_late_again_is_shown_again() -> None:
    """Though an earlier message of the same round showed them."""
    house = House()
    crowd(house, 47, age=4 * HOUR)
    house.later(MINUTE)
    again = shown_in(house)[0][0]
    with house.store.transaction() as tx:
        case = tx.cases.get(again)
        assert case is not None
        join_digest(tx, case, house.policy, "C0TRIAGE", house.clock.now())
    house.later(MINUTE)
    assert again == shown_in(house)[1][0]


def test_a_digest_that_an_earlier_version_wrote_goes_on_where_it_would_have() -> None:
    house = House()
    crowd(house, 47, age=4 * HOUR)
    house.later(MINUTE)
    first = shown_in(house)[0]
    with house.store.transaction() as tx:
        old = tell_backlog(tx, house.policy, house.clock.now(), ShowBacklog("Grace", skip=40))
    assert (7, 40, set()) == (len(old.stories), old.skipped, {one.case.id for one in old.stories} & set(first))
