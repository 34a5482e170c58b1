"""Finds the operator's topic words in a text: whole words, the longest one, also in the plural. It guesses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PLURALS = ("sses", "xes", "ches", "shes")


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
