"""Prints what sealing costs: python -m tests.bench.bench_sealing [FOLDER].

Writes a mention, its case, an event and three messages in one transaction, as a heard mention does, on a file with
`synchronous = FULL`: with the key, and with a seal that seals nothing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bot.adapters.store.sealing import Seal
from bot.adapters.store.sqlite import SqliteStore
from bot.domain.case import Case, Channel, Customer, Mention
from bot.domain.effects import Reply
from bot.domain.response import ResponseKind
from bot.ports.store import EventRow, OutboxRow
from tests.acme import NOON, new_case

ROUNDS = 2_000
TURNS = 3
WORDS = "Hi Anna, one second, let me look into this for you. " * 4


class Plain(Seal):
    """Seals nothing: what the store did before."""

    def __init__(self) -> None:
        self.open = lambda _place, text: text

    @property
    def name(self) -> str:
        """No key."""
        return "plain"

    def close(self, place: str, text: str) -> str:
        """Return the text as it is."""
        return text


def per_second(place: Path, plain: bool) -> float:
    """Return how many transactions were written in a second."""
    store = SqliteStore(place)
    if plain:
        store._seal = Plain()
    begin = time.perf_counter()
    for number in range(ROUNDS):
        with store.transaction() as tx:
            customer = Customer(Channel.X, str(number), f"anna_{number}", "Anna Keller")
            case = tx.cases.save(_case(tx.cases.new_id(), customer))
            post = Mention(Channel.X, str(number), str(number), customer, WORDS, NOON)
            tx.mentions.add(post, case.id)
            tx.cases.record(EventRow(case.id, NOON, "MentionSeen", customer.id, post.id))
            for place_in_line in range(3):
                reply = Reply(ResponseKind.HOLD, post.id, NOON, WORDS)
                tx.outbox.add(OutboxRow(f"{number}/{place_in_line}", case.id, "x:public", reply, NOON, NOON))
    took = time.perf_counter() - begin
    store.close()
    return ROUNDS / took


def _case(case_id: str, customer: Customer) -> Case:
    return replace(new_case(), id=case_id, customer=customer, conversation=customer.id)


def main() -> None:
    """Print both figures and their ratio: the best of each, taken in turns."""
    best = {True: 0.0, False: 0.0}
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        for turn in range(TURNS):
            for plain in (True, False):
                place = Path(folder) / f"{turn}-{plain}.db"
                best[plain] = max(best[plain], per_second(place, plain))
    ratio = best[False] / best[True]
    print(f"plain {best[True]:.0f}/s, sealed {best[False]:.0f}/s, ratio {ratio:.2f}")


if __name__ == "__main__":
    main()
