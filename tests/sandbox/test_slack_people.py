"""Users, presence, user groups and reactions."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_on_the_wire import Workspace, running


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def test_a_stranger_has_a_team_of_their_own(slack: Workspace) -> None:
    teams = [slack.client.users_info(user=user)["user"]["team_id"] for user in ("U0CARL", "U0ZOE")]
    assert teams == ["T0ACME", "T0OTHER"]


def test_bots_are_marked(slack: Workspace) -> None:
    members = slack.client.users_list()["members"]
    assert [member["id"] for member in members if member["is_bot"]] == ["U0BOT", "U0ROBO"]


def test_an_unknown_user_is_refused(slack: Workspace) -> None:
    assert slack.error(slack.client.users_info, user="U0NOBODY") == "user_not_found"


def test_presence_follows_the_person(slack: Workspace) -> None:
    before = slack.client.users_getPresence(user="U0ADA")["presence"]
    slack.control("slack/presence", **{"as": "U0ADA"}, presence="away")
    assert (before, slack.client.users_getPresence(user="U0ADA")["presence"]) == ("active", "away")


def test_who_is_on_duty_can_be_changed(slack: Workspace) -> None:
    group = slack.client.usergroups_list()["usergroups"][0]["id"]
    before = slack.client.usergroups_users_list(usergroup=group)["users"]
    slack.control("slack/on-duty", users=["U0GRACE"])
    after = slack.client.usergroups_users_list(usergroup=group)["users"]
    assert (before, after) == (["U0ADA"], ["U0GRACE"])


def test_an_unknown_group_is_refused(slack: Workspace) -> None:
    assert slack.error(slack.client.usergroups_users_list, usergroup="S0NONE") == "no_such_subteam"


def test_a_reaction_is_added_once(slack: Workspace) -> None:
    ts = slack.say("U0CARL", "C0HELP", "hello")["ts"]
    slack.client.reactions_add(channel="C0HELP", timestamp=ts, name="eyes")
    again = slack.error(slack.client.reactions_add, channel="C0HELP", timestamp=ts, name="eyes")
    assert ({"eyes": ["U0BOT"]}, "already_reacted") == (slack.messages("C0HELP")[0]["reactions"], again)


def test_a_reaction_to_nothing_is_refused(slack: Workspace) -> None:
    error = slack.error(slack.client.reactions_add, channel="C0HELP", timestamp="1.0", name="eyes")
    assert error == "message_not_found"
