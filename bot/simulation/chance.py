"""Chance from a seed: every purpose has a stream of its own, so that one more roll here moves nothing there."""

from __future__ import annotations

import random

Chance = random.Random


def stream(seed: int, *purpose: object) -> Chance:
    """Return the stream of a purpose; the same seed and purpose give the same numbers on every machine."""
    return random.Random("/".join(map(str, (seed, *purpose))))
