"""Many customers and two teammates who go on while the bot dies: everything that they did is written down here.

It knows the sandbox and nothing of the bot.
"""

from __future__ import annotations

import html
import random
import threading
from dataclasses import dataclass, field
from itertools import pairwise

from bot.sandbox.server import SandboxServer
from bot.sandbox.slack.records import User as SlackUser
from bot.sandbox.stage import TRIAGE, Json, Stage, State, StoryError, about, buttons
from bot.sandbox.world import World
from bot.sandbox.x.people import User as XUser

HELP = "C0HELP"
PEOPLE = 160
"""So many that hardly anybody writes twice: the same answer twice to one customer is held, and rightly."""
TROUBLES = (
    "my export {ref} ends with an error since this morning",
    "the login {ref} shows an error, what can I do?",
    "my password {ref} is refused, please help",
    "invoice {ref} was charged twice and I would like a refund",
    "why is the page {ref} so slow today? It does not load",
)
LETTERS = "bcdfghjklmnpqrstvwxz"


@dataclass
class Asked:
    """One mention as its author knows it; `ref` is a word that stands in no other one."""

    on: str
    who: str
    id: str
    ref: str
    answer: str = ""
    clicked: bool = False
    acknowledged: bool = False


@dataclass
class Crowd:
    """Writes steadily on X and in Slack, and clicks on some cards, sometimes two teammates at once."""

    server: SandboxServer
    seed: int
    every: float
    most: int
    asked: list[Asked] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)
        self._leaving = threading.Event()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._write, self._click)]
        self.server.call(_let_in)

    def start(self) -> None:
        """Begin to write and to click."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Write and click no more."""
        self._leaving.set()
        for thread in self._threads:
            thread.join(30)

    @property
    def wrote_all(self) -> bool:
        """Tell whether as many mentions were written as there shall be."""
        return len(self.asked) >= self.most

    def _write(self) -> None:
        stage = Stage(self.server.url)
        for number, ref in enumerate(_refs(self._random, self.most)):
            text = TROUBLES[number % len(TROUBLES)].format(ref=ref)
            person = self._random.randrange(PEOPLE)
            # Two on X for every one in Slack.
            if number % 3:
                who = f"customer_{person}"
                self.asked.append(Asked("x", who, stage.post(who, f"@acme {text}")["id"], ref))
            else:
                who = f"U0CUST{person}"
                self.asked.append(Asked("slack", who, stage.slack(who, HELP, f"Hello, {text}")["ts"], ref))
            if self._leaving.wait(self.every):
                return

    def _click(self) -> None:
        """Answer every third mention as soon as its customer has a reply and its card is there."""
        stage = Stage(self.server.url)
        chosen = random.Random(self.seed + 1)
        looked = 0
        while not self._leaving.wait(0.3):
            if looked >= len(self.asked):
                continue
            state = stage.state()
            for one in self.asked[looked:]:
                card = about(state.cards(), one.ref)
                if card is None or not said_to(state, one):
                    break
                looked += 1
                if chosen.random() < 0.33:
                    self._send(stage, one, card, both=chosen.random() < 0.3)

    def _send(self, stage: Stage, one: Asked, card: Json, *, both: bool) -> None:
        if not any(button["action_id"] == "send:0" for button in buttons(card)):
            return
        one.answer, one.clicked = _suggestion(card), True
        for who in ("U0ADA", "U0GRACE")[: 1 + both]:
            body = {"as": who, "channel": TRIAGE, "ts": card["ts"], "action_id": "send:0"}
            try:
                one.acknowledged |= bool(stage.control("/control/slack/click", body)["acknowledged"])
            except StoryError:
                # The card was redrawn in between: there is no button any more.
                self.refused += 1


def said_to(state: State, one: Asked) -> list[str]:
    """Return what everybody can read as our answer to a mention, oldest first."""
    if one.on == "x":
        return [post["text"] for post in state.replies(one.id)]
    thread = (message for message in state.channel(HELP) if message["thread_ts"] == one.id)
    return [html.unescape(message["text"]) for message in thread if message["user"] == "U0BOT"]


def _suggestion(card: Json) -> str:
    """Return what the card shows above the first Send button: a title, the words that it sends, when to use them."""
    above = (
        block
        for block, below in pairwise(card["blocks"])
        if any(button.get("action_id") == "send:0" for button in below.get("elements", ()))
    )
    return html.unescape(str(next(above)["text"]["text"]))


def _let_in(world: World) -> None:
    for number in range(PEOPLE):
        name = _name(number)
        user = XUser(str(5_000 + number), f"customer_{number}", f"{name} Smith")
        world.x.users[user.id] = user
        member = SlackUser(f"U0CUST{number}", f"{name} Jones", f"jones{number}", "customer")
        world.slack.users[member.id] = member
        world.slack.channels[HELP].members.append(member.id)


def _name(number: int) -> str:
    """Return a first name."""
    return ("Bel", "Dor", "Kal", "Lin", "Mar", "Nel")[number % 6] + ("a", "ina", "ena", "otta")[number // 6 % 4]


def _refs(chance: random.Random, count: int) -> list[str]:
    """Return words of eight consonants, all different."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(chance.choice(LETTERS) for _ in range(8))] = None
    return list(found)
