"""What the engine must offer to whoever answers a window while a person waits in front of it."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from bot.domain.draft_events import DraftReturned
from bot.domain.events import Escalated


class Critic(Protocol):
    """Tells what speaks against words that a teammate wrote, a sentence for each reason; any thread may ask.

    It must answer within a second: the person waits in front of an open window.
    """

    def objections(self, message_id: str, text: str) -> tuple[str, ...]:
        """Return what speaks against a new text for the held message with this effect id."""
        ...

    def answer_objections(self, case_id: str, user: str, text: str, upon: str, draft: int) -> tuple[str, ...]:
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

    def wish_objections(self, case_id: str, user: str, wish: DraftReturned | Escalated) -> tuple[str, ...]:
        """Return what speaks against sending a draft back or handing a case on; see `LeadIntake.wish_objections`."""
        ...


class NoCritic:
    """Has nothing against any words."""

    def objections(self, _message_id: str, _text: str) -> tuple[str, ...]:
        """Return nothing."""
        return ()

    def answer_objections(self, _case_id: str, _user: str, _text: str, _upon: str, _draft: int) -> tuple[str, ...]:
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

    def wish_objections(self, _case_id: str, _user: str, _wish: DraftReturned | Escalated) -> tuple[str, ...]:
        """Return nothing."""
        return ()
