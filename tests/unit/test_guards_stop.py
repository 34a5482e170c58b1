"""A customer who says stop is heard in five languages, and one who wants us to stop charging them is helped."""

from __future__ import annotations

import pytest

from bot.domain.stop import says_stop

STOPS = [
    "stop",
    "STOP!",
    "@acme stop",
    "Please stop.",
    "stop it now, please",
    "Unsubscribe",
    "opt out",
    "Leave me alone!",
    "Stop messaging me",
    "please stop replying to me",
    "@acme Stop tweeting at me, bot",
    "Stop sending me messages.",
    "Don't reply to me again",
    "Don’t contact me anymore",
    "Never message me again.",
    "No more messages please",
    "I don't want to hear from you",
    "go away",
    "That's enough",
    "Stopp",
    "Hör auf!",
    "Hören Sie bitte auf, mir zu schreiben.",
    "Lass mich in Ruhe",
    "Lassen Sie mich bitte in Ruhe!",
    "Bitte schreiben Sie mir nicht mehr.",
    "Keine Nachrichten mehr!",
    "Basta!",
    "Lasciatemi in pace",
    "Smettete di scrivermi",
    "Non mi scrivete più.",
    "Per favore non contattatemi più",
    "Niente messaggi.",
    "Smettete di mandarmi messaggi",
    "¡Basta ya!",
    "Déjenme en paz",
    "Deje de escribirme",
    "Por favor, no me escriban más.",
    "No quiero más mensajes",
    "Arrêtez",
    "Laissez-moi tranquille",
    "Arrêtez de m'écrire",
    "Ne m’écrivez plus.",
    "Plus de messages !",
    "Ça suffit",
]

GOES_ON = [
    "stop charging me",
    "Please stop charging my card!",
    "The videos stop after ten seconds",
    "It won't stop loading",
    "Why did you stop replying to me?",
    "Don't stop messaging me, I need this fixed",
    "You never stop emailing me the wrong invoice",
    "How do I stop sending newsletters?",
    "How do I unsubscribe from the newsletter?",
    "How can I opt out of the annual plan?",
    "I want to stop my subscription",
    "Stop the renewal of my plan please",
    "Stop sending me invoices for a plan I cancelled",
    "No more messages arrive in my inbox",
    "There are no more messages in the list",
    "The export never ends",
    "End of the month, and no refund",
    "Enough storage is left, but it says full",
    "Don't reply to me by email, here is fine",
    "Leave my data alone",
    "Nobody should contact me by phone",
    "Hört auf, mich doppelt zu belasten",
    "Stoppt die Abbuchung bitte",
    "Die App hört nicht auf zu laden",
    "Es kommen keine Nachrichten mehr an",
    "Warum schreibt ihr mir nicht mehr?",
    "Smettete di addebitarmi due volte",
    "Basta addebiti sulla mia carta",
    "Non mi rispondete da tre giorni",
    "L'app si ferma",
    "Dejen de cobrarme dos veces",
    "No me responden desde hace tres días",
    "Baja la calidad del vídeo",
    "La aplicación se para",
    "Arrêtez de me prélever deux fois",
    "Je n'ai plus de messages dans la liste",
    "Vous ne me répondez pas depuis lundi",
    "L'application s'arrête",
    "I get no more messages.",
    "Stop emailing me the wrong invoice",
    "Ich bekomme keine Nachrichten mehr.",
    "Smettete di mandarmi due volte la fattura",
    "Dejen de enviarme facturas",
    "Je ne reçois plus de messages.",
    "",
    "@acme",
    "https://acme.example/stop",
]


@pytest.mark.parametrize("text", STOPS)
def test_a_stop_is_heard(text: str) -> None:
    assert says_stop(text)


@pytest.mark.parametrize("text", GOES_ON)
def test_a_request_is_no_stop(text: str) -> None:
    assert not says_stop(text)
