"""Slack's refusals and the network's faults, as the three outcomes of a delivery.

Every call to Slack goes through `call`. The reasons hold Slack's error word or the class of the fault, never an
answer's body or an argument: those may hold personal data.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.domain.errors import DeliveryError, Gone, Permanent, Temporary, Unknown
from bot.ports.clock import Clock

# Slack: "It's possible some aspect of the operation succeeded before the error was raised."
# Source: docs.slack.dev/reference/methods/chat.postMessage#errors.
_PERHAPS_DONE = frozenset({"internal_error", "fatal_error"})
_PASSING = frozenset({"service_unavailable", "request_timeout", "team_added_to_org", "ratelimited", "rate_limited"})
# Nothing can be told to anybody while these last, and the operator can end them: wait instead of giving up.
_OPERATOR = frozenset(
    {
        "invalid_auth",
        "not_authed",
        "token_expired",
        "token_revoked",
        "account_inactive",
        "missing_scope",
        "no_permission",
    }
)
# A retention policy or somebody's hand took it away; where a thread is left, its first message is nobody's any more.
_GONE = frozenset({"message_not_found", "thread_not_found", "cant_update_message"})
_OPERATOR_NEEDS = timedelta(minutes=1)
_WORD = re.compile(r"[a-z][a-z0-9_]{0,60}")
_NEVER_REACHED = (ConnectionRefusedError, socket.gaierror, ssl.SSLCertVerificationError)


def call(clock: Clock, perform: Callable[[], SlackResponse], *, repeatable: bool = False) -> Mapping[str, Any]:
    """Call Slack once and return the fields of its answer.

    Args:
        clock: tells when a wait that Slack asks for begins.
        perform: makes the call; nothing of it is repeated here.
        repeatable: doing it twice is harmless, so that a doubtful end is Temporary instead of Unknown.

    Raises:
        Temporary: it did not happen (or may be repeated); `retry_at` where Slack tells when.
        Permanent: Slack refuses it for good; Gone where the message that it is about is not there any more.
        Unknown: perhaps it happened.
    """
    try:
        answer = perform()
    except Exception as fault:
        outcome = translate(fault, clock.now())
        if repeatable and isinstance(outcome, Unknown):
            outcome = Temporary(str(outcome))
        raise outcome from None
    if not isinstance(answer.data, dict):
        raise Unknown("Slack answered something that is no object")
    return answer.data


def translate(fault: Exception, now: datetime) -> DeliveryError:
    """Return what a fault of a call means for what was to be done; raise it again where it is a fault of our own."""
    if isinstance(fault, SlackApiError):
        return _refused(fault, now)
    if isinstance(fault, SlackClientError):
        return Permanent(f"the Slack SDK refused the call ({type(fault).__name__})")
    if isinstance(fault, URLError) and isinstance(fault.reason, Exception):
        return _not_sent(fault.reason)
    if isinstance(fault, OSError):
        # Raised while waiting for the answer: the request has left by then.
        return Unknown(f"no answer from Slack ({type(fault).__name__})")
    if type(fault).__module__ == "http.client" or isinstance(fault, ValueError):
        return Unknown(f"Slack's answer cannot be read ({type(fault).__name__})")
    raise fault


def _not_sent(reason: Exception) -> DeliveryError:
    """urllib wraps what happens while it connects or sends; only a connection that never stood is sure."""
    name = type(reason).__name__
    if isinstance(reason, _NEVER_REACHED):
        return Temporary(f"Slack cannot be reached ({name})")
    return Unknown(f"the connection to Slack broke ({name})")


def _refused(fault: SlackApiError, now: datetime) -> DeliveryError:
    status, word, headers = _parts(fault)
    if status == 429 or word in ("ratelimited", "rate_limited"):
        return Temporary("Slack asks us to slow down", _retry_at(headers, now))
    if status >= 500 or word in _PERHAPS_DONE or not word:
        return Unknown(f"Slack failed ({word or status})")
    if word in _PASSING:
        return Temporary(f"Slack is not ready ({word})")
    if word in _OPERATOR:
        return Temporary(f"Slack does not accept our token for this ({word})", now + _OPERATOR_NEEDS)
    refused = Gone if word in _GONE else Permanent
    return refused(f"Slack refused it ({word})")


def _parts(fault: SlackApiError) -> tuple[int, str, Mapping[str, str]]:
    response = fault.response
    if not isinstance(response, SlackResponse):
        return 0, "", {}
    word = response.data.get("error") if isinstance(response.data, dict) else None
    known = word if isinstance(word, str) and _WORD.fullmatch(word) else ""
    return response.status_code, known, response.headers


def is_passing(fault: SlackApiError) -> bool:
    """Tell whether a refusal says nothing about what was asked, so that asking again later may be answered."""
    status, word, _ = _parts(fault)
    return status == 429 or status >= 500 or not word or word in _PASSING | _PERHAPS_DONE


def error_word(fault: SlackApiError) -> str:
    """Return Slack's error word, or "" where the answer has none."""
    return _parts(fault)[1]


def wait_wanted(fault: SlackApiError) -> timedelta | None:
    """Return for how long Slack wants no more calls of this kind, None where the refusal does not say."""
    return _retry_after(_parts(fault)[2])


def _retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    wait = _retry_after(headers)
    return None if wait is None else now + wait


def _retry_after(headers: Mapping[str, str]) -> timedelta | None:
    wanted = next((str(value) for name, value in headers.items() if name.lower() == "retry-after"), "")
    return timedelta(seconds=min(int(wanted[:9]), 86_400)) if wanted.isascii() and wanted.isdigit() else None
