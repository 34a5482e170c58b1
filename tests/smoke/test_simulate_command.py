"""`triage-bot simulate` prints one document, the same for the same seed, and explains what it does not know."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow

KEYS = [
    *("seed", "cases", "mentions", "public_messages", "escalations", "tickets", "faults", "crashes", "violations"),
    *("held_for_human", "virtual_hours", "wall_seconds"),
]


def simulate(*words: str, hashing: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "bot", "simulate", *words]
    environ = {**os.environ, "PYTHONHASHSEED": hashing}
    return subprocess.run(command, capture_output=True, text=True, timeout=170, env=environ, check=False)


def test_the_document_is_the_same_in_another_process() -> None:
    """Byte for byte but for the wall time, even where Python orders its sets otherwise."""
    runs = [simulate("--seed", "5", "--cases", "6", "--json", hashing=hashing) for hashing in ("1", "2")]
    assert [0, 0] == [run.returncode for run in runs]
    first, second = (run.stdout.partition('"wall_seconds"')[0] for run in runs)
    assert first == second
    assert KEYS == list(json.loads(runs[0].stdout))


def test_an_unknown_fault_is_told_with_those_that_there_are() -> None:
    """The sentence names what is expected; the exit code is 2."""
    run = simulate("--faults", "earthquake")
    assert 2 == run.returncode
    assert "killed" in run.stderr
    assert "Traceback" not in run.stderr
