"""Sentences as points, by a model that the operator has put on this machine. It downloads nothing and calls nobody.

Needs the extra `embed` (ONNX Runtime and tokenizers). The folder holds `model.onnx` and `tokenizer.json`, as sentence
models in ONNX come; `docs/embed.md` says which fit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.adapters.reader.topics.mistakes import UnusableEmbeddingError
from bot.adapters.reader.topics.simple_text import shorten

MODEL, TOKENIZER = "model.onnx", "tokenizer.json"
Floats = npt.NDArray[np.float32]
_MOST_TOKENS = 128
_BATCH = 32
_CHUNK = 1 << 20


class Embedder:
    """Turns texts into points of length one; texts that mean the same lie together."""

    def __init__(self, folder: Path, sha256: str) -> None:
        """Load a model from a folder.

        Arguments:
            sha256: of `model.onnx`, in small hexadecimal digits.

        Raises:
            UnusableEmbeddingError: the extra is not installed, a file is missing, the hash is another one, or the model
                is no sentence model.
        """
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError:
            raise UnusableEmbeddingError("this needs the extra `embed`: pip install '.[embed]'") from None
        _check(folder, sha256)
        options = onnxruntime.SessionOptions()
        # Beside a busy process more threads only wait for each other.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 4
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(folder / MODEL), options, providers=["CPUExecutionProvider"]
            )
            self._tokenizer: Any = Tokenizer.from_file(str(folder / TOKENIZER))
        except Exception as error:
            raise UnusableEmbeddingError(f"{folder} holds no sentence model: {type(error).__name__}") from None
        self._tokenizer.enable_truncation(_MOST_TOKENS)
        self._tokenizer.enable_padding()
        self._inputs = {one.name for one in self._session.get_inputs()}
        self.embed(["a sentence"])

    def embed(self, texts: Sequence[str]) -> Floats:
        """Return one point a text; raise UnusableEmbeddingError where the model is no sentence model."""
        parts = [self._embed(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(parts)

    def _embed(self, texts: Sequence[str]) -> Floats:
        # Half a surrogate pair, which vendors' JSON may contain, is no text for the tokenizer.
        plain = [shorten(text).encode("utf-8", "replace").decode("utf-8") for text in texts]
        encoded = self._tokenizer.encode_batch(plain)
        mask = np.asarray([one.attention_mask for one in encoded], dtype=np.int64)
        given = {
            "input_ids": np.asarray([one.ids for one in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.asarray([one.type_ids for one in encoded], dtype=np.int64),
        }
        try:
            found = self._session.run(None, {name: value for name, value in given.items() if name in self._inputs})[0]
        except Exception as error:
            raise UnusableEmbeddingError(f"this is no sentence model: {type(error).__name__}") from None
        points = np.asarray(found, dtype=np.float32)
        if points.ndim == 3:
            # A point a token: the sentence lies in their middle.
            weights = mask[:, :, None].astype(np.float32)
            points = (points * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1)
        if points.ndim != 2 or len(points) != len(texts):
            raise UnusableEmbeddingError("this is no sentence model: it does not give one point a sentence")
        lengths = np.linalg.norm(points, axis=1, keepdims=True)
        return (points / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def hash_of(folder: Path) -> str:
    """Return the SHA-256 of the model in a folder; raise UnusableEmbeddingError where it cannot be read."""
    found = hashlib.sha256()
    try:
        with (folder / MODEL).open("rb") as content:
            while chunk := content.read(_CHUNK):
                found.update(chunk)
    except OSError as error:
        raise UnusableEmbeddingError(f"{folder / MODEL} cannot be read: {error.strerror}") from None
    return found.hexdigest()


def _check(folder: Path, sha256: str) -> None:
    """Raise UnusableEmbeddingError unless both files are there and the model is the one that was meant."""
    for name in (MODEL, TOKENIZER):
        try:
            is_there = (folder / name).is_file()
        except OSError as error:
            raise UnusableEmbeddingError(f"{folder / name} cannot be read: {error.strerror}") from None
        if not is_there:
            raise UnusableEmbeddingError(f"there is no {name} in {folder}")
    found = hash_of(folder)
    if found != sha256:
        raise UnusableEmbeddingError(
            f"{folder / MODEL} has the SHA-256 {found}, not the one of embed_sha256;"
            " compare it with what the model's publisher says"
        )
