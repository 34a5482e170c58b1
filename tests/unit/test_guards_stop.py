"""A customer who says stop is heard in five languages, and one who wants us to stop charging them is helped."""

from __future__ import annotations

import time

import pytest

from bot.domain.stop import beside_stop, says_stop

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
    "STOP STOP STOP",
    "stop stop",
    "No, stop",
    "No thanks, stop.",
    "Stop. I don't need help.",
    "I said stop",
    "Stop!!! You are a bot",
    "Stop (edited)",
    "Stop.\n\nSent from my iPhone",
    "Okay. Stop. Now.",
    "Can you stop messaging me?",
    "How do I make you stop messaging me?",
    "I told you to stop texting",
    "Stop with the messages",
    "Make your bot stop replying to me",
    "Nein, stopp!",
    "Nein danke, abmelden",
    "Ich sagte stopp",
    "Stopp. Ich brauche keine Hilfe.",
    "Bitte nicht mehr schreiben",
    "Hört auf mit den Nachrichten!",
    "Ich will, dass ihr mich nicht mehr kontaktiert",
    "Stopp.\n\nVon meinem iPhone gesendet",
    "Basta basta!",
    "No grazie, fermati",
    "Ho detto basta",
    "Smettetela con i messaggi",
    "Smettetela. Non ho bisogno di aiuto.",
    "¡Para, para!",
    "No, gracias, para.",
    "Para de escribirme",
    "Paren de escribirme",
    "Parad de escribirme",
    "Basta de mensajes",
    "Non, arrêtez",
    "J'ai dit stop",
    "Arrêtez, arrêtez !",
    "Arrêtez avec vos messages",
    "Stop. Je n'ai pas besoin d'aide.",
]

# What was said beside the stop is for a human.
ASKS_AS_WELL = {
    "I don't want replies from a bot, I want a human": "I want a human",
    "No more bots please, a real person! My export is broken": "please, a real person! My export is broken",
    "Stop. My export is broken": "My export is broken",
    "My export is broken. Stop!": "My export is broken.",
    "Leave me alone! How do I cancel?": "How do I cancel?",
    "Hört auf, mir zu schreiben, ich will einen Menschen sprechen": "ich will einen Menschen sprechen",
    "Lasciatemi in pace! Come disdico?": "Come disdico?",
    "no quiero respuestas automáticas, quiero hablar con una persona": "quiero hablar con una persona",
    "Arrêtez. Mon export ne marche plus": "Mon export ne marche plus",
}

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
    "Please don't reply to me publicly, this is private. My export is broken",
    "How do I get Acme to stop emailing me?",
    "How do I stop posting? The button is grey",
    "Can you make your app stop emailing me every hour? It is broken",
    "Could you make the app stop emailing me?",
    "I want a human",
    "Please don't stop. I need help",
    "The stop button does nothing",
    "The page will stop responding.",
    "You charged me twice again. Enough!",
    "I pressed start. Stop. Nothing happens.",
    "nonstop errors",
    "I said no",
    "Ich möchte keine Nachrichten mehr bekommen, wo stelle ich das ein?",
    "Ich kann nicht mehr schreiben.",
    "Kunden können mir nicht mehr schreiben.",
    "Non voglio messaggi doppi, come faccio?",
    "Mi avete addebitato due volte. Basta!",
    "non basta",
    "no quiero recibir mensajes duplicados, ¿cómo lo arreglo?",
    "¡No para!",
    "La app para de funcionar",
    "je ne veux plus recevoir de messages en double, comment faire ?",
    "Arrêtez ces messages d'erreur",
    "Arrête de planter",
    "",
    "@acme",
    "https://acme.example/stop",
]


@pytest.mark.parametrize("text", STOPS)
def test_a_stop_is_heard_and_nothing_beside_it(text: str) -> None:
    assert (True, "") == (says_stop(text), beside_stop(text))


@pytest.mark.parametrize(("text", "rest"), ASKS_AS_WELL.items())
def test_what_is_said_beside_a_stop_is_told(text: str, rest: str) -> None:
    assert (True, rest) == (says_stop(text), beside_stop(text))


@pytest.mark.parametrize("text", ["ever again " * 500, "no, thanks, " * 500, "stop messaging me " * 300])
def test_a_text_that_repeats_itself_is_read_in_time(text: str) -> None:
    started = time.monotonic()
    beside_stop(text)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("text", GOES_ON)
def test_a_request_is_no_stop(text: str) -> None:
    assert not says_stop(text)
