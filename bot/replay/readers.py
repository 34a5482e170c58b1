"""What stands in the reader's place during a replay: the real reader, watched, or none at all."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.case import Mention
from bot.domain.stop import beside_stop
from bot.domain.understood import Judgement, Reading
from bot.ports.reader import Reader


class NoReader:
    """Implements `ports.reader.Reader` without reading: every mention is a request, in the default language.

    Only a stop is heard all the same, and is none where they say nothing beside it: nobody is written to who said it,
    not even in a replay.
    """

    def __init__(self, language: str) -> None:
        self._reading = Reading(Judgement(True, 1.0, "not read"), Judgement(language, 1.0, "not read"))

    def read(self, mention: Mention) -> Reading:
        """Return the same reading for every mention but for a stop."""
        beside = beside_stop(mention.text)
        if beside is None:
            return self._reading
        return replace(self._reading, request=Judgement(bool(beside), 1.0, "not read"), stop=True)


class WatchedReader:
    """Implements `ports.reader.Reader` by another one, and keeps what it said of each mention in `readings`."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.readings: dict[str, Reading] = {}

    def read(self, mention: Mention) -> Reading:
        """Read with the other reader, and keep the reading under the mention's id."""
        reading = self._reader.read(mention)
        self.readings[mention.id] = reading
        return reading
