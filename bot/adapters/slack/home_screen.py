"""Publishes Homes and uploads the picture on them. A picture stays private to the bot and whom it is shown to.

Sources: docs.slack.dev/reference/methods/views.publish, docs.slack.dev/messaging/working-with-files#uploading_files,
docs.slack.dev/reference/block-kit/composition-objects/slack-file-object.
"""

from __future__ import annotations

from collections.abc import Callable

from slack_sdk import WebClient
from slack_sdk.models.views import View

from bot.adapters.slack.errors import call
from bot.adapters.slack.home import draw_home, draw_nothing
from bot.adapters.slack.posts import split
from bot.adapters.slack.workspace import Identity, permalink
from bot.domain.errors import Permanent, Unknown
from bot.ports.clock import Clock
from bot.ports.home import AtHome


class SlackHomeScreen:
    """Implements `bot.ports.home.HomeScreen`; `whoami` tells who we are and may raise a DeliveryError."""

    def __init__(self, client: WebClient, clock: Clock, whoami: Callable[[], Identity]) -> None:
        self._client = client
        self._clock = clock
        self._whoami = whoami

    def show(self, user: str, home: AtHome, chart: str) -> None:
        """Show a teammate their Home."""
        us = self._whoami()

        def address(card: str) -> str:
            try:
                channel, ts = split(card)
            except Permanent:
                return ""
            return permalink(us, channel, ts)

        self._publish(user, draw_home(home, chart, address))

    def show_nothing(self, user: str) -> None:
        """Show somebody who is no teammate a Home that tells nothing."""
        self._publish(user, draw_nothing())

    def upload(self, name: str, picture: bytes, words: str) -> str:
        """Upload a PNG and return its id; it is shared with no Slack channel."""
        answer = call(
            self._clock,
            lambda: self._client.files_upload_v2(content=picture, filename=name, title=name, alt_txt=words),
            repeatable=True,
        )
        files = answer.get("files")
        first = files[0] if isinstance(files, list) and files else None
        if not isinstance(first, dict) or not isinstance(first.get("id"), str):
            raise Unknown("Slack did not tell the id of what was uploaded")
        return str(first["id"])

    def delete(self, file: str) -> None:
        """Delete an uploaded picture; one that is gone already is fine."""
        try:
            call(self._clock, lambda: self._client.files_delete(file=file), repeatable=True)
        except Permanent as refusal:
            if "file_not_found" not in str(refusal) and "file_deleted" not in str(refusal):
                raise

    def _publish(self, user: str, view: View) -> None:
        call(self._clock, lambda: self._client.views_publish(user_id=user, view=view), repeatable=True)
