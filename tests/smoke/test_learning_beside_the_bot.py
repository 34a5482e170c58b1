"""Learning with the real bot: staff act on cards, `triage-bot learn` runs beside it, the next mention is read anew."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from test_commands import command

from bot.adapters.store import SqliteStore
from bot.domain.case import Case, Channel, Customer, State
from bot.domain.labels import Lesson
from bot.ports.store import Label, ModelRow, ModelState
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Json, Stage, about, words

pytestmark = pytest.mark.slow

THINGS = ("shirt", "phone", "lamp", "tablet", "chair", "table", "clock", "book", "plant", "radio", "piano", "mirror")
PARCEL = ("the courier never brought the parcel with my {}", "where is my parcel with the {}? The courier came not")
LOCKED = ("I am locked out and my account shows no {}", "my account is locked out since I changed my {}")
KINDS = ("pelican", "garden")
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    """A sandbox whose bot has seen staff answer for product, and almost enough moves to billing."""
    with Rehearsal() as running:
        running.stop_bot()
        store = SqliteStore(running.folder / "triage.db")
        answered = [(text.format(thing), "product") for text in LOCKED for thing in THINGS]
        teach(store, Lesson.TOPICS, [*answered, *[(PARCEL[0].format(thing), "billing") for thing in THINGS[:9]]])
        store.close()
        running.start_bot()
        yield running


def teach(store: SqliteStore, lesson: Lesson, labelled: Iterable[tuple[str, str]]) -> None:
    """Write a case and its label for each text."""
    anna = Customer(Channel.X, "7", "anna", "Anna")
    with store.transaction() as tx:
        for number, (text, value) in enumerate(labelled):
            case = tx.cases.save(Case(tx.cases.new_id(), Channel.X, anna, f"seen {number}", NOW, State.RESOLVED))
            tx.labels.put(Label(case.id, lesson, text, "en", value, NOW))


def asked(stage: Stage, text: str) -> Json:
    """Post as a customer and return the card."""
    post = stage.post("anna_k", f"@acme {text}, can you help?")
    return stage.expect("a card", lambda now: about(now.cards(), post["id"]))


def moved(stage: Stage, card: Json, team: str) -> None:
    """Choose a team in the menu of a card."""
    menu = next(one for block in card["blocks"] for one in block.get("elements", []) if one["type"] == "static_select")
    value = next(option["value"] for option in menu["options"] if option["text"]["text"] == team)
    body = {"as": "U0ADA", "channel": "C0TRIAGE", "ts": card["ts"], "action_id": menu["action_id"], "value": value}
    stage.control("/control/slack/click", body)


def learned(folder: Path, *arguments: str) -> Any:
    """Run `triage-bot learn`, beside a bot if there is one, and return what it says."""
    ended = command("learn", "--json", *arguments, folder=folder, within=300)
    assert 0 == ended.returncode, ended.stderr
    return json.loads(ended.stdout)


@pytest.mark.timeout(400)
def test_what_staff_move_and_answer_changes_where_the_next_mention_goes(rehearsal: Rehearsal) -> None:
    stage = rehearsal.stage
    assert "9 billing" in learned(rehearsal.folder)[1]["sentence"]
    cards = [asked(stage, PARCEL[1].format(thing)) for thing in THINGS[:3]]
    assert [] == [card for card in cards if "→ product" not in words(card)]
    for card in cards:
        moved(stage, card, "billing")
    stage.click("U0ADA", asked(stage, LOCKED[0].format("window")), "send:0")
    stage.expect(
        "every case is moved or answered",
        lambda now: sum("→ billing" in words(one) or "Answered" in words(one) for one in now.cards()) == 4,
        within=60,
    )
    assert {"topics": "swapped", "request": "too few", "heat": "too few"} == {
        one["lesson"]: one["result"] for one in learned(rehearsal.folder)
    }
    stage.expect("a parcel reaches billing", lambda now: _reaches(stage, "billing"), within=60)
    assert [(4, 1, 1, 1)] == [
        (week["routed"], week["first_team"], week["answered"], week["suggested"])
        for week in learned(rehearsal.folder, "--report")
    ]
    assert {"lesson": "topics", "version": 0} == learned(rehearsal.folder, "--back", "topics")
    stage.expect("a parcel reaches product again", lambda now: _reaches(stage, "product"), within=60)


def _reaches(stage: Stage, team: str) -> bool:
    """Ask about one more parcel and tell whether it reached the team: the bot looks for a new model now and then."""
    time.sleep(1)
    return f"→ {team}" in words(asked(stage, PARCEL[1].format("sofa")))


def database(folder: Path, heated: int) -> Path:
    """Write a configuration, and a database with a model in use and so many labels of each answer."""
    command("init", folder=folder)
    store = SqliteStore(folder / "triage.db")
    texts = [
        " ".join(f"{kind} {number * place}" for place in range(1, 40)) for number in range(heated) for kind in KINDS
    ]
    teach(store, Lesson.HEAT, zip(texts, ["yes", "no"] * heated, strict=True))
    with store.transaction() as tx:
        tx.models.add(ModelRow(Lesson.HEAT, NOW, 1, 1, 0.0, 0.0, "heat 0", ModelState.IN_USE, b"old"))
    store.close()
    return folder / "triage.db"


def version(place: Path) -> tuple[int, bytes]:
    """Return the model of heat that is in use."""
    store = SqliteStore(place, exclusive=False)
    with store.transaction() as tx:
        found = tx.models.in_use(Lesson.HEAT)
    store.close()
    assert found is not None
    return found.version, found.content


def test_killed_in_the_middle_the_old_model_stays_and_the_next_try_works(tmp_path: Path) -> None:
    place = database(tmp_path, heated=600)
    started = subprocess.Popen([sys.executable, "-m", "bot", "learn"], cwd=tmp_path, stderr=subprocess.DEVNULL)
    maps, deadline = Path(f"/proc/{started.pid}/maps"), time.monotonic() + 60
    while "sklearn" not in maps.read_text(encoding="utf-8") and time.monotonic() < deadline:
        time.sleep(0.02)
    assert None is started.poll()
    started.send_signal(signal.SIGKILL)
    assert -signal.SIGKILL == started.wait(10)
    assert (1, b"old") == version(place)
    results = {one["lesson"]: one["result"] for one in learned(tmp_path)}
    assert ("swapped", 2) == (results["heat"], version(place)[0])


def test_a_model_of_another_version_is_learned_anew(tmp_path: Path) -> None:
    place = database(tmp_path, heated=30)
    results = {one["lesson"]: one["result"] for one in learned(tmp_path, "--by-itself")}
    assert {"topics": "too few", "request": "too few", "heat": "swapped"} == results
    assert 2 == version(place)[0]


def test_going_back_without_a_model_is_refused_in_words(tmp_path: Path) -> None:
    command("init", folder=tmp_path)
    SqliteStore(tmp_path / "triage.db").close()
    ended = command("learn", "--back", "topics", folder=tmp_path)
    assert (2, "") == (ended.returncode, ended.stdout)
    assert "nothing to go back from" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.timeout(400)
def test_the_bot_learns_at_night_by_itself_and_takes_the_model_up() -> None:
    with Rehearsal() as rehearsal:
        rehearsal.stop_bot()
        store = SqliteStore(rehearsal.folder / "triage.db")
        heated, calm = ("the purple pelican number {} ruined it", "yes"), ("the green garden gate {}", "no")
        labelled = [(text.format(n), value) for n in range(40) for text, value in (heated, calm)]
        teach(store, Lesson.HEAT, labelled)
        store.close()
        rehearsal.start_bot()
        log = rehearsal.folder / "bot.log"
        assert "learning_begins" not in log.read_text(encoding="utf-8")
        rehearsal.stage.forward("24h")
        rehearsal.stage.expect(
            "the model of heat is taken up",
            lambda _now: '"model_taken_up"' in log.read_text(encoding="utf-8"),
            within=150,
        )
        assert (1, b"PK") == (
            version(rehearsal.folder / "triage.db")[0],
            version(rehearsal.folder / "triage.db")[1][:2],
        )
