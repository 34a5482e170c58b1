"""Who the staff were when Slack last told, kept over a restart: nobody's right depends on how soon it tells again."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.domain.policy import Role, Staff
from bot.ports.store import Transaction

_MARK = "staff:told"


def remember(tx: Transaction, groups: Sequence[str], configured: Sequence[Staff], people: Sequence[Staff]) -> None:
    """Keep who of those configured may not act, and who else is staff because of these user groups."""
    may, listed = {one.slack for one in people}, {one.slack for one in configured}
    kept = {
        "groups": list(groups),
        "gone": [one.slack for one in configured if one.slack not in may],
        "members": [[one.name, one.slack, one.role] for one in people if one.slack not in listed],
    }
    words = json.dumps(kept)
    if words != tx.marks.get(_MARK):
        tx.marks.set(_MARK, words)


def recall(tx: Transaction, groups: Sequence[str], configured: Sequence[Staff]) -> tuple[tuple[Staff, ...], bool]:
    """Return the staff as they were told last, and whether these very user groups were asked then.

    What the configuration says of somebody now counts more than what was kept.
    """
    kept = json.loads(tx.marks.get(_MARK) or "{}")
    people = [one for one in configured if one.slack not in kept.get("gone", ())]
    known = list(groups) == kept.get("groups", [""] * len(groups))
    if known:
        ids = {one.slack for one in configured}
        names = {one.name.casefold() for one in configured}
        told = [Staff(name, slack, Role(role)) for name, slack, role in kept.get("members", ())]
        people += [one for one in told if one.slack not in ids and one.name.casefold() not in names]
    return tuple(people), known
