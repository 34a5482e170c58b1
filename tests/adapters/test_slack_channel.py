"""Answers to customers arrive in their thread or in private, can be found again, and notify nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from acme import CARL
from slack_world import LocalSlack, local_slack

from bot.adapters.slack.channel import SlackChannel
from bot.adapters.weighing import LIMITS
from bot.domain.case import Channel
from bot.domain.errors import NoPrivateWay, Permanent, Temporary, Unknown
from bot.ports.channel import CustomerChannel, Outgoing


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


@pytest.fixture
def channel(slack: LocalSlack) -> CustomerChannel:
    """The channel under test."""
    return SlackChannel(slack.client(2), slack.clock)


def answer(slack: LocalSlack, text: str = "One second", effect: str = "e1") -> Outgoing:
    """An answer to a new post of Carl's."""
    post = f"C0HELP:{slack.says('U0CARL', 'C0HELP', 'My export is broken')}"
    return Outgoing(effect, Channel.SLACK, CARL, post, post, text, private=False)


def test_an_answer_stands_in_the_customers_thread(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The id that is returned is that of the message in the thread."""
    message = answer(slack)
    remote_id = channel.send(message)
    posted = slack.messages("C0HELP")[-1]
    assert remote_id == f"C0HELP:{posted['ts']}"
    assert (posted["text"], f"C0HELP:{posted['thread_ts']}") == ("One second", message.conversation)


def test_who_cannot_be_written_to_in_private_is_told_apart(slack: LocalSlack, channel: CustomerChannel) -> None:
    """Slack opens no direct message with them; their thread is still there."""
    stranger = replace(answer(slack), customer=replace(CARL, id="U0GONE"), private=True)
    with pytest.raises(NoPrivateWay):
        channel.send(stranger)


def test_an_answer_carries_its_effect(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The metadata tell which effect it was."""
    channel.send(answer(slack))
    assert slack.messages("C0HELP")[-1]["metadata"] == {"event_type": "triage_bot", "event_payload": {"effect": "e1"}}


def test_an_answer_unfurls_nothing_and_notifies_nobody(slack: LocalSlack, channel: CustomerChannel) -> None:
    """A name that is a command in Slack stays a word, and links show no preview."""
    channel.send(answer(slack, "Hello <!channel>, https://acme.example"))
    posted = slack.server.call(lambda world: list(world.slack.channels["C0HELP"].messages.values())[-1])
    assert posted.text == "Hello &lt;!channel&gt;, https://acme.example"
    assert (posted.unfurl_links, posted.unfurl_media) == (False, False)


def test_a_private_answer_goes_to_the_customer_alone(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The email ask does not stand where others read."""
    remote_id = channel.send(replace(answer(slack, "Your address, please"), private=True))
    posted = slack.messages("D0CARL")
    assert [message["text"] for message in posted] == ["Your address, please"]
    assert remote_id == f"D0CARL:{posted[0]['ts']}"
    assert len(slack.messages("C0HELP")) == 1


def test_a_private_conversation_is_answered_where_it_is(slack: LocalSlack, channel: CustomerChannel) -> None:
    """A case that began in a direct message stays there even for an answer that is not marked as private."""
    ts = slack.says("U0CARL", "im", "Help")
    message = Outgoing("e1", Channel.SLACK, CARL, "dm:D0CARL", f"D0CARL:{ts}", "Hello", private=False)
    assert channel.send(message) == f"D0CARL:{slack.messages('D0CARL')[-1]['ts']}"


def test_what_was_sent_is_found(slack: LocalSlack, channel: CustomerChannel) -> None:
    """After a crash the answer in the thread is known again."""
    message = answer(slack)
    sent = channel.send(message)
    assert channel.find(message) == sent


def test_what_was_sent_in_private_is_found(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The same in a direct message."""
    message = replace(answer(slack), private=True)
    sent = channel.send(message)
    assert channel.find(message) == sent


def test_what_was_not_sent_is_not_found(slack: LocalSlack, channel: CustomerChannel) -> None:
    """Another answer of ours in the same thread is not the one."""
    message = answer(slack)
    channel.send(message)
    assert channel.find(replace(message, id="e2")) is None
    assert channel.find(replace(message, id="e2", private=True)) is None


def test_an_answer_far_back_in_a_thread_is_found(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The thread is read page by page."""
    message = answer(slack)
    thread = message.conversation.split(":")[1]
    client = slack.client()
    for number in range(205):
        client.chat_postMessage(channel="C0HELP", thread_ts=thread, text=str(number))
    sent = channel.send(message)
    assert channel.find(message) == sent


def test_an_answer_that_was_cut_off_is_found(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The call broke, the message is there: unknown first, found then, posted once."""
    message = answer(slack)
    slack.fault("dropped", "chat.postMessage")
    with pytest.raises(Unknown):
        channel.send(message)
    assert channel.find(message) == f"C0HELP:{slack.messages('C0HELP')[-1]['ts']}"
    assert slack.calls("chat.postMessage") == 1


def test_a_look_that_failed_may_be_repeated(slack: LocalSlack, channel: CustomerChannel) -> None:
    """Not being able to look says nothing about the message."""
    slack.fault("html", "conversations.replies")
    with pytest.raises(Temporary):
        channel.find(answer(slack))


def test_opening_a_direct_message_may_be_repeated(slack: LocalSlack, channel: CustomerChannel) -> None:
    """As long as nothing was posted nothing is unknown."""
    slack.fault("dropped", "conversations.open")
    with pytest.raises(Temporary):
        channel.send(replace(answer(slack), private=True))


def test_a_thread_that_is_gone_is_told(slack: LocalSlack, channel: CustomerChannel) -> None:
    """The customer took the post back: a human sees it, nothing is tried again."""
    message = answer(slack)
    slack.control("slack/delete", **{"as": "U0CARL"}, channel="C0HELP", ts=message.conversation.split(":")[1])
    with pytest.raises(Permanent):
        channel.send(message)


def test_a_conversation_that_is_none_is_refused(channel: CustomerChannel) -> None:
    """An id of another channel is never guessed at."""
    with pytest.raises(Permanent):
        channel.send(Outgoing("e1", Channel.SLACK, CARL, "1234", "1234", "Hello", private=False))


def test_lengths_are_characters(channel: CustomerChannel) -> None:
    """A text may be as long as a card can show, and no private link is needed."""
    assert (channel.weight("añ👍"), channel.limit, channel.private_link("C-1")) == (3, LIMITS[Channel.SLACK], "")
