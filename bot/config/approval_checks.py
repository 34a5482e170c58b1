"""Checks what the words and topics of a team's `approval` have to do with one another and with the other teams.

The checks work on the file as it stands, as those of `people` do.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.config.mistakes import Mistakes
from bot.config.places import Key
from bot.config.wording import similar
from bot.domain.approval import When


def check_approval(teams: Sequence[object], mistakes: Mistakes) -> None:
    """Note words that do not go together, and topics that nobody has.

    Arguments:
        teams: every [[teams]] entry as it stands in the file.
        mistakes: takes what is found.
    """
    known = [topic for team in teams for topic in _texts(team, "topics")]
    for index, team in enumerate(teams):
        entry = team.get("approval") if isinstance(team, dict) else None
        if isinstance(entry, dict):
            _check(("teams", index, "approval"), entry, list(_texts(team, "topics")), known, mistakes)


def _check(at: Key, entry: dict[str, object], own: list[str], known: list[str], mistakes: Mistakes) -> None:
    when, topics = _texts(entry, "when"), _texts(entry, "topics")
    for place, word in enumerate(when):
        if word in when[:place]:
            mistakes.add((*at, "when", place), f'"{word}" is listed twice; keep one')
    if When.ALWAYS in when and len(set(when)) > 1:
        mistakes.add((*at, "when"), '"always" covers everything else; keep it alone, or take it away')
    if "first" in entry and When.FIRST not in when:
        mistakes.add((*at, "first"), 'this counts only with "first" in `when`; add the word or take this key away')
    if "topics" in entry and When.OUTSIDE not in when:
        expected = 'these count only with "outside topics" in `when`; add the words or take this key away'
        mistakes.add((*at, "topics"), expected)
    elif When.OUTSIDE in when and not own and not topics:
        expected = 'this team has no topics, so that everything is outside of them; list some here, or write "always"'
        mistakes.add((*at, "topics"), expected)
    for place, topic in enumerate(topics):
        if topic.casefold() not in {one.casefold() for one in known}:
            choices = ", ".join(f'"{one}"' for one in known) or "a topic that a team has"
            expected = f'no team has the topic "{topic}"{similar(topic, known)}; write one of {choices}'
            mistakes.add((*at, "topics", place), expected)


def _texts(entry: object, key: str) -> list[str]:
    """Return the texts of a list in an entry; everything else is told by the shape."""
    value = entry.get(key) if isinstance(entry, dict) else None
    return [item.strip() for item in value if isinstance(item, str)] if isinstance(value, list) else []
