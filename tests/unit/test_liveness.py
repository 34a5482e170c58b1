"""What counts as a bot that hangs, so that whoever started it starts it anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from acme import NOON
from fakes import HandClock
from test_config import ENVIRON, WHOLE

from bot.adapters.store import SqliteStore
from bot.config import load
from bot.wiring.health import READING_HUNG, Health


@pytest.mark.parametrize(("seconds", "lives"), [(0.0, True), (READING_HUNG - 1, True), (READING_HUNG + 1, False)])
def test_a_reading_of_x_that_does_not_end_is_a_bot_that_hangs(tmp_path: Path, seconds: float, lives: bool) -> None:
    """An answer that drips keeps every timeout from ending it, and nothing else would notice but the leads."""
    file = tmp_path / "config.toml"
    file.write_text(WHOLE, encoding="utf-8")
    store = SqliteStore(":memory:")
    health = Health(load(file, ENVIRON), store, HandClock(NOON))
    health.start({}, (), {}, lambda: None, lambda: seconds)
    assert lives is health.is_live()
    health.stop()
    store.close()
