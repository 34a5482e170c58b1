"""What humans answered, and the answers that leads kept."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.store.mentions import BODY
from bot.adapters.store.rows import json_to_mention, storable, text_to_time, time_to_text
from bot.adapters.store.statements import Row, Statements
from bot.domain.answers import HumanAnswer, KeptAnswer, SentBefore
from bot.ports.store import AnswerShares

_TEXT = "human_answers.text"
_QUESTION, _ANSWER = "kept_answers.question", "kept_answers.answer"
_BY_HUMANS = (
    "SELECT case_id, mention_id, at, who, name, rank, topic, language, heated, private, text"
    " FROM human_answers WHERE case_id = ?"
)
_KEPT = "number, case_id, question, answer, language, topic, channel, response, kept_by, kept_at"


class SqliteAnswers:
    """Implements `bot.ports.store.Answers`."""

    def __init__(self, run: Statements) -> None:
        self._run = run

    def add(self, answer: HumanAnswer) -> None:
        """Write down that a human answered; the channel is the case's."""
        self._run.run(
            "INSERT INTO human_answers (case_id, channel, mention_id, at, who, name, rank, topic, language, heated,"
            " private, text) VALUES (?, (SELECT channel FROM cases WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(answer.case_id, answer.case_id, storable(answer.mention_id), time_to_text(answer.at)),
                *(storable(answer.who), answer.name, answer.rank, storable(answer.topic), answer.language),
                *(int(answer.heated), int(answer.private), self._run.seal.close(_TEXT, storable(answer.text))),
            ),
        )

    def count_by(self, who: str) -> int:
        """Return how many answers of a teammate are remembered."""
        row = self._run.one("SELECT count(*) FROM human_answers WHERE who = ?", (storable(who),))
        return 0 if row is None else int(row[0])

    def newest(self, case_id: str) -> HumanAnswer | None:
        """Return the newest answer by a human in a case, or None."""
        row = self._run.one(f"{_BY_HUMANS} ORDER BY seq DESC LIMIT 1", (case_id,))
        return None if row is None else self._answer(row)

    def of(self, case_id: str) -> tuple[HumanAnswer, ...]:
        """Return the answers by humans in a case, oldest first."""
        return tuple(map(self._answer, self._run.all(f"{_BY_HUMANS} ORDER BY seq", (case_id,))))

    def _answer(self, row: Row) -> HumanAnswer:
        case, mention, at, who, name, rank, topic, language, heated, private, text = row
        return HumanAnswer(
            *(case, mention, text_to_time(at), who, name, rank, topic, language),
            bool(heated),
            bool(private),
            self._run.seal.open(_TEXT, text),
        )

    def sent(self, after: int, limit: int) -> tuple[SentBefore, ...]:
        """Return the newest suggestions that were sent after number `after`, oldest first."""
        rows = self._run.all(
            "SELECT answer.seq, mentions.body, answer.name, answer.topic, answer.language,"
            " answer.heated FROM human_answers AS answer JOIN mention_keys ON mention_keys.channel = answer.channel"
            " AND mention_keys.id = answer.mention_id JOIN mentions ON mentions.seq = mention_keys.mention"
            " WHERE answer.rank > 0 AND answer.seq > ? ORDER BY answer.seq DESC LIMIT ?",
            (after, limit),
        )
        return tuple(
            SentBefore(number, self._question(body), name, topic, language, bool(heated))
            for number, body, name, topic, language, heated in reversed(rows)
        )

    def _question(self, body: str) -> str:
        return json_to_mention(self._run.seal.open(BODY, body)).text

    def shares(self) -> AnswerShares:
        """Return how often the suggestions held what was sent."""
        row = self._run.one(
            "SELECT count(*), coalesce(sum(rank > 0), 0), coalesce(sum(rank = 1), 0) FROM human_answers"
        )
        return AnswerShares(*(row or (0, 0, 0)))

    def keep(self, kept: KeptAnswer) -> KeptAnswer:
        """Write a kept answer under the next number and return it with that."""
        row = self._run.one(
            "INSERT INTO kept_answers (case_id, question, answer, language, topic, channel, response, kept_by, kept_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number",
            (
                *(kept.case_id, self._run.seal.close(_QUESTION, storable(kept.question))),
                *(self._run.seal.close(_ANSWER, storable(kept.answer)), kept.language, storable(kept.topic)),
                *(kept.channel, kept.response, storable(kept.kept_by), time_to_text(kept.kept_at)),
            ),
        )
        if row is None:
            raise RuntimeError("a kept answer got no number")
        return replace(kept, number=int(row[0]))

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return every kept answer, by number."""
        return tuple(map(self._kept, self._run.all(f"SELECT {_KEPT} FROM kept_answers ORDER BY number")))

    def kept_of(self, case_id: str) -> KeptAnswer | None:
        """Return the newest answer that was kept of a case, or None."""
        sql = f"SELECT {_KEPT} FROM kept_answers WHERE case_id = ? ORDER BY number DESC LIMIT 1"
        row = self._run.one(sql, (case_id,))
        return None if row is None else self._kept(row)

    def drop(self, number: int) -> bool:
        """Forget a kept answer; False where there is none with this number."""
        return self._run.run("DELETE FROM kept_answers WHERE number = ?", (number,)) == 1

    def _kept(self, row: Row) -> KeptAnswer:
        number, case, question, answer, language, topic, channel, response, kept_by, kept_at = row
        question, answer = self._run.seal.open(_QUESTION, question), self._run.seal.open(_ANSWER, answer)
        return KeptAnswer(
            *(number, case, question, answer, language, topic, channel, response, kept_by),
            kept_at=text_to_time(kept_at),
        )
