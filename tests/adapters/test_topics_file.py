"""A topic model as bytes: it comes back the same, and nothing else is taken for one."""

import io
import json
import pickle
import zlib
from typing import Any

import numpy as np
import pytest

from bot.adapters.reader.topics.examples import Example
from bot.adapters.reader.topics.mistakes import UnreadableTopicsError
from bot.adapters.reader.topics.model import TopicModel

MODEL = TopicModel.fit(
    [
        Example(f"{words} {number}", topic)
        for topic, words in (("refund", "money back refund"), ("login", "password does not log in"))
        for number in range(12)
    ]
)


def changed(**fields: Any) -> bytes:
    """Return the model's bytes with other fields in its head."""
    with np.load(io.BytesIO(MODEL.to_bytes())) as held:
        arrays = dict(held)
    head = json.loads(zlib.decompress(arrays["head"].tobytes())) | fields
    arrays["head"] = np.frombuffer(zlib.compress(json.dumps(head).encode()), dtype=np.uint8)
    target = io.BytesIO()
    np.savez(target, **arrays)
    return target.getvalue()


@pytest.mark.parametrize("text", ["my password", "refund please", "log in and money back", "", "nothing known"])
def test_a_model_that_was_read_back_decides_the_same(text: str) -> None:
    assert MODEL.read(text) == TopicModel.from_bytes(MODEL.to_bytes()).read(text)


def test_reading_back_twice_changes_no_byte() -> None:
    assert MODEL.to_bytes() == TopicModel.from_bytes(MODEL.to_bytes()).to_bytes()


def test_another_version_is_refused_in_words() -> None:
    with pytest.raises(UnreadableTopicsError, match=r"version 999, not \d+: learn it anew"):
        TopicModel.from_bytes(changed(version=999))


def test_a_model_of_something_else_is_refused() -> None:
    with pytest.raises(UnreadableTopicsError, match="of heat, not of topics"):
        TopicModel.from_bytes(changed(kind="heat"))


def test_a_pickle_is_never_run() -> None:
    target = io.BytesIO()
    np.savez(target, head=np.array([{"kind": "topics"}], dtype=object))
    with pytest.raises(UnreadableTopicsError):
        TopicModel.from_bytes(target.getvalue())
    with pytest.raises(UnreadableTopicsError):
        TopicModel.from_bytes(pickle.dumps({"kind": "topics"}))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no model",
        MODEL.to_bytes()[:-40],
        MODEL.to_bytes()[: len(MODEL.to_bytes()) // 2],
        changed(topics=["only one"]),
        changed(features=[["a"], ["b"]]),
        changed(features=None),
        changed(floor="high"),
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableTopicsError, match="learn it anew"):
        TopicModel.from_bytes(content)
