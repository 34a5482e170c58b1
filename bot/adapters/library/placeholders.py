"""Fills the placeholders of a text with Jinja2, sandboxed and strict.

It never lets a text through with a placeholder unfilled, and a fact is never read as a template itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, fields
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from bot.domain.errors import ResponseError
from bot.domain.response import Facts, ResponseKind

_ENVIRONMENT = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
_EVERYWHERE = ("name", "brand")
_ONLY_IN = {
    "link": (ResponseKind.ASK_EMAIL, "x"),
    "ticket": (ResponseKind.TICKET_OPENED, ""),
    "opening": (ResponseKind.OUT_OF_HOURS, ""),
}
_SAMPLE = Facts("Anna", "Acme", "https://x.com/messages/compose?recipient_id=1", "T-1", "Monday 09:00 CET")
# Placeholders of other systems, or of ours with a brace forgotten, would reach the customer as they are.
_FOREIGN = re.compile(r"#?\$?\{+\s*\w+\s*\}+|%%?\w+%%|\[[A-Z]+_[A-Z_]+\]")


def fill(text: str, facts: Facts) -> str:
    """Return `text` with its placeholders filled with `facts`.

    Raises:
        ResponseError: a placeholder is unknown or its fact is empty, or the text is not a valid template.
    """
    known = {name: value for name, value in asdict(facts).items() if value}
    try:
        return _template(text).render(known).strip()
    except TemplateError as error:
        raise ResponseError(error.message or "the placeholders cannot be read") from error
    except Exception as error:  # an operator's template can raise anything that Python can
        raise ResponseError(f"the placeholders cannot be worked out ({error})") from error


@lru_cache(maxsize=1024)
def _template(text: str) -> Template:
    return _ENVIRONMENT.from_string(text)


def mistakes(text: str, kind: ResponseKind, channel: str) -> Iterator[tuple[int, str]]:
    """Yield what is wrong with the placeholders of `text`, as pairs of line (from 1) and what is expected."""
    try:
        tree = _ENVIRONMENT.parse(text)
        used = find_undeclared_variables(tree)
    except TemplateError as error:
        yield getattr(error, "lineno", 1), f"placeholders look like {{{{ name }}}}; here: {error.message}"
        return
    allowed = _allowed(kind, channel)
    unknown = used - set(allowed)
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            yield node.lineno, _refusal(node.name, kind, channel, allowed)
    for name in allowed:
        if name not in _EVERYWHERE and name not in used:
            yield 1, f"a text of kind {kind} for channel {channel} must contain {{{{ {name} }}}}"
    if unknown:
        return
    try:
        filled = fill(text, _SAMPLE)
    except ResponseError as error:
        yield 1, f"the text must come out when its placeholders are filled in; it does not: {error}"
        return
    if match := _FOREIGN.search(filled):
        line = text[: max(text.find(match[0]), 0)].count("\n") + 1
        yield line, f"{match[0]} would be sent as it stands; placeholders look like {{{{ name }}}}"


def _allowed(kind: ResponseKind, channel: str) -> tuple[str, ...]:
    bound = (name for name, (its_kind, where) in _ONLY_IN.items() if kind is its_kind and where in ("", channel))
    return (*_EVERYWHERE, *bound)


def _refusal(name: str, kind: ResponseKind, channel: str, allowed: tuple[str, ...]) -> str:
    listed = ", ".join(allowed)
    if name in {field.name for field in fields(Facts)}:
        return f"{{{{ {name} }}}} is not known in a text of kind {kind} for channel {channel}; use {listed}"
    return f"there is no placeholder {{{{ {name} }}}}; use {listed}"
