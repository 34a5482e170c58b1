"""Several processes that play brands come to what one comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pytest
from acme import NOON

from bot.cli.replay import POLL_EVERY
from bot.config import load
from bot.replay.brand_bot import Staff
from bot.replay.conversations import Conversation
from bot.replay.hands import how_many, share_out
from bot.replay.outcome import BrandOutcome
from bot.replay.playing import ReaderChoice, Terms, play
from bot.replay.recording import Post
from bot.shipped import shipped
from bot.wiring.texts import library


def test_every_piece_is_done_once_and_the_results_keep_the_order() -> None:
    told: list[int] = []
    assert [0, 10, 20, 30] == share_out(lambda number: number * 10, [1, 7, 2, 5], told.append, hands=2)
    assert [1, 2, 5, 7] == sorted(told)


def test_one_hand_is_this_process() -> None:
    done: list[int] = []
    share_out(done.append, [1, 1], lambda size: None, hands=1)
    assert [0, 1] == done


def test_a_fault_in_one_of_them_is_not_lost() -> None:
    with pytest.raises(ZeroDivisionError):
        share_out(lambda number: 1 // number, [1, 1], lambda size: None, hands=2)


def test_there_are_never_more_hands_than_pieces() -> None:
    assert 1 == how_many(1)


@dataclass
class Told:
    """Counts the posts that were played."""

    posts: int = 0

    def __call__(self, posts: int) -> None:
        self.posts += posts


def played(hands: int, shown: int = 3) -> tuple[tuple[BrandOutcome, ...], int]:
    """What comes of three brands with one conversation each, and how many posts were told."""
    settings = load(shipped("config.example.toml"), {}, need_secrets=False)
    terms = Terms(settings.policy, library(settings), ReaderChoice.NONE, Staff.SILENT, POLL_EVERY, shown)
    conversations = {
        brand: (Conversation(str(n), (Post(str(n), "anna", True, NOON + timedelta(hours=n), "help", "", n),)),)
        for n, brand in enumerate(("acme", "other", "third"), start=1)
    }
    told = Told()
    return play(conversations, {brand: brand for brand in conversations}, terms, told, hands), told.posts


def test_only_the_earliest_conversations_are_kept_line_by_line() -> None:
    outcomes, _ = played(hands=1, shown=2)
    assert [(["1"], 0), (["2"], 0), ([], 1)] == [
        ([its.id for its in one.conversations], one.left_out) for one in outcomes
    ]
    assert [1, 1, 1] == [len(one.cases) for one in outcomes]


def test_two_hands_come_to_what_one_comes_to() -> None:
    assert played(hands=1) == played(hands=2)
    assert 3 == played(hands=2)[1]
