"""The polling thread against the local X: its pace, its patience, and that nothing ends it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from acme import NOON
from x_world import ScriptedX, XWorld, wait_until

from bot.adapters.x.credentials import UserKeys
from bot.adapters.x.poller import XPoller, _Shut
from bot.domain.budgets import LONGEST
from bot.domain.errors import Misconfigured
from bot.sandbox.x.people import User

NEVER = timedelta(hours=5)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    with XWorld(tmp_path) as world:
        yield world


@pytest.fixture
def polling(world: XWorld) -> Iterator[Any]:
    """Start a poller with these settings; it has polled once when it is returned."""
    started: list[XPoller] = []

    def start(**settings: Any) -> XPoller:
        poller = world.connect(**settings).poller(world.ears, world.store, world.tell)
        poller.start()
        started.append(poller)
        wait_until(lambda: world.mark("x:mentions") and world.mark("x:messages"))
        return poller

    yield start
    for poller in started:
        poller.stop()


def polls(world: XWorld) -> int:
    return world.calls("GET", "/mentions")


def test_everything_new_is_brought(world: XWorld, polling: Any) -> None:
    """Mentions, our own answers and direct messages."""
    polling()
    mention = world.says("anna_k", "@acme export broken")
    world.says("acme", "Hi Anna", reply_to=mention)
    world.writes("anna_k", "anna@example.com")
    wait_until(lambda: len(world.ears.mentions) == 2 and world.ears.posts)
    assert ["anna@example.com", "export broken"] == sorted(world.ears.texts)


def test_waking_polls_at_once(world: XWorld, polling: Any) -> None:
    """The stream, or a test, need not wait for the pace."""
    poller = polling(poll_every=NEVER)
    world.says("anna_k", "@acme export broken")
    poller.wake()
    wait_until(lambda: world.ears.mentions)
    assert ["export broken"] == world.ears.texts


def test_waking_leaves_direct_messages_to_their_own_pace(world: XWorld, polling: Any) -> None:
    """X allows only 15 reads of them in 15 minutes."""
    poller = polling(poll_every=NEVER, dm_poll_every=NEVER)
    wait_until(lambda: world.calls("GET", "/dm_events"))
    before = polls(world)
    poller.wake()
    wait_until(lambda: polls(world) > before)
    assert 1 == world.calls("GET", "/dm_events")


def test_waking_without_end_keeps_within_xs_limit(world: XWorld) -> None:
    """A flood of posts must not use up the calls that the regular polls need."""
    connection = world.connect()
    settings = world.settings(poll_every=NEVER)
    sides = (world.client(), connection.whoami, world.ears, world.store, world.clock)
    poller = XPoller(*sides, settings, world.tell, most_wakes=2)
    poller.start()
    wait_until(lambda: world.mark("x:mentions"))
    for allowed in (2, 3):
        poller.wake()
        wait_until(lambda allowed=allowed: polls(world) == allowed)
    poller.wake()
    time.sleep(0.1)
    assert 3 == polls(world)
    poller.stop()


def test_a_jump_of_the_clock_polls_everything(world: XWorld, polling: Any) -> None:
    """In the sandbox time is moved, not waited for."""
    polling(poll_every=NEVER, dm_poll_every=NEVER)
    world.says("anna_k", "@acme one")
    world.writes("anna_k", "two")
    world.clock.forward(timedelta(minutes=3))
    wait_until(lambda: len(world.ears.mentions) == 2)
    assert ["one", "two"] == sorted(world.ears.texts)


def test_after_a_429_nothing_is_asked_until_the_reset(world: XWorld, polling: Any) -> None:
    """Not even when it is woken."""
    poller = polling()
    world.fault("429", path="/mentions", seconds=600)
    wait_until(lambda: not world.server.call(lambda sandbox: list(sandbox.faults.active)))
    time.sleep(0.1)
    before = polls(world)
    world.says("anna_k", "@acme export broken")
    poller.wake()
    time.sleep(0.2)
    assert (before, []) == (polls(world), world.ears.mentions)
    world.clock.forward(timedelta(seconds=601))
    wait_until(lambda: world.ears.mentions)
    assert ["export broken"] == world.ears.texts


@pytest.mark.parametrize("asked", [timedelta(hours=25), timedelta(days=100_000)])
def test_a_silence_lasts_at_most_as_long_as_any_window(asked: timedelta) -> None:
    assert _Shut.until(NOON + asked, NOON).wait(NOON) <= LONGEST.total_seconds()


def test_a_clock_that_is_set_back_makes_a_silence_no_longer() -> None:
    shut = _Shut.until(NOON + timedelta(minutes=15), NOON)
    assert shut.wait(NOON - timedelta(hours=1)) <= 900
    assert shut.wait(NOON + timedelta(minutes=15)) <= 0


def test_a_429_for_posts_does_not_stop_direct_messages(world: XWorld, polling: Any) -> None:
    """Each has its own budget."""
    polling()
    world.fault("429", path="/mentions", seconds=600)
    wait_until(lambda: not world.server.call(lambda sandbox: list(sandbox.faults.active)))
    world.writes("anna_k", "hello")
    wait_until(lambda: world.ears.mentions)
    assert ["hello"] == world.ears.texts


@pytest.mark.parametrize("kind", ["500", "html", "dropped"])
def test_after_a_failure_it_goes_on(world: XWorld, polling: Any, kind: str) -> None:
    """With growing pauses."""
    polling()
    world.fault(kind, path="/mentions", times=2)
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: world.ears.mentions)
    assert ["export broken"] == world.ears.texts


def test_a_surprise_in_the_intake_does_not_end_the_thread(world: XWorld, polling: Any) -> None:
    """The mention comes again."""
    polling()
    world.ears.failing = [RuntimeError("a bug")]
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: world.ears.mentions)
    assert ["export broken"] == world.ears.texts


def test_x_being_down_at_the_start_is_no_reason_not_to_start(world: XWorld, polling: Any) -> None:
    """The bot comes up after a power cut before the line does."""
    world.fault("500", path="/users/me", times=2)
    polling()
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: world.ears.mentions)
    assert ["export broken"] == world.ears.texts


def test_wrong_keys_are_told_at_the_start(world: XWorld) -> None:
    """The operator is there to read it."""
    poller = world.connect(UserKeys("wrong", "s", "wrong", "s")).poller(world.ears, world.store, world.tell)
    with pytest.raises(Misconfigured, match="keys"):
        poller.start()
    poller.stop()


@pytest.mark.parametrize("status", [400, 402, 403, 404, 451])
def test_a_refusal_that_may_pass_does_not_keep_it_from_starting(world: XWorld, status: int) -> None:
    """Credits that are used up at X take nothing else down; what X says is told as the reason."""
    with ScriptedX() as x:
        x.will_answer(status, "{}")
        poller = world.connect(api_url=x.url).poller(world.ears, world.store, world.tell)
        poller.start()
        wait_until(lambda: poller.pulse().reason)
        poller.stop()


def test_a_reading_without_an_end_is_told(world: XWorld) -> None:
    """The bot counts as hung then, and is started anew."""
    world.fault("hang_before", path="/mentions")
    poller = world.connect().poller(world.ears, world.store, world.tell)
    poller.start()
    wait_until(lambda: poller.busy_for() > 0.1)
    poller.stop()


def test_stopping_takes_a_moment(world: XWorld, polling: Any) -> None:
    """Also in the middle of a long pause."""
    poller = polling(poll_every=NEVER, dm_poll_every=NEVER)
    began = time.monotonic()
    poller.stop()
    assert time.monotonic() - began < 1


def test_somebody_whom_x_does_not_name_is_heard(world: XWorld, polling: Any) -> None:
    """Their post is answered like any other."""
    polling()
    world.server.call(lambda sandbox: sandbox.x.users.__setitem__("2001", User("2001", "", "")))
    world.says("2001", "@acme I have no handle")
    world.says("bo_writes", "@acme I have one")
    wait_until(lambda: len(world.ears.mentions) == 2)
    assert ["I have no handle", "I have one"] == world.ears.texts


def test_mentions_are_heard_though_our_own_posts_cannot_be_read(world: XWorld, polling: Any) -> None:
    world.fault("500", path="/tweets", times=0)
    polling()
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: world.ears.mentions)
    assert ["export broken"] == world.ears.texts


def test_mentions_are_heard_though_x_allows_no_more_looks_at_our_own_posts(world: XWorld, polling: Any) -> None:
    world.control("x/limits", strict=True, calls={"user tweets": 0})
    polling()
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: world.ears.mentions)
    assert (["export broken"], 1) == (world.ears.texts, world.calls("GET", "/tweets"))
