"""What the tests of the reader share: Acme's policy in five languages, and the sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from acme import ANNA, NOON, policy

from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Channel, Mention
from bot.domain.understood import Reading

LANGUAGES = ("en", "de", "it", "es", "fr")
POLICY = replace(policy(), languages=LANGUAGES)
SENTENCES = Path(__file__).parent / "reader_sentences"


def mention(text: str) -> Mention:
    """A post by Anna."""
    return Mention(Channel.X, "1", "1", ANNA, text, NOON)


@cache
def reader() -> UnderstandingReader:
    """A reader by the rules of the first day."""
    return UnderstandingReader(POLICY)


def understand(text: str) -> Reading:
    """Read a text by the rules of the first day."""
    return reader().read(mention(text))


def sentences(name: str) -> list[tuple[str, str]]:
    """Return (text, kind) of a file of sentences."""
    lines = (SENTENCES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [(text, kind) for kind, text in (line.split("\t") for line in lines)]
