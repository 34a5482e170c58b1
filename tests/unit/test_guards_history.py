"""What was said before, how often, how late and to whom decides as well."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from acme import NOON

from bot.domain.case import Channel
from bot.domain.guards import GUARDS, NEVER_ANYWAY, Counts, Draft, Earlier, History, Severity, check, may_send
from bot.domain.response import ResponseKind

TEXT = "Hi Anna, one second, let me look into this."


def draft(**changes: object) -> Draft:
    """An automatic public reply on X."""
    plain = Draft(TEXT, True, len(TEXT), 280, (), channel=Channel.X, kind=ResponseKind.HOLD, now=NOON)
    return replace(plain, **changes)  # type: ignore[arg-type]


def stops(message: Draft) -> list[str]:
    """The guards that stop it."""
    findings = check(message)
    assert all((0, 0) == (one.start, one.end) and one.message.endswith(".") for one in findings)
    return [one.guard for one in findings if one.severity is Severity.STOP]


def test_a_draft_without_facts_may_leave() -> None:
    assert [] == stops(draft())
    assert [] == stops(Draft(TEXT, True, len(TEXT), 280, ()))


@pytest.mark.parametrize("said", [ResponseKind.HOLD, ResponseKind.CLARIFY_LINK, ResponseKind.OUT_OF_HOURS])
def test_a_kind_is_said_once_in_a_case(said: ResponseKind) -> None:
    assert ["duplicate"] == stops(draft(history=History(said_in_case=(said,))))


def test_another_kind_may_follow() -> None:
    assert [] == stops(draft(history=History(said_in_case=(ResponseKind.ASK_EMAIL, ResponseKind.TAKEN))))


@pytest.mark.parametrize("kind", [ResponseKind.SUGGESTION, None])
def test_humans_may_answer_twice(kind: ResponseKind | None) -> None:
    assert [] == stops(draft(kind=kind, automatic=False, history=History(said_in_case=(ResponseKind.SUGGESTION,))))


@pytest.mark.parametrize("earlier", [TEXT, TEXT.upper(), f"@anna_k {TEXT}", TEXT.replace(",", " –"), f"{TEXT} 🙂"])
@pytest.mark.parametrize("channel", [Channel.X, Channel.SLACK])
def test_a_text_comes_once_to_a_customer(earlier: str, channel: Channel) -> None:
    history = History(to_customer=(Earlier(earlier, NOON - timedelta(hours=1)),))
    assert ["duplicate"] == stops(draft(channel=channel, history=history))


def test_other_words_may_follow() -> None:
    history = History(to_customer=(Earlier(TEXT + " Thank you.", NOON), Earlier("👍", NOON)))
    assert [] == stops(draft(history=history))


@pytest.mark.parametrize(
    ("ago", "expected"), [(timedelta(hours=2), []), (timedelta(hours=2) - timedelta(seconds=1), ["duplicate"])]
)
def test_after_the_window_the_text_may_come_again(ago: timedelta, expected: list[str]) -> None:
    history = History(to_customer=(Earlier(TEXT, NOON - ago),), window=timedelta(hours=2))
    assert expected == stops(draft(history=history))


def test_two_texts_of_signs_only_are_compared_as_they_are() -> None:
    history = History(to_customer=(Earlier("👍", NOON),))
    assert ["duplicate"] == stops(draft(text="👍", history=history))
    assert [] == stops(draft(text="👎", history=history))


@pytest.mark.parametrize(
    "posted",
    [
        "@ben_k Hi Anna, one second, let me look into this!",
        "hi anna one second let me look into this",
        "Hi Anna, one second, let me look\u200b into this.",
    ],
)
def test_nearly_the_same_text_comes_once_on_the_account(posted: str) -> None:
    assert ["duplicate"] == stops(draft(history=History(on_account=(posted,))))


@pytest.mark.parametrize("posted", ["Hi Ben, one second, let me look into this.", "One second."])
def test_another_name_makes_another_text(posted: str) -> None:
    assert [] == stops(draft(history=History(on_account=(posted,))))


def test_links_are_all_alike_to_x() -> None:
    history = History(on_account=("See https://t.co/a1",))
    assert ["duplicate"] == stops(draft(text="See https://acme.example/b", history=history))


@pytest.mark.parametrize(("channel", "public"), [(Channel.SLACK, True), (Channel.X, False), (None, True)])
def test_only_public_posts_on_x_are_compared_with_the_account(channel: Channel | None, public: bool) -> None:
    assert [] == stops(draft(channel=channel, public=public, history=History(on_account=(TEXT,))))


@pytest.mark.parametrize(("late", "expected"), [(timedelta(0), []), (timedelta(microseconds=1), ["stale"])])
@pytest.mark.parametrize("automatic", [True, False])
def test_nothing_leaves_after_its_time(late: timedelta, expected: list[str], automatic: bool) -> None:
    assert expected == stops(draft(send_by=NOON - late, automatic=automatic))


def test_without_a_send_by_time_nothing_is_late() -> None:
    assert [] == stops(draft(send_by=None))
    assert [] == stops(draft(now=None, send_by=NOON))


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(quick=2, quick_limit=3), []),
        (Counts(quick=3, quick_limit=3), ["loop"]),
        (Counts(quick=30), []),
        (Counts(daily=4, daily_limit=5), []),
        (Counts(daily=5, daily_limit=5), ["loop"]),
        (Counts(daily=50), []),
    ],
)
def test_a_limit_holds_before_it_is_passed(counts: Counts, expected: list[str]) -> None:
    assert expected == stops(draft(counts=counts))


@pytest.mark.parametrize("changes", [{"author_is_bot": True}, {"author_is_us": True}])
def test_machines_get_no_automatic_answer(changes: dict[str, bool]) -> None:
    assert ["loop"] == stops(draft(**changes))


def test_a_human_is_no_loop() -> None:
    counts = Counts(9, 1, 9, 1)
    assert [] == stops(draft(automatic=False, counts=counts, author_is_bot=True, author_is_us=True))


@pytest.mark.parametrize("automatic", [True, False])
@pytest.mark.parametrize("public", [True, False])
def test_who_said_stop_gets_nothing(automatic: bool, public: bool) -> None:
    assert ["opted_out"] == stops(draft(opted_out=True, automatic=automatic, public=public))


def test_nobody_is_answered_who_did_not_call_us() -> None:
    assert ["not_summoned"] == stops(draft(summoned=False))


@pytest.mark.parametrize(("channel", "public"), [(Channel.SLACK, True), (Channel.X, False)])
def test_only_a_public_reply_on_x_needs_a_mention(channel: Channel, public: bool) -> None:
    assert [] == stops(draft(channel=channel, public=public, summoned=False))


def test_four_guards_are_never_overridden() -> None:
    assert {"placeholder", "teammate_in_public", "private_data", "opted_out"} == NEVER_ANYWAY
    assert {guard.__name__ for guard in GUARDS} > NEVER_ANYWAY


def test_a_warning_alone_holds_nothing() -> None:
    warned = check(draft(text="Obviously this works for us."))
    assert warned
    assert may_send(warned)
    assert not may_send(check(draft(text="Hi {name}, obviously this works for us.")))
