"""What the desk does to a ticket comes back to its case: answered, solved, open again; and once only."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from acme import ANNA, mention, policy
from fakes import KILLED_AFTER, Killed
from house import House, lead_told, shown_held

from bot.domain.case import State
from bot.domain.errors import Permanent, Temporary
from bot.domain.events import Resolved
from bot.domain.policy import Mode, Policy
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.engine.desk_watch import LEASE, WATCH_FOR, DeskWatch, rest
from bot.ports.desk import Standing, TicketState
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)
KEY = "key-T-1"


def ticketed(settings: Policy | None = None, house: House | None = None) -> House:
    """Anna has a ticket, and everything about it has been said."""
    house = house or House(settings)
    house.hear()
    house.run()
    house.later(3 * MINUTE)
    house.hear(mention(number=2, private=True), email="anna@example.com")
    house.run()
    return house


def look(house: House, after: timedelta = timedelta(hours=2)) -> bool:
    """Look once at the desk, a while later, and deliver what follows."""
    house.later(after)
    watch = DeskWatch(house.store, house.intake, house.dispatch, house.desk, house.clock, MINUTE, house.desks)
    found = watch.work()
    house.run()
    return found


def stands(house: House, standing: Standing, answered: datetime | None = None) -> None:
    """Let the desk tell this from now on."""
    house.desk.states[KEY] = TicketState(standing, house.clock.now() if standing.is_over else None, answered)


def told(house: House) -> list[Why]:
    """Return why Ada was told something."""
    return [one.why for one in house.staffroom.told if one.who == "Ada"]


def test_an_answer_of_the_desk_is_an_answer() -> None:
    house = ticketed()
    stands(house, Standing.PENDING, house.clock.now())
    look(house)
    assert (State.ANSWERED, "the desk") == (house.case().state, house.case().answered_by)
    assert ("The desk answered ticket T-1.", None) in house.staffroom.notes


def test_the_same_answer_is_told_once() -> None:
    house = ticketed()
    stands(house, Standing.PENDING, house.clock.now())
    look(house)
    look(house)
    assert 1 == [text for text, _ in house.staffroom.notes].count("The desk answered ticket T-1.")


def test_a_solved_ticket_resolves_the_case_and_tells_who_had_it() -> None:
    house = ticketed()
    stands(house, Standing.SOLVED)
    look(house)
    assert (State.RESOLVED, Why.SOLVED) == (house.case().state, told(house)[-1])
    assert [] == [text for text in house.x.texts if text.startswith("ticket solved")]


def test_the_customer_hears_it_once_where_they_wrote_if_the_policy_says_so() -> None:
    house = ticketed(replace(policy(), tell_solved=Mode.AUTO))
    for standing in (Standing.SOLVED, Standing.OPEN, Standing.CLOSED):
        stands(house, standing)
        look(house)
    said = [one for one in house.x.messages if one.text.startswith("ticket solved")]
    assert [("ticket solved, second T-1", True)] == [(one.text, one.private) for one in said]


def test_with_approve_a_lead_decides_whether_the_customer_hears_it() -> None:
    house = ticketed(replace(policy(), tell_solved=Mode.APPROVE))
    stands(house, Standing.SOLVED)
    look(house)
    (row,) = house.replies(ResponseKind.TICKET_SOLVED)
    assert (OutboxState.HELD, ["The desk solved the ticket. May the customer be told?"]) == (
        row.state,
        shown_held(house),
    )
    house.intake.held_sent(row.id, "Grace")
    house.run()
    assert "ticket solved, second T-1" == house.x.texts[-1]


def test_word_of_a_solved_ticket_is_taken_back_when_the_customer_writes_again() -> None:
    house = ticketed(replace(policy(), tell_solved=Mode.AUTO))
    house.pause()
    stands(house, Standing.SOLVED)
    look(house)
    house.hear(mention("It happens again", number=9))
    house.pause(False)
    house.run()
    (row,) = house.replies(ResponseKind.TICKET_SOLVED)
    assert (State.REOPENED, OutboxState.WITHDRAWN) == (house.case().state, row.state)


def test_a_ticket_that_opens_again_opens_the_case_again() -> None:
    house = ticketed()
    stands(house, Standing.SOLVED)
    look(house)
    stands(house, Standing.OPEN)
    look(house)
    assert (State.TICKETED, Why.TICKET_REOPENED) == (house.case().state, told(house)[-1])


def test_a_customer_who_wrote_after_it_was_solved_still_waits() -> None:
    house = ticketed()
    stands(house, Standing.SOLVED)
    later = house.clock.now() + MINUTE
    house.hear(mention("One more thing", number=9, at=later))
    look(house)
    assert State.REOPENED == house.case().state
    assert "perhaps before the customer wrote again" in house.staffroom.notes[-1][0]


def test_a_desk_that_does_not_say_since_when_is_believed_only_up_to_the_last_look() -> None:
    house = ticketed()
    house.hear(mention("One more thing", number=9, at=house.clock.now() + MINUTE))
    house.desk.states[KEY] = TicketState(Standing.SOLVED)
    look(house)
    assert State.REOPENED == house.case().state


def test_an_answer_after_the_customer_wrote_again_is_an_answer_to_it() -> None:
    house = ticketed()
    house.hear(mention("One more thing", number=9, at=house.clock.now()))
    stands(house, Standing.PENDING, house.clock.now() + MINUTE)
    look(house)
    assert (State.ANSWERED, None) == (house.case().state, house.case().waiting_since)


@pytest.mark.parametrize("before", [Standing.OPEN, Standing.SOLVED])
def test_a_merged_ticket_leaves_its_case_as_it_is(before: Standing) -> None:
    """The desk works on in another one; the thread of an open case says so once."""
    house = ticketed(replace(policy(), tell_solved=Mode.AUTO))
    stands(house, before)
    look(house)
    case, texts, notes = house.case(), house.x.texts, len(house.staffroom.notes)
    stands(house, Standing.MERGED, house.clock.now())
    look(house)
    look(house)
    assert (case.state, texts) == (house.case().state, house.x.texts)
    words = "The desk merged ticket T-1 into another one. What happens there is not seen here."
    assert ([words] if case.is_open else []) == [text for text, _ in house.staffroom.notes[notes:]]


def test_what_the_customer_and_the_staff_do_later_reaches_the_ticket() -> None:
    house = ticketed()
    house.hear(mention("One more thing", number=9))
    house.happened(Resolved("Ada"))
    house.run()
    entries = [entry.mention.text if entry.mention else entry.note for entry in house.desk.entries]
    assert ["One more thing", "Ada resolved the case in triage-bot."] == entries


def test_an_entry_that_is_in_doubt_is_looked_for_and_not_repeated() -> None:
    house = ticketed()
    house.hear(mention("One more thing", number=9))
    house.desk.additions.script = [KILLED_AFTER]
    with pytest.raises(Killed):
        house.run()
    house.restart()
    house.later()
    assert (1, 1) == (len(house.desk.additions.tried), len(house.desk.additions.arrived))


def test_a_crash_in_the_middle_of_a_look_only_means_a_later_one() -> None:
    house = ticketed()
    house.desk.states[KEY] = Killed()
    with pytest.raises(Killed):
        look(house)
    stands(house, Standing.SOLVED)
    house.restart()
    house.later(LEASE)
    look(house)
    assert State.RESOLVED == house.case().state


def test_a_limit_of_the_desk_is_kept_for_every_ticket() -> None:
    house = ticketed()
    again = house.clock.now() + timedelta(hours=9)
    house.desk.states[KEY] = Temporary("slow down", again)
    assert (True, False, False) == (look(house), look(house), look(house))
    house.clock.forward(timedelta(hours=9))
    assert look(house)


def test_the_leads_hear_once_a_day_that_the_desk_cannot_be_seen() -> None:
    house = ticketed()
    house.desk.states[KEY] = Permanent("does not accept ZENDESK_TOKEN (401)")
    for _ in range(8):
        look(house)
    words = [text for who, text in house.staffroom.said if who == "Grace"]
    assert (1, True) == (len(words), "ZENDESK_TOKEN" in words[0])


def test_a_desk_that_refused_us_for_days_is_seen_within_the_hour() -> None:
    """A token that is mended after a long weekend: whatever the desk did meanwhile reaches its case."""
    house = ticketed()
    house.desk.states[KEY] = Permanent("does not accept ZENDESK_TOKEN (401)")
    assert all(look(house, timedelta(hours=1)) for _ in range(100))
    stands(house, Standing.SOLVED)
    assert (True, State.RESOLVED) == (look(house, timedelta(hours=1)), house.case().state)


def test_a_ticket_that_can_never_be_seen_is_given_up_after_thirty_days_and_told_for_two() -> None:
    house = ticketed()
    house.desk.states[KEY] = Permanent("gone")
    looks = [look(house, timedelta(hours=1)) for _ in range(31 * 24)]
    words = [text for who, text in house.staffroom.said if who == "Grace" and "gone" in text]
    assert (30, False, 2) == (looks.count(True) // 24, looks[-1], len(words))


def test_an_old_ticket_is_looked_at_no_more() -> None:
    house = ticketed()
    house.clock.forward(WATCH_FOR + MINUTE)
    look(house)
    assert ([], False) == (house.desk.looked, look(house))


@pytest.mark.parametrize(
    ("age", "expected"),
    [(timedelta(0), MINUTE), (timedelta(minutes=100), 2 * MINUTE), (timedelta(days=9), timedelta(hours=1))],
)
def test_the_older_a_ticket_the_seldomer_it_is_looked_at(age: timedelta, expected: timedelta) -> None:
    assert expected == rest(MINUTE, age)


class TestDailyTickets:
    """A desk acknowledges each ticket by mail: nobody can make it flood somebody."""

    @staticmethod
    def another(house: House, number: int, customer_id: str, address: str) -> None:
        """Somebody writes, nobody answers, and an address is given."""
        who = replace(ANNA, id=customer_id)
        talk = f"9{number}"
        house.hear(mention(number=number, conversation=talk, customer=who, at=house.clock.now()))
        house.later(3 * MINUTE)
        house.hear(
            mention(number=number + 1, conversation=f"dm{customer_id}", customer=who, private=True), email=address
        )
        house.run()

    def test_one_address_gets_three_a_day_whoever_gives_it(self) -> None:
        house = House()
        for number in range(4):
            self.another(
                house, 10 * number, f"30{number}", "victim@example.com" if number % 2 else "Victim@Example.com"
            )
        assert (3, State.REOPENED) == (len(house.desk.stories), house.case("C-4").state)
        assert 1 == len([text for text in lead_told(house) if "This address has had 3 tickets" in text])

    def test_one_customer_gets_three_a_day_whatever_addresses(self) -> None:
        house = House()
        for number in range(4):
            self.another(house, 10 * number, "300", f"victim{number}@example.com")
        assert 3 == len(house.desk.stories)
        assert 1 == len([text for text in lead_told(house) if "This customer has had 3 tickets" in text])

    def test_the_next_day_is_a_new_one(self) -> None:
        house = House()
        for number in range(3):
            self.another(house, 10 * number, f"30{number}", "anna@example.com")
        house.later(timedelta(hours=25))
        self.another(house, 40, "304", "anna@example.com")
        assert 4 == len(house.desk.stories)
