"""What a person types, as Slack's own app writes it into a message.

Slack escapes `&`, `<` and `>`, and turns addresses into links; mentions that the person picked, such as
`<@U0BOT>` or `<!here>`, stay. Text that is escaped already is not escaped twice.
Source: docs.slack.dev/messaging/formatting-message-text.
"""

import re

_PICKED = re.compile(r"(<(?:@[UWB][A-Z0-9]+|#[CG][A-Z0-9]+(?:\|[^<>]*)?|![^<>]+|(?:https?://|mailto:)[^<>]+)>)")
_LINKED = re.compile(
    r"(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\]'\"])|(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
)


def typed(text: str) -> str:
    """Return the message text that Slack makes of what a person typed."""
    parts = _PICKED.split(text)
    return "".join(part if index % 2 else _linked(_plain(part)) for index, part in enumerate(parts))


def _linked(text: str) -> str:
    written = []
    end = 0
    for found in _LINKED.finditer(text):
        written.append(_escaped(text[end : found.start()]))
        word = _escaped(found.group())
        written.append(f"<{word}>" if found["url"] else f"<mailto:{word}|{word}>")
        end = found.end()
    return "".join(written) + _escaped(text[end:])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
