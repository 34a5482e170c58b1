"""Chooses suggestions that are worth reading beside each other. It never offers the same words twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.adapters.library.ranking import GENERAL
from bot.domain.answers import Pick

_MOST_GENERAL = 1
"""So many texts that fit everything are offered beside better ones; where too few are better, more."""
_ALIKE = 0.8
_SLOT = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_WORD = re.compile(r"\w+")


def diverse(chosen: Iterable[Pick], ranked: Iterable[Pick], rest: Iterable[Pick], count: int) -> tuple[Pick, ...]:
    """Return what is chosen already and more, `count` picks in all; fewer where there are fewer.

    No two have the same name or nearly the same words.

    Arguments:
        chosen: what stays in front.
        ranked: those that something speaks for, best first.
        rest: what else may be offered where they are too few, best first.
        count: how many are wanted.
    """
    chosen = list(chosen)
    put_off: list[Pick] = []
    for pick in ranked:
        if len(chosen) >= count:
            break
        if _is_new(pick, chosen):
            general = GENERAL in pick.response.topics
            many = general and sum(GENERAL in one.response.topics for one in chosen) >= _MOST_GENERAL
            (put_off if many else chosen).append(pick)
    for pick in (*put_off, *rest):
        if len(chosen) >= count:
            break
        if _is_new(pick, chosen):
            chosen.append(pick)
    return tuple(chosen)


def _is_new(pick: Pick, chosen: Iterable[Pick]) -> bool:
    mine = _words(pick)
    return all(pick.name != one.name and not _alike(mine, _words(one)) for one in chosen)


def _alike(mine: set[str], theirs: set[str]) -> bool:
    return mine == theirs or len(mine & theirs) > _ALIKE * len(mine | theirs)


def _words(pick: Pick) -> set[str]:
    return set(_WORD.findall(_SLOT.sub(" ", pick.response.text).casefold()))
