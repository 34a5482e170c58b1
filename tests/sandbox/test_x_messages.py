"""Direct messages."""

from __future__ import annotations

import pytest
import tweepy
from x_on_the_wire import ANNA, BO


def test_a_message_to_the_brand_is_an_event(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="my address is a@b.example")
    fields = ["created_at", "dm_conversation_id", "sender_id", "text", "event_type"]
    [event] = x.get_direct_message_events(dm_event_fields=fields, event_types="MessageCreate").data
    expected = ("my address is a@b.example", "1000-2001", int(ANNA), "MessageCreate")
    assert expected == (event.text, event.dm_conversation_id, event.sender_id, event.event_type)


def test_messages_come_newest_first_and_in_pages(x, control):
    for n in range(5):
        control.post("x/message", **{"as": "anna_k"}, text=str(n))
    first = x.get_direct_message_events(max_results=3)
    second = x.get_direct_message_events(max_results=3, pagination_token=first.meta["next_token"])
    assert ["4", "3", "2", "1", "0"] == [event.text for event in first.data + second.data]


def test_the_sender_is_included_when_expanded(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="hi")
    page = x.get_direct_message_events(expansions=["sender_id"])
    assert ["anna_k"] == [user.username for user in page.includes["users"]]


def test_other_kinds_of_events_never_happen(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="hi")
    assert {"result_count": 0} == x.get_direct_message_events(event_types="ParticipantsJoin").meta


def test_the_brand_answers_who_wrote_first(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="hi")
    sent = x.create_direct_message(participant_id=ANNA, text="hello").data
    [_, answer] = control.get("state")["x"]["messages"]
    expected = (sent["dm_event_id"], "acme", "anna_k", "hello")
    assert expected == (answer["id"], answer["from"], answer["to"], answer["text"])


def test_the_brand_answers_in_the_conversation(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="hi")
    sent = x.create_direct_message(dm_conversation_id="1000-2001", text="hello").data
    assert "1000-2001" == sent["dm_conversation_id"]


def test_who_did_not_write_first_cannot_be_written_to(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="hi")
    with pytest.raises(tweepy.Forbidden, match="You do not have permission to DM"):
        x.create_direct_message(participant_id=BO, text="hello")


def test_events_with_one_person_leave_the_others_out(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="from anna")
    control.post("x/message", **{"as": "bo_writes"}, text="from bo")
    page = x.get_direct_message_events(participant_id=BO)
    assert ["from bo"] == [event.text for event in page.data]


def test_messages_older_than_thirty_days_are_gone(x, control):
    control.post("x/message", **{"as": "anna_k"}, text="hi")
    control.post("clock", forward="31d")
    assert x.get_direct_message_events().data is None
