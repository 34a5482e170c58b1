"""The simulated Slack: messages in channels, threads and direct messages, with blocks, metadata and who wrote them.

It is the truth about Slack. It knows nothing of the bot.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

BOT_USER, BOT = "U0BOT", "B0BOT"
_DIRECT = "D0"


@dataclass(frozen=True)
class SlackMessage:
    """A message as it stands now; `effect` is what its metadata says."""

    channel: str
    ts: str
    user: str
    text: str
    at: datetime
    blocks: tuple[Mapping[str, Any], ...] = ()
    thread: str = ""
    effect: str = ""

    @property
    def id(self) -> str:
        """The id by which the bot knows it."""
        return f"{self.channel}:{self.ts}"

    def words(self) -> str:
        """Return everything that somebody can read in it."""
        return "\n".join((self.text, *(text for block in self.blocks for text in _texts(block))))

    def buttons(self) -> Iterator[Mapping[str, Any]]:
        """Yield its buttons; a choice behind three dots is one with the name of its act, a menu is its last choice."""
        for block in self.blocks:
            for one in block.get("elements", ()):
                if one.get("type") == "button":
                    yield one
                elif one.get("type") == "overflow":
                    yield from (_as_button(option) for option in one["options"])
                elif one.get("type") == "static_select":
                    yield {"action_id": one["action_id"], "value": one["options"][-1]["value"]}
            accessory = block.get("accessory") or {}
            if accessory.get("type") == "button":
                yield accessory


@dataclass
class SlackSide:
    """Slack's records. `now` tells the true time."""

    now: Callable[[], datetime]
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    messages: dict[str, SlackMessage] = field(default_factory=dict)
    in_place: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _count: int = 0

    def post(
        self,
        channel: str,
        user: str,
        text: str,
        thread: str = "",
        blocks: tuple[Mapping[str, Any], ...] = (),
        effect: str = "",
    ) -> SlackMessage:
        """Post a message now."""
        self._count += 1
        at = self.now()
        ts = f"{int(at.timestamp())}.{self._count % 1_000_000:06d}"
        message = SlackMessage(channel, ts, user, text, at, blocks, thread, effect)
        self.messages[message.id] = message
        self.in_place.setdefault((channel, thread), []).append(message.id)
        return message

    def update(self, id: str, text: str, blocks: tuple[Mapping[str, Any], ...]) -> SlackMessage | None:
        """Replace what a message says; None where it is not there."""
        message = self.messages.get(id)
        if message is None:
            return None
        self.messages[id] = replace(message, text=text, blocks=blocks)
        return self.messages[id]

    def delete(self, id: str) -> bool:
        """Delete a message; return whether others stand below it, as below a tombstone then."""
        message = self.messages.pop(id)
        below = any(one in self.messages for one in self.in_place.get((message.channel, message.ts), ()))
        if below:
            self.messages[id] = replace(message, text="This message was deleted.", blocks=())
        return below

    def replies(self, channel: str, thread: str) -> list[SlackMessage]:
        """Return a thread with its first message, oldest first."""
        ids = [f"{channel}:{thread}", *self.in_place.get((channel, thread), ())]
        return [self.messages[id] for id in ids if id in self.messages]

    def history(self, channel: str, oldest: str) -> list[SlackMessage]:
        """Return what stands in a channel outside of threads, newest first, after `oldest` ("" for all)."""
        found = (self.messages[id] for id in reversed(self.in_place.get((channel, ""), [])))
        return [one for one in found if not oldest or float(one.ts) > float(oldest)]


def _as_button(option: Mapping[str, Any]) -> dict[str, Any]:
    return {"action_id": json.loads(option["value"])["act"], "value": option["value"]}


def direct(user: str) -> str:
    """Return the Slack channel of the bot's direct messages with a user."""
    return f"{_DIRECT}{user}"


def direct_with(channel: str) -> str:
    """Return the user of a direct message's Slack channel, "" for another channel."""
    return channel.removeprefix(_DIRECT) if channel.startswith(_DIRECT) else ""


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, Mapping):
        text = part.get("text")
        if isinstance(text, str):
            yield text
        for name, value in part.items():
            if name != "confirm":
                yield from _texts(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _texts(one)
