"""Dataclasses as text and back: JSON for what is kept whole, fixed-width UTC for times. No SQL here."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from bot.domain.case import Case, Mention
from bot.domain.effects import Effect, Reply
from bot.domain.roster import Roster

T = TypeVar("T")

_CASE = TypeAdapter(Case)
_MENTION = TypeAdapter(Mention)
_ROSTER = TypeAdapter(Roster)
# The union has no field that tells its members apart: the class's name is kept beside the JSON.
_EFFECTS: dict[str, TypeAdapter[Any]] = {kind.__name__: TypeAdapter(kind) for kind in get_args(Effect)}
# A case is read again with every step that it takes. What is read is frozen, so the same text may be the same value.
_LATELY = 512


@lru_cache(maxsize=_LATELY)
def time_to_text(at: datetime) -> str:
    """Write a moment so that text order is time order; raise ValueError for one without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a time without a time zone cannot be kept")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


@lru_cache(maxsize=_LATELY)
def text_to_time(text: str) -> datetime:
    """Read a moment that `time_to_text` wrote; it is in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def storable(text: str) -> str:
    """Return text that UTF-8 can hold: half a surrogate pair, which vendors' JSON may contain, becomes "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def case_to_json(case: Case) -> str:
    """Write a case as JSON."""
    return _to_json(_CASE, case)


@lru_cache(maxsize=_LATELY)
def json_to_case(body: str) -> Case:
    """Read a case that `case_to_json` wrote."""
    return _CASE.validate_json(body)


def mention_to_json(mention: Mention) -> str:
    """Write a mention as JSON."""
    return _to_json(_MENTION, mention)


@lru_cache(maxsize=_LATELY)
def json_to_mention(body: str) -> Mention:
    """Read a mention that `mention_to_json` wrote."""
    return _MENTION.validate_json(body)


def roster_to_json(roster: Roster) -> str:
    """Write a roster as JSON."""
    return _to_json(_ROSTER, roster)


@lru_cache(maxsize=_LATELY)
def json_to_roster(body: str) -> Roster:
    """Read a roster that `roster_to_json` wrote."""
    return _ROSTER.validate_json(body)


def effect_to_json(effect: Effect) -> tuple[str, str]:
    """Write an effect: the name of its class, and its fields as JSON."""
    kind = type(effect).__name__
    return kind, _to_json(_EFFECTS[kind], effect)


@lru_cache(maxsize=_LATELY)
def json_to_effect(kind: str, body: str) -> Effect:
    """Read an effect that `effect_to_json` wrote."""
    effect: Effect = _EFFECTS[kind].validate_json(body)
    return effect


def is_automatic_reply(effect: Effect) -> bool:
    """Tell whether an effect speaks to the customer without a teammate having asked for it."""
    return isinstance(effect, Reply) and not effect.by


def _to_json(adapter: TypeAdapter[T], value: T) -> str:
    try:
        return adapter.dump_json(value).decode("utf-8")
    except PydanticSerializationError:
        return storable(json.dumps(adapter.dump_python(value, mode="json"), ensure_ascii=False))
