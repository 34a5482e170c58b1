"""The whole loop around one naughty text: real engine, reader, texts, guards and drawing; only the wire is missing."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

from acme import ADA, GRACE, NOON, policy
from fakes import RecordingChannel
from house import House
from letters import mail_of

from bot.adapters.desks.discretion import public_text, public_title, subject_for_desk, text_for_desk
from bot.adapters.library.folder import FolderLibrary
from bot.adapters.reader.understanding import UnderstandingReader
from bot.adapters.slack.backlog import draw_backlog
from bot.adapters.slack.cards import Drawn, draw_card
from bot.adapters.slack.codec import MentionHeard, decode
from bot.adapters.slack.held import draw_held
from bot.adapters.slack.messages import draw_message, draw_note, draw_saying
from bot.adapters.slack.text import escape
from bot.adapters.slack.workspace import Identity, Workspace
from bot.adapters.weighing import LIMITS, weigh
from bot.adapters.x.codec import Brand, mention_in, page_in
from bot.domain.case import Channel, Mention
from bot.domain.effects import Reply
from bot.domain.policy import Burst
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Backlog, Story
from bot.sandbox.slack.blocks import MOST_IN_MESSAGE, problems
from bot.shipped import shipped
from bot.wiring.reading import topics_of

ADDRESS = "anna.keller@mail.example"
SETTINGS = replace(policy(), languages=("en", "de", "it", "es", "fr"), burst=Burst(10_000, hourly=10_000), daily=100)
BRAND = Brand("1000", "acme")
US = Identity("T0ACME", "Acme", "https://acme.slack.com/", "U0BOT", "B0BOT")
WORKSPACE = Workspace.of(US, "C0TRIAGE", ["C0HELP"], [ADA, GRACE])
OURS = re.compile(
    r"<(?:!date\^\d+\^\{time\}(?: \(\{ago\}\))?\||https://(?:x\.com|acme\.slack\.com|desk\.example)/[^<>|]*\||"
    r"https://translate\.google\.com/\?sl=auto&amp;op=translate&amp;tl=en&amp;text=[\w.~%/-]*\|)[^<>]*>"
)
"""The only things in angle brackets that we ever write."""
FIRST = {ResponseKind.HOLD, ResponseKind.CLARIFY_LINK, ResponseKind.CLARIFY_DETAILS, ResponseKind.OUT_OF_HOURS}
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Weighing(RecordingChannel):
    """A channel that weighs as the real one does."""

    def __init__(self, prefix: str, channel: Channel) -> None:
        super().__init__(prefix)
        self._channel = channel
        self.limit = LIMITS[channel]

    def weight(self, text: str) -> int:
        """As X or Slack counts."""
        return weigh(self._channel, text)


@cache
def _library() -> FolderLibrary:
    return FolderLibrary([shipped("responses")])


@cache
def _reader() -> UnderstandingReader:
    return UnderstandingReader(SETTINGS, None, topics_of(SETTINGS, _library().responses))


def bot() -> House:
    """Return a bot with everything real but the wire."""
    house = House(SETTINGS)
    house.library, house.reader = _library(), _reader()  # type: ignore[assignment]
    house.x, house.slack = Weighing("x", Channel.X), Weighing("C0HELP:", Channel.SLACK)
    house.channels = {Channel.X: house.x, Channel.SLACK: house.slack}
    house.start()
    return house


def on_x(text: str, name: str, number: int = 1, answered: bool = False) -> Mention:
    """Return what X's JSON with this text and this display name is understood as; the JSON has travelled."""
    post = {
        "id": str(1000 + number),
        "author_id": "2001",
        "conversation_id": "1001",
        "created_at": f"2026-03-02T12:00:{number:02d}.000Z",
        "text": text,
    }
    if answered:
        post["referenced_tweets"] = [{"type": "replied_to", "id": "1001"}]  # type: ignore[assignment]
    users = [{"id": "2001", "username": "anna_k", "name": name}]
    page = page_in(json.loads(json.dumps({"data": [post], "includes": {"users": users}})))
    found = mention_in(page.items[0], page.authors, BRAND)
    assert found is not None
    return found


def in_slack(text: str, name: str, number: int = 1) -> Mention:
    """Return what a Slack envelope with this text is understood as, by somebody of this name and handle."""
    event = {
        "type": "message",
        "user": "U0CARL",
        "team": "T0ACME",
        "channel": "C0HELP",
        "channel_type": "channel",
        "text": text,
        "ts": f"17724528{number:02d}.000200",
        **({"thread_ts": "1772452801.000200"} if number > 1 else {}),
    }
    heard = decode(json.dumps({"type": "event_callback", "team_id": "T0ACME", "event": event}), WORKSPACE)
    assert isinstance(heard, MentionHeard)
    # users.info answers are cleaned of half letters in the same way.
    shown = name.encode("utf-8", "replace").decode()
    return replace(heard.mention, customer=replace(heard.mention.customer, name=shown, handle=shown))


def tell(house: House, first: Mention, second: Mention) -> None:
    """Play the loop: the mention, three minutes of silence, the address, the ticket."""
    house.intake.hear(first)
    house.run()
    house.later(timedelta(minutes=3, seconds=5))
    house.intake.hear(second)
    house.run()
    house.later()


def drawn(house: House) -> Iterator[Drawn]:
    """Return everything that staff would see in Slack."""
    for story in (*house.staffroom.cards, *house.staffroom.redrawn):
        yield draw_card(story)
    told = (*house.staffroom.cards[-1:], *house.staffroom.redrawn[-1:])
    yield draw_backlog(Backlog(told, len(told), NOON))
    for one in house.staffroom.told:
        for story in told:
            yield draw_message(story, one.why, one.detail, "https://acme.slack.com/archives/C0TRIAGE/p1")
    for _who, held in house.staffroom.held:
        for story in told:
            yield draw_held(story, held, "")
    for text, quoted in house.staffroom.notes:
        yield draw_note(text, quoted)
    for _who, text in house.staffroom.said:
        yield draw_saying(text)


def card_faults(house: House) -> list[str]:
    """Return what is wrong with what staff see: Slack's rules, pings that were not ours, an address in full."""
    found = []
    for one in drawn(house):
        # The SDK's own checks raise here.
        blocks = [block.to_dict() for block in one.blocks]
        found += [str(problem) for problem in problems(blocks, MOST_IN_MESSAGE)] if blocks else []
        for text in (one.text, *_texts(blocks)):
            found += _text_faults(OURS.sub("", text))
    return found


def public_faults(house: House) -> list[str]:
    """Return what is wrong with what customers read."""
    found = []
    for channel, side in ((Channel.X, house.x), (Channel.SLACK, house.slack)):
        kinds = [message.id for message in side.messages]
        found += ["the same message twice"] * (len(kinds) - len(set(kinds)))
        for message in side.messages:
            text = message.text
            found += [
                f"a sign that it must not hold: {hit[0]!r}" for hit in re.finditer(r"[{}<>\x00-\x09\x0b-\x1f]", text)
            ]
            found += ["a teammate"] * bool(re.search(r"ada_writes|U0ADA|U0GRACE|\bAda\b|\bGrace\b", text))
            found += ["somebody is mentioned"] * bool(re.search(r"(?<!\w)@(?!acme\b|anna_k\b)\w", text))
            found += ["too long"] * (weigh(channel, text) > LIMITS[channel])
            found += ["the address"] * (ADDRESS in text or "keller@" in text)
            found += _text_faults(escape(text))
    for case in ("C-1", "C-2"):
        said = [row.effect.kind for row in house.rows(case) if isinstance(row.effect, Reply) and row.sent_at]
        found += ["two holding replies"] * (sum(kind in FIRST for kind in said) > 1)
    return found


def desk_faults(story: Story) -> list[str]:
    """Return what is wrong with what a desk gets: headers, addresses where they do not belong, odd signs."""
    raw = mail_of(story)
    head, _, _body = raw.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if line[:1] not in (b" ", b"\t")]
    found = ["a header too many"] * (len(names) != len(set(names)) or b"Bcc" in names)
    found += ["not 7-bit"] * (not raw.isascii())
    subject, told = subject_for_desk(story), text_for_desk(story)
    found += ["a subject of many lines"] * (len(subject.splitlines()) > 1)
    found += ["the address in the subject"] * (ADDRESS in subject)
    found += ["the address in public"] * (ADDRESS in public_text(story) + public_title(story))
    for text in (subject, told):
        found += _text_faults(text, markup=False)
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            if key == "text" and isinstance(one, str):
                yield one
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _text_faults(text: str, *, markup: bool = True) -> list[str]:
    found = ["half a letter"] * any(unicodedata.category(letter) == "Cs" for letter in text)
    found += ["a mark that turns text"] * bool(TURNING & set(text))
    found += ["a control character"] * any(unicodedata.category(one) == "Cc" and one not in "\n\t" for one in text)
    found += ["markup that is not ours"] * (markup and ("<" in text or ">" in re.sub(r"(?m)^> ?", "", text)))
    found += ["the address"] * (markup and ADDRESS in text)
    return found
