"""A linear model that learns one yes-or-no question from the team's own labels: words and pieces of words, weighted.

Kept as bytes without pickle, so that reading a model never runs code. Reading needs NumPy only; learning needs
scikit-learn, which is loaded when somebody learns.
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import ClassVar, Self

import numpy as np
import numpy.typing as npt

from bot.adapters.reader.plain_text import clean, prose, words

VERSION = 1
"""Grows with every change to the features or the layout: an older model is not read but learned anew."""
_SPACE = 1 << 18
_ENOUGH = 3_000
_SHORTEST_PIECE, _LONGEST_PIECE = 2, 5

Floats = npt.NDArray[np.float32]


class UnreadableModelError(ValueError):
    """These bytes are no model of this version; learn it anew."""


class TooFewLabelsError(ValueError):
    """Learning needs examples of both answers."""


class LinearModel:
    """Answers one question about a text with a probability; never changes after it was learned."""

    KIND: ClassVar[str] = ""
    """Which question; a model of one question is not read as one of another."""

    def __init__(self, weights: Floats, rarity: Floats, bias: float, learned_from: int) -> None:
        """Take one weight and one rarity for every feature; made by `learn` and `from_bytes`."""
        self._weights, self._rarity, self._bias = weights, rarity, bias
        self.learned_from = learned_from

    @classmethod
    def learn(cls, texts: Sequence[str], labels: Sequence[bool]) -> Self:
        """Return a model of the labels; the same labels always give the same model.

        Raises TooFewLabelsError when one of the answers never occurs.
        """
        from scipy.sparse import csr_matrix
        from sklearn.linear_model import LogisticRegression

        if len(set(map(bool, labels))) < 2:
            raise TooFewLabelsError("Learning needs examples of both answers: some that are, and some that are not.")
        counted = [_features(text) for text in texts]
        seen = np.zeros(_SPACE, dtype=np.float32)
        for features in counted:
            seen[list(features)] += 1
        rarity = (np.log((1 + len(texts)) / (1 + seen)) + 1).astype(np.float32)
        starts, indices, values = [0], [], []
        for features in counted:
            index, value = _vector(features, rarity)
            indices.append(index)
            values.append(value)
            starts.append(starts[-1] + len(index))
        matrix = csr_matrix(
            (np.concatenate(values), np.concatenate(indices), np.asarray(starts)), shape=(len(texts), _SPACE)
        )
        fitted = LogisticRegression(C=2.0, class_weight="balanced", solver="liblinear", random_state=0).fit(
            matrix, np.asarray(labels, dtype=bool)
        )
        return cls(fitted.coef_[0].astype(np.float32), rarity, float(fitted.intercept_[0]), len(texts))

    def probability(self, text: str) -> float:
        """Return how likely the answer is yes, from 0 to 1, for a text as the customer wrote it."""
        index, value = _vector(_features(text), self._rarity)
        score = float(self._weights[index] @ value) + self._bias
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, score))))

    def to_bytes(self) -> bytes:
        """Return the model as bytes that `from_bytes` reads."""
        # What was never seen has no weight and the same rarity everywhere: it need not be kept.
        kept = np.flatnonzero(self._weights).astype(np.int32)
        target = io.BytesIO()
        np.savez_compressed(
            target,
            version=np.int64(VERSION),
            kind=np.str_(self.KIND),
            kept=kept,
            weights=self._weights[kept],
            rarity=self._rarity[kept],
            bias=np.float64(self._bias),
            learned_from=np.int64(self.learned_from),
        )
        return target.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Return the model that `to_bytes` made; raise UnreadableModelError for anything else."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as held:
                version = int(held["version"])
                if version != VERSION:
                    raise UnreadableModelError(f"A model of version {version}, not {VERSION}: learn it anew.")
                if str(held["kind"]) != cls.KIND:
                    raise UnreadableModelError(f"A model of something else than {cls.KIND}: learn it anew.")
                kept, learned_from = held["kept"], int(held["learned_from"])
                weights = np.zeros(_SPACE, dtype=np.float32)
                rarity = np.full(_SPACE, math.log(1 + learned_from) + 1, dtype=np.float32)
                weights[kept], rarity[kept] = held["weights"], held["rarity"]
                return cls(weights, rarity, float(held["bias"]), learned_from)
        except (
            OSError,
            EOFError,
            KeyError,
            IndexError,
            TypeError,
            AttributeError,
            zipfile.BadZipFile,
            zlib.error,
        ) as e:
            raise UnreadableModelError("These bytes are no model: learn it anew.") from e
        except ValueError as error:
            if isinstance(error, UnreadableModelError):
                raise
            raise UnreadableModelError("These bytes are no model: learn it anew.") from error


def _features(text: str) -> Counter[int]:
    """Count the words, pairs of words, pieces of words and marks of a text, each as a number."""
    said = prose(clean(text[:_ENOUGH]))
    spoken = words(said)
    found = [f"w {word}" for word in spoken]
    found += [f"p {one} {two}" for one, two in pairwise(spoken)]
    for word in spoken:
        padded = f" {word} "
        for size in range(_SHORTEST_PIECE, _LONGEST_PIECE + 1):
            found += [f"c {padded[start : start + size]}" for start in range(len(padded) - size + 1)]
    found += [f"m {mark}" for mark in said if not mark.isalnum() and not mark.isspace()]
    found += ["loud" for word in said.split() if len(word) > 2 and word.isupper()]
    return Counter(zlib.crc32(name.encode("utf-8", "surrogatepass")) % _SPACE for name in found)


def _vector(features: Counter[int], rarity: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the numbers of the features, and how much each one says in a text of this length."""
    index = np.fromiter(features.keys(), dtype=np.int64, count=len(features))
    value = (1 + np.log(np.fromiter(features.values(), dtype=np.float32, count=len(features)))) * rarity[index]
    length = float(np.linalg.norm(value))
    return index, (value / length if length else value).astype(np.float32)
