"""Zendesk: a private first comment, and its idempotency keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from acme import ANNA, NOON, mention
from desk_servers.side import Fault
from desk_servers.zendesk import TOKEN, USER, ZendeskSide
from fakes import HandClock

from bot.adapters.desks.zendesk import ZendeskDesk
from bot.domain.case import Case, Channel
from bot.domain.errors import Permanent, Unknown
from bot.ports.desk import Standing
from bot.ports.staffroom import Story

CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, email="anna@mail.example")
STORY = Story(CASE, (mention(),), (), "Ada", NOON, paused=False)


@pytest.fixture
def side() -> Iterator[ZendeskSide]:
    with ZendeskSide() as side:
        yield side


@pytest.fixture
def desk(side: ZendeskSide) -> ZendeskDesk:
    return ZendeskDesk(side.url, USER, TOKEN, ("triage-bot", "x"), HandClock(datetime.now(UTC)))


def test_the_story_is_a_private_comment(desk: ZendeskDesk, side: ZendeskSide) -> None:
    desk.open("abc", STORY)
    (ticket,) = side.tickets
    assert (False, ["triage-bot", "x"]) == (ticket["comment"]["public"], ticket["tags"])


def test_the_requester_has_name_and_address(desk: ZendeskDesk, side: ZendeskSide) -> None:
    desk.open("abc", STORY)
    assert {"name": "Anna Keller", "email": "anna@mail.example"} == side.tickets[0]["requester"]


def test_a_second_attempt_that_overlaps_the_first_opens_nothing(desk: ZendeskDesk, side: ZendeskSide) -> None:
    """The first is stored but not listed yet, and the story went on meanwhile."""
    desk.open("abc", STORY)
    (made,) = side.tickets
    side.tickets.clear()
    with pytest.raises(Unknown, match="earlier attempt"):
        desk.open("abc", replace(STORY, mentions=(mention(), mention("more", number=2))))
    side.tickets.append(made)
    found = desk.find("abc")
    assert (str(made["id"]), 1) == (found.number if found else "", len(side.tickets))


def test_of_two_with_the_same_id_the_first_is_told(desk: ZendeskDesk, side: ZendeskSide) -> None:
    made = desk.open("abc", STORY)
    side.tickets.insert(0, {**side.tickets[0], "id": 99_999})
    assert made == desk.find("abc")


def test_a_refused_field_is_named_and_its_words_are_not(desk: ZendeskDesk, side: ZendeskSide) -> None:
    side.faults = [Fault(side.refusal(422))]
    with pytest.raises(Permanent) as refusal:
        desk.open("abc", STORY)
    assert "Zendesk refuses the ticket (422: requester)" == str(refusal.value)


def test_the_link_leads_agents_there(desk: ZendeskDesk, side: ZendeskSide) -> None:
    assert f"{side.url}/agent/tickets/35436" == desk.open("abc", STORY).url


def test_a_ticket_that_was_closed_by_a_merge_is_not_over(desk: ZendeskDesk, side: ZendeskSide) -> None:
    """Zendesk tells it by a tag; a closed ticket without it is."""
    made = desk.open("abc", STORY)
    side.desk_does(made.number, "closed")
    assert Standing.CLOSED is desk.state(made, CASE.email).standing
    side.tickets[0]["tags"] = [*side.tickets[0]["tags"], "closed_by_merge"]
    assert Standing.MERGED is desk.state(made, CASE.email).standing
