"""Is it a request for help? Rules that hold on the first day, without one label.

They lean towards hearing a request: a human can dismiss what is none, but nobody sees what was taken for chatter. What
is only perhaps a request gets a confidence below `UNSURE`: a card, but nothing that the bot says by itself.
"""

from __future__ import annotations

import re

from bot.adapters.reader.finding import finds, first_found, trouble_in, wish_in, without_courtesies
from bot.adapters.reader.gladness import sounds_glad
from bot.adapters.reader.heat import mood_of
from bot.adapters.reader.plain_text import has_link, has_number, words
from bot.adapters.reader.wordlists import Words
from bot.adapters.reader.wordlists.kinds import ANGRY_FACES
from bot.domain.understood import Judgement

UNSURE = 0.5
"""Below this confidence a human looks before anything is said in public."""
_UNHAPPY, _GLAD, _HAPPY, _DELIGHTED = 0.15, -0.2, -0.25, -0.4
_RETWEET = re.compile(r"\s*[\"“]?(?:RT|MT):? @\w", re.IGNORECASE)
_QUOTED = re.compile(r"(?:[\"”]|https?://\S{1,200}) via @\w")
_HANDLE = re.compile(r"@\w")
_SHORTENED = re.compile(r"https?://t\.co/\w{1,40}", re.IGNORECASE)
_LONGEST_QUOTED = 40
_LONGEST_BESIDE = 3
"""So many words beside a greeting ask for nothing."""


def judge(text: str, said: str, lists: tuple[Words, ...], *, glad: bool, link: bool) -> Judgement[bool]:
    """Return whether a text asks for help, how sure that is, and why.

    Arguments:
        text: as the customer wrote it.
        said: the same as `plain_text.prose` returns it.
        lists: the words of the languages that it may be in, the likeliest first.
        glad, link: what `gladness.is_glad` and `plain_text.has_link` say of it.
    """
    if _RETWEET.match(text) or _QUOTED.search(text):
        return Judgement(False, 0.95, "a retweet")
    trouble = trouble_in(said, lists)
    asks = "?" in said or any(one.question_start.match(said) for one in lists)
    if no_one := _addressed_to_everybody(said, lists, doubted=asks or bool(trouble)):
        return no_one
    if trouble:
        return _unless_glad(0.95, f"tells of trouble: “{trouble[:_LONGEST_QUOTED]}”", said, lists)
    if asks:
        return _unless_glad(0.9, "asks something", said, lists)
    if glad:
        if link:
            # "Thanks a lot, @acme" under a picture of the damage is how people complain.
            return Judgement(True, 0.3, "thanks or praise with a link: only a human sees what it shows")
        return Judgement(False, 0.9, "thanks or praise")
    return _judge_unclear(text, said, lists, link=link)


def _addressed_to_everybody(said: str, lists: tuple[Words, ...], *, doubted: bool) -> Judgement[bool] | None:
    """Return the judgement on what was not written for us: advertising, jobs, what programs post."""
    advertising = max(len(one.advertising.findall(said)) for one in lists)
    if advertising > 1:
        return Judgement(False, 0.9, "advertising")
    if doubted:
        return None
    if advertising and finds((one.first_person for one in lists), said):
        # "I bought a gift card of yours yesterday": a customer, perhaps, and a word that advertising uses as well.
        return Judgement(True, 0.4, "reads like advertising, but somebody tells of themselves")
    if advertising:
        return Judgement(False, 0.75, "advertising")
    bulletin = finds((one.bulletin for one in lists), said)
    return Judgement(False, 0.75, "an automatic post or news") if bulletin else None


def _judge_unclear(text: str, said: str, lists: tuple[Words, ...], *, link: bool) -> Judgement[bool]:
    if wish := wish_in(said, lists):
        return _unless_glad(0.85, f"wants something: “{wish[:_LONGEST_QUOTED]}”", said, lists)
    if anger := first_found((pattern for one in lists for pattern in (one.anger, one.profanity, one.threat)), said):
        return Judgement(True, 0.85, f"is angry: “{anger[:_LONGEST_QUOTED]}”")
    if not words(said):
        return _judge_wordless(text, said, link=link)
    rest = without_courtesies(said, lists)
    only_polite = rest != said and _says_nothing(rest)
    if only_polite or finds((one.chatter for one in lists), rest):
        if link:
            return Judgement(True, 0.25, "chatter with a link: only a human sees what it shows")
        return Judgement(False, 0.65, "chatter")
    return _judge_by_mood(mood_of(said, lists), rest, lists, link=link)


def _says_nothing(rest: str) -> bool:
    """Tell whether what stands beside a greeting is too short to be a request: a name, "from Berlin"."""
    return len(words(rest)) <= _LONGEST_BESIDE and not any(map(str.isdigit, rest))


def _unless_glad(sure: float, reason: str, said: str, lists: tuple[Words, ...]) -> Judgement[bool]:
    """Return a request; one that thanks or praises in glad words is for a human to look at."""
    if sounds_glad(said, lists) and mood_of(said, lists) <= _GLAD:
        return Judgement(True, UNSURE - 0.05, f"{reason}, but it sounds glad")
    return Judgement(True, sure, reason)


def _judge_by_mood(mood: float, said: str, lists: tuple[Words, ...], *, link: bool) -> Judgement[bool]:
    if mood >= _UNHAPPY:
        return Judgement(True, 0.6, "sounds unhappy")
    if mood <= _DELIGHTED and not link and not has_number(said) and sounds_glad(said, lists):
        return Judgement(False, 0.6, "happy words, and nothing that anybody could do")
    if mood <= _HAPPY:
        return Judgement(True, 0.3, "sounds happy, but says nothing clear")
    return Judgement(True, 0.4, "unclear")


def _judge_wordless(text: str, said: str, *, link: bool) -> Judgement[bool]:
    if not text.strip():
        return Judgement(True, 0.3, "no words: perhaps a picture that shows it")
    if ANGRY_FACES.search(said):
        return Judgement(True, 0.7, "an angry face")
    if not said and not link and _HANDLE.search(text):
        return Judgement(True, 0.25, "nothing but our name: perhaps there is more to come")
    if link and not has_link(_SHORTENED.sub(" ", text)):
        # X writes every picture into the text as such a link; what it leads to is not told.
        return Judgement(True, 0.25, "a link of X's and no words: perhaps a picture that shows it")
    return Judgement(False, 0.6, "no words")
