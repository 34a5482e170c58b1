"""Is it a request? Told from praise, spam, retweets, chatter, job adverts and automatic posts, in five languages."""

import pytest
from reader_world import LANGUAGES, sentences, understand

from bot.adapters.reader.measure import evaluate_request
from bot.adapters.reader.request import UNSURE


@pytest.mark.parametrize("language", ["de", "it", "es", "fr"])
def test_requests_are_heard_and_the_rest_mostly_not_in_every_language(language: str) -> None:
    measured = evaluate_request(sentences(language), LANGUAGES)
    assert (110, 40) == (measured.n_requests, measured.n_others)
    assert measured.recall >= 0.97
    assert measured.false_alarms <= 0.15


@pytest.mark.parametrize("name", ["not_requests_en", "not_requests_fresh"])
def test_false_alarms_in_english_are_at_most_15_of_100(name: str) -> None:
    measured = evaluate_request(sentences(name), LANGUAGES)
    assert measured.n_requests == 0
    assert measured.false_alarms <= 0.15


@pytest.mark.parametrize(
    "text",
    [
        "@acme my battery drains since iOS 17",
        "@acme someone got into my account and changed the email",
        "@acme your driver just dropped me at the wrong end of town",
        "Good morning, your rep just made me cry @acme",
        "@acme Fix it.",
        "@acme shame on you",
        "@acme reference 494610",
        "@acme nice job breaking the export",
        "@acme thanks for your help, but the invoice is still wrong",
        "@acme lost my job and my login, please help",
        "@acme mi factura ha subido 20 euros",
        "@acme il conto ha cambiato nome",
    ],
)
def test_complaints_without_a_question_are_requests(text: str) -> None:
    assert understand(text).request.value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@acme", "nothing but our name: perhaps there is more to come"),
        ("Thanks a lot @acme https://pic.example/1", "thanks or praise with a link: only a human sees what it shows"),
        ("@acme happy friday https://pic.example/1", "chatter with a link: only a human sees what it shows"),
        ("@acme purple elephants", "unclear"),
        (
            "@acme I saw your giveaway in town yesterday",
            "reads like advertising, but somebody tells of themselves",
        ),
        (
            "@acme thank you, great team, my delayed flight was fun, you are amazing!",
            "tells of trouble: “delayed”, but it sounds glad",
        ),
    ],
)
def test_what_is_perhaps_a_request_is_left_to_a_human(text: str, reason: str) -> None:
    request = understand(text).request
    assert (True, reason) == (request.value, request.reason)
    assert request.confidence < UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "@acme My parcel is marked delivered. Have a nice day",
        "@acme good morning, the invoice shows 89 instead of 49",
        "@acme lol the app logs me out",
        "@acme the app logs me out every minute. Kind regards, Anna",
        "@acme Happy new year! Two plans are on my invoice",
        "@acme Guten Tag, mein Paket liegt seit Montag in Köln",
        "@acme Guten Tag, die App meldet mich jede Minute ab",
        "@acme Guten Morgen, auf der Rechnung stehen 89 Euro anstatt 49 Euro",
        "@acme Mein Paket liegt in Köln. Viele Grüße aus Bonn, Anna",
        "@acme Buongiorno, sulla fattura risultano due abbonamenti",
        "@acme Buonasera, da ieri l'app chiede la password ogni volta",
        "@acme Buenos días a todos, la app me pide la contraseña cada vez",
        "@acme El paquete figura entregado. Un saludo, Ana",
        "@acme Bonjour à tous, l'application me demande le mot de passe à chaque ouverture",
        "@acme Mon colis est marqué livré. Bonne journée",
    ],
)
def test_a_polite_opening_or_ending_hides_no_request(text: str) -> None:
    request = understand(text).request
    assert request.value
    assert request.confidence < UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "@acme WhatsApp export button is greyed out",
        "@acme gift card code says already used",
        "@acme bitcoin payment pending since Monday",
        "@acme Telegram integration keeps logging out",
        "@acme careers page redirects to the home page",
        "@acme the podcast player skips every second episode",
        "@acme apply now button is greyed out",
        "@acme loan application opens its form twice",
        "@acme die Statistik zeigt überall Null",
        "@acme jetzt läuft der Export seit drei Stunden",
        "@acme mein Spielstand steht wieder bei Level 1",
        "@acme Rabattcode 4711 wird als schon benutzt angezeigt",
        "@acme la borsa è arrivata con la cerniera aperta",
        "@acme codice sconto risulta già usato",
        "@acme il check-in online mostra la data di ieri",
        "@acme las estadísticas muestran cero",
        "@acme la bolsa llegó abierta",
        "@acme le code promo affiche déjà utilisé",
        "@acme les statistiques affichent zéro",
    ],
)
def test_the_name_of_a_product_makes_no_advertising_and_no_news(text: str) -> None:
    assert understand(text).request.value


@pytest.mark.parametrize(
    "text",
    [
        "@acme good morning everybody",
        "@acme Have a nice day!",
        "@acme good night from Berlin",
        "@acme haha",
        "@acme Guten Morgen zusammen",
        "@acme frohe Weihnachten an das ganze Team!",
        "@acme buongiorno a tutti",
        "@acme ¡Buenas noches a todos!",
        "@acme bonne journée à toute l'équipe",
    ],
)
def test_a_greeting_alone_is_chatter(text: str) -> None:
    assert not understand(text).request.value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("@acme the export fails", "tells of trouble: “fails”"),
        ("@acme die Rechnung ist falsch", "tells of trouble: “falsch”"),
        ("@acme rispondete alla domanda sul pacco", "wants something: “domanda”"),
    ],
)
def test_the_reason_names_the_word(text: str, reason: str) -> None:
    request = understand(text).request
    assert reason == request.reason
    assert request.confidence >= UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "@acme danke!",
        "@acme vielen Dank, passt",
        "@acme grazie mille",
        "@acme perfetto grazie",
        "@acme ¡muchas gracias!",
        "@acme vale, gracias",
        "@acme merci beaucoup",
        "@acme d'accord merci",
        "@acme Thanks, see you tomorrow",
        "@acme Thanks for the quick reply, I will try it tomorrow",
        "@acme delivered a day ago, lovely work",
        "@acme Thank you so much, you have helped me a lot. Have a nice day!",
        "@acme ta very much",
        "@acme danke, ich probiere es morgen aus",
        "@acme danke, jetzt geht's wieder",
        "@acme merci, je vais essayer demain",
    ],
)
def test_thanks_are_thanks_in_every_language(text: str) -> None:
    assert understand(text).thanks


@pytest.mark.parametrize(
    "text",
    [
        "@acme danke, aber es geht immer noch nicht",
        "@acme grazie ma non funziona",
        "@acme gracias pero sigue sin funcionar",
        "@acme merci mais ça ne marche pas",
        "@acme merci de me rappeler",
        "@acme Thanks, the second invoice shows the same amount",
        "@acme thanks but it happened to my other account too",
        "@acme thanks, now it shows page 404",
        "@acme Thanks, now 404",
        "@acme Danke, bei meiner Kollegin auch",
        "@acme Merci, maintenant la page affiche 404",
        "@acme Gracias, a mi compañera le pasa lo mismo",
        "@acme Grazie, adesso la pagina mostra 404",
        "@acme worked yesterday, today it logs me out",
        "@acme list is sorted by name instead of date",
        "@acme toll, mein Paket liegt seit Montag in Köln",
        "@acme Wow, great service, 3 hours and counting",
        "@acme My parcel is in Köln since Monday, thanks a lot",
        "@acme login page shows 500. Best, Anna",
        "@acme thanks for nothing 🙃",
        "@acme thanks so much 🙄",
    ],
)
def test_thanks_with_something_to_answer_are_not_only_thanks(text: str) -> None:
    read = understand(text)
    assert (False, True) == (read.thanks, read.is_request)


@pytest.mark.parametrize("text", ["@acme Best regards, Anna", "@acme ta gueule"])
def test_a_closing_line_and_an_insult_are_no_thanks(text: str) -> None:
    assert not understand(text).thanks
