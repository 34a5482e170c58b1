"""Tells mailboxes that are thrown away after minutes: a ticket's answer would reach nobody there.

Relays that forward to a real mailbox (Apple, Firefox, DuckDuckGo) are no such thing and pass.
"""

from __future__ import annotations

import re

from disposable_email_domains import blocklist

_LOOKS = re.compile(
    r"10minute|guerrilla|mailinator|sharklasers|temp-?e?mail|throw-?away|trash-?mail|wegwerf|yopmail|jetable|fake-?(?:in|mail)"
)


def is_disposable(address: str) -> bool:
    """Tell whether an address is at a known throw-away host, below one, or at one that is called like one."""
    host = address.rpartition("@")[2].casefold()
    labels = host.split(".")
    above = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return _LOOKS.search(host) is not None or any(name in blocklist for name in above)
