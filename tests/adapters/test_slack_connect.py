"""An operator learns in plain words what is wrong with a token or a Slack channel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from slack_world import US, LocalSlack, local_slack

from bot.adapters.slack.connect import (
    SlackSettings,
    SlackUnreachable,
    channel_problems,
    check_app_token,
    web_client,
    whoami,
)
from bot.adapters.slack.connection import SlackConnection
from bot.domain.errors import ConfigurationError, Problem
from bot.wiring.sides import introduce_to_slack, say_unfit


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[LocalSlack]:
    """A local Slack."""
    with local_slack(tmp_path) as running:
        yield running


def complaint(slack: LocalSlack, **changes: object) -> list[str]:
    """What is wrong with the Slack channels of changed settings."""
    settings = replace(slack.settings, **changes)  # type: ignore[arg-type]
    return [str(problem) for problem in channel_problems(slack.client(), settings, "config.toml")]


def test_slack_tells_who_we_are(slack: LocalSlack) -> None:
    """Workspace, bot user and bot of the token."""
    assert whoami(slack.client()) == US


def test_a_wrong_bot_token_is_told(slack: LocalSlack) -> None:
    """The operator reads which secret is wrong and where it comes from, not the secret."""
    with pytest.raises(ConfigurationError) as problem:
        whoami(web_client(slack.with_tokens(bot="xoxb-wrong")))
    assert str(problem.value).startswith("environment: SLACK_BOT_TOKEN: Slack does not know this token")
    assert "xoxb-wrong" not in str(problem.value)


def test_swapped_tokens_are_told(slack: LocalSlack) -> None:
    """An app token in the bot token's place is of another kind."""
    with pytest.raises(ConfigurationError, match="another kind"):
        whoami(web_client(slack.with_tokens(bot="xapp-fake-sandbox")))
    with pytest.raises(ConfigurationError, match="SLACK_APP_TOKEN: this is a token of another kind"):
        check_app_token(slack.client(), "xoxb-fake-sandbox")


def test_a_right_app_token_is_fine(slack: LocalSlack) -> None:
    """Slack hands out a connection."""
    check_app_token(slack.client(), "xapp-fake-sandbox")
    assert slack.calls("apps.connections.open") == 1


@pytest.mark.parametrize("kind", ["500", "html", "dropped", "429", "hang_before"])
def test_a_slack_that_fails_is_not_blamed_on_the_token(slack: LocalSlack, kind: str) -> None:
    """Where Slack does not answer, nothing is known about the token."""
    slack.fault(kind, "auth.test")
    with pytest.raises(SlackUnreachable):
        whoami(slack.client(timeout=1))


def test_tokens_are_not_shown() -> None:
    """Settings can be logged by accident without a secret getting out."""
    assert "secret" not in repr(SlackSettings("xoxb-secret", "xapp-secret", "https://slack.com/api/", "C1"))


def test_fit_channels_are_no_problem(slack: LocalSlack) -> None:
    """A triage channel of our own and a shared customers' channel are as it should be."""
    assert complaint(slack) == []


def test_a_shared_triage_channel_is_refused(slack: LocalSlack) -> None:
    """Cards must never be read by another organisation."""
    words = complaint(slack, triage_channel="C0HELP")
    assert len(words) == 1
    assert words[0].startswith("config.toml: slack.triage_channel: C0HELP is shared with another organisation")


def test_a_channel_that_is_not_there_is_told(slack: LocalSlack) -> None:
    """The operator learns what to do about it, for each channel."""
    words = complaint(slack, triage_channel="C0NONE", customer_channels=("C0NOPE",))
    unseen = "the bot sees no Slack channel"
    invite = "for a private one: /invite the bot there"
    assert words == [
        f"config.toml: slack.triage_channel: {unseen} C0NONE; {invite}",
        f"config.toml: slack.customer_channels: {unseen} C0NOPE; {invite}",
    ]


def test_a_channel_without_the_bot_is_told(slack: LocalSlack) -> None:
    """A bot that was not invited hears nothing."""
    slack.server.call(lambda world: world.slack.channels["C0HELP"].members.remove("U0BOT"))
    assert complaint(slack) == ["config.toml: slack.customer_channels: the bot is not in C0HELP; /invite it there"]


def private(channel: str) -> tuple[tuple[str, str], ...]:
    return (("teams.0.chain.1.notify", channel),)


def test_a_private_channel_may_be_told(slack: LocalSlack) -> None:
    slack.control("slack/channel", id="G0LEADS", name="leads", members=["U0GRACE"])
    assert [] == complaint(slack, private_channels=private("G0LEADS"))


def test_a_public_channel_as_a_step_of_a_chain_is_told(slack: LocalSlack) -> None:
    """What a chain says is private: everybody in the workspace could read it there."""
    (words,) = complaint(slack, private_channels=private("C0TRIAGE"))
    assert "teams.0.chain.1.notify: C0TRIAGE is a public Slack channel" in words


def test_a_shared_channel_as_a_step_of_a_chain_is_told_too(slack: LocalSlack) -> None:
    assert any(
        "shared with another organisation" in words for words in complaint(slack, private_channels=private("C0HELP"))
    )


def test_a_private_channel_without_the_bot_is_told(slack: LocalSlack) -> None:
    (words,) = complaint(slack, private_channels=private("G0NONE"))
    assert "the bot sees no Slack channel G0NONE; for a private one: /invite the bot there" in words


def test_a_user_group_is_looked_up(slack: LocalSlack) -> None:
    assert [] == complaint(slack, groups=(("teams.0.on_duty_group", "S0ONDUTY"),))
    (words,) = complaint(slack, groups=(("teams.0.on_duty_group", "S0NONE"),))
    assert "teams.0.on_duty_group: Slack knows no user group S0NONE" in words


class Refusing(WebClient):
    """A Slack that knows the triage channel and refuses to tell about any other, with a status and a word."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(token="xoxb-fake")
        self.refusal = (status, word)

    def conversations_info(self, *, channel: str, **more: object) -> SlackResponse:  # type: ignore[override]
        known = channel == "C0TRIAGE"
        answer = SlackResponse(
            client=self,
            http_verb="POST",
            api_url="conversations.info",
            req_args={},
            data={"ok": True, "channel": {"is_member": True}} if known else {"ok": False, "error": self.refusal[1]},
            headers={"Retry-After": "30"},
            status_code=200 if known else self.refusal[0],
        )
        if not known:
            raise SlackApiError("refused", answer)
        return answer


PASSING = [
    (429, "ratelimited"),
    (200, "ratelimited"),
    (200, "internal_error"),
    (200, "fatal_error"),
    (200, "service_unavailable"),
    (200, "request_timeout"),
    (503, "service_unavailable"),
]


@pytest.mark.parametrize(("status", "word"), PASSING)
def test_a_fault_of_slacks_own_is_no_mistake_of_the_operators(status: int, word: str) -> None:
    """It passes by itself; nothing is known to be wrong with the channel."""
    settings = SlackSettings("xoxb", "xapp", "https://slack.com/api/", "C0TRIAGE", customer_channels=("C0HELP",))
    with pytest.raises(SlackUnreachable, match=word):
        channel_problems(Refusing(status, word), settings, "config.toml")


def test_any_other_refusal_is_told_with_its_word() -> None:
    settings = SlackSettings("xoxb", "xapp", "https://slack.com/api/", "C0TRIAGE", customer_channels=("C0HELP",))
    (problem,) = channel_problems(Refusing(200, "method_not_supported"), settings, "config.toml")
    assert "slack.customer_channels: Slack refused to tell about C0HELP (method_not_supported)" in str(problem)


class TestAtTheStart:
    """Only the token and the triage channel keep the bot from starting: customers elsewhere are answered."""

    def start(self, slack: LocalSlack, **changes: object) -> list[str] | None:
        """What the leads will read, as a list; None where Slack did not tell."""
        settings = replace(slack.settings, **changes)  # type: ignore[arg-type]
        found = introduce_to_slack(SlackConnection(settings, "config.toml", slack.clock))
        return None if found is None else [str(problem) for problem in found]

    def test_all_is_well(self, slack: LocalSlack) -> None:
        assert [] == self.start(slack)

    def test_a_triage_channel_that_is_not_there_stops_it(self, slack: LocalSlack) -> None:
        with pytest.raises(ConfigurationError, match=r"slack\.triage_channel"):
            self.start(slack, triage_channel="C0NONE")

    def test_a_shared_triage_channel_does_not(self, slack: LocalSlack) -> None:
        assert [] == self.start(slack, triage_channel="C0HELP")

    def test_a_customers_channel_that_is_not_there_does_not(self, slack: LocalSlack) -> None:
        found = self.start(slack, customer_channels=("C0NOPE", "C0HELP"))
        assert found is not None
        assert ["slack.customer_channels: the bot sees no Slack channel C0NOPE"] == [
            one.removeprefix("config.toml: ").partition(";")[0] for one in found
        ]

    def test_a_shared_private_channel_of_a_chain_does_not(self, slack: LocalSlack) -> None:
        """Nothing is posted there while it is shared; whoever watches over that tells the leads."""
        found = self.start(slack, private_channels=private("C0HELP"))
        assert found is not None
        assert not [one for one in found if "shared" in one]

    def test_a_user_group_that_is_not_there_does_not(self, slack: LocalSlack) -> None:
        found = self.start(slack, groups=(("teams.0.on_duty_group", "S0NONE"),))
        assert found is not None
        assert ["config.toml: teams.0.on_duty_group: Slack knows no user group S0NONE"] == [
            one.partition(";")[0] for one in found
        ]

    @pytest.mark.parametrize("kind", ["429", "500"])
    def test_a_slack_that_fails_does_not(self, slack: LocalSlack, kind: str) -> None:
        slack.fault(kind, "conversations.info", times=0)
        assert self.start(slack) is None

    def test_what_was_found_before_it_failed_is_told(self, slack: LocalSlack) -> None:
        slack.fault("500", "usergroups.users.list", times=0)
        found = self.start(slack, customer_channels=("C0NOPE",), groups=(("teams.0.on_duty_group", "S0ONDUTY"),))
        assert found is not None
        assert 1 == len(found)

    def test_the_leads_read_what_to_mend(self) -> None:
        problem = Problem("config.toml", "slack.customer_channels", None, "C0HELP is archived")
        assert say_unfit((problem,)).endswith("\n• config.toml: slack.customer_channels: C0HELP is archived")
        assert "" == say_unfit(())
