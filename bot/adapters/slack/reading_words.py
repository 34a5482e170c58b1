"""What was understood of a request, in words for staff: heat, topic, team and language, each with why. Pure.

What was only guessed is said to be a guess. What a function returns is escaped for mrkdwn.
"""

from __future__ import annotations

from bot.adapters.slack.language_words import language_line
from bot.adapters.slack.text import show_line
from bot.domain.case import Case
from bot.ports.staffroom import Story

_LONGEST_REASON = 150


def facts(story: Story) -> tuple[str, ...]:
    """Return what a case is about, each as a short piece of mrkdwn: heat, topic and team, language."""
    case = story.case
    return tuple(filter(None, (_heat(case), _topic(case, story.default_team), language_line(story))))


def request_line(case: Case) -> str:
    """Return why it was taken for a request, or ""."""
    reason = show_line(case.reason, _LONGEST_REASON)
    unsure = case.reading is not None and not case.reading.request.is_sure
    return f"not sure that it is a request: {reason}" if unsure and reason else reason


def _heat(case: Case) -> str:
    if not case.heated:
        return ""
    heat = case.reading.heat if case.reading and case.reading.heated else None
    return f"🔥 *heated*{_because(heat.reason)}" if heat else "🔥 *heated*"


def _topic(case: Case, default_team: str) -> str:
    team = f" → {show_line(case.team, 60)}" if case.team else ""
    found = case.reading.topics[:1] if case.reading else ()
    reason = _because(found[0].reason) if found and found[0].topic == case.topic else ""
    if not case.topic:
        default = " (the default team)" if case.team and case.team == default_team else ""
        return f"no topic{team}{default}{reason}"
    unsure = found and found[0].topic == case.topic and not found[0].is_sure
    topic = show_line(case.topic.replace("_", " "), 60)
    return f"{'perhaps ' if unsure else ''}{topic}{team}{reason}"


def _because(reason: str) -> str:
    return f": {show_line(reason, _LONGEST_REASON)}" if reason else ""
