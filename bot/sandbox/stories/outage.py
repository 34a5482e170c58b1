"""The outage: the bot was away for four hours while three hundred customers wrote.

Old reminders sent months late once reached 650 people, twice. So nothing old leaves: the lead gets ONE digest and
decides, and whoever wrote a moment ago is answered at once.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.sandbox.stage import Json, State, case_number, direct_channel, one, words
from bot.sandbox.stories.telling import Step, Tale

CUSTOMERS = ("anna_k", "bo_writes", "mia_dev")
OLD = 294
RECENT = 3
FRESH = 3


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    stage = tale.stage
    tale.rehearsal.stop_bot()
    yield tale.step("x", "bot", "(is down)", public=False)

    old = _write(tale, OLD, "15m", 12)
    stage.forward("1h")
    yield tale.step("x", "customer", f"({OLD} posts in four hours)", public=True)
    recent = _write(tale, RECENT, "20m", 1)
    fresh = _write(tale, FRESH, "1s", 1)
    yield tale.step("x", "customer", f"({RECENT} posts twenty minutes ago, {FRESH} a moment ago)", public=True)

    tale.rehearsal.start_bot()
    yield tale.step("x", "bot", "(is back)", public=False)

    for post in fresh:
        reply = _reply_to(tale, post)
        yield tale.step("x", "bot", reply["text"], public=True)

    stage.forward("1m")
    digest = stage.expect("one digest for the lead", _digest)
    tale.require(str(OLD + RECENT) in words(digest), f"the digest counts {OLD + RECENT} customers")
    yield tale.step("slack", "bot", digest["text"], public=False)

    state = stage.state()
    tale.require(not _answered(state, old + recent), "nothing stale left")
    stage.click("U0GRACE", digest, "late:younger:60", channel=direct_channel(state, "U0GRACE"))
    yield tale.step("slack", "lead", "Answer all younger than 1 hour", public=False)

    for post in recent:
        reply = _reply_to(tale, post)
        yield tale.step("x", "bot", reply["text"], public=True)

    answered = FRESH + RECENT
    stage.expect("Ada hears of everybody who was answered", lambda now: len(now.told("U0ADA")) >= answered or None)
    state = stage.state()
    tale.require(not _answered(state, old), "the old ones wait for a human")
    digests = [message for message in state.told("U0GRACE") if "late:" in str(message["blocks"])]
    tale.require(len(digests) == 1, f"one digest, not {len(digests)}")
    tale.require(len(state.told("U0ADA")) == answered, "Ada heard of nobody else")
    for card in state.cards():
        tale.cases.append({"case": case_number(words(card)), "state": "waiting"})


def _write(tale: Tale, count: int, apart: str, rounds: int) -> list[Json]:
    """Let customers post `count` times in so many rounds; the clock moves `apart` after each round."""
    posts = []
    for turn in range(rounds):
        for number in range(count * turn // rounds, count * (turn + 1) // rounds):
            who = CUSTOMERS[number % len(CUSTOMERS)]
            posts.append(tale.stage.post(who, f"@acme my export number {turn}-{number} ends with an error"))
        tale.stage.forward(apart)
    return posts


def _reply_to(tale: Tale, post: Json) -> Json:
    """Wait for the first reply under a post."""
    return tale.stage.expect("a first reply under the post", lambda now: one(now.replies(post["id"])))


def _answered(state: State, posts: list[Json]) -> list[Json]:
    """Return the brand's replies to any of these posts."""
    ids = {post["id"] for post in posts}
    return [post for post in state.brand_posts() if post["reply_to"] in ids]


def _digest(state: State) -> Json | None:
    return next((message for message in state.told("U0GRACE") if "late:" in str(message["blocks"])), None)
