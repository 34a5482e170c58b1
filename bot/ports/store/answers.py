"""What humans answered, and the answers that leads kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.domain.answers import HumanAnswer, KeptAnswer, SentBefore


@dataclass(frozen=True)
class AnswerShares:
    """Of `answers` by humans, how many were one of the three suggestions, and how many the first of them."""

    answers: int
    among_three: int
    first: int


class Answers(Protocol):
    """Answers by humans, and those that were kept."""

    def add(self, answer: HumanAnswer) -> None:
        """Write down that a human answered."""
        ...

    def count_by(self, who: str) -> int:
        """Return how many answers of a teammate are remembered."""
        ...

    def newest(self, case_id: str) -> HumanAnswer | None:
        """Return the newest answer by a human in a case, or None."""
        ...

    def of(self, case_id: str) -> tuple[HumanAnswer, ...]:
        """Return the answers by humans in a case, oldest first."""
        ...

    def sent(self, after: int, limit: int) -> tuple[SentBefore, ...]:
        """Return the newest `limit` suggestions that were sent after number `after`, oldest first.

        The question is that of the mention as it is stored: without the mention there is none.
        """
        ...

    def shares(self) -> AnswerShares:
        """Return how often the suggestions held what was sent."""
        ...

    def keep(self, kept: KeptAnswer) -> KeptAnswer:
        """Write a kept answer under the next number, which is never given twice, and return it with that."""
        ...

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return every kept answer, by number."""
        ...

    def kept_of(self, case_id: str) -> KeptAnswer | None:
        """Return the answer that was kept of a case, or None."""
        ...

    def drop(self, number: int) -> bool:
        """Forget a kept answer; False where there is none with this number."""
        ...
