"""What happens when a teammate types /triage. Whatever it is, only they see the answer.

A new command is a line in `_SIMPLE` here and in `slash.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.adapters.slack.command_words import HELP, say, tell_case, tell_found, tell_mine, tell_status
from bot.adapters.slack.drawn import Drawn
from bot.adapters.slack.handlers import Doing, Handler, Tools
from bot.adapters.slack.lesson_words import tell_lessons
from bot.adapters.slack.posts import split
from bot.adapters.slack.slash import COMMAND, Away, Command, OnDuty, Search, ShowCase, Simple, Wrong, read_command
from bot.adapters.slack.text import from_slack, show_line
from bot.adapters.slack.words import moment
from bot.domain.errors import NotAllowed, Permanent

ONLY_LEADS = "Only a lead can do this."
AGAIN = "The answer to your command did not reach you. Please type it again."
_ABOUT_CUSTOMERS = (Simple("mine"), Simple("lessons"))
_HINT = "Type `/triage help` to see what I understand."


def _triage(tools: Tools, doing: Doing) -> None:
    """Obey, then answer: to Slack's answer address, or where that is gone in a direct message."""
    refused, asks = "", False
    try:
        command = _read(tools, doing)
        drawn = _obey(tools, doing, command)
        asks = isinstance(command, ShowCase | Search) or command in _ABOUT_CUSTOMERS
    except NotAllowed as refusal:
        refused = str(refusal)
        drawn = say(show_line(refused, 600))
    if tools.replies.give(doing.key, drawn):
        tools.done(doing.envelope, refused)
    else:
        # A direct message is written down and plain text: what was mrkdwn is spelled out, and no customer is in it.
        plain = AGAIN if asks else from_slack(drawn.text, tools.workspace.us.bot_user)
        tools.intake.say(doing.who, plain, doing.envelope, refused)


def _read(tools: Tools, doing: Doing) -> Command:
    text, asking = doing.act.carried.get("text"), tools.engine.asking
    return read_command(text if isinstance(text, str) else "", asking.now(), asking.zone(doing.who))


def _obey(tools: Tools, doing: Doing, command: Command) -> Drawn:
    match command:
        case Wrong(words):
            raise NotAllowed(f"{words} {_HINT}")
        case Simple(word):
            return _SIMPLE[word](tools, doing)
        case _:
            return _with_words(tools, doing, command)


def _with_words(tools: Tools, doing: Doing, command: Command) -> Drawn:
    asking = tools.engine.asking
    match command:
        case ShowCase(case_id):
            return tell_case(asking.case(case_id), _address(tools))
        case Search(words):
            return tell_found(words, asking.search(words), asking.now(), _address(tools))
        case Away(until):
            asking.away(doing.who, until, doing.envelope)
            return say(f"You are passed over until {moment(until)}. `/triage back` ends it.")
        case OnDuty(user, until, team):
            who = tools.workspace.teammate(user, tools.workspace.us.team)
            if not who:
                raise NotAllowed("They are not among the staff in the configuration.")
            name = asking.on_duty(team, who, until, doing.who, doing.envelope)
            return say(f"{who} is on duty for {name} until {moment(until)}.")
        case _:
            raise AssertionError(f"nobody obeys {type(command).__name__}")


def _back(tools: Tools, doing: Doing) -> Drawn:
    tools.engine.asking.back(doing.who, doing.envelope)
    return say("Welcome back: you are asked again.")


def _pause(tools: Tools, doing: Doing) -> Drawn:
    _only_leads(tools, doing)
    changed = tools.engine.switches.pause(doing.envelope)
    return say("Paused: nothing automatic leaves. `/triage resume` ends it." if changed else "It is paused already.")


def _resume(tools: Tools, doing: Doing) -> Drawn:
    _only_leads(tools, doing)
    changed = tools.engine.switches.resume(doing.envelope)
    return say("Going on. What became too old meanwhile is held for a lead." if changed else "It is not paused.")


def _only_leads(tools: Tools, doing: Doing) -> None:
    if not tools.workspace.is_lead(doing.act.user, doing.act.team):
        raise NotAllowed(ONLY_LEADS)


def _address(tools: Tools) -> Callable[[str], str]:
    def address(card: str) -> str:
        try:
            return tools.workspace.permalink(*split(card))
        except Permanent:
            return ""

    return address


_SIMPLE: Mapping[str, Callable[[Tools, Doing], Drawn]] = {
    "help": lambda _tools, _doing: say(HELP),
    "status": lambda tools, _doing: tell_status(tools.engine.asking.status()),
    "mine": lambda tools, doing: tell_mine(tools.engine.asking.mine(doing.who), _address(tools)),
    "lessons": lambda tools, doing: tell_lessons(tools.engine.lessons.of(doing.who)),
    "back": _back,
    "pause": _pause,
    "resume": _resume,
}
HANDLERS: Mapping[str, Handler] = {COMMAND: Handler(_triage)}
