"""The Web API takes arguments and tokens in every way Slack takes them, and refuses as Slack does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from slack_on_the_wire import APP_TOKEN, BOT_TOKEN, Workspace, running


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


BEARER = {"Authorization": f"Bearer {BOT_TOKEN}"}


def test_arguments_may_come_as_json(slack: Workspace) -> None:
    answer = requests.post(f"{slack.server.url}/api/users.info", json={"user": "U0ADA"}, headers=BEARER, timeout=5)
    assert answer.json()["user"]["name"] == "ada"


def test_arguments_may_come_as_a_form(slack: Workspace) -> None:
    answer = requests.post(f"{slack.server.url}/api/users.info", data={"user": "U0ADA"}, headers=BEARER, timeout=5)
    assert answer.json()["user"]["name"] == "ada"


def test_arguments_of_a_post_may_stand_in_the_query_string(slack: Workspace) -> None:
    answer = requests.post(f"{slack.server.url}/api/users.info?user=U0ADA", headers=BEARER, timeout=5)
    assert answer.json()["user"]["name"] == "ada"


def test_a_get_is_answered_too(slack: Workspace) -> None:
    answer = requests.get(f"{slack.server.url}/api/users.info?user=U0ADA", headers=BEARER, timeout=5)
    assert answer.json()["user"]["name"] == "ada"


def test_blocks_may_be_json_text_in_a_form(slack: Workspace) -> None:
    form = {"channel": "C0HELP", "blocks": '[{"type": "divider"}]'}
    requests.post(f"{slack.server.url}/api/chat.postMessage", data=form, headers=BEARER, timeout=5)
    assert [block["type"] for block in slack.messages("C0HELP")[0]["blocks"]] == ["divider"]


def test_a_token_may_be_an_argument(slack: Workspace) -> None:
    answer = requests.post(f"{slack.server.url}/api/auth.test", data={"token": BOT_TOKEN}, timeout=5)
    assert answer.json()["user_id"] == "U0BOT"


@pytest.mark.parametrize(
    ("headers", "error"),
    [
        ({}, "not_authed"),
        ({"Authorization": "Bearer xoxb-nobody"}, "invalid_auth"),
        ({"Authorization": f"Bearer {APP_TOKEN}"}, "not_allowed_token_type"),
    ],
)
def test_a_wrong_token_is_refused_with_status_200(slack: Workspace, headers: dict[str, str], error: str) -> None:
    answer = requests.post(f"{slack.server.url}/api/auth.test", headers=headers, timeout=5)
    assert (answer.status_code, answer.json()) == (200, {"ok": False, "error": error})


def test_a_socket_needs_the_app_level_token(slack: Workspace) -> None:
    assert slack.error(slack.client.apps_connections_open, app_token=BOT_TOKEN) == "not_allowed_token_type"


def test_an_unknown_method_is_named(slack: Workspace) -> None:
    refusal = slack.refusal(slack.client.api_call, api_method="chat.shout")
    assert refusal == {"ok": False, "error": "unknown_method", "req_method": "chat.shout"}


def test_broken_json_is_refused(slack: Workspace) -> None:
    headers = BEARER | {"Content-Type": "application/json"}
    answer = requests.post(f"{slack.server.url}/api/users.info", data="{", headers=headers, timeout=5)
    assert answer.json()["error"] == "invalid_json"


def test_auth_test_says_who_the_bot_is(slack: Workspace) -> None:
    answer = slack.client.auth_test()
    expected = ("T0ACME", "Acme", "U0BOT", "B0BOT")
    assert expected == (answer["team_id"], answer["team"], answer["user_id"], answer["bot_id"])


def test_api_test_echoes_its_arguments(slack: Workspace) -> None:
    assert slack.client.api_test(foo="bar")["args"] == {"foo": "bar"}


def test_too_many_requests_name_the_time_to_wait(slack: Workspace) -> None:
    slack.control("faults", on="slack", kind="429", seconds=7)
    answer = requests.post(f"{slack.server.url}/api/auth.test", headers=BEARER, timeout=5)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.json()["error"] == "ratelimited"
