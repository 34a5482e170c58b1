"""The staff's place with the real bot as a process: /triage, the App Home, and the trail of what everybody did."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from test_commands import command

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Stage, State, words

ANSWER_WITHIN = 30.0


@pytest.fixture(scope="module")
def rehearsal() -> Iterator[Rehearsal]:
    """A bot that has heard one case and holds nothing else."""
    with Rehearsal() as running:
        running.stage.post("anna_k", "@acme my export ends with an error, how can I get my data out?")
        running.stage.expect("a card", lambda now: now.cards())
        yield running


@pytest.fixture
def stage(rehearsal: Rehearsal) -> Stage:
    return rehearsal.stage


def answers(now: State, user: str, channel: str = "C0TRIAGE") -> list[dict[str, Any]]:
    """What the bot has shown to somebody alone in a Slack channel."""
    return [one for one in now.channel(channel) if one["ephemeral_to"] == user]


def ask(stage: Stage, user: str, text: str, channel: str = "C0TRIAGE") -> str:
    """Type /triage, and return the words of the answer when it comes."""
    before = len(answers(stage.state(), user, channel))
    typed = {"as": user, "channel": channel, "command": "/triage", "text": text}
    asked = stage.control("/control/slack/command", typed)
    assert asked["acknowledged"]
    found = stage.expect(
        f"an answer to /triage {text}", lambda now: answers(now, user, channel)[before:], within=ANSWER_WITHIN
    )
    return words(found[0])


def home(stage: Stage, user: str, has: str) -> dict[str, Any]:
    """Open somebody's Home and wait until it says so."""
    stage.control("/control/slack/home", {"as": user})

    def shown(now: State) -> dict[str, Any] | None:
        view = now.json["slack"]["homes"].get(user)
        return view if view and has in json.dumps(view["blocks"], ensure_ascii=False) else None

    return stage.expect(f"a Home with {has}", shown)


def click_home(stage: Stage, user: str, action: str) -> None:
    stage.control("/control/slack/click", {"as": user, "channel": "home", "action_id": action})


def test_a_command_is_answered_to_the_one_who_typed_it(stage: Stage) -> None:
    """Everywhere, also in a Slack channel that customers read; and nobody else sees it."""
    assert "/triage search" in ask(stage, "U0ADA", "help")
    assert "1 waits* for a human" in ask(stage, "U0ADA", "status", "C0HELP")
    assert "I do not know" in ask(stage, "U0ADA", "dance")
    assert all(one["ephemeral_to"] == "U0ADA" for one in stage.state().channel("C0HELP") if one["user"] == "U0BOT")


def test_a_case_is_told_and_found_by_words(stage: Stage) -> None:
    assert "my export ends with an error" in ask(stage, "U0ADA", "case 1")
    assert "There is no case C-77." in ask(stage, "U0ADA", "case C-77")

    def found() -> bool:
        return "C-1" in ask(stage, "U0ADA", "search export err")

    until("the index has the case", found)
    assert "No case has all of these words" in ask(stage, "U0ADA", "search giraffe")


def test_only_a_lead_pauses_the_bot(stage: Stage, rehearsal: Rehearsal) -> None:
    """Ada is told so; Grace pauses it, and it is written down who did."""
    assert "Only a lead can do this." in ask(stage, "U0ADA", "pause")
    assert "Paused" in ask(stage, "U0GRACE", "pause")
    assert "Paused since" in ask(stage, "U0ADA", "status")
    assert "Going on" in ask(stage, "U0GRACE", "resume")
    rows = json.loads(command("audit", "--json", folder=rehearsal.folder).stdout)
    told = [(row["who"], row.get("refused", "")) for row in rows if row["what"] == "/triage pause"]
    assert told == [("Ada", "Only a lead can do this."), ("Grace", "")]


def test_who_is_away_is_not_on_duty_until_they_are_back(stage: Stage) -> None:
    """Ada goes, comes back, and hands the duty over; status says who it is."""
    assert "on duty: Ada" in ask(stage, "U0ADA", "status")
    assert "You are passed over until" in ask(stage, "U0ADA", "away 2h")
    assert "on duty: Ada" not in ask(stage, "U0ADA", "status")
    assert "asked again" in ask(stage, "U0ADA", "back")
    assert "on duty: Ada" in ask(stage, "U0ADA", "status")
    assert "Grace is on duty for product" in ask(stage, "U0ADA", "on-duty <@U0GRACE> product until tomorrow 9:00")
    assert "product* · on duty: Grace" in ask(stage, "U0ADA", "status")
    assert "Ada is on duty" in ask(stage, "U0ADA", "on-duty <@U0ADA|ada> product until tomorrow 9:00")
    assert "Name a time that is still to come" in ask(stage, "U0ADA", "away until 2020-01-01")


def test_a_stranger_gets_nothing_from_the_command_or_the_home(stage: Stage) -> None:
    """Carl is a customer in a Slack channel that we share."""
    assert "for the support team" in ask(stage, "U0CARL", "status", "C0HELP")
    view = home(stage, "U0CARL", "There is nothing here for you")
    assert len(view["blocks"]) == 1


def test_a_lead_sees_the_day_with_a_chart_and_turns_it_dark(stage: Stage) -> None:
    """The picture stands at Slack; the old one goes."""
    light = home(stage, "U0GRACE", '"slack_file"')
    assert "Open cases by team" in json.dumps(light)
    click_home(stage, "U0GRACE", "home:chart")
    home(stage, "U0GRACE", "Light chart")


def test_a_home_follows_what_happens(stage: Stage) -> None:
    """Ada takes the case on her Home; it says so there, and on Grace's, within seconds."""
    home(stage, "U0ADA", "1 case needs you now")
    home(stage, "U0GRACE", "Open cases by team")
    click_home(stage, "U0ADA", "take")
    home(stage, "U0ADA", "You have it and the customer waits")

    def on_graces(now: State) -> bool:
        return " · Ada" in json.dumps(now.json["slack"]["homes"]["U0GRACE"], ensure_ascii=False)

    stage.expect("Ada on Grace's Home", on_graces)
    assert "You have it" in ask(stage, "U0ADA", "mine")


def test_the_answer_address_is_never_written_down(rehearsal: Rehearsal, stage: Stage) -> None:
    """Not even sealed: whoever has it can write in the bot's name."""
    ask(stage, "U0ADA", "help")
    with closing(sqlite3.connect(rehearsal.folder / "triage.db")) as db:
        bodies = [body for (body,) in db.execute("SELECT body FROM inbox WHERE state = 'done'")]
    assert bodies
    assert set(bodies) == {""}
    assert "/slack/response/" not in (rehearsal.bot.log.read_text(encoding="utf-8") if rehearsal.bot else "")


def test_without_the_answer_address_the_answer_is_a_direct_message(stage: Stage, rehearsal: Rehearsal) -> None:
    """After a crash between the command and its answer, nobody waits in vain."""
    stage.fault("slack", "500", path="/slack/response/")
    before = len(stage.state().told("U0ADA"))
    asked = {"as": "U0ADA", "channel": "C0TRIAGE", "command": "/triage", "text": "help"}
    stage.control("/control/slack/command", asked)
    stage.expect(
        "a direct message with the answer",
        lambda now: [one for one in now.told("U0ADA")[before:] if "/triage search" in words(one)],
    )
    stage.clear_faults()


def until(what: str, true: Callable[[], bool], within: float = 30.0) -> None:
    """Ask again until it is so."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, f"expected: {what}"
        time.sleep(0.2)


def test_a_shared_triage_channel_gets_no_card_until_it_is_ours_again(stage: Stage, rehearsal: Rehearsal) -> None:
    """Grace is told in private when it begins and when it ends; the customer is answered all the same.

    A restart in between changes nothing of it.
    """
    cards = len(stage.state().cards())
    stage.control("/control/slack/share", {"channel": "C0TRIAGE", "shared": True})
    stage.expect("a word to Grace", lambda now: [one for one in now.told("U0GRACE") if "is shared with" in words(one)])
    rehearsal.stop_bot()
    rehearsal.start_bot()
    post = stage.post("bo_writes", "@acme I was charged twice, please give me a refund for invoice 4711")
    stage.expect("an answer to Bo", lambda now: now.replies(post["id"]))
    time.sleep(2)
    assert len(stage.state().cards()) == cards
    stage.control("/control/slack/share", {"channel": "C0TRIAGE", "shared": False})
    stage.expect("a word to Grace", lambda now: [one for one in now.told("U0GRACE") if "yours alone" in words(one)])
    stage.expect("the card", lambda now: len(now.cards()) > cards)
    told = [words(one) for one in stage.state().told("U0GRACE")]
    assert (sum("is shared with" in one for one in told), sum("yours alone" in one for one in told)) == (1, 1)


def test_what_staff_type_reaches_no_customer(stage: Stage) -> None:
    """Below a card, and to the bot in private: neither stands anywhere on X or in the customers' Slack channel."""
    (card, *_) = stage.state().cards()
    stage.slack("U0ADA", "C0TRIAGE", "this one is a moron, tell Grace", thread=card["ts"])
    stage.slack("U0ADA", "C0TRIAGE", "!reply this one is a moron")
    stage.slack("U0ADA", "im", "this one is a moron")
    ask(stage, "U0ADA", "search moron")
    time.sleep(2)
    now = stage.state()
    seen = json.dumps([now.json["x"], now.channel("C0HELP")])
    assert "moron" not in seen.replace("No case has all of these words: moron", "")


def test_somebody_who_became_a_guest_or_left_has_no_power(stage: Stage) -> None:
    """Within ten minutes, without a restart; and they have it back when that was a mistake."""
    stage.control("/control/slack/member", {"as": "U0ADA", "guest": True})
    stage.forward("11m")
    until("Ada is no teammate", lambda: "for the support team" in ask(stage, "U0ADA", "status"))
    stage.control("/control/slack/member", {"as": "U0ADA"})
    stage.forward("11m")
    until("Ada is a teammate", lambda: "on duty" in ask(stage, "U0ADA", "status"))


def test_after_another_triage_channel_is_named_the_first_one_gets_nothing_more() -> None:
    """The next thing that happens draws the card anew where the staff are now, with its note."""
    with Rehearsal() as running:
        stage = running.stage
        post = stage.post("anna_k", "@acme my export ends with an error, how can I get my data out?")
        stage.expect("a card", lambda now: now.cards())
        stage.control("/control/slack/channel", {"id": "G0STAFF", "name": "staff", "members": ["U0ADA", "U0GRACE"]})
        running.stop_bot()
        config = running.folder / "config.toml"
        config.write_text(config.read_text("utf-8").replace("C0TRIAGE", "G0STAFF"), "utf-8")
        running.start_bot()
        before = json.dumps(stage.state().channel("C0TRIAGE"))
        stage.post("anna_k", "@acme it is invoice 4711 that I cannot export", reply_to=post["id"])
        stage.expect("the card and its note", lambda now: "4711" in json.dumps(now.channel("G0STAFF")[1:]))
        assert before == json.dumps(stage.state().channel("C0TRIAGE"))
