"""What a message is about: by what staff have answered, and before that by the operator's words.

`TopicModel` learns, `DayOneTopics` does without labels, `LearnedTopics` is the one over the other. Nothing here calls
the network, keeps a customer's text, or raises for any text.
"""

from bot.adapters.reader.topics.choosing import LearnedTopics
from bot.adapters.reader.topics.day_one import DayOneTopics
from bot.adapters.reader.topics.examples import Example, Ranked
from bot.adapters.reader.topics.mistakes import NotTrainableError, UnreadableTopicsError
from bot.adapters.reader.topics.model import TopicModel

__all__ = [
    "DayOneTopics",
    "Example",
    "LearnedTopics",
    "NotTrainableError",
    "Ranked",
    "TopicModel",
    "UnreadableTopicsError",
]
