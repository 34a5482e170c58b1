"""The ids under which effects are known everywhere: in the outbox, on a desk, in the metadata of a Slack message.

Vendors remember them longer than a database lives. The numbers of cases begin again in a new database, go back with a
restore, and are the same for two bots on one desk: an id that told no more would find somebody else's ticket.
"""

from __future__ import annotations

import hashlib
from datetime import UTC

from bot.domain.case import Case


def effect_id(about: str, step: int, place: int) -> str:
    """Return the id of the effect in a `place` of the `step` of what it is about."""
    return hashlib.sha256(f"{about}/{step}/{place}".encode("utf-8", "replace")).hexdigest()[:24]


def only_case(case: Case) -> str:
    """Return words that mean this case and no other one, in whatever database; the same ones after a restore."""
    opened = case.opened_at.astimezone(UTC).isoformat()
    return f"{case.id}/{case.channel}/{case.customer.id}/{opened}"
