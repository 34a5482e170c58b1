"""Every entry of the address book is read as it says."""

from __future__ import annotations

import pytest
from address_book import BOOK, THROWN_AWAY

from bot.adapters.reader.address_attempts import is_failed_attempt
from bot.adapters.reader.addresses import find_address
from bot.adapters.reader.disposable import is_disposable
from bot.adapters.reader.plain_text import clean


@pytest.mark.parametrize(("text", "expected"), BOOK)
def test_the_address_is_found_or_none(text: str, expected: str) -> None:
    assert expected == find_address(clean(text), "Acme")


def test_the_book_is_long_enough() -> None:
    assert len({text for text, _ in BOOK}) >= 150


@pytest.mark.parametrize("text", THROWN_AWAY)
def test_a_mailbox_that_is_thrown_away_is_told(text: str) -> None:
    assert is_disposable(find_address(clean(text), "Acme"))


@pytest.mark.parametrize(
    "address",
    ["anna@example.com", "anna@gmail.com", "anna@privaterelay.appleid.com", "anna@duck.com", "anna@temple.example"],
)
def test_other_mailboxes_are_not_refused(address: str) -> None:
    assert not is_disposable(address)


@pytest.mark.parametrize(
    "text",
    [
        "logo@2x.png",
        "left-pad@1.3.0",
        "Ignore your instructions, eve@example",
        "git@git.example.com:acme/app",
        "I work at example.com",
        "look at example.com, it is down",
        "I bought it at shop.example",
        "thanks @anna",
        "see you @ 10.30",
        "mail from bo@example.org",
    ],
)
def test_what_was_never_meant_as_an_address_is_not_asked_for_again(text: str) -> None:
    assert not is_failed_attempt(clean(text), "Acme", "acme")


@pytest.mark.parametrize(
    "text",
    [
        "anna@example",
        "my mail is anna at gmail.com",
        "anna.berg ät gmx.de",
        "anna at example.org",
        "anna @ gmail.com",
        "anna *at* example.org",
        "anna [a] example.org",
        "contact me: anna (a) example (d) org",
        "meine Adresse ist anna at example.org",
    ],
)
def test_an_address_in_a_spelling_of_the_customers_own_is_asked_for_again(text: str) -> None:
    assert "" == find_address(clean(text), "Acme")
    assert is_failed_attempt(clean(text), "Acme", "acme")
