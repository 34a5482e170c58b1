"""A teammate writes a promise, or keeps one: what their window needs to know, and what speaks against the words.

It decides nothing about a promise and sends nothing: that is for the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.case import Channel, State
from bot.domain.errors import NotAllowed
from bot.domain.events import PromiseKept, PromiseMade
from bot.domain.inputs import Input
from bot.domain.policy import Policy
from bot.domain.promise import LONGEST
from bot.domain.states import TRANSITIONS
from bot.domain.times.finding import find_promise
from bot.domain.triage import refusal
from bot.engine.second_thoughts import SWITCHED_OFF, SecondThoughts, read_answer
from bot.engine.story import tell_story
from bot.engine.typed_words import KEPT
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.staffroom import Story
from bot.ports.store import Store

GONE = "This case does not exist any more."
_ALIKE = timedelta(minutes=5)
"""“In an hour” and the time that was chosen for it are so far apart at most."""


@dataclass(frozen=True)
class Slate:
    """What somebody needs who is about to promise: the story, who could owe it, how long a text may be.

    `answered` says whether the case is answered already.
    """

    story: Story
    staff: tuple[str, ...]
    limit: int
    answered: bool


class PromiseWriting:
    """The use cases of the windows in which a promise is made and kept."""

    def __init__(self, store: Store, channels: Mapping[Channel, CustomerChannel], policy: Policy, clock: Clock) -> None:
        self._store = store
        self._channels = channels
        self._policy = policy
        self._clock = clock
        self._thoughts = SecondThoughts()

    def slate(self, case_id: str, *, to_keep: bool = False) -> Slate:
        """Return what is needed to promise something in a case, or with `to_keep` to keep what was promised.

        Raises NotAllowed, with words for whoever wants to, where that is not possible any more.
        """
        with self._store.transaction() as tx:
            story = tell_story(tx, case_id, self._policy, self._clock.now())
        case = story.case
        if (case.state, Input.PROMISE_NOTED) not in TRANSITIONS:
            raise NotAllowed(f"The case is {case.state}: nothing can be promised in it now.")
        if to_keep and case.promise is None:
            raise NotAllowed("Nothing is promised here any more.")
        channel = self._channels.get(case.channel)
        team = self._policy.team(case.team)
        there = [one.name for one in self._policy.staff if self._policy.works_in(one.name, team)]
        others = [one.name for one in self._policy.staff if one.name not in there]
        return Slate(story, (*there, *others), channel.limit if channel else 0, case.state is State.ANSWERED)

    def time_objections(self, due: datetime | None) -> tuple[str, ...]:
        """Return what speaks against a time (UTC) for a promise, None for one that was not chosen."""
        now = self._clock.now()
        if due is None:
            return ("Choose by when.",)
        if due <= now:
            return ("This time has passed already.",)
        return (f"Nobody can promise more than {LONGEST.days} days ahead.",) if due - now > LONGEST else ()

    def objections(
        self, case_id: str, user: str, text: str, due: datetime | None = None, answered: bool = True
    ) -> tuple[str, ...]:
        """Return what speaks against words for the customer, a sentence for each reason.

        What is only a warning is let through when the same words come again. A text that names another time than `due`
        (UTC) is one.

        Args:
            case_id: the case.
            user: the Slack user id of whoever wrote them.
            text: the words.
            due: the time that was chosen for a promise, None for the answer that keeps one.
            answered: as it was on the slate.
        """
        with self._store.transaction() as tx:
            now = self._clock.now()
            case = tx.cases.get(case_id)
            if case is None:
                return (GONE,)
            channel = self._channels.get(case.channel)
            if channel is None:
                return (SWITCHED_OFF,)
            person = self._policy.by_slack(user)
            who = person.name if person else ""
            wish = PromiseMade(who, due, text, answered=answered) if due else PromiseKept(who, text)
            knowing = replace(self._policy, sent_before=tx.answers.count_by(who))
            if refused := refusal(case, wish, knowing, now):
                return (refused, KEPT)
            story = tell_story(tx, case_id, self._policy, now)
            stops, warnings = read_answer(tx, story, text, user, channel, self._policy, now)
        zone = self._policy.team(case.team).hours.zone
        said = find_promise(text, now, zone) if due else None
        if due and said and abs(said.due - due) > _ALIKE:
            local, chosen = said.due.astimezone(zone), due.astimezone(zone)
            other = f"The text says {local:%a %H:%M}, and the time chosen is {chosen:%a %H:%M %Z}."
            warnings = (other, *warnings)
        return stops or self._thoughts.about(f"{case_id}/{user}/{due}", text, warnings)
