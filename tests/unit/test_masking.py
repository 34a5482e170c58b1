"""An email address is never shown as it is, and nothing else is changed."""

from __future__ import annotations

import time

import pytest

from bot.domain.masking import mask, mask_address


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("anna@example.com", "a…@e….com"),
        ("anna.keller+shop@mail.example.co.uk", "a…@m….uk"),
        ("a@b.de", "a…@b….de"),
        ("jörg@müller.de", "j…@m….de"),
        ("o'brien@example.ie", "o…@e….ie"),
        ("100%off@shop.example", "1…@s….example"),
    ],
)
def test_an_address_is_masked(address: str, masked: str) -> None:
    assert masked == mask_address(address)
    assert masked == mask(address)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Write to anna@example.com.", "Write to a…@e….com."),
        ("<anna@example.com>", "<a…@e….com>"),
        ("mailto:anna@example.com?subject=Hi", "mailto:a…@e….com?subject=Hi"),
        ("anna@example.com,ben@example.org", "a…@e….com,b…@e….org"),
        ("email=anna@example.com;", "email=a…@e….com;"),
        ("مرحبا anna@example.com شكرا", "مرحبا a…@e….com شكرا"),
        ("😀anna@example.com😀", "😀a…@e….com😀"),
    ],
)
def test_every_address_in_a_text_is_masked(text: str, masked: str) -> None:
    assert masked == mask(text)


@pytest.mark.parametrize(
    "text", ["", "@acme help", "we met @ the shop", "3 @ 5 EUR", "ada_writes", "root@localhost", "a.b.c", "1.5 @ 2.5"]
)
def test_what_is_no_address_stays(text: str) -> None:
    assert text == mask(text)


def test_masking_twice_changes_nothing_more() -> None:
    once = mask("anna@example.com and ben@example.org")
    assert once == mask(once)


@pytest.mark.parametrize("text", ["a" * 100_000, "a." * 50_000, "a@" * 50_000, "a@b" * 30_000, "a@b." * 25_000])
def test_a_very_long_text_is_masked_in_no_time(text: str) -> None:
    begin = time.monotonic()
    mask(text)
    assert time.monotonic() - begin < 2.0
