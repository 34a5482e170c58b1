"""The ticket: nobody answers, so the customer is asked for an address in private and gets a ticket by mail.

The desk answers by mail and solves it there; the case follows. The address appears in full in the mail only.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from bot.sandbox.mail.post_office import INBOX, SUPPORT, Mail
from bot.sandbox.stage import TRIAGE, Json, State, StoryError, about, case_number, one, two, words
from bot.sandbox.stories.intern import card_of, complete_card
from bot.sandbox.stories.telling import Step, Tale

ADDRESS = "anna.keller+acme@example.com"
STAFF = ("Ada", "Grace", "ada_writes", "U0ADA", "U0GRACE", "Dana")


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    tale.rehearsal.use_mail()
    post, case = yield from nobody_answers(tale)
    mail = yield from the_address_is_given(tale, post, case)
    yield from the_customer_writes_more(tale, case)
    yield from the_desk_answers(tale, case, mail)
    the_address_is_in_the_mail_only(tale, case, mail)


def nobody_answers(tale: Tale) -> Generator[Step, None, tuple[Json, str]]:
    """Anna asks in public and hears at once; three minutes later she is asked for an address, in private."""
    stage = tale.stage
    question = "@acme I was charged twice this month and I would like a refund for invoice 4711, please"
    post = stage.post("anna_k", question)
    yield tale.step("x", "customer", question, public=True)
    hold = stage.expect("a holding reply", lambda now: one(now.replies(post["id"])))
    yield tale.step("x", "bot", hold["text"], public=True)
    card = stage.expect("a case card", lambda now: complete_card(now, "anna_k"))
    case = case_number(words(card))
    yield tale.step("slack", "bot", card["text"], public=False)
    stage.click("U0ADA", card, "take")
    stage.expect("the card says that Ada is on it", lambda now: "Ada" in words(card_of(now, case) or card))
    yield tale.step("slack", "responder", "I'm on it", public=False)
    stage.forward("3m")
    ask = stage.expect("the email ask, with a private link", lambda now: two(now.replies(post["id"])))
    tale.require("x.com/messages/compose?recipient_id=1000" in ask["text"], "the email ask has a private-message link")
    tale.require(ADDRESS.partition("@")[2] not in ask["text"], "no address is wanted in public")
    yield tale.step("x", "bot", ask["text"], public=True)
    return post, case


def the_address_is_given(tale: Tale, post: Json, case: str) -> Generator[Step, None, Mail]:
    """She gives it in a direct message; the ticket goes out by mail, and she hears its number."""
    stage = tale.stage
    answer = f"{case} My email address is {ADDRESS}"
    stage.message("anna_k", answer)
    yield tale.step("x", "customer", answer, public=False)
    mail = stage.expect("the ticket in the helpdesk's mailbox", lambda _: _newest(tale, 1))
    tale.require((SUPPORT,) == mail.to, "the mail goes to the helpdesk and to nobody else")
    tale.require(ADDRESS == str(mail.message["Reply-To"]), "the helpdesk's answer goes to Anna")
    tale.require(post["text"] in mail.text, "the mail tells the story")
    tale.require(f"{case}" in mail.text and "Internal:" in mail.text, "the mail tells who had it")
    yield tale.step("mail", "bot", f"{mail.message['Subject']} (answers go to {ADDRESS})", public=False)
    number = f"T-{case.removeprefix('C-')}"
    told = stage.expect("the ticket's number in private", lambda now: _said(now, number))
    yield tale.step("x", "bot", told["text"], public=False)
    stage.expect("the ticket on the card", lambda now: _with(card_of(now, case), number))
    return mail


def the_customer_writes_more(tale: Tale, case: str) -> Iterator[Step]:
    """What she writes now reaches the ticket, too."""
    stage = tale.stage
    more = "It was on the 3rd, both times 12.50"
    stage.message("anna_k", more)
    yield tale.step("x", "customer", more, public=False)
    entry = stage.expect("her words in the ticket's thread", lambda _: _newest(tale, 2))
    tale.require(more in entry.text, "the mail says what she wrote")
    tale.require(bool(entry.message["In-Reply-To"]), "the mail is in the ticket's thread")
    yield tale.step("mail", "bot", str(entry.message["Subject"]), public=False)


def the_desk_answers(tale: Tale, case: str, mail: Mail) -> Iterator[Step]:
    """An agent answers Anna by mail, and solves the ticket; the case follows, and she hears of it."""
    stage, office = tale.stage, tale.rehearsal.post_office
    if office is None:
        raise StoryError("The mail server is not there.")
    stage.forward("1s")
    office.answer(mail, "Hello Anna, the second charge goes back to your card today.")
    yield tale.step("mail", "desk", "Hello Anna, the second charge goes back to your card today.", public=False)
    stage.forward("2m")
    answered = stage.expect("a card that says that the desk answered", lambda now: _with(card_of(now, case), "desk"))
    yield tale.step("slack", "bot", answered["text"], public=False)
    office.answer(mail, "Done. Write to us any time.", f"Re: {mail.message['Subject']} [solved]")
    yield tale.step("desk", "desk", "The ticket is solved", public=False)
    stage.forward("5m")
    told = stage.expect("word to Anna that it is solved", lambda now: _said(now, "T-", after=2))
    yield tale.step("x", "bot", told["text"], public=False)
    card = stage.expect("a resolved card", lambda now: _with(card_of(now, case), "Resolved"))
    yield tale.step("slack", "bot", card["text"], public=False)
    heard = stage.expect("word to Ada", lambda now: about(now.told("U0ADA")[1:], "solved"))
    yield tale.step("slack", "bot", heard["text"], public=False)
    number = f"T-{case.removeprefix('C-')}"
    tale.cases.append({"case": case, "customer": "anna_k", "state": "resolved", "ticket": number})


def the_address_is_in_the_mail_only(tale: Tale, case: str, mail: Mail) -> None:
    """It stands in full in the mail to the helpdesk, and nowhere else that anybody or any log can see."""
    state = tale.stage.state()
    tale.require(ADDRESS in mail.text, "the mail has the address in full")
    public = [post["text"] for post in state.brand_posts()]
    tale.require(2 == len(public), f"two public messages, not {len(public)}")
    named = [name for name in STAFF for text in public if name.lower() in text.lower()]
    tale.require(not named, f"nobody of the staff is named in public ({', '.join(named)})")
    private = [one["text"] for one in state.messages_to("anna_k")]
    slack = [words(one) for channel in state.json["slack"]["channels"] for one in channel["messages"]]
    bot = tale.rehearsal.bot
    log = bot.log.read_text(encoding="utf-8", errors="replace") if bot else ""
    places = {"in public": public, "in a direct message to Anna": private, "in Slack": slack, "in the log": [log]}
    for where, texts in places.items():
        tale.require(not any(ADDRESS in text for text in texts), f"the address does not stand in full {where}")
    tale.require(len(set(public + private)) == len(public + private), "nothing is said twice")
    tale.require(bool(state.channel(TRIAGE)), "the card is in the triage channel")


def _newest(tale: Tale, count: int) -> Mail | None:
    """Return the newest mail to the helpdesk once there are so many."""
    office = tale.rehearsal.post_office
    mails = office.folders.of(INBOX) if office else None
    return mails[-1] if mails and len(mails) == count else None


def _said(state: State, number: str, after: int = 1) -> Json | None:
    """Return the newest direct message to Anna once there are so many and it tells the number."""
    messages = state.messages_to("anna_k")
    return messages[-1] if len(messages) >= after and number in messages[-1]["text"] else None


def _with(card: Json | None, text: str) -> Json | None:
    return card if card and text in words(card) else None
