"""A teammate writes an answer: who has a case open, what speaks against the words, and who was first.

Only one answer ever leaves for a case: the first one that is decided. Whoever was slower hears what was sent, and gets
their own words back. Nobody is kept from writing because somebody else does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.answers import is_still
from bot.domain.case import Channel
from bot.domain.draft_events import DraftSent
from bot.domain.errors import NotAllowed
from bot.domain.events import AnswerWritten, SuggestionSent
from bot.domain.policy import Policy
from bot.domain.reading import DECIDED
from bot.engine.answered import fingerprint, newest_words, too_late
from bot.engine.effect_ids import effect_id
from bot.engine.intake import Intake
from bot.engine.reviewing import NO_REVIEW, Review, begin
from bot.engine.second_thoughts import SWITCHED_OFF, SecondThoughts, read_answer
from bot.engine.story import tell_story
from bot.engine.typed_words import KEPT
from bot.ports.channel import CustomerChannel
from bot.ports.clock import Clock
from bot.ports.staffroom import Story
from bot.ports.store import Doing, Presence, Store, Transaction

PRESENT_FOR = timedelta(minutes=10)
"""For how long somebody who opened a window, and of whom nothing was heard since, is believed to be there."""
_NOTHING = "Nothing of yours was sent."
_KEPT = f"{_NOTHING} {KEPT}"

# Not with those words: this is kept, and they go when the customer deletes them.
_WROTE = (
    "The customer wrote again, or changed their words, after this was shown. Nothing was sent. Please look at the card."
)


@dataclass(frozen=True)
class Paper:
    """What somebody needs who is about to write: the story, the words to begin with, how long it may be.

    `suggestion` is the name of the one that `text` is, or "". `weight` and `limit` are as the channel counts. `upon`
    tells the customer's words that were there from any that come later. `review` is what approval has to do with it.
    """

    story: Story
    text: str
    suggestion: str
    weight: int
    limit: int
    upon: str
    review: Review = NO_REVIEW


class Answering:
    """The use cases of the window in which an answer is written. `envelope` is the inbox row that brought the act."""

    def __init__(
        self, store: Store, intake: Intake, channels: Mapping[Channel, CustomerChannel], policy: Policy, clock: Clock
    ) -> None:
        self._store = store
        self._intake = intake
        self._channels = channels
        self._policy = policy
        self._clock = clock
        self._thoughts = SecondThoughts()

    def paper(self, case_id: str, suggestion: str = "", who: str = "", draft: int = 0) -> Paper:
        """Return what is needed to write an answer, beginning with a suggestion if one is named.

        It is for the teammate `who`. With the number of a draft it begins with that one.

        Raises NotAllowed, with words for who wants to write, where there is nothing to answer any more.
        """
        with self._store.transaction() as tx:
            story = tell_story(tx, case_id, self._policy, self._clock.now())
            if late := too_late(tx, story):
                raise NotAllowed(late)
            beginning = begin(tx, story.case, who, draft, self._policy)
        channel = self._channels.get(story.case.channel)
        if channel is None:
            raise NotAllowed(SWITCHED_OFF)
        found = next((one for one in story.case.suggestions if one.name == suggestion), None)
        if suggestion and found is None:
            raise NotAllowed("The customer wrote again and the suggestions have changed. Please look at the card.")
        text = found.text if found else beginning.text
        name, weight = suggestion or beginning.suggestion, channel.weight(text)
        return Paper(story, text, name, weight, channel.limit, fingerprint(story), beginning.review)

    def story(self, case_id: str) -> Story:
        """Return the story of a case, to be read; raise NotAllowed where there is no such case."""
        with self._store.transaction() as tx:
            return tell_story(tx, case_id, self._policy, self._clock.now())

    def entered(self, case_id: str, who: str, doing: Doing, envelope: int | None = None) -> None:
        """A teammate has a window of the case open from now on; the card says so."""

        def work(tx: Transaction) -> None:
            until = self._clock.now() + PRESENT_FOR
            if tx.cases.get(case_id) and tx.presences.put(Presence(case_id, who, doing, until)):
                self._redraw(tx, case_id, f"{who}/{doing}")

        self._intake.on_behalf(work, case_id, who, envelope)

    def left(self, case_id: str, who: str, envelope: int | None = None) -> None:
        """A teammate has closed their window."""

        def work(tx: Transaction) -> None:
            if tx.presences.end(case_id, who):
                self._redraw(tx, case_id, f"{who}/left")

        self._intake.on_behalf(work, case_id, who, envelope)

    def end_old(self) -> bool:
        """Believe no longer in windows of which nothing was heard; return False: there is never more to do at once."""
        with self._store.transaction() as tx:
            over = tx.presences.end_all(self._clock.now())
            for case_id in over:
                self._redraw(tx, case_id, "over")
        if over:
            self._intake.wake()
        return False

    def objections(self, case_id: str, user: str, text: str, upon: str, draft: int = 0) -> tuple[str, ...]:
        """Return what speaks against an answer that somebody wants to send, a sentence for each reason.

        Args:
            case_id: the case.
            user: the Slack user id of who wrote it; they are believed to be there for some more minutes.
            text: the answer.
            upon: what the paper said that they wrote it on.
            draft: the number of the draft whose place it takes, or 0.

        What is only a warning is let through when the same text comes again.
        """
        person = self._policy.by_slack(user)
        who = person.name if person else ""
        with self._store.transaction() as tx:
            now = self._clock.now()
            case = tx.cases.get(case_id)
            if case is None:
                return ("This case does not exist any more.",)
            if who and tx.presences.put(Presence(case_id, who, Doing.EDITING, now + PRESENT_FOR)):
                self._redraw(tx, case_id, f"{who}/{Doing.EDITING}")
            story = tell_story(tx, case_id, self._policy, now)
            if late := too_late(tx, story):
                return (late, _KEPT)
            if draft and case.waiting_draft(draft) is None:
                return (DECIDED, _KEPT)
            channel = self._channels.get(case.channel)
            if channel is None:
                return (SWITCHED_OFF,)
            stops, warnings = read_answer(tx, story, text, who, channel, self._policy, now)
        newest = fingerprint(story)
        if newest != upon:
            warnings = (f"The customer wrote again meanwhile: “{newest_words(story)}”", *warnings)
        against = stops or self._thoughts.about(f"{case_id}/{user}/{newest}", text, warnings)
        return (*against, _measured(channel, text)) if against else ()

    def chosen(self, case_id: str, who: str, name: str, envelope: int | None = None, upon: str = "") -> None:
        """Send a suggestion as it is. Whoever was slower than somebody else hears in private what was sent.

        `upon` tells the customer's words beside which it was shown, "" where that is not known. Where they have written
        since, it may be another text of that name, which nobody has seen. Where nothing is sent the card is drawn anew.
        """

        def work(tx: Transaction) -> None:
            if upon and tx.cases.get(case_id):
                story = tell_story(tx, case_id, self._policy, self._clock.now())
                if not too_late(tx, story) and fingerprint(story) != upon:
                    raise NotAllowed(_WROTE)
            self._intake.within(tx, case_id, SuggestionSent(who, name))

        def refused(tx: Transaction) -> None:
            if tx.cases.get(case_id):
                self._redraw(tx, case_id, f"{who}/refused")

        try:
            self._intake.on_behalf(work, case_id, "", envelope)
        except NotAllowed as refusal:
            self._intake.on_behalf(refused, case_id, who)
            self._intake.refuse(case_id, who, self._why(case_id, str(refusal)), envelope)

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
        """Send what a teammate wrote. Whoever was slower than somebody else gets it back, in private.

        `suggestion` is the name of the one that the text began with; it counts as sent only if it still is that one.
        `remark` is a lead's, for those who learn from it; with the number of a draft the text takes its place.
        """

        def work(tx: Transaction) -> None:
            case = tx.cases.get(case_id)
            began = next((one for one in case.suggestions if one.name == suggestion), None) if case else None
            name = suggestion if began and is_still(began.text, text) else ""
            tx.presences.end(case_id, who)
            if draft:
                self._intake.within(tx, case_id, DraftSent(who, draft, text, remark.strip(), name))
            else:
                self._intake.within(tx, case_id, AnswerWritten(who, text, name, remark.strip()))

        try:
            self._intake.on_behalf(work, case_id, "", envelope)
        except NotAllowed as refusal:
            self._give_back(case_id, who, text, str(refusal), envelope)

    def _give_back(self, case_id: str, who: str, text: str, refusal: str, envelope: int | None) -> None:
        self.left(case_id, who)
        self._intake.refuse(case_id, who, self._why(case_id, refusal), envelope, text)

    def _why(self, case_id: str, refusal: str) -> str:
        """Return why nothing was sent: what somebody else has sent, else the words of the refusal."""
        with self._store.transaction() as tx:
            if tx.cases.get(case_id) is None:
                return refusal
            late = too_late(tx, tell_story(tx, case_id, self._policy, self._clock.now()))
        return f"{late} {_NOTHING}" if late else refusal

    def _redraw(self, tx: Transaction, case_id: str, because: str) -> None:
        moment = int(self._clock.now().timestamp() * 1e6)
        self._intake.redraw(tx, case_id, effect_id(f"{case_id}/present/{because}", moment, 0))


def _measured(channel: CustomerChannel, text: str) -> str:
    """Return how long a text is now, as its channel counts: the hint of the window only knows what it began with."""
    weight, limit = channel.weight(text), channel.limit
    left = f"{limit - weight:,} left" if weight <= limit else f"{weight - limit:,} too many"
    return f"({weight:,} of {limit:,} characters, {left}.)"
