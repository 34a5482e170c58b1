"""The responses, where they are read, and what they teach the reader on day one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.adapters.library import FolderLibrary
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.examples import Example
from bot.config import Settings
from bot.domain.policy import Policy
from bot.domain.response import Response
from bot.shipped import shipped


def topics_of(policy: Policy, responses: Sequence[Response]) -> DayOneTopics:
    """Return what finds topics on day one: the operator's words, and the questions that responses answer."""
    examples = [Example(text, topic) for one in responses for topic in one.topics for text in one.examples]
    return DayOneTopics([topic for team in policy.teams for topic in team.topics], examples)


def folders(settings: Settings) -> list[Path]:
    """Return where responses are read: the shipped ones, and the operator's own over them."""
    return [shipped("responses"), *([settings.responses] if settings.responses else [])]


def library(settings: Settings) -> FolderLibrary:
    """Return the responses as they are now; raise ConfigurationError with every mistake."""
    return FolderLibrary(folders(settings), settings.policy.languages[0])
