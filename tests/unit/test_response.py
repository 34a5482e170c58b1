"""Which display names are said back to a customer, and which are not."""

from dataclasses import asdict

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
        ("María José", "María José"),
        ("María José García Pérez", "María José"),
        ("JosÉ María", "JosÉ María"),
        ("Jean Luc Picard", "Jean Luc"),
        ("Hans Peter Müller", "Hans Peter"),
        ("María García", "María"),
        ("Maria Jose\u0301", "Maria José"),
        ("José José Luis", "José José"),
        ("Søren Kierkegaard", "Søren"),
        ("Nguyễn Văn Phúc", "Nguyễn"),
        ("Łukasz", "Łukasz"),
        ("Zoë Kravitz", "Zoë"),
        ("Anna von der Heide", "Anna"),
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
        "ANNA MARIA",
        "Herr Meyer",
        "Madame Dupont",
        "Señora García",
        "Dottoressa Bianchi",
        "Gratis Rabatt",
        "Bonjour Paris",
        "Kundenservice Acme",
        "Anna Soporte",
        "Niemand",
        "Vorname Nachname",
        "nan",
        "Nessuno",
        "Hola Mundo",
        "Nicht mein Problem",
        "Odio Acme",
        "Acme Betrüger",
        "Acme Truffa",
        "Scheißladen",
        "SCHEIẞE Bahn",
        "Arschloch",
        "Anna Wichser",
        "Cabrón",
        "Hijo de Puta",
        "Stronzo",
        "Anna Merda",
        "Connard",
        "Fück Acme",
        "A" + "bc" * 10,
        "真" * 5 + "理" * 6,
    ],
)
def test_anything_else_is_not_said_back(display_name: str) -> None:
    """An advert, a role, a sentence, abuse or a trick is replaced by a word that reads well."""
    assert NAMELESS == first_name(display_name)


@pytest.mark.parametrize(
    "display_name",
    [
        *("Nazir", "Porntip", "Shital", "Conor", "Merdan", "Raphael", "Dick", "Cazimir", "Culver", "Putri"),
        *("Marica", "Moin", "Una", "Des", "Les", "Don", "Pero", "Aber", "Mais", "Mio", "Hasse", "Heilika", "Salomé"),
    ],
)
def test_a_name_that_only_sounds_like_abuse_is_used(display_name: str) -> None:
    """Real names that begin like a rude word, or are a word in another language, are said back."""
    assert display_name == first_name(display_name)


@given(st.text(max_size=60))
def test_a_name_is_always_short(display_name: str) -> None:
    """No display name makes a text longer than a name of 20 characters does, as X counts."""
    assert parse_tweet(first_name(display_name)).weightedLength <= 20


@given(st.text(max_size=60))
def test_a_name_holds_only_letters(display_name: str) -> None:
    """No digit, emoji, control character or brace of a display name is ever said back, nor a blank at an end."""
    said = first_name(display_name)
    assert said.strip() == said
    rest = "".join(c for c in said.replace(" ", "", 1) if not c.isalpha() and c not in "-'’")
    assert all(not c.isspace() and not c.isdigit() and c.isprintable() and c not in "{}<>@#" for c in rest)


def test_facts_are_unknown_until_they_are_given() -> None:
    """A fact that nobody gave is empty, so that filling it in fails."""
    assert set() == set(filter(None, asdict(Facts()).values()))
