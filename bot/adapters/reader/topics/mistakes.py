"""What can go wrong with learning topics; reading a text never does."""

from __future__ import annotations

from bot.domain.errors import TriageError


class NotTrainableError(TriageError):
    """These examples cannot be learned from; the message says what is missing."""


class UnusableEmbeddingError(TriageError):
    """This sentence model cannot be used; the message says how to mend it."""


class UnreadableTopicsError(TriageError):
    """These bytes are no topic model of this version: learn it anew."""
