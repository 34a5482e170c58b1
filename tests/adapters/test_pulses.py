"""The parts that listen tell how they are, can be helped up, and pass on what vendors tell beside their answers."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from slack_world import Ears, LocalSlack, local_slack, pending, use_cases
from slack_world import wait_until as until
from test_slack_listener import FailingStore, listening, sockets
from x_world import KEYS, XWorld, wait_until

from bot.adapters.slack.answers import Listening
from bot.adapters.slack.connect import SlackUnreachable, web_client
from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.kept import Kept
from bot.adapters.store import SqliteStore
from bot.adapters.x.connect import connect
from bot.adapters.x.poller import XPoller
from bot.adapters.x.stream import XStream
from bot.adapters.x.stream_ear import StreamEar
from bot.adapters.x.tokens import kept_in
from bot.ports.store import InboxRow
from bot.ports.tally import Answer

SECOND = timedelta(seconds=1)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[XWorld]:
    """A local X."""
    with XWorld(tmp_path) as world:
        yield world


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A store in a file."""
    opened = SqliteStore(tmp_path / "triage.db")
    yield opened
    opened.close()


@pytest.fixture
def poller(world: XWorld) -> Iterator[XPoller]:
    """A poller that has read everything once."""
    started = world.connect().poller(world.ears, world.store, world.tell)
    started.start()
    wait_until(lambda: started.pulse().ever)
    yield started
    started.stop()


def test_a_poller_that_reads_has_a_young_pulse(poller: XPoller) -> None:
    pulse = poller.pulse()
    assert pulse.silent_for < pulse.patience
    assert "" == pulse.reason


def test_a_poller_that_is_refused_falls_silent_and_says_why(world: XWorld, poller: XPoller) -> None:
    world.fault("500", path="/mentions", times=0)
    wait_until(lambda: poller.pulse().reason)
    before = poller.pulse().silent_for
    wait_until(lambda: poller.pulse().silent_for > before + SECOND / 10)
    assert "X failed (500)" == poller.pulse().reason


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_dead_poller_is_revived(world: XWorld, poller: XPoller) -> None:
    world.ears.failing.append(SystemExit())  # type: ignore[arg-type]
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: not any(thread.name == "x-poller" for thread in threading.enumerate()))
    poller.mend()
    wait_until(lambda: world.ears.texts)
    assert ["export broken"] == world.ears.texts


def test_a_stream_that_hears_signs_of_life_has_a_young_pulse(world: XWorld) -> None:
    stream = XStream(
        lambda heard: StreamEar("fake-x-bearer", world.server.url, heard), "acme", lambda: None, world.clock
    )
    assert not stream.pulse().ever
    stream.start()
    wait_until(lambda: stream.connections)
    world.says("anna_k", "@acme export broken")
    wait_until(lambda: stream.pulse().ever)
    assert stream.pulse().silent_for < stream.pulse().patience
    stream.stop()


def test_a_silent_stream_is_made_up_for_by_polling(world: XWorld) -> None:
    woken = threading.Event()
    stream = XStream(lambda heard: StreamEar("", world.server.url, heard), "acme", woken.set, world.clock)
    stream.mend()
    assert woken.is_set()


def test_xs_answers_tell_its_time_and_what_it_still_allows(world: XWorld) -> None:
    answers: list[Answer] = []
    connection = connect(world.settings(), KEYS, world.clock, kept_in(world.store), 2 * SECOND, heard=answers.append)
    brand = connection.whoami()
    connection.client().mentions(brand, world.clock.now() - timedelta(minutes=5))
    connection.close()
    assert [("x", "me", 200), ("x", "mentions", 200)] == [(one.vendor, one.call, one.status) for one in answers]
    assert all(one.date is not None and abs(one.ours - one.date) < 3 * SECOND for one in answers)
    assert (answers[1].remaining or 0) > 0


def test_a_call_that_nobody_answers_is_told_as_well(world: XWorld) -> None:
    answers: list[Answer] = []
    settings = world.settings(api_url="http://127.0.0.1:9")
    connection = connect(settings, KEYS, world.clock, kept_in(world.store), SECOND, heard=answers.append)
    with pytest.raises(Exception, match="cannot be reached"):
        connection.whoami()
    connection.close()
    assert [("me", 0)] == [(one.call, one.status) for one in answers]


def test_a_clock_before_xs_does_not_make_the_first_mentions_look_old(tmp_path: Path) -> None:
    """The very first start marks the moment from which on mentions are ours; it is X's own moment."""
    with XWorld(tmp_path) as world:
        ahead = timedelta(hours=1)
        real = world.clock.now
        world.clock.now = lambda: real() + ahead  # type: ignore[method-assign]
        connection = world.connect()
        connection.whoami()
        poller = connection.poller(world.ears, world.store, world.tell)
        poller.start()
        wait_until(lambda: world.mark("x:mentions"))
        world.says("anna_k", "@acme export broken")
        wait_until(lambda: world.ears.texts)
        poller.stop()


def test_lines_that_stand_have_a_young_pulse(slack: LocalSlack, store: SqliteStore) -> None:
    with listening(slack, store) as listener:
        until(lambda: listener.pulse().ever)
        assert listener.pulse().silent_for < SECOND


def test_lines_that_are_cut_and_refused_fall_silent_until_they_are_mended(
    slack: LocalSlack, store: SqliteStore
) -> None:
    with listening(slack, store, watch_every=60.0) as listener:
        until(lambda: listener.pulse().ever)
        slack.fault("500", "apps.connections.open", times=0)
        slack.control("faults", on="slack", kind="disconnect")
        until(lambda: listener.pulse().silent_for > SECOND / 2)
        slack.server.call(lambda world: world.faults.clear())
        listener.mend()
        until(lambda: sockets(slack) == 2)
        until(lambda: listener.pulse().silent_for < SECOND)


def test_slacks_answers_tell_its_time(slack: LocalSlack) -> None:
    answers: list[Answer] = []
    web_client(slack.settings, listening=Listening(answers.append, slack.clock)).auth_test()
    assert [("slack", "auth.test", 200)] == [(one.vendor, one.call, one.status) for one in answers]
    assert answers[0].date is not None


def test_an_event_that_the_database_does_not_take_is_written_down_later(slack: LocalSlack, store: SqliteStore) -> None:
    """Slack has given it up by then."""
    slack.server.call(lambda world: setattr(world.slack.sockets, "ack_timeout", SECOND / 10))
    refusing = FailingStore(store, failures=4)
    with listening(slack, refusing, watch_every=60.0) as listener:
        slack.says("U0CARL", "C0HELP", "My export is broken")
        until(lambda: refusing.failures == 0)
        assert () == pending(store)
        listener.mend()
        until(lambda: pending(store))
    assert 1 == len(pending(store))


def test_a_click_is_never_kept(store: SqliteStore, slack: LocalSlack) -> None:
    kept = Kept(store)
    kept.keep({"type": "block_actions"}, slack.clock.at)
    assert not kept.write_down()


def test_envelopes_wait_until_slack_tells_who_we_are(slack: LocalSlack, store: SqliteStore) -> None:
    slack.fault("500", "auth.test", times=1)
    connection = SlackConnection(slack.settings, "config.toml", slack.clock)
    inbound = connection.late_inbound(store, use_cases(Ears(store)), [])
    row = InboxRow(1, "slack", "e1", '{"type": "event_callback", "event": {"type": "hello"}}', slack.clock.at)
    with pytest.raises(SlackUnreachable):
        inbound.handle(row)
    inbound.handle(row)
