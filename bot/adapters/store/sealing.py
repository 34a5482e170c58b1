"""Seals what the database keeps of people, and opens it again. It knows no table and no file.

AES-256-GCM, each value with a nonce of its own; the place where a value stands (table and column) is sealed in with it,
so that one cannot be moved to another place. A sealed value begins with the name of its key.
Source: https://cryptography.io/en/latest/hazmat/primitives/aead/
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.domain.errors import UnreadableValue

KEY_BYTES = 32
_NONCE_BYTES = 12
_NAME_LETTERS = 8
# A case is opened again with every step that it takes; the text that was sealed is the same each time.
_LATELY = 1024


class Key:
    """One key; `name` tells it from others without telling anything about it."""

    def __init__(self, secret: bytes) -> None:
        """Take 32 bytes; raise ValueError for any other number."""
        if len(secret) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")
        self.secret = secret
        self.name = hmac.new(secret, b"triage-bot key name", hashlib.sha256).hexdigest()[:_NAME_LETTERS]
        self.cipher = AESGCM(hmac.new(secret, b"triage-bot seal", hashlib.sha256).digest())

    def __repr__(self) -> str:
        return f"Key({self.name})"


def new_secret() -> bytes:
    """Return the bytes of a new key."""
    return os.urandom(KEY_BYTES)


class Seal:
    """Seals with the first key, and opens what any of the keys has sealed. "" stays ""; it tells nothing."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self._first = keys[0]
        self._keys = {key.name: key for key in keys}
        self.open: Callable[[str, str], str] = lru_cache(maxsize=_LATELY)(self._open)
        """Return the text that was sealed for a place; raise UnreadableValue for anything else."""

    @property
    def name(self) -> str:
        """The name of the key that seals."""
        return self._first.name

    def close(self, place: str, text: str) -> str:
        """Return a text sealed for its place, like "cases.body"."""
        if not text:
            return ""
        return f"{self.name}.{base64.urlsafe_b64encode(self._closed(place, text.encode('utf-8'))).decode('ascii')}"

    def close_bytes(self, place: str, content: bytes) -> bytes:
        """Return bytes sealed for their place."""
        return self.name.encode("ascii") + b"." + self._closed(place, content) if content else b""

    def open_bytes(self, place: str, sealed: bytes) -> bytes:
        """Return the bytes that were sealed for a place; raise UnreadableValue for anything else."""
        if not sealed:
            return b""
        name, _, closed = sealed.partition(b".")
        return self._opened(place, name.decode("ascii", "replace"), closed)

    def again(self, place: str, value: str | bytes) -> str | bytes:
        """Return a sealed value sealed with the first key."""
        if isinstance(value, bytes):
            return self.close_bytes(place, self.open_bytes(place, value))
        return self.close(place, self.open(place, value))

    def _open(self, place: str, sealed: str) -> str:
        if not sealed:
            return ""
        name, _, text = sealed.partition(".")
        try:
            closed = base64.urlsafe_b64decode(text)
        except (binascii.Error, ValueError):
            raise UnreadableValue(_not_sealed(place)) from None
        return self._opened(place, name, closed).decode("utf-8")

    def _closed(self, place: str, content: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._first.cipher.encrypt(nonce, content, place.encode("ascii"))

    def _opened(self, place: str, name: str, closed: bytes) -> bytes:
        key = self._keys.get(name)
        if key is None:
            raise UnreadableValue(_not_sealed(place))
        try:
            return key.cipher.decrypt(closed[:_NONCE_BYTES], closed[_NONCE_BYTES:], place.encode("ascii"))
        except (InvalidTag, ValueError):
            raise UnreadableValue(_not_sealed(place)) from None


def _not_sealed(place: str) -> str:
    return (
        f"A value in {place} of the database cannot be opened with its key: it was changed from outside. Nothing was"
        " changed now. Put a backup in its place: triage-bot restore FILE"
    )
