"""What the simulated people do is what people mean, and what is checked about them is what they did."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.response import ResponseKind
from bot.domain.stop import says_stop
from bot.simulation import Fault, company
from bot.simulation.chance import stream
from bot.simulation.customers import STOPS, THANKS, Customer
from bot.simulation.faults import Faults
from bot.simulation.invariants import Evidence
from bot.simulation.invariants.nothing_wrong_leaves import to_what_is_gone
from bot.simulation.invariants.only_staff_decide import after_a_human, two_answers
from bot.simulation.ledger import NOBODY, Deed, Fact, Ledger
from bot.simulation.run import unspoilt
from bot.simulation.world import World

NOON = datetime.fromisoformat("2026-03-02T12:00:00+00:00")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A world in which every post is edited, and nothing else goes wrong."""
    return World(3, tmp_path / "simulated.db", Faults(3, frozenset({Fault.EDITED})), 1.0, unspoilt)


def on_x(world: World) -> Customer:
    """A customer on X."""
    return next(one for one in (Customer(number, world) for number in range(20)) if one.channel == "x")


def in_slack(world: World) -> Customer:
    """A customer in Slack."""
    return next(one for one in (Customer(number, world) for number in range(20)) if one.channel == "slack")


def wrote(world: World) -> list[Fact]:
    """What was written, with its marks."""
    return list(world.ledger.all(Deed.WROTE))


@pytest.mark.parametrize("words", STOPS)
def test_an_edited_stop_still_says_stop(world: World, words: str) -> None:
    customer = on_x(world)
    first = world.x.publish(customer.x_id, f"@{company.HANDLE} {words} [q0x1]", "", customer.number)
    customer._edit(first)
    (after,) = [post.text for post in world.x.posts.values() if post.history]
    assert True is says_stop(company.MARK.sub("", after))


@pytest.mark.parametrize("words", THANKS)
def test_thanks_for_a_post_that_is_gone_ask_for_nothing(world: World, words: str) -> None:
    """They stand alone on X then, and alone they are praise: nobody has to be shown them."""
    customer = on_x(world)
    customer._write("my export is broken", "request")
    world.x.delete(customer.last)
    customer._write(words, "thanks")
    assert [False, True] == ["chatter" in fact.marks for fact in wrote(world)]


def test_an_edit_says_nothing_about_the_other_posts_of_its_conversation() -> None:
    """Only the post that was edited counts as heard by its new words."""
    ledger = Ledger()
    for number, id in enumerate(("1", "2", "3")):
        ledger.write(Fact(NOON + timedelta(minutes=number), 0, Deed.WROTE, "help", id, place="1"))
    ledger.write(Fact(NOON + timedelta(minutes=4), 0, Deed.EDITED, about="4", was="3", place="1"))
    for id in ("1", "4"):
        ledger.write(Fact(NOON + timedelta(minutes=5), 0, Deed.RECEIVED, about=id, who="customer"))
    evidence = Evidence(ledger, company.policy(stream(1, "policy")), (0,), NOON + timedelta(hours=3))
    assert ["1", "3"] == [fact.about for fact in evidence.wrote(0)]


@pytest.mark.parametrize(("between", "found"), [("", [0]), ("ask_email", []), ("take", [0])])
def test_a_second_answer_is_allowed_after_somebody_asked_for_an_address(between: str, found: list[int]) -> None:
    """Then the case waits again, and not for the same answer."""
    ledger = Ledger()
    ledger.write(Fact(NOON, 0, Deed.WROTE, "help", "1", place="1"))
    ledger.write(Fact(NOON, 0, Deed.RECEIVED, about="1", who="customer"))
    for minutes, action in ((1, "send:0"), (2, between), (3, "send:1")):
        at = NOON + timedelta(minutes=minutes)
        if action:
            ledger.write(Fact(at, 0, Deed.CLICKED, who="U0WILMA", action=action))
        if action.startswith("send:"):
            ledger.write(Fact(at, 0, Deed.SAID, action, place="1", kind=ResponseKind.SUGGESTION, public=True))
    evidence = Evidence(ledger, company.policy(stream(1, "policy")), (0,), NOON + timedelta(hours=3))
    assert found == [customer for customer, _ in two_answers(evidence)]


@pytest.mark.parametrize(("id", "found"), [("C0HELP:17.000001", []), ("1900000000001", [0])])
def test_what_slack_told_may_be_heard_before_it_is_acknowledged(id: str, found: list[int]) -> None:
    """X is polled: there nothing is heard before it was shown."""
    ledger = Ledger()
    ledger.write(Fact(NOON, 0, Deed.SAID, "we have it", place="1", kind=ResponseKind.SUGGESTION, public=True))
    ledger.write(Fact(NOON + timedelta(minutes=1), 0, Deed.WROTE, "broken again", id, place="1"))
    ledger.write(
        Fact(NOON + timedelta(minutes=5), 0, Deed.SAID, "your address?", place="1", kind=ResponseKind.ASK_EMAIL)
    )
    ledger.write(Fact(NOON + timedelta(minutes=8), 0, Deed.RECEIVED, about=id, who="customer"))
    evidence = Evidence(ledger, company.policy(stream(1, "policy")), (0,), NOON + timedelta(hours=3))
    assert found == [customer for customer, _ in after_a_human(evidence)]


@pytest.mark.parametrize(("fault", "found"), [("process killed", []), ("HTTP 500", [0])])
def test_what_slack_told_a_process_that_died_may_be_heard(fault: str, found: list[int]) -> None:
    """It was taken in, and Slack never learned that it was; without such a fault the bot never heard of it."""
    ledger, id = Ledger(), "C0HELP:17.000001"
    ledger.write(Fact(NOON, 0, Deed.SAID, "we have it", place="1", kind=ResponseKind.SUGGESTION, public=True))
    ledger.write(Fact(NOON + timedelta(minutes=1), 0, Deed.WROTE, "broken again", id, place="1"))
    ledger.write(Fact(NOON + timedelta(minutes=2), NOBODY, Deed.FAULT, fault))
    ledger.write(
        Fact(NOON + timedelta(minutes=5), 0, Deed.SAID, "your address?", place="1", kind=ResponseKind.ASK_EMAIL)
    )
    evidence = Evidence(ledger, company.policy(stream(1, "policy")), (0,), NOON + timedelta(hours=3))
    assert found == [customer for customer, _ in after_a_human(evidence)]


def test_a_message_in_slack_is_changed_and_deleted_and_slack_tells_of_it(world: World) -> None:
    """Below a tombstone the thread goes on; without one, whatever they write begins anew."""
    customer = in_slack(world)
    customer._write("my export is broken", "request")
    (first,) = world.slack.messages.values()
    customer._edit_in_slack(first)
    assert world.slack.messages[first.id].text.endswith("(edited)")
    customer._write("still waiting", "again")
    customer._delete_in_slack(first)
    assert (2, first.ts) == (len(world.slack.messages), customer.root)
    (second,) = [one for one in world.slack.messages.values() if one.thread]
    assert not world.slack.delete(second.id)
    customer._delete_in_slack(first)
    assert ({}, "") == (world.slack.messages, customer.root)


@pytest.mark.parametrize(
    ("asked_at", "left", "found"), [(20, False, [0]), (8, False, []), (20, True, [])], ids=["all", "at once", "not all"]
)
def test_nothing_answers_what_is_gone(asked_at: int, left: bool, found: list[int]) -> None:
    """All that they wrote was deleted, and the bot was told seven and a half minutes after noon."""
    ledger, minute = Ledger(), timedelta(minutes=1)
    ledger.write(Fact(NOON, 0, Deed.WROTE, "my export is broken", "C0HELP:1", place="C0HELP:1"))
    if left:
        ledger.write(Fact(NOON, 0, Deed.WROTE, "and the import", "C0HELP:2", place="C0HELP:1"))
    ledger.write(Fact(NOON, 0, Deed.RECEIVED, about="C0HELP:1", who="customer"))
    ledger.write(Fact(NOON + 4 * minute, 0, Deed.DELETED, about="C0HELP:1", place="C0HELP:1"))
    ledger.write(Fact(NOON + 7.5 * minute, 0, Deed.RECEIVED, about="C0HELP:1", who="deletion"))
    at = NOON + asked_at * minute
    ledger.write(Fact(at, 0, Deed.SAID, "your address?", place="C0HELP:1", kind=ResponseKind.ASK_EMAIL))
    evidence = Evidence(ledger, company.policy(stream(1, "policy")), (0,), NOON + timedelta(hours=3))
    assert found == [customer for customer, _ in to_what_is_gone(evidence)]
