"""What humans answered in a replay: the brand's recorded posts. Nobody there keeps an answer for later."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.answers import HumanAnswer, KeptAnswer, SentBefore
from bot.ports.store import AnswerShares
from bot.replay.memory.journal import Journal
from bot.replay.memory.mentions import MemoryMentions


class MemoryAnswers:
    """Implements `bot.ports.store.Answers`."""

    def __init__(self, journal: Journal, mentions: MemoryMentions) -> None:
        self._journal = journal
        self._mentions = mentions
        self._answers: list[HumanAnswer] = []
        self._newest: dict[str, HumanAnswer] = {}
        self._kept: dict[int, KeptAnswer] = {}
        self._numbers: list[int] = []

    def add(self, answer: HumanAnswer) -> None:
        """Write down that a human answered."""
        self._journal.append(self._answers, answer)
        self._journal.put(self._newest, answer.case_id, answer)

    def count_by(self, who: str) -> int:
        """Return how many answers of a teammate are remembered."""
        return sum(one.who == who for one in self._answers)

    def newest(self, case_id: str) -> HumanAnswer | None:
        """Return the newest answer by a human in a case, or None."""
        return self._newest.get(case_id)

    def of(self, case_id: str) -> tuple[HumanAnswer, ...]:
        """Return the answers by humans in a case, oldest first."""
        return tuple(one for one in self._answers if one.case_id == case_id)

    def sent(self, after: int, limit: int) -> tuple[SentBefore, ...]:
        """Return the newest suggestions that were sent after number `after`, oldest first."""
        found = []
        for number, one in enumerate(self._answers, start=1):
            asked = [its for its in self._mentions.of(one.case_id) if one.mention_id in (its.id, *its.also)]
            if number > after and one.rank > 0 and asked:
                found.append(SentBefore(number, asked[0].text, one.name, one.topic, one.language, one.heated))
        return tuple(found[-limit:])

    def shares(self) -> AnswerShares:
        """Return how often the suggestions held what was sent."""
        ranks = [one.rank for one in self._answers]
        return AnswerShares(len(ranks), sum(rank > 0 for rank in ranks), ranks.count(1))

    def keep(self, kept: KeptAnswer) -> KeptAnswer:
        """Write a kept answer under the next number and return it with that."""
        number = len(self._numbers) + 1
        self._journal.append(self._numbers, number)
        self._journal.put(self._kept, number, replace(kept, number=number))
        return self._kept[number]

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return every kept answer, by number."""
        return tuple(self._kept[number] for number in sorted(self._kept))

    def kept_of(self, case_id: str) -> KeptAnswer | None:
        """Return the newest answer that was kept of a case, or None."""
        return next((one for one in reversed(self.kept()) if one.case_id == case_id), None)

    def forget_questions(self, case_id: str) -> None:
        """Take the questions out of the answers that were kept of a case; the answers stay."""
        for number, one in tuple(self._kept.items()):
            if one.case_id == case_id:
                self._journal.put(self._kept, number, replace(one, question=""))

    def drop(self, number: int) -> bool:
        """Forget a kept answer; False where there is none with this number."""
        return self._journal.drop(self._kept, number)
