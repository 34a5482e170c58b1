"""Asks Slack who is active, who is not to be disturbed, and who is in a user group.

Sources: docs.slack.dev/reference/methods/users.getPresence, …/dnd.teamInfo (at most 50 users),
…/usergroups.users.list (paid plans). Snoozing is told of nobody but oneself: only the hours somebody has set are seen.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import structlog
from slack_sdk import WebClient

from bot.adapters.slack.errors import call
from bot.domain.errors import DeliveryError, Permanent
from bot.domain.policy import Staff
from bot.domain.roster import Seen
from bot.ports.clock import Clock

log = structlog.get_logger()

MOST_AT_ONCE = 50
ASK_FOR_AT_MOST = 40.0
"""Seconds; a worker whose turn takes longer than two minutes counts as hung."""


class SlackWhereabouts:
    """Implements `bot.ports.whereabouts.Whereabouts`."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._said = ""

    def seen(self, people: Sequence[Staff]) -> Mapping[str, Seen]:
        """Return how it stands with these people now, by name; a Slack that answers slowly does not tell of all."""
        give_up_at = time.monotonic() + ASK_FOR_AT_MOST
        quiet = self._quiet([person.slack for person in people if person.slack])
        found = {}
        for person in people:
            if time.monotonic() > give_up_at:
                break
            if not person.slack:
                continue
            try:
                active = self._is_active(person.slack)
            except Permanent:
                # Somebody who has left the workspace says nothing about the others.
                continue
            begins, ends = quiet.get(person.slack, (None, None))
            found[person.name] = Seen(self._clock.now(), active, begins, ends)
        return found

    def members(self, group: str) -> tuple[str, ...]:
        """Return the Slack user ids in a user group."""
        answer = call(self._clock, lambda: self._client.usergroups_users_list(usergroup=group), repeatable=True)
        users = answer.get("users")
        return tuple(user for user in users if isinstance(user, str)) if isinstance(users, list) else ()

    def _is_active(self, user: str) -> bool:
        answer = call(self._clock, lambda: self._client.users_getPresence(user=user), repeatable=True)
        return answer.get("presence") != "away"

    def _quiet(self, users: Sequence[str]) -> Mapping[str, tuple[datetime | None, datetime | None]]:
        """Return when people are not to be disturbed, as far as Slack tells: presence counts without it as well."""
        found: dict[str, tuple[datetime | None, datetime | None]] = {}
        for first in range(0, len(users), MOST_AT_ONCE):
            some = list(users[first : first + MOST_AT_ONCE])
            try:
                answer = call(self._clock, lambda some=some: self._client.dnd_teamInfo(users=some), repeatable=True)  # type: ignore[misc]
            except DeliveryError as problem:
                if str(problem) != self._said:
                    log.warning("slack_quiet_hours_not_known", reason=str(problem))
                self._said = str(problem)
                return found
            told = answer.get("users")
            for user, one in told.items() if isinstance(told, dict) else ():
                if isinstance(one, dict) and one.get("dnd_enabled"):
                    found[str(user)] = (_moment(one.get("next_dnd_start_ts")), _moment(one.get("next_dnd_end_ts")))
        self._said = ""
        return found


def _moment(stamp: object) -> datetime | None:
    # Slack writes 1 for "never".
    return datetime.fromtimestamp(stamp, UTC) if isinstance(stamp, int) and 1 < stamp < 10**11 else None
