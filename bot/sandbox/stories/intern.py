"""The intern: on one of her first days a customer asks in public, and she does not know the answer.

The bot answers the customer at once, tells her in private, and never names anybody in public. She asks her lead in
the card's thread. When she cannot answer in three minutes the customer is asked for an address, a ticket is opened,
and the next customer gets a good answer with one click.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.stage import TRIAGE, Json, State, about, buttons, case_number, one, two, words
from bot.sandbox.stories.telling import Step, Tale

ADDRESS = "anna.keller@example.com"
STAFF = ("Ada", "Grace", "ada_writes", "U0ADA", "U0GRACE")


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    yield from first_customer(tale)
    yield from second_customer(tale)
    nothing_went_wrong(tale)


def first_customer(tale: Tale) -> Iterator[Step]:
    """Anna asks, nobody knows, she gets a ticket."""
    stage = tale.stage
    question = "@acme I was charged twice this month and I would like a refund for invoice 4711, please"
    post = stage.post("anna_k", question)
    yield tale.step("x", "customer", question, public=True)

    hold = stage.expect("a holding reply under Anna's post", lambda now: one(now.replies(post["id"])))
    yield tale.step("x", "bot", hold["text"], public=True)

    card = stage.expect("a case card with three suggestions", lambda now: complete_card(now, "anna_k"))
    yield tale.step("slack", "bot", card["text"], public=False)

    case = case_number(words(card))
    told = stage.expect("a direct message to Ada", lambda now: about(now.told("U0ADA"), case))
    yield tale.step("slack", "bot", told["text"], public=False)

    stage.slack("U0ADA", TRIAGE, "<@U0GRACE> I don't know this one. What do I tell her?", card["ts"])
    yield tale.step("slack", "responder", "I don't know this one. What do I tell her?", public=False)

    stage.click("U0ADA", card, "take")
    stage.expect("the card says that Ada is on it", lambda now: "Ada" in words(card_of(now, case) or card))
    yield tale.step("slack", "responder", "I'm on it", public=False)

    stage.forward("3m")
    ask = stage.expect("the email ask in public, with a private link", lambda now: two(now.replies(post["id"])))
    tale.require("x.com/messages/compose?recipient_id=1000" in ask["text"], "the email ask has a private-message link")
    yield tale.step("x", "bot", ask["text"], public=True)

    answer = f"{case} My email address is {ADDRESS}"
    stage.message("anna_k", answer)
    yield tale.step("x", "customer", answer, public=False)

    thanks = stage.expect("the ticket's number in private", lambda now: ticketed(now.messages_to("anna_k")))
    yield tale.step("x", "bot", thanks["text"], public=False)

    shown = stage.expect("the ticket on the card", lambda now: with_ticket(card_of(now, case)))
    yield tale.step("desk", "desk", "Ticket opened: T-1001", public=False)

    stage.click("U0ADA", shown, "resolve")
    stage.expect("a card without buttons", lambda now: without_send(card_of(now, case)))
    yield tale.step("slack", "responder", "Resolve", public=False)
    tale.cases.append({"case": case, "customer": "anna_k", "state": "resolved", "ticket": "T-1001"})


def second_customer(tale: Tale) -> Iterator[Step]:
    """Bo asks, and Ada answers with one click."""
    stage = tale.stage
    question = "@acme the export of my project ends with an error, how can I get my data out?"
    post = stage.post("bo_writes", question)
    yield tale.step("x", "customer", question, public=True)

    hold = stage.expect("a first reply under Bo's post", lambda now: one(now.replies(post["id"])))
    yield tale.step("x", "bot", hold["text"], public=True)

    card = stage.expect("a case card with three suggestions", lambda now: complete_card(now, "bo_writes"))
    case = case_number(words(card))
    yield tale.step("slack", "bot", card["text"], public=False)

    stage.click("U0ADA", card, "send:0")
    yield tale.step("slack", "responder", "Send", public=False)

    answer = stage.expect("Ada's answer in public", lambda now: two(now.replies(post["id"])))
    yield tale.step("x", "bot", answer["text"], public=True)

    stage.expect("a card that says so", lambda now: without_send(card_of(now, case)))
    stage.forward("3m")
    yield tale.step("x", "customer", "(waits three more minutes; nothing else is said)", public=True)
    tale.cases.append({"case": case, "customer": "bo_writes", "state": "answered", "ticket": ""})


def nothing_went_wrong(tale: Tale) -> None:
    """Nobody was named in public, nothing was said twice, the address is only where it belongs."""
    state = tale.stage.state()
    public = [post["text"] for post in state.brand_posts()]
    tale.require(len(public) == 4, f"four public messages, not {len(public)}")
    tale.require(len(set(public)) == len(public), "no public message is said twice")
    named = [name for name in STAFF for text in public if name.lower() in text.lower()]
    tale.require(not named, f"nobody of the staff is named in public ({', '.join(named)})")
    tale.require(len(state.cards()) == 2, f"two case cards, not {len(state.cards())}")
    tale.require(len(state.told("U0ADA")) == 2, f"two direct messages to Ada, not {len(state.told('U0ADA'))}")
    tale.require(not state.told("U0GRACE"), "the lead was not disturbed")
    private = state.messages_to("anna_k")
    tale.require(len(private) == 1, f"one direct message to Anna, not {len(private)}")
    notes = [words(note) for card in state.cards() for note in state.thread(card["ts"]) if note["user"] == "U0BOT"]
    tale.require(len(set(notes)) == len(notes), "no note is written twice")
    slack = [words(message) for channel in state.json["slack"]["channels"] for message in channel["messages"]]
    tale.require(not any(ADDRESS in text for text in [*slack, *public]), "the address is masked in Slack and in public")


def card_of(state: State, case: str) -> Json | None:
    """Return a case's card."""
    return about(state.cards(), case)


def complete_card(state: State, handle: str) -> Json | None:
    """Return a customer's card once it has its three suggestions and says what was said already."""
    card = next((card for card in state.cards() if handle in words(card)), None)
    sends = [button for button in buttons(card or {"blocks": []}) if button["action_id"].startswith("send:")]
    return card if len(sends) == 3 else None


def without_send(card: Json | None) -> Json | None:
    """Return the card once nothing can be sent from it any more."""
    sends = [button for button in buttons(card or {"blocks": []}) if button["action_id"].startswith("send:")]
    return card if card and not sends else None


def with_ticket(card: Json | None) -> Json | None:
    """Return the card once it shows the ticket."""
    return card if card and "T-1001" in words(card) else None


def ticketed(messages: list[Json]) -> Json | None:
    """Return the message that tells the ticket's number."""
    return next((message for message in messages if "T-1001" in message["text"]), None)
