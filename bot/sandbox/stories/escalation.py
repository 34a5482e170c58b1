"""Four customers wait, and the private messages go from one to the next.

Nobody acknowledges the first case: it reaches the second teammate, the private Slack channel, the lead, and in the end
every lead. The second one is acknowledged in step two: nothing more is sent, and every message says who has it. In the
middle of the third wait the bot is killed: after its restart the next step comes in its time, once. When the fourth one
asks, Ada is away in Slack: the next in the list is told at once.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime, timedelta

from bot.sandbox.stage import Json, State, about, buttons, case_number, direct_channel, words
from bot.sandbox.stories.telling import Step, Tale

BEN = "U0BEN"
TOM = "U0TOM"
PRIVATE = "G0DUTY"
WITHIN = timedelta(seconds=2)
"""So much later than its time the next step may come after a restart."""
FIVE = timedelta(minutes=5)

Place = Callable[[State], list[Json]]


def STORY(tale: Tale) -> Iterator[Step]:  # noqa: N802 - each story module has one STORY
    """Tell it."""
    tale.stage.control("/control/slack/person", {"id": BEN, "name": "Ben", "handle": "ben", "role": "responder"})
    members = ["U0ADA", BEN, "U0GRACE"]
    tale.stage.control("/control/slack/channel", {"id": PRIVATE, "name": "on-duty", "members": members})
    tale.rehearsal.use_chain()
    yield from nobody_acknowledges(tale)
    yield from acknowledged_in_step_two(tale)
    yield from killed_in_the_middle(tale)
    yield from away_is_passed_over(tale)


def nobody_acknowledges(tale: Tale) -> Iterator[Step]:
    """Ada, Ben, the private Slack channel, the lead, and in the end every lead."""
    stage = tale.stage
    case, told = yield from _asks(tale, "anna_k", "@acme my export ends with an error, please help")
    for place, who in ((_to(BEN), "Ben, step two"), (_in_private, "the private Slack channel, step three")):
        yield from _next(tale, case, "5m", place, who)
    yield from _next(tale, case, "5m", _to("U0GRACE"), "Grace, the lead")
    stage.forward("10m")
    last = stage.expect("every lead hears that nobody has it", lambda now: _nth(now.told("U0GRACE"), case, 2))
    yield tale.step("slack", "bot", last["text"], public=False)
    stage.forward("1h")
    tale.require(_sent(stage.state(), case) == [1, 1, 1, 2], "nobody was told twice for one step")
    stage.click("U0GRACE", last, "take", channel=direct_channel(stage.state(), "U0GRACE"))
    yield tale.step("slack", "lead", "Acknowledge", public=False)
    stage.expect("every message says that Grace has it", lambda now: _all_settled(now, case, "Grace has it"))
    tale.require(told["ts"] in {one["ts"] for one in stage.state().told("U0ADA")}, "Ada's message was edited in place")
    tale.cases.append({"case": case, "customer": "anna_k", "acknowledged_by": "Grace"})


def acknowledged_in_step_two(tale: Tale) -> Iterator[Step]:
    """Ben acknowledges: nobody further is told, and Ada's message says so too."""
    stage = tale.stage
    case, _ = yield from _asks(tale, "bo_writes", "@acme I cannot login any more, what can I do?")
    asked = yield from _next(tale, case, "5m", _to(BEN), "Ben, step two")
    stage.click(BEN, asked, "take", channel=direct_channel(stage.state(), BEN))
    yield tale.step("slack", "responder", "Acknowledge", public=False)
    stage.expect("both messages say that Ben has it", lambda now: _all_settled(now, case, "Ben has it"))
    stage.forward("14m")
    stage.expect("the bot goes on working", lambda now: now.now)
    tale.require(_sent(stage.state(), case) == [1, 1, 0, 0], "after the acknowledgement nothing more was sent")
    yield tale.step("slack", "bot", "(14 minutes later nobody else was told)", public=False)
    stage.forward("2m")
    reminder = stage.expect("Ben is reminded that he has not answered", lambda now: _nth(now.told(BEN), case, 2))
    yield tale.step("slack", "bot", reminder["text"], public=False)
    tale.cases.append({"case": case, "customer": "bo_writes", "acknowledged_by": "Ben"})


def killed_in_the_middle(tale: Tale) -> Iterator[Step]:
    """The bot is killed while it waits: the step that falls due after its restart comes in its time, once."""
    stage = tale.stage
    case, told = yield from _asks(tale, "mia_dev", "@acme the password reset mail does not arrive")
    # The step was decided before its message stood there: its time is up no later than this.
    due = _time(told) + FIVE
    stage.forward("4m")
    tale.rehearsal.kill_bot()
    yield tale.step("slack", "bot", "(is killed in the middle of the wait)", public=False)
    tale.rehearsal.start_bot()
    left = (due - stage.state().now - timedelta(seconds=4)).total_seconds()
    tale.require(left > 0, "the bot is back before the next step is due")
    tale.require(_sent(stage.state(), case) == [1, 0, 0, 0], "nothing was sent again, and nothing too early")
    stage.forward(f"{left:.0f}s")
    asked = stage.expect("Ben is told, step two", lambda now: about(now.told(BEN), case))
    late = (_time(asked) - due).total_seconds()
    tale.require(_time(asked) - due <= WITHIN, f"within {WITHIN.seconds} s of its time, not {late:.1f} s")
    yield tale.step("slack", "bot", asked["text"], public=False)
    stage.forward("30s")
    stage.expect("the bot goes on working", lambda now: now.now)
    tale.require(_sent(stage.state(), case) == [1, 1, 0, 0], "it came once")
    tale.cases.append({"case": case, "customer": "mia_dev", "lateness_seconds": round(max(late, 0.0), 3)})


def away_is_passed_over(tale: Tale) -> Iterator[Step]:
    """Ada is away in Slack: nobody waits for her."""
    stage = tale.stage
    before = len(stage.calls())
    stage.control("/control/slack/presence", {"as": "U0ADA", "presence": "away"})
    yield tale.step("slack", "responder", "(Ada is away)", public=False)
    # The bot looks once a minute, and at once when the clock jumps.
    stage.forward("1m")
    stage.expect(
        "the bot looks who is there", lambda now: _looks(stage.calls(before)) >= len(("Ada", "Tom", "Grace", "Ben"))
    )
    text = "@acme my invoice is wrong, please help me"
    stage.post("anna_k", text)
    yield tale.step("x", "customer", text, public=True)
    told = stage.expect("Tom, the next in the list, is told at once", lambda now: about(now.told(TOM), "C-4"))
    yield tale.step("slack", "bot", told["text"], public=False)
    tale.require(_sent(stage.state(), "C-4")[0] == 0, "Ada was not asked")
    card = stage.expect("the card", lambda now: about(now.cards(), "C-4"))
    passed = "Passed over: Ada (away in Slack)."
    stage.expect("the thread says why", lambda now: any(passed in words(one) for one in now.thread(card["ts"])))
    tale.cases.append({"case": "C-4", "customer": "anna_k", "passed_over": "Ada"})


def _looks(calls: list[Json]) -> int:
    """Return how many people the bot has looked up."""
    return sum(str(call["path"]).endswith("users.getPresence") for call in calls)


def _asks(tale: Tale, who: str, text: str) -> Generator[Step, None, tuple[str, Json]]:
    """A customer asks, and Ada is told; returns the case and her message."""
    stage = tale.stage
    stage.post(who, text)
    yield tale.step("x", "customer", text, public=True)
    card = stage.expect("a case card", lambda now: next((one for one in now.cards() if who in words(one)), None))
    case = case_number(words(card))
    told = stage.expect("Ada is told, step one", lambda now: about(now.told("U0ADA"), case))
    labels = [str(button["text"]["text"]) for button in buttons(told)]
    for label in ("Acknowledge", "Answer", "Pass on…", "Not mine"):
        tale.require(label in labels, f"Ada's message has the button {label}")
    tale.require(labels.count("Send") == 3, "and three suggestions to send")
    yield tale.step("slack", "bot", told["text"], public=False)
    return case, told


def _next(tale: Tale, case: str, wait: str, place: Place, who: str) -> Generator[Step, None, Json]:
    """The time to acknowledge passes, and the next step is told; returns its message."""
    tale.stage.forward(wait)
    asked = tale.stage.expect(f"{who} is told", lambda now: about(place(now), case))
    yield tale.step("slack", "bot", asked["text"], public=False)
    return asked


def _to(user: str) -> Place:
    return lambda now: now.told(user)


def _in_private(now: State) -> list[Json]:
    return now.channel(PRIVATE)


def _all(now: State, case: str) -> list[list[Json]]:
    """Return what was sent about a case to Ada, to Ben, into the private Slack channel and to Grace."""
    places = (now.told("U0ADA"), now.told(BEN), now.channel(PRIVATE), now.told("U0GRACE"))
    return [[one for one in place if case in words(one)] for place in places]


def _sent(now: State, case: str) -> list[int]:
    return [len(place) for place in _all(now, case)]


def _all_settled(now: State, case: str, by: str) -> bool:
    """Tell whether every message about a case says who has it, and has no buttons any more."""
    messages = [one for place in _all(now, case) for one in place]
    return all(by in words(one) and not buttons(one) for one in messages)


def _nth(messages: list[Json], case: str, number: int) -> Json | None:
    found = [one for one in messages if case in words(one)]
    return found[number - 1] if len(found) >= number else None


def _time(message: Json) -> datetime:
    return datetime.fromtimestamp(float(message["ts"]), UTC)
