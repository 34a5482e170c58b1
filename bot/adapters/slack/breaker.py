"""The private message that tells a lead that everything automatic has stopped, with the one button to go on. Pure."""

from __future__ import annotations

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.cards import Drawn, section
from bot.adapters.slack.text import show_line
from bot.adapters.slack.words import clock_time
from bot.ports.staffroom import Breaker

CLOSE = "breaker:close"

_QUESTION = Question(
    "Go on?",
    "The bot writes to customers by itself again. First make sure that the reason is gone.",
    "Go on",
)


def close_button() -> ButtonElement | None:
    """Return the button that lets everything automatic go on."""
    return make_button("Go on", CLOSE, {}, style="primary", question=_QUESTION)


def draw_breaker(breaker: Breaker) -> Drawn:
    """Return the message: since when, why, how many messages wait, what still works, and the button."""
    lead = "Everything automatic has stopped."
    waiting = "1 message waits." if breaker.waiting == 1 else f"{breaker.waiting} messages wait."
    button = close_button()
    blocks: list[Block] = [
        section(f"🛑 *{lead}*\nSince {clock_time(breaker.opened_at)}. {waiting}"),
        section(f"*Why:* {show_line(breaker.reason, 900) or 'no reason was given'}"),
        section("What a teammate sends by a click still leaves."),
    ]
    if button is not None:
        blocks.append(ActionsBlock(elements=[button]))
    return Drawn(f"{lead} {waiting}", tuple(blocks))
