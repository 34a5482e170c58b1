"""Slack as a place where customers are: answers in their thread, or in a direct message. It knows no staff."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.adapters.slack.cards import Drawn
from bot.adapters.slack.posts import Posts, split
from bot.adapters.slack.text import escape
from bot.adapters.weighing import LIMITS, weigh
from bot.domain.case import Channel
from bot.domain.errors import NoPrivateWay, Permanent
from bot.ports.channel import Outgoing
from bot.ports.clock import Clock

DIRECT = "dm:"
"""Begins the conversation of private mentions: "dm:<Slack channel of the direct message>"."""


class SlackChannel:
    """Implements `bot.ports.channel.CustomerChannel`."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self._posts = Posts(client, clock)

    def send(self, message: Outgoing) -> str:
        """Post the text and return "channel:ts"; at most two calls of ten seconds each."""
        channel, thread = self._place(message)
        return self._posts.post(channel, Drawn(escape(message.text)), message.id, thread)

    def find(self, message: Outgoing) -> str | None:
        """Look in the thread or the direct message for the effect's id; what we look for is newer than its `to`."""
        channel, thread = self._place(message)
        if thread:
            return self._posts.find_in_thread(message.id, channel, thread)
        _, asked_at = split(message.to)
        return self._posts.find_in_channel(message.id, channel, oldest=asked_at)

    def weight(self, text: str) -> int:
        """Count characters."""
        return weigh(Channel.SLACK, text)

    @property
    def limit(self) -> int:
        """As long as a section of a card may be, so that staff see the whole of it."""
        return LIMITS[Channel.SLACK]

    def private_link(self, text: str) -> str:
        """No link is needed: the bot may write to anybody here."""
        return ""

    def _place(self, message: Outgoing) -> tuple[str, str]:
        """Return the Slack channel and the thread, "" for none."""
        if message.private:
            try:
                return self._posts.open_direct(message.customer.id), ""
            except Permanent as refused:
                raise NoPrivateWay(str(refused)) from None
        if message.conversation.startswith(DIRECT):
            return message.conversation.removeprefix(DIRECT), ""
        return split(message.conversation)
