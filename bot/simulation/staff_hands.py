"""What a hand does in Slack: press a button as it stands there, fill in a window and submit it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.domain.policy import Role
from bot.simulation import company, staff_words
from bot.simulation.ledger import Deed, Fact
from bot.simulation.slack_side import SlackMessage
from bot.simulation.world import World

RESPONDERS = tuple(person.slack for person in company.STAFF if person.role is Role.RESPONDER)
LEADS = tuple(person.slack for person in company.STAFF if person.role is Role.LEAD)


class Hands:
    """Presses and submits; every deed that Slack was answered for is written down. `person` is a Slack user id."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._clicks = 0

    def click(
        self,
        message: str,
        action: str,
        user: str,
        customer: int,
        team: str = company.OUR_TEAM,
        seen: Mapping[str, Any] | None = None,
    ) -> None:
        """Click a button as it is now, or as it was when it was `seen`; nothing where there is none."""
        button = seen or self.button(message, action)
        if button is None:
            return
        self._clicks += 1
        payload = {
            "type": "block_actions",
            "user": {"id": user, "team_id": team},
            "actions": [{"action_id": action, "value": button["value"], "action_ts": f"{self._clicks}.000000"}],
            "trigger_id": f"trigger-{self._clicks}",
        }
        valid = team == company.OUR_TEAM and user in (*RESPONDERS, *LEADS)
        valid = valid and (":" not in action or action.startswith("send:") or user in LEADS)
        carried = json.loads(button["value"]) if button["value"].startswith("{") else {}
        about = self._world.records.case_of.get(str(carried.get("case", "")), customer)
        self._world.deliver(payload, self._taken(about, action, user, valid=valid))

    def write(
        self, shown: str, words: str, person: str, customer: int, again: bool = False, button: str = "answer"
    ) -> None:
        """Write an answer in the window and press Send; where something speaks against it, once more, as people do."""
        found = self.button(shown, button)
        if found is None:
            return
        payload = self._submission("answer", found["value"], person, text=words)
        noted = self._taken(customer, "send:own" if button == "answer" else "draft:own", person, valid=True)

        def answered(answer: object) -> None:
            if not answer:
                noted(answer)
            elif not again:
                self.later(5, lambda: self.write(shown, words, person, customer, True, button))

        self._world.deliver(payload, answered)

    def edit(self, message: SlackMessage, words: str, person: str, customer: int) -> None:
        """Submit other words for a held message."""
        drop = self.button(message.id, "held:drop")
        if drop is not None:
            self._submit(
                self._submission("held_edit", drop["value"], person, text=words), customer, "held:edit", person
            )

    def hand_on(self, message: SlackMessage, to: str, person: str, customer: int) -> None:
        """Submit the window in which somebody else is picked, with a note."""
        button = self.button(message.id, "pass_on")
        if button is not None:
            metadata = json.dumps({**json.loads(button["value"]), "passed_on": "yes"})
            payload = self._submission("hand_on", metadata, person, note=staff_words.NOTE)
            picked = {"selected_option": {"value": json.dumps({"person": to})}}
            payload["view"]["state"]["values"]["to"] = {"to": picked}
            self._submit(payload, customer, "hand_on", person)

    def promise(self, card: str, person: str, customer: int) -> None:
        """Note in the window that the customer was promised an answer within half an hour."""
        button = self.button(card, "promise")
        if button is not None:
            due = int((self._world.clock.now() + staff_words.PROMISED).timestamp())
            metadata = json.dumps({**json.loads(button["value"]), "answered": 0})
            payload = self._submission("promise", metadata, person, text="")
            payload["view"]["state"]["values"]["when"] = {"when": {"selected_option": {"value": str(due)}}}
            self._submit(payload, customer, "promise", person)

    def settle(self, card: str, window: str, person: str, customer: int) -> None:
        """Submit a window with nothing in it for the customer."""
        button = self.button(card, window)
        if button is not None:
            self._submit(self._submission(window, button["value"], person, text=""), customer, window, person)

    def send_back(self, message: str, person: str, customer: int) -> None:
        """Submit a note for the author of a draft."""
        button = self.button(message, "draft:back")
        if button is not None:
            payload = self._submission("draft_back", button["value"], person, note="Say it in a friendlier way.")
            self._submit(payload, customer, "draft:back", person)

    def button(self, message: str, action: str) -> Mapping[str, Any] | None:
        """Return a button as it stands below a message now, None where it does not."""
        shown = self._world.slack.messages.get(message)
        if shown is None:
            return None
        return next((one for one in shown.buttons() if one.get("action_id") == action), None)

    def later(self, wait: float, what: Callable[[], None]) -> None:
        """Do something after so many seconds."""
        self._world.later(timedelta(seconds=round(wait, 3)), what)

    def _submit(self, payload: dict[str, Any], customer: int, action: str, person: str) -> None:
        """Submit a window; an answer with words in it keeps it open, and nothing was decided."""
        noted = self._taken(customer, action, person, valid=True)
        self._world.deliver(payload, lambda answer: None if answer else noted(answer))

    def _submission(self, callback: str, metadata: str, person: str, **entered: str) -> dict[str, Any]:
        """Return what Slack sends when somebody submits a window."""
        self._clicks += 1
        return {
            "type": "view_submission",
            "user": {"id": person, "team_id": company.OUR_TEAM},
            "view": {
                "id": f"V-{self._clicks}",
                "callback_id": callback,
                "private_metadata": metadata,
                "state": {"values": {name: {name: {"value": words}} for name, words in entered.items()}},
            },
        }

    def _taken(self, customer: int, action: str, user: str, *, valid: bool) -> Callable[[Any], None]:
        world = self._world

        def taken(answer: object) -> None:
            # Without an answer the process died over it: perhaps it was written down, perhaps not.
            marks = frozenset({"perhaps"} if answer is None else ())
            fact = Fact(world.clock.true, customer, Deed.CLICKED, who=user, valid=valid, action=action, marks=marks)
            world.ledger.write(fact)

        return taken
