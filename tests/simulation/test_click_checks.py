"""The checks of clicks, first replies, chains and tickets notice what they are for, and nothing that is right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from acme import NOON, policy

from bot.domain.response import ResponseKind as Kind
from bot.simulation.invariants.addressees import number_never_told, too_many, wrong_address, wrong_name
from bot.simulation.invariants.chains import (
    asked_too_early,
    passed_on_to_nobody,
    taken_and_forgotten,
    told_after_answered,
    wrote_again_to_nobody,
)
from bot.simulation.invariants.check import Evidence, Found
from bot.simulation.invariants.clicks import clicked_for_nothing
from bot.simulation.invariants.nobody_forgotten import never_asked, never_escalated, no_first_reply, nobody_told
from bot.simulation.invariants.only_staff_decide import after_stop
from bot.simulation.ledger import NOBODY, Deed, Fact, Ledger

DUTY = "C-1: Anna Quba needs an answer. You are on duty."
CHASED = "C-1: Anna Quba has been waiting and nobody is on it yet. Please look."
AGAIN = "C-1: Anna Quba wrote again and needs an answer."
NOBODY_LEFT = "C-1: Nobody has taken this case. Anna Quba has been waiting."
TROUBLE = "C-1: Something in Anna Quba's case did not leave."


def at(minutes: float, deed: Deed, text: str = "", **more: object) -> Fact:
    return Fact(NOON + timedelta(minutes=minutes), 1, deed, text, **more)  # type: ignore[arg-type]


def wrote(minutes: float, id: str, *marks: str, text: str = "help", place: str = "1") -> tuple[Fact, Fact]:
    """A post on X, and that the bot was shown it."""
    public = "private" not in marks
    post = at(minutes, Deed.WROTE, text, about=id, place=place, who="Anna Quba", marks=frozenset(marks), public=public)
    return post, at(minutes, Deed.RECEIVED, about=id, who="customer")


def said(minutes: float, kind: Kind | None, text: str = "Hi Anna") -> Fact:
    return at(minutes, Deed.SAID, text, place="1", kind=kind, public=True, who="x")


def clicked(minutes: float, action: str, *marks: str) -> Fact:
    return at(minutes, Deed.CLICKED, who="U0ADA", action=action, marks=frozenset(marks))


def told(minutes: float, text: str, who: str = "U0LEO") -> Fact:
    return at(minutes, Deed.TOLD, text, effect=f"e{minutes}", who=who)


def fault(minutes: float, words: str, lasts: float = 0) -> Fact:
    begins = NOON + timedelta(minutes=minutes)
    return Fact(begins, NOBODY, Deed.FAULT, words, until=begins + timedelta(minutes=lasts) if lasts else None)


def found(check: Callable[[Evidence], Found], *facts: Fact, begins: bool = True) -> bool:
    """Tell whether a check finds something about a customer who asked for help at noon, and of whom this is known."""
    ledger = Ledger()
    first = wrote(0, "1", "request") if begins else ()
    for fact in sorted((*first, *facts), key=lambda one: one.at):
        ledger.write(fact)
    return [1] == [customer for customer, _ in check(Evidence(ledger, policy(), (1,), NOON + timedelta(hours=4)))]


SENT = clicked(3, "send:0")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), True),
        ((said(2, Kind.SUGGESTION),), True),
        ((said(4, Kind.SUGGESTION),), False),
        ((told(4, "C-1: Ben has answered this case already.", "U0ADA"),), False),
        ((told(4, "C-1: Ada's answer to Anna Quba waits for you."),), False),
        ((told(4, DUTY),), True),
        ((told(4, TROUBLE),), False),
    ],
    ids=["nothing", "said before", "left", "refused", "a lead has it", "told something else", "held"],
)
def test_a_click_for_nothing(facts: tuple[Fact, ...], expected: bool) -> None:
    assert expected == found(clicked_for_nothing, SENT, *facts)


def test_a_click_that_the_process_died_over_is_no_click_for_nothing() -> None:
    assert False is found(clicked_for_nothing, clicked(3, "send:0", "perhaps"))


def away(since: float, until: float, vendor: str = "x") -> Fact:
    ends = NOON + timedelta(minutes=until)
    return Fact(NOON + timedelta(minutes=since), NOBODY, Deed.FAULT, "away", place=vendor, until=ends)


@pytest.mark.parametrize(
    ("missed", "outages"),
    [
        (False, [away(-10, 40)]),
        (False, [away(-10, 4), away(3, 10)]),
        (True, [away(-10, 4)]),
        (True, [away(-10, 40, "slack")]),
        (True, [away(-40, -10), away(15, 60)]),
    ],
)
def test_no_first_reply_can_leave_while_the_vendor_is_away(missed: bool, outages: list[Fact]) -> None:
    """After fifteen minutes it is too late for one; somebody must hear of the customer all the same."""
    card = at(50, Deed.CARD, "C-1 · Anna Quba")
    assert missed is found(no_first_reply, card, *outages)
    assert found(never_asked, card, *outages)
    assert found(nobody_told, card, *outages)


@pytest.mark.parametrize("check", [no_first_reply, nobody_told, never_asked, never_escalated])
def test_who_is_left_alone_from_the_first_moment_is_noticed(check: Callable[[Evidence], Found]) -> None:
    """Also where no first reply ever came, from which the time was once counted."""
    done = (said(0, Kind.HOLD), told(0, DUTY), said(3, Kind.ASK_EMAIL), told(5, CHASED))
    card = at(0, Deed.CARD, "C-1 · Anna Quba")
    assert (True, False) == (found(check, card), found(check, card, *done))
    assert False is found(check, told(4, TROUBLE))


ANSWER = (clicked(3, "send:0"), said(3, Kind.SUGGESTION))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((told(8, CHASED),), True),
        ((told(2, CHASED),), False),
        ((told(8, CHASED), *wrote(6, "2", "again")), False),
        ((told(8, CHASED), *wrote(6, "2", "address", "private", place="dm:1")), False),
        ((told(8, CHASED), *wrote(1, "2", "address", "private", place="dm:1")), True),
        ((told(8, CHASED), clicked(6, "ask_email")), False),
        ((told(8, CHASED), clicked(2, "move_to_team")), False),
        ((told(20, CHASED), clicked(-20, "move_to_team")), True),
        ((told(8, CHASED), *wrote(1, "2", "again"), fault(-2, "database is locked", lasts=3.5)), False),
        ((told(8, CHASED), *wrote(1, "2", "again"), fault(-2, "database is locked", lasts=1)), True),
    ],
    ids=[
        *("chased", "before", "wrote again", "wrote in private", "wrote before in private", "asked"),
        *("moved shortly before", "moved long before"),
        *("wrote while nothing could be written down", "wrote when that was over"),
    ],
)
def test_somebody_told_to_look_after_whom_a_human_has_answered(facts: tuple[Fact, ...], expected: bool) -> None:
    assert expected == found(told_after_answered, *ANSWER, *facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), True),
        ((told(31, AGAIN),), False),
        ((said(40, Kind.SUGGESTION),), False),
        ((told(31, TROUBLE),), False),
        ((told(20, NOBODY_LEFT),), False),
        ((told(2, NOBODY_LEFT),), True),
    ],
    ids=["nobody", "told", "answered", "trouble", "all leads know", "all leads knew before the answer"],
)
def test_somebody_who_writes_again_after_an_answer(facts: tuple[Fact, ...], expected: bool) -> None:
    assert expected == found(wrote_again_to_nobody, *ANSWER, *wrote(30, "2", "again"), *facts)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((said(1, Kind.ASK_EMAIL),), True),
        ((said(3, Kind.ASK_EMAIL),), False),
        ((said(1, Kind.ASK_EMAIL), clicked(0.9, "ask_email")), False),
        ((said(1, Kind.ASK_EMAIL), fault(0.5, "the clock is wrong by 80.0 s")), False),
    ],
    ids=["early", "in time", "clicked", "the clock"],
)
def test_an_ask_before_its_time(facts: tuple[Fact, ...], expected: bool) -> None:
    assert expected == found(asked_too_early, *facts)


def test_a_case_that_was_taken_and_forgotten() -> None:
    reminded = told(17, "C-1: You have Anna Quba's case, and they still wait for an answer.", "U0ADA")
    assert (True, False) == tuple(found(taken_and_forgotten, clicked(2, "take"), *more) for more in ((), (reminded,)))


@pytest.mark.parametrize("action", ["not_mine", "hand_on"])
def test_a_case_that_was_passed_on_to_nobody(action: str) -> None:
    over = told(20, "C-1: Nobody has taken this case. Anna Quba has been waiting.")
    calls = ((), (told(21, CHASED),), (over,))
    assert [True, False, False] == [found(passed_on_to_nobody, clicked(21, action), *more) for more in calls]


@pytest.mark.parametrize(
    ("minutes", "faults", "expected"),
    [(2, (), True), (0.5, (), False), (2, (fault(20.5, "the process was killed"),), False)],
    ids=["minutes later", "under way", "killed over it"],
)
def test_words_after_a_stop(minutes: float, faults: tuple[Fact, ...], expected: bool) -> None:
    facts = (*wrote(20, "2", "stop"), said(20 + minutes, Kind.ASK_EMAIL), *faults)
    assert expected == found(after_stop, *facts)


GIVEN = wrote(5, "2", "address", "private", text="my address is quba@mail.example", place="dm:1")


def ticket(address: str, number: str = "T-1") -> Fact:
    return at(6, Deed.TICKET, f"{number} for {address}", effect=number)


def test_a_ticket_with_an_address_that_its_customer_never_wrote() -> None:
    assert False is found(wrong_address, *GIVEN, ticket("quba@mail.example"))
    assert True is found(wrong_address, *GIVEN, ticket("qude@mail.example"))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((), True),
        ((said(7, Kind.TICKET_OPENED, "Your ticket is T-1."),), False),
        ((said(7, Kind.TICKET_OPENED, "Your ticket is T-2."),), True),
        ((at(7, Deed.CARD, "Ticket T-1 is open."),), True),
        ((at(7, Deed.CARD, "Ticket T-1 is open. … the number was not told there."),), False),
        (wrote(7, "3", "stop"), False),
    ],
    ids=["told nobody", "told", "another number", "only in the thread", "known to staff", "stopped"],
)
def test_a_ticket_whose_number_nobody_was_told(facts: tuple[Fact, ...], expected: bool) -> None:
    assert expected == found(number_never_told, *GIVEN, ticket("quba@mail.example"), *facts)


def test_two_tickets_for_one_conversation_and_what_was_written_in_private() -> None:
    first, second = ticket("quba@mail.example"), ticket("quba@mail.example", "T-2")
    assert (False, True) == (found(too_many, *GIVEN, first), found(too_many, *GIVEN, first, second))
    assert False is found(too_many, *GIVEN, first, second, *wrote(9, "9", "request", "private", place="dm:1"))


def test_somebody_called_by_another_name() -> None:
    assert (True, False) == tuple(found(wrong_name, said(1, Kind.HOLD, f"Hi {name}")) for name in ("Carl", "Anna"))
