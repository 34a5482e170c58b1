"""Tells for which customers the library has no text of its own, or too few not to repeat itself.

It looks at what there is, never at what a text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.adapters.library.finding import Circumstances, Finding, Severity
from bot.adapters.library.folder import in_tone
from bot.adapters.library.shelf import Shelf
from bot.domain.response import Response, ResponseKind

AUTOMATIC = tuple(kind for kind in ResponseKind if kind is not ResponseKind.SUGGESTION)
ENOUGH = 3


def gaps(shelves: Sequence[Shelf], responses: Sequence[Response], used: Circumstances) -> Iterator[Finding]:
    """Yield what is missing for each language, automatic kind and channel; the file is the folder of the language.

    Arguments:
        shelves: where the texts come from; whoever adds one does it in the last.
        responses: the texts that are used.
    """
    for language in used.languages:
        folder = _folder(shelves, language)
        for kind in AUTOMATIC:
            of_kind = [one for one in responses if (one.kind, one.language) == (kind, language)]
            yield from _gaps_of_kind(folder, kind, language, of_kind, used)


def _gaps_of_kind(
    folder: Path, kind: ResponseKind, language: str, of_kind: Sequence[Response], used: Circumstances
) -> Iterator[Finding]:
    few: list[str] = []
    for channel in used.measures:
        here = [response for response in of_kind if channel in used.channels(response)]
        if not here:
            message = f"there is no text of kind {kind} in “{language}” for {channel}; add one"
            yield Finding(str(folder), None, Severity.ERROR, "missing_translation", message)
            continue
        for heated in (False, True):
            count = len(in_tone(here, heated))
            if count < ENOUGH:
                few.append(f"{count} for {'heated' if heated else 'calm'} customers on {channel}")
    if few:
        message = f"{ENOUGH} wordings keep kind {kind} from repeating itself; there are only {', '.join(few)}"
        yield Finding(str(folder), None, Severity.WARNING, "few_wordings", message)


def _folder(shelves: Sequence[Shelf], language: str) -> Path:
    """Return where the operator can add a text in a language."""
    return shelves[-1].folder / language
