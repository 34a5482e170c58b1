"""Texts as sparse vectors: words, pairs of words near each other, and pieces of words, weighed by how rare they are.

What stands in one text alone is never kept, so that a name, a number or an address does not end up in a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from bot.adapters.reader.plain_text import words
from bot.adapters.reader.topics.simple_text import simplify

Floats = npt.NDArray[np.float32]

_NEAR = 4
_START = "^"
_MOST_FEATURES = 40_000


class Vectoriser:
    """Makes vectors of length one, or of zeros for a text in which nothing is known."""

    def __init__(self, by_words: TfidfVectorizer, by_pieces: TfidfVectorizer) -> None:
        for vectoriser in (by_words, by_pieces):
            # As precise as they are written to a file: a model that was read back must not decide otherwise.
            vectoriser.idf_ = vectoriser.idf_.astype(np.float32)
        self._by_words = by_words
        self._by_pieces = by_pieces
        self._vocabulary: dict[str, int] = by_words.vocabulary_

    @classmethod
    def learn(cls, texts: Sequence[str]) -> Vectoriser:
        """Return what turns texts into vectors, having counted how rare everything in `texts` is."""
        plain = [simplify(text) for text in texts]
        by_words, by_pieces = _words_vectoriser(), _pieces_vectoriser()
        for vectoriser in (by_words, by_pieces):
            _fit(vectoriser, plain)
        return cls(by_words, by_pieces)

    @classmethod
    def from_lists(cls, lists: Sequence[tuple[Sequence[str], Floats]]) -> Vectoriser:
        """Return what `as_lists` took apart; raise ValueError where words and weights do not belong together."""
        made = [_words_vectoriser(lists[0][0]), _pieces_vectoriser(lists[1][0])]
        for vectoriser, (_, rarity) in zip(made, lists, strict=True):
            vectoriser.idf_ = rarity
        return cls(*made)

    def as_lists(self) -> list[tuple[list[str], Floats]]:
        """Return the features in the order of their columns, each list with the rarity of each."""
        return [
            (list(vectoriser.get_feature_names_out()), vectoriser.idf_.astype(np.float32))
            for vectoriser in (self._by_words, self._by_pieces)
        ]

    @property
    def width(self) -> int:
        """Return how many columns a vector has."""
        return len(self._vocabulary) + len(self._by_pieces.vocabulary_)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Return one row a text."""
        plain = [simplify(text) for text in texts]
        rows = hstack([self._by_words.transform(plain), self._by_pieces.transform(plain)], format="csr")
        lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1))).ravel()
        lengths[lengths == 0] = 1
        rows.data /= np.repeat(lengths, np.diff(rows.indptr))
        return rows.astype(np.float32)

    def known_share(self, text: str) -> float:
        """Return the share of the words of a text that were learned, from 0 to 1."""
        spoken = words(simplify(text))
        return sum(word in self._vocabulary for word in spoken) / len(spoken) if spoken else 0.0

    def known_words(self, text: str) -> dict[str, int]:
        """Return the learned words of a text in their order, with their columns."""
        return {word: self._vocabulary[word] for word in words(simplify(text)) if word in self._vocabulary}


def _words_and_pairs(text: str) -> list[str]:
    spoken = words(text)
    line = [_START, *spoken]
    pairs = [f"{one} {two}" for place, one in enumerate(line) for two in line[place + 1 : place + 1 + _NEAR]]
    return [*spoken, *pairs]


def _words_vectoriser(vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer=_words_and_pairs, **_settings(vocabulary))


def _pieces_vectoriser(vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), lowercase=False, **_settings(vocabulary))


def _settings(vocabulary: Sequence[str] | None) -> dict[str, Any]:
    known = None if vocabulary is None else {feature: column for column, feature in enumerate(vocabulary)}
    # Without a vocabulary, one text alone does not make a feature known.
    return {"sublinear_tf": True, "min_df": 2, "max_features": _MOST_FEATURES, "vocabulary": known, "dtype": np.float32}


def _fit(vectoriser: TfidfVectorizer, plain: Sequence[str]) -> None:
    try:
        vectoriser.fit(plain)
    except ValueError:
        # Nothing stands in two texts. One feature that no text has keeps everything else working.
        vectoriser.vocabulary, vectoriser.min_df = {"": 0}, 1
        vectoriser.fit(plain)
