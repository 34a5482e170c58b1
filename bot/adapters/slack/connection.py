"""Builds everything that talks to Slack from the operator's settings; nothing is called before `whoami`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from slack_sdk import WebClient

from bot.adapters.slack.answers import Listening
from bot.adapters.slack.channel import SlackChannel
from bot.adapters.slack.connect import (
    QUICK_TIMEOUT,
    SlackSettings,
    SlackUnreachable,
    channel_problems,
    check_app_token,
    check_scopes,
    is_shared,
    other_problems,
    triage_problems,
    web_client,
    whoami,
)
from bot.adapters.slack.critic import Critic
from bot.adapters.slack.home_screen import SlackHomeScreen
from bot.adapters.slack.inbound import SlackInbound
from bot.adapters.slack.late_inbound import LateInbound
from bot.adapters.slack.listener import SlackListener
from bot.adapters.slack.listens import UseCases
from bot.adapters.slack.people import People
from bot.adapters.slack.replies import Replies
from bot.adapters.slack.staff_groups import StaffGroups
from bot.adapters.slack.staffroom import SlackStaffroom
from bot.adapters.slack.whereabouts import SlackWhereabouts
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Identity, Workspace
from bot.domain.errors import ConfigurationError, Problem
from bot.domain.policy import Role, Staff
from bot.ports.clock import Clock
from bot.ports.store import Store
from bot.ports.tally import Answer


class SlackConnection:
    """Slack, as one bot user sees it.

    `file` names the operator's file in what is told about it. `heard` is told of every answer, from any thread.
    """

    def __init__(
        self, settings: SlackSettings, file: str, clock: Clock, heard: Callable[[Answer], None] | None = None
    ) -> None:
        self._settings = settings
        self._file = file
        self._clock = clock
        self._listening = Listening(heard, clock) if heard is not None else None
        self._client: WebClient = web_client(settings, listening=self._listening)
        self._us: Identity | None = None
        self._replies = Replies()

    def whoami(self) -> Identity:
        """Return who the bot is there; Slack is asked once.

        Raises:
            ConfigurationError: Slack does not accept the bot token.
            SlackUnreachable: Slack does not answer.
        """
        if self._us is None:
            self._us = whoami(self._client)
        return self._us

    def check(self) -> None:
        """Try both tokens and look whether the Slack channels are fit for their use; raise as `whoami` does."""
        self.whoami()
        check_scopes(self._client)
        self.check_channels()
        check_app_token(self._client, self._settings.app_token)

    def check_channels(self) -> None:
        """Raise ConfigurationError where the bot is missing in a Slack channel or outsiders could read the cards."""
        if problems := channel_problems(self._client, self._settings, self._file):
            raise ConfigurationError(problems)

    def check_triage_channel(self) -> None:
        """Raise ConfigurationError where the bot cannot use the triage channel, SlackUnreachable as `whoami` does.

        That outsiders could read it is nothing to stop for: no card is posted then.
        """
        if problems := triage_problems(self._client, self._settings, self._file, may_be_shared=True):
            raise ConfigurationError(problems)

    def unfit_places(self) -> Iterator[Problem]:
        """Yield what is wrong with the customers' channels, and with what chains name; raise SlackUnreachable."""
        return other_problems(self._client, self._settings, self._file, may_be_shared=True)

    def channel(self) -> SlackChannel:
        """Return Slack as a customers' channel."""
        return SlackChannel(self._client, self._clock)

    def staffroom(self) -> SlackStaffroom:
        """Return Slack as the staff's place."""
        return SlackStaffroom(self._client, self._settings.triage_channel, self._clock)

    def is_shared(self, channel: str) -> bool:
        """Tell whether outsiders can read a Slack channel, or are invited to; raise a DeliveryError."""
        return is_shared(self._client, self._clock, channel)

    def check_staff(self, configured: Sequence[Staff]) -> None:
        """Raise ConfigurationError where somebody in the configuration can have no power, or a group cannot be read."""
        groups = self._groups()
        groups.resolve(configured)
        if found := groups.powerless(configured):
            words = '"{}" ({}) is {}, and so has no power; take the entry out, or write another id'
            raise ConfigurationError(
                [
                    Problem(
                        self._file,
                        f"staff.{place}.slack",
                        None,
                        words.format(configured[place].name, configured[place].slack, why),
                    )
                    for place, why in found
                ]
            )

    def staff(self, configured: Sequence[Staff]) -> tuple[Staff, ...]:
        """Return who of these, and of the two user groups, may act; raise a DeliveryError."""
        return self._groups().resolve(configured)

    def home_screen(self) -> SlackHomeScreen:
        """Return what shows Homes."""
        return SlackHomeScreen(self._client, self._clock, self._us_later)

    def whereabouts(self) -> SlackWhereabouts:
        """Return Slack as what knows who is there."""
        return SlackWhereabouts(web_client(self._settings, QUICK_TIMEOUT, self._listening), self._clock)

    def inbound(self, store: Store, engine: UseCases, staff: Iterable[Staff]) -> SlackInbound:
        """Return what works on the envelopes that were written down."""
        settings = self._settings
        workspace = Workspace.of(self.whoami(), settings.triage_channel, settings.customer_channels, staff)
        quick = web_client(settings, QUICK_TIMEOUT, self._listening)
        people, windows = People(quick, self._clock), Windows(quick, self._clock)
        return SlackInbound(store, engine, workspace, people, windows, self._replies)

    def late_inbound(self, store: Store, engine: UseCases, staff: Iterable[Staff]) -> LateInbound:
        """Return what works on the envelopes that were written down, from the moment that Slack tells who we are.

        Until then every envelope is left as it is, by SlackUnreachable: it comes again.
        """
        return LateInbound(lambda people: self._inbound_or_later(store, engine, people), staff)

    def _groups(self) -> StaffGroups:
        groups = {Role.RESPONDER: self._settings.responders_group, Role.LEAD: self._settings.leads_group}
        return StaffGroups(self._client, self._clock, groups, self._us_later)

    def _us_later(self) -> Identity:
        """Return who we are; a token that Slack refuses is waited for, until the operator mends it."""
        try:
            return self.whoami()
        except ConfigurationError as refusal:
            raise SlackUnreachable(str(refusal)) from None

    def _inbound_or_later(self, store: Store, engine: UseCases, staff: Iterable[Staff]) -> SlackInbound:
        try:
            return self.inbound(store, engine, staff)
        except ConfigurationError as refusal:
            # What came in before the operator mends it must not be put aside.
            raise SlackUnreachable(str(refusal)) from None

    def listener(self, store: Store, wake: Callable[[], None], critic: Critic | None = None) -> SlackListener:
        """Return what listens and writes envelopes down; `wake` is called for each new one.

        `critic` tells what speaks against a submitted window, while the person who filled it in still has it open.
        """
        return SlackListener(self._client, self._settings.app_token, store, self._clock, wake, critic, self._replies)
