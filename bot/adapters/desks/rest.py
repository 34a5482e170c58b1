"""One call to a helpdesk over HTTP, with an end to every wait and one meaning for every failure.

Nothing is repeated here and no redirect is followed: a POST that goes elsewhere as a GET would be a ticket that nobody
opened. It must never log and never quote an answer, because both may hold personal data. Every call has a connection of
its own: one that was kept open may be closed by the other side at the moment of sending, and then nobody can tell.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase

from bot.adapters.desks.rest_errors import Answer, broken, refused, unreadable
from bot.domain.errors import DeliveryError, Permanent
from bot.ports.clock import Clock

CONNECT_WITHIN = timedelta(seconds=3)
ANSWER_WITHIN = timedelta(seconds=8)
_AWAY = frozenset({429, 502, 503, 504})
_LARGEST = 32 * 1024 * 1024
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
Explain = Callable[[Answer], DeliveryError | None]


class Headers(AuthBase):
    """Puts fixed headers on a request. Being an `auth`, it also keeps a .netrc file from replacing them."""

    def __init__(self, headers: Mapping[str, str]) -> None:
        self._headers = dict(headers)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put them on; what the call itself brings stays. Raises InvalidHeader, without the value."""
        for name, value in self._headers.items():
            if not (value.isascii() and value.isprintable()):
                raise requests.exceptions.InvalidHeader(name)
            request.headers.setdefault(name, value)
        return request


@dataclass(frozen=True)
class Rest:
    """A helpdesk's HTTP interface.

    `name` is what it is called in reasons, `url` its address without a last slash, `auth` says who we are, `secret` is
    the environment variable to mend when it refuses us. `explain` knows refusals that only this vendor has; it is asked
    first. With `silence_is_yes` a success needs no words: nothing at all, or plain text, counts as an empty object.
    """

    name: str
    url: str
    auth: AuthBase
    secret: str
    clock: Clock
    explain: Explain = field(default=lambda answer: None)
    answer_within: timedelta = ANSWER_WITHIN
    silence_is_yes: bool = False

    def read(self, path: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None) -> Any:
        """Ask for something and return the JSON of the answer; raises Temporary or Permanent."""
        return self._call("GET", path, False, params, None, headers or {})

    def look(self, path: str, question: Mapping[str, object]) -> Any:
        """Ask by POST for something that changes nothing there; otherwise like `read`."""
        return self._call("POST", path, False, None, _encoded(question), {})

    def greet(self) -> None:
        """Make sure that somebody answers, before something is sent that nobody could look for afterwards.

        Any answer will do but that of a gateway with nothing behind it. Raises Temporary.
        Source: RFC 9110, 9.3.7 (OPTIONS changes nothing)
        """
        # What it thinks of the question does not matter: it is there.
        with contextlib.suppress(Permanent):
            replace(self, explain=_is_there)._call("OPTIONS", "", False, None, None, {})

    def write(
        self,
        path: str,
        body: Mapping[str, object] | bytes,
        headers: Mapping[str, str] | None = None,
        method: str = "POST",
    ) -> Any:
        """Create something, or change it by PUT, once, and return the JSON of the answer.

        Args:
            path: what follows the address.
            body: bytes are sent as they are, because a signature was made of them.
            headers: for this call only.
            method: PUT where the vendor wants it so.

        Raises:
            DeliveryError: Temporary, Permanent or Unknown.
        """
        return self._call(method, path, True, None, body if isinstance(body, bytes) else _encoded(body), headers or {})

    def _call(
        self,
        method: str,
        path: str,
        writing: bool,
        params: Mapping[str, str] | None,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> Any:
        deadline = time.monotonic() + self.answer_within.total_seconds() + CONNECT_WITHIN.total_seconds()
        sent = {"Accept": "application/json", "Connection": "close", **headers}
        if body is not None:
            sent["Content-Type"] = "application/json; charset=utf-8"
        try:
            with requests.Session() as session:
                # A helpdesk on this very machine is never behind a company's proxy.
                session.trust_env = not self._is_on_this_machine()
                response = session.request(
                    method,
                    f"{self.url}{path}",
                    params=params,
                    data=body,
                    headers=sent,
                    auth=self.auth,
                    timeout=(CONNECT_WITHIN.total_seconds(), self.answer_within.total_seconds()),
                    allow_redirects=False,
                    stream=True,
                )
                said = _body(response, deadline)
                answer = Answer(response.status_code, dict(response.headers), _decoded(said))
        except Exception as fault:
            # The cause is left out: it holds the request.
            raise broken(self.name, fault, writing) from None
        if 200 <= answer.status < 300:
            if answer.data is None and self.silence_is_yes and _is_silence(answer, said):
                return {}
            if answer.data is None:
                raise unreadable(self.name, writing)
            return answer.data
        raise self.explain(answer) or refused(self.name, self.secret, answer, writing, self.clock.now())

    def _is_on_this_machine(self) -> bool:
        try:
            return urlsplit(self.url).hostname in _LOOPBACK
        except ValueError:
            raise requests.exceptions.InvalidURL from None


def _is_there(answer: Answer) -> DeliveryError | None:
    return None if answer.status in _AWAY else Permanent("it answers")


def _encoded(body: Mapping[str, object]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


def _body(response: requests.Response, deadline: float) -> bytes:
    """Read the whole answer; a server that drips byte after byte is given up at the deadline."""
    found = bytearray()
    while chunk := response.raw.read1(65_536, decode_content=True):
        found += chunk
        if time.monotonic() > deadline or len(found) > _LARGEST:
            raise requests.Timeout
    return bytes(found)


def _is_silence(answer: Answer, body: bytes) -> bool:
    return not body.strip() or answer.header("Content-Type").startswith("text/plain")


def _decoded(body: bytes) -> Any:
    """Return what the JSON says, or None where it is none: a page of HTML, half an answer, nothing at all."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
