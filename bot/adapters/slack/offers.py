"""What a card offers below the suggestions, in which order, and what stands behind the three dots. Pure.

A new button is a function from a story to an element, and one line in `OFFERED`; what is pressed seldom is a line in
`RARE`. On a phone four buttons are seen at once: what a tired junior needs comes first.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from slack_sdk.models.blocks import InteractiveElement, Option, OverflowMenuElement, PlainTextObject

from bot.adapters.slack import promise_words
from bot.adapters.slack.acts import ACT
from bot.adapters.slack.address import address_button
from bot.adapters.slack.buttons import (
    CONVERSATION,
    LABELS,
    Action,
    action_button,
    keep_button,
    move_menu,
    possible,
    take_over_button,
    write_button,
)
from bot.adapters.slack.chain_buttons import escalate_button
from bot.adapters.slack.drafts import look_button
from bot.domain.case import Case
from bot.ports.staffroom import Story

MORE = "more"
_MOST_IN_OPTION = 150
_MOST_BEHIND_DOTS = 5

Offer = Callable[[Story], InteractiveElement | None]
"""Returns what a card offers for a story, or None where it would lead to a refusal."""
Choice = Callable[[Story], tuple[str, str] | None]
"""Returns the label and the act of a choice behind the three dots, or None where it would lead to a refusal."""


def offered(story: Story) -> list[InteractiveElement]:
    """Return what stands below the suggestions, what is needed most first and the three dots last."""
    found = [offer(story) for offer in OFFERED]
    return [one for one in (*found, _behind_dots(story)) if one is not None]


def _behind_dots(story: Story) -> OverflowMenuElement | None:
    options = []
    for choice in RARE:
        found = choice(story)
        value = json.dumps({ACT: found[1], "case": story.case.id}, ensure_ascii=False) if found else ""
        if found and len(value) <= _MOST_IN_OPTION:
            options.append(Option(text=PlainTextObject(text=found[0]), value=value))
    return OverflowMenuElement(action_id=MORE, options=options[:_MOST_BEHIND_DOTS]) if options else None


def _action(action: Action) -> Offer:
    return lambda story: action_button(story.case, action) if action in possible(story.case) else None


def _rare(action: Action) -> Choice:
    return lambda story: (LABELS[action], action.value) if action in possible(story.case) else None


def _doubtful(case: Case) -> bool:
    """Tell whether a human is to look first whether it is a request: then saying so must not be hidden."""
    return case.hold_offered is not None or (case.reading is not None and not case.reading.request.is_sure)


def _dismiss_button(story: Story) -> InteractiveElement | None:
    return _action(Action.DISMISS)(story) if _doubtful(story.case) else None


def _dismiss_choice(story: Story) -> tuple[str, str] | None:
    return None if _doubtful(story.case) else _rare(Action.DISMISS)(story)


OFFERED: tuple[Offer, ...] = (
    _action(Action.APPROVE_HOLD),
    lambda story: look_button(story.case),
    _action(Action.TAKE),
    lambda story: write_button(story.case),
    _dismiss_button,
    lambda story: escalate_button(story.case),
    _action(Action.ASK_EMAIL),
    lambda story: take_over_button(story.case),
    lambda story: promise_words.keep_button(story.case),
    lambda story: promise_words.promise_button(story.case),
    lambda story: promise_words.deny_button(story.case),
    _action(Action.RESOLVE),
    lambda story: keep_button(story.case) if story.may_keep else None,
    lambda story: address_button(story.case),
    lambda story: move_menu(story.case, story.teams),
)
"""What a card offers below the suggestions, in this order."""
RARE: tuple[Choice, ...] = (
    lambda _story: ("Conversation", CONVERSATION),
    _rare(Action.MARK_HEATED),
    _rare(Action.MARK_CALM),
    _dismiss_choice,
)
"""What stands behind the three dots, in this order; Slack shows five at most."""
