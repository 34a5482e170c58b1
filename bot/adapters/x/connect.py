"""Builds everything that talks to X from the operator's settings and keys. Keeps no state but whose keys they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import requests

from bot.adapters.x.answers import Answers
from bot.adapters.x.channel import XChannel
from bot.adapters.x.client import XClient
from bot.adapters.x.codec import Brand
from bot.adapters.x.credentials import RefreshKeys, UserKeys, XCredentials
from bot.adapters.x.poller import XPoller
from bot.adapters.x.progress import OVERLAP
from bot.adapters.x.settings import XSettings
from bot.adapters.x.sources import Ears
from bot.adapters.x.stream import XStream
from bot.adapters.x.stream_ear import StreamEar
from bot.adapters.x.tokens import AccessTokens, Keeper, app_bearer
from bot.adapters.x.transport import ANSWER_WITHIN, keep_keys_out_of_logs, redirect
from bot.domain.errors import Misconfigured
from bot.domain.policy import Staff
from bot.engine.meter import Meter
from bot.engine.unread import Unread
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.ports.tally import Answer

__all__ = ["XConnection", "XSettings", "connect"]


class XConnection:
    """X, as one account sees it."""

    def __init__(
        self,
        settings: XSettings,
        credentials: XCredentials,
        clock: Clock,
        tokens: AccessTokens | None,
        answer_within: timedelta,
        answers: Answers,
        meter: Meter | None = None,
    ) -> None:
        self._meter = meter
        self._settings = settings
        self._credentials = credentials
        self._clock = clock
        self._tokens = tokens
        self._answer_within = answer_within
        self._answers = answers
        self._asking = self.client()
        self._lock = threading.Lock()
        self._brand: Brand | None = None

    def whoami(self) -> Brand:
        """Return whose keys these are; X is asked once.

        Raises:
            Misconfigured: X does not accept the keys, or they belong to another account than `[x] handle`.
            Permanent: X refuses for another reason, such as credits that are used up.
            Temporary: X does not answer.
        """
        with self._lock:
            if self._brand is None:
                brand = self._asking.me()
                if brand.handle.lower() != self._settings.handle.lower():
                    raise Misconfigured(
                        f"the keys belong to @{brand.handle}, but [x] handle is {self._settings.handle!r}: "
                        "set the handle, or make the keys with the right account"
                    )
                self._brand = brand
            return self._brand

    def client(self) -> XClient:
        """Return a connection for one thread."""
        return XClient(
            self._credentials,
            self._tokens,
            self._settings.api_url,
            self._answer_within,
            self._meter,
            self._answers.heard,
        )

    def channel(self) -> XChannel:
        """Return X as a customers' channel, with a connection of its own."""
        return XChannel(self.client(), self.whoami, self._known_id, self._settings.handle)

    def poller(
        self,
        ears: Ears,
        store: Store,
        unread: Callable[[Sequence[Unread]], None],
        overlap: timedelta = OVERLAP,
        staff: Sequence[Staff] = (),
    ) -> XPoller:
        """Return what polls, with a connection of its own; `unread` is told what could not be taken in.

        The handles of the `staff` are no customers'.
        """
        return XPoller(
            self.client(),
            self.whoami,
            ears,
            store,
            self._clock,
            self._settings,
            unread,
            overlap,
            meter=self._meter,
            ahead=lambda: self._answers.ahead,
            staff=staff,
        )

    def stream(self, wake: Callable[[], None]) -> XStream | None:
        """Return the accelerator, or None where the operator left it off."""
        if not self._settings.stream:
            return None
        return XStream(self._ear, self._settings.handle, wake, self._clock)

    def close(self) -> None:
        """Close the connections that are its own."""
        self._asking.close()
        if self._tokens is not None:
            self._tokens.close()

    def _known_id(self) -> str:
        """Return our account's id without a call: what X said, else what an OAuth 1 token tells by how it is made."""
        if self._brand is not None:
            return self._brand.id
        if isinstance(self._credentials, UserKeys):
            id, dash, _ = self._credentials.access_token.partition("-")
            return id if dash and id.isdecimal() else ""
        return ""

    def _ear(self, heard: Callable[[], None]) -> StreamEar:
        with requests.Session() as session:
            redirect(session, self._settings.api_url, self._answer_within)
            bearer = app_bearer(self._credentials, session)
        return StreamEar(bearer, self._settings.api_url, heard)


def connect(
    settings: XSettings,
    credentials: XCredentials,
    clock: Clock,
    keeper: Keeper,
    answer_within: timedelta = ANSWER_WITHIN,
    meter: Meter | None = None,
    heard: Callable[[Answer], None] | None = None,
) -> XConnection:
    """Return a connection to X; nothing is called yet.

    Args:
        settings: the `[x]` table.
        credentials: OAuth 1 or OAuth 2 keys.
        clock: the time.
        keeper: keeps OAuth 2 tokens over restarts; `tokens.kept_in(store)` does. Not asked with OAuth 1.
        answer_within: the longest silence of a call.
        meter: keeps reads within X's limits; None where only a check is made.
        heard: told of every answer, from any thread; must not raise.
    """
    keep_keys_out_of_logs()
    tokens = None
    if isinstance(credentials, RefreshKeys):
        tokens = AccessTokens(credentials, keeper, clock, settings.api_url, answer_within)
    return XConnection(settings, credentials, clock, tokens, answer_within, Answers(heard, clock), meter)
