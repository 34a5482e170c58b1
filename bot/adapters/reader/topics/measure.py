"""How well topics are found in labelled messages. It measures and keeps nothing."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import TypeVar

from bot.adapters.reader.measure import area_under_curve
from bot.adapters.reader.topics.blending import BlendedTopics
from bot.adapters.reader.topics.choosing import LearnedTopics
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.embedding import Embedder
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.model import METHOD, TopicModel, TopicReading
from bot.adapters.reader.topics.network import Progress

OUT_OF_SCOPE = "oos"
Found = TypeVar("Found")


@dataclass(frozen=True)
class TopicMeasure:
    """Shares from 0 to 1; those about out of scope are None where the test holds no such message.

    `accuracy`: the share of the messages in scope whose first topic is right. Where the test holds messages out of
    scope, the default threshold counts: one in scope that was taken for out of scope is wrong.
    `in_scope_accuracy`: the same without the threshold. `recall_at_3` and `recall_at_5`: the right topic is among the
    first so many, without the threshold. `macro_f1`: over all topics, and `oos` where it occurs, with the threshold
    where it counts. `oos_recall`: of the messages out of scope, the share below the threshold.
    """

    n_train: int
    n_test: int
    accuracy: float
    in_scope_accuracy: float
    macro_f1: float
    recall_at_3: float
    recall_at_5: float
    oos_recall: float | None
    oos_auroc: float | None
    fit_seconds: float
    p50_ms: float
    peak_rss_mb: float
    method: str


def evaluate_topics(
    train: Sequence[Example],
    test: Sequence[Example],
    learning: Progress,
    reading: Progress,
    embedder: Embedder | None = None,
) -> TopicMeasure:
    """Learn from `train`, read `test` message by message, and return how it went.

    Arguments:
        train: what to learn from; messages out of scope are left out.
        test: the topic `oos` is out of scope.
        learning, reading: are told which share is done, from 0 to 1.
        embedder: a sentence model to blend with.

    Raises:
        NotTrainableError: there is too little to learn from.
    """
    known = [example for example in train if example.topic != OUT_OF_SCOPE]
    started = time.perf_counter()
    model = TopicModel.fit(known, learning)
    read = _blended(model, embedder, known) if embedder else model.read
    fit_seconds = time.perf_counter() - started
    readings, took = _each(read, [example.text for example in test], reading)
    ranked = [[one.topic for one in found.ranked] for found in readings]
    gold = [example.topic for example in test]
    inside = [topic != OUT_OF_SCOPE for topic in gold]
    threshold = not all(inside)
    said = [
        OUT_OF_SCOPE if threshold and not found.in_scope else topics[0]
        for found, topics in zip(readings, ranked, strict=True)
    ]
    among = [(topics, topic) for topics, topic, is_inside in zip(ranked, gold, inside, strict=True) if is_inside]
    right = [one == topic for one, topic, is_inside in zip(said, gold, inside, strict=True) if is_inside]
    let_go = [one == OUT_OF_SCOPE for one, is_inside in zip(said, inside, strict=True) if not is_inside]
    familiar = [found.familiarity for found in readings]
    return TopicMeasure(
        n_train=len(known),
        n_test=len(test),
        accuracy=_share(right),
        in_scope_accuracy=_share([topic in topics[:1] for topics, topic in among]),
        macro_f1=_macro_f1(gold, said),
        recall_at_3=_share([topic in topics[:3] for topics, topic in among]),
        recall_at_5=_share([topic in topics[:5] for topics, topic in among]),
        oos_recall=_share(let_go) if threshold else None,
        oos_auroc=area_under_curve([-one for one in familiar], [not one for one in inside])
        if threshold and any(inside)
        else None,
        fit_seconds=fit_seconds,
        p50_ms=took,
        peak_rss_mb=peak_rss_mb(),
        method=f"{METHOD}; blended with a sentence model" if embedder else METHOD,
    )


def _blended(model: TopicModel, embedder: Embedder, known: Sequence[Example]) -> Callable[[str], TopicReading]:
    """Return what reads with the model and a sentence model together, as the bot does."""
    blended = BlendedTopics(LearnedTopics(model, DayOneTopics([])), embedder, known)

    def read(text: str) -> TopicReading:
        by_words = model.read(text)
        ranked = blended.rank(text)
        named = tuple(one for one in ranked if one.topic)
        return TopicReading(named, bool(ranked) and bool(ranked[0].topic), by_words.familiarity)

    return read


def peak_rss_mb() -> float:
    """Return the most memory that this process has had, in MiB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # In kilobytes on Linux, in bytes on macOS (getrusage(2) of each).
    return peak / (1024**2 if sys.platform == "darwin" else 1024)


def _each(read: Callable[[str], Found], texts: Sequence[str], progress: Progress) -> tuple[list[Found], float]:
    """Return what was found in each text, and the median of how long one took in milliseconds."""
    found: list[Found] = []
    took: list[float] = []
    for number, text in enumerate(texts, start=1):
        started = time.perf_counter()
        found.append(read(text))
        took.append((time.perf_counter() - started) * 1000)
        progress(number / len(texts))
    return found, median(took)


def _share(right: Sequence[bool]) -> float:
    return fmean(right) if right else 0.0


def _macro_f1(gold: Sequence[str], said: Sequence[str]) -> float:
    hits = Counter(one for one, topic in zip(said, gold, strict=True) if one == topic)
    wanted, given = Counter(gold), Counter(said)
    return fmean(2 * hits[topic] / (wanted[topic] + given[topic]) for topic in wanted)
