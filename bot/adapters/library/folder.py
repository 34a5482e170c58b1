"""The library port over folders of Markdown files: the shipped texts, then the operator's own, which win.

It is read once and never changes; to read it again is to make a new one. It never hands out half a library:
one mistake in one file, and there is none, but a list of every mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.adapters.library import placeholders
from bot.adapters.library.ranking import GENERAL, rank
from bot.adapters.library.response_file import ResponseFile, response_paths
from bot.domain.errors import ConfigurationError, Problem, ResponseError
from bot.domain.response import ANY_CHANNEL, Facts, Response, ResponseKind, Tone

# The language in which every kind is shipped: the last to fall back on.
COMPLETE_LANGUAGE = "en"


class FolderLibrary:
    """Every response there is, chosen without chance: the same question always gets the same answer."""

    def __init__(self, folders: Sequence[Path], default_language: str = COMPLETE_LANGUAGE) -> None:
        """Read and check all responses.

        Arguments:
            folders: each with one folder a language; a later one wins by kind, language and name.
            default_language: what a customer gets whose own language has no text of a kind.

        Raises:
            ConfigurationError: with every mistake in every file.
        """
        self._default_language = default_language
        problems: list[Problem] = []
        found: dict[tuple[ResponseKind, str, str], Response] = {}
        for folder in folders:
            responses, mistakes = _read_folder(folder)
            problems.extend(mistakes)
            for response in responses:
                found[response.kind, response.language, response.name] = response
        if problems:
            raise ConfigurationError(problems)
        self._responses = tuple(found[key] for key in sorted(found, key=lambda key: (key[2], key[0], key[1])))

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
                for response in self._responses
                if response.kind is kind and response.language == spoken and response.channel in (channel, ANY_CHANNEL)
            ]
            if of_kind:
                return _in_tone(of_kind, heated)
        return ()

    def pick(self, kind: ResponseKind, *, language: str, channel: str, heated: bool, turn: int) -> Response:
        """Return the wording whose turn it is, so that neighbours differ and a repetition gives the same.

        Arguments:
            kind, language, channel, heated: as in `wordings`.
            turn: any whole number; the wordings take turns with it.

        Raises:
            ResponseError: the library has no text of this kind for this channel.
        """
        fitting = self.wordings(kind, language, channel, heated)
        if not fitting:
            raise ResponseError(f"there is no response of kind {kind} for channel {channel}")
        return fitting[turn % len(fitting)]

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
    ) -> tuple[Response, ...]:
        """Return `count` different suggestions, best first; fewer only where the library has fewer.

        Those on the topic come first, then those that share words with the text, then the general ones in the
        order of their names. Those written for the customer's tone go before others, and those in the
        customer's language before the default language.

        Arguments:
            text: the customer's words.
            language, heated: as in `wordings`.
            topic: what the mention was understood to be about, or "".
            count: how many are wanted.
            channel: "x" or "slack" to leave out texts that are only for the other; "any" leaves out both.
        """
        chosen: dict[str, Response] = {}
        for spoken in self._languages(language):
            of_language = [
                response
                for response in self._responses
                if response.kind is ResponseKind.SUGGESTION
                and response.language == spoken
                and response.channel in (channel, ANY_CHANNEL)
            ]
            fitting = _in_tone(of_language, heated)
            general = [response for response in fitting if GENERAL in response.topics]
            for response in (*rank(fitting, text, topic), *general, *fitting, *of_language):
                chosen.setdefault(response.name, response)
            if len(chosen) >= count:
                break
        return tuple(chosen.values())[:count]

    def _languages(self, language: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys((language, self._default_language, COMPLETE_LANGUAGE)))


def _in_tone(responses: Sequence[Response], heated: bool) -> tuple[Response, ...]:
    wanted = Tone.HEATED if heated else Tone.CALM
    return tuple(response for response in responses if response.tone in (wanted, Tone.ANY)) or tuple(responses)


def _read_folder(folder: Path) -> tuple[Iterable[Response], Iterable[Problem]]:
    """Read every response file of one folder."""
    if not folder.is_dir():
        return (), [Problem(str(folder), "", None, "this must be a folder with one folder a language in it")]
    responses: list[Response] = []
    problems: list[Problem] = []
    for path in response_paths(folder):
        if len(path.relative_to(folder).parts) != 2:
            expected = "a response must lie in a folder named after its language, like en/hold-short.md"
            problems.append(Problem(str(path), "", None, expected))
            continue
        file = ResponseFile(path)
        problems.extend(file.problems)
        if file.response is not None:
            responses.append(file.response)
    return responses, problems
