"""The reader as configured: the operator's words, the questions that responses answer, and what was learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.adapters.reader.learned import Learned
from bot.adapters.reader.topic_words import Topics
from bot.adapters.reader.topics.blending import BlendedTopics
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.embedding import Embedder
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.mistakes import UnusableEmbeddingError
from bot.adapters.reader.understanding import UnderstandingReader
from bot.config import Settings
from bot.domain.case import Customer
from bot.domain.errors import ConfigurationError, Problem
from bot.domain.policy import Policy
from bot.domain.response import Response


def reader_of(
    settings: Settings,
    responses: Sequence[Response],
    earlier_language: Callable[[Customer], str] | None = None,
    topics: Topics | None = None,
    learned: Callable[[], Learned] | None = None,
    answered: Sequence[Example] = (),
) -> UnderstandingReader:
    """Return what understands mentions.

    Arguments:
        settings: the operator's.
        responses: what the team answers with; the questions in them are examples of their topics.
        earlier_language, learned: as in `UnderstandingReader`.
        topics: what finds topics by words; without it, what there is on the first day.
        answered: messages whose topic staff have told; a sentence model compares with them as well.

    Raises:
        ConfigurationError: the sentence model that the operator names cannot be used.
    """
    day_one = topics_of(settings.policy, responses)
    by_words = topics or day_one
    embedder = embedder_of(settings)
    chosen = BlendedTopics(by_words, embedder, (*day_one.examples, *answered)) if embedder else by_words
    return UnderstandingReader(settings.policy, earlier_language, chosen, learned)


def embedder_of(settings: Settings) -> Embedder | None:
    """Return the sentence model that the operator names, None without one; raise ConfigurationError as `reader_of`."""
    files = settings.embedding
    if files is None:
        return None
    try:
        return Embedder(files.folder, files.sha256)
    except UnusableEmbeddingError as mistake:
        raise ConfigurationError([Problem(str(settings.file), "reading.embed_model", None, str(mistake))]) from None


def topics_of(policy: Policy, responses: Sequence[Response]) -> DayOneTopics:
    """Return what finds topics on day one: the operator's words, and the questions that responses answer."""
    examples = [Example(text, topic) for one in responses for topic in one.topics for text in one.examples]
    return DayOneTopics([topic for team in policy.teams for topic in team.topics], examples)
