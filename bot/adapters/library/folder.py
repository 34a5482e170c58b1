"""The library port over folders of Markdown files: the shipped texts, then the operator's own, which win.

It is read once and never changes; to read it again is to make a new one. It never hands out half a library:
one mistake in one file, and there is none, but a list of every mistake.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.adapters.library import placeholders
from bot.adapters.library.diversity import diverse
from bot.adapters.library.experience import Experience, as_response
from bot.adapters.library.ranking import GENERAL, Ranking
from bot.adapters.library.repetition import unsaid
from bot.adapters.library.shelf import Shelf, read_shelf
from bot.domain.answers import Pick
from bot.domain.errors import ConfigurationError, ResponseError
from bot.domain.response import ANY_CHANNEL, Facts, Response, ResponseKind, Tone

# The language in which every kind is shipped: the last to fall back on.
COMPLETE_LANGUAGE = "en"


class FolderLibrary:
    """Every response there is, chosen without chance: the same question always gets the same answer."""

    def __init__(
        self,
        folders: Sequence[Path | Shelf],
        default_language: str = COMPLETE_LANGUAGE,
        experience: Experience | None = None,
    ) -> None:
        """Read and check all responses.

        Arguments:
            folders: each with one folder a language, or read already; a later one wins by kind, language and name.
            default_language: what a customer gets whose own language has no text of a kind.
            experience: what suggestions are learned from; None where nothing was answered yet.

        Raises:
            ConfigurationError: with every mistake in every file.
        """
        shelves = [read_shelf(folder) if isinstance(folder, Path) else folder for folder in folders]
        if mistakes := [mistake.problem for shelf in shelves for mistake in shelf.mistakes]:
            raise ConfigurationError(mistakes)
        self._default_language = default_language
        self._responses = winners(shelves)
        self._by_kind: dict[tuple[ResponseKind, str], list[Response]] = {}
        for response in self._responses:
            self._by_kind.setdefault((response.kind, response.language), []).append(response)
        self._names = {one.name for one in self._responses if one.kind is ResponseKind.SUGGESTION}
        self._rankings: dict[str, Ranking] = {}
        self._experience = experience or Experience()

    @property
    def responses(self) -> tuple[Response, ...]:
        """Every response, sorted by name."""
        return self._responses

    def wordings(self, kind: ResponseKind, language: str, channel: str, heated: bool) -> tuple[Response, ...]:
        """Return the fitting texts of a kind, sorted by name; empty only where the library has none at all.

        Without a text in `language` it takes the default language, then English. Without one for a heated
        customer it takes the calm ones; without a calm one the heated ones, which offend nobody.
        """
        for spoken in self._languages(language):
            of_kind = [
                response
                for response in self._by_kind.get((kind, spoken), ())
                if response.channel in (channel, ANY_CHANNEL)
            ]
            if of_kind:
                return in_tone(of_kind, heated)
        return ()

    def pick(
        self,
        kind: ResponseKind,
        *,
        language: str,
        channel: str,
        heated: bool,
        turn: int,
        avoid: Collection[str] = (),
    ) -> Response:
        """Return the wording whose turn it is, so that neighbours differ and a repetition gives the same.

        Arguments:
            kind, language, channel, heated: as in `wordings`.
            turn: any whole number; the wordings take turns with it.
            avoid: names of responses, and texts as they were sent, that this customer and the account had lately.
                They are left out while others fit; after that, of a sequence, what stands last in it comes again.

        Raises:
            ResponseError: the library has no text of this kind for this channel.
        """
        fitting = self.wordings(kind, language, channel, heated)
        if not fitting:
            raise ResponseError(f"there is no response of kind {kind} for channel {channel}")
        left = unsaid(fitting, avoid)
        return left[turn % len(left)]

    def fill(self, response: Response, facts: Facts) -> str:
        """Return the text of a response with its placeholders filled.

        Raises:
            ResponseError: a placeholder is left whose fact is empty; the message names the response.
        """
        try:
            return placeholders.fill(response.text, facts)
        except ResponseError as error:
            raise ResponseError(f"{response.name} ({response.language}): {error}") from error

    def suggest(
        self,
        text: str,
        *,
        language: str,
        topic: str,
        heated: bool,
        count: int = 3,
        channel: str = ANY_CHANNEL,
    ) -> tuple[Pick, ...]:
        """Return `count` different suggestions, best first; fewer only where the library has fewer.

        What answers questions like this one, is on the topic, or was sent for such questions comes first, then the
        general ones in the order of their names. Those written for the customer's tone go before others, and those in
        the customer's language before the default language.

        Arguments:
            text: the customer's words.
            language, heated: as in `wordings`.
            topic: what the mention was understood to be about, or "".
            count: how many are wanted.
            channel: "x" or "slack" to leave out texts that are only for the other; "any" leaves out both.
        """
        self._experience.refresh()
        found: tuple[Pick, ...] = ()
        for spoken in self._languages(language):
            foreign = bool(language) and spoken != language
            ranked, rest = self._in_language(spoken, text, topic, heated, channel)
            found = diverse(found, _told(ranked, foreign), _told(rest, foreign), count)
            if len(found) >= count:
                break
        return found

    def _in_language(
        self, language: str, text: str, topic: str, heated: bool, channel: str
    ) -> tuple[tuple[Pick, ...], tuple[Pick, ...]]:
        """Return the suggestions of one language that something speaks for, and those that fill up, best first."""
        own = self._by_kind.get((ResponseKind.SUGGESTION, language), [])
        # What has the words of a response is offered as that response.
        kept = [
            as_response(one)
            for one in self._experience.kept()
            if one.language == language and one.response not in self._names
        ]
        here = [one for one in (*kept, *own) if one.channel in (channel, ANY_CHANNEL)]
        fitting = in_tone(here, heated)
        names = {one.name for one in fitting}
        ranked = self._ranking(language).rank(
            text, topic, heated, lambda one: one.name in names, self._experience, kept
        )
        general = [response for response in fitting if GENERAL in response.topics]
        return ranked, tuple(Pick(response) for response in (*general, *fitting, *here))

    def _ranking(self, language: str) -> Ranking:
        if language not in self._rankings:
            self._rankings[language] = Ranking(self._by_kind.get((ResponseKind.SUGGESTION, language), []))
        return self._rankings[language]

    def _languages(self, language: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((language, self._default_language, COMPLETE_LANGUAGE)))


def in_tone(responses: Sequence[Response], heated: bool) -> tuple[Response, ...]:
    """Return the texts for a mood, or all where there is none for it."""
    wanted = Tone.HEATED if heated else Tone.CALM
    return tuple(response for response in responses if response.tone in (wanted, Tone.ANY)) or tuple(responses)


def winners(shelves: Iterable[Shelf]) -> tuple[Response, ...]:
    """Return the responses of all shelves, sorted by name; a later one wins by kind, language and name."""
    found = {
        (response.name, response.kind, response.language): response for shelf in shelves for response in shelf.responses
    }
    return tuple(found[key] for key in sorted(found))


def _told(picks: Iterable[Pick], foreign: bool) -> tuple[Pick, ...]:
    return tuple(replace(one, foreign=foreign) for one in picks)
