"""Rate limits."""

from __future__ import annotations

import pytest
import requests
import tweepy


def headers(x):
    x.return_type = requests.Response
    answer = x.get_direct_message_events()
    return {name: int(answer.headers[f"x-rate-limit-{name}"]) for name in ("limit", "remaining", "reset")}


def test_every_answer_says_what_is_left(x, control):
    control.post("x/limits", strict=True)
    headers(x)
    second = headers(x)
    assert (15, 13) == (second["limit"], second["remaining"])


def test_the_call_after_the_last_one_is_refused_with_the_time_of_the_reset(x, control):
    control.post("x/limits", strict=True)
    for _ in range(15):
        left = headers(x)
    with pytest.raises(tweepy.TooManyRequests) as refused:
        x.get_direct_message_events()
    assert left["reset"] == refused.value.reset_time


def test_after_fifteen_minutes_there_is_a_new_budget(x, control):
    control.post("x/limits", strict=True)
    for _ in range(15):
        headers(x)
    control.post("clock", forward="15m")
    assert 14 == headers(x)["remaining"]


def test_a_rehearsal_may_set_numbers_of_its_own(x, control):
    control.post("x/limits", strict=True, calls={"dm events": 2})
    assert (2, 1) == (headers(x)["limit"], headers(x)["remaining"] + 1)
    with pytest.raises(tweepy.TooManyRequests):
        x.get_direct_message_events()


def test_direct_messages_have_a_budget_of_a_day_too(x, control):
    control.post("x/limits", strict=True)
    control.post("x/message", **{"as": "anna_k"}, text="Hello")
    x.return_type = requests.Response
    answer = x.create_direct_message(participant_id="2001", text="Hello Anna")
    day = [answer.headers[f"x-user-limit-24hour-{name}"] for name in ("limit", "remaining")]
    assert ["1440", "1439"] == day


def test_a_rehearsal_that_polls_often_is_not_stopped(x):
    assert 14_999 == headers(x)["remaining"]
