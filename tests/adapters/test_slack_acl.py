"""Who may do what in Slack: every act and every command against every kind of person.

A new act without a row in `ACTS`, or a new command without one in `COMMANDS`, fails here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from acme import ADA, GRACE, NOON
from slack_sdk import WebClient
from slack_world import US, Ears, StandingClock, pending, use_cases

from bot.adapters.slack import drafts, news, note_window, promise_window, promise_words
from bot.adapters.slack.acts import CLOSED
from bot.adapters.slack.answer_window import TEXT as ANSWER_TEXT
from bot.adapters.slack.buttons import CONVERSATION, KEEP, MOVE, SEND, TAKE_OVER, Action
from bot.adapters.slack.chain_buttons import ESCALATE, NOT_MINE, PASS_ON
from bot.adapters.slack.hand_on_window import CALLBACK as HAND_ON
from bot.adapters.slack.hand_on_window import TO
from bot.adapters.slack.held import DROP, EDIT
from bot.adapters.slack.held import SEND as SEND_HELD
from bot.adapters.slack.held_window import CALLBACK, TEXT
from bot.adapters.slack.home_lead import CHART, HELD, PAUSE, RESUME
from bot.adapters.slack.inbound import SOURCE, SlackInbound
from bot.adapters.slack.people import People
from bot.adapters.slack.registry import HANDLERS
from bot.adapters.slack.slash import COMMAND, WORDS
from bot.adapters.slack.windows import Windows
from bot.adapters.slack.workspace import Workspace
from bot.adapters.store import SqliteStore
from bot.domain.policy import Role, Staff
from bot.domain.reading import ONLY_LEADS
from bot.ports.store import AuditRow, Store

OTTO = Staff("Otto", "U0OTTO", Role.RESPONDER)

STAFF, LEADS = "staff", "leads"
OBEYED, REFUSED, IGNORED = "obeyed", "only leads", "ignored"


@dataclass(frozen=True)
class Row:
    """Who may do it, and what it carries."""

    may: str
    carried: Mapping[str, Any] = field(default_factory=lambda: {"case": "C-1"})
    entered: Mapping[str, str] = field(default_factory=dict)


DRAFT = {"case": "C-1", "draft": 1}
HELD_ONE = {"case": "C-1", "message": "e1"}
ACTS: Mapping[str, Row] = {
    Action.TAKE: Row(STAFF),
    Action.ASK_EMAIL: Row(STAFF),
    Action.APPROVE_HOLD: Row(STAFF),
    Action.RESOLVE: Row(STAFF),
    Action.DISMISS: Row(STAFF),
    Action.MARK_HEATED: Row(STAFF),
    Action.MARK_CALM: Row(STAFF),
    MOVE: Row(STAFF, {"case": "C-1", "team": "billing"}),
    SEND: Row(STAFF, {"case": "C-1", "name": "s0"}),
    "edit": Row(STAFF, {"case": "C-1", "name": "s0"}),
    "answer": Row(STAFF, {"case": "C-1", "name": "", "upon": ""}, {ANSWER_TEXT: "Here is how"}),
    f"answer{CLOSED}": Row(STAFF),
    CONVERSATION: Row(STAFF),
    f"{CONVERSATION}{CLOSED}": Row(STAFF),
    TAKE_OVER: Row(STAFF, {"case": "C-1", "from": "Grace"}),
    NOT_MINE: Row(STAFF),
    PASS_ON: Row(STAFF),
    ESCALATE: Row(STAFF),
    drafts.SEND: Row(LEADS, DRAFT),
    drafts.EDIT: Row(LEADS, DRAFT),
    drafts.LOOK: Row(STAFF, DRAFT),
    drafts.BACK: Row(LEADS, DRAFT),
    note_window.CALLBACK: Row(LEADS, DRAFT, {note_window.NOTE: "shorter"}),
    news.AGAIN: Row(STAFF, DRAFT),
    promise_words.MAKE: Row(STAFF),
    promise_words.KEEP: Row(STAFF, {"case": "C-1"}, {promise_window.TEXT: "Here is how"}),
    promise_words.DENY: Row(STAFF),
    promise_words.UPDATE: Row(STAFF, {"case": "C-1", "number": 1}),
    HAND_ON: Row(STAFF, {"case": "C-1"}, {TO: '{"person": "Grace"}'}),
    SEND_HELD: Row(LEADS, HELD_ONE),
    DROP: Row(LEADS, HELD_ONE),
    EDIT: Row(LEADS, HELD_ONE),
    CALLBACK: Row(LEADS, HELD_ONE, {TEXT: "other words"}),
    "late:answer": Row(LEADS),
    "late:younger": Row(LEADS, {"minutes": 60}),
    "breaker:close": Row(LEADS, {}),
    KEEP: Row(LEADS),
    "address:show": Row(LEADS),
    PAUSE: Row(LEADS, {}),
    RESUME: Row(LEADS, {}),
    HELD: Row(LEADS, HELD_ONE),
    CHART: Row(LEADS, {"look": "dark"}),
    COMMAND: Row(STAFF, {"text": "help"}),
}
"""Every act by its name. A window that was submitted has an entry in `entered` for each of its inputs."""

COMMANDS: Mapping[str, str] = {
    **dict.fromkeys(("help", "status", "mine", "lessons", "back", "case", "search", "away", "on-duty"), STAFF),
    **dict.fromkeys(("pause", "resume"), LEADS),
}
"""Every first word after /triage."""

# Kind of person -> who they are to Slack (user, workspace), and what they may do for each kind of act.
# Somebody of another team is staff: teams share their work. Deactivated, Dora is left out when the staff are resolved.
PEOPLE: Mapping[str, tuple[tuple[str, str], str, str]] = {
    "responder": (("U0ADA", "T0ACME"), OBEYED, REFUSED),
    "lead": (("U0GRACE", "T0ACME"), OBEYED, OBEYED),
    "responder of another team": (("U0OTTO", "T0ACME"), OBEYED, REFUSED),
    "plain member": (("U0PAUL", "T0ACME"), IGNORED, IGNORED),
    "guest": (("U0GUEST", "T0ACME"), IGNORED, IGNORED),
    "stranger of a shared channel": (("U0ZOE", "T0OTHER"), IGNORED, IGNORED),
    "stranger with a teammate's id": (("U0GRACE", "T0OTHER"), IGNORED, IGNORED),
    "somebody of no workspace": (("U0GRACE", ""), IGNORED, IGNORED),
    "bot": (("U0ROBO", "T0ACME"), IGNORED, IGNORED),
    "our own bot": (("U0BOT", "T0ACME"), IGNORED, IGNORED),
    "deactivated": (("U0DORA", "T0ACME"), IGNORED, IGNORED),
}


class Doors:
    """What works on envelopes, with ears for an engine, on a store in memory."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ears = Ears(store)
        workspace = Workspace.of(US, "C0TRIAGE", ["C0HELP"], [ADA, GRACE, OTTO])
        clock = StandingClock(NOON)
        nowhere = WebClient(token="xoxb-fake", base_url="http://127.0.0.1:9/api/", timeout=1, retry_handlers=[])
        people, windows = People(nowhere, clock), Windows(nowhere, clock)
        self.inbound = SlackInbound(store, use_cases(self.ears), workspace, people, windows)

    def verdict(self, payload: dict[str, Any]) -> str:
        """Work on an envelope and say what became of it, by the audit trail and by what the engine heard."""
        with self.store.transaction() as tx:
            tx.inbox.receive(SOURCE, json.dumps(payload), json.dumps(payload), NOON)
        self.inbound.handle(pending(self.store)[-1])
        rows = self.audit()
        assert pending(self.store) == ()
        if not rows:
            assert (self.ears.told, self.ears.events) == ([], [])
            return IGNORED
        assert len(rows) == 1
        return REFUSED if rows[0].refused == ONLY_LEADS else OBEYED

    def audit(self) -> tuple[AuditRow, ...]:
        """Everything that was written down."""
        with self.store.transaction() as tx:
            return tx.privacy.audit()


@pytest.fixture
def doors() -> Iterator[Doors]:
    """Nobody has done anything yet."""
    store = SqliteStore(":memory:")
    yield Doors(store)
    store.close()


def payload_of(name: str, row: Row, user: str, team: str) -> dict[str, Any]:
    """The envelope as Slack sends it."""
    who = {"id": user, "team_id": team}
    if name.startswith("/"):
        return {"command": name, "user_id": user, "team_id": team, "text": row.carried["text"], "trigger_id": "1.2"}
    if row.entered or name.endswith(CLOSED):
        values = {block: {"input": {"type": "plain_text_input", "value": text}} for block, text in row.entered.items()}
        view = {
            "id": "V1",
            "callback_id": name.removesuffix(CLOSED),
            "private_metadata": json.dumps(row.carried),
            "state": {"values": values},
        }
        return {"type": "view_closed" if name.endswith(CLOSED) else "view_submission", "user": who, "view": view}
    action = {"action_id": name, "value": json.dumps(row.carried), "action_ts": "1.1"}
    if name == MOVE:
        action = {"action_id": name, "selected_option": {"value": json.dumps(row.carried)}, "action_ts": "1.1"}
    return {"type": "block_actions", "user": who, "trigger_id": "1.2", "actions": [action]}


def test_every_act_has_a_row() -> None:
    """Whoever adds an act says here who may do it."""
    assert set(HANDLERS) == set(ACTS)


def test_every_command_has_a_row() -> None:
    assert set(WORDS) == set(COMMANDS)


def test_the_code_says_the_same_as_the_table() -> None:
    """The role that a handler asks for is the one of its row."""
    asked = {name: LEADS if handler.least is Role.LEAD else STAFF for name, handler in HANDLERS.items()}
    assert asked == {name: row.may for name, row in ACTS.items()}


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_for_those_who_may(doors: Doors, name: str, kind: str) -> None:
    (user, team), staff, leads = PEOPLE[kind]
    row = ACTS[name]
    assert doors.verdict(payload_of(name, row, user, team)) == (staff if row.may == STAFF else leads)


@pytest.mark.parametrize("kind", PEOPLE)
@pytest.mark.parametrize("word", COMMANDS)
def test_a_command_is_for_those_who_may(doors: Doors, word: str, kind: str) -> None:
    (user, team), staff, leads = PEOPLE[kind]
    text = {"case": "case C-1", "search": "search x", "on-duty": "on-duty <@U0ADA> billing until 18:00"}.get(word, word)
    verdict = doors.verdict(payload_of(COMMAND, Row(STAFF, {"text": text}), user, team))
    assert verdict == (staff if COMMANDS[word] == STAFF else leads)


def test_the_audit_trail_says_who_what_when_and_which_case(doors: Doors) -> None:
    doors.verdict(payload_of(Action.TAKE, ACTS[Action.TAKE], "U0ADA", "T0ACME"))
    assert doors.audit() == (AuditRow(NOON, "Ada", "took the case", "C-1"),)


def test_what_was_looked_for_is_not_in_the_audit_trail(doors: Doors) -> None:
    """It may be somebody's name."""
    doors.verdict(payload_of(COMMAND, Row(STAFF, {"text": "search Anna Keller"}), "U0ADA", "T0ACME"))
    assert [row.what for row in doors.audit()] == ["/triage search"]
