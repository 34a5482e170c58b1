"""What is seen on our own account may be a message of the bot's of which nobody knew whether it arrived."""

from __future__ import annotations

from datetime import timedelta

import pytest
from acme import ANNA, CARL, mention
from fakes import ARRIVES_UNHEARD, REFUSED, REPEATED, Outcome, busy
from house import HOLD, House

from bot.domain.case import Channel, State
from bot.domain.errors import Permanent, Temporary, Unknown
from bot.domain.events import SuggestionSent
from bot.domain.response import ResponseKind
from bot.engine.own_post import BRAND_ACCOUNT, OwnPost
from bot.ports.store import OutboxState

TEN_MINUTES = timedelta(minutes=10)
FOUR_HOURS = timedelta(hours=4, minutes=5)
REFUSED_LOOK = Permanent("not allowed to look")


def seen(house: House, text: str, number: int = 9000) -> OwnPost:
    """A post on the brand's account under Anna's, just now; X has put her handle in front."""
    at = house.clock.now()
    return OwnPost(Channel.X, str(number), "1001", "1001", ANNA.id, BRAND_ACCOUNT, f"@anna_k {text}", at)


def asks(house: House) -> int:
    """How often Anna was asked for an address."""
    return len([row for row in house.replies(ResponseKind.ASK_EMAIL) if row.state is OutboxState.SENT])


def answered_by_click(house: House, *script: Outcome) -> str:
    """Anna wrote, has her holding reply, and Ada sends the first suggestion, with what X does then; what it says."""
    house.hear()
    house.run()
    house.x.side.script = list(script)
    house.happened(SuggestionSent("Ada", "s0"), "Ada")
    house.run()
    return "Text 0"


def test_a_refused_answer_that_a_human_repeats_in_the_same_words_is_the_answer() -> None:
    house = House()
    text = answered_by_click(house, REFUSED)
    assert State.REOPENED is house.case().state
    house.intake.answered_elsewhere(seen(house, text))
    house.later(TEN_MINUTES)
    assert (State.ANSWERED, BRAND_ACCOUNT, 0) == (house.case().state, house.case().answered_by, asks(house))


def test_an_answer_given_up_in_doubt_that_is_seen_after_all_is_the_answer_of_who_clicked() -> None:
    house = House()
    house.x.side.looks = [REFUSED_LOOK]
    text = answered_by_click(house, ARRIVES_UNHEARD)
    house.later()
    assert State.REOPENED is house.case().state
    house.intake.answered_elsewhere(seen(house, text))
    house.later(TEN_MINUTES)
    assert (State.ANSWERED, "Ada", 0) == (house.case().state, house.case().answered_by, asks(house))
    assert OutboxState.SENT is house.replies(ResponseKind.SUGGESTION)[0].state


def test_a_holding_reply_given_up_in_doubt_that_is_seen_after_all_answers_nobody() -> None:
    house = House()
    house.x.side.script, house.x.side.looks = [ARRIVES_UNHEARD], [REFUSED_LOOK]
    house.hear()
    house.run()
    house.later()
    assert [OutboxState.DEAD] == house.states()
    assert house.intake.answered_elsewhere(seen(house, HOLD))
    assert (State.WAITING, [OutboxState.SENT]) == (house.case().state, house.states())
    house.later(TEN_MINUTES)
    assert (State.ASKED, 1) == (house.case().state, asks(house))


@pytest.mark.parametrize("second", [busy(), REPEATED])
def test_a_holding_reply_that_no_look_found_and_that_is_seen_later_is_no_humans_answer(second: Outcome) -> None:
    """The timelines of X are behind: the first look does not show it, the next poll does."""
    house = House()
    house.x.side.script, house.x.side.behind = [ARRIVES_UNHEARD, second], 5
    house.hear()
    house.run()
    house.later()
    post = seen(house, HOLD)
    while not house.intake.answered_elsewhere(post):
        house.later(timedelta(seconds=30))
    assert State.WAITING is house.case().state
    house.later(TEN_MINUTES)
    assert (State.ASKED, 1) == (house.case().state, asks(house))
    assert 1 == house.x.texts.count(HOLD)
    assert OutboxState.SENT is house.states()[0]


def test_a_holding_reply_that_is_seen_while_it_waits_for_its_next_attempt_is_not_sent_again() -> None:
    house = House()
    house.x.side.script, house.x.side.behind = [ARRIVES_UNHEARD, busy()], 1
    house.hear()
    house.run()
    house.later(timedelta(seconds=3))
    assert [OutboxState.READY] == house.states()
    tried = len(house.x.side.tried)
    assert house.intake.answered_elsewhere(seen(house, HOLD))
    house.later(timedelta(minutes=2))
    assert (tried, "9000") == (len(house.x.side.tried), house.replies()[0].remote_id)


def test_other_words_are_a_humans_while_a_doubtful_message_waits() -> None:
    house = House()
    house.x.side.script, house.x.side.behind = [ARRIVES_UNHEARD, busy()], 1
    house.hear()
    house.run()
    house.later(timedelta(seconds=3))
    house.intake.answered_elsewhere(seen(house, "We have refunded you."))
    assert (State.ANSWERED, BRAND_ACCOUNT) == (house.case().state, house.case().answered_by)


def test_a_longer_post_that_holds_the_words_of_a_doubtful_one_is_a_humans() -> None:
    house = House()
    house.x.side.looks = [REFUSED_LOOK]
    text = answered_by_click(house, ARRIVES_UNHEARD)
    house.later()
    house.intake.answered_elsewhere(seen(house, f"{text}. And we have refunded you."))
    assert BRAND_ACCOUNT == house.case().answered_by


@pytest.mark.parametrize("look", [Temporary("busy"), Unknown("the connection broke")])
def test_a_teammates_answer_in_slack_does_not_wait_for_a_message_of_ours_in_doubt(look: Exception) -> None:
    """A teammate writes under their own name: what they write can never be the bot's."""
    house = House()
    house.slack.side.script, house.slack.side.looks = [ARRIVES_UNHEARD], [look] * 30
    house.hear(mention(channel=Channel.SLACK, customer=CARL, conversation="C0HELP:5", id="C0HELP:5"))
    house.run()
    at = house.clock.now() + timedelta(seconds=20)
    post = OwnPost(Channel.SLACK, "C0HELP:7", "C0HELP:5", "C0HELP:5", CARL.id, "Ada", "Try again", at)
    assert house.intake.answered_elsewhere(post)
    house.later(TEN_MINUTES)
    assert (State.ANSWERED, "Ada") == (house.case().state, house.case().answered_by)
    assert not house.replies(ResponseKind.ASK_EMAIL)


def test_an_answer_that_dies_after_a_human_answered_otherwise_asks_for_nothing() -> None:
    house = House()
    answered_by_click(house, *[busy()] * 2_000)
    assert State.ANSWERED is house.case().state
    house.clock.forward(TEN_MINUTES)
    house.intake.answered_elsewhere(seen(house, "We have refunded you."))
    house.later(FOUR_HOURS)
    house.x.side.script = []
    house.later(TEN_MINUTES)
    assert (State.ANSWERED, BRAND_ACCOUNT, 0) == (house.case().state, house.case().answered_by, asks(house))


def test_an_answer_that_dies_and_that_nobody_else_gave_is_owed_again() -> None:
    house = House()
    answered_by_click(house, *[busy()] * 2_000)
    house.later(FOUR_HOURS)
    assert State.REOPENED is house.case().state


def test_what_the_customer_wrote_after_an_answer_that_is_seen_late_still_waits() -> None:
    """Reading our own posts failed for a while, reading mentions did not."""
    house = House()
    house.hear()
    house.run()
    house.hear(mention("That did not help, it is still broken", number=90))
    house.clock.forward(timedelta(seconds=100))
    post = OwnPost(Channel.X, "1060", "1001", "1001", ANNA.id, BRAND_ACCOUNT, "Look here", mention(number=60).at)
    house.intake.answered_elsewhere(post)
    assert (State.REOPENED, BRAND_ACCOUNT) == (house.case().state, house.case().answered_by)
    told = len(house.staffroom.told)
    house.later(TEN_MINUTES)
    assert len(house.staffroom.told) > told
    assert 1 == asks(house)


def test_thanks_after_an_answer_that_is_seen_late_ask_for_nothing() -> None:
    house = House()
    house.hear()
    house.run()
    house.hear(mention("Thanks!", number=90), is_request=False, thanks=True)
    post = OwnPost(Channel.X, "1060", "1001", "1001", ANNA.id, BRAND_ACCOUNT, "Look here", mention(number=60).at)
    house.intake.answered_elsewhere(post)
    house.later(TEN_MINUTES)
    assert 0 == asks(house)
    assert not house.case().waiting_since
