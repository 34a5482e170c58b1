"""What hostile senders send: arbitrary JSON, and the vendors' own documents with parts of them replaced.

A document that is nearly right goes deeper into a decoder than noise does.
"""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import strategies as st

# Lone surrogates are legal in JSON's escapes, and Python's reader lets them through.
ODD_TEXT = st.one_of(
    st.text(max_size=30),
    st.text(st.characters(), max_size=8),
    st.sampled_from(
        [
            "",
            "\ud800",
            "\x00",
            "9" * 5_000,
            "-1",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "²",
            "٣",
            "NaN",
        ]
    ),
    st.sampled_from(["1.000000", "99999999999.999999", "U0ADA", "T0ACME", "C0TRIAGE", "message", "app_mention", "dm:"]),
)
SCALAR = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**30, max_value=10**40),
    st.floats(),
    ODD_TEXT,
)
JSON = st.recursive(
    SCALAR,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(ODD_TEXT, inner, max_size=4)),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn, *documents: Any) -> Any:
    """Return one of the documents with up to three of its parts replaced, taken out or doubled."""
    found = copy.deepcopy(draw(st.sampled_from(documents)))
    for _ in range(draw(st.integers(0, 3))):
        places = list(_places(found))
        if not places:
            break
        parent, key = draw(st.sampled_from(places))
        how = draw(st.sampled_from(["replace", "replace", "drop", "nest", "text"]))
        if how == "drop":
            del parent[key]
        elif how == "nest":
            parent[key] = draw(st.sampled_from([[parent[key]], {"a": parent[key]}]))
        else:
            parent[key] = draw(JSON if how == "replace" else ODD_TEXT)
    return found


def as_json(value: Any) -> str:
    """Return a value as a vendor writes it."""
    return json.dumps(value)


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        one = waiting.pop()
        keys = list(one) if isinstance(one, dict) else range(len(one)) if isinstance(one, list) else ()
        for key in keys:
            found.append((one, key))
            waiting.append(one[key])
    return found
