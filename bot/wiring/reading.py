"""The reader as configured: the operator's words, the questions that responses answer, and what was learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.adapters.reader.learned import Learned
from bot.adapters.reader.topic_words import Topics
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.understanding import UnderstandingReader
from bot.config import Settings
from bot.domain.case import Customer
from bot.domain.policy import Policy
from bot.domain.response import Response


def reader_of(
    settings: Settings,
    responses: Sequence[Response],
    earlier_language: Callable[[Customer], str] | None = None,
    topics: Topics | None = None,
    learned: Callable[[], Learned] | None = None,
) -> UnderstandingReader:
    """Return what understands mentions.

    Arguments:
        settings: the operator's.
        responses: what the team answers with; the questions in them are examples of their topics.
        earlier_language, learned: as in `UnderstandingReader`.
        topics: what finds topics; without it, what there is on the first day.
    """
    policy = settings.policy
    return UnderstandingReader(policy, earlier_language, topics or topics_of(policy, responses), learned)


def topics_of(policy: Policy, responses: Sequence[Response]) -> DayOneTopics:
    """Return what finds topics on day one: the operator's words, and the questions that responses answer."""
    examples = [Example(text, topic) for one in responses for topic in one.topics for text in one.examples]
    return DayOneTopics([topic for team in policy.teams for topic in team.topics], examples)
