"""The control API for X, the state, the calls and the events."""

from __future__ import annotations

import pytest
import requests


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("x/post", {"as": "anna_k"}, 400, "text: missing"),
        ("x/post", {"as": 7, "text": "hi"}, 400, "as: expected a text"),
        ("x/post", {"as": "nobody", "text": "hi"}, 404, "as: nobody is called 'nobody'"),
        ("x/post", {"as": "anna_k", "text": "hi", "reply_to": "5"}, 404, "there is no post '5'"),
        ("x/delete", {"id": "5"}, 404, "there is no post '5'"),
        ("x/message", {"as": "acme", "text": "hi"}, 400, "to: nobody writes a direct message to themselves"),
        ("x/post", [], 400, "the body must be a JSON object"),
        ("clock", {"forward": "-3m"}, 400, 'forward: expected a duration such as "90s", "3m" or "2h", or seconds'),
        ("clock", {"forward": -3}, 400, "forward: the clock only moves forward"),
        ("clock", {"forward": 1e300}, 400, "forward: too long"),
        ("clock", {"forward": "999999d"}, 200, ""),
        ("faults", {"on": "mail", "kind": "slow"}, 400, "on: expected one of x, slack"),
        ("faults", {"on": "x", "kind": "slow", "times": 1.5}, 400, "times: expected a whole number"),
        ("faults", {"on": "x", "kind": "slow", "times": -1}, 400, "times: expected 0 or more"),
        ("x/post", {"as": "anna_k", "text": "\ud800"}, 400, "the body is not valid JSON"),
        ("nothing", {}, 404, "Not Found"),
    ],
)
def test_a_wrong_call_is_told_in_words(control, path, body, status, error):
    if status == 200:
        assert 999_999 * 86_400 == control.post(path, **body)["offset"]
    else:
        assert (status, error) == control.refused(path, body)


def test_a_body_that_is_no_json_is_told_in_words(control):
    answer = requests.post(f"{control.url}/x/post", data=b"{", timeout=5)
    assert (400, {"error": "the body is not valid JSON"}) == (answer.status_code, answer.json())


def test_the_state_shows_the_cast(control):
    state = control.get("state")["x"]
    assert ("acme", ["acme", "anna_k", "bo_writes", "mia_dev"]) == (
        state["brand"]["username"],
        [user["username"] for user in state["users"]],
    )


def test_the_state_shows_an_edited_post_once(control):
    post = control.says("anna_k", "one")
    control.post("x/edit", id=post, text="two")
    assert ["two"] == [post["text"] for post in control.get("state")["x"]["posts"]]


def test_an_edit_by_an_old_id_edits_what_stands_now(control):
    first = control.says("anna_k", "one")
    control.post("x/edit", id=first, text="two")
    assert 3 == len(control.post("x/edit", id=first, text="three")["edits"])


@pytest.mark.parametrize("text", ["", "😀 مرحبا \u200b", "<!channel> <@U0ADA> & co", "x" * 25_000])
def test_any_text_comes_back_as_it_was_written(control, text):
    assert text == control.post("x/post", **{"as": "anna_k"}, text=text)["text"]


def test_every_vendor_call_is_listed_with_its_status(x, control):
    x.get_me()
    [call] = control.get("calls")["calls"]
    assert (1, "x", "GET", "/2/users/me", 200) == tuple(call[key] for key in ("n", "on", "method", "path", "status"))


def test_calls_can_be_read_from_a_number_on(x, control):
    x.get_me()
    x.get_direct_message_events()
    assert [2] == [call["n"] for call in control.get("calls?since=1")["calls"]]


def test_a_change_is_told_at_once(control):
    with requests.get(f"{control.url}/events", stream=True, timeout=5) as events:
        lines = events.iter_lines()
        first = [next(lines) for _ in range(3)]
        control.says("anna_k", "hi")
        second = [next(lines) for _ in range(3)]
    assert [b"event: change", b'data: {"version": 0}', b""] == first
    assert [b"event: change", b'data: {"version": 1}', b""] == second


def test_an_unknown_endpoint_of_x_is_a_problem_document(sandbox):
    answer = requests.get(f"{sandbox.url}/2/nothing", timeout=5)
    assert (404, "Not Found") == (answer.status_code, answer.json()["title"])
