"""Who may act: those in the configuration and in the user groups, but no guest, bot, stranger or deactivated person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from acme import ADA, GRACE
from slack_world import US, LocalSlack, local_slack

from bot.adapters.slack.connection import SlackConnection
from bot.adapters.slack.staff_groups import StaffGroups
from bot.domain.errors import ConfigurationError, Permanent, Temporary
from bot.domain.policy import Role, Staff

GROUP = "S0ONDUTY"


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    with local_slack(tmp_path) as running:
        yield running


def names(slack: LocalSlack, groups: Mapping[Role, str] | None = None, *configured: Staff) -> list[tuple[str, Role]]:
    """Who may act, with their roles."""
    asked = StaffGroups(slack.client(), slack.clock, groups or {}, lambda: US)
    return [(one.name, one.role) for one in asked.resolve(configured or (ADA, GRACE))]


def group(slack: LocalSlack, *users: str) -> None:
    slack.control("slack/on-duty", group=GROUP, users=list(users))


def test_without_groups_the_configuration_counts(slack: LocalSlack) -> None:
    assert names(slack) == [("Ada", Role.RESPONDER), ("Grace", Role.LEAD)]


def test_members_of_a_group_are_staff_under_their_own_names(slack: LocalSlack) -> None:
    group(slack, "U0ADA", "U0DIANA")
    found = names(slack, {Role.RESPONDER: GROUP})
    assert found == [("Ada", Role.RESPONDER), ("Grace", Role.LEAD), ("Diana Prinz", Role.RESPONDER)]


def test_the_configuration_says_more_about_somebody_than_a_group(slack: LocalSlack) -> None:
    """Ada stays a responder though she is in the group of the leads."""
    group(slack, "U0ADA", "U0DIANA")
    found = names(slack, {Role.LEAD: GROUP})
    assert found == [("Ada", Role.RESPONDER), ("Grace", Role.LEAD), ("Diana Prinz", Role.LEAD)]


@pytest.mark.parametrize("change", ["guest", "deleted"])
def test_guests_and_those_who_left_have_no_power(slack: LocalSlack, change: str) -> None:
    """Wherever they are listed."""
    group(slack, "U0DIANA")
    for user in ("U0ADA", "U0DIANA"):
        slack.control("slack/member", **{"as": user, change: True})
    assert names(slack, {Role.RESPONDER: GROUP}) == [("Grace", Role.LEAD)]


def test_strangers_bots_and_unknown_ids_have_no_power(slack: LocalSlack) -> None:
    group(slack, "U0ZOE", "U0ROBO")
    nobody = Staff("Nobody", "U0NOBODY", Role.LEAD)
    assert names(slack, {Role.LEAD: GROUP}, ADA, nobody) == [("Ada", Role.RESPONDER)]


def test_two_people_of_one_name_are_told_apart(slack: LocalSlack) -> None:
    """A name is how the bot knows a teammate."""
    group(slack, "U0DIANA")
    other = Staff("Diana Prinz", "U0GRACE", Role.LEAD)
    assert names(slack, {Role.RESPONDER: GROUP}, other)[1] == ("Diana Prinz (U0DIANA)", Role.RESPONDER)


def test_a_slack_that_is_away_is_no_answer(slack: LocalSlack) -> None:
    """What was known stays."""
    slack.fault("500", "users.info", times=3)
    with pytest.raises(Temporary):
        names(slack)


def test_check_tells_who_is_listed_without_power(slack: LocalSlack) -> None:
    """With the place in the file and why; a user group that is none is told too."""
    slack.control("slack/member", **{"as": "U0ADA", "guest": True})
    connection = SlackConnection(slack.settings, "config.toml", slack.clock)
    with pytest.raises(ConfigurationError) as caught:
        connection.check_staff((GRACE, ADA, Staff("Tom", "U0NOBODY", Role.LEAD)))
    assert [str(one) for one in caught.value.problems] == [
        'config.toml: staff.1.slack: "Ada" (U0ADA) is a guest in Slack, and so has no power; '
        "take the entry out, or write another id",
        'config.toml: staff.2.slack: "Tom" (U0NOBODY) is not known to Slack, and so has no power; '
        "take the entry out, or write another id",
    ]
    wrong = SlackConnection(replace(slack.settings, leads_group="S0NOBODY"), "config.toml", slack.clock)
    with pytest.raises(Permanent, match="no_such_subteam"):
        wrong.check_staff((GRACE,))
