"""Acts as people and watches what happens, over the sandbox's control API. It knows nothing of the bot."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import requests

Json = dict[str, Any]
Found = TypeVar("Found")

WITHIN = 40.0
TRIAGE = "C0TRIAGE"
BOT = "U0BOT"


class StoryError(Exception):
    """A story did not come out as told."""


class State:
    """The sandbox at one moment, as everybody in it sees it."""

    def __init__(self, json: Json) -> None:
        self.json = json

    @property
    def now(self) -> datetime:
        """The sandbox's time."""
        return datetime.fromisoformat(self.json["now"])

    def replies(self, post: str) -> list[Json]:
        """Return the brand's posts that answer a post."""
        return [one for one in self.brand_posts() if one["reply_to"] == post]

    def brand_posts(self) -> list[Json]:
        """Return everything that the brand's account has said in public on X."""
        brand = self.json["x"]["brand"]["username"]
        return [one for one in self.json["x"]["posts"] if one["author"] == brand and not one["deleted"]]

    def messages_to(self, handle: str) -> list[Json]:
        """Return the brand's direct messages to a customer on X."""
        brand = self.json["x"]["brand"]["username"]
        return [one for one in self.json["x"]["messages"] if one["from"] == brand and one["to"] == handle]

    def channel(self, id: str) -> list[Json]:
        """Return the messages of a Slack channel."""
        return next((one["messages"] for one in self.json["slack"]["channels"] if one["id"] == id), [])

    def told(self, user: str) -> list[Json]:
        """Return the bot's direct messages to somebody in Slack."""
        channels = self.json["slack"]["channels"]
        messages = [one for channel in channels if channel.get("user") == user for one in channel["messages"]]
        return [one for one in messages if one["user"] == BOT]

    def cards(self) -> list[Json]:
        """Return the case cards in the triage channel."""
        return [one for one in self.channel(TRIAGE) if one["user"] == BOT and one["blocks"] and not one["thread_ts"]]

    def window(self, user: str) -> Json | None:
        """Return the window that somebody sees on top, with its `id`."""
        mine = [one["view"] for one in self.json["slack"]["views"] if one["user"] == user]
        return mine[-1] if mine else None

    def thread(self, ts: str) -> list[Json]:
        """Return the answers in a card's thread."""
        return [one for one in self.channel(TRIAGE) if one["thread_ts"] == ts and one["ts"] != ts]


class Stage:
    """Acts and watches. Every call ends within seconds."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = requests.Session()
        # Everything is on this machine: no proxy of the environment stands between.
        self._session.trust_env = False

    def state(self) -> State:
        """Return the sandbox as it is now."""
        return State(self._get("/control/state"))

    def calls(self, since: int = 0) -> list[Json]:
        """Return the vendor API calls that the bot has made, after number `since`."""
        found: list[Json] = self._get(f"/control/calls?since={since}")["calls"]
        return found

    def is_heard(self, since: int) -> bool:
        """Tell whether a bot has polled X after call number `since` and is connected to Slack."""
        polled = any(call["path"].endswith("/mentions") and call["status"] == 200 for call in self.calls(since))
        return polled and bool(self._get("/control/state")["slack"]["sockets"])

    def post(self, who: str, text: str, reply_to: str = "") -> Json:
        """Post on X as somebody; return the post."""
        return self.control("/control/x/post", {"as": who, "text": text} | ({"reply_to": reply_to} if reply_to else {}))

    def message(self, who: str, text: str) -> Json:
        """Send a direct message to the brand on X as somebody; return it."""
        return self.control("/control/x/message", {"as": who, "text": text})

    def slack(self, who: str, channel: str, text: str, thread: str = "") -> Json:
        """Write in Slack as somebody; return the message."""
        body = {"as": who, "channel": channel, "text": text} | ({"thread_ts": thread} if thread else {})
        return self.control("/control/slack/message", body)

    def click(self, who: str, card: Json, action: str, channel: str = TRIAGE) -> None:
        """Click the button of a message whose action id begins with `action`."""
        found = next((one for one in buttons(card) if str(one["action_id"]).startswith(action)), None)
        if found is None:
            raise StoryError(f"There is no button “{action}” on the card.")
        body = {"as": who, "channel": channel, "ts": card["ts"], "action_id": found["action_id"]}
        self.control("/control/slack/click", body)

    def submit(self, who: str, window: Json, **entered: str) -> Json:
        """Submit a window with what is entered, by block id; return the app's answer, `errors` by block id among it.

        In a menu the first choice is made whose label begins with the text.
        """
        inputs = {block["block_id"]: block["element"] for block in window["blocks"] if block["type"] == "input"}
        values = {block: {inputs[block]["action_id"]: _entered(inputs[block], text)} for block, text in entered.items()}
        return self.control("/control/slack/submit", {"as": who, "view_id": window["id"], "values": values})

    def dismiss(self, who: str, window: Json) -> None:
        """Close a window without submitting it."""
        self.control("/control/slack/close", {"as": who, "view_id": window["id"]})

    def forward(self, by: str) -> None:
        """Move the sandbox's clock forward by a duration like "3m"."""
        self.control("/control/clock", {"forward": by})

    def fault(self, on: str, kind: str, **more: Any) -> None:
        """Switch a fault on."""
        self.control("/control/faults", {"on": on, "kind": kind, **more})

    def faults(self) -> Json:
        """Return which faults are on and how many calls hang."""
        return self._get("/control/faults")

    def clear_faults(self) -> None:
        """Switch every fault off."""
        self._session.delete(f"{self._url}/control/faults", timeout=10).raise_for_status()

    def expect(self, what: str, find: Callable[[State], Found | None], within: float = WITHIN) -> Found:
        """Watch until `find` finds something; raise StoryError with `what` when it does not within so many seconds."""
        deadline = time.monotonic() + within
        while True:
            if found := find(self.state()):
                return found
            if time.monotonic() > deadline:
                raise StoryError(f"Expected: {what}. It did not happen within {within:.0f} s.")
            time.sleep(0.05)

    def _get(self, path: str) -> Json:
        answer = self._session.get(self._url + path, timeout=10)
        answer.raise_for_status()
        found: Json = answer.json()
        return found

    def control(self, path: str, body: Json) -> Json:
        """Call the control API; raise StoryError with its words where it refuses."""
        answer = self._session.post(self._url + path, json=body, timeout=10)
        if not answer.ok:
            raise StoryError(f"{path}: {answer.json().get('error', answer.status_code)}")
        found: Json = answer.json()
        return found


def _entered(element: Json, text: str) -> Json:
    """Return an input as Slack sends it after somebody typed or chose something."""
    if element["type"] != "static_select":
        return {"type": element["type"], "value": text}
    chosen = next((option for option in element["options"] if option["text"]["text"].startswith(text)), None)
    if chosen is None:
        raise StoryError(f"There is no choice “{text}” in the window.")
    return {"type": element["type"], "selected_option": chosen}


def buttons(message: Json) -> list[Json]:
    """Return the buttons of a Slack message."""
    elements = [
        element
        for block in message["blocks"] or []
        for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]
    ]
    return [element for element in elements if element.get("type") == "button"]


def words(message: Json) -> str:
    """Return all text of a Slack message or window: a message's fallback, and every text in the blocks."""
    found: list[str] = [message.get("text") or ""]

    def gather(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                found.append(part["text"])
            for value in part.values():
                gather(value)
        elif isinstance(part, list):
            for value in part:
                gather(value)

    gather(message["blocks"] or [])
    return "\n".join(found)


def case_number(text: str) -> str:
    """Return the case id like C-12 in a text; raise StoryError when there is none."""
    found = re.search(r"\bC-\d+\b", text)
    if found is None:
        raise StoryError("No case number was found.")
    return found[0]


def one(found: list[Json]) -> Json | None:
    """Return the first one, once it is there."""
    return found[0] if found else None


def two(found: list[Json]) -> Json | None:
    """Return the second one, once it is there."""
    return found[1] if len(found) > 1 else None


def about(messages: list[Json], case: str) -> Json | None:
    """Return the message about a case."""
    return next((message for message in messages if case in words(message)), None)


def direct_channel(state: State, user: str) -> str:
    """Return the id of the bot's direct-message channel with somebody."""
    channels = state.json["slack"]["channels"]
    return next(str(channel["id"]) for channel in channels if channel.get("user") == user)
