"""Which display names are said back to a customer, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twitter_text import parse_tweet

from bot.domain.response import NAMELESS, Facts, first_name


@pytest.mark.parametrize(
    ("display_name", "expected"),
    [
        ("Anna", "Anna"),
        ("Anna Meyer", "Anna"),
        ("  Anna  Meyer ", "Anna"),
        ("anna", "anna"),
        ("Anna 🌸", "Anna"),
        ("Jean-Luc Picard", "Jean-Luc"),
        ("O'Neil", "O'Neil"),
        ("D’Arcy Smith", "D’Arcy"),
        ("José", "José"),
        ("Jose\u0301", "José"),
        ("Nguyễn", "Nguyễn"),
        ("İbrahim", "İbrahim"),
        ("Анна", "Анна"),
        ("محمد علي", "محمد"),
        ("真理子", "真理子"),
        ("अनीता", "अनीता"),
        ("Will Smith", "Will"),
        ("Al", "Al"),
        ("BOB", "BOB"),
        ("Mary Jane Watson Parker", "Mary"),
        ("A" + "bc" * 9 + "d", "A" + "bc" * 9 + "d"),
    ],
)
def test_a_first_name_is_used(display_name: str, expected: str) -> None:
    """What looks like a name is said back as the customer writes it."""
    assert expected == first_name(display_name)


@pytest.mark.parametrize(
    "display_name",
    [
        "",
        "   ",
        "X",
        "ANNA",
        "Anna2",
        "anna_m",
        "@anna",
        "🌸 Anna",
        "Ann🌸a",
        "Meyer, Anna",
        "Dr. Meyer",
        "Mr Meyer",
        "Free Bitcoin",
        "Acme Support",
        "Support",
        "The Boss",
        "Official Anna",
        "Your Mom",
        "Admin",
        "Null",
        "undefined",
        "None",
        "Dear {FirstName}",
        "{{ name }}",
        "<b>Anna</b>",
        "<!channel>",
        "www.spam.example",
        "Anna http://spam.example",
        "Anna buy.com",
        "anna@example.com",
        "tired of this company",
        "Anna is a liar",
        "one two three four five",
        "Anna\x00",
        "Anna\x1b[31m",
        "Anna\u202enna",
        "Ann\u200bna",
        "Aaaanna",
        "𝓐𝓷𝓷𝓪",
        "Ａｎｎａ",
        "Аnna",
        "H\u0337\u0322\u0327e",
        "--",
        "Anna--Lena",
        "-Anna",
        "Fuckface Meyer",
        "Anna Shithead",
        "A" + "bc" * 10,
        "真" * 5 + "理" * 6,
    ],
)
def test_anything_else_is_not_said_back(display_name: str) -> None:
    """An advert, a role, a sentence, abuse or a trick is replaced by a word that reads well."""
    assert NAMELESS == first_name(display_name)


@given(st.text(max_size=60))
def test_a_name_is_always_short(display_name: str) -> None:
    """No display name makes a text longer than a name of 20 characters does, as X counts."""
    assert parse_tweet(first_name(display_name)).weightedLength <= 20


@given(st.text(max_size=60))
def test_a_name_holds_only_letters(display_name: str) -> None:
    """No digit, emoji, control character, brace or blank of a display name is ever said back."""
    rest = "".join(c for c in first_name(display_name) if not c.isalpha() and c not in "-'’")
    assert all(not c.isspace() and not c.isdigit() and c.isprintable() and c not in "{}<>@#" for c in rest)


def test_facts_are_unknown_until_they_are_given() -> None:
    """A fact that nobody gave is empty, so that filling it in fails."""
    assert Facts(name="", brand="", link="", ticket="", opening="") == Facts()
