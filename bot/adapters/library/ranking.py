"""Ranks suggestions for a customer's text: by like questions, by topic, and by what staff sent before.

Deterministic. It never decides what is said: a human chooses among what it puts first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.adapters.library.experience import Experience
from bot.adapters.library.question_index import QuestionIndex
from bot.domain.answers import Pick
from bot.domain.response import Response

GENERAL = "general"

_NEIGHBOURS = 20
_WEIGHT_OF_TOPIC = 1.1
"""What the mention was understood to be about weighs more than any words it shares."""
_LATER_TOPIC = 0.8
"""A topic that stands later in a response's list counts this much of the first one."""
_WEIGHT_OF_EXPERIENCE = 1.5
_WEIGHT_OF_HABIT = 0.4
_GENERAL = 0.5
"""What fits everything is seldom the best that there is."""


class Ranking:
    """All suggestions of one language, found by the questions that they answer."""

    def __init__(self, suggestions: Sequence[Response]) -> None:
        """Take the suggestions; their names break ties."""
        self._suggestions = tuple(suggestions)
        self._names: list[str] = []
        questions: list[tuple[int, str]] = []
        for one in self._suggestions:
            topics = (topic for topic in one.topics if topic != GENERAL)
            for text in (*one.examples, " ".join((one.title, *topics))):
                questions.append((len(questions) + 1, text))
                self._names.append(one.name)
        self._index = QuestionIndex(questions)

    def rank(
        self,
        text: str,
        topic: str,
        heated: bool,
        may: Callable[[Response], bool],
        experience: Experience,
        kept: Sequence[Response] = (),
    ) -> tuple[Pick, ...]:
        """Return the suggestions that something speaks for, best first.

        Arguments:
            text: the customer's own words.
            topic: the topic that the mention was understood to be about, or "".
            heated: whether the customer is angry.
            may: tells whether a suggestion may be offered at all.
            experience: what staff sent before.
            kept: answers of this language that leads kept; what speaks for them is in the experience.
        """
        offered = {one.name: one for one in (*kept, *self._suggestions) if may(one)}
        fits: dict[str, tuple[float, tuple[str, ...]]] = {}
        for near in self._index.near(text, _NEIGHBOURS):
            name = self._names[near.row - 1]
            fit = near.nearness * (0.3 + 0.7 * near.covered)
            if near.words and name in offered and fit > fits.get(name, (0.0, ()))[0]:
                fits[name] = (fit, near.words)
        chosen = experience.chosen(text, heated, offered.__contains__)
        rated: list[tuple[float, Pick]] = []
        for name, one in offered.items():
            shared, about = _shared_topic(one, topic)
            fit, words = fits.get(name, (0.0, ()))
            before = chosen.get(name)
            score = fit * (_GENERAL if GENERAL in one.topics else 1.0) + shared * _WEIGHT_OF_TOPIC
            score += _WEIGHT_OF_HABIT * experience.share_on(topic, name)
            if before is not None:
                score += _WEIGHT_OF_EXPERIENCE * before.votes
            if score > 0:
                words = words or (before.words if before else ())
                rated.append((score, Pick(one, words, about, before.sent if before else 0)))
        rated.sort(key=lambda rating: (-rating[0], rating[1].name))
        return tuple(pick for _, pick in rated)


def _shared_topic(response: Response, topic: str) -> tuple[float, str]:
    """Return how much a response is about a topic, from 0 to 1, and the topic if it is."""
    wanted = topic.strip().casefold()
    listed = [one.casefold() for one in response.topics]
    if not wanted or wanted not in listed:
        return 0.0, ""
    return (1.0 if listed[0] == wanted else _LATER_TOPIC), topic.strip()
