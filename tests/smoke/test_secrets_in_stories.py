"""Every story with seeded secrets: an address, a phone number, a card number, a token. No log line, no message of ours
in Slack or on X, and no report shows one."""

from __future__ import annotations

from typing import Any

import pytest
from test_commands import command

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import BOT, Stage, words
from bot.sandbox.stories import STORIES
from bot.sandbox.stories.telling import play

pytestmark = pytest.mark.slow

ADDRESS, PHONE, CARD, TOKEN = (
    "seeded.person@secret-mail.example",
    "+49 151 23456789",
    "4111 1111 1111 1111",
    "xoxb-fake-seeded-1234567890",
)
SEEDED = f"my address is {ADDRESS}, my phone {PHONE}, my card {CARD} and my token {TOKEN}"
SHOWN = ("seeded.person", "secret-mail", "23456789", "4111 1111", "41111111", "fake-seeded")
REPORTS = (
    *(("cases", "list"), ("cases", "list", "--json"), ("check", "--offline"), ("budget", "--json")),
    *(("audit", "--json"), ("tidy", "--dry-run", "--json"), ("learn", "--json")),
)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", STORIES)
def test_no_log_no_message_and_no_report_shows_a_seeded_secret(name: str) -> None:
    with Rehearsal() as rehearsal:
        assert "" == play(name, STORIES[name], rehearsal).problem
        stage, folder = rehearsal.stage, rehearsal.folder
        before = len(stage.state().cards())
        stage.post("bo_writes", f"@acme my export is broken and I cannot log in! {SEEDED}")
        stage.message("bo_writes", f"It still does not work. {SEEDED}")
        stage.slack("U0CARL", "C0HELP", f"my export is broken, please help. {SEEDED}")
        stage.expect("cards for both", lambda now: len(now.cards()) >= before + 2)
        stage.forward("16m")
        stage.expect("a word to the lead", lambda now: now.told("U0GRACE"))
        reports = [command(*report, folder=folder) for report in REPORTS]
        cases = [word for word in reports[0].stdout.split() if word.startswith("C-")]
        # The story of the outage leaves hundreds; the seeded ones are the newest.
        cases = cases[:3] + cases[-3:]
        reports += [command("cases", "show", case, "--json", folder=folder) for case in cases]
        texts = [text for one in reports for text in (one.stdout, one.stderr)]
        log = rehearsal.bot.log.read_text(encoding="utf-8") if rehearsal.bot else ""
        said = ours(stage)
    assert len(cases) >= 2
    assert len(said) > before + 2
    for place, told in (("reports", texts), ("log", [log]), ("messages", said)):
        assert [] == [(secret, text[:300]) for text in told for secret in SHOWN if secret in text], place


def ours(stage: Stage) -> list[str]:
    """Return everything that the bot has written: in Slack, on X in public and in private."""
    json: dict[str, Any] = stage.state().json
    slack = [
        words(message) + message["text"]
        for channel in json["slack"]["channels"]
        for message in channel["messages"]
        if message["user"] == BOT
    ]
    brand = json["x"]["brand"]["username"]
    posts = [one["text"] for one in json["x"]["posts"] if one["author"] == brand]
    return [*slack, *posts, *(one["text"] for one in json["x"]["messages"] if one["from"] == brand)]
