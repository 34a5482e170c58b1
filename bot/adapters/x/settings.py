"""What the operator decides about X. Holds no secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class XSettings:
    """The `[x]` table as this adapter needs it.

    `handle` is without the @. `poll_every` is the pace of mentions and of our own posts, `dm_poll_every` that of direct
    messages: X allows 15 reads of those in 15 minutes. `stream` switches the accelerator on.
    """

    handle: str
    api_url: str
    poll_every: timedelta
    dm_poll_every: timedelta = timedelta(seconds=60)
    stream: bool = False
