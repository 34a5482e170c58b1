"""The buttons by which somebody answers a chain, and by which a case is escalated from its card. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from slack_sdk.models.blocks import ButtonElement

from bot.adapters.slack.button import make_button
from bot.adapters.slack.buttons import WRITE, Action
from bot.domain.case import Case
from bot.domain.effects import Tell
from bot.domain.inputs import Input
from bot.domain.states import TRANSITIONS
from bot.domain.why import Why

PASS_ON = "pass_on"
NOT_MINE = "not_mine"
ESCALATE = "escalate"


def asking_buttons(case: Case, told: Tell) -> Iterator[ButtonElement]:
    """Yield the buttons of a message of the chain.

    Whoever is only reminded has it already; in a Slack channel of many nobody can say that it is not theirs.
    """
    wanted = [("Answer", WRITE, Input.SENT), ("Pass on…", PASS_ON, Input.ESCALATED)]
    if told.why not in (Why.NOT_ANSWERED, Why.DRAFT_WAITS):
        wanted.insert(0, ("Acknowledge", Action.TAKE.value, Input.TAKEN))
        if told.who:
            wanted.append(("Not mine", NOT_MINE, Input.NOT_MINE))
    for label, action, given in wanted:
        style = "primary" if action == Action.TAKE else None
        button = make_button(label, action, {"case": case.id}, style=style)
        if button is not None and (case.state, given) in TRANSITIONS:
            yield button


def escalate_button(case: Case) -> ButtonElement | None:
    """Return the button on the card, or None where nobody waits for an answer any more."""
    if (case.state, Input.ESCALATED) not in TRANSITIONS:
        return None
    return make_button("Escalate…", ESCALATE, {"case": case.id})
