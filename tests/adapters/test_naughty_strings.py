"""Every row of the naughty table goes through the whole loop, as the customer's words and as the customer's name."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from naughty.loop import ADDRESS, BRAND, bot, card_faults, desk_faults, in_slack, on_x, public_faults, tell
from naughty.signs import SIGNS
from naughty.words import WORDS

from bot.adapters.x.codec import mention_in
from bot.domain.case import State
from bot.domain.response import ResponseKind

TABLE = SIGNS | WORDS
ROWS = [(kind, number) for kind, rows in TABLE.items() for number in range(len(rows))]
LONGEST_X_NAME = 50
ON_BOTH = os.environ.get("NAUGHTY") == "all"
"""Rows take turns between X and Slack, so that the tests stay quick; `make naughty` plays every row on both."""
GIVEN = f"@acme sure: {ADDRESS}"


def names(row: tuple[str, int]) -> str:
    """Return what a row is called in a report; never its text, which terminals might obey."""
    return f"{row[0]}-{row[1]}"


def test_the_table_has_its_300_rows_and_none_twice() -> None:
    rows = [text for texts in TABLE.values() for text in texts]
    assert len(rows) >= 300
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize("row", ROWS, ids=names)
def test_a_naughty_text_and_name_harm_nobody(row: tuple[str, int], capfd: pytest.CaptureFixture[str]) -> None:
    """On X or in Slack: card valid, reply clean, nobody pinged, ticket and mail safe, not a word of it in the log."""
    text = TABLE[row[0]][row[1]]
    house = bot()
    if ON_BOTH or row[1] % 2:
        name = text[:LONGEST_X_NAME]
        tell(house, on_x(f"@acme {text}", name), on_x(GIVEN, name, 2, answered=True))
    if ON_BOTH or not row[1] % 2:
        tell(house, in_slack(text, text[:80]), in_slack(GIVEN, text[:80], 2))
    found = [
        *card_faults(house),
        *public_faults(house),
        *(one for told in house.desk.stories for one in desk_faults(told)),
    ]
    house.store.close()
    assert [] == sorted(set(found))
    written = "".join(capfd.readouterr())
    assert ADDRESS not in written
    # A short row may stand in a log by chance.
    assert len(text.strip()) < 12 or text.strip() not in written


def test_the_loop_really_runs_and_its_checks_can_fail() -> None:
    """An ordinary text comes to a reply, an ask and a ticket on both channels, and what is dangerous would be seen."""
    house = bot()
    tell(house, on_x("@acme my login is broken", "Anna Keller"), on_x(GIVEN, "Anna Keller", 2, answered=True))
    tell(house, in_slack("my login is broken", "Carl Weber"), in_slack(GIVEN, "Carl Weber", 2))
    assert (True, True, 2) == (len(house.x.texts) >= 3, len(house.slack.texts) >= 3, len(house.desk.stories))
    assert ([], []) == (card_faults(house), public_faults(house))
    sent = house.x.sent[0]
    house.x.sent[0] = replace(sent, text=f"<!channel> {{{{ name }}}} @grace @ada_writes {ADDRESS}\x00")
    kinds = {fault.partition(":")[0] for fault in public_faults(house)}
    assert {"a sign that it must not hold", "a teammate", "somebody is mentioned", "the address"} <= kinds
    house.store.close()


@pytest.mark.parametrize("text", TABLE["stop inside"])
def test_a_stop_inside_another_word_silences_nobody(text: str) -> None:
    house = bot()
    house.intake.hear(on_x(f"@acme {text}", "Anna Keller"))
    assert (False, True) == (house.case().muted, house.case().state is not State.STOPPED)
    house.store.close()


@pytest.mark.parametrize(
    "text", ["stop", "STOP!", "st\u200bop", "ｓｔｏｐ", "\u202estop\u202c", "stop 🛑", "please stop", "stop\x00"]
)
def test_a_stop_in_disguise_is_obeyed(text: str) -> None:
    house = bot()
    house.intake.hear(on_x(f"@acme {text}", "Anna Keller"))
    house.run()
    house.later()
    assert ([], True) == (house.x.texts, house.case().muted)
    house.store.close()


@pytest.mark.parametrize("text", TABLE["orders"])
def test_an_order_by_a_customer_makes_no_staff_move(text: str) -> None:
    """A customer's words are only words: they send no suggestion, resolve nothing and acknowledge nothing."""
    house = bot()
    house.intake.hear(in_slack(text, "Carl Weber"))
    house.run()
    kinds = {row.effect.kind for row in house.replies()}  # type: ignore[union-attr]
    assert not kinds & {ResponseKind.SUGGESTION, ResponseKind.TAKEN, ResponseKind.CLOSING}
    assert ("", "") == (house.case().taken_by, house.case().answered_by)
    house.store.close()


def test_our_own_words_repeated_by_the_brand_are_not_a_mention() -> None:
    """The bot does not answer itself: what its own account writes is never heard as a customer's."""
    post = {"id": "1", "author_id": BRAND.id, "conversation_id": "1", "created_at": "2026-03-02T12:00:00Z", "text": "x"}
    assert mention_in(post, {}, BRAND) is None
