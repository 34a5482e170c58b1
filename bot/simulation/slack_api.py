"""Slack as the SDK shows it: the methods that the adapter calls, answered from Slack's records, or with a fault.

The answers and the faults are the SDK's own, so that the adapter's own reading of them is what is simulated.
"""

from __future__ import annotations

import json as to_json
from collections.abc import Callable, Mapping
from http.client import RemoteDisconnected
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.simulation.faults import Fault
from bot.simulation.slack_side import BOT, BOT_USER, SlackMessage, SlackSide, direct
from bot.simulation.weather import Skies, Weather

Accepted = Callable[[SlackMessage, bool], None]


class SimulatedSlackClient(WebClient):
    """The SDK's client without a network. `accepted` is told of every message that the bot posts or redraws."""

    def __init__(self, side: SlackSide, skies: Skies, accepted: Accepted) -> None:
        super().__init__(token="")
        self._side = side
        self._skies = skies
        self._accepted = accepted

    def api_call(
        self, api_method: str, *, params: Any = None, json: Any = None, data: Any = None, **_: object
    ) -> SlackResponse:
        """Answer a method of the Web API."""
        asked = {name: value for part in (params, data, json) for name, value in (part or {}).items()}
        writing = api_method in ("chat.postMessage", "chat.update", "views.open")
        weather = self._skies.over("slack", writing=writing)
        if weather.fault is not None and (not weather.arrives or not writing):
            self._fail(weather)
        answer = self._answer(api_method, asked)
        if writing:
            self._skies.after(weather)
        if weather.fault is not None:
            self._fail(weather)
        return self._respond(200, answer)

    def _answer(self, method: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        match method:
            case "chat.postMessage":
                return self._post(asked)
            case "chat.update":
                return self._update(asked)
            case "chat.getPermalink":
                link = f"https://acme.slack.example/archives/{asked['channel']}/p{asked['message_ts']}"
                return {"ok": True, "permalink": link}
            case "conversations.open":
                return {"ok": True, "channel": {"id": direct(str(asked["users"]))}}
            case "conversations.replies":
                return self._page(self._side.replies(str(asked["channel"]), str(asked["ts"])), asked)
            case "conversations.history":
                return self._page(self._side.history(str(asked["channel"]), str(asked.get("oldest") or "")), asked)
            case "users.info":
                handle, name = self._side.names.get(str(asked["user"]), ("", ""))
                return {"ok": True, "user": {"name": handle, "profile": {"real_name": name}}}
            case "views.open":
                return {"ok": True, "view": {"id": "V0"}}
            case _:
                return {"ok": False, "error": "unknown_method"}

    def _post(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        payload = (asked.get("metadata") or {}).get("event_payload") or {}
        thread = str(asked.get("thread_ts") or "")
        if thread and f"{asked['channel']}:{thread}" not in self._side.messages:
            return {"ok": False, "error": "thread_not_found"}
        message = self._side.post(
            str(asked["channel"]),
            BOT_USER,
            str(asked["text"]),
            thread,
            tuple(asked.get("blocks") or ()),
            str(payload.get("effect", "")),
        )
        self._accepted(message, False)
        return {"ok": True, "channel": message.channel, "ts": message.ts}

    def _update(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        id = f"{asked['channel']}:{asked['ts']}"
        message = self._side.update(id, str(asked["text"]), tuple(asked.get("blocks") or ()))
        if message is None:
            return {"ok": False, "error": "message_not_found"}
        self._accepted(message, True)
        return {"ok": True, "channel": message.channel, "ts": message.ts}

    def _page(self, found: list[SlackMessage], asked: Mapping[str, Any]) -> dict[str, Any]:
        first, limit = int(asked.get("cursor") or 0), int(asked["limit"])
        shown = [_seen(one) for one in found[first : first + limit]]
        following = str(first + limit) if len(found) > first + limit else ""
        return {"ok": True, "messages": shown, "response_metadata": {"next_cursor": following}}

    def _fail(self, weather: Weather) -> None:
        match weather.fault:
            case Fault.RATE_LIMITED:
                seconds = str(int(self._skies.until_reset().total_seconds()))
                self._respond(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": seconds})
            case Fault.RATE_LIMITED_WITHOUT_RESET:
                self._respond(429, {"ok": False, "error": "ratelimited"})
            case Fault.HTML:
                raise SlackApiError(  # type: ignore[no-untyped-call]
                    "Received a response in a non-JSON format", {"status": 200, "body": "<html>"}
                )
            case Fault.SERVER_ERROR:
                self._respond(500, {"ok": False, "error": "internal_error"})
        if not weather.connects:
            raise URLError(ConnectionRefusedError("refused"))
        raise RemoteDisconnected("no answer") if weather.fault is Fault.OUTAGE else TimeoutError("timed out")

    def _respond(self, status: int, body: dict[str, Any], headers: Mapping[str, str] | None = None) -> SlackResponse:
        answer = SlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data=to_json.loads(to_json.dumps(body)),
            headers=dict(headers or {}),
            status_code=status,
        )
        answer.validate()  # type: ignore[no-untyped-call]
        return answer


def _seen(message: SlackMessage) -> dict[str, Any]:
    seen: dict[str, Any] = {"ts": message.ts, "user": message.user, "text": message.text}
    if message.user == BOT_USER:
        seen["bot_id"] = BOT
        seen["metadata"] = {"event_type": "triage_bot", "event_payload": {"effect": message.effect}}
    return seen
