"""What Slack's answers tell beside their content: how the call ended, and Slack's own time.

The SDK shows every answer to its retry handlers; this one only looks, and never asks for another try.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from slack_sdk.http_retry.handler import RetryHandler
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState

from bot.ports.clock import Clock
from bot.ports.tally import Answer


class Listening(RetryHandler):
    """Tells `heard` of every answer, in the caller's thread."""

    def __init__(self, heard: Callable[[Answer], None], clock: Clock) -> None:
        super().__init__(max_retry_count=0)
        self._heard = heard
        self._clock = clock

    def can_retry(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        """Look at the answer; always False."""
        call = urlsplit(request.url).path.rpartition("/")[2]
        status = response.status_code if response is not None else 0
        date = _date(response.headers) if response is not None else None
        self._heard(Answer("slack", call, int(status), self._clock.now(), date))
        return False


def _date(headers: Mapping[str, Sequence[str] | str]) -> datetime | None:
    said = next((value for name, value in headers.items() if name.lower() == "date"), "")
    text = said if isinstance(said, str) else next(iter(said), "")
    try:
        return parsedate_to_datetime(text).astimezone(UTC) if text else None
    except (ValueError, OverflowError):
        return None
