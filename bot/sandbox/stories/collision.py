"""The collision: two juniors want to answer the same customer, and the customer reads one answer.

Each sees that the other one writes. The first to send wins; the second one sees what was sent and keeps their words,
also when both press Send in the same moment. Whoever wants a case that somebody has is asked first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from bot.sandbox.stage import Json, about, case_number, two, words
from bot.sandbox.stories.beginning import asks
from bot.sandbox.stories.intern import card_of, complete_card
from bot.sandbox.stories.telling import Step, Tale

ADA, TOM = "U0ADA", "U0TOM"
NAMES = {ADA: "Ada", TOM: "Tom"}
ADAS = "Sorry about that, Anna! Please press Export once more, it works again now."
TOMS = "Hi Anna, which browser do you use for the export?"
Found = TypeVar("Found")


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    yield from one_after_the_other(tale)
    yield from in_the_same_moment(tale)
    yield from taken_over(tale)
    nothing_was_said_twice(tale)


def one_after_the_other(tale: Tale) -> Iterator[Step]:
    """Ada and Tom write to Anna; Ada is first, and Tom's window says so."""
    stage = tale.stage
    question = "@acme the export of my project ends with an error, how can I get my data out?"
    asked = yield from asks(tale, "anna_k", question)
    post, card, case = asked.post, asked.card, asked.case
    yield tale.step("slack", "bot", card["text"], public=False)

    stage.click(ADA, card, "edit:0")
    adas = stage.expect("a window for Ada with the suggestion in it", lambda now: begun(now.window(ADA)))
    stage.expect(
        "a card that says that Ada writes", lambda now: shows(card_of(now, case), "*Ada* is writing an answer")
    )
    yield tale.step("slack", "responder", "Edit (Ada)", public=False)

    stage.click(TOM, card, "answer")
    toms = stage.expect("an empty window for Tom", lambda now: now.window(TOM))
    tale.require("*Ada* is writing an answer" in words(toms), "Tom's window says that Ada is writing")
    stage.expect(
        "a card that names both", lambda now: shows(card_of(now, case), "*Ada* and *Tom* are writing an answer")
    )
    yield tale.step("slack", "responder", "Write your own (Tom)", public=False)

    tale.require("errors" not in stage.submit(ADA, adas, text=ADAS), "nothing speaks against Ada's words")
    sent = stage.expect("Ada's answer in public", lambda now: two(now.replies(post["id"])))
    tale.require(ADAS in sent["text"], "the customer reads Ada's words")
    yield tale.step("x", "bot", sent["text"], public=True)

    answer = stage.submit(TOM, toms, text=TOMS)
    told = str(answer.get("errors", {}).get("text", ""))
    tale.require(ADAS in told and "Ada has answered" in told, f"Tom's window says who sent what ({told})")
    kept = stage.state().window(TOM)
    tale.require(kept is not None and typed(kept) == TOMS, "Tom's words still stand in his window")
    yield tale.step("slack", "bot", told, public=False)

    stage.dismiss(TOM, toms)
    stage.expect("a card on which nobody writes", lambda now: hides(card_of(now, case), "writing an answer"))
    yield tale.step("slack", "responder", "Cancel (Tom)", public=False)
    tale.cases.append({"case": case, "customer": "anna_k", "state": "answered", "ticket": ""})


def in_the_same_moment(tale: Tale) -> Iterator[Step]:
    """Both press Send at once for Bo; one answer leaves, and the other one comes back to who wrote it."""
    stage = tale.stage
    question = "@acme I cannot log in any more since this morning, can you help?"
    asked = yield from asks(tale, "bo_writes", question)
    post, card, case = asked.post, asked.card, asked.case
    texts = {ADA: "Bo, please use the link “new password” once more.", TOM: "Bo, does the app say what went wrong?"}
    windows = {}
    for who in texts:
        stage.click(who, card, "answer")
        windows[who] = stage.expect(f"a window for {NAMES[who]}", lambda now, who=who: now.window(who))  # type: ignore[misc]
    answers = at_once(lambda who: tale.rehearsal.stage.submit(who, windows[who], text=texts[who]))
    yield tale.step("slack", "responder", "Send (Ada and Tom, at once)", public=False)

    sent = stage.expect("one answer in public", lambda now: two(now.replies(post["id"])))
    winner = next((who for who, text in texts.items() if text in sent["text"]), "")
    tale.require(bool(winner), "the customer reads what one of them wrote")
    loser = TOM if winner == ADA else ADA
    yield tale.step("x", "bot", sent["text"], public=True)

    told = str(answers[loser].get("errors", {}).get("text", ""))
    if not told:
        found = stage.expect("the other one's words back", lambda now: about(now.told(loser), texts[loser]))
        told = words(found)
    tale.require(texts[winner] in told, f"{NAMES[loser]} hears what was sent ({told})")
    yield tale.step("slack", "bot", told, public=False)
    tale.cases.append({"case": case, "customer": "bo_writes", "state": "answered", "ticket": ""})


def taken_over(tale: Tale) -> Iterator[Step]:
    """Both want Mia's case; the second one hears who has it, and takes it over on purpose."""
    stage = tale.stage
    question = "@acme the app is very slow today, is something wrong on your side?"
    stage.post("mia_dev", question)
    yield tale.step("x", "customer", question, public=True)
    card = stage.expect("a case card", lambda now: complete_card(now, "mia_dev"))
    case = case_number(words(card))
    at_once(lambda who: tale.rehearsal.stage.click(who, card, "take"))
    taken = stage.expect("a card that says who is on it", lambda now: shows(card_of(now, case), "* is on it"))
    first = next(who for who in NAMES if f"*{NAMES[who]}* is on it" in words(taken))
    second = TOM if first == ADA else ADA
    told = stage.expect(
        "the second one hears it", lambda now: about(now.told(second), f"{NAMES[first]} is on it already")
    )
    yield tale.step("slack", "responder", "I'm on it (Ada and Tom, at once)", public=False)
    yield tale.step("slack", "bot", words(told), public=False)

    button = next(one for one in pressable(taken) if one["action_id"] == "take_over")
    tale.require(NAMES[first] in button["confirm"]["title"]["text"], "the question names who has the case")
    stage.click(second, taken, "take_over")
    stage.expect("a card with the new name", lambda now: shows(card_of(now, case), f"*{NAMES[second]}* is on it"))
    stage.expect("the first one hears it", lambda now: about(now.told(first), f"{NAMES[second]} has it now"))
    yield tale.step("slack", "responder", f"Take over ({NAMES[second]})", public=False)
    tale.cases.append({"case": case, "customer": "mia_dev", "state": "waiting", "ticket": ""})


def nothing_was_said_twice(tale: Tale) -> None:
    """Three first replies and two answers; nobody of the staff is named in public."""
    state = tale.stage.state()
    public = [post["text"] for post in state.brand_posts()]
    tale.require(len(public) == 5, f"five public messages, not {len(public)}")
    tale.require(not any(TOMS in text for text in public), "what came too late is not public")
    named = [name for name in (*NAMES.values(), *NAMES) for text in public if name.lower() in text.lower()]
    tale.require(not named, f"nobody of the staff is named in public ({', '.join(named)})")


def at_once(act: Callable[[str], Found]) -> dict[str, Found]:
    """Let both act in the same moment; return what came of it."""
    with ThreadPoolExecutor(len(NAMES)) as pool:
        return dict(zip(NAMES, pool.map(act, NAMES), strict=True))


def begun(window: Json | None) -> Json | None:
    """Return a window whose input begins with words."""
    return window if window and typed(window) else None


def typed(window: Json) -> str:
    """Return what stands in the input of a window."""
    values = window["state"]["values"]["text"]
    return str(next(iter(values.values())).get("value") or "")


def shows(card: Json | None, text: str) -> Json | None:
    """Return the card once a text stands on it."""
    return card if card and text in words(card) else None


def hides(card: Json | None, text: str) -> Json | None:
    """Return the card once a text does not stand on it any more."""
    return card if card and text not in words(card) else None


def pressable(message: Json) -> list[Json]:
    """Return everything below the text of a message that can be pressed."""
    return [one for block in message["blocks"] if block["type"] == "actions" for one in block["elements"]]
