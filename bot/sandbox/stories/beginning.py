"""How most stories begin: a customer asks on X, hears back at once, and the staff have a card."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from bot.sandbox.stage import Json, case_number, one, words
from bot.sandbox.stories.intern import complete_card
from bot.sandbox.stories.telling import Step, Tale


@dataclass(frozen=True)
class Asked:
    """The customer's post, the card of the case with its suggestions, and the case's number."""

    post: Json
    card: Json
    case: str


def asks(tale: Tale, customer: str, question: str) -> Generator[Step, None, Asked]:
    """Let a customer ask, and wait until everything that happens at once has happened."""
    stage = tale.stage
    post = stage.post(customer, question)
    yield tale.step("x", "customer", question, public=True)
    stage.expect(f"a first reply under the post of {customer}", lambda now: one(now.replies(post["id"])))
    card = stage.expect("a case card with three suggestions", lambda now: complete_card(now, customer))
    return Asked(post, card, case_number(words(card)))
