"""Blame, "why", cheer, too many questions and promises without a time make a human look twice, and stop nothing."""

from __future__ import annotations

import pytest

from bot.domain.guards import Draft, Severity, check

WORDING = {"blame", "why", "heat", "questions", "promise"}


def warned(text: str, heated: bool = False) -> list[tuple[str, str]]:
    """What the guards of wording quote of a text."""
    found = [one for one in check(Draft(text, True, len(text), 3000, (), heated=heated)) if one.guard in WORDING]
    assert all(one.severity is Severity.WARN and one.message.endswith(".") for one in found)
    return [(one.guard, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("You should have saved it first.", "You should have"),
        ("It is your fault.", "your fault"),
        ("As we said, it works for us.", "As we said"),
        ("That is OUR POLICY.", "OUR POLICY"),
        ("Please calm down.", "calm down"),
        ("You didn’t read the page.", "You didn’t read"),
        ("Das ist Ihr Fehler.", "Ihr Fehler"),
        ("Wie bereits erwähnt, geht das nicht.", "Wie bereits erwähnt"),
        ("Beruhigen Sie sich bitte.", "Beruhigen Sie sich"),
        ("Avrebbe dovuto salvare prima.", "Avrebbe dovuto"),
        ("È la nostra politica.", "la nostra politica"),
        ("Es su culpa.", "Es su culpa"),
        ("Como ya dije, es así.", "Como ya dije"),
        ("Vous auriez dû enregistrer.", "Vous auriez dû"),
        ("Comme je l’ai dit, c'est ainsi.", "Comme je l’ai dit"),
    ],
)
def test_blame_and_defence_are_told(text: str, quoted: str) -> None:
    assert ("blame", quoted) in warned(text)


@pytest.mark.parametrize(
    "text",
    [
        "You should see the page now.",
        "It is our fault, and we are sorry.",
        "The privacy policy is here.",
        "It works for most of our customers.",
        "The policies are ours.",
        "Das ist unser Fehler.",
        "È colpa nostra.",
        "Es culpa nuestra.",
        "C'est notre faute.",
        "We said it works. For us, that is the goal.",
    ],
)
def test_owning_it_is_no_blame(text: str) -> None:
    assert [] == [quoted for guard, quoted in warned(text) if guard == "blame"]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Why did you delete it?", "Why"),
        ("Thanks. Why did you delete it?", "Why"),
        ("May I ask why you cancelled?", "why"),
        ("Please tell us why you cancelled.", "tell us why"),
        ("How come you cancelled?", "How come"),
        ("Warum haben Sie das gelöscht?", "Warum"),
        ("Wieso denn?", "Wieso"),
        ("Perché ha cancellato?", "Perché"),
        ("Come mai ha cancellato?", "Come mai"),
        ("¿Por qué lo ha borrado?", "Por qué"),
        ("Pourquoi l'avez-vous supprimé ?", "Pourquoi"),
        ("Dites-nous pourquoi, merci.", "Dites-nous pourquoi"),
    ],
)
def test_asking_why_is_told(text: str, quoted: str) -> None:
    assert [("why", quoted)] == warned(text)


@pytest.mark.parametrize(
    "text",
    [
        "That is why we ask for the link.",
        "That's why: what do you see on the page?",
        "We know why it failed, and it is mended.",
        "Why it failed is known now.",
        "Das ist der Grund, warum es langsam war.",
        "Non funziona perché il file è vuoto.",
        "No funciona porque el archivo está vacío.",
        "C'est pourquoi nous demandons le lien.",
        "What do you see?",
        "How did it begin?",
    ],
)
def test_saying_why_is_fine(text: str) -> None:
    assert [] == warned(text)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("We are on it!", ["!"]),
        ("We are on it!!! Thanks!", ["!!!", "!"]),
        ("¡Hola! Un momento.", ["¡", "!"]),
        ("We are on it 🙂", ["🙂"]),
        ("We are on it 👍🏽🎉", ["👍🏽🎉"]),
        ("We are on it ❤️", ["❤️"]),
        ("We are on it :)", [":)"]),
        ("We are on it <3", ["<3"]),
        ("Great news, it works.", ["Great news"]),
        ("No worries, we are on it.", ["No worries"]),
        ("Kein Problem, wir sehen nach.", ["Kein Problem"]),
        ("Nessun problema, controlliamo.", ["Nessun problema"]),
        ("No hay problema, lo miramos.", ["No hay problema"]),
        ("Pas de souci, on regarde.", ["Pas de souci"]),
        ("WE ARE ON IT NOW.", []),
        ("PLEASE WAIT HERE.", ["PLEASE WAIT HERE"]),
    ],
)
def test_cheer_towards_an_angry_customer_is_told(text: str, quoted: list[str]) -> None:
    assert [("heat", one) for one in quoted] == warned(text, heated=True)


@pytest.mark.parametrize(
    "text",
    [
        "We see it: the export ends at 10 %.",
        "Open Settings → Billing, please.",
        "See https://acme.example/#!/billing for it.",
        "The code is 8) in the list.",
        "We are looking at it now.",
        "The PDF and the CSV are empty.",
        "Das ist ein Problem, wir sehen nach.",
    ],
)
def test_a_calm_text_is_fine_for_an_angry_customer(text: str) -> None:
    assert [] == [quoted for guard, quoted in warned(text, heated=True) if guard == "heat"]


def test_a_calm_customer_may_be_cheered() -> None:
    assert [] == warned("Great news! It works 🎉")


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("What do you see?", 0),
        ("What do you see? What did you click?", 1),
        ("What? When? Where?", 2),
        ("What do you see??", 0),
        ("¿Qué ve? ¿Cuándo?", 1),
        ("What is at https://acme.example/?a=1?b=2 now?", 0),
    ],
)
def test_one_question_at_a_time(text: str, questions: int) -> None:
    assert questions == len([guard for guard, _ in warned(text) if guard == "questions"])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("We will get back to you.", "get back to you"),
        ("We'll keep you posted.", "We'll keep you posted"),
        ("We’ll let you know.", "We’ll let you know"),
        ("We answer soon.", "soon"),
        ("We answer as soon as possible.", "as soon as possible"),
        ("At 14:00 it broke. We will get back to you.", "get back to you"),
        ("Wir melden uns.", "melden uns"),
        ("Wir antworten so schnell wie möglich.", "so schnell wie möglich"),
        ("Ti faremo sapere.", "Ti faremo sapere"),
        ("Rispondiamo al più presto.", "al più presto"),
        ("Le avisaremos.", "Le avisaremos"),
        ("Contestamos lo antes posible.", "lo antes posible"),
        ("Nous reviendrons vers vous.", "reviendrons vers vous"),
        ("Nous répondons dans les plus brefs délais.", "dans les plus brefs délais"),
    ],
)
def test_a_promise_without_a_time_is_told(text: str, quoted: str) -> None:
    assert [("promise", quoted)] == warned(text)


@pytest.mark.parametrize(
    "text",
    [
        "We will get back to you by 15:00.",
        "We'll let you know within two hours.",
        "We will get back to you tomorrow.",
        "We'll let you know by Friday.",
        "We'll let you know in 10 minutes.",
        "We will follow up on 3 March 2026.",
        "Wir melden uns bis 15 Uhr.",
        "Wir melden uns innerhalb einer Stunde.",
        "Wir melden uns am Montag.",
        "Ti faremo sapere entro le 15:00.",
        "Ti faremo sapere lunedì.",
        "Le avisaremos mañana.",
        "Le avisaremos en dos horas.",
        "Nous reviendrons vers vous à 15h00.",
        "Nous reviendrons vers vous demain.",
        "Come back to this page whenever you like.",
    ],
)
def test_a_promise_with_a_time_is_fine(text: str) -> None:
    assert [] == warned(text)
