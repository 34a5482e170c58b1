"""What the fuzzer and the naughty table found once, each as the smallest thing that did harm."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from acme import NOON, mention, policy
from fakes import HandClock

from bot.adapters.desks.rest_errors import Answer, retry_at
from bot.adapters.library.response_file import ResponseFile
from bot.adapters.reader.understanding import UnderstandingReader
from bot.adapters.slack import envelope
from bot.adapters.slack.posts import _effect_of
from bot.adapters.store import SqliteStore
from bot.adapters.x.codec import id_in, moment_in
from bot.adapters.x.errors import welcome_again
from bot.adapters.x.progress import Progress
from bot.domain.errors import DecodeError


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_time_beyond_the_calendar_is_no_time(moment: str) -> None:
    """It once ended every poll, because the order of the posts could not be told."""
    with pytest.raises(DecodeError, match="created_at is not a time"):
        moment_in({"created_at": moment})


def test_an_id_of_thousands_of_digits_is_none() -> None:
    assert "" == id_in({"id": "9" * 5_000})


def test_a_post_from_the_future_does_not_move_the_mark_beyond_now() -> None:
    """Otherwise everything that customers write until then would be taken for old."""
    store, clock = SqliteStore(":memory:"), HandClock(NOON)
    progress = Progress(store, clock, "mentions", timedelta(minutes=5))
    progress.begin()
    clock.forward(timedelta(minutes=1))
    progress.reached(datetime(2099, 1, 1, tzinfo=UTC))
    assert NOON + timedelta(minutes=1) - timedelta(minutes=5) == progress.start
    store.close()


def test_a_waiting_time_that_is_none_is_left_out() -> None:
    assert welcome_again({"x-rate-limit-reset": "9" * 400}) is None
    assert retry_at(Answer(429, {"Retry-After": "Fri, 31 Dec 9999 23:59:59 -1400"}, None), NOON) is None


@pytest.mark.parametrize("action", [["held:edit"], {"a": 1}, None, 7])
def test_an_envelope_with_an_odd_action_id_can_be_written_down(action: Any) -> None:
    """One that cannot is never acknowledged, and comes again and again."""
    assert "{" == envelope.body({"type": "block_actions", "actions": [{"action_id": action}]})[0]


def test_the_key_of_an_envelope_can_be_stored() -> None:
    key = envelope.key({"event_id": "Ev\ud800", "event": {}})
    assert "event:Ev?" == key


@pytest.mark.parametrize("metadata", ["text", ["a"], {"event_type": "triage_bot", "event_payload": ["effect"]}])
def test_odd_metadata_of_somebody_else_is_nobodys_effect(metadata: Any) -> None:
    assert "" == _effect_of({"bot_id": "B1", "metadata": metadata})


@pytest.mark.parametrize("value", ["!!bool x", "!!timestamp x", "!!int ''", "&a [*a]"])
def test_a_value_that_yaml_stumbles_over_is_a_mistake_of_the_file(tmp_path: Path, value: str) -> None:
    path = tmp_path / "en" / "a.md"
    path.parent.mkdir()
    path.write_text(f"---\nkind: {value}\n---\nHello", encoding="utf-8")
    assert [] != ResponseFile(path).mistakes


def test_aliases_of_aliases_do_not_become_gigabytes(tmp_path: Path) -> None:
    layers = "\n".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]" for old, new in zip("abcdefghi", "bcdefghij", strict=True)
    )
    path = tmp_path / "en" / "a.md"
    path.parent.mkdir()
    path.write_text(f"---\na: &a [x]\n{layers}\nkind: *j\n---\nHello", encoding="utf-8")
    assert "kind" in {mistake.problem.key for mistake in ResponseFile(path).mistakes}


def test_a_long_post_of_low_lines_does_not_hold_the_others_up() -> None:
    """25,000 of them took minutes to be understood, on the one thread that polls; linear work takes about a second."""
    reader = UnderstandingReader(policy())
    began = time.process_time()
    reader.read(mention("_" * 25_000))
    assert time.process_time() - began < 15
