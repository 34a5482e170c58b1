"""How long a text is as each channel counts it. Pure counting: it sends nothing and cuts nothing.

Sources: https://docs.x.com/fundamentals/counting-characters, https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

from collections.abc import Mapping

from twitter_text import parse_tweet

from bot.domain.case import Channel

LIMITS: Mapping[Channel, int] = {Channel.X: 280, Channel.SLACK: 3_000}
"""On X what every account may write; in Slack what a section of a card holds, so that staff see the whole of it."""


def weigh(channel: Channel, text: str) -> int:
    """Return the length of a text: on X a link is 23 and an emoji or a Chinese character 2, in Slack all count 1."""
    if channel is Channel.X:
        # What a wrong encoding left of a character has no place in UTF-16.
        return int(parse_tweet(text.encode("utf-16", "replace").decode("utf-16")).weightedLength)
    return len(text)
