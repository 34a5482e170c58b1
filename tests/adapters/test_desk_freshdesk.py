"""Freshdesk: what may be mailed to the customer, the note that may not, and how it is made up for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from acme import ANNA, NOON, mention
from desk_servers.freshdesk import KEY, FreshdeskSide
from desk_servers.side import Call, Reply
from fakes import HandClock
from structlog.testing import capture_logs

from bot.adapters.desks.freshdesk import FreshdeskDesk
from bot.domain.case import Case, Channel
from bot.domain.errors import Permanent, Temporary
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Said, Story

CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, heated=True, email="anna@mail.example")
PRIVATE = mention("My card ends in 4711", number=2, private=True)
HOLD = Said(ResponseKind.HOLD, "One second", "", NOON + timedelta(seconds=2), "sent")
STORY = Story(CASE, (mention("<i>It</i>  broke\nhere"), PRIVATE), (HOLD,), "Ada", NOON, paused=False)


class RefusingNotes(FreshdeskSide):
    """Answers to the next notes as a test says."""

    def __init__(self) -> None:
        super().__init__()
        self.to_notes: list[Reply] = []

    def answer(self, call: Call) -> Reply:
        """Refuse a note, or go on."""
        if call.path.endswith("/notes") and self.to_notes:
            return self.to_notes.pop(0)
        return super().answer(call)


@pytest.fixture
def side() -> Iterator[RefusingNotes]:
    with RefusingNotes() as side:
        yield side


@pytest.fixture
def desk(side: FreshdeskSide) -> FreshdeskDesk:
    return FreshdeskDesk(side.url, KEY, ("triage-bot",), HandClock(datetime.now(UTC)))


def test_the_description_holds_what_the_customer_wrote_in_public(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    desk.open("abc", STORY)
    assert "<i>It</i>  broke\nhere\nReference: abc\n" == side.tickets[0]["description_text"]


def test_the_note_is_private_and_tells_everything(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    desk.open("abc", STORY)
    ((note,),) = side.notes.values()
    told = [word in note["body_text"] for word in ("<i>It</i>  broke", "4711", "heated", "One second", "Ada")]
    assert (True, [True] * 5) == (note["private"], told)


def test_a_note_that_failed_is_made_up_for_once(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    side.to_notes = [Reply(503, {"message": "busy"}, {"Retry-After": "5"})]
    with pytest.raises(Temporary, match="the ticket is there, its note is not yet"):
        desk.open("abc", STORY)
    desk.open("abc", STORY)
    desk.open("abc", STORY)
    assert (1, 1) == (len(side.tickets), len(side.notes[1]))


def test_a_refused_note_does_not_hide_the_ticket(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    side.to_notes = [Reply(403, {"code": "access_denied", "message": "no"})]
    with capture_logs() as logged:
        made = desk.open("abc", STORY)
    assert ("1", ["desk_note_refused"]) == (made.number, [line["event"] for line in logged])


def test_only_private_words_make_a_description_without_them(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    desk.open("abc", replace(STORY, mentions=(PRIVATE,)))
    assert "Support request on X\nReference: abc\n" == side.tickets[0]["description_text"]


def test_a_mark_in_a_customers_words_is_not_ours(desk: FreshdeskDesk) -> None:
    desk.open("f00", replace(STORY, mentions=(mention("Reference: abc"),)))
    assert desk.find("abc") is None


def test_it_is_found_behind_hundreds_of_newer_ones(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    made = desk.open("abc", STORY)
    side.tickets += [{**side.tickets[0], "id": number, "description_text": ""} for number in range(2, 350)]
    assert made == desk.find("abc")


def test_a_refused_field_is_named(desk: FreshdeskDesk, side: RefusingNotes) -> None:
    side.answer = lambda call: Reply(200, []) if call.method == "GET" else side.refusal(400)  # type: ignore[method-assign]
    with pytest.raises(Permanent) as refusal:
        desk.open("abc", STORY)
    assert "Freshdesk refuses the ticket (400: email)" == str(refusal.value)
