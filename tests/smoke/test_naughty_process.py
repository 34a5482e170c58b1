"""A sample of the naughty table through the real process, both real clients and the local X and Slack."""

from __future__ import annotations

import re

import pytest
from kills.run import GUARDS
from naughty.loop import OURS
from naughty.signs import SIGNS
from naughty.words import WORDS

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.slack.records import User as SlackUser
from bot.sandbox.stage import Stage, State, about, words
from bot.sandbox.world import World
from bot.sandbox.x.people import User as XUser

pytestmark = pytest.mark.slow

TABLE = SIGNS | WORDS
# What an app can send: no half letters.
FIRST = [(kind, rows[0]) for kind, rows in TABLE.items() if kind not in ("halves", "nothing")]
SECOND = [(kind, rows[1]) for kind, rows in WORDS.items()][:7]
SAMPLE = [*FIRST, *SECOND]
HELP = "C0HELP"


@pytest.mark.timeout(400)
def test_naughty_texts_and_names_harm_nobody_and_the_next_customer_is_answered() -> None:
    with Rehearsal() as rehearsal:
        rehearsal.stop_bot()
        assert rehearsal.bot is not None
        with rehearsal.bot.config.open("a", encoding="utf-8") as file:
            file.write(GUARDS)
        rehearsal.server.call(_let_in)
        rehearsal.start_bot()
        stage = rehearsal.stage
        for number, (_kind, text) in enumerate(SAMPLE):
            if number % 2:
                stage.post(f"odd_{number}", f"@acme {text} my login is broken".replace("\x00", ""))
            else:
                stage.slack(f"U0ODD{number}", HELP, f"{text} my login is broken".replace("\x00", ""))
        for who in ("mia_dev", "anna_k"):
            _is_answered(stage, who)
        assert rehearsal.bot.running
        stage.expect("every mention on a card", lambda now: len(now.cards()) >= len(SAMPLE) + 2 or None, within=120)
        state = stage.state()
    assert [] == _faults(state)


def _is_answered(stage: Stage, who: str) -> None:
    post = stage.post(who, f"@acme the export of {who} ends with an error")
    stage.expect("a reply after all that", lambda now: now.replies(post["id"]) or None, within=60)
    stage.expect("a card after all that", lambda now: about(now.cards(), post["id"]), within=120)


def _let_in(world: World) -> None:
    for number, (_kind, text) in enumerate(SAMPLE):
        user = XUser(str(7_000 + number), f"odd_{number}", text[:50])
        world.x.users[user.id] = user
        member = SlackUser(f"U0ODD{number}", text[:80], f"odd{number}", "customer")
        world.slack.users[member.id] = member
        world.slack.channels[HELP].members.append(member.id)


def _faults(state: State) -> list[str]:
    public = [post["text"] for post in state.brand_posts()]
    slack = [
        one for channel in state.json["slack"]["channels"] for one in channel["messages"] if one["user"] == "U0BOT"
    ]
    found = [text for text in public if re.search(r"ada_writes|\bAda\b|\bGrace\b|[{}\x00-\x08\u202e]", text)]
    for message in slack:
        left = OURS.sub("", words(message))
        # Our own links to X and to the local Slack are the only other things in angle brackets.
        left = re.sub(r"<https?://[^<>|]*\|[^<>]*>", "", left)
        found += [text for text in [left] if "<" in text]
    return found
