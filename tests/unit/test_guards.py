"""What may not leave, and what looks like it but may."""

from __future__ import annotations

from dataclasses import replace

import pytest
from acme import ADA, GRACE

from bot.domain.guards import Draft, check

LIMIT = 280


def draft(text: str, public: bool = True, customer: str = "Anna") -> Draft:
    """A message to Anna, in public."""
    return Draft(text, public, len(text), LIMIT, (ADA, GRACE), customer)


def found(message: Draft) -> set[str]:
    """The guards that object."""
    return {finding.guard for finding in check(message)}


@pytest.mark.parametrize(
    "text",
    [
        "Hi Anna, one second, let me look into this…",
        "Can you link me to the page? It looks like https://acme.example/x?a={1}",
        "Set the price to $5 and save 20% today.",
        "Hi there, your ticket is T-1042.",
        "Use a[0] and f(x) <= 3.",
        "None of our servers is down.",
        "That is undefined behaviour, sorry.",
        "We use UTF-8 and 😀.",
    ],
)
def test_an_ordinary_message_may_leave(text: str) -> None:
    assert () == check(draft(text))


@pytest.mark.parametrize(
    "text",
    [
        "Dear {FirstName}, thank you",
        "Hi {{ name }}, one second",
        "Hi {% if name %}you{% endif %}",
        "Hi ${name}, one second",
        "Hi #{name}, one second",
        "Hi %%FIRSTNAME%%, one second",
        "Hi [FIRST_NAME], one second",
        "Hi <name>, one second",
        "Hi <first_name>, one second",
        "Hi undefined, one second",
        "Hi None, one second",
        "Dear None, one second",
        "Hi , one second",
        "Dear, one second",
        "Your ticket is {{ ticket\n}}.",
        "",
        "   \n ",
    ],
)
def test_nothing_leaves_with_a_gap_in_it(text: str) -> None:
    assert {"placeholder"} == found(draft(text))


@pytest.mark.parametrize("public", [True, False])
def test_a_gap_is_no_better_in_private(public: bool) -> None:
    assert {"placeholder"} == found(draft("Dear {FirstName}", public))


def test_a_finding_says_where_it_is() -> None:
    finding = check(draft("Dear {FirstName}, hello"))[0]
    assert (5, 16, "{FirstName}") == (
        finding.start,
        finding.end,
        "Dear {FirstName}, hello"[finding.start : finding.end],
    )


@pytest.mark.parametrize(
    "text",
    [
        "@ada_writes can you help?",
        "Ask @ADA_Writes.",
        "(@ada_writes)",
        "Ada is on it.",
        "Grace's team will look.",
        "ask U0ADA",
    ],
)
def test_a_public_message_names_no_teammate(text: str) -> None:
    assert {"teammate_in_public"} == found(draft(text))


@pytest.mark.parametrize(
    "text",
    [
        "We fall from grace now and then.",
        "Adapters are in the shop.",
        "@ada_writes_more may know.",
        "Canada is open.",
        "The adagio is slow.",
    ],
)
def test_a_word_that_only_contains_a_name_may_leave(text: str) -> None:
    assert set() == found(draft(text))


def test_a_private_message_may_name_a_teammate() -> None:
    assert set() == found(draft("Ada is looking at it.", public=False))


def test_a_customer_who_is_called_like_a_teammate_is_greeted() -> None:
    assert set() == found(draft("Hi Ada, one second", customer="Ada"))


def test_a_customer_who_is_called_like_a_teammate_does_not_open_the_handle() -> None:
    assert {"teammate_in_public"} == found(draft("Hi @ada_writes, one second", customer="Ada"))


@pytest.mark.parametrize("text", ["We have anna@example.com.", "Is it (anna.k+1@mail.example.co.uk)?"])
def test_a_public_message_shows_no_address(text: str) -> None:
    assert {"private_data"} == found(draft(text))


@pytest.mark.parametrize("text", ["Write to @acme_help.", "We are open 9 @ Main Street."])
def test_what_is_no_address_may_leave(text: str) -> None:
    assert set() == found(draft(text))


def test_a_private_message_may_repeat_the_address() -> None:
    assert set() == found(draft("Is anna@example.com right?", public=False))


@pytest.mark.parametrize(
    "text",
    [
        "Hey <!channel>",
        "Hey <!here|here>",
        "Ask <@U0123ABC>",
        "See <#C0123ABC|triage>",
        "Ask U0123ABCD",
        "Ask W012A3B4",
    ],
)
def test_a_public_message_carries_nothing_of_slack(text: str) -> None:
    assert {"internal"} == found(draft(text))


@pytest.mark.parametrize(
    "text", ["WINDOWS and UBUNTU are fine.", "WARNING: UPDATES TODAY", "a < b! and c > d", "See <https://acme.example>"]
)
def test_what_only_looks_like_slack_may_leave(text: str) -> None:
    assert set() == found(draft(text))


@pytest.mark.parametrize(("weight", "guards"), [(LIMIT, set()), (LIMIT + 1, {"length"})])
def test_a_message_fits_its_channel(weight: int, guards: set[str]) -> None:
    assert guards == found(replace(draft("Hi Anna"), weight=weight))


def test_every_finding_is_a_sentence_for_a_junior() -> None:
    findings = check(replace(draft("{x} Ada anna@example.com <!here>"), weight=LIMIT + 4))
    expected = {"placeholder", "teammate_in_public", "private_data", "internal", "length"}
    assert expected == {finding.guard for finding in findings}
    assert all(finding.message.endswith(".") for finding in findings)
