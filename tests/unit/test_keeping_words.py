"""Nothing of one customer stays in a kept question or answer: it is made general, or refused with a sentence."""

import contextlib

import pytest

from bot.domain.case import Channel, Customer
from bot.domain.errors import NotAllowed
from bot.domain.keeping import ADDRESSED, BRACES, NAMED, NOTHING, NUMBERED, general_answer, general_question

ANNA = Customer(Channel.X, "2001", "anna_k", "Anna Keller")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Hi Anna, the export works again since noon.", "en", "{{ hello }}, the export works again since noon."),
        ("@anna_k Hi Anna, please reload the page once.", "en", "{{ hello }}, please reload the page once."),
        ("Hi there! Please reload the page once.", "en", "{{ hello }}, Please reload the page once."),
        ("Please reload the page once. ^AB", "en", "Please reload the page once."),
        ("Please reload the page once. -Becky", "en", "Please reload the page once."),
        ("Hallo Anna, bitte laden Sie die Seite neu.", "de", "{{ hello }}, bitte laden Sie die Seite neu."),
        ("Guten Tag, bitte laden Sie die Seite neu.", "de", "{{ hello }}, bitte laden Sie die Seite neu."),
        ("Hola, Anna. Recarga la página una vez.", "es", "{{ hello }}. Recarga la página una vez."),
        ("Salve Anna, ricarichi la pagina una volta.", "it", "{{ hello }}, ricarichi la pagina una volta."),
        ("Bonjour Anna, rechargez la page une fois.", "fr", "{{ hello }}, rechargez la page une fois."),
        ("Open Settings - Billing", "en", "Open Settings - Billing"),
        ("The plan costs 12.50 EUR a month since 2024.", "en", "The plan costs 12.50 EUR a month since 2024."),
        ("It is all in https://acme.example/help/export", "en", "It is all in https://acme.example/help/export"),
        ("@acme has a status page for such days.", "en", "has a status page for such days."),
    ],
)
def test_an_answer_greets_any_customer(text: str, language: str, expected: str) -> None:
    """The greeting is made anew for every customer; the rest stays as it was written."""
    assert expected == general_answer(text, ANNA, language, "acme")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The export works again, dear Anna.", NAMED),
        ("We have written to Ms Keller about the export.", NAMED),
        ("The account anna_k is open again now.", NAMED),
        ("We have written to anna@example.com just now.", ADDRESSED),
        ("Please ask @bob_the_builder about the export.", ADDRESSED),
        ("Call us on +49 30 1234567 about the export.", ADDRESSED),
        ("Your order 4711023 is on its way to you.", NUMBERED),
        ("Your ticket T-1042 is open since this morning.", NUMBERED),
        ("Your parcel is AB12CD34 and on its way.", NUMBERED),
        ("See https://acme.example/orders/4711023 for it.", NUMBERED),
        ("The case #12 is open since this morning.", NUMBERED),
        ("Dear {FirstName}, the export works again.", BRACES),
        ("Hello Bobby, the export works again.", NAMED),
        ("Hello Bobby we have mended the export.", NAMED),
        ("Hi Anna, yes.", NOTHING),
        ("", NOTHING),
    ],
)
def test_an_answer_for_one_customer_is_refused(text: str, reason: str) -> None:
    """What belongs to one customer is never kept, and the lead reads what it is."""
    with pytest.raises(NotAllowed) as refused:
        general_answer(text, ANNA, "en", "acme")
    assert reason == str(refused.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@acme my export 4711 is broken", "my export is broken"),
        ("I am Anna Keller, anna@example.com: charged twice", "I am charged twice"),
        ("order A-4711/3 is late, see https://x.example/4711", "order is late, see"),
        ("@acme", ""),
    ],
)
def test_a_question_is_kept_without_the_customer(text: str, expected: str) -> None:
    """Handles, names, addresses, links and numbers are left out of a kept question."""
    assert expected == general_question(text, ANNA)


@pytest.mark.parametrize("text", ["@" * 5_000, "<@" * 3_000, "a" * 25_000, "1 " * 12_000, "Hi " * 8_000])
def test_long_and_odd_texts_are_read_in_time(text: str) -> None:
    """No text keeps the reader of it busy, or breaks it."""
    assert len(general_question(text, ANNA)) <= 500
    with contextlib.suppress(NotAllowed):
        assert "" != general_answer(text, ANNA, "en")
