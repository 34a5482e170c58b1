"""The reader port: everything that is understood of one mention, each part with how sure it is and why.

It puts the parts together and decides nothing else. It never raises for any text.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.adapters.reader.address_attempts import is_failed_attempt
from bot.adapters.reader.addresses import find_address
from bot.adapters.reader.danger import A_PERSON_MUST_LOOK, AT_ONCE, in_danger
from bot.adapters.reader.disposable import is_disposable
from bot.adapters.reader.gladness import is_glad
from bot.adapters.reader.heat import measure
from bot.adapters.reader.language import LanguageFinder
from bot.adapters.reader.learned import Learned, heat_as_learned, request_as_learned
from bot.adapters.reader.missing import find_missing
from bot.adapters.reader.plain_text import clean, has_link, prose, words
from bot.adapters.reader.request import judge
from bot.adapters.reader.topic_words import TopicFinder, Topics
from bot.adapters.reader.wordlists import words_of
from bot.domain.case import Customer, Mention
from bot.domain.policy import Policy
from bot.domain.stop import beside_stop
from bot.domain.understood import Judgement, Missing, Reading

_ENOUGH = 6_000
"""A mention is understood by so many characters from its start; an address and a stop are looked for in all of it."""


class UnderstandingReader:
    """Reads mentions for one brand; the same mention, customer and models always give the same reading."""

    def __init__(
        self,
        policy: Policy,
        earlier_language: Callable[[Customer], str] | None = None,
        topics: Topics | None = None,
        learned: Callable[[], Learned] | None = None,
    ) -> None:
        """Take the brand, the languages and the topics of the teams from the policy.

        Arguments:
            earlier_language: the language that a customer wrote before, or "" where it is not known.
            topics: what finds the topics; without it, the operator's own words do.
            learned: the models in use at this moment; without it, the rules of the first day hold.
        """
        self._brand, self._handle = policy.brand, policy.handle
        self._languages = LanguageFinder(policy.languages)
        self._earlier_language = earlier_language or (lambda _customer: "")
        self._topics = topics or TopicFinder([topic for team in policy.teams for topic in team.topics])
        self._learned = learned or Learned
        self._names = frozenset({self._handle.casefold(), *words(self._brand)})

    def read(self, mention: Mention) -> Reading:
        """Return what the mention is understood to be; see the port."""
        whole, learned = clean(mention.text), self._learned()
        text, cleaned = mention.text[:_ENOUGH], whole[:_ENOUGH]
        said, link = prose(cleaned), has_link(whole)
        found = self._languages.find(cleaned, self._earlier_language(mention.customer))
        lists = tuple(words_of(language) for language in dict.fromkeys(map(_code, found.possible)))
        beside = beside_stop(whole)
        stops = beside is not None
        # A stop is no request. What they say beside it may be one.
        asked = said if beside is None else beside[:_ENOUGH]
        danger = in_danger(said)
        glad = not danger and is_glad(asked, lists)
        request = Judgement(False, 1.0, "says stop and nothing else")
        if asked or not stops:
            by_rules = judge(text, asked, lists, glad=glad, link=link and not stops)
            request = request_as_learned(asked if stops else text, by_rules, learned.request)
        missing = Judgement(Missing.NOTHING, 1.0, "no request")
        heat = heat_as_learned(text, measure(said, lists, glad=glad), learned.heat)
        if danger:
            request, heat = A_PERSON_MUST_LOOK, AT_ONCE
        elif request.value and not glad:
            missing = find_missing(said, lists, self._names, link=link)
        email = find_address(whole, self._brand)
        thrown_away = is_disposable(email)
        return Reading(
            request=request,
            language=found.language,
            topics=tuple(self._topics.rank(said)),
            heat=heat,
            missing=missing,
            thanks=glad,
            stop=stops,
            email="" if thrown_away else email,
            bad_email=thrown_away or (not email and is_failed_attempt(whole, self._brand, self._handle)),
            disposable=thrown_away,
        )


def _code(language: str) -> str:
    return language.casefold().replace("_", "-").partition("-")[0]
