"""Customers' text can neither notify, nor leak, nor break a message of ours."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.adapters.slack.text import escape, fit, from_slack, quote, show, show_line, show_plain


def test_what_notifies_in_slack_is_escaped() -> None:
    """`<!channel>` and `<@U…>` come out as plain words."""
    assert escape("<!channel> & <@U0ADA>") == "&lt;!channel&gt; &amp; &lt;@U0ADA&gt;"


def test_an_entity_is_never_cut_in_two() -> None:
    """Where an entity does not fit, it is left out as a whole."""
    assert fit("abc<<<<", 9) == "abc&lt;…"


@pytest.mark.parametrize("one", ["👩‍👩‍👧", "👍🏽", "🇩🇪", "é", "❤️"], ids=["family", "skin", "flag", "accent", "heart"])
def test_an_emoji_is_never_cut_in_two(one: str) -> None:
    """A text of one sign, again and again, is cut between two of them."""
    for limit in range(20, 40):
        kept = fit(one * 40, limit).removesuffix("…")
        assert kept == one * (len(kept) // len(one))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(10, 120))
def test_a_text_stays_within_its_limit(text: str, limit: int) -> None:
    """However a text is shown, it is no longer than asked, counted as UTF-16 does."""
    for shown in (
        fit(text, limit),
        show(text, limit),
        show_line(text, limit),
        show_plain(text, limit),
        quote(text, limit),
    ):
        assert len(shown.encode("utf-16-le")) // 2 <= limit


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_no_bare_angle_bracket_is_left(text: str) -> None:
    """Nothing that a customer types begins a reference."""
    assert "<" not in show(text, 5000) + show_line(text, 5000) + show_plain(text, 5000) + quote(text, 5000)


def test_addresses_are_masked() -> None:
    """An address is never shown in full."""
    assert show("write to anna@example.com", 100) == "write to a…@e….com"


def test_an_address_at_the_border_is_not_shown_in_part() -> None:
    """A cut never saves half an address from being masked."""
    for length in range(1, 60):
        assert "anna@" not in show("x " * length + "anna@example.com", 80)
        assert "anna@" not in show("x" * (600 + length) + " anna@example.com " + "y" * 900, 680)


def test_a_huge_text_is_shown_at_once() -> None:
    """25,000 characters without a space take no noticeable time."""
    began = time.monotonic()
    show("a" * 25_000, 1200)
    assert time.monotonic() - began < 0.3


def test_text_cannot_turn_the_text_around_it() -> None:
    """Direction overrides are taken out, right-to-left letters stay."""
    assert show("a\u202eb שלום", 50) == "ab שלום"


def test_half_surrogates_are_replaced() -> None:
    """Half a surrogate pair, which JSON can carry, becomes a question mark."""
    assert show("a\ud83d", 50) == "a?"


def test_every_line_of_a_quote_is_quoted() -> None:
    """No line break ends the quote; empty lines vanish."""
    assert quote("one\n\n  \ntwo\n", 50) == "> one\n> two"


def test_an_empty_text_has_no_quote() -> None:
    """There is nothing to quote in white space."""
    assert quote(" \n\t", 50) == ""


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<@U0BOT> my export is broken", "my export is broken"),
        ("ask <@U0ADA>", "ask @someone"),
        ("ask <@U0ADA|ada>", "ask @ada"),
        ("in <#C0HELP|help> and <#C1>", "in #help and #channel"),
        ("<!here> look", "@here look"),
        ("<!subteam^S1|@support>", "@support"),
        ("<!date^0^{time}|noon>", "noon"),
        ("<mailto:anna@example.com|anna@example.com>", "anna@example.com"),
        ("<http://acme.example|acme.example>", "http://acme.example"),
        ("see <https://acme.example/x?a=1&amp;b=2|this page>", "see this page (https://acme.example/x?a=1&b=2)"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("", ""),
    ],
)
def test_what_was_typed_comes_back(typed: str, plain: str) -> None:
    """References are spelled out and entities decoded, once."""
    assert from_slack(typed, "U0BOT") == plain
