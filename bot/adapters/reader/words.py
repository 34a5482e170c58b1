"""The reader port by word lists: what can be told of a mention by looking at its words.

It leans towards hearing a request: a human can dismiss what is none, but nobody sees what was taken for chatter.
It knows no other language than English and tells none apart.
"""

from __future__ import annotations

import re

from bot.adapters.reader import word_lists as lists
from bot.adapters.reader.addresses import find_address, is_failed_attempt
from bot.adapters.reader.plain_text import clean, has_link, prose, words
from bot.adapters.reader.topics import TopicFinder
from bot.domain.case import Mention, Missing, Reading
from bot.domain.policy import Policy

_RETWEET = re.compile(r"\s*RT @\w")
_SHOUTING = re.compile(r"!{3,}|[!?]{4,}|\?!|!\?")
_SENTENCE = re.compile(r"[.!?\n;]+|\s[-–—]\s")
_LONGEST_VAGUE = 12
_LONGEST_ASIDE = 3


class WordReader:
    """Reads mentions for one brand; the same mention always gets the same reading."""

    def __init__(self, policy: Policy) -> None:
        """Take the brand, the topics of the teams and the default language from the policy."""
        self._brand = policy.brand
        self._handle = policy.handle
        self._language = policy.languages[0]
        self._topics = TopicFinder([topic for team in policy.teams for topic in team.topics])
        self._vague = lists.VAGUE | {self._handle.casefold(), *words(self._brand)}

    def read(self, mention: Mention) -> Reading:
        """Return what the mention is understood to be; `reason` says why in a few words for staff."""
        cleaned = clean(mention.text)
        said = prose(cleaned)
        email = find_address(cleaned, self._brand)
        thanks = _is_glad(said)
        is_request, reason = _judge(mention.text, said, thanks)
        return Reading(
            is_request=is_request,
            language=self._language,
            topic=self._topics.find(said),
            heated=not thanks and _is_heated(said),
            missing=self._missing(said, has_link(cleaned)) if is_request else Missing.NOTHING,
            stop=_says_stop(said),
            thanks=thanks,
            email=email,
            bad_email=not email and is_failed_attempt(cleaned, self._brand, self._handle),
            reason=reason,
        )

    def _missing(self, said: str, link: bool) -> Missing:
        if not link and lists.PLACE.search(said) and _has_trouble(said):
            return Missing.LINK
        spoken = words(said)
        if not link and len(spoken) <= _LONGEST_VAGUE and self._vague.issuperset(spoken):
            return Missing.DETAILS
        return Missing.NOTHING


def _judge(text: str, said: str, thanks: bool) -> tuple[bool, str]:
    """Return whether it is a request, and why."""
    asks, trouble = "?" in said or lists.QUESTION_START.match(said) is not None, _has_trouble(said)
    if _RETWEET.match(text):
        return False, "a retweet"
    advertising = len(lists.ADVERTISING.findall(said))
    if advertising > 1 or (advertising and not asks and not trouble):
        return False, "advertising"
    if trouble:
        return True, "tells of trouble"
    if asks:
        return True, "asks something"
    if thanks:
        return False, "thanks or praise"
    if lists.WISH.search(said):
        return True, "wants something"
    if not words(said):
        angry = lists.ANGRY_FACES.search(said) is not None
        return angry, "an angry face" if angry else "no words"
    return True, "unclear"


def _has_trouble(said: str) -> bool:
    return lists.TROUBLE.search(lists.NO_TROUBLE.sub(" ", said)) is not None


def _is_glad(said: str) -> bool:
    """Tell whether there is nothing but thanks or praise: every sentence is glad, or a short aside."""
    spoken = words(said)
    if "?" in said or _has_trouble(said) or lists.WISH.search(said) or lists.ANGER.search(said):
        return False
    if spoken and lists.NODS.union(lists.FILLING).issuperset(spoken):
        return not lists.NODS.isdisjoint(spoken)
    if not spoken:
        return lists.JOYFUL.search(said) is not None and not lists.ANGRY_FACES.search(said)
    sentences = [sentence for sentence in _SENTENCE.split(said) if words(sentence)]
    glad = [_is_glad_sentence(sentence) for sentence in sentences]
    asides = [len(words(sentence)) <= _LONGEST_ASIDE for sentence in sentences]
    return any(glad) and all(one or short for one, short in zip(glad, asides, strict=True))


def _is_glad_sentence(sentence: str) -> bool:
    if lists.PRAISE.search(sentence):
        return True
    thanks = lists.THANKS.search(sentence)
    # "My invoice of March, thanks": a polite ending makes no thanks of a request.
    return thanks is not None and len(words(sentence[: thanks.start()])) <= _LONGEST_ASIDE


def _is_heated(said: str) -> bool:
    if _SHOUTING.search(said) or lists.ANGER.search(said) or lists.ANGRY_FACES.search(said):
        return True
    spoken = re.findall(r"[^\W\d_]{2,}", said)
    loud = [word for word in spoken if len(word) > 2 and word.isupper() and word not in lists.ACRONYMS]
    return len(loud) >= 3 or (len(loud) == 2 and 2 * len(loud) >= len(spoken))


def _says_stop(said: str) -> bool:
    return lists.STOP_ALONE.fullmatch(said) is not None or lists.STOP.search(said) is not None
