"""How well the reader understands labelled messages: language, heat, request. It measures and changes nothing."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

from bot.adapters.reader.gladness import is_glad
from bot.adapters.reader.heat import measure
from bot.adapters.reader.language import LanguageFinder, strip
from bot.adapters.reader.learned import HeatModel, heat_as_learned
from bot.adapters.reader.plain_text import clean, has_link, prose
from bot.adapters.reader.request import UNSURE, judge
from bot.adapters.reader.wordlists import WORDS, Words, words_of
from bot.domain.errors import TriageError
from bot.domain.understood import Judgement

LONG = 30
"""Characters of prose from which on a message is long enough to tell its language."""
Found = TypeVar("Found")
Progress = Callable[[float], None]
Row = tuple[str, str]
"""A text and its label."""


class UnmeasurableRowsError(TriageError):
    """The rows cannot be measured; the message says which labels are wanted."""


@dataclass(frozen=True)
class LanguageMeasure:
    """Shares from 0 to 1; `accuracy_long` is for messages of at least `LONG` characters of prose."""

    n: int
    n_long: int
    accuracy: float
    accuracy_long: float
    accuracy_short: float
    p50_ms: float
    by_language: dict[str, float]


@dataclass(frozen=True)
class HeatMeasure:
    """`auc`: how often an angry message is found hotter than another one; `auc_learned` on held-back fifths."""

    n: int
    n_heated: int
    auc: float
    auc_learned: float
    accuracy: float
    p50_ms: float


@dataclass(frozen=True)
class RequestMeasure:
    """`recall`: requests that are heard; `false_alarms`: of what is none, the share taken for one.

    `recall_sure`, `false_alarms_sure`: the same, counting only what the bot would answer by itself. None where there is
    no such row.
    """

    n_requests: int
    n_others: int
    recall: float | None
    recall_sure: float | None
    false_alarms: float | None
    false_alarms_sure: float | None
    p50_ms: float


def evaluate_language(
    rows: Sequence[Row], languages: Sequence[str] = (), reading: Progress = lambda share: None
) -> LanguageMeasure:
    """Measure the language of messages.

    Arguments:
        rows: texts, each labelled with the code of its language.
        languages: the operator's languages; without them, those of the labels.
        reading: is told now and then which share is done, from 0 to 1.

    Raises UnmeasurableRowsError when there are no rows, or fewer than two languages to choose from.
    """
    known = tuple(languages) or tuple(sorted({label for _, label in rows}))
    if not rows or len(known) < 2:
        raise UnmeasurableRowsError("The column category wants codes of at least two languages, like en and de.")
    finder, took = LanguageFinder(known), list[float]()
    results: list[tuple[str, bool, bool]] = []
    for text, label in _each(rows, reading):
        cleaned = clean(text)
        found = _timed(took, finder.find, cleaned)
        results.append((label, len(strip(cleaned)) >= LONG, found.language.value == label))
    long = [right for _, is_long, right in results if is_long]
    short = [right for _, is_long, right in results if not is_long]
    by_language = {code: _share(right for label, _, right in results if label == code) for code in known}
    right = _share(right for _, _, right in results)
    return LanguageMeasure(len(rows), len(long), right, _share(long), _share(short), median(took), by_language)


def evaluate_heat(
    rows: Sequence[Row],
    language: str = "en",
    learning: Progress = lambda share: None,
    reading: Progress = lambda share: None,
) -> HeatMeasure:
    """Measure the heat of messages, by the rules and as learned from the other four fifths of the same rows.

    Arguments:
        rows: texts, each labelled "heated", "negative", "angry", "yes", "true" or "1" where it is, else anything.
        language: the language of the texts.
        learning, reading: are told now and then which share is done, from 0 to 1.

    Raises UnmeasurableRowsError unless both heated and calm rows are there, five of each at least.
    """
    labels = [label.strip().casefold() in ("heated", "negative", "angry", "yes", "true", "1") for _, label in rows]
    if min(sum(labels), len(labels) - sum(labels)) < 5:
        raise UnmeasurableRowsError("The column category wants at least five rows with “heated” and five without.")
    lists, took = (words_of(language),), list[float]()
    levels = [_timed(took, lambda said: _heat(said, lists), text) for text, _ in _each(rows, reading)]
    learned = _learned_levels([text for text, _ in rows], labels, levels, learning)
    right = _share((found.value >= 0.5) == label for found, label in zip(levels, labels, strict=True))
    auc = area_under_curve([found.value for found in levels], labels)
    return HeatMeasure(len(rows), sum(labels), auc, area_under_curve(learned, labels), right, median(took))


def evaluate_request(
    rows: Sequence[Row], languages: Sequence[str] = tuple(WORDS), reading: Progress = lambda share: None
) -> RequestMeasure:
    """Measure whether requests are heard.

    Arguments:
        rows: texts, each labelled "request", "yes", "true" or "1" where it is one, else anything.
        languages: the operator's languages.
        reading: is told now and then which share is done, from 0 to 1.

    Raises UnmeasurableRowsError when there are no rows.
    """
    if not rows:
        raise UnmeasurableRowsError("There are no rows. The column category wants “request” where it is one.")
    finder, took = LanguageFinder(languages), list[float]()
    heard: Counter[tuple[bool, bool, bool]] = Counter()
    for text, label in _each(rows, reading):
        found = _timed(took, lambda said: _request(said, finder), text)
        wanted = label.strip().casefold() in ("request", "yes", "true", "1")
        heard[wanted, found.value, found.value and found.confidence >= UNSURE] += 1
    requests = sum(count for (wanted, _, _), count in heard.items() if wanted)
    others = sum(heard.values()) - requests

    def share(wanted: bool, sure: bool) -> float | None:
        if not (requests if wanted else others):
            return None
        taken = sum(
            n for (is_one, value, surely), n in heard.items() if is_one == wanted and (surely if sure else value)
        )
        return taken / (requests if wanted else others)

    shares = share(True, False), share(True, True), share(False, False), share(False, True)
    return RequestMeasure(requests, others, *shares, median(took))


def area_under_curve(levels: Sequence[float], labels: Sequence[bool]) -> float:
    """Return how often a row with the label has a higher level than one without; equal levels count half."""
    ordered = sorted(range(len(levels)), key=levels.__getitem__)
    ranks, start = [0.0] * len(levels), 0
    while start < len(ordered):
        end = start
        while end + 1 < len(ordered) and levels[ordered[end + 1]] == levels[ordered[start]]:
            end += 1
        for place in range(start, end + 1):
            ranks[ordered[place]] = (start + end) / 2 + 1
        start = end + 1
    with_label = sum(labels)
    above = sum(rank for rank, label in zip(ranks, labels, strict=True) if label) - with_label * (with_label + 1) / 2
    return above / (with_label * (len(labels) - with_label))


def _learned_levels(
    texts: Sequence[str], labels: Sequence[bool], by_rules: Sequence[Judgement[float]], learning: Progress
) -> list[float]:
    """Return the level of every row by rules and labels together, each from a model that has not seen it."""
    # Every fifth of the heated and every fifth of the calm ones: both answers stand in every part.
    part, seen = [0] * len(labels), Counter[bool]()
    for row, label in enumerate(labels):
        part[row], seen[label] = seen[label] % 5, seen[label] + 1
    levels = [0.0] * len(labels)
    for held_back in range(5):
        learn_from = [row for row in range(len(labels)) if part[row] != held_back]
        model = HeatModel.learn([texts[row] for row in learn_from], [labels[row] for row in learn_from])
        for row in range(len(labels)):
            if part[row] == held_back:
                levels[row] = heat_as_learned(texts[row], by_rules[row], model).value
        learning((held_back + 1) / 5)
    return levels


def _each(rows: Sequence[Row], progress: Progress) -> Iterator[Row]:
    for number, row in enumerate(rows, start=1):
        yield row
        progress(number / len(rows))


def _heat(text: str, lists: tuple[Words, ...]) -> Judgement[float]:
    said = prose(clean(text))
    return measure(said, lists, glad=is_glad(said, lists))


def _request(text: str, finder: LanguageFinder) -> Judgement[bool]:
    cleaned = clean(text)
    said = prose(cleaned)
    lists = tuple(words_of(language) for language in finder.find(cleaned).possible)
    return judge(text, said, lists, glad=is_glad(said, lists), link=has_link(cleaned))


def _timed(took: list[float], call: Callable[[str], Found], text: str) -> Found:
    started = time.perf_counter()
    found = call(text)
    took.append((time.perf_counter() - started) * 1000)
    return found


def _share(right: Iterable[bool]) -> float:
    counted = list(right)
    return sum(counted) / len(counted) if counted else 0.0
