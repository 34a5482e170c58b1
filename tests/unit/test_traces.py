"""Somebody is found in other people's texts, and nobody else is."""

from __future__ import annotations

import re

import pytest

from bot.domain.case import Channel, Customer
from bot.domain.person import Person, traces

CONTOSO = Customer(Channel.X, "2009", "contoso", "Contoso")


def scrubbed(text: str, *patterns: str) -> str:
    return re.sub("|".join(patterns), "…", text, flags=re.IGNORECASE)


HANDLE = traces(Person(Channel.X, "contoso"), (CONTOSO,), ())
ADDRESS = traces(Person(None, "anna@example.com"), (), ("anna@example.com",))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@contoso", "…"),
        ("ask @Contoso, please", "ask …, please"),
        (".@contoso has it too", ".… has it too"),
        ("It broke.@contoso has it too", "It broke.… has it too"),
        ("like '@contoso' and \"@contoso\" (@contoso)", "like '…' and \"…\" (…)"),
        ("- @contoso\n-@contoso: both", "- …\n-…: both"),
        ("thanks @joe/@contoso.", "thanks @joe/…."),
        ("https://x.com/contoso/status/1", "https://x.com/…/status/1"),
        ("see x.com/contoso", "see x.com/…"),
        ("https://mobile.twitter.com/contoso?s=20", "https://mobile.twitter.com/…?s=20"),
    ],
)
def test_a_handle_is_found(text: str, left: str) -> None:
    assert left == scrubbed(text, *HANDLE)


@pytest.mark.parametrize(
    "text",
    [
        "joe@contoso.com",
        "joe.@contoso.example",
        "joe+bills@contoso.com, it's'@contoso.example",
        "j-@contoso.com",
        "@contoso_hq and @contoso2",
        "https://acme.com/contoso and https://box.com/contoso",
        "https://my-x.com/contoso/help",
        "contoso",
    ],
)
def test_what_only_looks_like_a_handle_is_somebody_elses(text: str) -> None:
    assert text == scrubbed(text, *HANDLE)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("anna@example.com", "…"),
        ("'anna@example.com', <mailto:ANNA@example.com|anna@example.com>.", "'…', <mailto:…|…>."),
        ("joanna@example.com, o'anna@example.com", "joanna@example.com, o'anna@example.com"),
        ("anna@example.com.au, anna@example.community", "anna@example.com.au, anna@example.community"),
    ],
)
def test_an_address_is_found_and_one_that_only_looks_like_it_is_not(text: str, left: str) -> None:
    assert left == scrubbed(text, *ADDRESS)


@pytest.mark.parametrize("channel", list(Channel))
def test_whoever_has_no_case_is_found_by_the_name_that_was_given(channel: Channel) -> None:
    assert "hey …!" == scrubbed(
        "hey @anna_k!" if channel is Channel.X else "hey U0ANNA!",
        *traces(Person(channel, "anna_k" if channel is Channel.X else "U0ANNA"), (), ()),
    )
