"""What the bot cannot take in is told to the leads, once, and never quoted."""

from __future__ import annotations

import pytest
from house import House

from bot.domain.case import Channel
from bot.domain.effects import Say
from bot.engine.uncounted import Uncounted
from bot.engine.unread import MOST_LINKS, Kind, Unread, UnreadNews, words_about


class Figures(Uncounted):
    """A tally that keeps what could not be read."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def unread(self, channel: str, kind: str) -> None:
        self.found.append((channel, kind))


def post(number: int, kind: Kind = Kind.MENTION) -> Unread:
    """A post on X that could not be read."""
    return Unread(Channel.X, kind, str(number), f"https://x.com/i/web/status/{number}")


def told(house: House) -> list[tuple[str, str]]:
    """Return who was told what beside any case."""
    with house.store.transaction() as tx:
        return [(row.effect.who, row.effect.text) for row in tx.outbox.of("") if isinstance(row.effect, Say)]


def news(house: House, figures: Figures) -> UnreadNews:
    """Return what is under test."""
    return UnreadNews(house.store, house.dispatch, house.clock, lambda: None, figures)


def test_every_lead_is_told_once_where_to_look() -> None:
    house, figures = House(), Figures()
    news(house, figures).tell([post(1)])
    house.restart()
    news(house, figures).tell([post(1)])
    words = (
        "⚠️ A post on X that names us could not be read, so the bot does not answer. "
        "Please look: https://x.com/i/web/status/1"
    )
    assert [("Grace", words)] == told(house)
    assert [("x", "mention")] == figures.found


def test_only_what_is_new_is_told() -> None:
    house, figures = House(), Figures()
    news(house, figures).tell([post(1)])
    house.later()
    news(house, figures).tell([post(1), post(2)])
    assert ["1", "2"] == [words.rpartition("/")[2] for _, words in told(house)]


def test_many_are_told_in_one_message() -> None:
    words = words_about([post(number) for number in range(MOST_LINKS + 3)])
    assert words.startswith("⚠️ 8 posts on X that name us could not be read")
    assert words.endswith("/4 and 3 more")


@pytest.mark.parametrize(
    ("unread", "expected"),
    [
        (
            Unread(Channel.X, Kind.MESSAGE, "dm:1"),
            "⚠️ A direct message on X could not be read, so the bot does not answer. Please look there yourself.",
        ),
        (
            post(7, Kind.OWN_POST),
            "⚠️ A post of our own account on X could not be read, and may be a human's answer that the bot does not "
            "know of. Please look: https://x.com/i/web/status/7",
        ),
        (
            Unread(Channel.SLACK, Kind.MENTION, "C0HELP:1.2", "https://acme.slack.com/archives/C0HELP/p12"),
            "⚠️ A message in Slack could not be read, so the bot does not answer. "
            "Please look: https://acme.slack.com/archives/C0HELP/p12",
        ),
        (
            Unread(Channel.SLACK, Kind.MESSAGE, "D0CARL:1.2", "https://acme.slack.com/team/U0CARL"),
            "⚠️ A direct message to the bot in Slack could not be read, so the bot does not answer. Only its author can "
            "see it: please ask them. Please look: https://acme.slack.com/team/U0CARL",
        ),
        (
            Unread(Channel.SLACK, Kind.OWN_POST, "C0HELP:1.2"),
            "⚠️ A teammate's message in a customer's thread in Slack could not be read, and may be an answer that the "
            "bot does not know of. Please look there yourself.",
        ),
        (
            Unread(Channel.SLACK, Kind.CHANGE, "C0HELP:1.2"),
            "⚠️ A change to a message in Slack, or its deletion, could not be read, so the card may still have the "
            "words from before. Please look there yourself.",
        ),
    ],
)
def test_it_says_what_it_was(unread: Unread, expected: str) -> None:
    assert expected == words_about([unread])
