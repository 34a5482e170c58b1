"""The cast of the local X, and the keys that open it.

It must never hold a key of a real account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

API_KEY = "fake-x-key"
ACCESS_TOKENS = frozenset({"fake-x-token", "1000-fake"})
USER_BEARER = "fake-x-oauth2"
APP_BEARER = "fake-x-bearer"
REFRESH_TOKEN = "fake-x-refresh"
CLIENT_ID = "fake-x-client"


@dataclass(frozen=True)
class User:
    """An account on the local X."""

    id: str
    username: str
    name: str
    description: str = ""
    created_at: datetime = datetime(2015, 3, 2, 9, 0, tzinfo=UTC)


BRAND = User("1000", "acme", "Acme", "Support for everything Acme. Automated by @acme.")
CUSTOMERS = (
    User("2001", "anna_k", "Anna Keller"),
    User("2002", "bo_writes", "Bo Lindqvist"),
    User("2003", "mia_dev", "Mia Rossi"),
)
