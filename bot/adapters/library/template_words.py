"""What a response text may hold of the template language: names, choices between them, and a few filters.

A text is a sentence with gaps, not a program. Loops, sums, calls and files stay out, so that no text can keep the bot
from answering, however it was written.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import Environment, TemplateError, nodes

LONGEST = 20_000
"""Characters of one text; the longest message of any channel is a fraction of it."""
FILTERS = ("capitalize", "d", "default", "lower", "title", "trim", "upper")

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
)


class NotAllowedHere(TemplateError):  # noqa: N818 - it is one of the mistakes that an operator reads
    """A text holds something of the template language that no response needs."""

    def __init__(self, message: str, lineno: int) -> None:
        super().__init__(message)
        self.lineno = lineno


def parse(environment: Environment, text: str) -> nodes.Template:
    """Return the tree of a text.

    Raises:
        TemplateError: it cannot be read, or holds more than names, choices and the filters.
    """
    if len(text) > LONGEST:
        raise NotAllowedHere(f"at most {LONGEST} characters", 1)
    try:
        tree = environment.parse(text)
        for node in _all(tree):
            _check(node)
    except RecursionError:
        raise NotAllowedHere("this is nested too deeply", 1) from None
    return tree


def _all(tree: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.iter_child_nodes()


def _check(node: nodes.Node) -> None:
    if isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            raise NotAllowedHere(f"there is no filter “{node.name}” here; use {', '.join(FILTERS)}", node.lineno)
    elif not isinstance(node, _ALLOWED) or (isinstance(node, nodes.Name) and node.name == "self"):
        what = type(node).__name__
        expected = "only names, “or”, “if … else … endif” and filters are"
        raise NotAllowedHere(f"“{what}” is not part of a text; {expected}", node.lineno)
