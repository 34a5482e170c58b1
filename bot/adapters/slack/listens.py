"""What the engine must offer to whoever works on envelopes from Slack, or answers a window. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.domain.case import Channel, Mention
from bot.domain.events import Event
from bot.engine.answering import Paper
from bot.engine.duty import Duty
from bot.engine.own_post import OwnPost
from bot.engine.promising import Slate
from bot.ports.staffroom import Story
from bot.ports.store import Doing


class Listens(Protocol):
    """The part of `bot.engine.intake.Intake` that is used here; a call marks the envelope done as it takes effect."""

    def hear(self, mention: Mention, envelope: int | None = None) -> None:
        """A customer wrote."""
        ...

    def edited(self, channel: Channel, mention_id: str, text: str, at: datetime, envelope: int | None = None) -> None:
        """A customer changed what they wrote, at `at` (UTC)."""
        ...

    def deleted(self, channel: Channel, mention_id: str, envelope: int | None = None) -> None:
        """A customer deleted what they wrote."""
        ...

    def happened(self, case_id: str, event: Event, who: str = "", envelope: int | None = None) -> None:
        """A teammate acted on a case."""
        ...

    def answered_elsewhere(self, post: OwnPost, envelope: int | None = None) -> bool:
        """A teammate wrote to a customer; False: it cannot be told yet, and the envelope is not done."""
        ...

    def held_sent(self, message_id: str, who: str, envelope: int | None) -> None:
        """The lead `who` wants the held message with this effect id to leave as it is."""
        ...

    def held_edited(self, message_id: str, text: str, who: str, envelope: int | None) -> None:
        """The lead `who` wants `text` to leave instead of the held message's words."""
        ...

    def held_dropped(self, message_id: str, who: str, envelope: int | None) -> None:
        """The lead `who` wants the held message never to leave."""
        ...

    def answer_younger(self, than: timedelta, who: str, envelope: int | None) -> None:
        """The lead `who` wants every case of the backlog that is younger than this to be answered now."""
        ...

    def close_breaker(self, who: str, envelope: int | None) -> None:
        """The lead `who` lets what is automatic go on."""
        ...

    def answer_kept(self, case_id: str, who: str, envelope: int | None) -> None:
        """The lead `who` wants the answer of this case to be offered for such questions."""
        ...

    def show_address(self, case_id: str, who: str, envelope: int | None) -> None:
        """The lead `who` wants to see the case's address in full."""
        ...

    def refuse(self, case_id: str, who: str, words: str, envelope: int | None) -> None:
        """Tell the teammate `who` in private why a click was not obeyed; `case_id` is "" where it is about none."""
        ...


class Answers(Protocol):
    """The part of `bot.engine.answering.Answering` that is used here; see there."""

    def paper(self, case_id: str, suggestion: str = "") -> Paper:
        """Return what is needed to write an answer; raise NotAllowed where it is too late."""
        ...

    def story(self, case_id: str) -> Story:
        """Return the story of a case, to be read; raise NotAllowed where there is no such case."""
        ...

    def entered(self, case_id: str, who: str, doing: Doing, envelope: int | None = None) -> None:
        """A teammate has a window of the case open from now on."""
        ...

    def left(self, case_id: str, who: str, envelope: int | None = None) -> None:
        """A teammate has closed their window."""
        ...

    def chosen(self, case_id: str, who: str, name: str, envelope: int | None = None) -> None:
        """Send a suggestion as it is; whoever was slower than somebody else hears in private what was sent."""
        ...

    def written(self, case_id: str, who: str, text: str, suggestion: str = "", envelope: int | None = None) -> None:
        """Send what a teammate wrote; whoever was slower than somebody else gets it back in private."""
        ...


class Promises(Protocol):
    """The part of `bot.engine.promising.PromiseWriting` that is used here; see there."""

    def slate(self, case_id: str, *, to_keep: bool = False) -> Slate:
        """Return what is needed to promise something, or to keep it; raise NotAllowed where that is not possible."""
        ...


class HearsTalk(Protocol):
    """The part of `bot.engine.staff_talk.StaffTalk` that is used here."""

    def noted(self, card: str, who: str, text: str, envelope: int) -> None:
        """A teammate wrote below a card, or below another message of the triage channel."""
        ...


@dataclass(frozen=True)
class UseCases:
    """Everything that the engine does for people in Slack."""

    intake: Listens
    talk: HearsTalk
    answering: Answers
    duty: Duty
    promising: Promises


class Critic(Protocol):
    """Tells what speaks against words that a teammate wrote, a sentence for each reason; any thread may ask.

    It must answer within a second: the person waits in front of an open window.
    """

    def objections(self, message_id: str, text: str) -> tuple[str, ...]:
        """Return what speaks against a new text for the held message with this effect id."""
        ...

    def answer_objections(self, case_id: str, user: str, text: str, upon: str) -> tuple[str, ...]:
        """Return what speaks against an answer by this Slack user; see `Answering.objections`."""
        ...

    def promise_time_objections(self, due: datetime | None) -> tuple[str, ...]:
        """Return what speaks against a time (UTC) for a promise; None is one that was not chosen."""
        ...

    def promise_objections(
        self, case_id: str, user: str, text: str, due: datetime | None, answered: bool
    ) -> tuple[str, ...]:
        """Return what speaks against words with a promise, or with its keeping; see `PromiseWriting.objections`."""
        ...


class NoCritic:
    """Has nothing against any words."""

    def objections(self, _message_id: str, _text: str) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def answer_objections(self, _case_id: str, _user: str, _text: str, _upon: str) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def promise_time_objections(self, _due: datetime | None) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def promise_objections(
        self, _case_id: str, _user: str, _text: str, _due: datetime | None, _answered: bool
    ) -> tuple[str, ...]:
        """Return nothing."""
        return ()
