"""What works on envelopes, from the moment that Slack tells who we are."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.adapters.slack.inbound import SlackInbound
from bot.domain.policy import Staff
from bot.engine.unread import Unread
from bot.ports.store import InboxRow


class LateInbound:
    """Give `handle` to the `InboxWorker`, and let it tell what `unread` returns of an envelope that it gave up.

    `staff` is looked at anew for every envelope: nobody keeps a right that they have lost.
    """

    def __init__(self, make: Callable[[tuple[Staff, ...]], SlackInbound], staff: Iterable[Staff]) -> None:
        """`make` raises SlackUnreachable until Slack tells who we are."""
        self._make = make
        self._staff = staff
        self._made: tuple[tuple[Staff, ...], SlackInbound] | None = None

    def handle(self, row: InboxRow) -> None:
        """Work on an envelope; raise DecodeError for a broken one, and SlackUnreachable for one that comes again."""
        self._inbound().handle(row)

    def unread(self, row: InboxRow) -> Unread | None:
        """Return what the leads are to be told of an envelope that was given up, or None."""
        return self._inbound().unread(row)

    def _inbound(self) -> SlackInbound:
        people = tuple(self._staff)
        if self._made is None or self._made[0] != people:
            self._made = people, self._make(people)
        return self._made[1]
