"""Slack channels, direct messages, their history and their threads."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_on_the_wire import Workspace, running


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def texts(answer: object) -> list[str]:
    return [message["text"] for message in answer["messages"]]  # type: ignore[index]


def test_a_direct_message_is_opened_once(slack: Workspace) -> None:
    first = slack.client.conversations_open(users="U0ADA")
    again = slack.client.conversations_open(users=["U0ADA"])
    assert (first["channel"]["id"], True) == (again["channel"]["id"], again["already_open"])


def test_several_people_get_a_group_conversation(slack: Workspace) -> None:
    opened = slack.client.conversations_open(users=["U0ADA", "U0GRACE"])["channel"]["id"]
    assert slack.client.conversations_info(channel=opened)["channel"]["is_mpim"] is True


@pytest.mark.parametrize(
    ("users", "error"),
    [("U0NOBODY", "user_not_found"), ("U0BOT", "cannot_dm_bot"), ("", "users_list_not_supplied")],
)
def test_who_cannot_be_written_to(slack: Workspace, users: str, error: str) -> None:
    assert error == slack.error(slack.client.conversations_open, users=users)


def test_history_is_newest_first_and_leaves_out_threads(slack: Workspace) -> None:
    head = slack.say("U0CARL", "C0HELP", "one")["ts"]
    slack.say("U0CARL", "C0HELP", "in thread", thread_ts=head)
    slack.say("U0CARL", "C0HELP", "two")
    assert texts(slack.client.conversations_history(channel="C0HELP")) == ["two", "one"]


def test_history_comes_in_pages(slack: Workspace) -> None:
    for n in range(5):
        slack.say("U0CARL", "C0HELP", str(n))
    pages = [texts(page) for page in slack.client.conversations_history(channel="C0HELP", limit=2)]
    assert pages == [["4", "3"], ["2", "1"], ["0"]]


def test_history_between_two_times(slack: Workspace) -> None:
    a, _, c = [slack.say("U0CARL", "C0HELP", word)["ts"] for word in ("a", "b", "c")]
    history = slack.client.conversations_history
    assert texts(history(channel="C0HELP", oldest=a, latest=c)) == ["b"]
    assert texts(history(channel="C0HELP", oldest=a, latest=c, inclusive=True)) == ["c", "b", "a"]


def test_metadata_is_shown_only_when_asked_for(slack: Workspace) -> None:
    metadata = {"event_type": "case", "event_payload": {"effect": "e1"}}
    ts = slack.client.chat_postMessage(channel="C0TRIAGE", text="card", metadata=metadata)["ts"]
    without = slack.client.conversations_replies(channel="C0TRIAGE", ts=ts)["messages"][0]
    shown = slack.client.conversations_replies(channel="C0TRIAGE", ts=ts, include_all_metadata=True)["messages"][0]
    assert ("metadata" in without, metadata) == (False, shown["metadata"])


def test_replies_start_with_the_head_and_count_what_follows(slack: Workspace) -> None:
    head = slack.say("U0CARL", "C0HELP", "one")["ts"]
    slack.say("U0ADA", "C0HELP", "two", thread_ts=head)
    answer = slack.client.conversations_replies(channel="C0HELP", ts=head)
    assert texts(answer) == ["one", "two"]
    assert (1, ["U0ADA"]) == (answer["messages"][0]["reply_count"], answer["messages"][0]["reply_users"])


def test_replies_to_nothing_are_refused(slack: Workspace) -> None:
    assert slack.error(slack.client.conversations_replies, channel="C0HELP", ts="1.0") == "thread_not_found"


def test_a_cursor_that_slack_never_gave_is_refused(slack: Workspace) -> None:
    assert slack.error(slack.client.conversations_history, channel="C0HELP", cursor="zzz") == "invalid_cursor"


def test_the_bot_must_be_in_the_channel(slack: Workspace) -> None:
    slack.server.call(lambda world: world.slack.channels["C0HELP"].members.remove("U0BOT"))
    assert slack.error(slack.client.conversations_history, channel="C0HELP") == "not_in_channel"
    assert slack.error(slack.client.chat_postMessage, channel="C0HELP", text="x") == "not_in_channel"


def test_the_customers_channel_is_shared_with_another_organisation(slack: Workspace) -> None:
    shared = [slack.client.conversations_info(channel=c)["channel"]["is_ext_shared"] for c in ("C0HELP", "C0TRIAGE")]
    assert shared == [True, False]


def test_the_listing_follows_the_kinds_asked_for(slack: Workspace) -> None:
    slack.client.conversations_open(users="U0ADA")
    public = slack.client.conversations_list()["channels"]
    direct = slack.client.conversations_list(types="im")["channels"]
    assert (["triage", "help"], ["U0ADA"]) == ([c["name"] for c in public], [c["user"] for c in direct])


def test_an_unknown_kind_is_refused(slack: Workspace) -> None:
    assert slack.error(slack.client.conversations_list, types="rooms") == "invalid_types"


def test_the_members_of_a_channel(slack: Workspace) -> None:
    assert slack.client.conversations_members(channel="C0TRIAGE")["members"] == ["U0BOT", "U0ADA", "U0TOM", "U0GRACE"]


def test_somebody_who_joins_is_a_member(slack: Workspace) -> None:
    slack.control("slack/join", **{"as": "U0CARL"}, channel="C0TRIAGE")
    assert "U0CARL" in slack.client.conversations_members(channel="C0TRIAGE")["members"]
