"""Whom a message for all leads goes to. It writes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from bot.domain.policy import Policy


def private_places(policy: Policy, triage_channel: str) -> Iterator[tuple[str, str]]:
    """Yield each lead's name and the destination of a direct message; nobody where the staff have no Slack."""
    people = (policy.person(name) for name in policy.in_charge()) if triage_channel else ()
    yield from ((person.name, f"slack:{person.slack}") for person in people if person and person.slack)
