"""X's errors as X words them: problem documents with `title`, `detail`, `type` and `status`.

Source: https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from __future__ import annotations

from typing import Any

from starlette.responses import JSONResponse, Response

TYPES = "https://api.twitter.com/2/problems/"


class Problem(Exception):  # noqa: N818  (X calls it a problem)
    """The call is refused."""

    def __init__(self, status: int, type: str, title: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.body = {"title": title, "detail": detail, "type": type, "status": status, **more}

    def response(self, headers: dict[str, str] | None = None) -> Response:
        """Return the answer that says so."""
        return JSONResponse(self.body, self.status, headers, media_type="application/problem+json")


def unauthorized() -> Problem:
    """The keys are wrong."""
    return Problem(401, "about:blank", "Unauthorized", "Unauthorized")


def forbidden(detail: str) -> Problem:
    """The call is understood and not allowed; v2 gives a sentence and no code."""
    return Problem(403, "about:blank", "Forbidden", detail)


def app_only() -> Problem:
    """The endpoint wants a user, and only the app's token was given."""
    wanted = "[OAuth 1.0a User Context, OAuth 2.0 User Context]"
    return Problem(
        403,
        f"{TYPES}unsupported-authentication",
        "Unsupported Authentication",
        "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  "
        f"Supported authentication types are {wanted}.",
    )


def too_many() -> Problem:
    """The budget of this window is spent."""
    return Problem(429, "about:blank", "Too Many Requests", "Too Many Requests")


def invalid(message: str, **parameters: list[str]) -> Problem:
    """A parameter is wrong.

    Args:
        message: what X says about it.
        **parameters: the parameter and the values it had.
    """
    return Problem(
        400,
        f"{TYPES}invalid-request",
        "Invalid Request",
        "One or more parameters to your request was invalid.",
        errors=[{"parameters": parameters, "message": message}],
    )


def not_found(kind: str, parameter: str, value: str) -> dict[str, str]:
    """Return the entry of `errors` for something that is not there; X answers 200 with it."""
    return {
        "value": value,
        "detail": f"Could not find {kind} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": kind,
        "parameter": parameter,
        "resource_id": value,
        "type": f"{TYPES}resource-not-found",
    }
