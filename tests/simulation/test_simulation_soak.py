"""`make soak` runs fresh seeds in processes of their own and says what they came to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from soak import Terms, soak

from bot.simulation import Outcome, Plan

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_a_short_soak_tells_its_figures() -> None:
    """Two seeds of two customers: no violation, and which seeds they were."""
    environ = {**os.environ, "SEEDS": "2", "CASES": "2", "FROM": "300"}
    command = [sys.executable, "-m", "tests.soak"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=170, env=environ, check=False)
    assert (0, True) == (run.returncode, run.stdout.startswith("No violation: 2 seeds"))
    assert "seeds 300 to 301, 2 customers each" in run.stdout
    assert "Seeds from 300 on" in run.stderr


def nothing(plan: Plan) -> Outcome:
    """A run in which nobody wrote."""
    return Outcome(plan.seed, plan.cases, 0, 0, 0, 0, {}, 0, (), 0, 0.0, 0.0, 0, 0)


def dies_at_301(plan: Plan) -> Outcome:
    """A run that breaks off at one seed."""
    if plan.seed == 301:
        raise ZeroDivisionError("by hand")
    return nothing(plan)


def takes_its_process_along(plan: Plan) -> Outcome:
    """A run that ends its process."""
    os._exit(plan.seed % 256)


@pytest.mark.parametrize("seeds", [1, 2, 3])
def test_as_many_seeds_are_run_as_were_asked_for(seeds: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == soak(Terms(300, seeds, 0, 2), nothing)
    assert f"No violation: {seeds} seeds" in capsys.readouterr().out


def test_a_run_that_breaks_off_is_told_with_its_seed_and_its_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == soak(Terms(300, 9, 0, 2), dies_at_301)
    told = capsys.readouterr()
    assert "Seed 301 broke off: ZeroDivisionError: by hand" in told.out
    assert "Repeat it with: triage-bot simulate --seed 301 --cases 2 --faults all" in told.out
    assert told.err.startswith("Seeds from 300 on")


def test_where_a_process_died_every_seed_that_was_under_way_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert 1 == soak(Terms(300, 2, 0, 2), takes_its_process_along)
    assert ["300", "301"] == [line.split()[1] for line in capsys.readouterr().out.splitlines() if "broke off" in line]
