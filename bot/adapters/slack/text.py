"""Text on its way to and from Slack: escaped, masked and cut so that it can neither notify nor leak nor break anything.

Whatever a customer wrote passes through here before it is shown. It must never cut an entity or an emoji in two.
Source of the rules: docs.slack.dev/messaging/formatting-message-text (escaping, references).
"""

from __future__ import annotations

import re
import unicodedata

from bot.domain.masking import mask

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Marks that turn the direction of the text around them: they could make a card read otherwise than it is.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ESCAPED = re.compile(r"[&<>]")
_REFERENCE = re.compile(r"<([^<>]+)>")
_LONGEST_ADDRESS = 320
_MOST_LINES = 30
_MOST_MARKS = 40
_ELLIPSIS = "…"


def escape(text: str) -> str:
    """Return `text` with what means something to Slack escaped; `<!channel>` then notifies nobody."""
    return "".join(_ENTITIES.get(letter, letter) for letter in sound(text))


def sound(text: str) -> str:
    """Return `text` without half surrogates, which no vendor and no database takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def show(text: str, limit: int) -> str:
    """Return a customer's text for display: addresses masked, escaped, at most `limit` characters long."""
    return fit(_readable(text, limit), limit)


def show_line(text: str, limit: int) -> str:
    """Return a text for display within a line of mrkdwn: like `show`, without line breaks."""
    return fit(_one_line(_readable(text, limit)), limit)


def show_plain(text: str, limit: int) -> str:
    """Return a text for a `plain_text` object, in one line.

    Slack reads no markup there and clients differ in whether they decode entities, so that angle brackets are replaced
    by others instead of being escaped.
    """
    line = _one_line(_readable(text, limit)).replace("<", "‹").replace(">", "›")
    return _cut(line, limit, {})


def show_input(text: str, limit: int) -> str:
    """Return a text to be edited in an input: addresses masked, nothing escaped, at most `limit` characters long."""
    return _cut(_readable(text, limit), limit, {})


def quote(text: str, limit: int) -> str:
    """Return a customer's text as an mrkdwn quote of at most `limit` characters, "" where there is nothing to read."""
    lines = [line.rstrip() for line in _readable(text, limit).strip().splitlines() if line.strip()]
    if not lines:
        return ""
    shown = "\n".join([*lines[:_MOST_LINES], *([_ELLIPSIS] if len(lines) > _MOST_LINES else [])])
    prefixes = 2 * (shown.count("\n") + 1)
    return "\n".join(f"> {line}" for line in fit(shown, limit - prefixes).split("\n"))


def fit(text: str, limit: int) -> str:
    """Escape `text` and cut it to at most `limit` characters, an ellipsis included, at the border of a character."""
    return _cut(sound(text), limit, _ENTITIES)


def from_slack(text: str, bot_user: str) -> str:
    """Return what a person typed, from the text of a Slack message: references spelled out, entities decoded.

    Mentions of the bot itself vanish; other people become "@someone" unless Slack tells a label.
    """
    spelled = _REFERENCE.sub(lambda match: _spell(match[1], bot_user), sound(text))
    return spelled.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _spell(inside: str, bot_user: str) -> str:
    target, _, label = inside.partition("|")
    if target == f"@{bot_user}":
        return ""
    if target.startswith("@"):
        return f"@{label.removeprefix('@') or 'someone'}"
    if target.startswith("#"):
        return f"#{label.removeprefix('#') or 'channel'}"
    if target.startswith("!date^"):
        return label
    if target.startswith("!"):
        return label or "@" + target[1:].split("^")[0]
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in address or target != address:
        return address
    return f"{label} ({address})"


def _readable(text: str, limit: int) -> str:
    """Return the beginning of a text, masked and without what turns or hides text; somewhat longer than `limit`."""
    beginning = text[: limit + 2 * _LONGEST_ADDRESS]
    if len(beginning) < len(text):
        # What masking cannot see whole must not be shown in part; this far beyond the limit nothing is shown anyway.
        head, _, _ = beginning.rpartition(" ")
        beginning = head if len(head) >= limit + _LONGEST_ADDRESS else beginning
    if beginning.isascii() and beginning.isprintable():
        return mask(beginning)
    kept = (letter for letter in sound(beginning) if letter not in _TURNING)
    return mask("".join(letter for letter in kept if letter in "\n\t" or unicodedata.category(letter) != "Cc"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _cut(text: str, limit: int, entities: dict[str, str]) -> str:
    """Cut to `limit`, counted as UTF-16 does: no client counts more."""
    if text.isascii() and len(text) <= limit:
        # Nearly every line of a card: each letter counts one, but for those that are spelled as entities.
        whole = _ESCAPED.sub(lambda found: entities.get(found[0], found[0]), text)
        if len(whole) <= limit:
            return whole
    spelled = [entities.get(letter, letter) for letter in text[: limit + 1]]
    costs = [_cost(piece) for piece in spelled]
    if len(text) <= limit and sum(costs) <= limit:
        return "".join(spelled)
    room, end = limit - len(_ELLIPSIS), 0
    while end < len(costs) and costs[end] <= room:
        room -= costs[end]
        end += 1
    return "".join(spelled[: _border(text, end)]).rstrip() + _ELLIPSIS


def _cost(piece: str) -> int:
    return len(piece) + sum(letter > "\uffff" for letter in piece)


def _border(text: str, end: int) -> int:
    """Return the nearest place at or before `end` that is not within what a reader sees as one character."""
    for place in range(end, max(end - _MOST_MARKS, 0), -1):
        if not (_continues(text[place]) or text[place - 1] == "\u200d" or _splits_a_flag(text, place)):
            return place
    return end


def _continues(letter: str) -> bool:
    return (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or letter == "\u200d"
        or "\U0001f3fb" <= letter <= "\U0001f3ff"
        or "\U000e0020" <= letter <= "\U000e007f"
    )


def _splits_a_flag(text: str, place: int) -> bool:
    before = place
    while before > 0 and _is_flag_half(text[before - 1]):
        before -= 1
    return _is_flag_half(text[place]) and (place - before) % 2 == 1


def _is_flag_half(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"
