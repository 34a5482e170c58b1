"""The length of a text on X is X's own count, also where it is reckoned without X's parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twitter_text import parse_tweet

from bot.adapters.weighing import weigh
from bot.domain.case import Channel

PIECES = st.one_of(
    st.sampled_from(
        ["https://x.com/acme", " https://x.com/a?b=c&d=%20e ", "acme.com", "http://", "@anna", "…", "é", "“”"]
    ),
    st.sampled_from(["©", "®", "e\u0301", "–", "—", "🙂", "漢", ". ", ".", "1️⃣"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x180), max_size=8),
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_text_weighs_what_the_parser_says(text: str) -> None:
    assert parse_tweet(text).weightedLength == weigh(Channel.X, text)


@pytest.mark.parametrize(
    ("text", "weight"),
    [("One second…", 12), ("see https://x.com/acme now", 31), ("write to acme.com", 32), ("漢字", 4)],
)
def test_known_texts_weigh_what_x_says(text: str, weight: int) -> None:
    assert weight == weigh(Channel.X, text)
