"""Who is calling: the keys and tokens that the local X accepts, and the tokens it gives out.

It must never check a signature: the keys are no secret. It must never accept a key that it does not know.
"""

from __future__ import annotations

import re
import secrets
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import unquote

from bot.sandbox.clock import SandboxClock
from bot.sandbox.x.people import ACCESS_TOKENS, API_KEY, APP_BEARER, REFRESH_TOKEN, USER_BEARER

Caller = Literal["user", "app"]
LIFE = timedelta(hours=2)
PART = re.compile(r'(\w+)="([^"]*)"')


class Access:
    """The keys of the brand's account and of its app.

    The seeded ones never end, so that a rehearsal can be started again with the same environment; the ones given
    out behave like X's: an access token lives for two hours, a refresh token works once.
    """

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock
        self._bearers: dict[str, datetime] = {}
        self._refreshes: set[str] = set()

    def caller(self, authorization: str) -> Caller | None:
        """Return whether the brand's user or only its app calls, or nothing when the keys are wrong.

        Args:
            authorization: the header of that name.
        """
        scheme, _, rest = authorization.partition(" ")
        if scheme.lower() == "oauth":
            parts = {name: unquote(value) for name, value in PART.findall(rest)}
            known = parts.get("oauth_consumer_key") == API_KEY and parts.get("oauth_token") in ACCESS_TOKENS
            return "user" if known and parts.get("oauth_signature") else None
        if scheme.lower() != "bearer":
            return None
        if rest == APP_BEARER:
            return "app"
        if rest == USER_BEARER or self._bearers.get(rest, self._clock.now()) > self._clock.now():
            return "user"
        return None

    def refresh(self, refresh_token: str) -> tuple[str, str] | None:
        """Return a new access token and a new refresh token; nothing when the one given is not valid (any more).

        Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
        """
        if refresh_token != REFRESH_TOKEN and refresh_token not in self._refreshes:
            return None
        self._refreshes.discard(refresh_token)
        bearer, following = (f"fake-x-{kind}-{secrets.token_hex(12)}" for kind in ("access", "refresh"))
        self._bearers[bearer] = self._clock.now() + LIFE
        self._refreshes.add(following)
        return bearer, following
