"""A topic model as bytes and back. Arrays and JSON only: reading a foreign file can fail, but never run anything."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np

from bot.adapters.reader.topics.calibration import Calibration
from bot.adapters.reader.topics.mistakes import UnreadableTopicsError
from bot.adapters.reader.topics.neighbours import Neighbours
from bot.adapters.reader.topics.network import Network
from bot.adapters.reader.topics.parts import Parts
from bot.adapters.reader.topics.vectors import Vectoriser

KIND = "topics"
VERSION = 1
"""Changes whenever a model of before would be read wrongly: with the arrays, and with what a feature is."""
_NO_MODEL = "These bytes are no topic model: learn it anew."


def write(topics: Sequence[str], parts: Parts, calibration: Calibration) -> bytes:
    """Return a model as bytes; the same model gives the same bytes."""
    features = parts.vectoriser.as_lists()
    head = {
        "kind": KIND,
        "version": VERSION,
        "topics": list(topics),
        "temperature": calibration.temperature,
        "floor": calibration.floor,
        "features": [names for names, _ in features],
    }
    network, neighbours = parts.network, parts.neighbours
    arrays: dict[str, Any] = {
        "head": np.frombuffer(zlib.compress(json.dumps(head, ensure_ascii=True).encode("ascii")), dtype=np.uint8),
        "rarity_of_words": features[0][1],
        "rarity_of_pieces": features[1][1],
        "inner": network.inner,
        "inner_bias": network.inner_bias,
        "outer": network.outer,
        "outer_bias": network.outer_bias,
        "middle": neighbours.middle,
        "points": neighbours.points.astype(np.float16),
        "labels": neighbours.labels.astype(np.int32),
    }
    target = io.BytesIO()
    np.savez(target, **arrays)
    return target.getvalue()


def read(content: bytes) -> tuple[tuple[str, ...], Parts, Calibration]:
    """Return what `write` wrote; raise UnreadableTopicsError for another version or anything else."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as held:
            head = json.loads(zlib.decompress(held["head"].tobytes()))
            _check_origin(head)
            return _put_together(head, held)
    except (OSError, EOFError, KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise UnreadableTopicsError(_NO_MODEL) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise UnreadableTopicsError(_NO_MODEL) from error


def _check_origin(head: dict[str, Any]) -> None:
    if head["kind"] != KIND:
        raise UnreadableTopicsError(f"A model of {head['kind']}, not of {KIND}: learn it anew.")
    if head["version"] != VERSION:
        raise UnreadableTopicsError(f"A topic model of version {head['version']}, not {VERSION}: learn it anew.")


def _put_together(head: dict[str, Any], held: Any) -> tuple[tuple[str, ...], Parts, Calibration]:
    by_words, by_pieces = head["features"]
    vectoriser = Vectoriser.from_lists([(by_words, held["rarity_of_words"]), (by_pieces, held["rarity_of_pieces"])])
    network = Network(held["inner"], held["inner_bias"], held["outer"], held["outer_bias"])
    points, labels = held["points"].astype(np.float32), held["labels"].astype(np.int64)
    neighbours = Neighbours(held["middle"], points, labels)
    topics = tuple(map(str, head["topics"]))
    width, many = len(network.inner_bias), len(topics)
    fits = (
        network.inner.shape == (vectoriser.width, width)
        and network.outer.shape == (width, many)
        and network.outer_bias.shape == (many,)
        and neighbours.middle.shape == (width,)
        and points.shape == (len(labels), width)
        and len(labels) > 0
        and 0 <= labels.min() <= labels.max() < many
    )
    if not fits:
        raise UnreadableTopicsError(_NO_MODEL)
    return topics, Parts(vectoriser, network, neighbours), Calibration(float(head["temperature"]), float(head["floor"]))
