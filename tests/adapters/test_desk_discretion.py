"""What of a story may be told where."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import ANNA, CARL, NOON, mention

from bot.adapters.desks.discretion import (
    name_of,
    public_text,
    public_title,
    requester_of,
    spells,
    subject_for_desk,
    text_for_desk,
)
from bot.adapters.desks.shortening import shortened
from bot.domain.case import Case, Channel
from bot.domain.errors import Permanent
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Said, Story

ADDRESS = "anna.k+x@mail.example"
CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, team="billing", topic="refund", heated=True, email=ADDRESS)


def minute(number: float) -> timedelta:
    return timedelta(minutes=number)


STORY = Story(
    CASE,
    (
        mention("It is broken", at=NOON),
        mention("My card ends in 4711", number=2, at=NOON + minute(4), private=True),
        mention("Hello? @someone #12", number=3, at=NOON + minute(9)),
    ),
    (
        Said(ResponseKind.HOLD, "One second", "", NOON + minute(1), "sent"),
        Said(ResponseKind.SUGGESTION, "I can see it", "Ada", NOON + minute(2), "sent"),
        Said(ResponseKind.SUGGESTION, "Your refund is on its way", "Ada", NOON + minute(5), "sent"),
        Said(ResponseKind.SUGGESTION, "A draft", "Ada", None, "held"),
    ),
    "Ada",
    NOON,
    paused=False,
)


@pytest.mark.parametrize(
    "text",
    [
        "anna.k+x@mail.example",
        "ANNA.K+X@MAIL.EXAMPLE.",
        "it's anna dot k plus x (at) mail dot example",
        "anna . k + x [at] mail . example",
        "anna punkt k plus x klammeraffe mail punkt example",
        "anna_k_x AT mail.example",
        "annа? no: bob@elsewhere.example",
        "annakx is wrong, write anna.k+x\n@mail.example",
    ],
)
def test_an_address_is_seen_however_it_is_spelt(text: str) -> None:
    assert spells(text, ADDRESS)


@pytest.mark.parametrize("text", ["", "Anna here, my mail is broken", "anna k writes mails", "see example.com"])
def test_other_words_are_no_address(text: str) -> None:
    assert not spells(text, ADDRESS)


def test_without_an_address_nothing_is_spelt() -> None:
    assert not spells("anything", "")


class TestForDesks:
    def test_the_customers_address_is_masked_and_others_stay(self) -> None:
        posts = (mention("anna.k+x@mail.example or Bob@Other.example"),)
        text = text_for_desk(replace(STORY, mentions=posts))
        assert (False, True) == (ADDRESS in text, "Bob@Other.example" in text)

    def test_the_subject_has_no_address(self) -> None:
        assert "write a…@m….example" == subject_for_desk(replace(STORY, mentions=(mention(f"write {ADDRESS}"),)))

    @pytest.mark.parametrize("address", ["", "anna", "anna@mail.example\r\nBcc: all@mail.example", "a@b@c.example"])
    def test_what_is_no_address_is_left_to_a_human(self, address: str) -> None:
        with pytest.raises(Permanent, match="by hand"):
            requester_of(replace(CASE, email=address))

    @pytest.mark.parametrize(
        ("name", "handle", "told"),
        [
            ("Anna\r\nKeller", "anna_k", "Anna Keller"),
            (ADDRESS, "anna_k", "anna_k"),
            ("bob@other.example", "", "A customer"),
            ("", "", "A customer"),
            ("A" * 200, "a", "A" * 80),
        ],
    )
    def test_a_name_is_one_line_without_an_address(self, name: str, handle: str, told: str) -> None:
        assert told == name_of(replace(ANNA, name=name, handle=handle), ADDRESS)


class TestForThePublic:
    def test_only_what_was_public_is_told_in_order(self) -> None:
        expected = """Case: C-12
Topic: refund
The address and everything private are kept by triage-bot.
Messages that are left out here: 3

2026-03-02 12:00:00 UTC  Anna Keller wrote in public:
    It is broken

2026-03-02 12:01:00 UTC  We sent (hold, by triage-bot, automatically):
    One second

2026-03-02 12:02:00 UTC  We sent (suggestion, by our team):
    I can see it

2026-03-02 12:09:00 UTC  Anna Keller wrote in public:
    Hello? @someone #12
"""
        assert expected == public_text(STORY)

    def test_no_teammate_and_no_mood_is_told(self) -> None:
        text = public_text(STORY)
        assert [] == [word for word in ("Ada", "heated", "calm", "4711", "refund is on", "draft") if word in text]

    def test_a_post_that_spells_the_address_is_left_out(self) -> None:
        posts = (mention("mail me: anna dot k plus x at mail dot example"), mention("Thanks", number=2))
        story = replace(STORY, mentions=posts, said=())
        assert (False, True) == ("dot example" in public_text(story), "Thanks" in public_text(story))
        assert "(left out here: it holds an address)" == public_title(story)

    def test_customers_in_slack_have_no_name(self) -> None:
        case = replace(CASE, channel=Channel.SLACK, customer=CARL)
        post = mention("The build fails", channel=Channel.SLACK, customer=CARL)
        text = public_text(replace(STORY, case=case, mentions=(post,), said=()))
        assert (False, True) == ("arl" in text, "A customer wrote in public:" in text)

    def test_tokens_and_phone_numbers_are_taken_out(self) -> None:
        text = public_text(replace(STORY, mentions=(mention("token=abcdef12 call +49 170 1234567"),), said=()))
        assert [] == [word for word in ("abcdef12", "1234567") if word in text]

    def test_a_case_that_is_private_from_the_start_tells_nothing(self) -> None:
        story = replace(STORY, case=replace(CASE, private=True), mentions=(STORY.mentions[1],))
        assert ("Support request on X", True) == (public_title(story), public_text(story).endswith("here: 5\n\n"))


class TestShortening:
    def test_a_short_text_stays(self) -> None:
        assert "ünïcode" == shortened("ünïcode", 100)

    def test_the_beginning_and_the_end_of_a_long_one_stay(self) -> None:
        short = shortened("begin " + "ö" * 5_000 + " end", 501)
        assert (True, True, True) == (len(short.encode()) <= 501, short.startswith("begin"), short.endswith("end"))
