"""Dear {FirstName}: a text with an unfilled placeholder once went to the most important people at once.

Here it cannot. A response with such a placeholder is refused and the lead hears of it; a response that names a teammate
is held; and when the lead writes the greeting by hand and forgets to fill it in, the send button says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.stage import Json, State, StoryError, about, direct_channel, one, words
from bot.sandbox.stories.intern import complete_card
from bot.sandbox.stories.telling import Step, Tale

BAD = "Dear {FirstName}, we look into this."
NAMING = "Hi {{ name }}, our Ada is looking into this."
GOOD = "Hello Bo, we are looking into this now."


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    yield from the_text_is_refused(tale)
    yield from the_text_is_held(tale)


def the_text_is_refused(tale: Tale) -> Iterator[Step]:
    """The operator saves a text with a placeholder that nothing fills: the old texts stay."""
    stage = tale.stage
    _save(tale, BAD)
    yield tale.step("slack", "responder", f"(saves a response: {BAD})", public=False)
    told = stage.expect("the lead hears of the broken response", lambda now: one(now.told("U0GRACE")))
    tale.require("FirstName" in words(told), "the message names the placeholder")
    yield tale.step("slack", "bot", told["text"], public=False)

    question = "@acme my export of yesterday is still running, what can I do?"
    post = stage.post("anna_k", question)
    yield tale.step("x", "customer", question, public=True)
    hold = stage.expect("a first reply with her name in it", lambda now: one(now.replies(post["id"])))
    tale.require("Anna" in hold["text"], "the reply greets Anna by her name")
    yield tale.step("x", "bot", hold["text"], public=True)


def the_text_is_held(tale: Tale) -> Iterator[Step]:
    """A text that names a teammate is held; a lead writes another one, and is stopped once herself."""
    stage = tale.stage
    _save(tale, NAMING)
    stage.forward("1s")
    yield tale.step("slack", "responder", f"(saves another response: {NAMING})", public=False)
    stage.expect("the texts are in order again", lambda now: about(now.told("U0GRACE"), "in order again"))

    question = "@acme my import of yesterday is still running, what can I do?"
    post = stage.post("bo_writes", question)
    yield tale.step("x", "customer", question, public=True)
    held = stage.expect("a held message for the lead", lambda now: _held(now))
    tale.require("held:send" not in str(held["blocks"]), "what names a teammate cannot be sent anyway")
    yield tale.step("slack", "bot", held["text"], public=False)
    tale.require(not stage.state().replies(post["id"]), "nothing was said in public")
    stage.expect("the card", lambda now: complete_card(now, "bo_writes"))

    stage.click("U0GRACE", held, "held:edit", channel=direct_channel(stage.state(), "U0GRACE"))
    window = stage.expect("the window to edit it", lambda now: one(now.json["slack"]["views"]))
    answer = _submit(tale, window, "Dear {FirstName}, we are on it.")
    tale.require("errors" in str(answer), "the send button says what is wrong")
    stopped = "Dear {FirstName}, we are on it. (not sent: the placeholder is not filled in)"
    yield tale.step("slack", "lead", stopped, public=False)

    _submit(tale, window, GOOD)
    reply = stage.expect("the lead's words in public", lambda now: one(now.replies(post["id"])))
    tale.require(reply["text"] == GOOD, "exactly what the lead wrote was sent")
    yield tale.step("x", "bot", reply["text"], public=True)

    public = " ".join(text["text"] for text in stage.state().brand_posts())
    tale.require("FirstName" not in public and "Ada" not in public, "no placeholder and no teammate in public")
    tale.cases.append({"case": "C-1", "customer": "anna_k", "state": "waiting", "ticket": ""})
    tale.cases.append({"case": "C-2", "customer": "bo_writes", "state": "waiting", "ticket": ""})


def _save(tale: Tale, text: str) -> None:
    """Write the same words over every calm first reply, as the operator's own responses."""
    bot = tale.rehearsal.bot
    if bot is None:
        raise StoryError("The bot is not there.")
    folder = bot.responses / "en"
    folder.mkdir(exist_ok=True)
    kinds = {
        "hold": ("finding-out", "give-me-a-moment", "looking-right-now", "one-second", "read-by-the-team"),
        "details": ("a-little-more", "last-step", "on-the-screen", "when-you-try"),
        "link": ("could-you-send-it", "same-page", "straight-there", "which-page"),
    }
    names = {"hold": "hold", "details": "clarify_details", "link": "clarify_link"}
    for kind, wordings in kinds.items():
        for wording in wordings:
            file = folder / f"{kind}-{wording}.md"
            file.write_text(f"---\nkind: {names[kind]}\ntone: calm\n---\n{text}\n", encoding="utf-8")


def _held(state: State) -> Json | None:
    return next((message for message in state.told("U0GRACE") if "held:" in str(message["blocks"])), None)


def _submit(tale: Tale, window: Json, text: str) -> Json:
    block = next(block for block in window["view"]["blocks"] if block["type"] == "input")
    action = block["element"]["action_id"]
    values = {block["block_id"]: {action: {"type": "plain_text_input", "value": text}}}
    body = {"as": "U0GRACE", "view_id": window["id"], "values": values}
    return tale.stage.control("/control/slack/submit", body)
