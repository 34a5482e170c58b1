"""Our own Slack workspace, seen from an envelope: who is ours, and which Slack channel is what. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.policy import Role, Staff


@dataclass(frozen=True)
class Identity:
    """Who we are to Slack: the workspace and its address, and the bot user and bot of our token."""

    team: str
    team_name: str
    url: str
    bot_user: str
    bot: str


@dataclass(frozen=True)
class Workspace:
    """What is needed to tell customers from staff; `staff` maps Slack user ids to teammates' names.

    `leads` are the Slack user ids of those who may decide about held messages, the backlog and the breaker.
    """

    us: Identity
    triage_channel: str
    customer_channels: frozenset[str] = frozenset()
    staff: Mapping[str, str] = field(default_factory=dict)
    leads: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, us: Identity, triage_channel: str, customer_channels: Iterable[str], staff: Iterable[Staff]
    ) -> Workspace:
        """Put together what Slack and the configuration tell."""
        people = [person for person in staff if person.slack]
        names = {person.slack: person.name for person in people}
        leads = frozenset(person.slack for person in people if person.role is Role.LEAD)
        return cls(us, triage_channel, frozenset(customer_channels), names, leads)

    def teammate(self, user: str, team: str) -> str:
        """Return the name of the teammate with this user id, or "" for everybody else.

        Both must be right: a stranger of a shared Slack channel is a customer, whatever their user id
        (docs.slack.dev/apis/slack-connect).
        """
        return self.staff.get(user, "") if team == self.us.team else ""

    def is_lead(self, user: str, team: str) -> bool:
        """Tell whether this is a teammate with the role of a lead; user id and workspace must both be right."""
        return bool(self.teammate(user, team)) and user in self.leads

    def permalink(self, channel: str, ts: str, thread: str = "") -> str:
        """Return the address of a message in a Slack channel."""
        return permalink(self.us, channel, ts, thread)

    def profile(self, user: str) -> str:
        """Return the address of what Slack shows of a person, or "" where the workspace's own is not known."""
        return f"{self.us.url.rstrip('/')}/team/{user}" if self.us.url else ""


def permalink(us: Identity, channel: str, ts: str, thread: str = "") -> str:
    """Return the address of a message in a Slack channel, or "" where the workspace's own is not known."""
    if not us.url:
        return ""
    answer = f"?thread_ts={thread}&cid={channel}" if thread and thread != ts else ""
    return f"{us.url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}{answer}"
