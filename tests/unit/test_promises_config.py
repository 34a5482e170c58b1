"""The table [promises]: usual values without it, and a sentence for every mistake."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from test_config import ENVIRON, WHOLE

from bot.config import load
from bot.domain.errors import ConfigurationError
from bot.domain.promise import Promising


def table(folder: Path, text: str) -> Promising:
    """Return what the table becomes."""
    file = folder / "config.toml"
    file.write_text(f"{WHOLE}\n{text}\n", encoding="utf-8")
    return load(file, ENVIRON).policy.promising


def test_without_the_table_the_reminder_comes_half_an_hour_before(tmp_path: Path) -> None:
    assert Promising(timedelta(minutes=30), True) == table(tmp_path, "")


def test_every_key_is_read(tmp_path: Path) -> None:
    text = '[promises]\nremind_before = "2h"\nupdate = "off"'
    assert Promising(timedelta(hours=2), False) == table(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("remind_before = 30", r'promises\.remind_before: .*"90s"'),
        ('update = "auto"', r'promises\.update: .*"approve", "off"'),
        ('remind = "1h"', r'promises\.remind: .*"remind_before"'),
    ],
)
def test_a_mistake_is_told_with_its_key(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        table(tmp_path, f"[promises]\n{line}")
