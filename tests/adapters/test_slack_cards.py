"""The case card tells a tired junior what is the matter, keeps secrets, and never breaks Slack's limits."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from acme import ANNA, CARL, NOON, SUGGESTIONS, mention, new_case, reading
from hypothesis import HealthCheck, given, settings
from slack_stories import CASES, STORIES

from bot.adapters.slack.buttons import possible
from bot.adapters.slack.cards import Drawn, draw_card
from bot.adapters.slack.words import headline
from bot.domain.case import (
    Case,
    Channel,
    Customer,
    Escalation,
    EscalationState,
    Mention,
    State,
    Step,
    Suggestion,
)
from bot.domain.inputs import Input
from bot.domain.response import ResponseKind
from bot.domain.states import TRANSITIONS
from bot.domain.understood import Judgement, Ranked
from bot.engine.answered import fingerprint
from bot.ports.staffroom import Said, Story
from bot.ports.store import Doing, Presence
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems, too_long

WAITING = replace(
    new_case(),
    state=State.WAITING,
    team="billing",
    topic="refund",
    language="en",
    waiting_since=NOON,
    ask_due=NOON + timedelta(minutes=3),
    suggestions=SUGGESTIONS,
)


def story(case: Case = WAITING, *mentions: Mention, **more: Any) -> Story:
    """A case as it is four minutes after noon."""
    told = mentions or (mention(url="https://x.com/anna_k/status/1001"),)
    return replace(Story(case, told, (), "Ada", NOON + timedelta(minutes=4), paused=False), **more)


def shapes(drawn: Drawn) -> list[dict[str, Any]]:
    """The blocks as they travel, each passed by the SDK's own checks."""
    return [block.to_dict() for block in drawn.blocks]


def words(drawn: Drawn) -> str:
    """Everything that can be read on a card."""
    return json.dumps(shapes(drawn), ensure_ascii=False) + drawn.text


def elements(drawn: Drawn) -> list[dict[str, Any]]:
    """Everything on a card that can be pressed."""
    return [one for block in shapes(drawn) if block["type"] == "actions" for one in block["elements"]]


def below(drawn: Drawn) -> list[dict[str, Any]]:
    """What can be pressed below the suggestions."""
    return [one for one in elements(drawn) if not one["action_id"].startswith(("send:", "edit:"))]


def labels(drawn: Drawn) -> list[str]:
    """The labels of the buttons below the suggestions."""
    return [one["text"]["text"] for one in below(drawn) if one["type"] == "button"]


def rare(drawn: Drawn) -> list[str]:
    """What stands behind the three dots."""
    return [option["text"]["text"] for one in below(drawn) if one["type"] == "overflow" for option in one["options"]]


def sends(drawn: Drawn, beginning: str = "send:") -> list[tuple[str, Any]]:
    """The Send buttons: action id and what they carry."""
    found = [one for one in elements(drawn) if one["action_id"].startswith(beginning)]
    return [(button["action_id"], json.loads(button["value"])) for button in found]


def test_the_header_says_state_case_and_customer() -> None:
    """The first line on a phone says what the matter is."""
    header = shapes(draw_card(story()))[0]["text"]["text"]
    assert header == "🔴 Waiting for an answer · C-1 · Anna Keller (@anna_k)"


def test_the_card_says_where_and_what_about() -> None:
    """Channel, link to the post, topic, team, language and why stand below the header."""
    case = replace(WAITING, heated=True, reason="says “refund”")
    pieces = [element["text"] for element in shapes(draw_card(story(case)))[1]["elements"]]
    post = "X · <https://x.com/anna_k/status/1001|open the post>"
    assert pieces == [post, "🔥 *heated*", "refund → billing", "English", "says “refund”"]


def about(case: Case) -> list[str]:
    """What stands below the header, without where; "support" is the default team."""
    drawn = draw_card(story(case, default_team="support"))
    return [element["text"] for element in shapes(drawn)[1]["elements"]][1:]


def test_the_card_says_why_the_topic_and_why_heated() -> None:
    case = replace(WAITING, heated=True, reading=reading(topic="refund", heated=True))
    assert ["🔥 *heated*: “useless”", "refund → billing: “refund” is in the text", "English"] == about(case)


def test_the_card_says_what_was_only_guessed() -> None:
    guess = replace(
        reading(topic="refund", confidence=0.4),
        topics=(Ranked("refund", 0.4, "2 similar questions in the responses"),),
        language=Judgement("en", 0.4, "short"),
    )
    expected = ["perhaps refund → billing: 2 similar questions in the responses", "English (not sure)"]
    case = replace(WAITING, reading=guess, reason="unclear")
    assert [*expected, "not sure that it is a request: unclear"] == about(case)


def test_the_card_says_that_a_topic_is_none_of_ours() -> None:
    none = replace(reading(), topics=(Ranked("", 0.8, "unlike the questions answered so far"),))
    case = replace(WAITING, topic="", team="support", reading=none)
    assert "no topic → support (the default team): unlike the questions answered so far" == about(case)[0]


def test_a_team_that_staff_chose_is_not_called_the_default_one() -> None:
    assert "no topic → billing" == about(replace(WAITING, topic=""))[0]


ITALIAN = replace(WAITING, language="it")


def language(told: Story) -> str:
    """What the card says of the customer's language."""
    return next(text for text in about_told(told) if "Italian" in text)


def about_told(told: Story) -> list[str]:
    """What stands below the header."""
    return [element["text"] for element in shapes(draw_card(told))[1]["elements"]]


def test_a_language_of_others_comes_with_a_translation() -> None:
    """Into the operator's first one; the newest post, and no address in it."""
    posts = (mention("ciao"), mention("Il rimborso? a@b.it & co", 2))
    shown = language(story(ITALIAN, *posts, home_language="en-GB"))
    address = "https://translate.google.com/?sl=auto&amp;op=translate&amp;tl=en&amp;text="
    assert f"🌐 Italian · <{address}Il%20rimborso%3F%20a%E2%80%A6%40b%E2%80%A6.it%20%26%20co|translate>" == shown


@pytest.mark.parametrize(
    "post",
    [mention("Il rimborso?", private=True), mention("Il rimborso?", channel=Channel.SLACK, customer=CARL), mention("")],
    ids=["private", "in Slack", "no text"],
)
def test_only_what_everybody_can_read_is_given_to_a_translator(post: Mention) -> None:
    assert "🌐 Italian" == language(story(ITALIAN, post, home_language="en"))


def test_the_operators_first_language_needs_no_translation() -> None:
    assert "Italian" == language(story(ITALIAN, home_language="it-CH"))


def test_a_long_post_is_translated_as_far_as_a_link_can_carry_it() -> None:
    shown = language(story(ITALIAN, mention("è" * 25_000), home_language="en"))
    assert (True, True) == (shown.endswith("%C3%A8|translate>"), len(shown) < 1_000)


def test_a_topic_that_staff_chose_needs_no_reason() -> None:
    assert "invoice → billing" == about(replace(WAITING, topic="invoice", reading=reading(topic="refund")))[0]


def test_the_card_quotes_the_customer() -> None:
    """What the customer wrote is a quote, escaped."""
    drawn = draw_card(story(WAITING, mention("Help <!channel>")))
    assert shapes(drawn)[2]["text"]["text"] == "> Help &lt;!channel&gt;"


def test_slack_makes_no_mentions_of_its_own() -> None:
    """Every mrkdwn text is verbatim: a bare @here in a quote stays a word."""
    texts = [block["text"] for block in shapes(draw_card(story())) if block["type"] == "section"]
    assert {text["verbatim"] for text in texts} == {True}


def test_the_card_says_how_long_they_wait() -> None:
    """In each reader's own time, and counted whenever they look: a card is not drawn anew every minute."""
    start = int(NOON.timestamp())
    wait = f"⏳ Waiting since <!date^{start}^{{time}} ({{ago}})|12:00 UTC (4 min)>"
    ask = f"✉️ Email ask due <!date^{start + 180}^{{time}}|12:03 UTC>"
    assert shapes(draw_card(story()))[3]["text"]["text"] == f"{wait}\n{ask}"


def test_the_card_says_who_has_it() -> None:
    """Who took it, or who was told, or that nobody did."""
    told = Escalation(EscalationState.NOTIFIED, 0, (Step(("Ada",), timedelta(minutes=5)),))
    assert "🙋 *Ada* is on it" in words(draw_card(story(replace(WAITING, taken_by="Ada"))))
    assert "🔔 Told in private: Ada" in words(draw_card(story(replace(WAITING, escalation=told))))
    nobody = replace(told, state=EscalationState.EXHAUSTED)
    assert "🚨 Nobody has taken it" in words(draw_card(story(replace(WAITING, escalation=nobody))))


def test_the_card_says_what_was_said_already() -> None:
    """The junior sees our own messages, and which of them did not leave."""
    said = (
        Said(ResponseKind.HOLD, "One second", "", NOON, "sent"),
        Said(ResponseKind.SUGGESTION, "Try again", "Ada", None, "held"),
    )
    text = words(draw_card(story(said=said)))
    assert "• Holding reply, <!date^" in text
    assert "• Answer by Ada, *held back*: “Try again”" in text


def test_trouble_stands_right_below_the_header() -> None:
    """What went wrong is not to be overlooked."""
    drawn = draw_card(story(replace(WAITING, trouble="A message did not arrive")))
    assert shapes(drawn)[2]["text"]["text"] == "⚠️ *A message did not arrive*"


def test_a_ticket_is_linked() -> None:
    """The ticket's number leads to the desk."""
    case = replace(WAITING, state=State.TICKETED, ticket="T-1042", ticket_url="https://desk.example/1042")
    assert "🎫 Ticket <https://desk.example/1042|T-1042>" in words(draw_card(story(case)))


def test_each_suggestion_can_be_sent_and_edited() -> None:
    """Three suggestions; each button carries the case, the suggestion's name and beside which words it was drawn."""
    for name in ("send", "edit"):
        seen = fingerprint(story())
        wanted = [(f"{name}:{n}", {"case": "C-1", "name": f"s{n}", "upon": seen}) for n in range(3)]
        assert wanted == sends(draw_card(story()), f"{name}:")


def test_each_suggestion_says_why_it_is_there() -> None:
    """In one line of its own under the title."""
    why = "matches “charged” & “twice”; sent 4 times for such questions"
    told = replace(WAITING, suggestions=(replace(SUGGESTIONS[0], reason=why),))
    section = next(block for block in shapes(draw_card(story(told))) if "1 · Title 0" in str(block.get("text")))
    line = "_matches “charged” &amp; “twice”; sent 4 times for such questions_"
    assert ["*1 · Title 0*", line, "Text 0"] == section["text"]["text"].split("\n")[:3]


def test_an_answer_can_be_kept_where_the_story_says_so() -> None:
    """The button carries the case; who kept it stands on the card afterwards."""
    answered = replace(WAITING, state=State.ANSWERED, answered_by="Ada", waiting_since=None, ask_due=None)
    assert "Keep this answer" in labels(draw_card(story(answered, may_keep=True)))
    kept = draw_card(story(answered, kept_by="Grace"))
    assert (False, True) == ("Keep this answer" in labels(kept), "Answer kept by Grace" in words(kept))


def test_a_private_message_is_not_shown() -> None:
    """Of a direct message the card tells only that there was one, even where the reason quotes it."""
    secret = mention("my password is swordfish", private=True, url="https://x.com/secret")
    case = replace(WAITING, private=True, reason="says “swordfish”")
    text = words(draw_card(story(case, secret)))
    assert "swordfish" not in text
    assert "x.com/secret" not in text
    assert "🔒 Anna Keller (@anna_k) sent a private message." in text


def test_addresses_are_masked_wherever_they_stand() -> None:
    """Neither the text, nor the name, nor the case's own address is shown in full."""
    case = replace(WAITING, email="anna@example.com", trouble="to anna@example.com", reason="anna@example.com")
    who = replace(ANNA, name="anna@example.com")
    text = words(draw_card(story(replace(case, customer=who), mention("I am anna@example.com", customer=who))))
    assert "anna@example.com" not in text
    assert "📧 Gave an email address: a…@e….com" in text


def test_a_picture_without_text_is_told() -> None:
    """A post without any text says so."""
    assert "No text, only a picture" in words(draw_card(story(WAITING, mention(""))))


def test_a_slack_customer_is_shown_by_name() -> None:
    """A name that Slack did not tell leaves words that still make sense."""
    known = replace(WAITING, channel=Channel.SLACK, customer=CARL)
    nameless = replace(known, customer=Customer(Channel.SLACK, "U0CARL", "", ""))
    assert "C-1 · Carl Weber" in draw_card(story(known)).text
    assert "C-1 · A customer" in draw_card(story(nameless)).text


def test_a_paused_bot_says_so() -> None:
    """Nobody wonders why nothing automatic leaves."""
    assert "⏸️ The bot is paused" in words(draw_card(story(paused=True)))


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (WAITING, ["I'm on it", "Write your own", "Escalate…", "Ask for email", "Promise…", "Resolve"]),
        (
            replace(WAITING, taken_by="Ada"),
            ["Write your own", "Escalate…", "Ask for email", "Take over", "Promise…", "Resolve"],
        ),
        (
            replace(WAITING, asked=True, taken_by="Ada"),
            ["Write your own", "Escalate…", "Take over", "Promise…", "Resolve"],
        ),
        (
            replace(WAITING, hold_offered=ResponseKind.HOLD),
            [
                "Send first reply",
                "I'm on it",
                "Write your own",
                "Not a request",
                "Escalate…",
                "Ask for email",
                "Promise…",
                "Resolve",
            ],
        ),
        (replace(WAITING, state=State.ANSWERED, taken_by="Ada", asked=True), ["Promise…", "Resolve"]),
        (replace(WAITING, state=State.TICKETED, ticket="T-1", taken_by="Ada"), ["Take over", "Promise…", "Resolve"]),
        (replace(WAITING, state=State.RESOLVED, taken_by="Ada"), []),
        (replace(WAITING, state=State.DISMISSED), []),
    ],
    ids=["waiting", "taken", "asked", "first reply", "answered", "ticketed", "resolved", "dismissed"],
)
def test_only_what_is_possible_is_offered(case: Case, wanted: list[str]) -> None:
    """No button leads to a refusal."""
    assert labels(draw_card(story(case))) == wanted


@pytest.mark.parametrize(
    ("case", "wanted"),
    [
        (WAITING, ["Conversation", "Heated", "Not a request"]),
        (replace(WAITING, heated=True), ["Conversation", "Not heated", "Not a request"]),
        (replace(WAITING, hold_offered=ResponseKind.HOLD), ["Conversation", "Heated"]),
        (replace(WAITING, state=State.RESOLVED), ["Conversation"]),
    ],
    ids=["waiting", "heated", "first reply", "resolved"],
)
def test_what_is_pressed_seldom_stands_behind_three_dots(case: Case, wanted: list[str]) -> None:
    """Only where a human must look first, saying that it is no request is in sight."""
    assert wanted == rare(draw_card(story(case)))


def test_a_choice_behind_the_dots_says_what_it_does() -> None:
    """As a button would."""
    (dots,) = [one for one in below(draw_card(story())) if one["type"] == "overflow"]
    carried = [json.loads(option["value"]) for option in dots["options"]]
    assert [{"act": act, "case": "C-1"} for act in ("conversation", "mark_heated", "dismiss")] == carried


def test_taking_over_asks_first_and_names_who_has_it() -> None:
    """The question says from whom; so does what comes back with the click."""
    drawn = draw_card(story(replace(WAITING, taken_by="Ada")))
    button = next(one for one in below(drawn) if one["action_id"] == "take_over")
    assert {"case": "C-1", "from": "Ada"} == json.loads(button["value"])
    assert "Take it over from Ada?" == button["confirm"]["title"]["text"]


def test_the_card_says_who_writes_and_who_reads() -> None:
    """Nobody begins without knowing that somebody else has."""
    until = NOON + timedelta(minutes=10)
    there = [("Ada", Doing.EDITING), ("Eva", Doing.EDITING), ("<Tom>", Doing.VIEWING)]
    present = tuple(Presence("C-1", who, doing, until) for who, doing in there)
    text = words(draw_card(story(present=present)))
    assert "✍️ *Ada* and *Eva* are writing an answer · 👀 *&lt;Tom&gt;* is reading" in text


@pytest.mark.parametrize("state", list(State))
def test_suggestions_are_offered_where_the_table_allows_to_send(state: State) -> None:
    """The transition table decides whether there are Send buttons."""
    drawn = draw_card(story(replace(WAITING, state=state)))
    assert bool(sends(drawn)) == ((state, Input.SENT) in TRANSITIONS)


def test_a_suggestion_that_is_too_long_says_that_it_is_cut() -> None:
    """What is sent may be longer than what fits on the card; then the card says so."""
    long = (Suggestion("long", "Long", "word " * 590),)
    assert "cut here; the whole text is sent" in words(draw_card(story(replace(WAITING, suggestions=long))))


@pytest.mark.parametrize("letter", ["&", "a", "👩", "*", "ש "])
def test_the_fullest_card_still_fits(letter: str) -> None:
    """Everything at its longest at once is still within what Slack takes."""
    full, many = (
        letter * 25_000,
        tuple(Suggestion(str(n), letter * 200, letter * 3_000, letter * 500, letter * 500) for n in range(3)),
    )
    case = replace(
        WAITING,
        heated=True,
        trouble=full,
        reason=full,
        topic=full,
        team=full,
        suggestions=many,
        email="anna@example.com",
        customer=replace(ANNA, name=full, handle=full),
        muted=True,
        hold_offered=ResponseKind.HOLD,
    )
    said = (Said(ResponseKind.SUGGESTION, full, full, NOON, "sent"),) * 5
    drawn = draw_card(story(case, mention(full), mention(full, 2), said=said, paused=True))
    assert problems(shapes(drawn), MOST_IN_MESSAGE) == []
    assert not too_long(shapes(drawn))


def test_the_other_teams_stand_in_a_menu() -> None:
    """A long name that could not travel is left out, and a case that is over moves nowhere."""
    drawn = draw_card(story(teams=("billing", "x" * 200)))
    menu = next(one for block in shapes(drawn) for one in block.get("elements", []) if one["type"] == "static_select")
    assert ["billing"] == [option["text"]["text"] for option in menu["options"]]
    assert {"case": "C-1", "team": "billing"} == json.loads(menu["options"][0]["value"])
    over = draw_card(story(replace(WAITING, state=State.RESOLVED), teams=("billing",)))
    assert "static_select" not in words(over)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(STORIES)
def test_any_story_gives_a_card_that_slack_takes(told: Story) -> None:
    """The SDK's own checks and Slack's limits hold for every card, and there is always a text for notifications."""
    drawn = draw_card(told)
    blocks = shapes(drawn)
    assert problems(json.loads(json.dumps(blocks)), MOST_IN_MESSAGE) == []
    assert not too_long(blocks)
    assert 0 < len(drawn.text) <= 1000


@settings(max_examples=60, deadline=None)
@given(CASES)
def test_every_button_has_a_cell_in_the_table(case: Case) -> None:
    """Whatever the case, a button that is shown stands in the transition table."""
    inputs = {
        "take": Input.TAKEN,
        "ask_email": Input.ASK_CLICKED,
        "approve_hold": Input.HOLD_APPROVED,
        "resolve": Input.RESOLVED,
        "dismiss": Input.DISMISSED,
        "mark_heated": Input.HEAT_MARKED,
        "mark_calm": Input.HEAT_MARKED,
    }
    assert all((case.state, inputs[action]) in TRANSITIONS for action in possible(case))


def test_thanks_are_no_cry_for_an_answer() -> None:
    """But a question after them is."""
    thanked = replace(WAITING, state=State.REOPENED, waiting_since=None)
    assert "Thanked us, no answer needed" in headline(thanked)
    assert "waiting for an answer" in headline(replace(thanked, waiting_since=NOON))
