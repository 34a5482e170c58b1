"""A bot that is told to stop while it starts does not wait for vendors that do not answer."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.cli.run import STOP_WITHIN
from bot.sandbox.bot_process import SECRETS

pytestmark = pytest.mark.slow

CONFIGURATION = """
brand = "Acme"
languages = ["en"]
database = "triage.db"

[x]
handle = "acme"
api_url = "http://127.0.0.1:{port}"

[[staff]]
name = "Grace"
role = "lead"
slack = "U0GRACE"

[[teams]]
name = "support"
topics = []
members = ["Grace"]
lead = "Grace"
timezone = "Europe/Berlin"
hours = []
chain = [{{ notify = "lead", acknowledge_within = "5m" }}]
"""


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_within_what_is_promised_though_x_does_not_answer(tmp_path: Path, name: signal.Signals) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        config = tmp_path / "config.toml"
        config.write_text(CONFIGURATION.format(port=silent.getsockname()[1]), encoding="utf-8")
        command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
        environment = {**os.environ, **SECRETS, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, env=environment)
        connection, _ = silent.accept()
        began = time.monotonic()
        process.send_signal(name)
        _, told = process.communicate(timeout=60)
        connection.close()
    # What programs read is JSON on every line.
    said = [json.loads(line) for line in told.splitlines()]
    assert (0, ["Stopped before the bot had started."]) == (process.returncode, [one["says"] for one in said]), told
    assert time.monotonic() - began < STOP_WITHIN / 2
