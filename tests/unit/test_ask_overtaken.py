"""What the bot still wanted to ask is not asked any more when the customer has given their address meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import NOON, mention, new_case
from fakes import busy
from house import House

from bot.domain.case import State
from bot.domain.effects import Reply
from bot.domain.response import ResponseKind as K
from bot.engine.clearance import overtaken
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)
ADDRESS = "anna@example.com"


def shut() -> House:
    """X takes no public post until 12:08; Anna was to be asked for an address, and gives it in private before."""
    house = House()
    house.hear()
    house.run()
    house.clock.forward(2 * MINUTE)
    house.x.side.script = [busy(NOON + 8 * MINUTE)]
    house.later(MINUTE)
    assert (State.ASKED, [OutboxState.READY]) == (house.case().state, [row.state for row in house.replies(K.ASK_EMAIL)])
    house.hear(mention(ADDRESS, 240, id="dm:1", conversation="dm:1-2", private=True), email=ADDRESS)
    house.run()
    return house


def test_who_knows_their_ticket_is_not_asked_for_an_address() -> None:
    house = shut()
    assert (State.TICKETED, "ticket opened, second T-1") == (house.case().state, house.x.texts[-1])
    house.later(10 * MINUTE)
    assert [OutboxState.WITHDRAWN] == [row.state for row in house.replies(K.ASK_EMAIL)]
    assert "ticket opened, second T-1" == house.x.texts[-1]


def test_a_first_reply_does_not_follow_the_number_of_the_ticket() -> None:
    house = House()
    house.x.side.script = [busy(NOON + 8 * MINUTE)]
    house.hear(mention())
    house.run()
    house.hear(mention(ADDRESS, 60, id="dm:1", conversation="dm:1-2", private=True), email=ADDRESS)
    for _ in range(5):
        house.later(3 * MINUTE)
    assert ([OutboxState.WITHDRAWN], "T-1") == ([row.state for row in house.replies(K.HOLD)], house.case().ticket)


@pytest.mark.parametrize("released", [False, True])
@pytest.mark.parametrize("kind", [K.ASK_EMAIL, K.ASK_EMAIL_PRIVATE, K.ASK_EMAIL_THREAD, K.ADDRESS_REFUSED, K.ASK_WHICH])
def test_nobody_is_asked_for_an_address_whose_ticket_is_on_its_way_whoever_let_it_go(kind: K, released: bool) -> None:
    asked = replace(new_case(), state=State.ASKED, asked=True)
    question = Reply(kind, "1001", NOON, released=released)
    assert not overtaken(question, asked)
    for state in (State.OPENING, State.REOPENED, State.TICKETED):
        assert overtaken(question, replace(asked, state=state, ticket_asked=True))


def test_the_number_and_the_word_to_delete_an_address_leave_all_the_same() -> None:
    ticketed = replace(new_case(), state=State.TICKETED, ticket="T-1", ticket_asked=True)
    assert [False] * 3 == [
        overtaken(Reply(kind, "1001", NOON), ticketed) for kind in (K.TICKET_OPENED, K.ADDRESS_PUBLIC, K.SUGGESTION)
    ]


def test_a_first_reply_leaves_for_who_wrote_again_after_the_ticket() -> None:
    again = replace(new_case(), state=State.REOPENED, ticket="T-1", ticket_asked=True)
    assert not overtaken(Reply(K.HOLD, "1001", NOON), again)
