"""POST /2/oauth2/token: a new access token for a refresh token.

It must never ask for a secret: any will do, because none of these keys opens anything.
Source: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
"""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, cast
from urllib.parse import parse_qs, unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from bot.sandbox.world import World
from bot.sandbox.x.access import LIFE
from bot.sandbox.x.people import CLIENT_ID

SCOPE = "tweet.read tweet.write users.read dm.read dm.write offline.access"


async def token(request: Request) -> Response:
    """Give out a new pair of tokens."""
    world = cast("World", request.app.state.world)
    form = {key: values[0] for key, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
    if _client(request.headers.get("authorization", ""), form.get("client_id", "")) != CLIENT_ID:
        return _refused(401, "unauthorized_client", "Missing valid authorization header")
    if form.get("grant_type") != "refresh_token":
        return _refused(400, "unsupported_grant_type", "Only refresh_token is known here.")
    pair = world.x.access.refresh(form.get("refresh_token", ""))
    if pair is None:
        return _refused(400, "invalid_request", "Value passed for the token was invalid.")
    access, refresh = pair
    return JSONResponse(
        {
            "token_type": "bearer",
            "expires_in": int(LIFE.total_seconds()),
            "access_token": access,
            # The client library refuses an answer with another scope than it asked for.
            "scope": form.get("scope", SCOPE),
            "refresh_token": refresh,
        }
    )


def _client(authorization: str, in_form: str) -> str:
    """Return the client's id: a confidential one comes in the header, a public one in the form."""
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return in_form
    try:
        return unquote(base64.b64decode(encoded).decode().partition(":")[0])
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _refused(status: int, error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, status)


routes = [Route("/2/oauth2/token", token, methods=["POST"])]
