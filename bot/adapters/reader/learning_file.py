"""What was learned, as bytes and back, with the name of the format. Nothing in it can run: no pickle, ever."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from bot.adapters.reader import linear
from bot.adapters.reader.learned import HeatModel, RequestModel
from bot.domain.labels import Lesson
from bot.ports.store import ModelRow
from bot.ports.trainer import UnusableModel

if TYPE_CHECKING:
    from bot.adapters.reader.topics.model import TopicModel

_LINEAR: dict[Lesson, type[HeatModel] | type[RequestModel]] = {Lesson.HEAT: HeatModel, Lesson.REQUEST: RequestModel}


@dataclass(frozen=True)
class Opened:
    """A model that can be used; exactly one of the three is there."""

    topics: TopicModel | None = None
    request: RequestModel | None = None
    heat: HeatModel | None = None


@cache
def format_of(lesson: Lesson) -> str:
    """Return the name of the format in which models of a lesson are written now."""
    if lesson is not Lesson.TOPICS:
        return f"{lesson} {linear.VERSION}"
    from bot.adapters.reader.topics import model_file

    # How scikit-learn cuts words into pieces may change between its versions; the model would not notice.
    return f"topics {model_file.VERSION}, scikit-learn {'.'.join(version('scikit-learn').split('.')[:2])}"


def open_model(row: ModelRow, topics: Collection[str]) -> Opened:
    """Return the model in a row; raise UnusableModel for another format, for broken bytes, or for topics that are gone.

    `topics` are the topics and the names of the teams of today.
    """
    if row.format != format_of(row.lesson):
        raise UnusableModel(f"It is in the format “{row.format}”, not “{format_of(row.lesson)}”.")
    if row.lesson is not Lesson.TOPICS:
        kind = _LINEAR[row.lesson]
        try:
            found = kind.from_bytes(row.content)
        except linear.UnreadableModelError as error:
            raise UnusableModel(str(error)) from error
        return Opened(heat=found) if isinstance(found, HeatModel) else Opened(request=found)
    return Opened(topics=_open_topics(row, topics))


def _open_topics(row: ModelRow, topics: Collection[str]) -> TopicModel:
    # Imported here: a bot without a learned model need not load what learns.
    from bot.adapters.reader.topics.mistakes import UnreadableTopicsError
    from bot.adapters.reader.topics.model import TopicModel

    try:
        model = TopicModel.from_bytes(row.content)
    except UnreadableTopicsError as error:
        raise UnusableModel(str(error)) from error
    gone = sorted(set(model.topics) - set(topics))
    if gone:
        raise UnusableModel(f"It knows topics that are not in the configuration any more: {', '.join(gone)}.")
    return model
