"""Understands a mention: is it a request, which language and topic, how heated, what is missing."""

from __future__ import annotations

from typing import Protocol

from bot.domain.case import Mention
from bot.domain.understood import Reading


class Reader(Protocol):
    """Reads mentions. The same mention, customer and models give the same reading.

    It calls no network, keeps nothing and never raises: empty text, only emoji, 25,000 characters or a script that
    nobody in the team reads give a reading with low confidence.
    """

    def read(self, mention: Mention) -> Reading:
        """Return what the mention is understood to be.

        Every part has a confidence from 0 to 1 and a reason of one line for staff. `language` is one of the
        operator's, never another. `topics` are written as the operator wrote them, the likeliest first, each once;
        where the text is unlike everything known, one called "" stands in front, and the default team gets it.
        `missing` names at most one thing. Where somebody says stop, `request` is about what they say beside it. A
        reason may quote words of the mention, so that it is as private as the mention itself, and it never quotes an
        address.
        """
        ...
