"""How well suggestions are found, measured on questions with the reply that was sent. It measures and keeps nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

from bot.adapters.library.diversity import diverse
from bot.adapters.library.experience import Experience
from bot.adapters.library.ranking import Ranking
from bot.domain.answers import KeptAnswer, SentBefore
from bot.domain.response import ANY_CHANNEL, Response, ResponseKind, Tone

METHOD = "SQLite FTS5 (bm25) over stemmed words and four-letter pieces; votes of like questions by the reply sent"
_SUGGESTED = 3
_STEP = 250

Progress = Callable[[float], None]


@dataclass(frozen=True)
class SuggestionMeasure:
    """Shares from 0 to 1: the reply that was sent is the first suggestion, or among the three."""

    n_train: int
    n_test: int
    recall_at_1: float
    recall_at_3: float
    fit_seconds: float
    p50_ms: float
    method: str


class _Sent:
    """Implements `bot.ports.past.Past`: what was sent so far."""

    def __init__(self) -> None:
        self.so_far: tuple[SentBefore, ...] = ()

    def sent(self, after: int) -> tuple[SentBefore, ...]:
        """Return what is new."""
        return tuple(one for one in self.so_far if one.number > after)

    def kept(self) -> tuple[KeptAnswer, ...]:
        """Return nothing: no lead kept anything."""
        return ()


def evaluate_suggestions(
    train: Sequence[tuple[str, str]], test: Sequence[tuple[str, str]], learning: Progress, reading: Progress
) -> SuggestionMeasure:
    """Let staff send the replies of one list, suggest three for each question of another, and return how it went.

    It is the ranking that the bot uses, with no texts to begin with but the replies themselves.

    Arguments:
        train, test: questions, each with the reply that was sent; not empty.
        learning, reading: are told which share is done, from 0 to 1.
    """
    started = time.perf_counter()
    past = _Sent()
    experience = Experience(past)
    for begin in range(0, len(train), _STEP):
        past.so_far = tuple(
            SentBefore(begin + place, question, reply, "", "", False)
            for place, (question, reply) in enumerate(train[begin : begin + _STEP], 1)
        )
        experience.refresh()
        learning(min(1.0, (begin + _STEP) / len(train)))
    ranking = Ranking([_response(reply) for reply in dict.fromkeys(reply for _, reply in train)])
    fit_seconds = time.perf_counter() - started
    took: list[float] = []
    places: list[int | None] = []
    for place, (question, reply) in enumerate(test, 1):
        started = time.perf_counter()
        ranked = ranking.rank(question, "", False, lambda _: True, experience)
        offered = [one.name for one in diverse((), ranked, (), _SUGGESTED)]
        took.append(time.perf_counter() - started)
        places.append(offered.index(reply) if reply in offered else None)
        reading(place / len(test))
    return SuggestionMeasure(
        n_train=len(train),
        n_test=len(test),
        recall_at_1=fmean(place == 0 for place in places),
        recall_at_3=fmean(place is not None for place in places),
        fit_seconds=fit_seconds,
        p50_ms=1000 * median(took),
        method=METHOD,
    )


def _response(reply: str) -> Response:
    return Response(
        *(reply, ResponseKind.SUGGESTION, Tone.ANY, "", ANY_CHANNEL),
        topics=(),
        examples=(),
        title="",
        note="",
        text=reply,
        source=Path(reply),
    )
