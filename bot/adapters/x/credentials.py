"""The keys to X as the operator gives them. They must never appear in a `repr`, a log or an error."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class UserKeys:
    """OAuth 1 user keys: the simplest way, and they never expire.

    `bearer` is the app's own token for the filtered stream; left empty, it is fetched with the API key.
    """

    api_key: str = field(repr=False)
    api_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)
    bearer: str = field(default="", repr=False)


@dataclass(frozen=True)
class RefreshKeys:
    """OAuth 2: a client and the refresh token that the account's owner got by signing in.

    `client_secret` is empty for a public client. `bearer` is the app's own token for the filtered stream, which X does
    not open for a user's token.
    """

    client_id: str
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)
    bearer: str = field(default="", repr=False)


XCredentials = UserKeys | RefreshKeys
