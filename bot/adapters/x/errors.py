"""Says what a failure of tweepy, requests or X means for a message: Temporary, Duplicate, Permanent or Unknown.

The question is always what can be known about the call. For reading nothing is ever doubtful: it may be repeated. For
writing it may be repeated only where X surely did not perform it. It must never quote X's answer: that may hold
personal data.
Source: https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

import requests
import tweepy
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, SSLError

from bot.domain.errors import (
    DeliveryError,
    Duplicate,
    Limited,
    Misconfigured,
    Permanent,
    Temporary,
    TriageError,
    Unknown,
)

_WRONG_ADDRESS = (
    requests.exceptions.InvalidURL,
    requests.exceptions.InvalidSchema,
    requests.exceptions.MissingSchema,
)
# The budgets that X keeps beside the one of 15 minutes; where one of them is spent, its reset is the one that counts.
_BUDGETS = ("x-user-limit-24hour", "x-app-limit-24hour", "x-rate-limit")
_REFUSALS = (
    ("duplicate content", "X refuses a text that was posted before"),
    ("have not been mentioned", "X allows a reply only where the author mentioned us: answer by hand in X's app"),
    ("otherwise engaged", "X allows a reply only where the author mentioned us: answer by hand in X's app"),
    ("deleted or not visible", "the post was deleted, or its author blocked us"),
    ("blocked", "the post was deleted, or its author blocked us"),
    ("permission to dm", "X does not let us write to this person in private"),
    ("cannot send messages to this user", "X does not let us write to this person in private"),
    ("too long", "X finds the text too long"),
    ("oauth1 app permissions", "our X app may only read: give it the permission to write and make new keys"),
)


@contextmanager
def calling(writing: bool = False) -> Iterator[None]:
    """Turn every failure inside into a DeliveryError; errors of our own tree pass.

    Args:
        writing: whether the call changes something at X.

    Raises:
        DeliveryError: what the failure means. The cause is left out: it holds requests and answers.
    """
    try:
        yield
    except TriageError:
        raise
    except Exception as error:
        raise delivery_error(error, writing) from None


def delivery_error(error: Exception, writing: bool) -> DeliveryError:
    """Return what a failure means.

    Args:
        error: whatever a call raised.
        writing: whether the call changes something at X.
    """
    if isinstance(error, tweepy.HTTPException):
        return _answered(error, writing)
    if isinstance(error, _WRONG_ADDRESS):
        return Misconfigured("[x] api_url is not an address that can be called")
    if isinstance(error, requests.ConnectionError | requests.Timeout) and _never_left(error):
        return Temporary("X cannot be reached")
    if isinstance(error, requests.ConnectionError | requests.Timeout):
        return _doubtful("the connection to X broke before its answer", writing)
    if isinstance(error, ValueError):
        # Also requests.JSONDecodeError: a good status with a page of HTML comes from a machine in front of X.
        return _doubtful("X answered something that is not JSON", writing)
    return _doubtful(f"the call to X failed ({type(error).__name__})", writing)


def welcome_again(headers: Mapping[str, str]) -> datetime | None:
    """Return when calls are welcome again after a 429 (UTC), or None where X does not say.

    A budget that is not spent has nothing to do with the refusal: X also answers 429 for too many streams.
    """
    for budget in _BUDGETS:
        reset = headers.get(f"{budget}-reset", "")
        if headers.get(f"{budget}-remaining", "0") == "0" and reset.isdecimal():
            # Beyond eleven digits it is no time, and would take the refusal with it.
            return datetime.fromtimestamp(int(reset), UTC) if len(reset) <= 11 else None
    return None


def _answered(error: tweepy.HTTPException, writing: bool) -> DeliveryError:
    status = int(error.response.status_code)
    if status == 429:
        return Limited("X allows no more calls for now", welcome_again(error.response.headers))
    if status == 401:
        return Misconfigured("X does not accept our keys (401): check them with `triage-bot check`")
    if status == 402:
        return Permanent("X wants to be paid: the credits of the app are used up (402)")
    if status == 403:
        return _refused(error)
    if status == 503:
        # X's own word for "overloaded, not taken": it may be said again without a look.
        return Temporary("X is overloaded (503)")
    if status >= 500 or status == 408:
        # 502 and 504 come from a gateway that lost sight of the call; 500 may come after the post was stored.
        return _doubtful(f"X failed ({status})", writing)
    return Permanent(f"X refuses the call ({status})")


def _refused(error: tweepy.HTTPException) -> DeliveryError:
    """Tell the 403s apart by their words: X gives them no code."""
    said = " ".join(str(message) for message in error.api_messages).lower()
    for words, reason in _REFUSALS:
        if words in said:
            return Duplicate(reason) if words == "duplicate content" else Permanent(reason)
    return Permanent("X does not allow it (403)")


def _doubtful(reason: str, writing: bool) -> DeliveryError:
    return Unknown(reason) if writing else Temporary(reason)


def _never_left(error: Exception) -> bool:
    """Tell whether the request was never sent: no connection came about."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    cause = error.args[0] if error.args else None
    if not isinstance(cause, MaxRetryError):
        return False
    reason = cause.reason
    return isinstance(reason, NewConnectionError | ConnectTimeoutError) or (
        isinstance(reason, SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(reason)
    )
