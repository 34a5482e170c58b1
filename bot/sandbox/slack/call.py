"""One call of Slack's Web API: its arguments, however they were passed, its token, and Slack's way to refuse.

A method's handler gets a `Call` and returns the fields of the answer, or raises `Refused`; it never builds an
HTTP response itself. Arguments come as JSON, as a form, or in the query string.
Source: docs.slack.dev/apis/web-api.
"""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.sandbox.slack.cast import APP_TOKEN, BOT_TOKEN
from bot.sandbox.slack.records import Channel, Json, User
from bot.sandbox.slack.state import SlackState

SCOPES = (
    "app_mentions:read,channels:history,channels:read,chat:write,commands,dnd:read,files:write,groups:history,"
    "groups:read,im:history,im:read,im:write,metadata.message:read,mpim:write,reactions:write,usergroups:read,users:read,"
    "team:read"
)


class Refused(Exception):  # noqa: N818
    """Slack refused the call: `code` is Slack's error word, `details` are further fields of the answer."""

    def __init__(self, code: str, *messages: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details: Json = dict(details)
        if messages:
            self.details["response_metadata"] = {"messages": list(messages)}


@dataclass(frozen=True)
class Call:
    """The arguments of one call and the workspace it is about; `host` is the address the caller used."""

    state: SlackState
    args: Json
    host: str

    def text(self, name: str, default: str = "") -> str:
        """An argument as text."""
        value = self.args.get(name)
        return default if value is None else str(value)

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """An argument that must be there; `error` is what Slack says when it is not."""
        value = self.text(name)
        if not value:
            raise Refused(error, f"[ERROR] missing required field: {name}")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """An argument that is true or false; forms carry it as `1`, `0`, `true` or `false`."""
        value = self.args.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def maybe(self, name: str) -> bool | None:
        """A flag that may be left unset."""
        return None if self.args.get(name) is None else self.flag(name)

    def number(self, name: str, default: int) -> int:
        """An argument that is a whole number."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise Refused("invalid_arguments", f"[ERROR] must be an integer: {name}") from None

    def structure(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that is JSON, or its text in a form; `None` when it is absent."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refused(error, f"[ERROR] not valid JSON: {name}") from None

    def channel(self, name: str = "channel") -> Channel:
        """The Slack channel an argument names."""
        found = self.state.find_channel(self.text(name))
        if found is None:
            raise Refused("channel_not_found")
        return found

    def user(self, name: str = "user") -> User:
        """The user an argument names."""
        found = self.state.users.get(self.text(name))
        if found is None:
            raise Refused("user_not_found")
        return found

    def page(self, items: Sequence[Any], default: int, most: int = 1000) -> tuple[list[Any], str]:
        """The page of `items` that `cursor` and `limit` ask for, and the cursor of the next, empty at the end."""
        limit = self.number("limit", default)
        if not 0 < limit <= most:
            raise Refused("invalid_limit")
        start = _offset(self.text("cursor"))
        after = start + limit
        return list(items[start:after]), _cursor(after) if after < len(items) else ""


Handler = Callable[[Call], Json]


def method(name: str, handler: Handler, *, token: str = BOT_TOKEN) -> Route:
    """The route of one Web API method; an empty `token` means that none is needed."""

    async def endpoint(request: Request) -> JSONResponse:
        try:
            args = await _arguments(request)
            _check_token(request, args, token)
            call = Call(request.app.state.world.slack, args, request.headers.get("host", "127.0.0.1"))
            answer: Json = {"ok": True, **handler(call)}
        except Refused as refused:
            answer = {"ok": False, "error": refused.code, **refused.details}
        return JSONResponse(answer, headers={"x-oauth-scopes": SCOPES})

    return Route(f"/api/{name}", endpoint, methods=["GET", "POST"])


async def _arguments(request: Request) -> Json:
    args: Json = dict(request.query_params)
    body = await request.body()
    if not body:
        return args
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == "application/json":
        try:
            sent = json.loads(body)
        except ValueError:
            raise Refused("invalid_json") from None
        if not isinstance(sent, dict):
            raise Refused("json_not_object")
        return args | sent
    if kind != "application/x-www-form-urlencoded":
        raise Refused("invalid_post_type")
    return args | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _check_token(request: Request, args: Json, wanted: str) -> None:
    if not wanted:
        return
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    token = given if scheme.lower() == "bearer" else str(args.get("token", ""))
    if not token:
        raise Refused("not_authed")
    if token not in (BOT_TOKEN, APP_TOKEN):
        raise Refused("invalid_auth")
    if token != wanted:
        raise Refused("not_allowed_token_type")


def _cursor(offset: int) -> str:
    return base64.b64encode(f"next:{offset}".encode()).decode()


def _offset(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if word != "next" or not number.isdigit():
        raise Refused("invalid_cursor")
    return int(number)
