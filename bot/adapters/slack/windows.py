"""Opens windows (modals) for the person who has just clicked. It must be called at once: a trigger lives three seconds.

Source: docs.slack.dev/reference/methods/views.open.
"""

from __future__ import annotations

from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.adapters.slack.errors import call
from bot.ports.clock import Clock


class Windows:
    """Give it a client with a short timeout: after three seconds nothing can be opened any more."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    def open(self, trigger: str, window: View) -> None:
        """Open a window; raise a DeliveryError, Permanent for a trigger that has expired or was used before."""
        call(self._clock, lambda: self._client.views_open(trigger_id=trigger, view=window))
