"""An edit or a deletion that comes before the message itself: Slack hands over again what it could not hand over."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from acme import NOON, mention
from house import House

from bot.domain.case import Channel, Mention, State
from bot.domain.retention import Keep
from bot.engine.tidying import tidy

KEYS = count()
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def message(text: str = "my export is broken") -> Mention:
    """What Anna wrote in Slack a second after noon, heard when Slack hands it over again."""
    return mention(text, channel=Channel.SLACK, id="C0HELP:1", conversation="C0HELP:1")


def another(house: House) -> int:
    """An envelope that nothing came in before."""
    return house.envelope(f"e{next(KEYS)}")


def edited(house: House, text: str, after: int = 30, written: datetime = NOON) -> None:
    house.intake.edited(Channel.SLACK, "C0HELP:1", text, NOON + after * SECOND, another(house), written)


def deleted(house: House) -> None:
    house.intake.deleted(Channel.SLACK, "C0HELP:1", another(house), NOON)


def words(house: House) -> list[str]:
    """What the bot has of the first case."""
    with house.store.transaction() as tx:
        return [one.text for one in tx.mentions.of("C-1")]


def cases(house: House) -> int:
    with house.store.transaction() as tx:
        return len(tx.cases.list(tuple(State), 10))


def test_a_message_that_was_deleted_before_it_was_heard_is_answered_by_nobody() -> None:
    house = House()
    deleted(house)
    house.hear(message(), another(house))
    house.hear(message(), another(house))
    house.run()
    assert (0, [], []) == (cases(house), house.slack.texts, house.pending())


def test_a_message_that_was_edited_before_it_was_heard_is_heard_with_its_new_words() -> None:
    house = House()
    edited(house, "my import is broken")
    house.hear(message(), another(house))
    house.hear(message(), another(house))
    house.run()
    assert (["my import is broken"], 1, []) == (words(house), len(house.slack.texts), house.pending())


def test_of_two_edits_the_later_one_counts_whichever_comes_first() -> None:
    house = House()
    edited(house, "the last words", after=40)
    edited(house, "words in between", after=20)
    house.hear(message())
    assert ["the last words"] == words(house)


def test_what_was_deleted_stays_deleted_whatever_comes_after() -> None:
    house = House()
    deleted(house)
    edited(house, "other words")
    house.hear(message())
    assert 0 == cases(house)


def test_another_message_is_heard_as_it_is() -> None:
    house = House()
    deleted(house)
    house.hear(mention("and the import", 2, channel=Channel.SLACK, id="C0HELP:2", conversation="C0HELP:2"))
    assert ["and the import"] == words(house)


def test_it_is_remembered_over_a_restart() -> None:
    house = House()
    deleted(house)
    house.restart()
    house.hear(message())
    assert 0 == cases(house)


def test_a_message_of_long_ago_is_not_remembered() -> None:
    house = House()
    house.clock.forward(2 * DAY)
    edited(house, "somebody tidies up the channel")
    with house.store.transaction() as tx:
        assert "" == tx.marks.get("early revisions")


def test_tidying_forgets_what_is_a_day_old() -> None:
    house = House()
    edited(house, "words of nobody's")
    house.clock.forward(DAY)
    tidy(house.store, Keep(), house.clock.now())
    with house.store.transaction() as tx:
        assert "" == tx.marks.get("early revisions")


def test_however_many_are_remembered_only_a_hundred_are() -> None:
    house = House()
    for number in range(120):
        house.intake.deleted(Channel.SLACK, f"C0HELP:{number}", another(house), NOON)
    house.hear(message())
    last = mention(channel=Channel.SLACK, id="C0HELP:119", conversation="C0HELP:119")
    house.hear(last)
    assert 1 == cases(house)
