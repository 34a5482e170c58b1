"""What the engine must offer to whoever works on envelopes from Slack. It decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from bot.domain.case import Channel, Mention
from bot.domain.drafts import Draft
from bot.domain.events import Event
from bot.domain.lessons import Lesson
from bot.engine.answering import Paper
from bot.engine.duty import Duty
from bot.engine.own_post import OwnPost
from bot.engine.promising import Slate
from bot.ports.home import AtHome, HomeCase, Look, Overview
from bot.ports.staffroom import Story
from bot.ports.store import Doing


class Listens(Protocol):
    """The part of `bot.engine.intake.Intake` that is used here; a call marks the envelope done as it takes effect."""

    def hear(self, mention: Mention, envelope: int | None = None) -> None:
        """A customer wrote."""
        ...

    def edited(
        self, channel: Channel, mention_id: str, text: str, at: datetime, envelope: int | None, written: datetime
    ) -> None:
        """A customer changed at `at` what they had `written` (UTC)."""
        ...

    def deleted(self, channel: Channel, mention_id: str, envelope: int | None, written: datetime) -> None:
        """A customer deleted what they had `written` (UTC)."""
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

    def held_words(self, message_id: str) -> tuple[str, str]:
        """Return the words of a held message and why it was held; raise NotAllowed where it is not to be edited."""
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

    def say(self, who: str, words: str, envelope: int | None, refused: str = "") -> None:
        """Tell the teammate `who` something in private; `refused` says why their act was not obeyed, if it was not."""
        ...

    def refuse(self, case_id: str, who: str, words: str, envelope: int | None) -> None:
        """Tell the teammate `who` in private why a click was not obeyed; `case_id` is "" where it is about none."""
        ...


class Welcomes(Protocol):
    """The part of `bot.engine.homes.Homes` that is used here; a call marks the envelope done."""

    def opened(self, user: str, envelope: int) -> None:
        """Somebody, teammate or not, opened their Home."""
        ...

    def turn_chart(self, user: str, look: Look, envelope: int) -> None:
        """A teammate wants their chart light or dark."""
        ...


class Switched(Protocol):
    """The part of `bot.engine.switching.Switches` that is used here; a call marks the envelope done."""

    def pause(self, envelope: int) -> bool:
        """Let nothing automatic leave; False where it is paused already."""
        ...

    def resume(self, envelope: int) -> bool:
        """Let automatic messages leave again; False where they do."""
        ...

    def show_held(self, message_id: str, who: str, envelope: int) -> bool:
        """Show the lead `who` a held message again; False where somebody decided about it."""
        ...


class Answers(Protocol):
    """The part of `bot.engine.answering.Answering` that is used here; see there."""

    def paper(self, case_id: str, suggestion: str = "", who: str = "", draft: int = 0) -> Paper:
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

    def chosen(self, case_id: str, who: str, name: str, envelope: int | None = None, upon: str = "") -> None:
        """Send a suggestion as it is, drawn `upon` what; whoever was slower hears in private what was sent."""
        ...

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


class DecidesDrafts(Protocol):
    """The part of `bot.engine.drafts.Drafts` that is used here; see there."""

    def draft(self, case_id: str, number: int) -> Draft:
        """Return a draft that waits; raise NotAllowed where it does not wait any more."""
        ...

    def draft_sent(self, case_id: str, draft: int, who: str, envelope: int | None = None) -> None:
        """Send a draft as it is."""
        ...

    def draft_returned(self, case_id: str, draft: int, note: str, who: str, envelope: int | None = None) -> None:
        """Give a draft back to its author with a note."""
        ...


class WatchesPremises(Protocol):
    """The part of `bot.engine.premises.Premises` that is used here; a call marks the envelope done."""

    def shared(self, channel: str, shared: bool, envelope: int) -> None:
        """Slack says that a Slack channel is shared with another organisation now, or with one fewer."""
        ...


class Asked(Protocol):
    """The part of `bot.engine.asking.Asking` that is used here; what cannot be done raises NotAllowed.

    A change marks the envelope done.
    """

    def now(self) -> datetime:
        """Return the time in UTC."""
        ...

    def zone(self, who: str) -> ZoneInfo:
        """Return where a teammate's clock hangs."""
        ...

    def status(self) -> Overview:
        """Return how things stand."""
        ...

    def mine(self, who: str) -> AtHome:
        """Return what needs a teammate, and their open cases."""
        ...

    def case(self, case_id: str) -> Story:
        """Return the story of a case."""
        ...

    def search(self, words: str) -> tuple[HomeCase, ...]:
        """Return the cases in which these words stand."""
        ...

    def away(self, who: str, until: datetime, envelope: int) -> None:
        """A teammate is away until `until` (UTC)."""
        ...

    def back(self, who: str, envelope: int) -> None:
        """A teammate is there again."""
        ...

    def on_duty(self, team: str, who: str, until: datetime, by: str, envelope: int) -> str:
        """`who` is on duty until `until` (UTC); return for which team."""
        ...


class TellsLessons(Protocol):
    """The part of `bot.engine.lessons.Lessons` that is used here."""

    def of(self, who: str) -> tuple[Lesson, ...]:
        """Return the newest lessons of a teammate, newest first."""
        ...


@dataclass(frozen=True)
class UseCases:
    """Everything that the engine does for people in Slack."""

    intake: Listens
    talk: HearsTalk
    homes: Welcomes
    switches: Switched
    asking: Asked
    premises: WatchesPremises
    answering: Answers
    drafts: DecidesDrafts
    lessons: TellsLessons
    duty: Duty
    promising: Promises
