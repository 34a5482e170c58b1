"""Ordinary support prose in five languages may leave: no false stop, and no false warning either."""

from __future__ import annotations

import pytest
from acme import ADA, GRACE, NOON
from support_prose import SENTENCES

from bot.domain.case import Channel
from bot.domain.guards import Draft, check

every_sentence = pytest.mark.parametrize("text", SENTENCES)


def test_there_are_two_hundred_sentences() -> None:
    assert 200 == len(set(SENTENCES))


@every_sentence
@pytest.mark.parametrize("channel", list(Channel))
@pytest.mark.parametrize("heated", [False, True])
def test_ordinary_prose_may_leave(text: str, channel: Channel, heated: bool) -> None:
    draft = Draft(
        text,
        True,
        len(text),
        280,
        (ADA, GRACE),
        "Anna",
        channel,
        heated=heated,
        now=NOON,
        send_by=NOON,
        known_handles=frozenset({"anna_k", "acme"}),
        ticket_links=("https://help.acme.example/public/",),
        internal_hosts=("wiki.acme.internal",),
        internal_texts=("I have asked billing about it, they are slow as always today",),
    )
    assert () == check(draft)


@every_sentence
def test_a_gap_in_the_same_prose_is_found(text: str) -> None:
    assert "placeholder" in {one.guard for one in check(Draft(f"{text} {{Brand}}", True, 1, 280, ()))}
