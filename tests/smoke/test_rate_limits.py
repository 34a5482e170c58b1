"""More mentions than X lets us answer in 15 minutes: the first ones hear at once, nobody is lost, X need not refuse."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import pytest

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Json, Stage, State, words
from bot.sandbox.x.people import User

pytestmark = pytest.mark.slow

CUSTOMERS = 130
FIRST = 110
LIMIT = 100
QUIET = 2.0
HANDFUL = 3


def test_what_x_does_not_allow_now_leaves_in_the_next_window_or_goes_to_a_human() -> None:
    with Rehearsal() as rehearsal:
        rehearsal.stop_bot()
        prepare(rehearsal)
        rehearsal.start_bot()
        stage = rehearsal.stage
        posts = write(stage, range(FIRST))
        stage.expect("a hundred customers hear at once", lambda now: len(now.brand_posts()) == LIMIT or None, 60)

        rehearsal.kill_bot()
        rehearsal.start_bot()
        time.sleep(QUIET)
        assert LIMIT == len(stage.state().brand_posts())
        assert 0 == show_budget(rehearsal)["rate_limits"]["x:public"]["left"]

        stage.forward("50s")
        late = write(stage, range(FIRST, CUSTOMERS))
        stage.forward("855s")
        stage.expect("the youngest hear in the next window", lambda now: heard(now, late) == late or None, 30)
        stage.forward("15s")
        told = stage.expect("the rest are in the digest", digest, 30)
        state = stage.state()
        waiting = int(re.findall(r"(\d+) customer", words(told))[0])
        assert CUSTOMERS == len(state.brand_posts()) + waiting
        assert [1] * len(state.brand_posts()) == [len(state.replies(post)) for post in heard(state, posts + late)]
        print(f"{len(state.brand_posts())} answered, {waiting} given to a human, {refusals(stage)} refused by X")
        assert refusals(stage) <= HANDFUL


def prepare(rehearsal: Rehearsal) -> None:
    """X keeps to its own numbers, and the operator expects a crowd."""
    assert rehearsal.bot is not None
    config = rehearsal.bot.config
    text = config.read_text(encoding="utf-8").replace('answer_timeout = "3m"', 'answer_timeout = "1h"')
    config.write_text(f"{text}\n[guards]\nalike = 1000\nhourly = 1000\n", encoding="utf-8")
    people = {str(9_000 + n): User(str(9_000 + n), f"customer_{n}", f"Customer {n}") for n in range(CUSTOMERS)}
    rehearsal.server.call(lambda world: world.x.users.update(people))
    rehearsal.stage.control("/control/x/limits", {"strict": True})


def write(stage: Stage, numbers: range) -> list[str]:
    """Customers write; return the ids of their posts."""
    text = "@acme I would like a refund for invoice number {}, please"
    return [str(stage.post(f"customer_{number}", text.format(number))["id"]) for number in numbers]


def heard(state: State, posts: list[str]) -> list[str]:
    """The posts that have a reply."""
    answered = {one["reply_to"] for one in state.brand_posts()}
    return [post for post in posts if post in answered]


def digest(state: State) -> Json | None:
    """The message that tells Grace who waits."""
    return next((one for one in state.told("U0GRACE") if "late:" in str(one["blocks"])), None)


def refusals(stage: Stage) -> int:
    """How many calls X has refused for their number."""
    return len([call for call in stage.calls() if call["on"] == "x" and call["status"] == 429])


def show_budget(rehearsal: Rehearsal) -> Json:
    """What the command says beside the running bot."""
    assert rehearsal.bot is not None
    command = [sys.executable, "-m", "bot", "budget", "--json", "--config", str(rehearsal.bot.config)]
    found: Json = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    return found
