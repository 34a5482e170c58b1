"""A button of ours: what comes back with its click, and the question that Slack may ask before it counts. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import ButtonElement, ConfirmObject, PlainTextObject

from bot.adapters.slack.text import show_plain

_MOST_IN_VALUE = 2_000


@dataclass(frozen=True)
class Question:
    """What Slack asks before a click counts: a title, what will happen, and the word that agrees."""

    title: str
    text: str
    yes: str


def make_button(
    label: str,
    action: str,
    carried: Mapping[str, str | int],
    *,
    style: str | None = None,
    question: Question | None = None,
) -> ButtonElement | None:
    """Return a button, or None where what it must carry is too long to travel.

    Args:
        label: what stands on it.
        action: its action id.
        carried: what comes back with the click.
        style: "primary", "danger" or None.
        question: asked before the click counts; None for a click that counts at once.
    """
    value = json.dumps(carried, ensure_ascii=False)
    if len(value) > _MOST_IN_VALUE:
        return None
    return ButtonElement(
        text=label,
        action_id=action,
        value=value,
        style=style,
        confirm=_confirm(question, style) if question else None,
    )


def _confirm(question: Question, style: str | None) -> ConfirmObject:
    return ConfirmObject(
        title=PlainTextObject(text=show_plain(question.title, 100)),
        text=PlainTextObject(text=show_plain(question.text, 300)),
        confirm=PlainTextObject(text=question.yes),
        deny=PlainTextObject(text="Cancel"),
        style=style,
    )
