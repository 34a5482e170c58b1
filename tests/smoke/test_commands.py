"""The commands as an operator uses them: what they print, and the exit code."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

import pytest

from bot.adapters.store import SqliteStore
from bot.sandbox.bot_process import SECRETS
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import one
from bot.sandbox.stories.intern import complete_card

COMMANDS = ("sandbox", "init", "check", "run", "cases", "budget", "duty", "pause", "resume")
COMMANDS += ("responses", "answers", "lint", "read", "eval", "replay", "learn", "slack-manifest")
COMMANDS += ("key", "forget", "export", "tidy", "audit", "backup", "restore", "promises")


def command(
    *arguments: str, folder: Path, secrets: Mapping[str, str] = SECRETS, within: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder and return how it ended, after at most so many seconds."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("SLACK_", "X_", "SMTP_"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env=environment | dict(secrets),
        capture_output=True,
        text=True,
        timeout=within,
        check=False,
    )


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    """A sandbox in which one customer has asked."""
    with Rehearsal() as running:
        stage = running.stage
        post = stage.post("anna_k", "@acme my export ends with an error")
        stage.expect("a first reply", lambda now: one(now.replies(post["id"])))
        stage.expect("a card", lambda now: complete_card(now, "anna_k"))
        yield running


def test_help_names_every_command(tmp_path: Path) -> None:
    ended = command("--help", folder=tmp_path)
    assert 0 == ended.returncode
    for name in COMMANDS:
        assert name in ended.stdout


def test_init_writes_files_that_check_accepts(tmp_path: Path) -> None:
    assert 0 == command("init", folder=tmp_path).returncode
    ended = command("check", "--offline", folder=tmp_path)
    assert (0, "") == (ended.returncode, ended.stdout)
    assert "one automated reply per interaction" in " ".join(ended.stderr.split())


def test_init_leaves_files_alone(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("mine", encoding="utf-8")
    assert 2 == command("init", folder=tmp_path).returncode
    assert "mine" == (tmp_path / "config.toml").read_text(encoding="utf-8")
    assert not (tmp_path / "slack-manifest.yaml").exists()


def test_the_manifest_is_the_one_that_init_writes(tmp_path: Path) -> None:
    command("init", folder=tmp_path)
    printed = command("slack-manifest", folder=tmp_path).stdout
    assert printed == (tmp_path / "slack-manifest.yaml").read_text(encoding="utf-8")


def test_check_tells_every_mistake_at_once_without_a_traceback(tmp_path: Path) -> None:
    command("init", folder=tmp_path)
    file = tmp_path / "config.toml"
    text = file.read_text(encoding="utf-8").replace('answer_timeout = "3m"', 'answer_timeout = "soon"')
    file.write_text("brnad = 1\n" + text, encoding="utf-8")
    ended = command("check", "--offline", "--json", folder=tmp_path, secrets={})
    assert 2 == ended.returncode
    found = json.loads(ended.stdout)
    assert not found["ok"]
    keys = {problem["key"] for problem in found["problems"]}
    assert {"brnad", "answer_timeout"} <= keys
    assert "Traceback" not in ended.stderr


def test_check_tells_which_secrets_are_missing(tmp_path: Path) -> None:
    command("init", folder=tmp_path)
    ended = command("check", "--offline", folder=tmp_path, secrets={})
    assert 2 == ended.returncode
    assert "SLACK_BOT_TOKEN" in ended.stderr
    assert "X_API_KEY" in ended.stderr


def test_check_names_a_broken_response(tmp_path: Path) -> None:
    command("init", folder=tmp_path)
    texts = tmp_path / "mine" / "en"
    texts.mkdir(parents=True)
    (texts / "hello.md").write_text("---\nkind: hold\n---\nHi {{ nmae }}", encoding="utf-8")
    file = tmp_path / "config.toml"
    file.write_text('responses = "mine"\n' + file.read_text(encoding="utf-8"), encoding="utf-8")
    ended = command("check", "--offline", "--json", folder=tmp_path)
    assert 2 == ended.returncode
    problem = json.loads(ended.stdout)["problems"][0]
    assert problem["file"].endswith("hello.md")
    assert 4 == problem["line"]


@pytest.mark.parametrize("name", ["run", "check", "pause"])
def test_without_a_file_it_says_how_to_make_one(name: str, tmp_path: Path) -> None:
    ended = command(name, folder=tmp_path)
    assert 2 == ended.returncode
    assert "triage-bot init" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_check_accepts_what_is_live(rehearsal: Rehearsal) -> None:
    ended = command("check", "--json", folder=rehearsal.folder)
    assert {"ok": True, "problems": []} == {
        key: value for key, value in json.loads(ended.stdout).items() if key != "notices"
    }


def test_check_refuses_wrong_keys(rehearsal: Rehearsal, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text((rehearsal.folder / "config.toml").read_text(encoding="utf-8"))
    (tmp_path / "my-responses").mkdir()
    wrong = {"SLACK_BOT_TOKEN": "xoxb-wrong", "X_API_KEY": "wrong"}
    ended = command("check", "--json", folder=tmp_path, secrets=dict(SECRETS) | wrong)
    assert 2 == ended.returncode
    keys = [problem["key"] for problem in json.loads(ended.stdout)["problems"]]
    assert ["x", "SLACK_BOT_TOKEN"] == keys


def test_cases_are_listed_and_told(rehearsal: Rehearsal) -> None:
    listed = json.loads(command("cases", "list", "--json", folder=rehearsal.folder).stdout)
    assert [("C-1", "waiting", "anna_k")] == [(one["case"], one["state"], one["customer"]) for one in listed]
    told = json.loads(command("cases", "show", "C-1", "--json", folder=rehearsal.folder).stdout)
    assert ["@acme my export ends with an error"] == [mention["text"] for mention in told["mentions"]]
    assert ["sent"] == [said["state"] for said in told["said"]]
    assert "C-1" in command("cases", "show", "C-1", folder=rehearsal.folder).stdout
    assert 2 == command("cases", "show", "C-99", folder=rehearsal.folder).returncode


def test_a_second_bot_is_told_who_holds_the_database(rehearsal: Rehearsal) -> None:
    ended = command("run", folder=rehearsal.folder)
    assert 2 == ended.returncode
    assert "process" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN"),
        ({"X_API_KEY": "wrong"}, "X"),
    ],
)
def test_a_bot_with_wrong_keys_says_so_and_ends(
    rehearsal: Rehearsal, tmp_path: Path, wrong: Mapping[str, str], named: str
) -> None:
    (tmp_path / "config.toml").write_text((rehearsal.folder / "config.toml").read_text(encoding="utf-8"))
    (tmp_path / "my-responses").mkdir()
    ended = command("run", folder=tmp_path, secrets=dict(SECRETS) | dict(wrong))
    assert 2 == ended.returncode
    assert named in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_running_bot_obeys_pause_and_resume(rehearsal: Rehearsal) -> None:
    stage = rehearsal.stage
    assert 0 == command("pause", folder=rehearsal.folder).returncode
    post = stage.post("bo_writes", "@acme my login does not work, what can I do?")
    stage.expect("the card comes all the same", lambda now: complete_card(now, "bo_writes"))
    time.sleep(1.5)
    assert [] == stage.state().replies(post["id"])
    assert "Paused" in command("check", "--offline", folder=rehearsal.folder).stderr
    assert 0 == command("resume", folder=rehearsal.folder).returncode
    stage.expect("the first reply leaves now", lambda now: one(now.replies(post["id"])), within=2)


def test_an_unknown_story_is_refused(tmp_path: Path) -> None:
    ended = command("sandbox", "--story", "nobody", folder=tmp_path)
    assert 2 == ended.returncode
    assert "intern" in ended.stderr


def test_the_story_prints_one_document(tmp_path: Path) -> None:
    ended = command("sandbox", "--story", "intern", "--json", folder=tmp_path)
    told = json.loads(ended.stdout)
    assert (0, True, "intern") == (ended.returncode, told["ok"], told["story"])
    assert {"at", "channel", "public", "who", "text"} == set(told["steps"][0])
    assert 2 == len(told["cases"])
    assert "anna.keller@example.com" not in ended.stdout


def test_it_stops_in_order_within_ten_seconds() -> None:
    with Rehearsal() as rehearsal:
        assert rehearsal.bot is not None
        began = time.monotonic()
        assert 0 == rehearsal.bot.stop()
        assert time.monotonic() - began < 10


def test_a_table_without_its_column_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / "train.csv").write_text("text,label\nhello,greeting\n", encoding="utf-8")
    ended = command("eval", "topics", "--train", "train.csv", "--test", "train.csv", folder=tmp_path)
    assert 2 == ended.returncode
    assert "train.csv" in ended.stderr
    assert "category" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_sandbox_that_is_ended_leaves_no_bot_behind(how: signal.Signals, tmp_path: Path) -> None:
    started = subprocess.Popen(
        [sys.executable, "-m", "bot", "sandbox", "--port", "0"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    assert started.stderr is not None
    lines = []
    while not lines or "log to" not in lines[-1]:
        lines.append(started.stderr.readline())
        assert lines[-1]
    folder = next(word for word in lines[-1].split() if "bot.log" in word).partition("/bot.log")[0]
    started.send_signal(how)
    _, rest = started.communicate(timeout=30)
    assert (0, True) == (started.returncode, "Nothing was kept" in rest)
    assert not Path(folder).exists()
    assert [] == _processes_with(folder)


def _processes_with(word: str) -> list[str]:
    """Return the command lines of living processes that hold a word."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # It may have ended meanwhile.
            found.append(file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return [line for line in found if word in line]


def test_budget_tells_what_x_has_cost_and_what_is_left(rehearsal: Rehearsal) -> None:
    ended = command("budget", "--json", folder=rehearsal.folder)
    told = json.loads(ended.stdout)
    assert (0, None, False) == (ended.returncode, told["limit_usd"], told["used_up"])
    assert told["items"]["read_post"]["times"] >= 1
    assert told["spent_usd"] >= 0.01
    assert "x:public" in told["rate_limits"]


def test_there_is_nothing_to_raise_without_a_monthly_budget(rehearsal: Rehearsal) -> None:
    ended = command("budget", "--raise", "40", folder=rehearsal.folder)
    assert (2, True) == (ended.returncode, "there is none to raise" in ended.stderr)


def test_a_raised_budget_is_shown_by_check_too(rehearsal: Rehearsal) -> None:
    whole = (rehearsal.folder / "config.toml").read_text(encoding="utf-8")
    file = rehearsal.folder / "dear.toml"
    file.write_text(whole.replace("[x]", "[x]\nmonthly_budget = 0.005"), encoding="utf-8")
    used = command("check", "--offline", "--config", "dear.toml", folder=rehearsal.folder)
    assert "nothing automatic leaves on X" in used.stderr
    listed = command("cases", "list", "--config", "dear.toml", folder=rehearsal.folder)
    assert "nothing automatic leaves on X" in listed.stderr
    raised = command("budget", "--raise", "40", "--config", "dear.toml", folder=rehearsal.folder)
    assert (0, True) == (raised.returncode, "may cost 40.00 USD" in raised.stderr)
    assert "of 40.00 USD" in command("check", "--offline", "--config", "dear.toml", folder=rehearsal.folder).stderr


def test_a_database_that_another_program_keeps_busy_is_told_as_what_may_pass(tmp_path: Path) -> None:
    """Exit code 1: a supervisor starts the bot again after that, and not after 2."""
    command("init", folder=tmp_path)
    SqliteStore(tmp_path / "triage.db").close()
    with closing(sqlite3.connect(tmp_path / "triage.db")) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = command("run", folder=tmp_path)
    assert 1 == ended.returncode
    assert "kept busy by another program" in " ".join(ended.stderr.split())
    assert "Traceback" not in ended.stderr
