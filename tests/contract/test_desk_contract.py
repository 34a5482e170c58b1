"""Every promise of the desk's port is asked of every desk, each over the wire to a server that speaks its vendor's way.

Mail is asked for what SMTP can promise in `test_desks.py`; here it only has to refuse to guess.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from acme import ANNA, mention
from desk_servers.side import HTML, Fault, Opened, Reply, VendorSide
from desk_servers.sides import SIDES, USUAL, Kind
from fakes import HandClock
from house import House, heard
from structlog.testing import capture_logs

from bot.adapters.desks.local import LocalDesk
from bot.adapters.desks.mail import EmailDesk
from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel, State
from bot.domain.errors import DeliveryError, Permanent, Temporary, Unknown
from bot.domain.response import ResponseKind
from bot.ports.desk import Desk
from bot.ports.staffroom import Said, Story

ADDRESS = "anna.keller@mail.example"
NOW = datetime.now(UTC).replace(microsecond=0)
CASE = Case("C-12", Channel.X, ANNA, "1001", NOW, team="billing", topic="refund", heated=True, email=ADDRESS)
FIRST = mention("You charged me twice! <b>order</b> 4711 & ```more```", at=NOW)
PRIVATE = mention(f"it is {ADDRESS}", number=2, at=NOW + timedelta(minutes=4), private=True)
LAST = mention("Any news? ünïcode 👋", number=3, at=NOW + timedelta(minutes=5))
STORY = Story(
    CASE,
    (FIRST, PRIVATE, LAST),
    (
        Said(ResponseKind.HOLD, "One second, Anna", "", NOW + timedelta(seconds=2), "sent"),
        Said(ResponseKind.SUGGESTION, "I can see it.", "Ada", NOW + timedelta(minutes=2), "sent"),
    ),
    "Ada",
    NOW,
    paused=False,
)
EXTERNAL = "0123456789abcdef01234567"
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
    """A desk with a good secret."""
    return kind.desk(side.url, kind.secret, clock, USUAL)


@pytest.fixture
def hasty(kind: Kind, side: VendorSide, clock: HandClock) -> Desk:
    """A desk that waits for a second only."""
    return kind.desk(side.url, kind.secret, clock, SHORT)


def failure(act: Callable[[], object]) -> DeliveryError:
    """Return how something failed."""
    with pytest.raises(DeliveryError) as caught:
        act()
    return caught.value


def only(side: VendorSide) -> Opened:
    """Return the one ticket that is there."""
    (ticket,) = side.opened()
    return ticket


class TestOpening:
    def test_a_ticket_is_opened_and_its_number_told(self, desk: Desk, side: VendorSide) -> None:
        made = desk.open(EXTERNAL, STORY)
        assert (only(side).number, True) == (made.number, made.url.startswith(("http://127.0.0.1", "https://hooks")))

    def test_opening_again_returns_the_same_ticket(self, desk: Desk, side: VendorSide) -> None:
        made = desk.open(EXTERNAL, STORY)
        assert (made, 1) == (desk.open(EXTERNAL, STORY), len(side.opened()))

    def test_a_story_that_went_on_makes_no_second_ticket(self, desk: Desk, side: VendorSide) -> None:
        made = desk.open(EXTERNAL, STORY)
        longer = replace(STORY, mentions=(*STORY.mentions, mention("Hello?", number=9, at=NOW + timedelta(hours=1))))
        assert (made, 1) == (desk.open(EXTERNAL, longer), len(side.opened()))

    def test_two_external_ids_are_two_tickets(self, desk: Desk) -> None:
        first, second = desk.open(EXTERNAL, STORY), desk.open("f" * 24, STORY)
        assert (first, second) == (desk.find(EXTERNAL), desk.find("f" * 24))
        assert first != second

    def test_what_is_not_there_is_not_found(self, desk: Desk) -> None:
        desk.open("f" * 24, STORY)
        assert desk.find(EXTERNAL) is None

    def test_the_story_is_told_in_order(self, desk: Desk, side: VendorSide) -> None:
        desk.open(EXTERNAL, STORY)
        text = only(side).text
        places = [text.find(words) for words in ("charged me twice", "One second", "I can see it", "Any news?")]
        assert (sorted(places), True) == (places, -1 not in places)

    def test_a_very_long_story_fits(self, desk: Desk, side: VendorSide) -> None:
        posts = tuple(mention("ö" * 9_000, number=n, at=NOW + timedelta(seconds=n)) for n in range(10))
        desk.open(EXTERNAL, replace(STORY, mentions=(FIRST, *posts, LAST)))
        text = only(side).text
        assert (True, True) == ("charged me twice" in text, "Any news?" in text)

    def test_halves_of_letters_and_control_signs_do_no_harm(self, desk: Desk, side: VendorSide) -> None:
        odd = replace(ANNA, name="An\ud83dna\r\n\x00K")
        nasty = replace(FIRST, text="hi \ud83d \x00 \x1b[2J there", customer=odd)
        desk.open(EXTERNAL, replace(STORY, case=replace(CASE, customer=odd), mentions=(nasty,)))
        assert "there" in only(side).text


class TestAddress:
    def test_it_is_the_requesters_and_stands_nowhere_else(self, kind: Kind, desk: Desk, side: VendorSide) -> None:
        desk.open(EXTERNAL, STORY)
        ticket = only(side)
        assert ("" if kind.is_public else ADDRESS, False) == (ticket.requester, ADDRESS in ticket.told)

    @pytest.mark.parametrize("error", [401, 403, 404, 409, 422, 429, 500])
    def test_it_is_in_no_reason_and_no_log(
        self, desk: Desk, side: VendorSide, error: int, caplog: pytest.LogCaptureFixture
    ) -> None:
        side.faults = [Fault(side.refusal(error))]
        with caplog.at_level(logging.DEBUG), capture_logs() as logged:
            reason = str(failure(lambda: desk.open(EXTERNAL, STORY)))
        assert [] == [text for text in (reason, caplog.text, str(logged)) if "@" in text]


class TestFailures:
    @pytest.mark.parametrize(
        ("status", "outcome"),
        [
            *((status, Permanent) for status in (301, 400, 401, 403, 404, 410, 422)),
            *((status, Unknown) for status in (408, 409, 500, 502, 503, 504)),
            (429, Temporary),
        ],
    )
    def test_a_status_is_an_outcome(
        self, desk: Desk, side: VendorSide, status: int, outcome: type[DeliveryError]
    ) -> None:
        side.faults = [Fault(side.refusal(status))]
        assert (outcome, 0) == (type(failure(lambda: desk.open(EXTERNAL, STORY))), len(side.opened()))

    def test_a_wrong_secret_is_told_by_its_variable(self, kind: Kind, side: VendorSide, clock: HandClock) -> None:
        wrong = kind.desk(side.url, "whsec_" + "A" * 32, clock, USUAL)
        error = failure(lambda: wrong.open(EXTERNAL, STORY))
        assert (Permanent, True) == (type(error), kind.secret_name in str(error))

    def test_a_limit_is_kept(self, desk: Desk, side: VendorSide, clock: HandClock) -> None:
        side.faults = [Fault(replace(side.refusal(429), headers={"Retry-After": "17"}))]
        error = failure(lambda: desk.open(EXTERNAL, STORY))
        assert clock.now() + timedelta(seconds=17) == getattr(error, "retry_at", None)

    def test_a_limit_while_looking_is_kept(self, desk: Desk, side: VendorSide, clock: HandClock) -> None:
        side.faults = [Fault(replace(side.refusal(429), headers={"Retry-After": "17"}), on="read")]
        error = failure(lambda: desk.find(EXTERNAL))
        assert (Temporary, clock.now() + timedelta(seconds=17)) == (type(error), getattr(error, "retry_at", None))

    @pytest.mark.parametrize(
        "reply",
        [
            Reply(200, HTML, kind="text/html"),
            Reply(201, b'{"ticket": {"id"'),
            Reply(200, {"error": "we are sorry", "message": "anna@mail.example"}),
            Reply(200, ["a", "list"]),
            Reply(200, None),
            Reply(200, b"[" * 100_000),
        ],
        ids=["html", "half", "error", "list", "null", "deep"],
    )
    def test_a_success_that_is_none_is_doubtful(self, desk: Desk, side: VendorSide, reply: Reply) -> None:
        side.faults = [Fault(reply)]
        assert Unknown is type(failure(lambda: desk.open(EXTERNAL, STORY)))

    @pytest.mark.parametrize(
        ("reply", "outcome"),
        [
            (Reply(200, HTML, kind="text/html"), Permanent),
            (Reply(200, {"error": "we are sorry"}), Permanent),
            (Reply(200, {"tickets": "none"}), Permanent),
            (Reply(200, [{"id": "x"}, 3]), Permanent),
            (Reply(500, HTML, kind="text/html"), Temporary),
            (Reply(401, {"error": "no"}), Permanent),
        ],
        ids=["html", "error", "shape", "rows", "500", "401"],
    )
    def test_a_look_that_failed_is_never_a_no(
        self, desk: Desk, side: VendorSide, reply: Reply, outcome: type[DeliveryError]
    ) -> None:
        side.faults = [Fault(reply, on="read")]
        assert outcome is type(failure(lambda: desk.find(EXTERNAL)))

    def test_nothing_is_written_where_the_look_before_failed(self, desk: Desk, side: VendorSide) -> None:
        side.faults = [Fault(Reply(503, {"error": "busy"}), on="read")]
        assert (Temporary, []) == (type(failure(lambda: desk.open(EXTERNAL, STORY))), side.opened())

    def test_a_refused_connection_is_for_now(self, kind: Kind, clock: HandClock) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            desk = kind.desk(f"http://127.0.0.1:{taken.getsockname()[1]}", kind.secret, clock, USUAL)
            assert Temporary is type(failure(lambda: desk.open(EXTERNAL, STORY)))

    def test_a_server_that_drips_is_given_up(self, hasty: Desk, side: VendorSide) -> None:
        side.faults = [Fault(drips=True)]
        assert Unknown is type(failure(lambda: hasty.open(EXTERNAL, STORY)))


class TestDoubt:
    """Never two tickets for one case, whatever was heard of the first attempt."""

    @pytest.mark.parametrize(
        "fault",
        [
            Fault(accepts=True),
            Fault(accepts=True, drops=True),
            Fault(Reply(504, HTML, kind="text/html"), accepts=True),
            Fault(Reply(200, HTML, kind="text/html"), accepts=True),
        ],
        ids=["timeout", "dropped", "gateway", "html"],
    )
    def test_an_accepted_ticket_is_found_and_not_repeated(self, hasty: Desk, side: VendorSide, fault: Fault) -> None:
        side.faults = [fault]
        error = failure(lambda: hasty.open(EXTERNAL, STORY))
        found = hasty.find(EXTERNAL)
        assert (Unknown, only(side).number) == (type(error), found.number if found else None)
        assert "charged me twice" in only(side).text
        assert (found, 1) == (hasty.open(EXTERNAL, STORY), len(side.opened()))

    def test_a_lost_ticket_is_surely_not_there(self, hasty: Desk, side: VendorSide) -> None:
        side.faults = [Fault(drops=True)]
        error = failure(lambda: hasty.open(EXTERNAL, STORY))
        assert (Unknown, None) == (type(error), hasty.find(EXTERNAL))

    @pytest.mark.parametrize("arrives", [True, False])
    def test_the_bot_tells_one_number_of_one_ticket(
        self, kind: Kind, side: VendorSide, clock: HandClock, arrives: bool
    ) -> None:
        house = bot_with(kind.desk(side.url, kind.secret, clock, SHORT))
        side.faults = [Fault(drops=True, accepts=arrives)]
        house.run()
        house.later()
        house.later()
        assert (State.TICKETED, only(side).number) == (house.case().state, house.case().ticket)
        assert [f"ticket opened, second {only(side).number}"] == [t for t in house.x.texts if t.startswith("ticket")]


def bot_with(desk: Desk) -> House:
    """Return a bot whose customer has just given an address."""
    house = heard()
    house.desk = desk  # type: ignore[assignment]
    house.start()
    house.run()
    house.later(timedelta(minutes=3))
    house.hear(mention(number=2, private=True), email=ADDRESS)
    return house


class TestDesksWithoutAWire:
    def test_local_opens_once_and_finds(self, clock: HandClock) -> None:
        desk = LocalDesk(SqliteStore(":memory:"), clock)
        made = desk.open(EXTERNAL, STORY)
        assert (made, made, None) == (desk.open(EXTERNAL, STORY), desk.find(EXTERNAL), desk.find("f" * 24))

    def test_mail_refuses_to_guess(self, clock: HandClock) -> None:
        desk = EmailDesk("smtp://127.0.0.1:9", "help@desk.example", "bot@acme.example", "", clock)
        assert Permanent is type(failure(lambda: desk.find(EXTERNAL)))
