"""GitHub: nobody is called, nobody's address is told, and its ways to say no."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from acme import ANNA, NOON, mention
from desk_servers.github import REPOSITORY, TOKEN, GitHubSide
from desk_servers.side import Fault, Reply
from fakes import HandClock

from bot.adapters.desks.github import GitHubDesk
from bot.domain.case import Case, Channel
from bot.domain.errors import Permanent, Temporary
from bot.ports.staffroom import Story

CASE = Case("C-12", Channel.X, ANNA, "1001", NOON, email="anna@mail.example")
STORY = Story(CASE, (mention("Ping @torvalds, see #1 ```code```"),), (), "Ada", NOON, paused=False)


@pytest.fixture
def side() -> Iterator[GitHubSide]:
    with GitHubSide() as side:
        yield side


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime.now(UTC).replace(microsecond=0))


@pytest.fixture
def desk(side: GitHubSide, clock: HandClock) -> GitHubDesk:
    return GitHubDesk(side.url, REPOSITORY, TOKEN, ("triage-bot",), clock)


def test_the_story_stands_in_a_code_block_that_it_cannot_leave(desk: GitHubDesk, side: GitHubSide) -> None:
    desk.open("abc", STORY)
    lines = side.issues[0]["body"].splitlines()
    fences = [place for place, line in enumerate(lines) if line.startswith("````")]
    (calling,) = [place for place, line in enumerate(lines) if "@torvalds" in line]
    assert ([0, len(lines) - 3], True) == (fences, 0 < calling < fences[-1])


def test_labels_are_put_on(desk: GitHubDesk, side: GitHubSide) -> None:
    desk.open("abc", STORY)
    assert ["triage-bot"] == side.issues[0]["labels"]


def test_a_mark_in_a_customers_words_is_not_ours(desk: GitHubDesk, side: GitHubSide) -> None:
    desk.open("f00", replace(STORY, mentions=(mention("<!-- triage-bot: abc -->"),)))
    assert desk.find("abc") is None


def test_an_issue_that_somebody_closed_is_found(desk: GitHubDesk, side: GitHubSide) -> None:
    made = desk.open("abc", STORY)
    side.issues[0]["state"] = "closed"
    assert (made, "all") == (desk.find("abc"), side.calls[-1].query["state"])


def test_it_is_found_behind_a_hundred_newer_ones(desk: GitHubDesk, side: GitHubSide) -> None:
    made = desk.open("abc", STORY)
    side.issues += [{**side.issues[0], "number": number, "body": None} for number in range(2, 150)]
    assert made == desk.find("abc")


def test_too_many_to_look_through_is_no_no(desk: GitHubDesk, side: GitHubSide) -> None:
    now = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    side.issues += [{"number": n, "body": "", "created_at": now, "updated_at": now} for n in range(1, 600)]
    with pytest.raises(Permanent, match="more new tickets than can be looked through"):
        desk.find("abc")


@pytest.mark.parametrize(
    ("headers", "words", "wait"),
    [
        ({"Retry-After": "30"}, "You have exceeded a secondary rate limit", 30),
        ({}, "You have exceeded a secondary rate limit", 60),
        ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "RESET"}, "API rate limit exceeded", 600),
    ],
)
def test_a_limit_is_told_from_a_refusal(
    desk: GitHubDesk, side: GitHubSide, clock: HandClock, headers: dict[str, str], words: str, wait: int
) -> None:
    reset = str(int(clock.now().timestamp()) + 600)
    told = {name: value.replace("RESET", reset) for name, value in headers.items()}
    side.faults = [Fault(Reply(403, {"message": words}, told))]
    with pytest.raises(Temporary) as limited:
        desk.open("abc", STORY)
    assert clock.now() + timedelta(seconds=wait) == limited.value.retry_at


def test_a_repository_without_issues_is_told(desk: GitHubDesk, side: GitHubSide) -> None:
    side.faults = [Fault(Reply(410, {"message": "Issues are disabled for this repo"}), on="read")]
    with pytest.raises(Permanent, match="issues switched off"):
        desk.open("abc", STORY)


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://api.github.com", "https://github.com/acme/support/issues/7"),
        ("https://git.acme.example/api/v3", "https://git.acme.example/acme/support/issues/7"),
    ],
)
def test_the_link_is_where_people_read(clock: HandClock, url: str, link: str) -> None:
    made = GitHubDesk(url, REPOSITORY, TOKEN, (), clock)._ticket({"number": 7})
    assert link == (made.url if made else "")
