"""The one place in Slack where an address is shown in full: privately, to a lead who asked, after it was written down.

Pure. The button stands on the card; that only a lead is obeyed is checked where the click arrives.
"""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement

from bot.adapters.slack.button import Question, make_button
from bot.adapters.slack.drawn import Drawn, section
from bot.adapters.slack.text import escape
from bot.domain.case import Case

SHOW = "address:show"
_QUESTION = Question(
    "Show the address?",
    "Only leads can. You get it in a private message, and it is written down that you looked.",
    "Show",
)


def address_button(case: Case) -> ButtonElement | None:
    """Return the button of a case that has an address, or None."""
    return make_button("Show address", SHOW, {"case": case.id}, question=_QUESTION) if case.email else None


def draw_address(case: Case) -> Drawn:
    """Return the private message; notifications do not show the address."""
    safe = escape(case.email).replace("`", "")
    words = f"*{case.id}*: the address is `{safe}`. It is written down that you looked."
    return Drawn(f"{case.id}: the address that you asked for", (section(words),))
