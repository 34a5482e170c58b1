"""How long a text is as each channel counts it. Pure counting: it sends nothing and cuts nothing.

Sources: https://docs.x.com/fundamentals/counting-characters, https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from twitter_text import parse_tweet

from bot.domain.case import Channel

LIMITS: Mapping[Channel, int] = {Channel.X: 280, Channel.SLACK: 3_000}
"""On X what every account may write; in Slack what a section of a card holds, so that staff see the whole of it."""

_WEIGHT_OF_LINK = 23
# A link of X itself that stands alone counts as any link does; so may one of these words stand for it.
_LINK_ALONE = re.compile(r"(?<!\S)https://x\.com/[A-Za-z0-9_/]*[A-Za-z0-9_](?:\?[A-Za-z0-9_=&%.-]*[A-Za-z0-9_])?(?!\S)")
# Latin letters and the usual marks; without a full stop before a letter there is no link among them. Signs that may
# become emoji (©, ®) and letters that combine are left to the parser.
_PLAIN = re.compile(r"(?:[\n\x20-\x2d\x2f-\x7e\u00a1-\u00a8\u00aa-\u00ad\u00af-\u017f\u2013\u2018-\u201f…]|\.(?!\w))*")


def weigh(channel: Channel, text: str) -> int:
    """Return the length of a text: on X a link is 23 and an emoji or a Chinese character 2, in Slack all count 1."""
    if channel is Channel.X:
        worded = _LINK_ALONE.sub("x" * _WEIGHT_OF_LINK, text)
        if _PLAIN.fullmatch(worded):
            return len(worded) + worded.count("…")
        # What a wrong encoding left of a character has no place in UTF-16.
        return int(parse_tweet(text.encode("utf-16", "replace").decode("utf-16")).weightedLength)
    return len(text)
