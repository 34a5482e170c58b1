"""Performs one outbox row with the adapter that it needs, and looks for the result of an earlier attempt.

Knows no transaction and no retry: `outbox.py` does that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.case import Case, Channel, Mention
from bot.domain.effects import (
    AddToTicket,
    OpenTicket,
    RedrawTold,
    Reply,
    Say,
    ShowAddress,
    ShowBacklog,
    ShowBreaker,
    ShowCard,
    ShowDraft,
    ShowHeld,
    Teach,
    Tell,
    TellAuthor,
    ThreadNote,
)
from bot.domain.errors import Gone, Permanent
from bot.domain.events import Event, TicketOpened
from bot.domain.policy import Policy, Staff
from bot.engine.former_desk import UNNAMED, DeskNames
from bot.engine.premises import places
from bot.engine.subject import Subject
from bot.ports.channel import CustomerChannel, Outgoing
from bot.ports.desk import Desk, Entry, Ticket
from bot.ports.staffroom import Staffroom, Story
from bot.ports.store import OutboxRow


@dataclass(frozen=True)
class Receipt:
    """The result of a delivery: the vendor's id, and the event that follows from it, if any."""

    remote_id: str
    event: Event | None = None


class Delivery:
    """Performs rows. `staffroom` is None where the staff have no Slack."""

    def __init__(
        self,
        policy: Policy,
        channels: Mapping[Channel, CustomerChannel],
        staffroom: Staffroom | None,
        desk: Desk,
        desks: DeskNames = UNNAMED,
    ) -> None:
        self._policy = policy
        self._channels = channels
        self._staffroom = staffroom
        self._desk = desk
        self._desks = desks

    def perform(self, row: OutboxRow, subject: Subject) -> Receipt:
        """Do what the row says, once; raise a DeliveryError."""
        story = subject.story
        match row.effect:
            case Reply() as reply:
                return Receipt(self.channel(_of(story).case).send(_outgoing(row.id, reply, _of(story))))
            case OpenTicket():
                return self._ticket(self._desk.open(row.id, _of(story)))
            case AddToTicket() as more:
                entry = Entry(row.created_at, more.text, _quoted(_of(story), more.mention))
                self._desk.add(row.id, self._ticket_of(_of(story)), _of(story), entry)
                return Receipt(row.id)
            case ShowCard():
                return self._show(row, _of(story))
            case ThreadNote(text, mention):
                if not _of(story).card:
                    raise Gone("the case has no card")
                return Receipt(self._staff().note(row.id, _of(story).card, text, _quoted(_of(story), mention)))
            case Tell(who, place=place, run=run) as told if run:
                if place and place not in places(self._policy):
                    raise Permanent(f"the Slack channel {place} is not among the staff's places in the configuration")
                person = None if place else self._person(who)
                return Receipt(self._staff().ask(row.id, person, _of(story), told))
            case RedrawTold(message, told, words):
                if not told.place or told.place in places(self._policy):
                    self._staff().redraw_asked(message, _of(story), told, words)
                return Receipt(message)
            case Tell(who, why, detail):
                return Receipt(self._staff().tell(row.id, self._person(who), _of(story), why, detail))
            case Say(who, text):
                return Receipt(self._staff().say(row.id, self._person(who), text))
            case ShowAddress(who):
                return Receipt(self._staff().show_address(row.id, self._person(who), _of(story)))
            case ShowHeld(who) if subject.held is not None:
                return Receipt(self._staff().show_held(row.id, self._person(who), _of(story), subject.held))
            case ShowDraft(who) if subject.draft is not None:
                return Receipt(self._staff().show_draft(row.id, self._person(who), _of(story), subject.draft))
            case TellAuthor(who) as news:
                return Receipt(self._staff().tell_author(row.id, self._person(who), _of(story), news))
            case Teach(who) as lesson:
                return Receipt(self._staff().teach(row.id, self._person(who), _of(story), lesson))
            case ShowBacklog(who) if subject.backlog is not None:
                return Receipt(self._staff().show_backlog(row.id, self._person(who), subject.backlog))
            case ShowBreaker(who) if subject.breaker is not None:
                return Receipt(self._staff().show_breaker(row.id, self._person(who), subject.breaker))
            case _:
                raise Permanent(f"nobody performs {type(row.effect).__name__}")

    def find(self, row: OutboxRow, subject: Subject) -> Receipt | None:
        """Look whether an earlier attempt arrived; None when it surely did not; raise a DeliveryError."""
        story = subject.story
        match row.effect:
            case Reply() as reply:
                remote_id = self.channel(_of(story).case).find(_outgoing(row.id, reply, _of(story)))
            case OpenTicket():
                ticket = self._desk.find(row.id)
                return self._ticket(ticket) if ticket else None
            case AddToTicket():
                remote_id = row.id if self._desk.has(row.id, self._ticket_of(_of(story))) else None
            case ShowCard():
                # Redrawing may be repeated; only posting the card may not.
                card = _of(story).card
                remote_id = None if card else self._staff().find(row.id, "", None)
            case ShowDraft() if subject.draft and subject.draft.shown_in:
                remote_id = None
            case RedrawTold():
                # It may be repeated.
                remote_id = None
            case Tell(place=place) if place:
                remote_id = self._staff().find(row.id, "", None, place)
            case Tell(who) | Say(who) | ShowAddress(who) | ShowHeld(who) | ShowBacklog(who) | ShowBreaker(who):
                remote_id = self._staff().find(row.id, "", self._person(who))
            case ShowDraft(who) | TellAuthor(who) | Teach(who):
                remote_id = self._staff().find(row.id, "", self._person(who))
            case _:
                remote_id = self._staff().find(row.id, _of(story).card, None)
        return Receipt(remote_id) if remote_id else None

    def channel(self, case: Case) -> CustomerChannel:
        """Return the channel of the case's customer; raise Permanent where it is switched off."""
        try:
            return self._channels[case.channel]
        except KeyError:
            raise Permanent(f"{case.channel} is not configured") from None

    def _show(self, row: OutboxRow, story: Story) -> Receipt:
        if not story.card:
            return Receipt(self._staff().post_card(row.id, story))
        self._staff().update_card(story.card, story)
        return Receipt(story.card)

    def _ticket(self, ticket: Ticket) -> Receipt:
        return Receipt(ticket.number, TicketOpened(ticket.number, ticket.url, ticket.key, self._desks.now))

    def _ticket_of(self, story: Story) -> Ticket:
        """Return the ticket of a case; raise Permanent where another desk has it: here its key is somebody else's."""
        case = story.case
        if former := self._desks.former(case):
            raise Permanent(f"ticket {case.ticket} is at the former desk ({former}), please add it there by hand")
        return Ticket(case.ticket, case.ticket_url, case.ticket_key)

    def _staff(self) -> Staffroom:
        if self._staffroom is None:
            raise Permanent("Slack is not configured")
        return self._staffroom

    def _person(self, name: str) -> Staff:
        person = self._policy.person(name)
        if person is None:
            raise Permanent(f"{name} is not among the staff in the configuration")
        return person


def _of(story: Story | None) -> Story:
    if story is None:
        raise Permanent("this message belongs to a case that is not there")
    return story


def _outgoing(row_id: str, reply: Reply, story: Story) -> Outgoing:
    case = story.case
    return Outgoing(row_id, case.channel, case.customer, case.conversation, reply.to, reply.text, reply.private)


def _quoted(story: Story, mention_id: str) -> Mention | None:
    return next((mention for mention in story.mentions if mention.id == mention_id), None)
