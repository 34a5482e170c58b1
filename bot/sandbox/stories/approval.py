"""The approval: what a junior wants to send waits for a lead, and the junior learns from what the lead makes of it.

One draft is changed and sent, another one of the same case is rejected with it. One comes back with a note and is
written again. And a case that was passed on comes back as a lesson. The customer reads each answer once, and never
before a lead has let it go.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.stage import Json, State, about, buttons, case_number, direct_channel, two, words
from bot.sandbox.stories.beginning import asks
from bot.sandbox.stories.collision import begun, shows, typed
from bot.sandbox.stories.intern import card_of, complete_card
from bot.sandbox.stories.telling import Step, Tale

ADA, TOM, GRACE = "U0ADA", "U0TOM", "U0GRACE"
ADAS = "Hi Anna, the export is broken today, please press Export again tomorrow."
TOMS = "Anna, did you try another browser?"
GRACES = "Hi Anna, the export is slow today, please press Export again and wait ten minutes."
REMARK = "Say what they can do now: tomorrow is long for somebody who waits."
CHANGED = ("~broken~ *slow*", "~tomorrow.~ *and wait ten minutes.*", REMARK)
BLUNT = "You have to use the link “new password”."
NOTE = "Right answer! Say first that you are sorry for the trouble."
KINDER = "Sorry for the trouble, Bo! Please use the link “new password” once more."
PASSED = "Hi Mia, one of our servers was slow, it is fast again since noon."
LESSON = "Look at the status page first: it says what is slow."


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    tale.rehearsal.use_approval()
    yield from changed_and_sent(tale)
    yield from sent_back(tale)
    yield from passed_on(tale)
    nothing_leaves_without_a_lead(tale)


def changed_and_sent(tale: Tale) -> Iterator[Step]:
    """Ada and Tom draft an answer for Anna; Grace changes Ada's, and Tom's is not sent."""
    stage = tale.stage
    question = "@acme the export of my project ends with an error, how can I get my data out?"
    asked = yield from asks(tale, "anna_k", question)
    post, card, case = asked.post, asked.card, asked.case

    for who, text in ((ADA, ADAS), (TOM, TOMS)):
        yield from _drafted(tale, who, card, text)
    adas = stage.expect("Ada's draft for Grace", lambda now: _draft(now, case, ADAS))
    toms = stage.expect("Tom's draft for Grace", lambda now: _draft(now, case, TOMS))
    yield tale.step("slack", "bot", adas["text"], public=False)
    waits = stage.expect("a card that says for whom they wait", lambda now: shows(card_of(now, case), "waits for"))
    tale.require("*Grace*" in words(waits) and ADAS not in words(waits), "the card names the lead, not the words")
    tale.require(len(stage.state().replies(post["id"])) == 1, "nothing was said in public but the first reply")

    stage.click(GRACE, adas, "draft:edit", channel=direct_channel(stage.state(), GRACE))
    window = stage.expect("a window for Grace with Ada's words", lambda now: begun(now.window(GRACE)))
    tale.require(typed(window) == ADAS and "Remark for Ada" in words(window), "she can change them and leave a remark")
    stopped = stage.submit(GRACE, window, text="Dear {FirstName}, Ada will fix it.")
    tale.require("text" in stopped.get("errors", {}), "the guards say at the field what must not leave")
    tale.require("errors" not in stage.submit(GRACE, window, text=GRACES, remark=REMARK), "her own words pass")
    yield tale.step("slack", "lead", f"Edit: {GRACES} (remark: {REMARK})", public=False)

    sent = stage.expect("the answer in public", lambda now: two(now.replies(post["id"])))
    tale.require(GRACES in sent["text"], "the customer reads Grace's words")
    yield tale.step("x", "bot", sent["text"], public=True)

    learned = stage.expect("Ada hears what was changed", lambda now: about(now.told(ADA), "with changes"))
    tale.require(all(part in words(learned) for part in CHANGED), "word for word, and why")
    yield tale.step("slack", "bot", learned["text"], public=False)
    rejected = stage.expect("Tom hears that his was not sent", lambda now: about(now.told(TOM), "yours was not"))
    yield tale.step("slack", "bot", rejected["text"], public=False)
    for message in (adas, toms):
        stage.expect("a message to Grace without buttons", lambda now, ts=message["ts"]: _settled(now, ts))  # type: ignore[misc]
    tale.cases.append({"case": case, "customer": "anna_k", "state": "answered", "ticket": ""})


def sent_back(tale: Tale) -> Iterator[Step]:
    """Ada's draft for Bo comes back with a note; she writes it again, and Grace sends it as it is."""
    stage = tale.stage
    question = "@acme I cannot log in any more since this morning, can you help?"
    asked = yield from asks(tale, "bo_writes", question)
    post, card, case = asked.post, asked.card, asked.case
    yield from _drafted(tale, ADA, card, BLUNT)
    draft = stage.expect("the draft for Grace", lambda now: _draft(now, case, BLUNT))
    stage.click(GRACE, draft, "draft:back", channel=direct_channel(stage.state(), GRACE))
    window = stage.expect("a window for a note", lambda now: now.window(GRACE))
    stage.submit(GRACE, window, note=NOTE)
    yield tale.step("slack", "lead", f"Send back with a note: {NOTE}", public=False)

    back = stage.expect("Ada gets it back", lambda now: about(now.told(ADA), "back to you"))
    tale.require(NOTE in words(back) and BLUNT in words(back), "with the note and her words")
    yield tale.step("slack", "bot", back["text"], public=False)
    stage.click(ADA, back, "draft:again", channel=direct_channel(stage.state(), ADA))
    again = stage.expect("a window with her words and the note", lambda now: begun(now.window(ADA)))
    tale.require(typed(again) == BLUNT and NOTE in words(again), "both stand in the window")
    stage.submit(ADA, again, text=KINDER)
    yield tale.step("slack", "responder", f"Write it again: {KINDER}", public=False)

    better = stage.expect("the new draft for Grace", lambda now: _draft(now, case, KINDER))
    tale.require(len(stage.state().replies(post["id"])) == 1, "still nothing was said in public but the first reply")
    stage.click(GRACE, better, "draft:send", channel=direct_channel(stage.state(), GRACE))
    yield tale.step("slack", "lead", "Send", public=False)
    sent = stage.expect("Ada's words in public", lambda now: two(now.replies(post["id"])))
    tale.require(KINDER in sent["text"], "the customer reads exactly what Ada wrote")
    yield tale.step("x", "bot", sent["text"], public=True)
    as_it_was = stage.expect("Ada hears it", lambda now: about(now.told(ADA), "as it was"))
    yield tale.step("slack", "bot", as_it_was["text"], public=False)
    tale.cases.append({"case": case, "customer": "bo_writes", "state": "answered", "ticket": ""})


def passed_on(tale: Tale) -> Iterator[Step]:
    """Nobody acknowledges Mia's case in time; Grace answers it, and Ada sees how."""
    stage = tale.stage
    question = "@acme the app is very slow today, is something wrong on your side?"
    post = stage.post("mia_dev", question)
    yield tale.step("x", "customer", question, public=True)
    card = stage.expect("a case card", lambda now: complete_card(now, "mia_dev"))
    case = case_number(words(card))
    stage.expect("Ada is told", lambda now: about(now.told(ADA), case))
    stage.forward("301s")
    stage.expect("Grace is told that nobody is on it", lambda now: about(now.told(GRACE), "nobody is on it yet"))
    yield tale.step("slack", "bot", "Nobody is on it yet. (after 5 minutes)", public=False)

    stage.click(GRACE, card_of(stage.state(), case) or card, "answer")
    window = stage.expect("a window for Grace", lambda now: now.window(GRACE))
    tale.require("Remark for Ada" in words(window), "she can leave a remark for who passed it on")
    stage.submit(GRACE, window, text=PASSED, remark=LESSON)
    sent = stage.expect(
        "Grace's answer in public",
        lambda now: next((reply for reply in now.replies(post["id"]) if PASSED in reply["text"]), None),
    )
    yield tale.step("x", "bot", sent["text"], public=True)
    learned = stage.expect("Ada sees how it was answered", lambda now: about(now.told(ADA), "you had passed on"))
    tale.require(all(part in words(learned) for part in (PASSED, LESSON, "very slow")), "question, answer and remark")
    yield tale.step("slack", "bot", learned["text"], public=False)
    tale.cases.append({"case": case, "customer": "mia_dev", "state": "answered", "ticket": ""})


def nothing_leaves_without_a_lead(tale: Tale) -> None:
    """Three answers are public and no draft; nobody of the staff is named there."""
    public = [post["text"] for post in tale.stage.state().brand_posts()]
    for answer in (GRACES, KINDER, PASSED):
        tale.require(sum(answer in text for text in public) == 1, f"“{answer}” was said once")
    drafts = (ADAS, TOMS, BLUNT, NOTE, REMARK, LESSON)
    tale.require(not any(text in said for text in drafts for said in public), "no draft, note or remark is public")
    names = [name for name in ("Ada", "Tom", "Grace") for said in public if name.lower() in said.lower().split()]
    tale.require(not names, "nobody of the staff is named in public")


def _drafted(tale: Tale, who: str, card: Json, text: str) -> Iterator[Step]:
    """Somebody writes an answer in the window, which says that a lead looks first."""
    stage = tale.stage
    stage.click(who, card, "answer")
    window = stage.expect("a window to write in", lambda now: now.window(who))
    tale.require("A lead looks at it" in words(window), "the window says that a lead looks first")
    tale.require("errors" not in stage.submit(who, window, text=text), "nothing speaks against the words")
    yield tale.step("slack", "responder", f"Write your own: {text}", public=False)


def _draft(state: State, case: str, text: str) -> Json | None:
    found = [one for one in state.told(GRACE) if text in words(one) and case in words(one)]
    return next((message for message in found if "draft:edit" in str(message["blocks"])), None)


def _settled(state: State, ts: str) -> Json | None:
    message = next((one for one in state.told(GRACE) if one["ts"] == ts), None)
    return message if message and not buttons(message) else None
