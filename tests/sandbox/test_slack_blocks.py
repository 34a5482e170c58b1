"""Slack's limits on blocks: what is just allowed is taken, one more is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from slack_on_the_wire import Workspace, actions, button, running, section


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


ALLOWED = {
    "50 blocks": [{"type": "divider"}] * 50,
    "section of 3000": [section("x" * 3000)],
    "header of 150": [{"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}],
    "button of 75 with a value of 2000": [actions(button("a", "v" * 2000, "x" * 75))],
    "25 elements": [actions(*[button(f"a{n}") for n in range(25)])],
    "one action id in two blocks": [actions(button("send", "1")), actions(button("send", "2"))],
    "fields without text": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}]}],
    "context": [{"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}]}],
}

REFUSED = {
    "51 blocks": ([{"type": "divider"}] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "section of 3001": (
        [section("x" * 3001)],
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ),
    "empty section": ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "section without text": ([{"type": "section"}], "missing required field: text [json-pointer:/blocks/0]"),
    "header of 151": (
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    "header in markdown": (
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
    ),
    "button of 76": (
        [actions(button("a", words="x" * 76))],
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    "value of 2001": (
        [actions(button("a", "v" * 2001))],
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    "button without text": (
        [actions({"type": "button", "action_id": "a"})],
        "missing required field: text [json-pointer:/blocks/0/elements/0/text]",
    ),
    "26 elements": (
        [actions(*[button(f"a{n}") for n in range(26)])],
        "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
    ),
    "no elements": ([actions()], "missing required field: elements [json-pointer:/blocks/0]"),
    "one block id twice": (
        [section("x", block_id="b"), section("y", block_id="b")],
        "block_id already exists: b [json-pointer:/blocks/1/block_id]",
    ),
    "one action id twice in a block": (
        [actions(button("a"), button("a"))],
        "action_id already exists: a [json-pointer:/blocks/0/elements/1/action_id]",
    ),
    "unknown block": ([{"type": "banner"}], "unsupported type: banner [json-pointer:/blocks/0/type]"),
    "unknown element": (
        [actions({"type": "lever"})],
        "unsupported type: lever [json-pointer:/blocks/0/elements/0/type]",
    ),
    "unknown style": (
        [actions(button("a", style="loud"))],
        "unsupported value: loud [json-pointer:/blocks/0/elements/0/style]",
    ),
    "select without options": (
        [section("x", accessory={"type": "static_select", "action_id": "s"})],
        "missing required field: options [json-pointer:/blocks/0/accessory/options]",
    ),
    "block that is no object": (["x"], "must be an object [json-pointer:/blocks/0]"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_slack_takes_is_taken(slack: Workspace, name: str) -> None:
    slack.client.chat_postMessage(channel="C0TRIAGE", text="x", blocks=ALLOWED[name])
    assert len(ALLOWED[name]) == len(slack.messages("C0TRIAGE")[0]["blocks"])


@pytest.mark.parametrize("name", REFUSED)
def test_what_slack_refuses_is_refused_with_the_place(slack: Workspace, name: str) -> None:
    blocks, words = REFUSED[name]
    refusal = slack.refusal(slack.client.chat_postMessage, channel="C0TRIAGE", text="x", blocks=blocks)
    assert ("invalid_blocks", [words]) == (refusal["error"], refusal["errors"])
    assert [f"[ERROR] {words}"] == refusal["response_metadata"]["messages"]


def test_all_blocks_together_have_a_limit(slack: Workspace) -> None:
    blocks = [section("x" * 2700)] * 5
    error = slack.error(slack.client.chat_postMessage, channel="C0TRIAGE", text="x", blocks=blocks)
    assert error == "msg_blocks_too_long"


def test_missing_ids_are_made_up(slack: Workspace) -> None:
    blocks = [actions({"type": "button", "text": {"type": "plain_text", "text": "Go"}})]
    slack.client.chat_postMessage(channel="C0TRIAGE", text="x", blocks=blocks)
    kept = slack.messages("C0TRIAGE")[0]["blocks"][0]
    assert all([kept["block_id"], kept["elements"][0]["action_id"]])
