"""The promise: a junior says by when, is reminded, and does not make it; the lead hears of it and the customer, too.

What was promised is owed until it is done, and whoever does it late has still done it.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.stage import about, direct_channel, one, two, words
from bot.sandbox.stories.beginning import asks
from bot.sandbox.stories.intern import card_of
from bot.sandbox.stories.telling import Step, Tale

ADA, GRACE = "U0ADA", "U0GRACE"
QUESTION = "@acme the export of my project ends with an error, how can I get my data out?"
PROMISE = "We are on it, and we will get back to you within two hours."
ANSWER = "The export works again. Please press Export once more."


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    stage = tale.stage
    asked = yield from asks(tale, "anna_k", QUESTION)
    post, card, case = asked.post, asked.card, asked.case
    yield tale.step("slack", "bot", card["text"], public=False)

    stage.click(ADA, card, "promise")
    window = stage.expect("a window for a promise", lambda now: now.window(ADA))
    answer = stage.submit(ADA, window, text=PROMISE)
    tale.require("when" in answer.get("errors", {}), "a promise needs a time")
    answer = stage.submit(ADA, window, when="In 2 hours", text=PROMISE)
    tale.require("errors" not in answer, f"nothing speaks against the promise ({answer.get('errors')})")
    said = stage.expect("the promise in public", lambda now: two(now.replies(post["id"])))
    tale.require(PROMISE in said["text"], "the customer reads the promise")
    yield tale.step("x", "bot", said["text"], public=True)
    owed = stage.expect(
        "a card that says who owes what", lambda now: about([card_of(now, case) or card], "*Ada* owes an answer by")
    )
    yield tale.step("slack", "responder", "Promise… (Ada)", public=False)

    stage.forward("91m")
    soon = stage.expect("a private reminder", lambda now: about(now.told(ADA), "its time comes near"))
    tale.require(not about(stage.state().told(GRACE), "was promised"), "the lead is not told yet")
    yield tale.step("slack", "bot", words(soon).splitlines()[0], public=False)

    stage.forward("30m")
    late = stage.expect("the lead hears of it", lambda now: about(now.told(GRACE), "its time has passed"))
    stage.expect("a card that says so", lambda now: about([card_of(now, case) or owed], "*Overdue:*"))
    yield tale.step("slack", "bot", words(late).splitlines()[0], public=False)

    stage.click(GRACE, late, "promise_update", direct_channel(stage.state(), GRACE))
    update = stage.expect("an honest update", lambda now: one(now.replies(post["id"])[2:]))
    yield tale.step("x", "bot", update["text"], public=True)

    stage.click(ADA, card_of(stage.state(), case) or owed, "promise_kept")
    window = stage.expect("a window to keep it", lambda now: now.window(ADA))
    tale.require("errors" not in stage.submit(ADA, window, text=ANSWER), "nothing speaks against the answer")
    kept = stage.expect("the answer in public", lambda now: one(now.replies(post["id"])[3:]))
    tale.require(ANSWER in kept["text"], "the customer reads the answer")
    yield tale.step("x", "bot", kept["text"], public=True)
    done = stage.expect(
        "a card without a promise",
        lambda now: next((one for one in [card_of(now, case)] if one and "owed an answer" not in words(one)), None),
    )
    tale.require("Promise…" in words(done), "another promise can be made")
    state = stage.state()
    for who, text in ((ADA, "its time comes near"), (GRACE, "its time has passed")):
        told = [message for message in state.told(who) if text in words(message)]
        tale.require(len(told) == 1, f"{who} hears once that {text}, not {len(told)} times")
    tale.cases.append({"case": case, "customer": "anna_k", "state": "answered", "ticket": ""})
