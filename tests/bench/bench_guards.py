"""Prints how long all guards take on one message: python -m pytest tests/bench/bench_guards.py.

The messages have everything that costs time: staff, a history, an internal thread, a heated customer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from acme import ADA, GRACE, NOON

from bot.domain.case import Channel
from bot.domain.guards import Counts, Draft, Earlier, Finding, History, check
from bot.domain.policy import Role, Staff
from bot.domain.response import ResponseKind

HOLD = "Hi Anna, thanks for writing. Could you send us the link to the page where it stops?"
LONG = (
    "Hi Anna, you are right: the payment of 24.90 EUR went through twice on 3 March, and that was our mistake. It is "
    "refunded, your bank shows it within 5 days (see https://acme.example/billing). Is anything else on the invoice "
    "wrong? Please leave card numbers out of the reply."
)
STAFF = (ADA, GRACE, *(Staff(f"First{n} Last{n}", f"U0{n:07}", Role.RESPONDER, (f"handle_{n}",)) for n in range(20)))
THREAD = tuple(
    f"note {n}: billing says that job number {n} ran twice in the night, so look at account {n}" for n in range(10)
)


def draft(text: str, bare: bool) -> Draft:
    """A message with all facts that the bot knows when it sends, or with none."""
    if bare:
        return Draft(text, True, len(text), 280, ())
    earlier = tuple(Earlier(f"Hi Anna, text number {n} to you.", NOON - timedelta(minutes=n)) for n in range(5))
    return Draft(
        text,
        True,
        len(text),
        280,
        STAFF,
        "Anna",
        Channel.X,
        ResponseKind.HOLD,
        heated=True,
        now=NOON,
        send_by=NOON,
        known_handles=frozenset({"anna_k", "acme"}),
        ticket_links=("https://help.acme.example/public/",),
        internal_hosts=("wiki.acme.internal", "db.acme.internal"),
        internal_texts=THREAD,
        customer_texts=("My invoice is wrong, you charged me twice.",),
        history=History(to_customer=earlier, on_account=tuple(one.text for one in earlier)),
        counts=Counts(1, 3, 1, 10),
    )


@pytest.mark.parametrize("bare", [True, False], ids=["no facts", "all facts"])
@pytest.mark.parametrize("text", [HOLD, LONG], ids=["holding reply", "long reply"])
def test_all_guards_on_one_message(text: str, bare: bool, benchmark: Callable[..., tuple[Finding, ...]]) -> None:
    """The aim is a median under 0.5 ms."""
    plain, numbers = draft(text, bare), count()

    def another() -> tuple[tuple[Draft], dict[str, object]]:
        """Return a message that no guard has read yet, so that nothing is remembered."""
        return (replace(plain, text=f"{text} {chr(97 + next(numbers) % 26)}"),), {}

    assert () == benchmark.pedantic(check, setup=another, rounds=2000, warmup_rounds=50)  # type: ignore[attr-defined]
