"""Every promise of the store's port is asked of every store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stores import STORES, WHOLE

from bot.ports.store import Store


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()


@pytest.fixture(params=WHOLE)
def whole_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store in which forgetting somebody, or what is old, reaches every table."""
    opened = WHOLE[request.param](tmp_path)
    yield opened
    opened.close()
