"""What the word reader makes of a mention."""

from dataclasses import replace

import pytest
from acme import ANNA, NOON, mention, policy
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.reader.understanding import UnderstandingReader
from bot.domain.case import Channel, Mention
from bot.domain.understood import Missing, Reading

ACME = policy()
TEAM = replace(ACME.teams[0], topics=("refund", "invoice", "charged twice", "charge", "delivery", "API access"))
READER = UnderstandingReader(replace(ACME, teams=(TEAM,), languages=("en", "de")))


def read(text: str) -> Reading:
    return READER.read(Mention(Channel.X, "1", "1", ANNA, text, NOON))


@pytest.mark.parametrize(
    "text",
    [
        "@acme export broken",
        "@acme how do I change my plan?",
        "@acme where is my refund",
        "@acme please help",
        "@acme I would like to change my address",
        "@acme love the app but the export fails",
        "@acme thanks for nothing",
        "@acme My invoice of March, thanks",
        "@acme ???",
        "@acme 😡😡",
        "@acme hello",
        "@acme",
        "@acme just landed in Rome",
        "@acme ich kann mich nicht anmelden",
        "@acme آسف، التطبيق لا يعمل",
        "@acme is the giveaway link broken?",
        "@acme I love my burrito. I find plastic in it and am disgusted",
        "can someone look at https://acme.example/a",
        "<@U0BOT> the export fails",
    ],
)
def test_requests_are_heard(text: str) -> None:
    assert read(text).is_request


@pytest.mark.parametrize("text", ["", "@acme https://t.co/Ab12", "@acme 🤔 https://t.co/Ab12 https://t.co/Cd34"])
def test_a_picture_without_a_word_is_for_a_human_to_look_at(text: str) -> None:
    """X shows a picture as a link of its own in the text."""
    found = READER.read(mention(text))
    assert (True, True) == (found.is_request, found.request.confidence < 0.5)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RT @acme: we are down, please help", "a retweet"),
        ("@acme thank you so much!", "thanks or praise"),
        ("@acme love the new design, great work", "thanks or praise"),
        ("@acme ❤️", "thanks or praise"),
        ("@acme no problem, thanks!", "thanks or praise"),
        ("@acme https://spam.example/abc", "no words"),
        ("@acme https://t.co/abc https://spam.example/abc", "no words"),
        ("\u200b\u200f", "no words"),
        ("@acme Giveaway! Follow and RT to win a phone", "advertising"),
        ("@acme We're hiring! Apply now", "advertising"),
        ("@acme want to earn $5000 a week? link in bio", "advertising"),
    ],
)
def test_chatter_is_no_request_and_says_why(text: str, reason: str) -> None:
    reading = read(text)
    assert (False, reason) == (reading.is_request, reading.request.reason)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("@acme my refund is late", "refund"),
        ("@acme two REFUNDS are late", "refund"),
        ("@acme #invoice?", "invoice"),
        ("@acme was charged\ntwice", "charged twice"),
        ("@acme deliveries are late", "delivery"),
        ("@acme api access?", "API access"),
        ("@acme a charge on the invoice", "invoice"),
        ("@acme refundable?", ""),
        ("@acme see https://acme.example/refund", ""),
        ("@refund hello", ""),
    ],
)
def test_topic_is_the_longest_configured_word_in_the_text(text: str, topic: str) -> None:
    assert topic == read(text).topic


@pytest.mark.parametrize("topic", ["bus", "access", "taxes", "buses", "s", "y", "c++", "ärger", "Straße", "a  b"])
def test_every_topic_is_found_as_it_was_written(topic: str) -> None:
    reader = UnderstandingReader(replace(ACME, teams=(replace(TEAM, topics=(topic,)),)))
    assert topic == reader.read(Mention(Channel.X, "1", "1", ANNA, f"about {topic} please", NOON)).topic


def test_language_is_told_and_the_default_one_where_it_cannot_be() -> None:
    assert ["de", "en"] == [read(text).language.value for text in ("@acme wo ist meine Rechnung?", "@acme 123")]


@pytest.mark.parametrize(
    "text",
    [
        "@acme WHERE IS MY MONEY",
        "@acme still broken!!!",
        "@acme are you serious?!",
        "@acme this is ridiculous",
        "@acme fix it 😡",
        "@acme you are SO BAD at this EVERY TIME",
    ],
)
def test_heat_is_noticed(text: str) -> None:
    assert read(text).heated


@pytest.mark.parametrize(
    "text",
    [
        "@acme THANK YOU ALL SO MUCH!!!",
        "@acme the CSV and the PDF export fail",
        "@acme where is my invoice?",
        "@ACME HELP",
    ],
)
def test_calm_and_joyful_texts_are_not_heated(text: str) -> None:
    assert not read(text).heated


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("@acme the page does not load", Missing.LINK),
        ("@acme I get an error", Missing.LINK),
        ("@acme the button is broken here", Missing.LINK),
        ("@acme the page https://acme.example/a does not load", Missing.NOTHING),
        ("@acme which page shows my invoices?", Missing.NOTHING),
        ("@acme it's not working", Missing.DETAILS),
        ("@acme help", Missing.DETAILS),
        ("@acme Acme is broken again!", Missing.DETAILS),
        ("@acme hi", Missing.DETAILS),
        ("@acme ???", Missing.DETAILS),
        ("@acme it's broken https://t.co/picture", Missing.NOTHING),
        ("@acme export broken", Missing.NOTHING),
        ("@acme my invoice is not working", Missing.NOTHING),
        ("@acme thank you!", Missing.NOTHING),
    ],
)
def test_what_is_missing_is_noticed(text: str, missing: Missing) -> None:
    assert missing == read(text).missing.value


@pytest.mark.parametrize(
    "text",
    ["@acme thanks!", "@acme ok great", "@acme it works now, thank you", "@acme 👍", "@acme Solved. Cheers", "thx"],
)
def test_thanks_are_thanks(text: str) -> None:
    assert read(text).thanks


@pytest.mark.parametrize(
    "text", ["@acme thanks but it still fails", "@acme yes", "@acme thanks, when?", "@acme please help, thanks", ""]
)
def test_thanks_with_something_to_answer_are_not_only_thanks(text: str) -> None:
    assert not read(text).thanks


@pytest.mark.parametrize(
    "text",
    [
        "stop",
        "@acme STOP!",
        "@acme please stop",
        "@acme Stop it.",
        "@acme unsubscribe",
        "@acme please unsubscribe me",
        "@acme leave me alone",
        "@acme stop messaging me",
        "@acme can you please stop tweeting at me?",
        "@acme I want you to stop replying to me",
        "@acme Don’t reply to me again",
        "@acme please do not contact me",
        "@acme no more messages",
    ],
)
def test_stop_is_understood(text: str) -> None:
    assert read(text).stop


@pytest.mark.parametrize(
    "text",
    [
        "@acme stop charging me",
        "@acme how do I stop the subscription?",
        "@acme how do I unsubscribe from the newsletter?",
        "@acme why don't you reply to me?",
        "@acme you never reply to me",
        "@acme why did you stop messaging me?",
        "@acme don't stop messaging me",
        "@acme it stopped working",
        "@acme the export adds a step. Stop it.",
        "@acme can you stop spamming me with ads in the app?",
    ],
)
def test_other_stops_are_not(text: str) -> None:
    assert not read(text).stop


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("anna@example.com", "anna@example.com"),
        ("@acme sure, it's anna@example.com.", "anna@example.com"),
        ("@acme (anna@example.com), thanks", "anna@example.com"),
        ('"anna@example.com"!', "anna@example.com"),
        ("mine:anna.keller+acme@Mail.Example.com...", "anna.keller+acme@mail.example.com"),
        ("<mailto:anna@example.com|anna@example.com>", "anna@example.com"),
        ("anna＠example.com", "anna@example.com"),
        ("\u200eanna@example.com\u200f", "anna@example.com"),
        ("📧anna@example.com", "anna@example.com"),
        ("我的邮箱是anna@example.com谢谢", "anna@example.com"),
        ("anna@example.com.Thanks", "anna@example.com"),
        ("anna@exämple.de", "anna@exämple.de"),
        ("@acme anna (at) example dot com", "anna@example.com"),
        ("@acme anna at example dot com please", "anna@example.com"),
        ("anna [at] example.co.uk", "anna@example.co.uk"),
        ("anna dot keller (at) example (dot) com", "anna.keller@example.com"),
        ("first anna@example then anna@example.com", "anna@example.com"),
        ("I wrote to support@acme.example, mine is anna@example.com", "anna@example.com"),
        ("I emailed bo@example.com yesterday", ""),
        ("nobody answers at support@acme.example", ""),
        ("mail from no-reply@acme.example", ""),
        ("I work at example.com", ""),
        ("@acme @anna_k hello", ""),
        ("see http://example.com/@anna", ""),
        ("", ""),
    ],
)
def test_address_of_the_customer_is_found_in_ordinary_sentences(text: str, email: str) -> None:
    assert email == read(text).email


@pytest.mark.parametrize(
    "text",
    [
        "@acme anna@example",
        "@acme anna@ example.com",
        "@acme anna @example.com",
        "@acme anna@@example.com",
        "@acme anna@example..com",
        "@acme anna@example,com",
        "@acme anna(at)example",
    ],
)
def test_something_like_an_address_is_noticed(text: str) -> None:
    assert ("", True) == (read(text).email, read(text).bad_email)


@pytest.mark.parametrize(
    "text",
    [
        "@acme anna@example.com",
        "@acme and @anna_k hello",
        "thanks@acme",
        ".@acme help",
        "@acme meet @ noon?",
        "@acme I emailed support@acme.example",
        "",
    ],
)
def test_other_texts_are_no_failed_address(text: str) -> None:
    assert not read(text).bad_email


@given(st.text(st.characters() | st.sampled_from("@.() <>|!?'\u200d\ud800")))
def test_any_text_is_read(text: str) -> None:
    assert read(text).language.value in ("en", "de")


@given(
    st.lists(st.sampled_from(["a@b", "(at)", " dot ", "stop", "@", ".com", "<mailto:", ">", "\n", "page", "x" * 70]))
)
def test_any_pieces_of_addresses_are_read(pieces: list[str]) -> None:
    assert "@" not in read("".join(pieces)).email or "." in read("".join(pieces)).email


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "text",
    [
        "a" * 25_000,
        "a@" * 12_500,
        "a." * 12_500,
        "!? " * 8_333,
        "at dot " * 3_571,
        "@acme stop it. " * 1_667,
        "😡" * 25_000,
    ],
    ids=["letters", "ats", "dots", "marks", "spelled", "words", "emoji"],
)
def test_longest_posts_are_read_before_the_time_is_up(text: str) -> None:
    assert read(text[:25_000]).language.value in ("en", "de")
