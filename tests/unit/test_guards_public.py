"""What never becomes public: teammates, personal data, keys, and what is said among staff."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.guards import Draft, Finding, Severity, check
from bot.domain.policy import Role, Staff

ADA = Staff("Ada Lovelace", "U0ADA", Role.RESPONDER, ("ada_writes",))
WILL = Staff("Will", "U0WILL", Role.RESPONDER)
ZOE = Staff("Zoë Grün", "", Role.LEAD, ("zoe",))


def draft(text: str, **changes: object) -> Draft:
    """A public message of a team of three."""
    return replace(Draft(text, True, len(text), 3000, (ADA, WILL, ZOE)), **changes)  # type: ignore[arg-type]


def found(message: Draft, guard: str) -> list[tuple[Severity, str]]:
    """What a guard quotes, and how bad that is."""
    return [(one.severity, message.text[one.start : one.end]) for one in check(message) if one.guard == guard]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("@ada_writes can help", "@ada_writes"),
        ("@ADA_WRITES can help", "@ADA_WRITES"),
        ("＠ada_writes can help", "＠ada_writes"),
        ("ask U0ADA about it", "U0ADA"),
        ("ask u0ada about it", "u0ada"),
        ("Ada Lovelace is on it.", "Ada Lovelace"),
        ("ada lovelace is on it.", "ada lovelace"),
        ("Ada\nLovelace is on it.", "Ada\nLovelace"),
        ("write to ada.lovelace@acme.example", "ada.lovelace@acme.example"),
        ("write to lovelace@acme.example", "lovelace@acme.example"),
        ("Zoë Grün is on it.", "Zoë Grün"),
        ("Zoe\u0308 Gru\u0308n is on it.", "Zoe\u0308 Gru\u0308n"),
        ("We asked Will about it.", "Will"),
    ],
)
def test_a_teammate_is_never_named_in_public(text: str, quoted: str) -> None:
    assert (Severity.STOP, quoted) in found(draft(text), "teammate_in_public")


@pytest.mark.parametrize(
    "text",
    [
        "Adapters and lovely places",
        "Canada, adagio, adaptive",
        "@ada_writes_more may know",
        "We will look into it.",
        "zoey and zoetrope",
        "grün is the colour",
        "write to adam@example.com",
        "see https://acme.example/@someone",
    ],
)
def test_a_word_that_only_looks_like_a_name_may_leave(text: str) -> None:
    assert [] == found(draft(text), "teammate_in_public")


@pytest.mark.parametrize("text", ["Will you send a link?", "Thank you. Will it open now?"])
def test_a_name_that_begins_many_sentences_only_warns_there(text: str) -> None:
    assert [(Severity.WARN, "Will")] == found(draft(text), "teammate_in_public")


@pytest.mark.parametrize("text", ["That is for Ada to say.", "Signed, Lovelace"])
def test_a_part_of_a_full_name_warns(text: str) -> None:
    assert [Severity.WARN] == [severity for severity, _ in found(draft(text), "teammate_in_public")]


def test_a_customer_who_shares_a_first_name_is_greeted() -> None:
    assert [] == found(draft("Hi Ada, and thank you, Ada.", customer_name="Ada"), "teammate_in_public")


FOUNDED = (Staff("Ada", "U0ADA", Role.LEAD), ADA, Staff("Zoë", "U0ZOE", Role.RESPONDER, ("analytics",)))


@pytest.mark.parametrize(
    ("brand", "text"),
    [
        ("Ada Analytics", "Hi Anna, this is Ada Analytics. One second, let me look into this…"),
        ("Ada Analytics", "— Ada\u00a0Analytics"),
        ("Ada Analytics", "The Ada Analytics-team, and Ada Analytics’ page"),
        ("Team Ada", "Here is Team Ada, hello."),
        ("Ada Lovelace & Co.", "Thank you. Ada Lovelace & Co. is here."),
        ("Zoë's", "Zoë's is open from nine."),
        ("Zoe\u0308's", "Zoë's is open from nine."),
        ("Acme", "Write to @Ada, please."),
    ],
)
def test_a_brand_that_is_called_after_a_teammate_may_be_named(brand: str, text: str) -> None:
    message = draft(text, staff=FOUNDED, brand=brand, handle="ada")
    assert [] == found(message, "teammate_in_public")


@pytest.mark.parametrize(
    ("brand", "text", "quoted"),
    [
        ("Ada Analytics", "This is Ada from Ada Analytics.", ["Ada"]),
        ("Ada Analytics", "Ada Analytics: Ada is on it.", ["Ada"]),
        ("Ada Analytics", "I asked Ada. Analytics are down.", ["Ada"]),
        ("Ada Analytics", "I asked Ada analytics are down.", ["Ada"]),
        ("Ada Analytics", "See Ada Analyticsworld.", ["Ada"]),
        ("Ada Analytics", "It is for Ada\nAnalytics has it now.", ["Ada"]),
        ("Ada Analytics", "Ada Lovelace of Ada Analytics", ["Ada", "Ada Lovelace"]),
        ("Ada Analytics", "ada lovelace of Ada Analytics", ["ada lovelace"]),
        ("Ada Analytics", "Ask @analytics at Ada Analytics.", ["@analytics"]),
        ("Ada", "Ada Lovelace is on it.", ["Ada Lovelace"]),
        ("Lovelace", "Ada Lovelace is on it.", ["Ada", "Ada Lovelace"]),
    ],
)
def test_a_teammate_is_found_beside_a_brand_called_after_them(brand: str, text: str, quoted: list[str]) -> None:
    message = draft(text, staff=FOUNDED, brand=brand, handle="ada_analytics")
    stopped = [said for severity, said in found(message, "teammate_in_public") if severity is Severity.STOP]
    assert quoted == stopped


def test_a_brand_that_is_all_of_a_teammates_name_warns() -> None:
    message = draft("Hi Anna, this is Ada.", staff=FOUNDED, brand="Ada")
    assert [(Severity.WARN, "Ada")] == found(message, "teammate_in_public")


def test_a_teammate_may_be_named_in_private() -> None:
    assert [] == found(draft("Ada Lovelace is on it.", public=False), "teammate_in_public")


def test_a_strangers_handle_warns() -> None:
    message = draft("@anna_k we asked @other_co and @Acme", known_handles=frozenset({"anna_k", "acme"}))
    assert [(Severity.WARN, "@other_co")] == found(message, "teammate_in_public")


def test_without_knowing_the_conversation_no_handle_warns() -> None:
    assert [] == found(draft("@anna_k we asked @other_co"), "teammate_in_public")


PRIVATE = [
    ("We have anna@example.com.", "anna@example.com"),
    ("Is it (anna.k+1@mail.example.co.uk)?", "anna.k+1@mail.example.co.uk"),
    ("Call +49 30 1234567 please", "+49 30 1234567"),
    ("Call +1 (415) 555-0132 please", "+1 (415) 555-0132"),
    ("Call 0049 30 1234567 please", "0049 30 1234567"),
    ("Call 030 1234567 please", "030 1234567"),
    ("Ruf an: 0171/2345678", "0171/2345678"),
    ("Au 06 12 34 56 78, merci", "06 12 34 56 78"),
    ("On 020 7946 0958, thanks", "020 7946 0958"),
    ("Call (415) 555-0132 please", "(415) 555-0132"),
    ("Call 415-555-0132 please", "415-555-0132"),
    ("Our number is 1-800-555-0199", "1-800-555-0199"),
    ("Chiama il 347 123 4567", "347 123 4567"),
    ("Llama al 612 345 678", "612 345 678"),
    ("Your card 4111 1111 1111 1111 was charged", "4111 1111 1111 1111"),
    ("Your card 4111-1111-1111-1111 was charged", "4111-1111-1111-1111"),
    ("Your card 5500005555555559 was charged", "5500005555555559"),
    ("Your card 378282246310005 was charged", "378282246310005"),
    ("To DE89 3704 0044 0532 0130 00 please", "DE89 3704 0044 0532 0130 00"),
    ("To GB29NWBK60161331926819 please", "GB29NWBK60161331926819"),
    ("To it60x0542811101000000123456", "it60x0542811101000000123456"),
    ("Use xoxb-1234567890-abcdef there", "xoxb-1234567890-abcdef"),
    ("Use ghp_0123456789abcdefghijABCDEFGHIJ012345", "ghp_0123456789abcdefghijABCDEFGHIJ012345"),
    ("Use AKIAIOSFODNN7EXAMPLE there", "AKIAIOSFODNN7EXAMPLE"),
    ("Use sk_live_0123456789abcdef there", "sk_live_0123456789abcdef"),
    ("Your password is hunter22 now", "hunter22"),
    ("password: Winter2024!", "Winter2024!"),
    ("Ihr Passwort ist Sommer24", "Sommer24"),
    ("api_key=abc123def456", "abc123def456"),
    ("-----BEGIN RSA PRIVATE KEY----- MIIE", "-----BEGIN RSA PRIVATE KEY-----"),
    ("Open https://acme.example/reset?token=a1b2c3d4e5f6", "?token=a1b2c3d4e5f6"),
    ("Open https://anna:secret@acme.example/", "://anna:secret@"),
    ("It is Zk39dKq02LmXc83nVb71PqRt56YuWs10 here", "Zk39dKq02LmXc83nVb71PqRt56YuWs10"),
]


@pytest.mark.parametrize(("text", "quoted"), PRIVATE)
def test_private_data_never_becomes_public(text: str, quoted: str) -> None:
    assert [(Severity.STOP, quoted)] == found(draft(text), "private_data")


@pytest.mark.parametrize(("text", "quoted"), PRIVATE)
def test_private_data_may_be_said_in_private(text: str, quoted: str) -> None:
    assert [] == found(draft(text, public=False), "private_data")


@pytest.mark.parametrize(
    "text",
    [
        "Write to @acme_help.",
        "Your order 4111111111111112 is on its way.",
        "Your order 0012345678901 is on its way.",
        "Ticket number 0301234567 is open.",
        "Your card ending in 4242 was charged.",
        "It is 1,299.00 EUR, or 1.299,00 EUR.",
        "It has 612 345 678 rows.",
        "On 02.03.2026 12:00 it was fine.",
        "On 2026-03-02 09:00 it was fine.",
        "We are there 09:00-17:00 and 24/7.",
        "Version 10.15.7 and 3.11.4.120 are fine.",
        "Your router is at 192.168.178.100.",
        "The error is 0x80070057 or 0xC0000005.",
        "The post is 1790123456789012345.",
        "See https://x.com/messages/compose?recipient_id=1234567890123456789&text=Hi",
        "See https://acme.example/orders/4111111111111111",
        "The commit is 3f2504e04f8941d39a0c0305e82c3301aa00bb11.",
        "The id is 3F2504E0-4F89-41D3-9A0C-0305E82C3301.",
        "To DE89 3704 0044 0532 0130 01, which is no account.",
        "Your password: please choose a new one.",
        "Reset the token, then try again.",
        "The password must have 12 letters.",
        "We have 1000000 customers in 20 countries.",
        "It took 1234567890 ns.",
        "T-1234567 is your ticket.",
        "Gate 0815 and room 4711.",
        "0.123456789 is the value.",
    ],
)
def test_ordinary_numbers_and_words_may_leave(text: str) -> None:
    assert [] == found(draft(text), "private_data")


@pytest.mark.parametrize(
    "text",
    [
        "See https://help.acme.example/public/abc123 for it",
        "See HELP.acme.example/public/abc123 for it",
        "See http://help.acme.example/public/",
    ],
)
def test_a_ticket_link_without_a_login_never_becomes_public(text: str) -> None:
    message = draft(text, ticket_links=("https://help.acme.example/public/",))
    assert [Severity.STOP] == [severity for severity, _ in found(message, "private_data")]


@pytest.mark.parametrize("text", ["See https://help.acme.example/docs", "See https://nothelp.acme.example/public/1"])
def test_other_links_may_leave(text: str) -> None:
    assert [] == found(draft(text, ticket_links=("https://help.acme.example/public/",)), "private_data")


def test_a_finding_never_repeats_what_is_private() -> None:
    messages = [one.message for text, _ in PRIVATE for one in check(draft(text)) if one.guard == "private_data"]
    assert len(PRIVATE) == len(messages)
    assert [] == [message for message in messages if any(quoted in message for _, quoted in PRIVATE)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Hey <!channel> look", "<!channel>"),
        ("Hey <!here|here> look", "<!here|here>"),
        ("Hey <!subteam^S012|@team> look", "<!subteam^S012|@team>"),
        ("Ask <@U0123ABC> now", "<@U0123ABC>"),
        ("See <#C0123ABC|triage> now", "<#C0123ABC|triage>"),
        ("See <https://acme.example|Acme> now", "<https://acme.example|Acme>"),
        ("Ask U0123ABCD now", "U0123ABCD"),
        ("Ask U024BE7LH now", "U024BE7LH"),
        ("See C0123ABCDEF now", "C0123ABCDEF"),
    ],
)
def test_nothing_of_slack_becomes_public(text: str, quoted: str) -> None:
    assert [(Severity.STOP, quoted)] == found(draft(text), "internal")


@pytest.mark.parametrize(
    "text",
    [
        "WINDOWS and UBUNTU are fine.",
        "WARNING: UPDATES TODAY",
        "UTF16LE, WPA2PSK, W3SCHOOLS and WIN32API are words.",
        "Copy CO2CERTIFICATES and COVID19TEST.",
        "a < b! and c > d",
        "See <https://acme.example>",
        "Use USB30 or W10.",
    ],
)
def test_what_only_looks_like_slack_may_leave(text: str) -> None:
    assert [] == found(draft(text), "internal")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("See https://wiki.acme.internal/x for it", "wiki.acme.internal"),
        ("See WIKI.ACME.INTERNAL for it", "WIKI.ACME.INTERNAL"),
        ("See db1.wiki.acme.internal for it", "db1.wiki.acme.internal"),
    ],
)
def test_an_internal_host_never_becomes_public(text: str, quoted: str) -> None:
    assert [(Severity.STOP, quoted)] == found(draft(text, internal_hosts=("wiki.acme.internal",)), "internal")


@pytest.mark.parametrize("text", ["wiki.acme.internal.example", "mywiki.acme.internals", "the wiki of acme"])
def test_another_host_may_leave(text: str) -> None:
    assert [] == found(draft(text, internal_hosts=("wiki.acme.internal",)), "internal")


THREAD = ("he is a bit difficult, the billing job failed again last night", "not our fault, ask Bob")


def test_six_words_of_the_internal_thread_stay_inside() -> None:
    message = draft("Hi Anna, the billing job failed again last night. Sorry.", internal_texts=THREAD)
    assert [(Severity.STOP, "the billing job failed again last night")] == found(message, "internal")


def test_five_words_of_it_are_a_coincidence() -> None:
    message = draft("Hi Anna, the billing job failed again. Sorry.", internal_texts=THREAD)
    assert [] == found(message, "internal")


def test_what_the_customer_wrote_may_be_said_back() -> None:
    message = draft(
        "You say the billing job failed again last night.",
        internal_texts=THREAD,
        customer_texts=("The billing job failed again last night!",),
    )
    assert [] == found(message, "internal")


def test_each_shared_passage_is_told() -> None:
    thread = ("one two three four five six seven", "red green blue black white brown")
    message = draft("One two three four five six seven. And: red green blue black white brown.", internal_texts=thread)
    expected = ["One two three four five six seven", "red green blue black white brown"]
    assert expected == [quoted for _, quoted in found(message, "internal")]


def test_staff_may_say_anything_in_private() -> None:
    text = "the billing job failed again last night <!here> wiki.acme.internal"
    message = draft(text, public=False, internal_texts=THREAD, internal_hosts=("wiki.acme.internal",))
    assert [] == found(message, "internal")


def test_a_finding_is_a_sentence() -> None:
    findings: tuple[Finding, ...] = check(draft("@ada_writes anna@example.com <!here>"))
    assert 3 == len(findings)
    assert all(one.message.endswith(".") for one in findings)
