"""What the operator has decided: teams, staff, timeouts and how much happens by itself.

Read-only for every decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.approval import ApprovalRule
from bot.domain.budgets import Budget, Spending
from bot.domain.case import Channel
from bot.domain.hours import OfficeHours
from bot.domain.promise import Promising
from bot.domain.response import ResponseKind
from bot.domain.roster import Roster
from bot.domain.rotation import Rotation
from bot.domain.whom import ALL_LEADS


class Mode(StrEnum):
    """How an automatic step happens: by itself, after one click of a human, or never."""

    AUTO = "auto"
    APPROVE = "approve"
    OFF = "off"


class OnNewMessage(StrEnum):
    """What a customer who writes again does to the answer timeout that runs for them."""

    KEEP = "keep"
    RESTART = "restart"
    CANCEL = "cancel"


class Role(StrEnum):
    """The two roles of staff."""

    RESPONDER = "responder"
    LEAD = "lead"


class HeatedFirst(StrEnum):
    """Who is told first about a heated case: both at once, only the lead, or who is on duty as always."""

    BOTH = "both"
    LEAD = "lead"
    ON_DUTY = "on duty"


@dataclass(frozen=True)
class Staff:
    """A teammate; `slack` is their Slack user id, `handles` are their own X handles without the @.

    `hours` are when they work, None where the team's hours are theirs.
    """

    name: str
    slack: str
    role: Role
    handles: tuple[str, ...] = ()
    hours: OfficeHours | None = None


@dataclass(frozen=True)
class ChainStep:
    """Whom to tell, in the words of `whom.py`, and how long they have to acknowledge."""

    notify: str
    within: timedelta


@dataclass(frozen=True)
class Team:
    """People who look after some topics; `members` are staff names in the order in which they are asked.

    `approval` says which answers of responders its lead wants to see before they leave, None for none.
    The chain is gone through `repeat` more times before the `fallback` is told, which is in the words of a chain.
    Whoever acknowledged is reminded when they have not answered within `answer_within`. `rotation` and `group` (the id
    of a Slack user group) tell who is on duty, where there is one.
    """

    name: str
    topics: tuple[str, ...]
    members: tuple[str, ...]
    lead: str
    hours: OfficeHours
    chain: tuple[ChainStep, ...]
    approval: ApprovalRule | None = None
    repeat: int = 0
    fallback: tuple[str, ...] = (ALL_LEADS,)
    answer_within: timedelta = timedelta(minutes=15)
    rotation: Rotation | None = None
    group: str = ""


@dataclass(frozen=True)
class ChannelPolicy:
    """How much happens by itself on one channel."""

    hold: Mode = Mode.AUTO
    ask_email: Mode = Mode.AUTO
    on_new_message: OnNewMessage = OnNewMessage.KEEP


# How long after its cause a message may still leave: an outage must not turn into a flood of old replies.
SEND_BY: Mapping[ResponseKind, timedelta] = {
    ResponseKind.HOLD: timedelta(minutes=15),
    ResponseKind.CLARIFY_LINK: timedelta(minutes=15),
    ResponseKind.CLARIFY_ORDER: timedelta(minutes=15),
    ResponseKind.CLARIFY_VERSION: timedelta(minutes=15),
    ResponseKind.CLARIFY_DETAILS: timedelta(minutes=15),
    ResponseKind.OUT_OF_HOURS: timedelta(minutes=15),
    ResponseKind.ADDRESS_PUBLIC: timedelta(hours=1),
    ResponseKind.ADDRESS_UNREADABLE: timedelta(hours=1),
    ResponseKind.ADDRESS_REFUSED: timedelta(hours=1),
    ResponseKind.ASK_WHICH: timedelta(hours=1),
    ResponseKind.ASK_EMAIL_THREAD: timedelta(hours=1),
    ResponseKind.ASK_EMAIL: timedelta(hours=1),
    ResponseKind.ASK_EMAIL_PRIVATE: timedelta(hours=1),
    ResponseKind.TAKEN: timedelta(minutes=15),
    ResponseKind.PROMISE_UPDATE: timedelta(hours=1),
    ResponseKind.TICKET_OPENED: timedelta(hours=24),
    ResponseKind.TICKET_SOLVED: timedelta(hours=24),
    ResponseKind.SUGGESTION: timedelta(hours=4),
}


@dataclass(frozen=True)
class Burst:
    """How many automatic messages are too many: `alike` of one kind within `window`, or `hourly` within an hour."""

    alike: int = 20
    window: timedelta = timedelta(minutes=10)
    hourly: int = 100


@dataclass(frozen=True)
class Policy:
    """Everything a decision may depend on besides the case, the event and the time.

    `daily` is how many automatic messages one customer gets in 24 hours before a human looks, `asks` how many of them
    may ask for an address; `internal_hosts` and the beginnings of addresses in `ticket_links` never stand in a public
    text. `budgets` are X's rate limits, `spending` is what X may cost. Below the confidence `unsure_below` (0 to 1)
    that a mention is a request, a human looks before anything is said in public. `heated_first` is where the chain of a
    heated case starts. `tell_solved` is whether the customer hears that the desk solved the ticket, and `daily_tickets`
    how many tickets one customer, or one address, gets in 24 hours before a human looks. `sent_before` is how many
    answers whoever answers now has sent until now. `roster` is who is where, as it is known at the moment of the
    decision. `promising` is what happens around the time of a promise.
    """

    brand: str
    handle: str
    languages: tuple[str, ...]
    answer_timeout: timedelta
    channels: Mapping[Channel, ChannelPolicy]
    staff: Sequence[Staff]
    teams: tuple[Team, ...]
    burst: Burst = Burst()
    daily: int = 12
    asks: int = 4
    internal_hosts: tuple[str, ...] = ()
    ticket_links: tuple[str, ...] = ()
    budgets: tuple[Budget, ...] = ()
    spending: Spending = field(default_factory=Spending)
    unsure_below: float = 0.5
    heated_first: HeatedFirst = HeatedFirst.BOTH
    tell_solved: Mode = Mode.OFF
    daily_tickets: int = 3
    sent_before: int = 0
    roster: Roster = field(default_factory=Roster)
    promising: Promising = field(default_factory=Promising)
    send_by: Mapping[ResponseKind, timedelta] = field(default_factory=lambda: dict(SEND_BY))

    def channel(self, channel: Channel) -> ChannelPolicy:
        """Return the policy of a channel; one that is not configured does nothing by itself."""
        return self.channels.get(channel, ChannelPolicy(Mode.OFF, Mode.OFF))

    def team(self, name: str) -> Team:
        """Return the team called `name`, else the default one (the first)."""
        return next((team for team in self.teams if team.name == name), self.teams[0])

    def team_for(self, topic: str) -> Team:
        """Return the team that looks after a topic or is called like it, else the default one (the first)."""
        return next((team for team in self.teams if topic and topic in team.topics), self.team(topic))

    def works_in(self, name: str, team: Team) -> bool:
        """Tell whether a teammate is one of a team's members or its lead."""
        return bool(name) and (name in team.members or name == team.lead)

    def names_team(self, topic: str) -> bool:
        """Tell whether a topic is only the name of a team: which team is known then, and nothing more."""
        return any(team.name == topic for team in self.teams) and not any(topic in team.topics for team in self.teams)

    def person(self, name: str) -> Staff | None:
        """Return the teammate called `name`, if there is one."""
        return next((person for person in self.staff if person.name == name), None)

    def by_slack(self, user: str) -> Staff | None:
        """Return the teammate with this Slack user id, if it belongs to one."""
        return next((person for person in self.staff if person.slack == user), None)

    def is_lead(self, name: str) -> bool:
        """Tell whether the teammate called `name` is a lead."""
        person = self.person(name)
        return person is not None and person.role is Role.LEAD

    def leads(self) -> tuple[str, ...]:
        """Return the names of all leads."""
        return tuple(person.name for person in self.staff if person.role is Role.LEAD)

    def in_charge(self) -> tuple[str, ...]:
        """Return who hears what is for all leads: the leads, or everybody where none is left."""
        return self.leads() or tuple(person.name for person in self.staff)

    def leads_of(self, team: Team) -> tuple[str, ...]:
        """Return who hears what a team's lead is to hear: somebody always, as long as anybody is staff.

        It is the team's lead while they are staff, else all leads, else the team's members, else everybody.
        """
        if self.person(team.lead):
            return (team.lead,)
        return self.leads() or tuple(name for name in team.members if self.person(name)) or self.in_charge()

    def fresh(self, kind: ResponseKind, since: datetime, now: datetime) -> bool:
        """Tell whether a reply of this kind, caused at `since`, may still leave at `now`."""
        return now <= since + self.send_by.get(kind, timedelta(hours=1))
