"""How heated a mention is: by the lexicon in English, by signs of anger in every language."""

import pytest
from reader_world import sentences, understand

from bot.adapters.reader.measure import area_under_curve


@pytest.mark.parametrize(
    "text",
    [
        "@acme das ist eine Unverschämtheit, ich gehe zum Anwalt",
        "@acme verdammte Scheiße, schon wieder kaputt",
        "@acme è una vergogna, ladri",
        "@acme chiamo i carabinieri e un avvocato",
        "@acme sois unos ladrones, qué vergüenza",
        "@acme voy a denunciar esto",
        "@acme c'est une honte, bande de voleurs",
        "@acme je vais porter plainte",
        "@acme I will call my lawyer",
        "@acme see you in the press, journalists love this",
        "@acme this damn thing",
        "@acme ICH WARTE SEIT STUNDEN",
    ],
)
def test_anger_is_noticed_in_every_language(text: str) -> None:
    assert understand(text).heated


@pytest.mark.parametrize(
    "text",
    [
        "@acme how do I cancel my subscription?",
        "@acme ich möchte meinen Vertrag kündigen",
        "@acme come faccio a disdire?",
        "@acme ¿cómo me doy de baja?",
        "@acme comment résilier mon forfait ?",
        "@acme die Anzeige auf dem Display ist dunkel",
        "@acme la stampa del documento non parte",
        "@acme el consumo de datos no aparece",
        "@acme le journal des modifications est vide",
        "@acme the export fails",
        "@acme my mistake: which button was it?",
        "@acme una consulta con factura",
    ],
)
def test_calm_trouble_is_not_heated(text: str) -> None:
    assert not understand(text).heated


@pytest.mark.parametrize(
    "text",
    [
        "@acme what a bunch of dumbasses",
        "@acme ihr habt mich verarscht",
        "@acme che palle, di nuovo fermo",
        "@acme sois unos gilipollas",
        "@acme bande de cons",
    ],
)
def test_profanity_of_every_language_is_heated(text: str) -> None:
    assert understand(text).heated


def test_the_reason_names_the_sign() -> None:
    assert "“lawyer”" == understand("@acme talk to my lawyer").heat.reason


def test_the_more_signs_the_hotter() -> None:
    levels = [
        understand(text).heat.value
        for text in (
            "@acme where is my parcel?",
            "@acme where is my parcel? Still waiting",
            "@acme where is my parcel? Ridiculous",
            "@acme WHERE IS MY PARCEL? Ridiculous, you damn thieves!!! 😡",
        )
    ]
    assert sorted(levels) == levels
    assert len(set(levels)) == len(levels)


@pytest.mark.parametrize("name", ["de", "it", "es", "fr"])
def test_calm_sentences_are_seldom_heated(name: str) -> None:
    """No more than one of ten of the sentences that were written without anger in mind."""
    heated = [text for text, _ in sentences(name) if understand(text).heated]
    assert len(heated) <= 15


def test_area_under_the_curve_counts_equal_levels_half() -> None:
    assert 1.0 == area_under_curve([0.1, 0.9], [False, True])
    assert 0.0 == area_under_curve([0.9, 0.1], [False, True])
    assert 0.5 == area_under_curve([0.3, 0.3, 0.3], [False, True, True])
    assert 0.875 == area_under_curve([0.1, 0.4, 0.4, 0.8], [False, False, True, True])
