"""One connection to X's filtered stream: it only tells that there was something, and never reads what.

tweepy's own reading of a line ends the stream for good at the first one that it does not like. Here no line is read,
and tweepy's own retries and sleeps are switched off: whoever owns the ear decides when to connect again.
Source: https://docs.x.com/x-api/posts/filtered-stream/introduction
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable
from datetime import datetime

import requests
import tweepy

from bot.adapters.x.errors import calling, welcome_again
from bot.adapters.x.transport import redirect

TAG = "triage-bot:"


class StreamEar(tweepy.StreamingClient):  # type: ignore[misc]
    """Listens on a thread of its own; made for one connection and then thrown away."""

    def __init__(self, bearer: str, api_url: str, heard: Callable[[], None]) -> None:
        """Prepare; nothing is called.

        Args:
            bearer: the app's own token.
            api_url: where X is.
            heard: called from the ear's thread for every line; must return at once.
        """
        super().__init__(bearer, return_type=dict, daemon=True, max_retries=0)
        self._heard = heard
        self._response: requests.Response | None = None
        self.heard_at = time.monotonic()
        self.was_connected = False
        self.status = 0
        redirect(self.session, api_url)
        # Compressed keep-alives would wait in the decoder.
        self.session.headers["Accept-Encoding"] = "identity"
        self.session.hooks["response"].append(self._remember)

    @property
    def welcome_again(self) -> datetime | None:
        """When X said that a new connection is welcome (UTC), if it did."""
        return welcome_again(self._response.headers) if self._response is not None else None

    def set_rules(self, wanted: dict[str, str]) -> None:
        """Make the rules at X ours: what is missing is added, our own stale ones go, other software's stay.

        Args:
            wanted: the rules by name.

        Raises:
            DeliveryError: X does not take them.
        """
        with calling():
            there = {
                str(rule["id"]): (str(rule.get("tag", "")), str(rule["value"]))
                for rule in self.get_rules().get("data") or []
            }
            ours = {(TAG + name, value) for name, value in wanted.items()}
            stale = [id for id, rule in there.items() if rule[0].startswith(TAG) and rule not in ours]
            if stale:
                self.delete_rules(stale)
            missing = sorted(ours - set(there.values()))
            if missing:
                self.add_rules([tweepy.StreamRule(value=value, tag=tag) for tag, value in missing])

    def listen(self) -> threading.Thread:
        """Connect and return the thread that listens."""
        self.heard_at = time.monotonic()
        thread: threading.Thread = self.filter(threaded=True)
        return thread

    def close(self) -> None:
        """End the connection, also while it is silent."""
        self.disconnect()
        if self._response is not None:
            # The answer may just be ending by itself.
            with contextlib.suppress(Exception):
                self._response.raw.shutdown()
        self.session.close()

    def on_connect(self) -> None:
        """X accepted the connection."""
        self.heard_at = time.monotonic()

    def on_data(self, raw_data: bytes) -> None:
        """A line came: a post, or a word of X about the stream. What it says does not matter."""
        self._alive()
        self._heard()

    def on_keep_alive(self) -> None:
        """An empty line came."""
        self._alive()

    def on_request_error(self, status_code: int) -> None:
        """X refused the connection: remember why, and do not sleep in here."""
        self.status = status_code
        self.disconnect()

    def on_connection_error(self) -> None:
        """The connection broke: do not sleep in here."""
        self.disconnect()

    def on_closed(self, response: requests.Response) -> None:
        """X ended the stream: do not connect again in here."""
        self.disconnect()

    def on_exception(self, exception: Exception) -> None:
        """Something else broke; tweepy would write the whole answer into the log."""
        self.disconnect()

    def on_disconnect(self) -> None:
        """The thread ends, and whoever watches it will see that."""

    def _alive(self) -> None:
        self.heard_at = time.monotonic()
        self.was_connected = True

    def _remember(self, response: requests.Response, *_arguments: object, **_more: object) -> None:
        self._response = response
