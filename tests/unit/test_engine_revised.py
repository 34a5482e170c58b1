"""A customer edits or deletes what they wrote: the team sees it, and nothing more is said to words that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from acme import NOON, mention
from house import House, heard

from bot.domain.case import Channel, Mention, State
from bot.domain.events import SuggestionSent
from bot.domain.response import ResponseKind
from bot.ports.store import OutboxState

MINUTE = timedelta(minutes=1)
LATER_VERSION = mention("My export is broken, see https://acme.example/e/1", 5, id="1005", also=("1001",))


def texts(house: House) -> list[str]:
    """What is stored of the first case."""
    with house.store.transaction() as tx:
        return [one.text for one in tx.mentions.of("C-1")]


def notes(house: House) -> list[str]:
    return [text for text, _ in house.staffroom.notes]


def test_an_edit_on_x_changes_the_words_that_the_team_sees() -> None:
    house = heard()
    house.run()
    house.hear(LATER_VERSION)
    house.run()
    assert [LATER_VERSION.text] == texts(house)
    assert ["The customer changed a message:"] == notes(house)


def test_an_edit_brings_no_second_reply() -> None:
    house = heard()
    house.run()
    house.hear(LATER_VERSION)
    house.run()
    assert (1, State.WAITING) == (len(house.replies()), house.case().state)


def test_the_same_version_again_changes_nothing() -> None:
    house = heard()
    house.hear(LATER_VERSION)
    version = house.case().version
    house.hear(LATER_VERSION)
    assert version == house.case().version


def test_an_older_version_that_comes_late_changes_nothing() -> None:
    house = heard()
    house.hear(replace(LATER_VERSION, id="1009", also=("1001", "1005")))
    house.hear(replace(LATER_VERSION, text="in between", also=("1001",)))
    assert [LATER_VERSION.text] == texts(house)


def test_an_address_that_is_edited_in_counts() -> None:
    house = heard()
    house.later(3 * MINUTE)
    house.hear(replace(LATER_VERSION, text="anna@example.com"), email="anna@example.com")
    assert (State.OPENING, "anna@example.com") == (house.case().state, house.case().email)


def test_a_stop_that_is_edited_in_counts() -> None:
    house = heard()
    house.hear(replace(LATER_VERSION, text="stop"), stop=True)
    assert State.STOPPED == house.case().state


def test_chatter_that_is_edited_into_a_request_is_answered() -> None:
    house = House()
    house.hear(is_request=False)
    house.hear(LATER_VERSION)
    assert State.WAITING == house.case().state


def test_an_edit_of_an_older_message_leaves_the_newest_one_to_be_answered() -> None:
    house = heard()
    house.hear(mention("and one more thing", 2))
    house.hear(LATER_VERSION)
    assert "1002" == house.case().last_mention


def test_an_edit_in_slack_is_taken_up_by_its_id() -> None:
    house = heard()
    house.intake.edited(Channel.X, "1001", "other words", NOON + MINUTE, house.envelope())
    assert (["other words"], []) == (texts(house), house.pending())


def test_an_edit_of_a_message_that_was_never_heard_is_none() -> None:
    house = heard()
    house.intake.edited(Channel.X, "777", "other words", NOON, house.envelope())
    assert (["My export is broken"], []) == (texts(house), house.pending())


def test_who_deletes_all_they_wrote_is_left_alone() -> None:
    house = heard()
    house.intake.deleted(Channel.X, "1001", house.envelope())
    house.later(20 * MINUTE)
    assert ([""], State.RESOLVED, []) == (texts(house), house.case().state, house.x.texts)
    assert [OutboxState.WITHDRAWN] == house.states()
    assert any("deleted what they wrote" in note for note in notes(house))


def test_a_click_on_send_does_not_answer_what_is_gone() -> None:
    house = heard()
    house.run()
    house.intake.deleted(Channel.X, "1001")
    house.happened(SuggestionSent("Ada", "s0"), who="Ada")
    house.run()
    assert 1 == len(house.x.texts)


def test_what_is_still_there_is_answered() -> None:
    house = heard()
    house.hear(mention("and one more thing", 2))
    house.intake.deleted(Channel.X, "1002")
    house.happened(SuggestionSent("Ada", "s0"), who="Ada")
    house.run()
    assert "1001" == house.x.messages[-1].to
    assert ["My export is broken", ""] == texts(house)


def test_an_automatic_reply_to_what_is_gone_is_taken_back() -> None:
    house = heard()
    house.hear(mention("and one more thing", 2))
    house.intake.deleted(Channel.X, "1001")
    house.run()
    assert [OutboxState.WITHDRAWN] == [row.state for row in house.replies(ResponseKind.HOLD)]


def test_an_address_in_a_message_after_a_deletion_still_finds_its_case() -> None:
    house = heard()
    house.later(3 * MINUTE)
    house.intake.deleted(Channel.X, "1001")
    private: Mention = mention("anna@example.com", 9, private=True, id="dm:9", conversation="dm:1-2")
    house.hear(private, email="anna@example.com")
    assert State.OPENING == house.case().state


def test_a_deletion_told_twice_is_one() -> None:
    house = heard()
    house.intake.deleted(Channel.X, "1001")
    version = house.case().version
    house.intake.deleted(Channel.X, "1001")
    assert version == house.case().version


def test_the_deletion_of_a_message_that_was_never_heard_is_none() -> None:
    house = heard()
    house.intake.deleted(Channel.X, "777", house.envelope())
    assert (["My export is broken"], []) == (texts(house), house.pending())
