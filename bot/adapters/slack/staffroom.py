"""Slack as the staff's place: case cards, notes in their threads, private messages. Never where customers read."""

from __future__ import annotations

from slack_sdk import WebClient

from bot.adapters.slack.address import draw_address
from bot.adapters.slack.asking import draw_asking
from bot.adapters.slack.backlog import draw_backlog
from bot.adapters.slack.breaker import draw_breaker
from bot.adapters.slack.cards import draw_card
from bot.adapters.slack.drafts import draw_draft
from bot.adapters.slack.held import draw_held
from bot.adapters.slack.messages import draw_message, draw_note, draw_saying
from bot.adapters.slack.news import draw_lesson, draw_news
from bot.adapters.slack.posts import Posts, split
from bot.domain.case import Mention
from bot.domain.effects import Teach, Tell, TellAuthor
from bot.domain.errors import DeliveryError, Gone
from bot.domain.policy import Staff
from bot.domain.why import Why
from bot.ports.clock import Clock
from bot.ports.staffroom import Backlog, Breaker, DraftMessage, HeldMessage, Story


class SlackStaffroom:
    """Implements `bot.ports.staffroom.Staffroom`; a card's remote id is "<triage channel>:<ts>"."""

    def __init__(self, client: WebClient, triage_channel: str, clock: Clock) -> None:
        self._posts = Posts(client, clock)
        self._triage_channel = triage_channel

    def post_card(self, effect: str, story: Story) -> str:
        """Post the case card and return its remote id."""
        return self._posts.post(self._triage_channel, draw_card(story), effect)

    def update_card(self, card: str, story: Story) -> None:
        """Redraw the card in place; raise Gone for one in another Slack channel than the triage channel of now."""
        self._own(card)
        self._posts.redraw(card, draw_card(story))

    def note(self, effect: str, card: str, text: str, quoted: Mention | None) -> str:
        """Add a note to the card's thread and return its remote id; raise Gone as `update_card` does."""
        channel, thread = self._own(card)
        return self._posts.post(channel, draw_note(text, quoted), effect, thread)

    def tell(self, effect: str, person: Staff, story: Story, why: Why, detail: str) -> str:
        """Send a private message about the case; without a link to its card where that cannot be had."""
        direct = self._posts.open_direct(person.slack)
        return self._posts.post(direct, draw_message(story, why, detail, self._link(story.card)), effect)

    def ask(self, effect: str, person: Staff | None, story: Story, told: Tell) -> str:
        """Ask a teammate, or whoever is in a private Slack channel, to take a case."""
        place = told.place if person is None else self._posts.open_direct(person.slack)
        return self._posts.post(place, draw_asking(story, told, self._link(story.card)), effect)

    def redraw_asked(self, message: str, story: Story, told: Tell, words: str) -> None:
        """Draw such a message anew, as the case is now."""
        self._posts.redraw(message, draw_asking(story, told, self._link(story.card), words))

    def show_held(self, effect: str, person: Staff, story: Story, held: HeldMessage) -> str:
        """Show a held message privately to a lead; without a link to the card where that cannot be had."""
        direct = self._posts.open_direct(person.slack)
        return self._posts.post(direct, draw_held(story, held, self._link(story.card)), effect)

    def show_draft(self, effect: str, person: Staff, story: Story, draft: DraftMessage) -> str:
        """Show a draft privately to a lead, or redraw the message in which they see it."""
        drawn = draw_draft(story, draft, self._link(story.card))
        if draft.shown_in:
            self._posts.redraw(draft.shown_in, drawn)
            return draft.shown_in
        return self._posts.post(self._posts.open_direct(person.slack), drawn, effect)

    def tell_author(self, effect: str, person: Staff, story: Story, news: TellAuthor) -> str:
        """Tell a teammate privately what became of their draft."""
        direct = self._posts.open_direct(person.slack)
        return self._posts.post(direct, draw_news(story, news, self._link(story.card)), effect)

    def teach(self, effect: str, person: Staff, story: Story, lesson: Teach) -> str:
        """Show a teammate privately how a lead answered what they had passed on."""
        direct = self._posts.open_direct(person.slack)
        return self._posts.post(direct, draw_lesson(story, lesson, self._link(story.card)), effect)

    def show_backlog(self, effect: str, person: Staff, backlog: Backlog) -> str:
        """Show a lead privately what an outage left unanswered."""
        return self._posts.post(self._posts.open_direct(person.slack), draw_backlog(backlog), effect)

    def show_breaker(self, effect: str, person: Staff, breaker: Breaker) -> str:
        """Tell a lead privately that everything automatic has stopped."""
        return self._posts.post(self._posts.open_direct(person.slack), draw_breaker(breaker), effect)

    def show_address(self, effect: str, person: Staff, story: Story) -> str:
        """Show a lead privately the address in full."""
        return self._posts.post(self._posts.open_direct(person.slack), draw_address(story.case), effect)

    def say(self, effect: str, person: Staff, text: str) -> str:
        """Send a plain private message."""
        return self._posts.post(self._posts.open_direct(person.slack), draw_saying(text), effect)

    def find(self, effect: str, card: str, person: Staff | None, place: str = "") -> str | None:
        """Look for what an effect posted: to `person`, in `place`, in the card's thread, else among the cards.

        Among cards and private messages the newest 1,000 are looked at.
        """
        if person is not None:
            return self._posts.find_in_channel(effect, self._posts.open_direct(person.slack))
        if place:
            return self._posts.find_in_channel(effect, place)
        if card:
            return self._posts.find_in_thread(effect, *split(card))
        return self._posts.find_in_channel(effect, self._triage_channel)

    def _own(self, card: str) -> tuple[str, str]:
        """Return the Slack channel and the timestamp of a card; who reads a former triage channel nobody knows."""
        channel, ts = split(card)
        if channel != self._triage_channel:
            raise Gone("the card is in a Slack channel that is not the triage channel any more")
        return channel, ts

    def _link(self, card: str) -> str:
        if not card:
            return ""
        try:
            return self._posts.permalink(card)
        except DeliveryError:
            # The message matters, the link in it does not.
            return ""
