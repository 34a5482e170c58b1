"""The models in use at this moment, for the reader: looked up in the database, taken up without a restart.

Reading a mention never waits for a model: `refresh` opens it and then puts it in place of the old one. A model that
cannot be used is told in the log and left alone; the rules of the first day hold until it is learned anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import structlog

from bot.adapters.reader.learned import Learned
from bot.adapters.reader.learning_file import Opened, open_model
from bot.adapters.reader.topic_words import Topics
from bot.domain.labels import Lesson
from bot.domain.policy import Policy
from bot.domain.understood import Ranked
from bot.ports.store import Store
from bot.ports.trainer import UnusableModel

if TYPE_CHECKING:
    from bot.adapters.reader.topics.day_one import DayOneTopics
    from bot.adapters.reader.topics.model import TopicModel

log = structlog.get_logger()


class ModelsInUse:
    """Give `learned` and the object itself (as `Topics`) to the reader, and call `refresh` now and then."""

    def __init__(self, store: Store, policy: Policy, day_one: DayOneTopics) -> None:
        """Take what finds topics where no model is in use."""
        self._store = store
        self._known = known_topics(policy)
        self._day_one = day_one
        self._versions = dict.fromkeys(Lesson, 0)
        self._topics: Topics = day_one
        self._learned = Learned()

    def learned(self) -> Learned:
        """Return the models of requests and heat."""
        return self._learned

    def rank(self, text: str) -> Sequence[Ranked]:
        """Return the topics of a text, by the model in use or as on the first day."""
        return self._topics.rank(text)

    def refresh(self) -> tuple[Lesson, ...]:
        """Take up what has changed in the database; return the lessons whose model turned out to be unusable."""
        with self._store.transaction() as tx:
            versions = {lesson: tx.models.version_in_use(lesson) for lesson in Lesson}
            changed = [lesson for lesson in Lesson if versions[lesson] != self._versions[lesson]]
            rows = {lesson: tx.models.in_use(lesson) for lesson in changed}
        unusable = []
        for lesson, row in rows.items():
            try:
                opened = open_model(row, self._known) if row else Opened()
            except UnusableModel as reason:
                log.warning("model_ignored", lesson=lesson, version=versions[lesson], reason=str(reason))
                unusable.append(lesson)
                opened = Opened()
            else:
                log.info("model_taken_up", lesson=lesson, version=versions[lesson])
            self._put(lesson, opened)
            self._versions[lesson] = versions[lesson]
        return tuple(unusable)

    def _put(self, lesson: Lesson, opened: Opened) -> None:
        match lesson:
            case Lesson.TOPICS:
                self._topics = topics_with(opened.topics, self._day_one)
            case Lesson.HEAT:
                self._learned = Learned(opened.heat, self._learned.request)
            case Lesson.REQUEST:
                self._learned = Learned(self._learned.heat, opened.request)


def known_topics(policy: Policy) -> frozenset[str]:
    """Return what a mention can be about: the operator's topics, and the names of the teams."""
    return frozenset(name for team in policy.teams for name in (team.name, *team.topics))


def topics_with(model: TopicModel | None, day_one: DayOneTopics) -> Topics:
    """Return what finds topics: the model over the first day's, or the first day's alone."""
    if model is None:
        return day_one
    # Imported here: a bot without a learned model need not load what learns.
    from bot.adapters.reader.topics.choosing import LearnedTopics

    return LearnedTopics(model, day_one)
