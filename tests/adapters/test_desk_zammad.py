"""Zammad: an internal note in the right group, and numbers that are not ids."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from acme import ANNA, NOON, mention
from desk_servers.zammad import GROUP, TOKEN, ZammadSide
from fakes import HandClock

from bot.adapters.desks.zammad import ZammadDesk
from bot.domain.case import Case, Channel
from bot.domain.errors import Permanent
from bot.ports.desk import Standing, Ticket, TicketState
from bot.ports.staffroom import Story

CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, email="anna@mail.example")
STORY = Story(CASE, (mention(),), (), "Ada", NOON, paused=False)


@pytest.fixture
def side() -> Iterator[ZammadSide]:
    with ZammadSide() as side:
        yield side


def desk_for(side: ZammadSide, group: str = GROUP) -> ZammadDesk:
    return ZammadDesk(side.url, group, TOKEN, ("triage-bot", "x"), HandClock(datetime.now(UTC)))


def test_the_story_is_an_internal_note(side: ZammadSide) -> None:
    desk_for(side).open("abc", STORY)
    (ticket,) = side.tickets
    article = ticket["article"]
    assert (True, "note", "triage-bot,x") == (article["internal"], article["type"], ticket["tags"])


def test_the_number_is_told_and_the_id_leads_there(side: ZammadSide) -> None:
    assert Ticket("61001", f"{side.url}/#ticket/zoom/1", "1") == desk_for(side).open("abc", STORY)


def test_a_group_that_is_not_there_is_refused(side: ZammadSide) -> None:
    with pytest.raises(Permanent, match=r"Zammad refuses the ticket \(422\)"):
        desk_for(side, "Nobody").open("abc", STORY)


def test_of_two_with_our_mark_the_first_is_told(side: ZammadSide) -> None:
    made = desk_for(side).open("abc", STORY)
    side.tickets.insert(0, {**side.tickets[0], "id": 7, "number": "61007"})
    assert made == desk_for(side).find("abc")


@pytest.mark.parametrize(
    ("last", "expected"), [({"last_close_at": "2026-03-02T11:50:00.000Z"}, NOON - timedelta(minutes=10)), ({}, None)]
)
def test_a_ticket_is_over_since_it_was_closed_last(
    side: ZammadSide, last: dict[str, str], expected: datetime | None
) -> None:
    """The time of the first closing says nothing of a ticket that was opened again; an older Zammad has no other."""
    made = desk_for(side).open("abc", STORY)
    side.tickets[0].update({"state": "closed", "close_at": "2026-03-02T10:00:00.000Z", **last})
    assert TicketState(Standing.SOLVED, expected) == desk_for(side).state(made, CASE.email)


def test_a_ticket_that_was_merged_into_another_one_is_not_over(side: ZammadSide) -> None:
    made = desk_for(side).open("abc", STORY)
    side.tickets[0]["state"] = "merged"
    state = desk_for(side).state(made, CASE.email)
    assert (Standing.MERGED, False) == (state.standing, state.standing.is_over)
