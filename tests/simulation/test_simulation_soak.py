"""`make soak` runs fresh seeds in processes of their own and says what they came to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def test_a_short_soak_tells_its_figures() -> None:
    """Two seeds of two customers: no violation, and which seeds they were."""
    environ = {**os.environ, "SEEDS": "2", "CASES": "2", "FROM": "300"}
    command = [sys.executable, "-m", "tests.soak"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, env=environ, check=False)
    assert (0, True) == (run.returncode, run.stdout.startswith("No violation: 2 seeds"))
    assert "seeds 300 to 301, 2 customers each" in run.stdout
