"""Tells which of the operator's languages a text is written in. It never names another one.

What says nothing about the language is stripped first: handles, links, hashtags, digits and emoji. A text that is too
short to be sure is taken for the language that the customer wrote before, else for the default one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.adapters.reader.plain_text import prose
from bot.domain.understood import Judgement

# A language is told in a few sentences; more only costs time.
_ENOUGH = 1_000
_SHORTEST, _LONG = 4, 30
_SURE_OF_LONG = 0.45
_SURE_OF_SHORT = 0.6
_SURE_OF_ANOTHER = 0.75
"""A short text must be this clear to be taken for another language than the one that the customer wrote before."""
_POSSIBLE = 0.4
_NO_LANGUAGE = re.compile(r"#\w+|[^\w\s'-]|[\d_]")


@dataclass(frozen=True)
class LanguageFound:
    """The language of a text, and every language whose words may stand in it, the likeliest first."""

    language: Judgement[str]
    possible: tuple[str, ...]


class LanguageFinder:
    """Knows the operator's languages, as codes like "en" or "pt-BR"; the first one is the default."""

    def __init__(self, languages: Sequence[str]) -> None:
        """Load the model, unless there is only one language to choose from."""
        self._default = languages[0]
        self._by_code: dict[str, str] = {}
        for language in languages:
            self._by_code.setdefault(re.split(r"[-_]", language.casefold())[0], language)
        self._identifier = _identifier(tuple(self._by_code)) if len(self._by_code) > 1 else None

    def find(self, cleaned: str, earlier: str = "") -> LanguageFound:
        """Return the language of a text as `plain_text.clean` returns it.

        Arguments:
            earlier: the language that this customer wrote before, "" where it is not known.
        """
        if self._identifier is None:
            return LanguageFound(Judgement(self._default, 1.0, "the only language"), (self._default,))
        said = strip(cleaned)
        ranked = [(self._by_code[code], share) for code, share in self._identifier.rank(said[:_ENOUGH])]
        best, share = ranked[0]
        if sum(map(str.isalpha, said)) < _SHORTEST:
            share = 0.0
        earlier = earlier if earlier in self._by_code.values() else ""
        if share >= self._sure(said, best, earlier):
            return LanguageFound(Judgement(best, share, "by its words"), (best,))
        near = tuple(language for language, its in ranked if its >= _POSSIBLE * ranked[0][1])
        fallback = earlier or self._default
        reason = "short or unclear: as this customer wrote before" if earlier else "short or unclear: the default"
        confidence = 0.6 if earlier else 0.4
        return LanguageFound(Judgement(fallback, confidence, reason), tuple(dict.fromkeys((fallback, *near))))

    def _sure(self, said: str, best: str, earlier: str) -> float:
        if len(said) >= _LONG:
            return _SURE_OF_LONG
        return _SURE_OF_ANOTHER if earlier and best != earlier else _SURE_OF_SHORT


def strip(cleaned: str) -> str:
    """Return only what tells the language: the words, without handles, links, hashtags, digits and emoji."""
    return " ".join(_NO_LANGUAGE.sub(" ", prose(cleaned)).split())


@lru_cache(maxsize=4)
def _identifier(codes: tuple[str, ...]) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([code for code in codes if code in identifier.labels])
    return identifier
