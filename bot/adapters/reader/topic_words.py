"""Finds the operator's topic words in a text: whole words, the longest one, also in the plural. It guesses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.domain.understood import Ranked

_PLURALS = ("sses", "xes", "ches", "shes")


class Topics(Protocol):
    """Finds what a text is about."""

    def rank(self, text: str) -> Sequence[Ranked]:
        """Return the topics of a text without links and handles, the likeliest first; nothing where none fits."""
        ...


class TopicFinder:
    """Knows all topics of all teams."""

    def __init__(self, topics: Sequence[str]) -> None:
        """Take the topics as the operator wrote them; of two alike the first is the one that is found."""
        self._topics: dict[str, str] = {}
        for topic in topics:
            self._topics.setdefault(_plain(topic), topic)
        for topic in topics:
            for form in _other_forms(_plain(topic)):
                self._topics.setdefault(form, topic)
        forms = sorted(filter(None, self._topics), key=len, reverse=True)
        choices = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
        self._pattern = re.compile(rf"(?<!\w)(?:{choices})(?!\w)") if forms else None

    def rank(self, text: str) -> Sequence[Ranked]:
        """Return the topic that `find` finds, or nothing."""
        topic = self.find(text)
        return (Ranked(topic, 0.8, f"“{topic}” is in the text"),) if topic else ()

    def find(self, prose: str) -> str:
        """Return the longest topic in the text as the operator wrote it, or "" where there is none."""
        if self._pattern is None:
            return ""
        found = max(map(_plain, self._pattern.findall(prose.casefold())), key=len, default="")
        return self._topics.get(found, "")


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _other_forms(topic: str) -> Iterator[str]:
    """Yield the plural of a singular and the singular of a plural."""
    yield f"{topic}s"
    yield f"{topic}es"
    if topic.endswith("y"):
        yield f"{topic[:-1]}ies"
    if topic.endswith("ies"):
        yield f"{topic[:-3]}y"
    if topic.endswith(_PLURALS):
        yield topic[:-2]
    if topic.endswith("s") and not topic.endswith("ss"):
        yield topic[:-1]
