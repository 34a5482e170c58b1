"""What the customer has not told yet: one thing, in every language."""

import pytest
from reader_world import understand

from bot.domain.understood import Missing


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("@acme the page does not load", Missing.LINK),
        ("@acme die Seite lädt nicht", Missing.LINK),
        ("@acme la pagina non si carica", Missing.LINK),
        ("@acme la página no carga", Missing.LINK),
        ("@acme la page ne charge pas", Missing.LINK),
        ("@acme where is my order?", Missing.ORDER),
        ("@acme wo bleibt meine Bestellung?", Missing.ORDER),
        ("@acme dov'è il mio ordine?", Missing.ORDER),
        ("@acme ¿dónde está mi pedido?", Missing.ORDER),
        ("@acme où est ma commande ?", Missing.ORDER),
        ("@acme the app crashes when I rotate my phone", Missing.VERSION),
        ("@acme die App stürzt beim Drehen des Telefons ab", Missing.VERSION),
        ("@acme l'app si blocca quando ruoto il telefono", Missing.VERSION),
        ("@acme la app se cuelga cuando giro el móvil", Missing.VERSION),
        ("@acme l'appli plante quand je tourne le téléphone", Missing.VERSION),
        ("@acme it's not working", Missing.DETAILS),
        ("@acme es geht nicht", Missing.DETAILS),
        ("@acme non funziona niente", Missing.DETAILS),
        ("@acme no funciona nada", Missing.DETAILS),
        ("@acme ça ne marche pas", Missing.DETAILS),
        ("@acme the page https://acme.example/a does not load", Missing.NOTHING),
        ("@acme where is my order 4711-0815?", Missing.NOTHING),
        ("@acme the app 4.2 crashes when I rotate my phone", Missing.NOTHING),
        ("@acme how do I change my plan?", Missing.NOTHING),
        ("@acme I was charged $1200 for my order, why?", Missing.ORDER),
        ("@acme thank you!", Missing.NOTHING),
        ("@acme still no update on my refund", Missing.NOTHING),
        ("@acme your driver never showed up", Missing.NOTHING),
        ("@acme nobody answers my support ticket", Missing.NOTHING),
        ("@acme how can I opt out of tracking?", Missing.NOTHING),
        ("@acme the tracking number does not exist", Missing.ORDER),
        ("@acme in order to cancel I have to call, ridiculous", Missing.NOTHING),
        ("@acme I want to order but cannot", Missing.NOTHING),
        ("@acme there is an error on my invoice", Missing.NOTHING),
        ("@acme the app charged me twice, that is wrong", Missing.NOTHING),
        ("@acme the payment page does not load", Missing.LINK),
        ("@acme I get an error", Missing.LINK),
        ("@acme since the update the app freezes on rotation", Missing.VERSION),
        ("@acme kein Update zu meiner Bestellung 12345", Missing.NOTHING),
        ("@acme auf der Rechnung ist ein Fehler", Missing.NOTHING),
        ("@acme niemand antwortet auf mein Ticket", Missing.NOTHING),
        ("@acme seit dem Update stürzt beim Drehen alles ab", Missing.VERSION),
        ("@acme errore sulla fattura", Missing.NOTHING),
        ("@acme nessun aggiornamento sul mio ordine 12345", Missing.NOTHING),
        ("@acme hay un error en mi factura", Missing.NOTHING),
        ("@acme sin actualización sobre mi reembolso", Missing.NOTHING),
        ("@acme erreur sur ma facture", Missing.NOTHING),
        ("@acme impossible d'arrêter le suivi publicitaire", Missing.NOTHING),
    ],
)
def test_one_thing_is_asked_for(text: str, lack: Missing) -> None:
    assert lack == understand(text).missing.value


def test_the_reason_names_the_place() -> None:
    assert "trouble with “page”, and no link" == understand("@acme the page does not load").missing.reason
