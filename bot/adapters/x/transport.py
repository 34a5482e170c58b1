"""The way to X's servers: another address where the operator gave one, and an end to every wait.

tweepy writes `https://api.twitter.com` into every call and sets no timeout; both are mended per session here, so that
nothing global is patched. It must never log: requests carry keys and personal data.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

X_HOST = "https://api.twitter.com"
ANSWER_WITHIN = timedelta(seconds=8)
"""How long X may stay silent; with looking again after a renewed token a call stays below the port's 30 s."""
CONNECT_WITHIN = timedelta(seconds=3)

Heard = Callable[[str, str, int, Mapping[str, str]], None]
"""Is told of every answer: method and path of the call, status (0 where none came), headers."""

_RESET = "x-rate-limit-reset"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
# These write whole requests into the log at DEBUG, keys included.
_TALKATIVE = ("tweepy", "requests_oauthlib", "oauthlib")


class Redirect(HTTPAdapter):
    """Sends what is meant for X to `api_url`, and waits no longer than it must."""

    def __init__(self, api_url: str, answer_within: timedelta = ANSWER_WITHIN, heard: Heard | None = None) -> None:
        """Prepare for one session.

        Args:
            api_url: where X is, with or without a slash at the end.
            answer_within: the longest silence; a call that brings its own limit keeps it.
            heard: told of every answer, in the caller's thread; must not raise.
        """
        super().__init__()
        self._heard = heard
        self._api_url = api_url.rstrip("/")
        self._timeout = (CONNECT_WITHIN.total_seconds(), answer_within.total_seconds())

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Send one request; see `requests.adapters.HTTPAdapter.send`."""
        if self._api_url != X_HOST and request.url and request.url.startswith(f"{X_HOST}/"):
            request.url = self._api_url + request.url.removeprefix(X_HOST)
            proxies = _proxies(request.url)
        try:
            response = super().send(request, stream, timeout or self._timeout, verify, cert, proxies)
        except requests.RequestException:
            self._tell(request, 0, {})
            raise
        self._tell(request, response.status_code, response.headers)
        if not response.headers.get(_RESET, "0").isdecimal():
            # tweepy would stumble over it and hide that it was a 429.
            del response.headers[_RESET]
        return response

    def _tell(self, request: requests.PreparedRequest, status: int, headers: Mapping[str, str]) -> None:
        if self._heard is not None:
            self._heard(request.method or "", urlsplit(request.url or "").path, status, headers)


def redirect(
    session: requests.Session, api_url: str, answer_within: timedelta = ANSWER_WITHIN, heard: Heard | None = None
) -> None:
    """Give a session of tweepy the way to X; see `Redirect` for the arguments."""
    session.mount(f"{X_HOST}/", Redirect(api_url, answer_within, heard))


def keep_keys_out_of_logs() -> None:
    """Silence the libraries that would write keys and customers' texts into a log at level DEBUG."""
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _proxies(url: str) -> Mapping[str, str]:
    """Return the proxies for the address that is really called; a server on this machine needs none."""
    return {} if urlsplit(url).hostname in _LOOPBACK else get_environ_proxies(url)
