"""A cry for help gets no service script: nothing is said by itself, and a human is told at once."""

import pytest
from reader_world import understand

from bot.adapters.reader.danger import in_danger
from bot.adapters.reader.request import UNSURE
from bot.domain.understood import Missing


@pytest.mark.parametrize(
    "text",
    [
        "@acme I want to kill myself",
        "I have nothing left to live for",
        "@acme sometimes I just want to die. Sorry",
        "@acme I don't want to live anymore",
        "@acme thanks for everything, I am going to end my life",
        "@acme ich will nicht mehr leben",
        "@acme ich bringe mich um",
        "@acme non voglio più vivere",
        "@acme voglio farla finita",
        "@acme ya no tengo nada para vivir",
        "@acme quiero quitarme la vida",
        "@acme je veux mourir",
        "@acme je n'ai plus envie de vivre",
        "@acme leave me alone, I want to kill myself",
    ],
)
def test_a_cry_for_help_is_for_a_person(text: str) -> None:
    read = understand(text)
    assert ("may be in danger: a person must answer", True) == (read.request.reason, read.is_request)
    assert read.request.confidence < UNSURE
    assert read.heated
    assert (False, Missing.NOTHING) == (read.thanks, read.missing.value)


@pytest.mark.parametrize(
    "text",
    [
        "@acme the export is killing me",
        "@acme I nearly died laughing",
        "@acme I am dying to see the new app",
        "@acme this update will kill my phone",
        "@acme I don't want to live in Leeds, change my address",
        "@acme eure App wird mich umbringen",
        "@acme voglio farla finita con questo abbonamento",
        "@acme esta app va a matarme",
        "@acme cette appli va me tuer",
        "@acme Suicide Squad does not play",
    ],
)
def test_a_figure_of_speech_is_none(text: str) -> None:
    assert not in_danger(text)
