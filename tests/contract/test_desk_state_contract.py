"""Every promise of the desk's port about a ticket that is there is asked of every desk, over the wire.

What is added arrives once and stays inside; what the desk does is seen; a failure means the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from acme import ANNA, mention
from desk_servers.side import HTML, Fault, Reply, VendorSide
from desk_servers.sides import SIDES, USUAL, Kind
from fakes import HandClock

from bot.adapters.desks.local import LocalDesk
from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel
from bot.domain.errors import DeliveryError, Permanent, Temporary, Unknown
from bot.ports.desk import Desk, Entry, Standing, Ticket
from bot.ports.staffroom import Noted, Story

ADDRESS = "anna.keller@mail.example"
NOW = datetime.now(UTC).replace(microsecond=0)
CASE = Case("C-12", Channel.X, ANNA, "1001", NOW, team="billing", email=ADDRESS)
STORY = Story(
    CASE, (mention("Charged twice", at=NOW),), (), "Ada", NOW, paused=False, notes=(Noted(NOW, "Ada took it."),)
)
OPENED, EFFECT = "0123456789abcdef01234567", "fedcba9876543210fedcba98"
POST = Entry(NOW, mention=mention("It happened on the 3rd", number=7, at=NOW))
SECRET = Entry(NOW, mention=mention(f"write to {ADDRESS}", number=8, at=NOW, private=True))
NOTE = Entry(NOW, note="Ada moved the case to billing.")
SHORT = timedelta(seconds=1)


@pytest.fixture
def clock() -> HandClock:
    """The present: a signature of another day is refused."""
    return HandClock(datetime.now(UTC))


@pytest.fixture(params=SIDES)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Every remote desk."""
    return SIDES[request.param]


@pytest.fixture
def side(kind: Kind) -> Iterator[VendorSide]:
    """Its vendor."""
    with kind.side() as side:
        yield side


@pytest.fixture
def desk(kind: Kind, side: VendorSide, clock: HandClock) -> Desk:
    """A desk that waits for a second only."""
    return kind.desk(side.url, kind.secret, clock, SHORT)


@pytest.fixture
def ticket(kind: Kind, side: VendorSide, clock: HandClock) -> Ticket:
    """A ticket that is there."""
    return kind.desk(side.url, kind.secret, clock, USUAL).open(OPENED, STORY)


def failure(act: Callable[[], object]) -> DeliveryError:
    """Return how something failed."""
    with pytest.raises(DeliveryError) as caught:
        act()
    return caught.value


class TestAdding:
    def test_it_arrives_once(self, desk: Desk, side: VendorSide, ticket: Ticket) -> None:
        before = desk.has(EFFECT, ticket)
        desk.add(EFFECT, ticket, STORY, POST)
        desk.add(EFFECT, ticket, STORY, POST)
        assert (False, True, 1) == (before, desk.has(EFFECT, ticket), len(side.added()))
        assert "It happened on the 3rd" in side.added()[0]

    def test_two_effects_are_two_entries(self, desk: Desk, side: VendorSide, ticket: Ticket) -> None:
        desk.add(EFFECT, ticket, STORY, POST)
        desk.add("a" * 24, ticket, STORY, POST)
        assert 2 == len(side.added())

    def test_notes_and_private_words_reach_no_public_desk(
        self, kind: Kind, desk: Desk, side: VendorSide, ticket: Ticket
    ) -> None:
        desk.add(EFFECT, ticket, STORY, NOTE)
        desk.add("a" * 24, ticket, STORY, SECRET)
        told = side.added()
        assert (0 if kind.is_public else 2) == len(told)
        assert [] == [text for text in told if ADDRESS in text]

    def test_a_public_desk_is_never_shown_what_the_staff_noted(
        self, kind: Kind, side: VendorSide, ticket: Ticket
    ) -> None:
        (opened,) = side.opened()
        assert (not kind.is_public) == ("Ada took it." in opened.told)

    @pytest.mark.parametrize(
        ("reply", "outcome"),
        [
            *((Reply(status, {"error": "no"}), Permanent) for status in (401, 403, 404, 422)),
            *((Reply(status, {"error": "no"}), Unknown) for status in (409, 500, 503)),
            (Reply(429, {"error": "slow"}, {"Retry-After": "17"}), Temporary),
            (Reply(200, HTML, kind="text/html"), Unknown),
            (Reply(201, b'{"id'), Unknown),
            (Reply(200, {"error": "we are sorry"}), Unknown),
        ],
        ids=["401", "403", "404", "422", "409", "500", "503", "429", "html", "half", "error"],
    )
    def test_a_failure_means_what_it_means_when_opening(
        self, desk: Desk, side: VendorSide, ticket: Ticket, reply: Reply, outcome: type[DeliveryError]
    ) -> None:
        side.faults = [Fault(reply, on="add")]
        error = failure(lambda: desk.add(EFFECT, ticket, STORY, POST))
        assert (outcome, [], False) == (type(error), side.added(), "@" in str(error))

    @pytest.mark.parametrize("drops", [True, False], ids=["dropped", "timeout"])
    def test_an_accepted_entry_is_found_and_not_repeated(
        self, desk: Desk, side: VendorSide, ticket: Ticket, drops: bool
    ) -> None:
        side.faults = [Fault(accepts=True, drops=drops, on="add")]
        error = failure(lambda: desk.add(EFFECT, ticket, STORY, POST))
        assert (Unknown, True) == (type(error), desk.has(EFFECT, ticket))
        desk.add(EFFECT, ticket, STORY, POST)
        assert 1 == len(side.added())

    def test_a_lost_entry_is_surely_not_there(self, desk: Desk, side: VendorSide, ticket: Ticket) -> None:
        side.faults = [Fault(drops=True, on="add")]
        error = failure(lambda: desk.add(EFFECT, ticket, STORY, POST))
        assert (Unknown, False) == (type(error), desk.has(EFFECT, ticket))


class TestState:
    def test_a_new_ticket_is_open_and_unanswered(self, desk: Desk, ticket: Ticket) -> None:
        state = desk.state(ticket, ADDRESS)
        assert (True, Standing.OPEN, None) == (desk.tells_state, state.standing, state.answered_at)

    @pytest.mark.parametrize("standing", ["solved", "closed"])
    def test_a_ticket_that_is_over_is_over(self, desk: Desk, side: VendorSide, ticket: Ticket, standing: str) -> None:
        side.desk_does(ticket.number, standing)
        over = desk.state(ticket, ADDRESS).standing
        side.desk_does(ticket.number, "open")
        assert (True, Standing.OPEN) == (over.is_over, desk.state(ticket, ADDRESS).standing)

    def test_an_agents_answer_is_seen(self, desk: Desk, side: VendorSide, ticket: Ticket) -> None:
        side.desk_does(ticket.number, "pending", "We look into it.")
        answered_at = desk.state(ticket, ADDRESS).answered_at
        assert answered_at is not None
        assert abs(answered_at - datetime.now(UTC)) < timedelta(minutes=1)

    def test_what_we_add_and_what_the_customer_writes_is_no_answer(
        self, desk: Desk, side: VendorSide, ticket: Ticket
    ) -> None:
        desk.add(EFFECT, ticket, STORY, POST)
        side.customer_answers(ticket.number)
        assert None is desk.state(ticket, ADDRESS).answered_at

    @pytest.mark.parametrize(
        ("reply", "outcome"),
        [
            (Reply(200, HTML, kind="text/html"), Permanent),
            (Reply(200, {"error": "we are sorry"}), Permanent),
            (Reply(200, ["a", "list"]), Permanent),
            (Reply(200, {"ticket": {"status": "odd"}, "state": 3, "status": "odd"}), Permanent),
            (Reply(401, {"error": "no"}), Permanent),
            (Reply(404, {"error": "no"}), Permanent),
            (Reply(500, HTML, kind="text/html"), Temporary),
            (Reply(429, {"error": "slow"}, {"Retry-After": "17"}), Temporary),
        ],
        ids=["html", "error", "shape", "odd", "401", "404", "500", "429"],
    )
    def test_a_look_that_failed_tells_nothing(
        self, desk: Desk, side: VendorSide, ticket: Ticket, reply: Reply, outcome: type[DeliveryError]
    ) -> None:
        side.faults = [Fault(reply, on="read")]
        assert outcome is type(failure(lambda: desk.state(ticket, ADDRESS)))

    def test_a_limit_is_kept(self, desk: Desk, side: VendorSide, ticket: Ticket, clock: HandClock) -> None:
        side.faults = [Fault(Reply(429, {"error": "slow"}, {"Retry-After": "17"}), on="read")]
        error = failure(lambda: desk.state(ticket, ADDRESS))
        assert clock.now() + timedelta(seconds=17) == getattr(error, "retry_at", None)

    def test_a_server_that_hangs_is_given_up(self, desk: Desk, side: VendorSide, ticket: Ticket) -> None:
        side.faults = [Fault(on="read")]
        assert Temporary is type(failure(lambda: desk.state(ticket, ADDRESS)))


def test_the_local_desk_keeps_what_is_added_once() -> None:
    store = SqliteStore(":memory:")
    desk = LocalDesk(store, HandClock(NOW))
    made = desk.open(OPENED, STORY)
    assert not desk.has(EFFECT, made)
    desk.add(EFFECT, made, STORY, replace(POST))
    desk.add(EFFECT, made, STORY, POST)
    with store.transaction() as tx:
        (text,) = tx.tickets.entries(OPENED)
    assert (True, False) == ("It happened on the 3rd" in text, desk.tells_state)
