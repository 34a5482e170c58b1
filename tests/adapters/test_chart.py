"""The chart of a day: a PNG, light or dark, from a library that nobody waits for at the start."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bot.adapters.chart.today import paint
from bot.ports.home import Hour, Look

DAY = tuple(Hour(hour, hour % 5, hour % 3) for hour in range(7, 16))


@pytest.mark.parametrize("hours", [DAY, (), tuple(Hour(hour, 0, 0) for hour in range(24)), (Hour(9, 4_000, 1),)])
@pytest.mark.parametrize("look", Look)
def test_every_day_is_a_small_png(hours: tuple[Hour, ...], look: Look) -> None:
    """Also one on which nothing happened, and one on which too much did."""
    picture = paint(hours, look)
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 1248
    assert len(picture) < 100_000


def test_the_looks_differ_and_the_same_is_the_same() -> None:
    assert paint(DAY, Look.LIGHT) == paint(DAY, Look.LIGHT)
    assert paint(DAY, Look.LIGHT) != paint(DAY, Look.DARK)


def test_nobody_waits_for_the_library_at_the_start() -> None:
    """Building the bot does not load it, and drawing does not load the interface that keeps every figure."""
    script = (
        "import sys, bot.wiring, bot.cli\n"
        "assert 'matplotlib' not in sys.modules\n"
        "from bot.adapters.chart.today import paint\n"
        "from bot.ports.home import Look\n"
        "paint((), Look.LIGHT)\n"
        "assert 'matplotlib' in sys.modules and 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
