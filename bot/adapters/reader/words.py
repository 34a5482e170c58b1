"""The reader of the first day: rules and word lists only, nothing learned, nothing remembered of a customer."""

from __future__ import annotations

from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.policy import Policy


class WordReader(UnderstandingReader):
    """Reads mentions for one brand by what can be told from their words."""

    def __init__(self, policy: Policy) -> None:
        """Take the brand, the languages and the topics of the teams from the policy."""
        super().__init__(policy)
