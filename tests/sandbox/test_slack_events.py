"""Everything that is written, edited or deleted reaches the app as the event Slack would send."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_on_the_wire import Workspace, running


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def test_a_message_arrives_with_all_that_slack_says_about_it(slack: Workspace) -> None:
    socket = slack.connect()
    ts = slack.say("U0CARL", "C0HELP", "export broken")["ts"]
    payload = socket.next()
    event = payload["event"]
    assert ("T0ACME", "A0TRIAGE", "event_callback") == (
        payload["team_id"],
        payload["api_app_id"],
        payload["type"],
    )
    assert int(float(ts)) == payload["event_time"]
    assert ("U0BOT", True) == (payload["authorizations"][0]["user_id"], payload["authorizations"][0]["is_bot"])
    assert ("message", "U0CARL", "T0ACME", "export broken") == (
        event["type"],
        event["user"],
        event["team"],
        event["text"],
    )
    assert (ts, ts, "channel") == (event["ts"], event["event_ts"], event["channel_type"])
    assert len(event["client_msg_id"]) == 36


def test_a_mention_of_the_bot_is_two_events_with_different_ids(slack: Workspace) -> None:
    socket = slack.connect()
    slack.say("U0CARL", "C0HELP", "<@U0BOT> help")
    first, second = socket.next(), socket.next()
    assert ["message", "app_mention"] == [first["event"]["type"], second["event"]["type"]]
    assert first["event"]["ts"] == second["event"]["ts"]
    assert first["event_id"] != second["event_id"]


def test_a_mention_in_a_direct_message_is_one_event(slack: Workspace) -> None:
    socket = slack.connect()
    slack.say("U0ADA", "im", "<@U0BOT> hello")
    assert (socket.next()["event"]["channel_type"], socket.silent()) == ("im", True)


def test_a_stranger_carries_their_own_team(slack: Workspace) -> None:
    socket = slack.connect()
    slack.say("U0ZOE", "C0HELP", "hello")
    payload = socket.next()
    assert ("T0OTHER", "T0ACME", True) == (
        payload["event"]["team"],
        payload["team_id"],
        payload["is_ext_shared_channel"],
    )


def test_the_bots_own_post_is_an_event_with_its_bot_id(slack: Workspace) -> None:
    socket = slack.connect()
    slack.client.chat_postMessage(channel="C0HELP", text="one second")
    event = socket.next()["event"]
    assert ("U0BOT", "B0BOT", "A0TRIAGE") == (event["user"], event["bot_id"], event["app_id"])


def test_another_bots_post_is_told_by_its_bot_id(slack: Workspace) -> None:
    socket = slack.connect()
    slack.say("U0ROBO", "C0HELP", "beep")
    assert socket.next()["event"]["bot_id"] == "B0ROBO"


def test_a_whisper_is_no_event(slack: Workspace) -> None:
    socket = slack.connect()
    slack.client.chat_postEphemeral(channel="C0HELP", user="U0ADA", text="psst")
    assert socket.silent()


def test_what_staff_write_in_a_thread_names_the_thread(slack: Workspace) -> None:
    card = slack.client.chat_postMessage(channel="C0TRIAGE", text="card")["ts"]
    socket = slack.connect()
    socket.next()
    slack.say("U0ADA", "C0TRIAGE", "I think it is the cache", thread_ts=card)
    event = socket.next()["event"]
    assert (card, "U0BOT") == (event["thread_ts"], event["parent_user_id"])


def test_an_edit_shows_before_and_after(slack: Workspace) -> None:
    ts = slack.say("U0CARL", "C0HELP", "brocken")["ts"]
    socket = slack.connect()
    socket.next()
    slack.control("slack/edit", **{"as": "U0CARL"}, channel="C0HELP", ts=ts, text="broken")
    event = socket.next()["event"]
    assert ("message_changed", "C0HELP", True) == (event["subtype"], event["channel"], event["hidden"])
    assert ("brocken", "broken") == (event["previous_message"]["text"], event["message"]["text"])
    assert (ts, "U0CARL") == (event["message"]["ts"], event["message"]["edited"]["user"])
    assert float(event["ts"]) > float(ts)


def test_the_bots_own_update_is_an_event_too(slack: Workspace) -> None:
    ts = slack.client.chat_postMessage(channel="C0TRIAGE", text="card")["ts"]
    socket = slack.connect()
    socket.next()
    slack.client.chat_update(channel="C0TRIAGE", ts=ts, text="card, taken")
    event = socket.next()["event"]
    assert ("message_changed", "B0BOT") == (event["subtype"], event["message"]["bot_id"])


def test_a_deletion_names_what_was_deleted(slack: Workspace) -> None:
    ts = slack.say("U0CARL", "C0HELP", "my secret")["ts"]
    socket = slack.connect()
    socket.next()
    slack.control("slack/delete", **{"as": "U0CARL"}, channel="C0HELP", ts=ts)
    event = socket.next()["event"]
    assert ("message_deleted", ts, "my secret") == (
        event["subtype"],
        event["deleted_ts"],
        event["previous_message"]["text"],
    )


def test_a_picture_without_words_is_a_file_share(slack: Workspace) -> None:
    socket = slack.connect()
    slack.say("U0CARL", "C0HELP", "", files=[{"name": "screen.png"}])
    event = socket.next()["event"]
    assert ("file_share", "", "screen.png") == (event["subtype"], event["text"], event["files"][0]["name"])


def test_the_home_that_is_opened_names_its_user_and_shows_the_view(slack: Workspace) -> None:
    slack.client.views_publish(user_id="U0GRACE", view={"type": "home", "blocks": [{"type": "divider"}]})
    socket = slack.connect()
    slack.control("slack/home", **{"as": "U0GRACE"})
    event = socket.next()["event"]
    assert ("app_home_opened", "U0GRACE", "home") == (event["type"], event["user"], event["tab"])
    assert event["view"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("a &lt; b &amp; c", "a &lt; b &amp; c"),
        ("<@U0BOT> and <!here>", "<@U0BOT> and <!here>"),
        ("&lt;!channel&gt;", "&lt;!channel&gt;"),
        ("see https://a.example/x?y=1&z=2.", "see <https://a.example/x?y=1&amp;z=2>."),
        ("I am anna@mail.example!", "I am <mailto:anna@mail.example|anna@mail.example>!"),
        ("שלום 🙂", "שלום 🙂"),
    ],
)
def test_words_are_written_as_slacks_own_app_writes_them(slack: Workspace, words: str, written: str) -> None:
    assert written == slack.say("U0CARL", "C0HELP", words)["text"]
