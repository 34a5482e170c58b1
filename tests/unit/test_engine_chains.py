"""A chain with the whole engine: after an acknowledgement nobody hears of it, and its messages say that it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ADA, GRACE, mention, policy
from fakes import ARRIVES, ARRIVES_UNHEARD, LOST_UNHEARD, REFUSED, Killed, Outcome, busy
from house import House

from bot.domain.case import Timer
from bot.domain.effects import RedrawTold, Tell
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    Escalated,
    Event,
    NotMine,
    Resolved,
    SuggestionSent,
)
from bot.domain.policy import ChainStep, Policy, Role, Staff
from bot.domain.why import Why
from bot.engine.notes import notes_of
from bot.ports.store import OutboxRow, OutboxState

FIVE = timedelta(minutes=5)
BEN = Staff("Ben", "U0BEN", Role.RESPONDER)


def chained() -> Policy:
    """Ada, Ben, a private Slack channel, the lead."""
    words = ("on duty", "Ben", "channel G0LEADS", "lead")
    ours = replace(policy().teams[0], chain=tuple(ChainStep(word, FIVE) for word in words))
    return replace(policy(), teams=(ours,), staff=(ADA, BEN, GRACE), answer_timeout=timedelta(hours=9))


def heard() -> House:
    house = House(chained())
    house.hear()
    house.run()
    return house


def told(house: House) -> list[str]:
    return [one.who for one in house.staffroom.told]


def chain_rows(house: House) -> list[OutboxRow]:
    return [row for row in house.rows() if isinstance(row.effect, Tell) and row.effect.run]


def settled(house: House) -> set[str]:
    return {who for who, _ in house.staffroom.settled}


def test_nobody_acknowledges_and_everybody_is_told_in_their_time() -> None:
    house = heard()
    steps = [told(house)]
    for _ in range(4):
        house.later(FIVE)
        steps.append(told(house))
    whole = ["Ada", "Ben", "G0LEADS", "Grace"]
    assert [whole[:1], whole[:2], whole[:3], whole, [*whole, "Grace"]] == steps


def test_before_its_time_the_next_step_is_not_told() -> None:
    house = heard()
    house.later(FIVE - timedelta(seconds=1))
    assert ["Ada"] == told(house)


def test_an_acknowledgement_in_step_two_is_the_end_and_edits_every_message() -> None:
    house = heard()
    house.later(FIVE)
    house.happened(Acknowledged("Ben"))
    house.run()
    assert {"Ada", "Ben"} == settled(house)
    house.later(timedelta(minutes=14))
    assert ["Ada", "Ben"] == told(house)


@pytest.mark.parametrize(
    "event",
    [Acknowledged("Ben"), SuggestionSent("Ben", "s0"), AnsweredElsewhere("Ben", "9"), Resolved("Grace")],
    ids=lambda event: type(event).__name__,
)
def test_whatever_ends_the_waiting_ends_the_chain(event: Event) -> None:
    house = heard()
    house.happened(event)
    house.run()
    assert {"Ada"} == settled(house)
    with house.store.transaction() as tx:
        assert not [
            one for one in tx.timers.due(house.clock.now() + timedelta(days=1)) if one.timer is Timer.ACKNOWLEDGE
        ]


def test_a_message_that_has_not_left_is_taken_back() -> None:
    house = House(chained())
    house.hear()
    house.happened(Acknowledged("Ben"))
    house.run()
    assert ([], [OutboxState.WITHDRAWN]) == (told(house), [row.state for row in chain_rows(house)])


def test_a_message_that_is_put_off_is_taken_back() -> None:
    house = House(chained())
    house.hear()
    house.staffroom.side.script = [ARRIVES, busy()]
    house.run()
    house.happened(Acknowledged("Ben"))
    house.later()
    assert [] == told(house)


@pytest.mark.parametrize("outcome", [ARRIVES, ARRIVES_UNHEARD])
def test_a_message_on_its_way_at_that_moment_says_afterwards_that_it_is_over(outcome: Outcome) -> None:
    house = House(chained())
    house.hear()
    telling = chain_rows(house)[0].id
    house.staffroom.side.script = [ARRIVES, outcome]
    house.staffroom.side.on_call = lambda effect: house.happened(Acknowledged("Ben")) if effect == telling else None
    house.run()
    house.later()
    assert {"Ada"} == settled(house)


def test_a_message_of_which_nobody_knew_whether_it_arrived_is_not_sent_again_after_the_end() -> None:
    house = House(chained())
    house.hear()
    house.staffroom.side.script = [ARRIVES, LOST_UNHEARD]
    house.run()
    house.happened(Acknowledged("Ben"))
    house.later()
    assert [] == [one for one in house.staffroom.told if one.why is Why.ON_DUTY]


def test_a_kill_in_the_middle_of_a_wait_changes_nothing() -> None:
    house = heard()
    house.clock.forward(FIVE / 2)
    house.restart()
    house.later(FIVE / 2)
    assert ["Ada", "Ben"] == told(house)
    house.restart()
    house.later(timedelta(seconds=10))
    assert ["Ada", "Ben"] == told(house)


def test_a_step_whose_message_was_cut_short_by_a_kill_is_told_once() -> None:
    house = heard()
    house.staffroom.side.script = [Outcome(True, Killed())]
    with pytest.raises(Killed):
        house.later(FIVE)
    house.restart()
    house.later(timedelta(seconds=30))
    assert 1 == sum(row.state is OutboxState.SENT for row in chain_rows(house) if row.destination == "slack:U0BEN")


def test_not_mine_edits_their_message_and_tells_the_next_at_once() -> None:
    house = heard()
    house.happened(NotMine("Ada"))
    house.run()
    assert (["Ada", "Ben"], {"Ada"}) == (told(house), settled(house))


def test_passing_on_tells_the_other_and_says_so_on_the_old_message() -> None:
    house = heard()
    house.happened(Escalated("Ada", to="Grace", note="I am new here.", passed_on=True))
    house.run()
    assert [("Ada", "Ada passed it on to Grace.")] == house.staffroom.settled
    assert ("Grace", Why.PASSED_ON, "Ada: I am new here.") == (
        (last := house.staffroom.told[-1]).who,
        last.why,
        last.detail,
    )


def test_a_note_for_a_colleague_never_reaches_the_customer() -> None:
    house = heard()
    house.happened(Escalated("Ada", to="Grace", note="Between us: a nuisance."))
    house.run()
    assert not [text for text in house.x.texts if "nuisance" in text]


def test_taken_and_not_answered_is_reminded_and_then_goes_on() -> None:
    house = heard()
    house.happened(Acknowledged("Ada"))
    house.later(timedelta(minutes=15))
    assert ("Ada", Why.NOT_ANSWERED) == (house.staffroom.told[-1].who, house.staffroom.told[-1].why)
    house.later(timedelta(minutes=15))
    assert ["Ada", "Ada", "Ben"] == told(house)
    assert "" == house.case().taken_by


def test_taken_and_answered_is_not_reminded() -> None:
    house = heard()
    house.happened(Acknowledged("Ada"))
    house.happened(SuggestionSent("Ada", "s0"))
    house.later(timedelta(hours=2))
    assert ["Ada"] == told(house)


def test_a_message_is_drawn_anew_once_for_the_newest_state() -> None:
    house = heard()
    house.happened(Acknowledged("Ada"))
    house.happened(SuggestionSent("Ada", "s0"))
    house.run()
    states = [row.state for row in house.rows() if isinstance(row.effect, RedrawTold)]
    assert [OutboxState.WITHDRAWN, OutboxState.SENT] == states


def test_who_was_asked_last_is_remembered() -> None:
    house = heard()
    with house.store.transaction() as tx:
        assert ["Ada"] == list(tx.rosters.get().asked)


def test_two_cases_go_to_the_two_who_were_asked_least_recently() -> None:
    settings = chained()
    first = ChainStep("least recently asked of members", FIVE)
    ours = replace(settings.teams[0], members=("Ada", "Ben"), chain=(first, ChainStep("lead", FIVE)))
    house = House(replace(settings, teams=(ours,)))
    house.hear()
    house.hear(mention(number=2, conversation="1002"))
    house.run()
    assert ["Ada", "Ben"] == told(house)


def test_somebody_who_cannot_be_told_at_all_is_not_waited_for() -> None:
    house = House(chained())
    house.hear()
    house.staffroom.side.script = [ARRIVES, REFUSED]
    house.run()
    assert ["Ben"] == told(house)
    assert ["Ada", "Ben"] == [row.effect.who for row in chain_rows(house) if isinstance(row.effect, Tell)]


def test_a_private_slack_channel_that_is_gone_is_not_waited_for() -> None:
    house = heard()
    house.later(FIVE)
    house.staffroom.side.script = [REFUSED]
    house.later(FIVE)
    assert ["Ada", "Ben", "Grace"] == told(house)


def test_a_note_to_a_colleague_is_known_to_the_guards() -> None:
    house = heard()
    house.happened(Escalated("Ada", to="Grace", note="Between us: a nuisance."))
    with house.store.transaction() as tx:
        assert ("Between us: a nuisance.",) == notes_of(tx, "C-1")


def test_a_note_for_a_case_that_ended_meanwhile_stays_in_its_window() -> None:
    """And comes back to whoever wrote it where the window had closed already."""
    house = heard()
    wish = Escalated("Ada", to="Ben", note="I am new here.", passed_on=True)
    assert () == house.intake.wish_objections("C-1", "U0ADA", wish)
    house.happened(Resolved("Grace"))
    told, kept = house.intake.wish_objections("C-1", "U0ADA", wish)
    assert ("resolved" in told, "Your words stay here.") == (True, kept)
    house.happened(wish, "Ada")
    house.run()
    assert house.staffroom.said[-1][1].endswith("Here are your words:\nI am new here.")
