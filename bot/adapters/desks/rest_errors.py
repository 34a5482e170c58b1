"""Says what a failed call to a helpdesk means: Temporary, Permanent or Unknown. Pure.

The question is always what can be known about the ticket. Reading is never doubtful: it may be repeated. Reasons hold
the status, the name of a refused field or the class of a fault, never the answer's words: those often repeat addresses.

A refused token (401, 403) is Permanent, unlike in Slack: there nobody could be told, so the Slack adapter waits. Here
the lead hears at once that a ticket could not be opened and opens it by hand, instead of a customer who gave an address
waiting in silence for a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, MaxRetryError, NewConnectionError

from bot.domain.errors import DeliveryError, Permanent, Temporary, Unknown

_LONGEST_WAIT = timedelta(days=1)
_CANNOT_BE_SENT = (
    requests.exceptions.InvalidHeader,
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)
_FIELD = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,40}")
_MOST_FIELDS = 3


@dataclass(frozen=True)
class Answer:
    """A helpdesk's answer: `data` is its JSON, None where it is none."""

    status: int
    headers: Mapping[str, str]
    data: Any

    def header(self, name: str) -> str:
        """Return a header by its name in any spelling, or ""."""
        return next((value for key, value in self.headers.items() if key.lower() == name.lower()), "")


def refused(name: str, secret: str, answer: Answer, writing: bool, now: datetime) -> DeliveryError:
    """Return what an answer that is no success means; `secret` is the environment variable to mend."""
    status = answer.status
    if status == 429:
        return Temporary(f"{name} allows no more calls for now (429)", retry_at(answer, now))
    if status == 401:
        return Permanent(f"{name} does not accept {secret} (401): put a valid one into the environment")
    if status == 403:
        return Permanent(f"{name} does not let {secret} do this (403): give its owner the right to open tickets")
    if status in (404, 405, 410):
        return Permanent(f"{name} has nothing at this address ({status}): check the table [desk]")
    if status == 409:
        # Somebody was there at the same moment, perhaps an earlier attempt of ours: look before doing it again.
        return _doubtful(f"{name} speaks of a conflict (409)", writing)
    if status == 408 or status >= 500:
        # A gateway may have lost sight of the call, and a server may fail after it stored the ticket.
        return _doubtful(f"{name} failed ({status})", writing, retry_at(answer, now))
    if status in (400, 422):
        fields = ", ".join(_refused_fields(answer.data))
        return Permanent(f"{name} refuses the ticket ({status}{': ' if fields else ''}{fields})")
    if 300 <= status < 400:
        return Permanent(f"{name} sends us elsewhere ({status}): correct the address in the table [desk]")
    return Permanent(f"{name} refuses the call ({status})")


def unreadable(name: str, writing: bool) -> DeliveryError:
    """Return what a success without JSON means: most often a web page of a machine in front, or a wrong address."""
    if writing:
        return Unknown(f"{name} answered something that is not JSON")
    return Permanent(f"{name} answered something that is not JSON: check the address in the table [desk]")


def missing(name: str, writing: bool = True) -> DeliveryError:
    """Return what JSON of another shape than documented means."""
    if writing:
        return Unknown(f"{name} answered without a ticket")
    return Permanent(f"{name} answered something else than its documentation says")


def broken(name: str, fault: Exception, writing: bool) -> DeliveryError:
    """Return what a call without an answer means; raise the fault again where it is one of our own."""
    kind = type(fault).__name__
    if isinstance(fault, _CANNOT_BE_SENT):
        return Permanent(f"the address in the table [desk] or the secret of {name} holds something that cannot be sent")
    if isinstance(fault, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(fault):
        return Permanent(f"{name}'s certificate is not to be trusted")
    if isinstance(fault, requests.RequestException) and _never_left(fault):
        return Temporary(f"{name} cannot be reached ({kind})")
    # A ValueError is urllib3's or http.client's; its words may quote a header, so it must not go any further.
    if isinstance(fault, requests.RequestException | OSError | ValueError | HTTPError):
        return _doubtful(f"the connection to {name} broke before its answer ({kind})", writing)
    raise fault


def retry_at(answer: Answer, now: datetime) -> datetime | None:
    """Return when calls are welcome again (UTC) by the header Retry-After, or None. Source: RFC 9110, 10.2.3."""
    wanted = answer.header("Retry-After").strip()
    if wanted.isascii() and wanted.isdigit():
        return now + min(timedelta(seconds=int(wanted[:9])), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(wanted)
        at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        # The standard library's reader stumbles over dates that are none in more ways than it says.
        return None
    return min(max(at, now), now + _LONGEST_WAIT)


def _refused_fields(data: Any) -> list[str]:
    """Return the names of refused fields as Zendesk, Freshdesk and GitHub give them; never what stands in them."""
    named = dict.fromkeys(one for one in _field_names(data) if isinstance(one, str) and _FIELD.fullmatch(one))
    return list(named)[:_MOST_FIELDS]


def _field_names(data: Any) -> Iterator[object]:
    if not isinstance(data, dict):
        return
    details, errors = data.get("details"), data.get("errors")
    if isinstance(details, dict):
        yield from details
    if isinstance(errors, list):
        yield from (one.get("field") for one in errors if isinstance(one, dict))


def _doubtful(reason: str, writing: bool, again: datetime | None = None) -> DeliveryError:
    return Unknown(reason) if writing else Temporary(reason, again)


def _never_left(fault: requests.RequestException) -> bool:
    """Tell whether the request was never sent: no connection came about."""
    if isinstance(fault, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    cause = fault.args[0] if fault.args else None
    # An SSLError is not among them: it may also come while the answer is read.
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError | ConnectTimeoutError)
