"""Fills the placeholders of a text with Jinja2, sandboxed and strict.

It never lets a text through with a placeholder unfilled, and a fact is never read as a template itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import lru_cache

from jinja2 import Template, TemplateError, Undefined, nodes
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import SandboxedEnvironment

from bot.adapters.library.template_words import parse
from bot.domain.errors import ResponseError
from bot.domain.response import Facts, ResponseKind

UNKNOWN = "unknown_placeholder"
UNUSED = "unused_placeholder"
BROKEN = "placeholder"

_EVERYWHERE = ("hello", "name", "handle", "brand", "topic")
_ONLY_IN = {
    "link": ((ResponseKind.ASK_EMAIL,), "x"),
    "ticket": ((ResponseKind.TICKET_OPENED, ResponseKind.TICKET_SOLVED), ""),
    "opening": ((ResponseKind.OUT_OF_HOURS,), ""),
    "cases": ((ResponseKind.ASK_WHICH,), ""),
    "promised": ((ResponseKind.PROMISE_UPDATE,), ""),
}
_SAMPLE = {
    "hello": "Hi Anna",
    "name": "Anna",
    "handle": "@anna_k",
    "brand": "Acme",
    "topic": "export",
    "link": "https://x.com/messages/compose?recipient_id=1",
    "ticket": "T-1",
    "opening": "Monday 09:00 CET",
    "promised": "Monday 15:00 CET",
    "cases": "(1) https://x.com/anna_k/status/1 (2) https://x.com/anna_k/status/2",
}
NAMES = tuple(_SAMPLE)
_FACTS = tuple(fact.name for fact in fields(Facts))
# Placeholders of other systems, or of ours with a brace forgotten, would reach the customer as they are.
_FOREIGN = re.compile(r"#?\$?\{+\s*\w+\s*\}+|%%?\w+%%|\[[A-Z]+_[A-Z_]+\]")


class _Unfilled(Undefined):
    """A fact that is not known: it can be asked for, as in `{% if topic %}`, but never said."""

    __slots__ = ()
    __str__ = __repr__ = __iter__ = __len__ = Undefined._fail_with_undefined_error


_ENVIRONMENT = SandboxedEnvironment(undefined=_Unfilled, autoescape=False)
# Jinja's own names, like lipsum and cycler, are no placeholders.
_ENVIRONMENT.globals.clear()


def fill(text: str, facts: Facts) -> str:
    """Return `text` with its placeholders filled with `facts`.

    Raises:
        ResponseError: a placeholder is unknown or its fact is empty, or the text is not a valid template.
    """
    return _fill(text, {name: getattr(facts, name) for name in _FACTS})


def _fill(text: str, facts: Mapping[str, str]) -> str:
    known = {name: value for name, value in facts.items() if value}
    try:
        return _template(text).render(known).strip()
    except TemplateError as error:
        raise ResponseError(error.message or "the placeholders cannot be read") from error
    except Exception as error:  # an operator's template can raise anything that Python can
        raise ResponseError(f"the placeholders cannot be worked out ({error})") from error


@lru_cache(maxsize=1024)
def _template(text: str) -> Template:
    return _ENVIRONMENT.from_string(parse(_ENVIRONMENT, text))


def mistakes(text: str, kind: ResponseKind, channel: str) -> Iterator[tuple[str, int, str]]:
    """Yield what is wrong with the placeholders of `text`: the rule, the line (from 1) and what is expected."""
    try:
        tree = parse(_ENVIRONMENT, text)
        used = find_undeclared_variables(tree)
    except TemplateError as error:
        yield BROKEN, getattr(error, "lineno", 1), f"placeholders look like {{{{ name }}}}; here: {error.message}"
        return
    allowed = _allowed(kind, channel)
    unknown = used - set(allowed)
    for node in tree.find_all(nodes.Name):
        if node.name in unknown:
            yield UNKNOWN, node.lineno, _refusal(node.name, kind, channel, allowed)
    for name in allowed:
        if name not in _EVERYWHERE and name not in used:
            yield UNUSED, 1, f"a text of kind {kind} for channel {channel} must contain {{{{ {name} }}}}"
    if unknown:
        return
    try:
        filled = _fill(text, _SAMPLE)
    except ResponseError as error:
        yield BROKEN, 1, f"the text must come out when its placeholders are filled in; it does not: {error}"
        return
    if match := _FOREIGN.search(filled):
        line = text[: max(text.find(match[0]), 0)].count("\n") + 1
        yield BROKEN, line, f"{match[0]} would be sent as it stands; placeholders look like {{{{ name }}}}"


def _allowed(kind: ResponseKind, channel: str) -> tuple[str, ...]:
    bound = (name for name, (kinds, where) in _ONLY_IN.items() if kind in kinds and where in ("", channel))
    return (*_EVERYWHERE, *bound)


def _refusal(name: str, kind: ResponseKind, channel: str, allowed: tuple[str, ...]) -> str:
    listed = ", ".join(allowed)
    if name in _SAMPLE:
        return f"{{{{ {name} }}}} is not known in a text of kind {kind} for channel {channel}; use {listed}"
    return f"there is no placeholder {{{{ {name} }}}}; use {listed}"
