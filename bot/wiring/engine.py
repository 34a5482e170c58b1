"""Puts the engine together on one store: what a running bot, a simulation and a replay have in common.

Knows only ports. It starts no thread and calls nobody: whoever assembles also turns the wheels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.case import Channel, Customer
from bot.domain.policy import Policy
from bot.engine.answering import Answering
from bot.engine.asking import Asking
from bot.engine.delivery import Delivery
from bot.engine.dispatch import Dispatch
from bot.engine.drafts import Drafts
from bot.engine.duty import Duty
from bot.engine.former_desk import UNNAMED, DeskNames
from bot.engine.held import LeadIntake
from bot.engine.homes import Homes
from bot.engine.lessons import Lessons
from bot.engine.nobody_home import NoHome, NothingFound, never_shared, no_picture
from bot.engine.outbox import OutboxWorker
from bot.engine.pace import Pace
from bot.engine.premises import Premises
from bot.engine.promising import PromiseWriting
from bot.engine.searching import Searching
from bot.engine.staff_talk import StaffTalk
from bot.engine.switching import Switches
from bot.engine.timers import TimerWorker
from bot.engine.uncounted import UNCOUNTED
from bot.engine.unread import UnreadNews
from bot.engine.wording import Wording
from bot.ports.alarm import Alarm
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.desk import Desk
from bot.ports.home import HomeScreen, Painter
from bot.ports.library import Library
from bot.ports.reader import Reader
from bot.ports.search import CaseIndex
from bot.ports.staffroom import Staffroom
from bot.ports.store import Store
from bot.ports.tally import Tally

LANES = ("x", "slack", "desk")
"""One outbox worker each: a slow vendor holds up nobody else."""
SLACK_DISTANCE = timedelta(seconds=1)
"""Slack takes about one message per second per Slack channel: https://docs.slack.dev/apis/web-api/rate-limits"""


@dataclass(frozen=True)
class Sides:
    """Whom the engine talks to. `staffroom` is None and `triage_channel` is "" where the staff have no Slack."""

    channels: Mapping[Channel, CustomerChannel]
    staffroom: Staffroom | None
    desk: Desk
    triage_channel: str = ""
    home: HomeScreen = field(default_factory=NoHome)
    paint: Painter = no_picture
    index: CaseIndex = field(default_factory=NothingFound)
    is_shared: Callable[[str], bool] = never_shared
    desks: DeskNames = UNNAMED


@dataclass(frozen=True)
class Engine:
    """The parts that have to be fed (`intake`) and driven (`outboxes`, `timers`, `homes`, `premises`, `searching`).

    `dispatch` also tells leads, `switches` does what they switch. `answering` is for teammates who write, and
    `answering.end_old` is to be called now and then. `duty` tells who is there. `unread` tells leads what could not be
    read.
    """

    dispatch: Dispatch
    intake: LeadIntake
    outboxes: tuple[OutboxWorker, ...]
    timers: TimerWorker
    homes: Homes
    switches: Switches
    premises: Premises
    searching: Searching
    asking: Asking
    talk: StaffTalk
    answering: Answering
    drafts: Drafts
    lessons: Lessons
    duty: Duty
    promising: PromiseWriting
    unread: UnreadNews


def assemble(
    policy: Policy,
    store: Store,
    clock: Clock,
    library: Library,
    reader: Reader,
    sides: Sides,
    alarm: Alarm,
    wake: Callable[[], None],
    slack_distance: timedelta = SLACK_DISTANCE,
    tally: Tally = UNCOUNTED,
) -> Engine:
    """Return an engine that stands still.

    Arguments:
        policy: what the operator decided.
        store: where everything is written down.
        clock: tells the time, in UTC.
        library: words replies and suggestions.
        reader: understands mentions.
        sides: whom to talk to.
        alarm: is set to the next timer that is due; it must wake `timers`.
        wake: called after every commit that may have left something to do; must return at once.
        slack_distance: between two messages to one Slack channel; zero where no Slack has to be spared.
        tally: counts what happens.
    """
    wording = Wording(library, policy)
    dispatch = Dispatch(policy, wording, sides.channels, sides.triage_channel)
    intake = LeadIntake(store, reader, wording, dispatch, policy, clock, wake, sides.channels, tally)
    delivery = Delivery(policy, sides.channels, sides.staffroom, sides.desk, sides.desks)
    pace = pace_of(policy, slack_distance)
    outboxes = tuple(OutboxWorker(lane, store, intake, delivery, wording, policy, clock, pace, tally) for lane in LANES)
    duty = Duty(store, policy, clock)
    homes = Homes(store, policy, clock, sides.home, sides.paint, duty, wake)
    searching = Searching(store, sides.index)
    switches = Switches(store, dispatch, clock, wake)
    talk = StaffTalk(store, dispatch, clock, wake)
    answering = Answering(store, intake, sides.channels, policy, clock)
    return Engine(
        dispatch=dispatch,
        intake=intake,
        outboxes=outboxes,
        timers=TimerWorker(store, intake, clock, alarm),
        talk=talk,
        answering=answering,
        drafts=Drafts(store, intake, sides.channels, policy, clock),
        lessons=Lessons(store),
        duty=duty,
        promising=PromiseWriting(store, sides.channels, policy, clock),
        homes=homes,
        switches=switches,
        unread=UnreadNews(store, dispatch, clock, wake, tally),
        premises=Premises(store, dispatch, policy, clock, sides.is_shared, wake),
        searching=searching,
        asking=Asking(store, policy, clock, duty, searching, wake),
    )


def pace_of(policy: Policy, slack_distance: timedelta = SLACK_DISTANCE) -> Pace:
    """Return how fast messages may leave, and how often X may be asked; it keeps nothing in memory."""
    return Pace({"slack": slack_distance}, policy.budgets)


def earlier_language(store: Store) -> Callable[[Customer], str]:
    """Return what tells the language in which a customer wrote before, or ""."""

    def language(customer: Customer) -> str:
        with store.transaction() as tx:
            case = tx.cases.last_of(customer)
        return case.language if case else ""

    return language
