"""Promises in the whole engine on a real store: told in private, counted, and never lost in a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from acme import NOON, mention, policy
from fakes import ARRIVES_UNHEARD, ContestedStore
from house import House, heard

from bot.adapters.store import SqliteStore
from bot.domain.case import Channel, State
from bot.domain.effects import Say
from bot.domain.errors import NotAllowed
from bot.domain.events import Event, MentionDeleted, PromiseKept, PromiseMade, PromiseUpdateSent, Resolved
from bot.domain.person import parse_person
from bot.domain.promise import Promising, Standing
from bot.domain.response import ResponseKind
from bot.domain.why import Why
from bot.engine.forgetting import everything, forget
from bot.engine.own_post import OwnPost
from bot.engine.promises import count_weeks, promises_due

THREE = NOON + timedelta(hours=3)
ABOUT = (Why.PROMISE_SOON, Why.PROMISE_OVERDUE, Why.PROMISE_YOURS)


def told(house: House) -> list[tuple[str, Why]]:
    """Whom Slack has told something about promises."""
    return [(one.who, one.why) for one in house.staffroom.told if one.why in ABOUT]


def promising(text: str = "", house: House | None = None) -> House:
    """Ada has promised an answer by 15:00."""
    house = house or heard()
    house.happened(PromiseMade("Ada", THREE, text))
    house.run()
    return house


def until(house: House, at_minutes: float) -> None:
    """Let time pass until so many minutes after noon, minute by minute where something may be due."""
    house.later(NOON + timedelta(minutes=at_minutes) - house.clock.now())


def standings(house: House) -> list[Standing]:
    """How all promises stand."""
    with house.store.transaction() as tx:
        return [*(row.standing for row in tx.promises.settled(NOON)), *(row.standing for row in tx.promises.owed())]


def test_the_owner_hears_before_and_the_lead_at_the_time_each_once() -> None:
    house = promising("We'll be back by 15:00.")
    until(house, 149)
    assert [] == told(house)
    until(house, 150)
    assert [("Ada", Why.PROMISE_SOON)] == told(house)
    until(house, 180)
    until(house, 400)
    assert [("Ada", Why.PROMISE_SOON), ("Grace", Why.PROMISE_OVERDUE)] == told(house)


def test_nobody_hears_of_a_promise_that_was_kept() -> None:
    house = promising("We'll be back by 15:00.")
    house.happened(PromiseKept("Ada", "It works again."))
    house.run()
    until(house, 400)
    assert ([], [Standing.KEPT]) == (told(house), standings(house))
    assert "It works again." == house.x.texts[-1]


def test_a_reminder_that_could_not_leave_before_it_was_kept_never_leaves() -> None:
    house = promising("We'll be back by 15:00.")
    house.clock.forward(timedelta(minutes=150))
    house.timers.work()
    house.happened(PromiseKept("Ada"))
    house.run()
    assert [] == told(house)


def test_a_process_that_was_killed_forgets_no_promise(tmp_path: Path) -> None:
    """The timers and the promise are rows of a file; a new process goes on with them, and tells each once."""
    house = House()
    house.store = ContestedStore(SqliteStore(tmp_path / "triage.db"))
    house.start()
    house.hear()
    promising("We'll be back by 15:00.", house)
    house.store.close()
    house.store = ContestedStore(SqliteStore(tmp_path / "triage.db"))
    house.restart()
    until(house, 150)
    house.restart()
    until(house, 180)
    assert [("Ada", Why.PROMISE_SOON), ("Grace", Why.PROMISE_OVERDUE)] == told(house)
    assert [Standing.OVERDUE] == sorted(set(standings(house)))
    house.store.close()


def test_after_an_outage_the_lead_gets_one_message_about_all_of_them() -> None:
    house = House()
    for number in range(1, 6):
        house.hear(mention("Where is it?", number, conversation=str(number), id=str(number)))
        house.intake.happened(f"C-{number}", PromiseMade("Ada", THREE, "We'll be back by 15:00."))
    house.run()
    house.clock.forward(timedelta(hours=9))
    while house.timers.work():
        continue
    house.later()
    lists = [text for who, text in house.staffroom.said if who == "Grace" and "promised by Ada" in text]
    assert 1 == len(lists)
    assert all(f"C-{number}: promised by Ada for Mon 2026-03-02 15:00 UTC" in lists[0] for number in range(1, 6))
    assert [] == told(house)


def test_a_long_list_ends_with_the_command_that_shows_all() -> None:
    house = House(replace(policy(), burst=replace(policy().burst, alike=999, hourly=999)))
    for number in range(1, 40):
        house.hear(mention("Where is it?", number, conversation=str(number), id=str(number)))
        house.intake.happened(f"C-{number}", PromiseMade("Ada", THREE))
    house.clock.forward(timedelta(hours=9))
    while house.timers.work():
        continue
    with house.store.transaction() as tx:
        row = tx.outbox.get(tx.marks.get("overdue:Grace"))
    assert row is not None
    assert isinstance(row.effect, Say)
    lines = row.effect.text.split("\n")
    assert (32, "… and more. `triage-bot promises` lists them all.") == (len(lines), lines[-1])


def test_the_customer_hears_that_it_takes_longer_by_one_click_and_in_the_teams_time() -> None:
    house = promising("We'll be back by 15:00.")
    until(house, 180)
    house.happened(PromiseUpdateSent("Grace"))
    house.run()
    assert 1 == len(house.replies(ResponseKind.PROMISE_UPDATE))
    with pytest.raises(NotAllowed):
        house.happened(PromiseUpdateSent("Ada"))


def test_an_update_that_waits_while_the_answer_is_given_is_taken_back() -> None:
    house = promising("We'll be back by 15:00.")
    until(house, 180)
    house.happened(PromiseUpdateSent("Grace"))
    house.happened(PromiseKept("Ada", "It works again."))
    house.run()
    assert "It works again." in house.x.texts
    assert not any("promise update" in text for text in house.x.texts)


def test_updates_that_are_switched_off_are_refused() -> None:
    house = House(replace(policy(), promising=Promising(offers_update=False)))
    house.hear()
    promising("We'll be back by 15:00.", house)
    until(house, 180)
    with pytest.raises(NotAllowed, match="switched off"):
        house.happened(PromiseUpdateSent("Grace"))


def test_a_promise_in_xs_own_app_is_found_in_its_text() -> None:
    house = heard()
    post = OwnPost(Channel.X, "3001", "1001", "1001", "2001", "the brand's account", "We'll be back by 3 pm.", NOON)
    house.intake.answered_elsewhere(post)
    promise = house.case().promise
    assert promise is not None
    assert (THREE, True, "Ada") == (promise.due, promise.found, promise.owner)


def test_an_answer_that_got_lost_leaves_the_promise_owed() -> None:
    house = promising("We'll be back by 15:00.")
    house.happened(PromiseKept("Ada", "Dear {FirstName}, it works again."))
    assert [Standing.KEPT] == standings(house)
    house.run()
    assert [Standing.OPEN] == standings(house)
    until(house, 180)
    assert ("Grace", Why.PROMISE_OVERDUE) in told(house)


def test_a_doubtful_answer_that_arrived_keeps_it() -> None:
    house = promising("We'll be back by 15:00.")
    house.x.side.script = [ARRIVES_UNHEARD]
    house.happened(PromiseKept("Ada", "It works again."))
    house.run()
    until(house, 10)
    assert [Standing.KEPT] == standings(house)


def test_what_is_owed_is_listed_soonest_first_with_its_case() -> None:
    house = promising()
    house.hear(mention("And mine?", 2, conversation="2", id="2"))
    house.intake.happened("C-2", PromiseMade("Ada", NOON + timedelta(hours=1)))
    with house.store.transaction() as tx:
        owed = promises_due(tx, house.clock.now())
        near = promises_due(tx, house.clock.now(), timedelta(hours=2))
    assert ["C-2", "C-1"] == [one.case.id for one in owed]
    assert (["C-2"], [False]) == ([one.case.id for one in near], [one.overdue for one in near])


def test_weeks_are_counted_by_team_and_owner_where_the_team_is() -> None:
    """15:00 UTC on Sunday is Monday in Auckland, and the next week."""
    auckland = replace(policy().teams[0].hours, zone=ZoneInfo("Pacific/Auckland"))
    house = House(replace(policy(), teams=(replace(policy().teams[0], hours=auckland),)))
    house.hear()
    house.happened(PromiseMade("Ada", NOON + timedelta(days=6)))
    house.happened(PromiseKept("Ada"))
    house.happened(PromiseMade("Grace", NOON + timedelta(days=6, hours=3)))
    until(house, 60 * 24 * 6 + 181)
    house.happened(Resolved("Ada"))
    with house.store.transaction() as tx:
        counted = count_weeks(tx, house.policy, house.clock.now())
    assert [("2026-W11", "Grace", 0, 1, 0), ("2026-W10", "Ada", 1, 0, 0)] == [
        (one.week, one.owner, one.kept, one.broken, one.replaced) for one in counted
    ]


def test_whoever_is_forgotten_is_owed_nothing_and_nobody_is_reminded() -> None:
    house = promising("We'll be back by 15:00.")
    with house.store.transaction() as tx:
        forget(tx, parse_person("x:@anna_k"), "C0TRIAGE", house.clock.now())
    until(house, 400)
    assert (State.STOPPED, None) == (house.case().state, house.case().promise)
    assert ([], [Standing.ENDED]) == (told(house), standings(house))


def test_whoever_asks_what_is_kept_of_them_reads_what_they_were_promised() -> None:
    house = promising("We'll be back by 15:00.")
    with house.store.transaction() as tx:
        whole = everything(tx, parse_person("x:@anna_k"))
    assert "{'due': '2026-03-02T15:00:00+00:00', 'text': \"We'll be back by 15:00.\"}" in str(whole)


def test_the_window_says_what_speaks_against_the_words_and_the_time() -> None:
    house = heard()
    writing = house.promising
    assert ("Choose by when.",) == writing.time_objections(None)
    assert ("This time has passed already.",) == writing.time_objections(NOON)
    assert () == writing.time_objections(THREE)
    stopped = writing.objections("C-1", "U0ADA", "Dear {FirstName}, by 3 pm.", THREE)
    assert stopped
    other = writing.objections("C-1", "U0ADA", "We'll be back by 4 pm.", THREE)
    assert "The text says Mon 16:00, and the time chosen is Mon 15:00 UTC." == other[0]
    assert () == writing.objections("C-1", "U0ADA", "We'll be back by 4 pm.", THREE)
    assert () == writing.objections("C-1", "U0ADA", "We'll be back by 3 pm.", THREE)
    assert "Nothing is promised" in writing.objections("C-1", "U0ADA", "It works again.")[0]


def test_the_window_knows_who_could_owe_it() -> None:
    house = promising()
    slate = house.promising.slate("C-1", to_keep=True)
    assert (("Ada", "Grace"), 280, False) == (slate.staff, slate.limit, slate.answered)
    house.happened(Resolved("Ada"))
    with pytest.raises(NotAllowed, match="nothing can be promised"):
        house.promising.slate("C-1")


@pytest.mark.parametrize("over", [Resolved("Grace"), MentionDeleted("1001")])
def test_a_case_that_ended_keeps_the_window_of_a_promise_open(over: Event) -> None:
    """With the words in it, whether they promise or keep what was promised."""
    house = promising()
    house.happened(over)
    for due in (THREE, None):
        told, kept = house.promising.objections("C-1", "U0ADA", "We'll be back by 3 pm.", due, answered=False)
        assert ("resolved" in told or "Nothing is promised" in told, "Your words stay here.") == (True, kept)


def test_words_of_a_promise_that_come_too_late_come_back_to_who_wrote_them() -> None:
    house = heard()
    house.happened(Resolved("Grace"))
    house.happened(PromiseMade("Ada", THREE, "We'll be back by 3 pm."), "Ada", house.envelope())
    house.run()
    (told,) = [text for who, text in house.staffroom.said if who == "Ada"]
    assert told.endswith("Here are your words:\nWe'll be back by 3 pm.")


def nudged(house: House) -> list[str]:
    """Who was reminded that the customer whom they have still waits."""
    return [one.who for one in house.staffroom.told if one.why is Why.NOT_ANSWERED]


def test_whoever_kept_a_promise_without_words_is_reminded_of_who_still_waits() -> None:
    """By a quarter of an hour, as of any case that somebody has; then the chain goes on."""
    house = promising()
    until(house, 60)
    house.happened(PromiseKept("Ada"))
    until(house, 74)
    assert [] == nudged(house)
    until(house, 76)
    assert ["Ada"] == nudged(house)
    until(house, 92)
    assert ("", True) == (house.case().taken_by, house.case().needs_answer)


def test_a_promise_without_words_that_was_broken_reminds_whoever_has_the_case() -> None:
    """Not before its time: until then the customer knows when."""
    house = promising()
    until(house, 4)
    until(house, 194)
    assert [] == nudged(house)
    until(house, 196)
    assert ["Ada"] == nudged(house)


def test_nobody_is_reminded_of_a_customer_who_has_their_answer() -> None:
    house = promising()
    house.happened(PromiseKept("Ada", "It works again."))
    until(house, 400)
    assert [] == nudged(house)
