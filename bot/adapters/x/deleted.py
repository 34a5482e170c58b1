"""Which of some posts are not there any more, told by X's answer to a look-up. Pure.

Only what X names as gone counts: a post that is missing from an answer for another reason is asked for again.
Source: https://docs.x.com/x-api/posts/lookup/introduction, https://docs.x.com/x-api/fundamentals/response-codes-and-errors
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.errors import DecodeError

_GONE = ("/resource-not-found", "/not-authorized-for-resource")
"""Deleted or suspended, and protected since: neither may be kept."""


def gone_in(answer: object) -> frozenset[str]:
    """Return the ids of the posts that are gone; raise DecodeError for what is no answer of X's."""
    if not isinstance(answer, Mapping):
        raise DecodeError("the answer is not an object")
    errors = answer.get("errors", [])
    if not isinstance(errors, list):
        raise DecodeError("errors is not a list")
    there = {one.get("id") for one in answer.get("data") or [] if isinstance(one, Mapping)}
    named = {
        str(one.get("resource_id") or one.get("value") or "")
        for one in errors
        if isinstance(one, Mapping) and str(one.get("type", "")).endswith(_GONE)
    }
    return frozenset(named - there - {""})
