"""Finds an operator's topic by what it is called in other words and other languages: “rimborso” is a refund.

It knows common support topics only (`glossary.toml`), looks up whole words and phrases, and never guesses beyond them.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from bot.adapters.reader.plain_text import words

_GAP = 2
"""So many other words may stand between two words of a phrase: “rivoglio i miei soldi”."""
_SHORTEST_STEM = 3
_MOST_WORDS = 300
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

Term = tuple[str, ...]
"""The words of a phrase, without accents; a star at either end of one stands for any letters."""


@dataclass(frozen=True)
class Meant:
    """An operator's topic, the customer's words that mean it, and how many letters of them do."""

    topic: str
    said: str
    weight: int


class Glossary:
    """Knows what the operator's topics are called elsewhere; never changes."""

    def __init__(self, topics: Sequence[str]) -> None:
        """Take the topics as the operator wrote them; of two that mean the same the first is the one that is found."""
        self._by_start: dict[str, list[tuple[Term, str]]] = {}
        given: set[Term] = set()
        for topic in topics:
            for term in _called(topic):
                if term not in given:
                    given.add(term)
                    self._by_start.setdefault(term[0], []).append((term, topic))

    def find(self, text: str) -> tuple[Meant, ...]:
        """Return every topic that is meant, the one most is said about first.

        Arguments:
            text: without links and handles.
        """
        spoken = words(text)[:_MOST_WORDS]
        plain = [_plain(word) for word in spoken]
        found: dict[str, dict[tuple[int, ...], str]] = {}
        for start, word in enumerate(plain):
            for key in _keys(word):
                for term, topic in self._by_start.get(key, ()):
                    places = _match(term, plain, start)
                    if places:
                        found.setdefault(topic, {})[places] = _quote(places, spoken)
        meant = [_meant(topic, places, spoken) for topic, places in found.items()]
        return tuple(sorted(meant, key=lambda one: -one.weight))

    def same(self, one: str, other: str) -> bool:
        """Tell whether two topics are called the same somewhere, like “money back” and “refund”."""
        return bool(_concepts(one) & _concepts(other))


def _quote(places: tuple[int, ...], spoken: Sequence[str]) -> str:
    """Return the words of a phrase; what stands between them is left out, it may be anything."""
    said = spoken[places[0]]
    for before, place in pairwise(places):
        said += f" {spoken[place]}" if place == before + 1 else f" … {spoken[place]}"
    return said


def _meant(topic: str, places: dict[tuple[int, ...], str], spoken: Sequence[str]) -> Meant:
    letters = {place: len(spoken[place]) for one in places for place in one}
    said = max(places.items(), key=lambda pair: sum(letters[place] for place in pair[0]))[1]
    return Meant(topic, said, sum(letters.values()))


def _called(topic: str) -> Iterator[Term]:
    """Yield every term for what a topic means."""
    concepts = _concepts(topic)
    for name, terms in _glossary().items():
        if name in concepts:
            yield from terms


@cache
def _concepts(topic: str) -> frozenset[str]:
    """Return the names of the tables that a topic belongs to; its own table alone where one has its name."""
    plain = [_plain(word) for word in words(topic)]
    forms = (plain, _singular(plain))
    named = frozenset(name for name in _glossary() if [_plain(word) for word in words(name)] in forms)
    return named or frozenset(
        name for name, terms in _glossary().items() if any(_is(term, form) for term in terms for form in forms)
    )


def _is(term: Term, form: Sequence[str]) -> bool:
    return len(term) == len(form) and all(_fits(wanted, word) for wanted, word in zip(term, form, strict=True))


def _singular(plain: list[str]) -> list[str]:
    return [*plain[:-1], plain[-1].removesuffix("s")] if plain else plain


@cache
def _glossary() -> dict[str, tuple[Term, ...]]:
    content = files(__package__).joinpath("glossary.toml").read_text(encoding="utf-8")
    return {
        name: tuple(
            dict.fromkeys(form for terms in (*by_language.values(), [name]) for term in terms for form in _forms(term))
        )
        for name, by_language in tomllib.loads(content).items()
    }


def _forms(term: str) -> Iterator[Term]:
    """Yield a term without its accents, and as Germans write it who have no umlauts."""
    yield tuple(_plain(word) for word in _split(term))
    yield tuple(_plain(word) for word in _split(term.translate(_GERMAN)))


def _split(term: str) -> list[str]:
    """Return the words of a term as `plain_text.words` finds them in a text, with their stars."""
    found: list[str] = []
    for word in term.casefold().split():
        pieces = words(word.strip("*"))
        pieces[0] = "*" + pieces[0] if word.startswith("*") else pieces[0]
        pieces[-1] = pieces[-1] + "*" if word.endswith("*") else pieces[-1]
        found += pieces
    return found


def _keys(word: str) -> Iterator[str]:
    """Yield every first word of a term that could fit a word."""
    yield word
    for size in range(_SHORTEST_STEM, len(word) + 1):
        yield f"{word[:size]}*"
        yield f"*{word[-size:]}"


def _match(term: Term, plain: Sequence[str], start: int) -> tuple[int, ...]:
    """Return where the words of a term stand, the first one at `start`, or nothing where they do not."""
    places = [start]
    for wanted in term[1:]:
        after = places[-1] + 1
        place = next(
            (place for place in range(after, min(after + _GAP + 1, len(plain))) if _fits(wanted, plain[place])), None
        )
        if place is None:
            return ()
        places.append(place)
    return tuple(places)


def _fits(wanted: str, word: str) -> bool:
    if wanted.endswith("*"):
        return word.startswith(wanted[:-1])
    return word.endswith(wanted[1:]) if wanted.startswith("*") else word == wanted


def _plain(word: str) -> str:
    """Return a word in small letters without accents; French "l'" and "d'" in front of it are left out."""
    bare = "".join(
        letter for letter in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(letter)
    )
    head, mark, tail = bare.partition("'")
    return tail if mark and len(head) <= 2 and len(tail) > 2 else bare
