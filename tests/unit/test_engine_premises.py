"""While outsiders can read the triage channel nothing is posted there; the leads hear when that begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from acme import NOON, mention, policy
from house import House

from bot.domain.effects import Say, ShowCard
from bot.domain.errors import Permanent, Temporary
from bot.domain.policy import ChainStep
from bot.engine.premises import BEGUN, LOOK_EVERY, OVER, Premises, shut_destinations

TRIAGE = "The triage channel"


@dataclass
class Slack:
    """A vendor that tells whether the channel is shared, or does not."""

    shared: bool = False
    channel: str = "C0TRIAGE"
    fault: Exception | None = None
    asked: int = 0

    def is_shared(self, channel: str) -> bool:
        self.asked += 1
        if self.fault is not None:
            raise self.fault
        return self.shared and channel == self.channel


@dataclass
class World:
    """A house and its premises."""

    house: House = field(default_factory=House)
    slack: Slack = field(default_factory=Slack)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Build what a process holds in memory."""
        house = self.house
        self.premises = Premises(
            house.store, house.dispatch, house.policy, house.clock, self.slack.is_shared, lambda: None
        )

    def look(self) -> None:
        """A minute passes and the pump turns."""
        self.house.clock.forward(LOOK_EVERY)
        self.premises.work()

    def event(self, channel: str, shared: bool) -> None:
        """Slack sends an event."""
        with self.house.store.transaction() as tx:
            tx.inbox.receive("slack", f"{channel}{shared}{self.house.clock.now()}", "{}", NOON)
            envelope = tx.inbox.pending()[-1].seq
        self.premises.shared(channel, shared, envelope)

    def told(self) -> list[tuple[str, str]]:
        """Whom the house told what, in private."""
        with self.house.store.transaction() as tx:
            rows = tx.outbox.of("")
        return [(row.effect.who, row.effect.text) for row in rows if isinstance(row.effect, Say)]


@pytest.fixture
def world() -> World:
    """Nobody but the staff reads the triage channel."""
    return World()


def test_nothing_is_posted_while_it_is_shared(world: World) -> None:
    """The card waits; the customer is answered and the teammate told all the same."""
    world.slack.shared = True
    world.look()
    world.house.hear()
    world.house.run()
    assert world.house.staffroom.cards == []
    assert len(world.house.x.texts) == 1
    assert [told.who for told in world.house.staffroom.told if told.who == "Ada"]


def test_what_waited_is_posted_when_it_is_over(world: World) -> None:
    world.slack.shared = True
    world.look()
    world.house.hear()
    world.house.run()
    world.slack.shared = False
    world.look()
    world.house.run()
    assert len(world.house.staffroom.cards) == 1


def test_the_leads_are_told_once_and_once_when_it_is_over(world: World) -> None:
    """Also where a restart lies between."""
    world.slack.shared = True
    for _ in range(3):
        world.look()
    world.start()
    world.look()
    assert world.told() == [("Grace", BEGUN.format(place=TRIAGE))]
    world.slack.shared = False
    for _ in range(3):
        world.look()
    assert world.told() == [("Grace", BEGUN.format(place=TRIAGE)), ("Grace", OVER.format(place=TRIAGE))]


def test_an_event_stops_it_at_once(world: World) -> None:
    """Before anybody has looked; and the next look is at once."""
    world.look()
    world.slack.shared = True
    asked = world.slack.asked
    world.event("C0TRIAGE", True)
    with world.house.store.transaction() as tx:
        assert shut_destinations(tx) == ("slack:C0TRIAGE",)
        assert tx.inbox.pending() == ()
    assert world.premises.rest() == 0.0
    world.premises.work()
    assert world.slack.asked == asked + 1


def test_the_end_is_believed_only_when_slack_is_asked(world: World) -> None:
    """It may be shared with others still."""
    world.slack.shared = True
    world.look()
    world.event("C0TRIAGE", False)
    world.premises.work()
    with world.house.store.transaction() as tx:
        assert shut_destinations(tx) == ("slack:C0TRIAGE",)


def test_another_channel_matters_nothing(world: World) -> None:
    world.event("C0HELP", True)
    with world.house.store.transaction() as tx:
        assert shut_destinations(tx) == ()


@pytest.mark.parametrize("fault", [Temporary("away"), Permanent("channel_not_found")])
def test_who_does_not_tell_changes_nothing(world: World, fault: Exception) -> None:
    world.slack.shared = True
    world.look()
    world.slack.shared, world.slack.fault = False, fault
    world.look()
    with world.house.store.transaction() as tx:
        assert shut_destinations(tx) == ("slack:C0TRIAGE",)


def test_slack_is_asked_once_a_minute_however_much_happens(world: World) -> None:
    world.look()
    asked = world.slack.asked
    for _ in range(20):
        world.house.clock.forward(timedelta(seconds=1))
        world.premises.work()
    assert world.slack.asked == asked


def test_a_channel_that_waits_for_us_is_no_stuck_outbox(world: World) -> None:
    """The watch does not cry for what is stopped on purpose."""
    world.slack.shared = True
    world.look()
    world.house.hear(mention())
    world.house.run()
    now = world.house.clock.now() + timedelta(hours=1)
    with world.house.store.transaction() as tx:
        assert tx.outbox.oldest_due(now, "slack")
        assert not tx.outbox.oldest_due(now, "slack", exclude=shut_destinations(tx))


def test_a_private_channel_of_a_chain_is_watched_too() -> None:
    """An escalation that goes there waits; the triage channel goes on."""
    billing = policy().teams[0]
    step = ChainStep("channel G0LEADS", timedelta(minutes=5))
    settings = replace(policy(), teams=(replace(billing, chain=(step,)),))
    world = World(House(settings), Slack(shared=True, channel="G0LEADS"))
    world.look()
    with world.house.store.transaction() as tx:
        assert shut_destinations(tx) == ("slack:G0LEADS",)
    assert [who for who, words in world.told() if "G0LEADS" in words] == ["Grace"]


class TestAnotherTriageChannel:
    """The operator has named another one, because outsiders read the first."""

    @pytest.fixture
    def moved(self, world: World) -> World:
        """A card waited for the first one when the bot was stopped."""
        world.slack.shared = True
        world.look()
        world.house.hear()
        world.house.run()
        world.house.triage_channel = "C0NEW"
        world.house.restart()
        world.start()
        world.premises.begin()
        return world

    def test_what_waited_for_the_first_one_is_posted_in_the_other(self, moved: World) -> None:
        moved.house.run()
        assert len(moved.house.staffroom.cards) == 1
        assert {"slack:C0NEW"} == {row.destination for row in moved.house.rows() if isinstance(row.effect, ShowCard)}

    def test_nothing_that_waited_is_posted_while_outsiders_read_the_other_too(self, moved: World) -> None:
        moved.slack.channel = "C0NEW"
        moved.look()
        moved.house.run()
        assert [] == moved.house.staffroom.cards

    def test_nobody_is_told_that_the_first_one_is_alone_again(self, moved: World) -> None:
        moved.look()
        with moved.house.store.transaction() as tx:
            assert () == shut_destinations(tx)
        assert [("Grace", BEGUN.format(place=TRIAGE))] == moved.told()


def test_a_private_channel_that_no_chain_names_any_more_gets_nothing() -> None:
    """A chain that began before still has its name; the next step is told instead."""
    billing = policy().teams[0]
    chain = tuple(ChainStep(words, timedelta(minutes=5)) for words in ("channel G0LEADS", "lead"))
    house = House(replace(policy(), teams=(replace(billing, chain=chain),)))
    house.hear()
    house.policy = policy()
    house.restart()
    house.run()
    assert "G0LEADS" not in [told.who for told in house.staffroom.told]
    assert "Grace" in [told.who for told in house.staffroom.told]
