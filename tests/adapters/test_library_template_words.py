"""A text is a sentence with gaps: nothing in it can hang the bot, eat its memory or read a file."""

from __future__ import annotations

import time

import pytest

from bot.adapters.library import placeholders
from bot.domain.errors import ResponseError
from bot.domain.response import Facts, ResponseKind

FACTS = Facts(name="Anna", brand="Acme", hello="Hi Anna", handle="anna_k", topic="export")
BOMBS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ name * 999999999 }}",
    "{{ 'x' | center(999999999) }}",
    "{{ '%0999999999d' % 1 }}",
    "{{ '%0999999999d' | format(1) }}",
    "{{ lipsum(n=999999) }}",
    "{{ range(99999) | list }}",
    "{{ name.__class__.__mro__ }}",
    "{{ name['__class__'] }}",
    "{{ ''.join([name]) }}",
    "{% include '/etc/hostname' %}",
    "{% import 'x' as y %}",
    "{% extends 'x' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = name %}{{ x }}",
    "{{ self }}",
    "{{ cycler }}",
    "{{ joiner() }}",
    "{{ namespace() }}",
    "{{ [1, 2, 3] }}",
    "{{ {'a': 1} }}",
    "{% filter upper %}x{% endfilter %}",
    "{% block a %}x{% endblock %}",
    "{% raw %}" + "x" * 30_000,
    "{% if name %}" * 3_000,
    "{{ " + "(" * 3_000 + "name" + ")" * 3_000 + " }}",
    "{{ " + "not " * 3_000 + "name }}",
    "{{ name" + " or name" * 3_000 + " }}",
]


@pytest.mark.parametrize("text", BOMBS, ids=range(len(BOMBS)))
def test_a_bomb_is_a_mistake_that_is_told_at_once(text: str) -> None:
    began = time.monotonic()
    assert [] != list(placeholders.mistakes(text, ResponseKind.HOLD, "any"))
    with pytest.raises(ResponseError):
        placeholders.fill(text, FACTS)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ hello }}, about {{ topic or 'this' }}.", "Hi Anna, about export."),
        ("{% if topic %}{{ topic | upper }}{% else %}this{% endif %}", "EXPORT"),
        ("{{ topic if topic == 'export' else name }}", "export"),
        ("{{ ticket | default('no number') }}", "no number"),
        ("{{ name ~ ' at ' ~ brand }}", "Anna at Acme"),
    ],
)
def test_names_choices_and_plain_filters_are_part_of_a_text(text: str, expected: str) -> None:
    assert expected == placeholders.fill(text, FACTS)


def test_the_mistake_names_its_line_and_what_to_use() -> None:
    found = list(placeholders.mistakes("Hello\n{{ name | center(9) }}", ResponseKind.HOLD, "any"))
    expected = "there is no filter “center” here; use capitalize, d, default, lower, title, trim, upper"
    assert [("placeholder", 2, f"placeholders look like {{{{ name }}}}; here: {expected}")] == found
