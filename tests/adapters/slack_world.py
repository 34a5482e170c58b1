"""What the tests of the Slack adapter share: the local Slack and its people, a clock, an intake that remembers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import requests
from acme import ADA, GRACE, NOON, policy
from slack_sdk import WebClient

from bot.adapters.slack.connect import SlackSettings, web_client, whoami
from bot.adapters.slack.listens import Asked, UseCases
from bot.adapters.slack.workspace import Identity, Workspace
from bot.domain.case import Mention
from bot.domain.drafts import Draft
from bot.domain.effects import Reply
from bot.domain.errors import NotAllowed
from bot.domain.events import Event, SuggestionSent
from bot.domain.reading import SETTLED
from bot.engine.answering import Paper
from bot.engine.duty import Duty
from bot.engine.lessons import Lessons
from bot.engine.own_post import OwnPost
from bot.engine.promising import Slate
from bot.ports.home import AtHome, HomeCase, Look, Overview
from bot.ports.staffroom import Story
from bot.ports.store import Doing, InboxRow, OutboxState, Store
from bot.sandbox.server import SandboxServer

US = Identity("T0ACME", "Acme", "https://acme.slack.com/", "U0BOT", "B0BOT")
WORKSPACE = Workspace.of(US, "C0TRIAGE", ["C0HELP"], [ADA, GRACE])


def wait_until(true: Callable[[], object], within: float = 30.0) -> None:
    """Return as soon as something is true; fail when it does not come."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


class StandingClock:
    """The clock port, standing still."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def jitter(self) -> float:
        return 0.5

    def on_jump(self, heard: Callable[[], None]) -> None:
        self.heard = heard


@dataclass
class Ears:
    """An intake that remembers what it was told, and marks envelopes done as the real one does."""

    store: Store
    mentions: list[Mention] = field(default_factory=list)
    events: list[tuple[str, Event, str]] = field(default_factory=list)
    posts: list[OwnPost] = field(default_factory=list)
    told: list[tuple[object, ...]] = field(default_factory=list)
    can_tell: bool = True
    papers: dict[tuple[str, str], Paper] = field(default_factory=dict)
    drafts: dict[int, Draft] = field(default_factory=dict)
    slates: dict[str, Slate] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)

    def hear(self, mention: Mention, envelope: int | None = None) -> None:
        self.mentions.append(mention)
        self._done(envelope)

    def happened(self, case_id: str, event: Event, who: str = "", envelope: int | None = None) -> None:
        self.events.append((case_id, event, who))
        self._done(envelope)

    def answered_elsewhere(self, post: OwnPost, envelope: int | None = None) -> bool:
        self.posts.append(post)
        if self.can_tell:
            self._done(envelope)
        return self.can_tell

    def held_sent(self, message_id: str, who: str, envelope: int | None) -> None:
        self._tell(envelope, "sent", message_id, who)

    def held_edited(self, message_id: str, text: str, who: str, envelope: int | None) -> None:
        self._tell(envelope, "edited", message_id, text, who)

    def held_words(self, message_id: str) -> tuple[str, str]:
        with self.store.transaction() as tx:
            row = tx.outbox.get(message_id)
        if row is None or row.state is not OutboxState.HELD or not isinstance(row.effect, Reply):
            raise NotAllowed(SETTLED)
        return row.effect.text, row.error

    def held_dropped(self, message_id: str, who: str, envelope: int | None) -> None:
        self._tell(envelope, "dropped", message_id, who)

    def answer_younger(self, than: timedelta, who: str, envelope: int | None) -> None:
        self._tell(envelope, "younger", than, who)

    def answer_kept(self, case_id: str, who: str, envelope: int | None) -> None:
        self._tell(envelope, "answer_kept", case_id, who)

    def close_breaker(self, who: str, envelope: int | None) -> None:
        self._tell(envelope, "closed", who)

    def noted(self, card: str, who: str, text: str, envelope: int | None) -> None:
        self._tell(envelope, "noted", card, who, text)

    def show_address(self, case_id: str, who: str, envelope: int | None) -> None:
        self._tell(envelope, "address", case_id, who)

    def say(self, who: str, words: str, envelope: int | None, refused: str = "") -> None:
        self._tell(envelope, "said", who, words, refused=refused)

    def refuse(self, case_id: str, who: str, words: str, envelope: int | None) -> None:
        self._tell(envelope, "refused", case_id, who, words, refused=words)

    def shared(self, channel: str, shared: bool, envelope: int) -> None:
        self._tell(envelope, "shared", channel, shared)

    def opened(self, user: str, envelope: int) -> None:
        self._tell(envelope, "home opened", user)

    def turn_chart(self, user: str, look: Look, envelope: int) -> None:
        self._tell(envelope, "chart", user, look)

    def pause(self, envelope: int) -> bool:
        self._tell(envelope, "paused")
        return True

    def resume(self, envelope: int) -> bool:
        self._tell(envelope, "resumed")
        return True

    def show_held(self, message_id: str, who: str, envelope: int) -> bool:
        self._tell(envelope, "held shown", message_id, who)
        return True

    def paper(self, case_id: str, suggestion: str = "", who: str = "", draft: int = 0) -> Paper:
        if (case_id, suggestion) not in self.papers:
            raise NotAllowed("This case does not exist any more.")
        return self.papers[case_id, suggestion]

    def story(self, case_id: str) -> Story:
        return self.paper(case_id).story

    def entered(self, case_id: str, who: str, doing: Doing, envelope: int | None = None) -> None:
        self._tell(envelope, "entered", case_id, who, str(doing))

    def left(self, case_id: str, who: str, envelope: int | None = None) -> None:
        self._tell(envelope, "left", case_id, who)

    def chosen(self, case_id: str, who: str, name: str, envelope: int | None = None, upon: str = "") -> None:
        self.seen.append(upon)
        self.happened(case_id, SuggestionSent(who, name), who, envelope)

    def written(
        self,
        case_id: str,
        who: str,
        text: str,
        suggestion: str = "",
        remark: str = "",
        draft: int = 0,
        envelope: int | None = None,
    ) -> None:
        more = (remark, draft) if draft else ()
        self._tell(envelope, "written", case_id, who, text, suggestion, *more)

    def draft(self, case_id: str, number: int) -> Draft:
        if number not in self.drafts:
            raise NotAllowed("This draft does not wait any more.")
        return self.drafts[number]

    def draft_sent(self, case_id: str, draft: int, who: str, envelope: int | None = None) -> None:
        self._tell(envelope, "draft sent", case_id, draft, who)

    def draft_returned(self, case_id: str, draft: int, note: str, who: str, envelope: int | None = None) -> None:
        self._tell(envelope, "draft returned", case_id, draft, note, who)

    def slate(self, case_id: str, *, to_keep: bool = False) -> Slate:
        if case_id not in self.slates:
            raise NotAllowed("Nothing is promised here any more.")
        return self.slates[case_id]

    def _tell(self, envelope: int | None, *what: object, refused: str = "") -> None:
        self.told.append(what)
        self._done(envelope, refused)

    def _done(self, envelope: int | None, refused: str = "") -> None:
        if envelope is not None:
            with self.store.transaction() as tx:
                tx.inbox.done(envelope, refused)


class NoAnswers:
    """Questions that nobody asks in a test: Ada is in Berlin, nothing waits, and there is no case."""

    def now(self) -> datetime:
        return NOON

    def zone(self, who: str) -> ZoneInfo:
        return ZoneInfo("Europe/Berlin")

    def status(self) -> Overview:
        return Overview(NOON, 0, (), 0, None, None)

    def mine(self, who: str) -> AtHome:
        return AtHome(ADA, NOON)

    def case(self, case_id: str) -> Story:
        raise NotAllowed(f"There is no case {case_id}.")

    def search(self, words: str) -> tuple[HomeCase, ...]:
        return ()

    def away(self, who: str, until: datetime, envelope: int) -> None:
        raise NotAllowed("Nobody is away here.")

    def back(self, who: str, envelope: int) -> None:
        raise NotAllowed("Nobody is away here.")

    def on_duty(self, team: str, who: str, until: datetime, by: str, envelope: int) -> str:
        raise NotAllowed("Nobody is on duty here.")


def use_cases(ears: Ears, asking: Asked | None = None) -> UseCases:
    """An engine that only remembers what it was told."""
    return UseCases(
        intake=ears,
        talk=ears,
        answering=ears,
        drafts=ears,
        lessons=Lessons(ears.store),
        duty=Duty(ears.store, policy(), StandingClock(NOON)),
        promising=ears,
        homes=ears,
        switches=ears,
        asking=asking or NoAnswers(),
        premises=ears,
    )


@dataclass(frozen=True)
class HeldCritic:
    """A critic by a function of the held message's id and the new text."""

    against: Callable[[str, str], tuple[str, ...]]

    def objections(self, message_id: str, text: str) -> tuple[str, ...]:
        return self.against(message_id, text)


class LocalSlack:
    """The local Slack, and what people do there."""

    def __init__(self, server: SandboxServer) -> None:
        self.server = server
        self.settings = self.with_tokens()
        self.clock = StandingClock(server.world.clock.now())

    def with_tokens(self, bot: str = "xoxb-fake-sandbox", app: str = "xapp-fake-sandbox") -> SlackSettings:
        """The operator's settings, with these tokens."""
        return SlackSettings(bot, app, f"{self.server.url}/api/", "C0TRIAGE", ("C0HELP",))

    def client(self, timeout: int = 5) -> WebClient:
        """The bot's own client."""
        return web_client(self.settings, timeout)

    def workspace(self) -> Workspace:
        """Our workspace as Slack tells it."""
        return Workspace.of(whoami(self.client()), "C0TRIAGE", ["C0HELP"], [ADA, GRACE])

    def control(self, route: str, /, **body: Any) -> Any:
        """A control call that must succeed."""
        answer = requests.post(f"{self.server.url}/control/{route}", json=body, timeout=10)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def says(self, who: str, channel: str, text: str, **more: Any) -> str:
        """Somebody writes; returns the timestamp."""
        return str(self.control("slack/message", **{"as": who}, channel=channel, text=text, **more)["ts"])

    def fault(self, kind: str, path: str, **more: Any) -> None:
        """Switch a fault on for a method of the Web API."""
        self.control("faults", on="slack", kind=kind, path=path, **more)

    def messages(self, channel: str) -> list[Any]:
        """The messages of a Slack channel, oldest first; none where it was never opened."""
        channels = requests.get(f"{self.server.url}/control/state", timeout=5).json()["slack"]["channels"]
        return next((list(one["messages"]) for one in channels if one["id"] == channel), [])

    def calls(self, method: str) -> int:
        """How often a method of the Web API was called."""
        calls = requests.get(f"{self.server.url}/control/calls?since=0", timeout=5).json()["calls"]
        return sum(call["path"].endswith(f"/{method}") for call in calls)


@contextmanager
def local_slack(folder: Path) -> Iterator[LocalSlack]:
    """Run a local Slack for one test."""
    with SandboxServer(folder / "clock") as server:
        yield LocalSlack(server)


def pending(store: Store) -> tuple[InboxRow, ...]:
    """The envelopes that were not worked on yet."""
    with store.transaction() as tx:
        return tx.inbox.pending()
