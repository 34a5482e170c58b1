"""Who of the people in the configuration and in two user groups may act: members of our workspace, and nobody else.

Guests, bots, people of other workspaces and those who were deactivated have no power, wherever they are listed.
Sources: docs.slack.dev/reference/methods/usergroups.users.list, docs.slack.dev/reference/objects/user-object.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import structlog
from slack_sdk import WebClient

from bot.adapters.slack.errors import call
from bot.adapters.slack.text import sound
from bot.adapters.slack.workspace import Identity
from bot.domain.errors import Permanent, Temporary
from bot.domain.policy import Role, Staff
from bot.ports.clock import Clock

log = structlog.get_logger()

ASK_FOR_AT_MOST = 60.0
"""Seconds; a worker whose turn takes longer than two minutes counts as hung."""


class StaffGroups:
    """Asks Slack; see `bot.engine.staff_list.StaffWatch`. `groups` are ids of user groups, "" for none."""

    def __init__(
        self, client: WebClient, clock: Clock, groups: Mapping[Role, str], whoami: Callable[[], Identity]
    ) -> None:
        self._client = client
        self._clock = clock
        self._groups = groups
        self._whoami = whoami
        self._give_up_at = 0.0

    def resolve(self, configured: Sequence[Staff]) -> tuple[Staff, ...]:
        """Return the staff: those configured who may act, then the members of the groups, leads first.

        What the configuration says of somebody's name and role counts. Raises a DeliveryError.
        """
        us = self._whoami().team
        self._give_up_at = time.monotonic() + ASK_FOR_AT_MOST
        told = {user: self._about(user) for user in self._users(configured)}
        people = [one for one in configured if not one.slack or self._may(one.slack, told[one.slack], us)]
        listed = {one.slack for one in configured}
        names = {one.name.casefold() for one in configured}
        for role in (Role.LEAD, Role.RESPONDER):
            for user in self._members(role):
                if user in listed:
                    continue
                listed.add(user)
                about = self._about(user)
                if not self._may(user, about, us):
                    continue
                name = _name(about, user, names)
                names.add(name.casefold())
                people.append(Staff(name, user, role))
        return tuple(people)

    def powerless(self, configured: Sequence[Staff]) -> tuple[tuple[int, str], ...]:
        """Return who of those configured has no power, by place, and why; raise a DeliveryError."""
        us = self._whoami().team
        self._give_up_at = time.monotonic() + ASK_FOR_AT_MOST
        found = ((place, why_not(self._about(one.slack), us)) for place, one in enumerate(configured) if one.slack)
        return tuple((place, why) for place, why in found if why)

    def _users(self, configured: Iterable[Staff]) -> Iterable[str]:
        return (one.slack for one in configured if one.slack)

    def _members(self, role: Role) -> tuple[str, ...]:
        group = self._groups.get(role, "")
        if not group:
            return ()
        answer = call(self._clock, lambda: self._client.usergroups_users_list(usergroup=group), repeatable=True)
        users = answer.get("users")
        return tuple(str(user) for user in users) if isinstance(users, list) else ()

    def _about(self, user: str) -> Mapping[str, Any]:
        if time.monotonic() > self._give_up_at:
            raise Temporary("Slack answers too slowly to tell who the staff are")
        try:
            answer = call(self._clock, lambda: self._client.users_info(user=user), repeatable=True)
        except Permanent:
            # Slack knows nobody with this id.
            return {"deleted": True, "unknown": True}
        about = answer.get("user")
        return about if isinstance(about, dict) else {"deleted": True}

    def _may(self, user: str, about: Mapping[str, Any], us: str) -> bool:
        why = why_not(about, us)
        if why:
            log.warning("staff_without_power", user=user, because=why)
        return not why


def why_not(about: Mapping[str, Any], us: str) -> str:
    """Return why somebody may not act, "" where they may."""
    reasons = (
        (about.get("unknown"), "not known to Slack"),
        (about.get("deleted"), "deactivated in Slack"),
        (about.get("is_bot"), "a bot"),
        (about.get("is_restricted") or about.get("is_ultra_restricted"), "a guest in Slack"),
        (about.get("team_id") not in (None, us), "of another workspace"),
    )
    return next((words for applies, words in reasons if applies), "")


def _name(about: Mapping[str, Any], user: str, taken: set[str]) -> str:
    """Return what a teammate is called: a name that nobody else of the staff has."""
    profile = about.get("profile")
    shown = profile if isinstance(profile, dict) else {}
    found = (shown.get("real_name"), about.get("real_name"), shown.get("display_name"), about.get("name"))
    name = next((sound(one).strip() for one in found if isinstance(one, str) and one.strip()), user)
    return f"{name} ({user})" if name.casefold() in taken else name
