"""What the customer has not told yet: one thing, in every language."""

import pytest
from reader_world import understand

from bot.adapters.reader.missing import Lack


@pytest.mark.parametrize(
    ("text", "lack"),
    [
        ("@acme the page does not load", Lack.LINK),
        ("@acme die Seite lädt nicht", Lack.LINK),
        ("@acme la pagina non si carica", Lack.LINK),
        ("@acme la página no carga", Lack.LINK),
        ("@acme la page ne charge pas", Lack.LINK),
        ("@acme where is my order?", Lack.ORDER),
        ("@acme wo bleibt meine Bestellung?", Lack.ORDER),
        ("@acme dov'è il mio ordine?", Lack.ORDER),
        ("@acme ¿dónde está mi pedido?", Lack.ORDER),
        ("@acme où est ma commande ?", Lack.ORDER),
        ("@acme the app crashes when I rotate my phone", Lack.VERSION),
        ("@acme die App stürzt beim Drehen des Telefons ab", Lack.VERSION),
        ("@acme l'app si blocca quando ruoto il telefono", Lack.VERSION),
        ("@acme la app se cuelga cuando giro el móvil", Lack.VERSION),
        ("@acme l'appli plante quand je tourne le téléphone", Lack.VERSION),
        ("@acme it's not working", Lack.DETAILS),
        ("@acme es geht nicht", Lack.DETAILS),
        ("@acme non funziona niente", Lack.DETAILS),
        ("@acme no funciona nada", Lack.DETAILS),
        ("@acme ça ne marche pas", Lack.DETAILS),
        ("@acme the page https://acme.example/a does not load", Lack.NOTHING),
        ("@acme where is my order 4711-0815?", Lack.NOTHING),
        ("@acme the app 4.2 crashes when I rotate my phone", Lack.NOTHING),
        ("@acme how do I change my plan?", Lack.NOTHING),
        ("@acme I was charged $1200 for my order, why?", Lack.ORDER),
        ("@acme thank you!", Lack.NOTHING),
    ],
)
def test_one_thing_is_asked_for(text: str, lack: Lack) -> None:
    assert lack == understand(text).missing.value


def test_the_reason_names_the_place() -> None:
    assert "trouble with “page”, and no link" == understand("@acme the page does not load").missing.reason
