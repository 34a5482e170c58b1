"""Posting, changing, deleting, whispering and linking, with Slack's own refusals."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_on_the_wire import Workspace, running, section


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def test_a_post_is_kept_with_all_that_was_said_about_it(slack: Workspace) -> None:
    slack.client.chat_postMessage(
        channel="C0TRIAGE",
        text="card",
        blocks=[section("card", block_id="b")],
        metadata={"event_type": "case", "event_payload": {"case": "C-1"}},
        unfurl_links=False,
        unfurl_media=False,
    )
    kept = slack.messages("C0TRIAGE")[0]
    assert ("U0BOT", "card") == (kept["user"], kept["text"])
    assert [section("card", block_id="b")] == kept["blocks"]
    assert {"event_type": "case", "event_payload": {"case": "C-1"}} == kept["metadata"]
    assert (False, False) == (kept["unfurl_links"], kept["unfurl_media"])


def test_timestamps_are_unique_and_grow(slack: Workspace) -> None:
    stamps = [slack.client.chat_postMessage(channel="C0HELP", text=str(n))["ts"] for n in range(5)]
    assert sorted(set(stamps), key=float) == stamps
    assert all(re.fullmatch(r"\d{10}\.\d{6}", stamp) for stamp in stamps)


def test_a_message_moves_with_the_clock(slack: Workspace) -> None:
    before = float(slack.client.chat_postMessage(channel="C0HELP", text="a")["ts"])
    slack.control("clock", forward="3m")
    assert float(slack.client.chat_postMessage(channel="C0HELP", text="b")["ts"]) - before >= 180


def test_an_answer_in_a_thread_names_its_head(slack: Workspace) -> None:
    head = slack.say("U0CARL", "C0HELP", "hello")["ts"]
    answer = slack.client.chat_postMessage(channel="C0HELP", text="hi", thread_ts=head)
    assert head == answer["message"]["thread_ts"]


def test_an_answer_to_a_reply_joins_the_same_thread(slack: Workspace) -> None:
    head = slack.say("U0CARL", "C0HELP", "hello")["ts"]
    reply = slack.say("U0CARL", "C0HELP", "more", thread_ts=head)["ts"]
    answer = slack.client.chat_postMessage(channel="C0HELP", text="hi", thread_ts=reply)
    assert head == answer["message"]["thread_ts"]


def test_a_user_id_as_channel_is_the_direct_message(slack: Workspace) -> None:
    answer = slack.client.chat_postMessage(channel="U0ADA", text="psst")
    assert slack.client.conversations_open(users="U0ADA")["channel"]["id"] == answer["channel"]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NONE", "text": "x"}, "channel_not_found"),
        ({"channel": "C0HELP"}, "no_text"),
        ({"channel": "C0HELP", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C0HELP", "text": "x", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "C0HELP", "text": "x", "blocks": "nonsense"}, "invalid_blocks_format"),
        ({"channel": "C0HELP", "text": "x", "metadata": {"event_type": "case"}}, "invalid_metadata_format"),
        ({"channel": "C0HELP", "text": "x", "metadata": "["}, "invalid_metadata_format"),
    ],
)
def test_a_wrong_post_is_refused(slack: Workspace, arguments: dict[str, str], error: str) -> None:
    assert error == slack.error(slack.client.api_call, api_method="chat.postMessage", json=arguments)


def test_40000_characters_are_taken(slack: Workspace) -> None:
    slack.client.chat_postMessage(channel="C0HELP", text="x" * 40_000)
    assert len(slack.messages("C0HELP")[0]["text"]) == 40_000


def test_an_update_changes_the_text_and_keeps_what_it_does_not_name(slack: Workspace) -> None:
    metadata = {"event_type": "case", "event_payload": {}}
    ts = slack.client.chat_postMessage(channel="C0HELP", text="a", metadata=metadata)["ts"]
    slack.client.chat_update(channel="C0HELP", ts=ts, text="b")
    kept = slack.messages("C0HELP")[0]
    assert ("b", metadata, "U0BOT") == (kept["text"], kept["metadata"], kept["edited"]["user"])


def test_somebody_elses_message_cannot_be_updated(slack: Workspace) -> None:
    ts = slack.say("U0CARL", "C0HELP", "mine")["ts"]
    assert slack.error(slack.client.chat_update, channel="C0HELP", ts=ts, text="b") == "cant_update_message"


def test_somebody_elses_message_cannot_be_deleted(slack: Workspace) -> None:
    ts = slack.say("U0CARL", "C0HELP", "mine")["ts"]
    assert slack.error(slack.client.chat_delete, channel="C0HELP", ts=ts) == "cant_delete_message"


def test_a_message_that_is_not_there_cannot_be_updated(slack: Workspace) -> None:
    assert slack.error(slack.client.chat_update, channel="C0HELP", ts="1.0", text="b") == "message_not_found"


def test_a_deleted_message_is_gone(slack: Workspace) -> None:
    ts = slack.client.chat_postMessage(channel="C0HELP", text="a")["ts"]
    slack.client.chat_delete(channel="C0HELP", ts=ts)
    assert slack.messages("C0HELP") == []


def test_the_deleted_head_of_a_thread_leaves_a_tombstone(slack: Workspace) -> None:
    head = slack.client.chat_postMessage(channel="C0HELP", text="secret")["ts"]
    slack.say("U0CARL", "C0HELP", "reply", thread_ts=head)
    slack.client.chat_delete(channel="C0HELP", ts=head)
    first = slack.client.conversations_replies(channel="C0HELP", ts=head)["messages"][0]
    assert ("tombstone", "This message was deleted.") == (first["subtype"], first["text"])


def test_a_whisper_is_for_one_person_and_not_in_the_history(slack: Workspace) -> None:
    slack.client.chat_postEphemeral(channel="C0HELP", user="U0ADA", text="psst")
    assert slack.messages("C0HELP")[0]["ephemeral_to"] == "U0ADA"
    assert slack.client.conversations_history(channel="C0HELP")["messages"] == []


def test_a_whisper_needs_a_member_of_the_channel(slack: Workspace) -> None:
    whisper = slack.client.chat_postEphemeral
    assert slack.error(whisper, channel="C0TRIAGE", user="U0CARL", text="psst") == "user_not_in_channel"


def test_a_permalink_names_the_thread(slack: Workspace) -> None:
    head = slack.say("U0CARL", "C0HELP", "hello")["ts"]
    reply = slack.client.chat_postMessage(channel="C0HELP", text="hi", thread_ts=head)["ts"]
    link = slack.client.chat_getPermalink(channel="C0HELP", message_ts=reply)["permalink"]
    path = f"/archives/C0HELP/p{reply.replace('.', '')}?thread_ts={head}&cid=C0HELP"
    assert f"https://acme.slack.com{path}" == link


def test_a_permalink_of_nothing_is_refused(slack: Workspace) -> None:
    error = slack.error(slack.client.chat_getPermalink, channel="C0HELP", message_ts="1.0")
    assert error == "message_not_found"
