"""What the vendors have on record after the kills, held against what people did. It never looks into the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from kills.crowd import Asked, said_to

from bot.sandbox.stage import BOT, Json, State, words

PRIVATE_LINK = "https://x.com/"
"""Stands in every email ask on X and in no other text of ours."""
WITH_A_HUMAN = ("held back", "did not arrive", "⚠️")
"""What a card says of a message that a human has to look after."""


@dataclass
class Verdict:
    """Counts; the last five must be empty or nothing is proved."""

    mentions: int = 0
    on_x: int = 0
    in_slack: int = 0
    holding_replies: int = 0
    with_a_human: int = 0
    human_answers: int = 0
    clicks_acknowledged: int = 0
    email_asks: int = 0
    cards: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    clicks_lost: list[str] = field(default_factory=list)
    asks_lost: list[str] = field(default_factory=list)
    posted_twice: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> dict[str, list[str]]:
        """Return what must never happen and did."""
        names = ("lost", "doubled", "clicks_lost", "asks_lost", "posted_twice")
        return {name: found for name, found in asdict(self).items() if name in names and found}


def judge(state: State, asked: Sequence[Asked], *, asks_are_due: bool) -> Verdict:
    """Judge the whole run from the vendors' records.

    Args:
        state: the sandbox as it is now.
        asked: what the crowd did.
        asks_are_due: whether so much time has passed that everybody without an answer was to be asked for an address.
    """
    cards = state.cards()
    verdict = Verdict(len(asked), cards=len(cards))
    verdict.posted_twice = _twice(state)
    for one in asked:
        verdict.on_x += one.on == "x"
        verdict.in_slack += one.on == "slack"
        own = [card for card in cards if one.ref in words(card)]
        _judge_one(state, one, own, verdict, asks_are_due=asks_are_due)
    verdict.email_asks += sum("email address" in words(message) for message in _private_to_customers(state))
    return verdict


def _judge_one(state: State, one: Asked, own: Sequence[Json], verdict: Verdict, *, asks_are_due: bool) -> None:
    said = said_to(state, one)
    asks = [text for text in said if PRIVATE_LINK in text]
    answers = [text for text in said if one.clicked and _shows(one.answer, text)]
    holds = len(said) - len(asks) - len(answers)
    given_up = any(sign in words(card) for card in own for sign in WITH_A_HUMAN)
    verdict.holding_replies += holds
    verdict.human_answers += len(answers)
    verdict.clicks_acknowledged += one.acknowledged
    verdict.email_asks += len(asks)
    verdict.with_a_human += given_up
    where = f"{one.on} {one.ref}"
    if max(holds, len(asks), len(answers), len(own)) > 1:
        verdict.doubled.append(where)
    if not own or (not holds and not given_up):
        verdict.lost.append(where)
    if one.acknowledged and not answers and not given_up:
        verdict.clicks_lost.append(where)
    if asks_are_due and one.on == "x" and not one.clicked and not asks and not given_up:
        verdict.asks_lost.append(where)


def _twice(state: State) -> list[str]:
    """Return the effects that stand in Slack more than once, in whatever channel."""
    channels = state.json["slack"]["channels"]
    messages = [one for channel in channels for one in channel["messages"] if one["user"] == BOT]
    effects = Counter(str(((one["metadata"] or {}).get("event_payload") or {}).get("effect")) for one in messages)
    return [effect for effect, count in effects.items() if count > 1]


def _private_to_customers(state: State) -> list[Json]:
    channels = (channel for channel in state.json["slack"]["channels"] if str(channel.get("user")).startswith("U0CUST"))
    return [one for channel in channels for one in channel["messages"] if one["user"] == BOT]


def _shows(shown: str, text: str) -> bool:
    return " ".join(text.split()) in " ".join(shown.split())
