"""The trainer port: learns what the reader can use, and measures it by reading with it.

What is measured is the whole reading, rules and model together, because that is what customers and staff meet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.adapters.reader.learned import HeatModel, Learned, RequestModel
from bot.adapters.reader.learning_file import Opened, format_of, open_model
from bot.adapters.reader.linear import TooFewLabelsError
from bot.adapters.reader.measure import area_under_curve
from bot.adapters.reader.models_in_use import known_topics, topics_with
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Channel, Customer, Mention
from bot.domain.labels import YES, Lesson
from bot.domain.policy import Policy
from bot.ports.store import Label, ModelRow
from bot.ports.trainer import NotLearnable, Progress, Trained

_RECALL_COUNTS = 0.8
"""A missed request is far worse than a needless card: so much of the score is the requests that are heard."""


class ReaderTrainer:
    """Implements `bot.ports.trainer.Trainer`."""

    def __init__(self, policy: Policy, examples: Sequence[Example] = ()) -> None:
        """Take the teams from the policy, and the questions that responses answer, each with its topic."""
        self._policy = policy
        self._known = known_topics(policy)
        self._examples = [one for one in examples if one.topic in self._known]
        self._day_one = DayOneTopics([topic for team in policy.teams for topic in team.topics], self._examples)

    def check(self, model: ModelRow) -> None:
        """Raise UnusableModel when a model is not of this version, or knows topics that there are no more."""
        open_model(model, self._known)

    def train(
        self,
        lesson: Lesson,
        learn_from: Sequence[Label],
        held_back: Sequence[Label],
        in_use: ModelRow | None,
        progress: Progress,
    ) -> Trained:
        """Learn from some labels, and measure on others; raise NotLearnable where they are not enough."""
        before = open_model(in_use, self._known) if in_use else Opened()
        learned, content, n = self._learn(lesson, learn_from, lambda share: progress(0.9 * share))
        score = self._score(lesson, learned, held_back)
        previous = self._score(lesson, before, held_back)
        progress(1.0)
        return Trained(content, format_of(lesson), n, score, previous)

    def _learn(self, lesson: Lesson, labels: Sequence[Label], progress: Progress) -> tuple[Opened, bytes, int]:
        if lesson is Lesson.TOPICS:
            return self._learn_topics(labels, progress)
        texts, answers = [label.text for label in labels], [label.value == YES for label in labels]
        kind = HeatModel if lesson is Lesson.HEAT else RequestModel
        try:
            model = kind.learn(texts, answers)
        except TooFewLabelsError as error:
            raise NotLearnable(str(error)) from error
        opened = Opened(heat=model) if isinstance(model, HeatModel) else Opened(request=model)
        return opened, model.to_bytes(), len(labels)

    def _learn_topics(self, labels: Sequence[Label], progress: Progress) -> tuple[Opened, bytes, int]:
        # Imported here: only who learns waits for the libraries that learn.
        from bot.adapters.reader.topics.mistakes import NotTrainableError
        from bot.adapters.reader.topics.model import TopicModel

        examples = [*self._examples, *(Example(label.text, label.value) for label in labels)]
        counted = {one.topic: sum(other.topic == one.topic for other in examples) for one in examples}
        examples = [one for one in examples if counted[one.topic] > 1]
        try:
            model = TopicModel.fit(examples, progress)
        except NotTrainableError as error:
            raise NotLearnable(str(error)) from error
        return Opened(topics=model), model.to_bytes(), len(examples)

    def _score(self, lesson: Lesson, model: Opened, labels: Sequence[Label]) -> float:
        """Return from 0 to 1 how well mentions are read with a model."""
        languages = {label.case_id: label.language for label in labels}
        reader = UnderstandingReader(
            self._policy,
            # Short texts fall back to the case's language, as they did when the customer wrote them.
            lambda customer: languages[customer.id],
            topics=topics_with(model.topics, self._day_one),
            learned=lambda: Learned(model.heat, model.request),
        )
        read = [reader.read(_mention(label)) for label in labels]
        wanted = [label.value == YES for label in labels]
        if lesson is Lesson.TOPICS:
            topics = [one.topics[0].topic if one.topics else "" for one in read]
            return _share(self._fits(topic, label.value) for topic, label in zip(topics, labels, strict=True))
        if lesson is Lesson.HEAT:
            return area_under_curve([one.heat.value for one in read], wanted)
        heard = [one.request.value for one in read]
        recall = _share(one for one, is_request in zip(heard, wanted, strict=True) if is_request)
        quiet = _share(not one for one, is_request in zip(heard, wanted, strict=True) if not is_request)
        return _RECALL_COUNTS * recall + (1 - _RECALL_COUNTS) * quiet

    def _fits(self, found: str, wanted: str) -> bool:
        """Tell whether a topic is the one that staff agreed to, or reaches the team where only that is known."""
        if self._policy.names_team(wanted):
            return self._policy.team_for(found).name == wanted
        return found == wanted


def _mention(label: Label) -> Mention:
    customer = Customer(Channel.X, label.case_id, "", "")
    return Mention(Channel.X, label.case_id, label.case_id, customer, label.text, label.at)


def _share(right: Iterable[bool]) -> float:
    counted = list(right)
    return sum(counted) / len(counted) if counted else 0.0
