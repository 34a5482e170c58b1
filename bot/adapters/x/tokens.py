"""OAuth 2 access tokens: renewed before they end, and the newest refresh token survives a restart.

X's refresh tokens work once, so the following one is kept at once. It must never log a token.
Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import requests
import structlog
import tweepy

from bot.adapters.x.credentials import RefreshKeys, XCredentials
from bot.adapters.x.errors import calling
from bot.adapters.x.transport import ANSWER_WITHIN, X_HOST, redirect
from bot.domain.errors import DeliveryError, Misconfigured, Permanent, Temporary
from bot.ports.clock import Clock
from bot.ports.store import Store

MARK = "x:tokens"
EARLY = timedelta(minutes=5)
"""How long before its end a token is renewed."""
LIFE = timedelta(hours=2)

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_WRONG_KEYS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN})

log = structlog.get_logger()


@dataclass(frozen=True)
class Keeper:
    """Keeps the newest tokens over restarts; what is kept is one text, "" when there is nothing yet.

    Neither may be called inside a transaction of the store.
    """

    load: Callable[[], str]
    save: Callable[[str], None]


@dataclass(frozen=True)
class _Tokens:
    refresh: str = field(repr=False)
    access: str = field(default="", repr=False)
    until: datetime = _LONG_AGO


def kept_in(store: Store) -> Keeper:
    """Return a keeper that uses a mark in the store."""

    def load() -> str:
        with store.transaction() as tx:
            return tx.marks.get(MARK)

    def save(value: str) -> None:
        with store.transaction() as tx:
            tx.marks.set(MARK, value)

    return Keeper(load, save)


class AccessTokens:
    """The access token that is good now. Any thread may ask."""

    def __init__(
        self, keys: RefreshKeys, keeper: Keeper, clock: Clock, api_url: str, answer_within: timedelta = ANSWER_WITHIN
    ) -> None:
        """Prepare; nothing is loaded or fetched before the first question.

        Args:
            keys: the client, and the refresh token to begin with.
            keeper: keeps what follows.
            clock: tells when a token ends.
            api_url: where X is.
            answer_within: the longest silence of a call.
        """
        self._keys = keys
        self._keeper = keeper
        self._clock = clock
        self._lock = threading.Lock()
        self._tokens: _Tokens | None = None
        self._unsaved = False
        # Another sign-in by the operator wins over tokens that came from an earlier one.
        self._origin = hashlib.sha256(keys.refresh_token.encode()).hexdigest()[:16]
        self._handler = tweepy.OAuth2UserHandler(
            client_id=keys.client_id, redirect_uri="", scope=None, client_secret=keys.client_secret or None
        )
        self._handler.register_compliance_hook("refresh_token_response", _check)
        redirect(self._handler, api_url, answer_within)

    def current(self) -> str:
        """Return an access token that is good for some minutes; raise a DeliveryError where none is to be had."""
        with self._lock:
            tokens = self._known()
            now = self._clock.now()
            if tokens.until - EARLY <= now:
                try:
                    tokens = self._renew(tokens)
                except DeliveryError:
                    # There are minutes left in which X may come back.
                    if tokens.until <= now:
                        raise
            elif self._unsaved:
                self._keep(tokens)
            return tokens.access

    def renewed(self, refused: str) -> str:
        """Return another access token than `refused`, which X did not accept; raise a DeliveryError."""
        with self._lock:
            tokens = self._known()
            if tokens.access == refused:
                tokens = self._renew(tokens)
            return tokens.access

    def close(self) -> None:
        """Close the connection."""
        self._handler.close()

    def _known(self) -> _Tokens:
        if self._tokens is None:
            self._tokens = _read(self._keeper.load(), self._origin) or _Tokens(self._keys.refresh_token)
        return self._tokens

    def _renew(self, tokens: _Tokens) -> _Tokens:
        if newer := self._renewed_elsewhere(tokens):
            self._tokens = tokens = newer
            if tokens.until - EARLY > self._clock.now():
                return tokens
        try:
            self._tokens = self._ask(tokens.refresh)
        except Permanent:
            if self._renewed_elsewhere(tokens):
                # Both asked at the same time, and the other one was first.
                return self._renew(tokens)
            if tokens.refresh == self._keys.refresh_token:
                raise
            # What was kept may come from another X (a sandbox that began anew): the operator's own token may still do.
            self._tokens = self._ask(self._keys.refresh_token)
        self._keep(self._tokens)
        return self._tokens

    def _renewed_elsewhere(self, tokens: _Tokens) -> _Tokens | None:
        """Return what another process has kept since, such as `check` beside the bot: it has used up our token."""
        if self._unsaved:
            # What is kept is older than what we have.
            return None
        try:
            kept = _read(self._keeper.load(), self._origin)
        except Exception as error:
            log.error("x.tokens_not_read", error=type(error).__name__)
            return None
        return kept if kept is not None and kept.refresh != tokens.refresh else None

    def _ask(self, refresh_token: str) -> _Tokens:
        public = {} if self._keys.client_secret else {"client_id": self._keys.client_id}
        # Not `writing`: a lost answer can only be followed by another attempt.
        with calling():
            answer = self._handler.refresh_token(
                f"{X_HOST}/2/oauth2/token", refresh_token=refresh_token, auth=self._handler.auth, **public
            )
            lasts = float(answer.get("expires_in") or LIFE.total_seconds())
            access, refresh = answer.get("access_token"), answer.get("refresh_token") or refresh_token
        if not isinstance(access, str) or not isinstance(refresh, str):
            raise Temporary("X's answer to a refresh holds no tokens")
        return _Tokens(refresh, access, self._clock.now() + timedelta(seconds=lasts))

    def _keep(self, tokens: _Tokens) -> None:
        value = json.dumps(
            {
                "origin": self._origin,
                "refresh": tokens.refresh,
                "access": tokens.access,
                "until": tokens.until.isoformat(),
            }
        )
        try:
            self._keeper.save(value)
            self._unsaved = False
        except Exception as error:
            # The old refresh token is used up: going on with the new one and trying again is all that helps.
            self._unsaved = True
            log.error("x.tokens_not_kept", error=type(error).__name__)


def app_bearer(credentials: XCredentials, session: requests.Session) -> str:
    """Return the app's own token, which the filtered stream wants.

    Args:
        credentials: the keys; a `bearer` in them is returned as it is.
        session: a session that leads to X.

    Raises:
        DeliveryError: X does not give one out.
    """
    if credentials.bearer:
        return credentials.bearer
    if isinstance(credentials, RefreshKeys):
        raise Permanent("the stream needs the app's own token: set X_BEARER_TOKEN, or set [x] stream = false")
    with calling():
        with session.post(
            f"{X_HOST}/oauth2/token",
            auth=(credentials.api_key, credentials.api_secret),
            data={"grant_type": "client_credentials"},
        ) as response:
            _check(response)
            answer = response.json()
        bearer = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(bearer, str) or not bearer:
        raise Temporary("X's answer holds no app token")
    return bearer


def _check(response: requests.Response) -> requests.Response:
    """Raise what tweepy would for an answer that is no success, so that one place says what it means."""
    if response.status_code in _WRONG_KEYS:
        raise Misconfigured("X does not accept our keys: sign in again and set the new ones")
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        raise tweepy.HTTPException(response, response_json={})
    return response


def _read(kept: str, origin: str) -> _Tokens | None:
    """Return the tokens that were kept; None when there are none, or they come from another sign-in."""
    try:
        value = json.loads(kept)
        if value["origin"] != origin:
            return None
        return _Tokens(str(value["refresh"]), str(value["access"]), datetime.fromisoformat(value["until"]))
    except (ValueError, TypeError, KeyError):
        return None
