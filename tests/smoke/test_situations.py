"""What happens to every machine some day, with the real process: stopped, full, broken, wrong, and cut off."""

from __future__ import annotations

import hashlib
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from whole_bot import WholeBot

from bot.sandbox.stage import Json, State, about, one, words

pytestmark = pytest.mark.slow

ROOM = 1 << 30


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[WholeBot]:
    """A bot that is not started yet."""
    with WholeBot(tmp_path) as ready:
        yield ready


def told_of(state: State, words_of_it: str) -> list[str]:
    """What Grace was told in private with these words in it."""
    return [words(message) for message in state.told("U0GRACE") if words_of_it in words(message)]


def first_reply(whole: WholeBot, post: Json) -> Json:
    """Wait for the reply to a post."""
    return whole.until("a first reply", lambda: one(whole.stage.state().replies(post["id"])))


def test_a_bot_that_is_told_to_stop_finishes_what_it_has_begun(whole: WholeBot) -> None:
    whole.start()
    whole.stage.fault("x", "slow", method="POST", path="/2/tweets", seconds=2)
    post = whole.stage.post("mia_dev", "@acme my export ends with an error in row 7")
    sending = "SELECT 1 FROM outbox WHERE lane = 'x' AND state = 'sending'"
    whole.until("the reply is under way", lambda: whole.rows(sending))
    assert 0 == whole.bot.stop()
    assert 1 == len(whole.stage.state().replies(post["id"]))
    assert [] == whole.rows("SELECT id FROM outbox WHERE state IN ('sending', 'unknown')")
    assert "still in flight" not in whole.log()


def test_a_full_disk_loses_nothing_and_is_told(whole: WholeBot) -> None:
    """A limit on the size of files stands for the full disk: whatever would grow a file fails, the log included."""
    whole.start()
    first_reply(whole, whole.stage.post("mia_dev", "@acme my login shows an error"))
    resource.prlimit(whole.bot.pid, resource.RLIMIT_FSIZE, (1, ROOM))
    post = whole.stage.post("anna_k", "@acme my export is broken since noon")
    question = whole.stage.slack("U0CARL", "C0HELP", "Hello, my login ends with an error")
    whole.until("it says that it cannot write", lambda: "database_refuses" in refused(whole))
    ill = 'triage_bot_trouble{ailment="database_refuses",part=""} 1.0'
    whole.until("and means it", lambda: ill in whole.metrics())
    assert whole.asked("healthz")["ok"]
    assert [] == whole.stage.state().replies(post["id"])

    resource.prlimit(whole.bot.pid, resource.RLIMIT_FSIZE, (ROOM, ROOM))
    first_reply(whole, post)
    whole.until(
        "the reply in Slack",
        lambda: [
            one for one in whole.stage.state().channel("C0HELP") if one["thread_ts"] == question["ts"] != one["ts"]
        ],
    )
    whole.until("it is well again", lambda: (whole.asked("readyz") or {}).get("ok"))
    told = whole.until("Grace hears of it", lambda: told_of(whole.stage.state(), "the database takes nothing"))
    assert "Over" in told[-1]
    assert 1 == len(whole.stage.state().replies(post["id"]))


def refused(whole: WholeBot) -> str:
    """Why the bot is not ready, or ""."""
    return " ".join((whole.asked("readyz") or {}).get("reasons", []))


@pytest.mark.parametrize("place", ["head", "middle"])
def test_a_damaged_database_is_told_and_left_as_it_is(whole: WholeBot, place: str) -> None:
    whole.start()
    first_reply(whole, whole.stage.post("mia_dev", "@acme my login shows an error"))
    whole.bot.stop()
    if place == "middle":
        # A log beside the database must stay as well: it may be what saves it.
        whole.start()
        whole.bot.kill()
    database = whole.bot.folder / "triage.db"
    whole_file = bytearray(database.read_bytes())
    if place == "head":
        whole_file[:100] = b"\x55" * 100
    else:
        whole_file[4_096:-4_096] = b"\x55" * (len(whole_file) - 8_192)
    database.write_bytes(whole_file)
    before = fingerprints(whole.bot.folder)
    whole.bot.start()
    assert 2 == whole.bot.wait(30)
    last_words = whole.log()[-1_500:]
    assert "triage.db" in last_words
    assert "Traceback" not in last_words
    if place == "middle":
        assert "backup" in last_words
    assert before == fingerprints(whole.bot.folder)


def fingerprints(folder: Path) -> dict[str, str]:
    """What the database's files hold; the shared memory is only an index of the log."""
    files = [file for file in folder.glob("triage.db*") if file.suffix not in (".lock", ".db-shm")]
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_a_network_that_was_gone_for_an_hour_leaves_nothing_stale_and_nothing_out(whole: WholeBot) -> None:
    whole.start()
    before = whole.stage.post("mia_dev", "@acme my login shows an error")
    first_reply(whole, before)
    whole.network.cut()
    missed = whole.stage.post("anna_k", "@acme my export is broken since noon")
    whole.until("it says that X does not answer", lambda: "x_stalled" in refused(whole))
    whole.until("and that Slack is deaf", lambda: "slack_deaf" in refused(whole))
    assert 'triage_bot_trouble{ailment="x_stalled",part=""} 1.0' in whole.metrics()
    whole.stage.forward("1h")
    whole.network.mend()

    after = whole.stage.post("bo_writes", "@acme I would like a refund for my invoice")
    first_reply(whole, after)
    digest = whole.until("the digest", lambda: told_of(whole.stage.state(), "wrote while the bot was away"))[0]
    assert "anna" in digest.lower()
    whole.until("it is well again", lambda: (whole.asked("readyz") or {}).get("ok"), within=60)
    whole.until("Grace hears that X is back", lambda: told_of(whole.stage.state(), "x has not been read"))
    state = whole.stage.state()
    assert [] == state.replies(missed["id"])
    assert 1 == len(told_of(state, "x has not been read"))
    assert 1 >= len(told_of(state, "X has not been read since"))
    assert 1 == len(state.replies(after["id"]))


def test_the_bot_starts_without_network_and_hears_everything_when_it_is_there(whole: WholeBot) -> None:
    whole.network.cut()
    whole.bot.start()
    whole.until("it runs", lambda: whole.alive() and whole.asked("healthz"))
    whole.network.mend()
    post = whole.stage.post("mia_dev", "@acme my login shows an error")
    first_reply(whole, post)
    card = whole.until("a card", lambda: about(whole.stage.state().cards(), post["id"]), within=60)
    whole.until("Slack is connected", lambda: whole.stage.state().json["slack"]["sockets"], within=60)
    whole.stage.click("U0ADA", card, "take")
    whole.until("the click is heard", lambda: taken(whole), within=60)


def test_staff_by_a_user_group_are_no_strangers_after_a_start(whole: WholeBot) -> None:
    """Also while Slack does not tell who is in the group."""
    group = {"group": "S0ONDUTY", "users": ["U0DIANA"]}
    whole.stage.control("/control/slack/on-duty", group)
    whole.stage.control("/control/slack/join", {"as": "U0DIANA", "channel": "C0TRIAGE"})
    settings = whole.bot.config.read_text(encoding="utf-8")
    named = settings.replace("[slack]\n", '[slack]\nresponders_group = "S0ONDUTY"\n')
    whole.bot.config.write_text(named, encoding="utf-8")
    whole.start()
    post = whole.stage.post("mia_dev", "@acme my login shows an error")
    card = whole.until("a card", lambda: about(whole.stage.state().cards(), post["id"]))
    whole.until("the group is known", lambda: "staff_changed" in whole.log())
    whole.bot.stop()
    whole.stage.fault("slack", "500", method="POST", path="/api/usergroups.users.list", times=1_000)
    whole.start()
    whole.stage.click("U0DIANA", card, "take")
    whole.until("the click is heard", lambda: taken(whole))


def taken(whole: WholeBot) -> bool:
    """Whether somebody has taken the case."""
    return bool(whole.rows("SELECT 1 FROM events WHERE name = 'Acknowledged'"))


def test_a_clock_that_goes_wrong_is_told_and_nothing_waits_when_it_is_set_back(tmp_path: Path) -> None:
    with WholeBot(tmp_path, ahead=20.0) as whole:
        whole.start()
        post = whole.stage.post("mia_dev", "@acme my login shows an error")
        first_reply(whole, post)
        (tmp_path / "own-clock").write_text("7200", encoding="ascii")
        whole.until("it is told", lambda: told_of(whole.stage.state(), "clock is wrong"), within=60)
        late = whole.stage.post("anna_k", "@acme my export is broken since noon")
        time.sleep(2)
        assert [] == whole.stage.state().replies(late["id"])
        whole.bot.stop()

        (tmp_path / "own-clock").write_text("0", encoding="ascii")
        whole.start()
        asked = whole.stage.post("bo_writes", "@acme I would like a refund for my invoice")
        first_reply(whole, asked)
        assert "clock_went_back" in whole.log()
        whole.until("it is over", lambda: told_of(whole.stage.state(), "Over: the machine's clock"), within=60)
        limit = "SELECT due FROM timers ORDER BY due DESC LIMIT 1"
        assert whole.rows(limit)[0][0] < time.strftime("%Y-%m-%dT%H:%M", time.gmtime(time.time() + 600))
