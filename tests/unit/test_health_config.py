"""The table [health]: off by default, one address, and a sentence for every mistake."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from test_config import ENVIRON, WHOLE

from bot.config import load
from bot.config.settings import HealthTable
from bot.domain.errors import ConfigurationError


def table(folder: Path, text: str) -> HealthTable:
    """Return what the table becomes."""
    file = folder / "config.toml"
    file.write_text(f"{WHOLE}\n{text}\n", encoding="utf-8")
    return load(file, ENVIRON).health


def test_without_the_table_nobody_listens(tmp_path: Path) -> None:
    assert HealthTable(None, timedelta(minutes=1), 200_000_000) == table(tmp_path, "")


@pytest.mark.parametrize(
    ("listen", "expected"), [("127.0.0.1:9464", ("127.0.0.1", 9464)), ("[::1]:9464", ("::1", 9464))]
)
def test_every_key_is_read(tmp_path: Path, listen: str, expected: tuple[str, int]) -> None:
    text = f'[health]\nlisten = "{listen}"\ntell_after = "5m"\ndisk_low_mb = 50'
    assert HealthTable(expected, timedelta(minutes=5), 50_000_000) == table(tmp_path, text)


@pytest.mark.parametrize("listen", ["9464", "127.0.0.1", "http://127.0.0.1:9464", "127.0.0.1:99999", "u@127.0.0.1:1"])
def test_an_address_that_is_none_is_told_with_its_line(tmp_path: Path, listen: str) -> None:
    with pytest.raises(ConfigurationError, match=r'config\.toml:\d+: health\.listen: .*"127\.0\.0\.1:9464"'):
        table(tmp_path, f'[health]\nlisten = "{listen}"')
