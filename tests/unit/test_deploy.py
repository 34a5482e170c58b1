"""What is shipped to run the bot with is accepted by those who read it, and agrees with the program."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.cli.run import STOP_WITHIN
from bot.wiring.health import HUNG

DEPLOY = Path(__file__).parents[2] / "deploy"
OPERATING = (DEPLOY.parent / "docs" / "operating.md").read_text(encoding="utf-8")
UNIT = (DEPLOY / "triage-bot.service").read_text(encoding="utf-8")


def seconds(key: str) -> float:
    """Return a time of the unit."""
    found = re.search(rf"^{key}=(\d+)$", UNIT, re.MULTILINE)
    assert found is not None
    return float(found[1])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
def test_systemd_has_nothing_against_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "triage-bot.service"
    # The program need not be installed where this is tried.
    unit.write_text(UNIT.replace("/opt/triage-bot/bin/triage-bot", "/bin/true"), encoding="utf-8")
    said = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60, check=False)
    assert (0, "") == (said.returncode, said.stderr)


def test_systemd_waits_longer_than_the_bot_needs_to_stop() -> None:
    assert seconds("TimeoutStopSec") > STOP_WITHIN


def test_a_hanging_worker_is_noticed_by_the_bot_before_systemd_ends_it() -> None:
    assert seconds("WatchdogSec") >= HUNG


def test_what_starting_again_cannot_mend_is_not_started_again() -> None:
    assert "RestartPreventExitStatus=2" in UNIT


def test_what_may_pass_is_tried_as_long_as_it_takes() -> None:
    assert "StartLimitIntervalSec=0" in UNIT
    assert "Restart=always" in UNIT
    assert "podman run --restart on-failure " in (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_the_container_runs_without_root_and_listens_to_sigterm() -> None:
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "\nUSER 10001:10001\n" in text
    assert "\nSTOPSIGNAL SIGTERM\n" in text


def test_what_root_is_told_to_run_is_where_the_install_put_it() -> None:
    """The program is not on anybody's path, and it needs the service's user, file and secrets."""
    told = [line.strip() for line in OPERATING.replace("\\\n", "").splitlines() if line.strip().startswith("# (")]
    assert 3 == len(told)
    for line in told:
        assert ". /etc/triage-bot/secrets.env; exec runuser -u triage-bot -- /opt/triage-bot/bin/triage-bot " in line
        assert "--config /var/lib/triage-bot/config.toml)" in line
    assert "sudo" not in OPERATING
