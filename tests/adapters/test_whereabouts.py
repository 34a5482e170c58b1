"""What Slack says of people and user groups, in the real client's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from acme import ADA, GRACE
from slack_world import LocalSlack, local_slack

from bot.adapters.slack.whereabouts import SlackWhereabouts
from bot.domain.errors import Permanent, Temporary
from bot.domain.policy import Role, Staff


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def whereabouts(slack: LocalSlack) -> SlackWhereabouts:
    return SlackWhereabouts(slack.client(2), slack.clock)


def test_who_is_away_and_who_is_active(slack: LocalSlack, whereabouts: SlackWhereabouts) -> None:
    slack.control("slack/presence", **{"as": "U0ADA"}, presence="away")
    seen = whereabouts.seen([ADA, GRACE])
    assert {"Ada": False, "Grace": True} == {name: one.active for name, one in seen.items()}
    assert slack.clock.now() == seen["Ada"].at


def test_who_is_not_to_be_disturbed(slack: LocalSlack, whereabouts: SlackWhereabouts) -> None:
    slack.control("slack/quiet", **{"as": "U0ADA"}, minutes=30)
    seen, now = whereabouts.seen([ADA, GRACE]), slack.clock.now()
    assert (True, False) == (seen["Ada"].is_quiet(now), seen["Ada"].is_quiet(now + timedelta(minutes=31)))
    assert (None, False) == (seen["Grace"].quiet_until, seen["Grace"].is_quiet(now))


def test_somebody_whom_slack_does_not_know_is_left_out(whereabouts: SlackWhereabouts) -> None:
    gone = Staff("Gone", "U0GONE", Role.RESPONDER)
    assert {"Ada"} == set(whereabouts.seen([gone, ADA, Staff("No Slack", "", Role.LEAD)]))


def test_presence_counts_where_quiet_hours_cannot_be_asked(slack: LocalSlack, whereabouts: SlackWhereabouts) -> None:
    """An app that was installed before may lack the permission."""
    slack.fault("500", "/api/dnd.teamInfo")
    slack.control("slack/presence", **{"as": "U0ADA"}, presence="away")
    assert not whereabouts.seen([ADA])["Ada"].active


def test_more_than_fifty_people_are_asked_in_parts(slack: LocalSlack, whereabouts: SlackWhereabouts) -> None:
    for number in range(60):
        slack.control("slack/person", id=f"U0P{number:03d}", name=f"P{number}", handle=f"p{number}", role="responder")
    people = [Staff(f"P{number}", f"U0P{number:03d}", Role.RESPONDER) for number in range(60)]
    assert 60 == len(whereabouts.seen(people))
    assert 2 == slack.calls("dnd.teamInfo")


def test_who_is_in_a_user_group(slack: LocalSlack, whereabouts: SlackWhereabouts) -> None:
    slack.control("slack/on-duty", users=["U0GRACE", "U0ADA"])
    assert ("U0GRACE", "U0ADA") == whereabouts.members("S0ONDUTY")


def test_an_unknown_group_is_told(whereabouts: SlackWhereabouts) -> None:
    with pytest.raises(Permanent, match="no_such_subteam"):
        whereabouts.members("S0NONE")


def test_slack_that_asks_to_slow_down_is_obeyed(slack: LocalSlack, whereabouts: SlackWhereabouts) -> None:
    slack.fault("429", "/api/users.getPresence", seconds=30)
    with pytest.raises(Temporary) as problem:
        whereabouts.seen([ADA])
    assert slack.clock.now() + timedelta(seconds=30) == problem.value.retry_at
