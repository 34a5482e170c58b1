"""What the audit trail says about an act: in words, without anything that somebody wrote. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from bot.adapters.slack import drafts, news, note_window
from bot.adapters.slack.acts import CLOSED, Act
from bot.adapters.slack.address import SHOW
from bot.adapters.slack.answer_window import CALLBACK as WRITE
from bot.adapters.slack.backlog import ANSWER as ANSWER_LATE
from bot.adapters.slack.backlog import YOUNGER
from bot.adapters.slack.breaker import CLOSE
from bot.adapters.slack.buttons import CONVERSATION, KEEP, MOVE, SEND, TAKE_OVER, Action
from bot.adapters.slack.buttons import EDIT as EDIT_SUGGESTION
from bot.adapters.slack.chain_buttons import ESCALATE, NOT_MINE, PASS_ON
from bot.adapters.slack.hand_on_window import CALLBACK as HAND_ON
from bot.adapters.slack.held import DROP, EDIT
from bot.adapters.slack.held import SEND as SEND_HELD
from bot.adapters.slack.held_window import CALLBACK
from bot.adapters.slack.home_lead import CHART, HELD, PAUSE, RESUME
from bot.adapters.slack.promise_words import DENY, UPDATE
from bot.adapters.slack.promise_words import KEEP as KEEP_PROMISE
from bot.adapters.slack.promise_words import MAKE as PROMISE
from bot.adapters.slack.slash import first_word

_WORDS: Mapping[str, str] = {
    Action.TAKE: "took the case",
    Action.ASK_EMAIL: "asked for an email address",
    Action.APPROVE_HOLD: "sent the first reply",
    Action.RESOLVE: "resolved the case",
    Action.DISMISS: "said that it is not a request",
    Action.MARK_HEATED: "marked the customer as heated",
    Action.MARK_CALM: "marked the customer as calm",
    MOVE: "moved the case",
    SEND: "sent a suggestion",
    SEND_HELD: "sent a held message anyway",
    EDIT: "opened a held message",
    CALLBACK: "sent a held message in other words",
    DROP: "dropped a held message",
    ANSWER_LATE: "answered a case of the backlog",
    YOUNGER: "answered the younger cases of the backlog",
    CLOSE: "closed the breaker",
    KEEP: "kept an answer",
    SHOW: "looked at the address",
    PAUSE: "paused the bot",
    RESUME: "let the bot go on",
    HELD: "asked for a held message",
    CHART: "turned the chart",
    EDIT_SUGGESTION: "opened a suggestion to edit it",
    WRITE: "wrote an answer",
    f"{WRITE}{CLOSED}": "closed the answer",
    CONVERSATION: "read the conversation",
    f"{CONVERSATION}{CLOSED}": "closed the conversation",
    TAKE_OVER: "took the case over",
    NOT_MINE: "said that the case is not theirs",
    PASS_ON: "opened the window to pass the case on",
    ESCALATE: "opened the window to escalate",
    HAND_ON: "gave the case to somebody else",
    drafts.SEND: "sent a draft",
    drafts.EDIT: "opened a draft to edit it",
    drafts.LOOK: "opened a draft",
    drafts.BACK: "opened the window to send a draft back",
    note_window.CALLBACK: "sent a draft back with a note",
    news.AGAIN: "opened a draft that came back",
    PROMISE: "promised an answer",
    KEEP_PROMISE: "kept a promise",
    DENY: "said that it is no promise",
    UPDATE: "told the customer that it takes longer",
}


_OPENED: Mapping[str, str] = {
    WRITE: "opened an empty answer",
    PROMISE: "opened the window to promise",
    KEEP_PROMISE: "opened the answer that was promised",
}


def deed(act: Act) -> str:
    """Return what an act is called; one without words of its own by its name, a command by its first word."""
    if act.name.startswith("/"):
        text = act.carried.get("text")
        return f"{act.name} {first_word(text if isinstance(text, str) else '')}".rstrip()
    if act.name in _OPENED and not act.entered:
        # The button and the window that it opens have one name.
        return _OPENED[act.name]
    return _WORDS.get(act.name, act.name)
