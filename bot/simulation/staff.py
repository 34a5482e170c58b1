"""The staff: they see cards and private messages in Slack and click, once, twice, at the same time, too late, or never.

Some answer in X's own app or in the customer's thread. Strangers click too. Nobody here knows what the bot knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from bot.domain.case import Channel
from bot.domain.policy import Role
from bot.simulation import company, staff_words
from bot.simulation.chance import Chance, stream
from bot.simulation.customers import Customer, envelope
from bot.simulation.ledger import NOBODY, Deed, Fact
from bot.simulation.slack_side import SlackMessage, direct_with
from bot.simulation.world import World
from bot.simulation.x_side import BRAND_ID

_RESPONDERS = tuple(person.slack for person in company.STAFF if person.role is Role.RESPONDER)
_LEADS = tuple(person.slack for person in company.STAFF if person.role is Role.LEAD)


class Staffers:
    """Everybody who can click."""

    def __init__(self, world: World, customers: Mapping[int, Customer]) -> None:
        self._world = world
        self._customers = customers
        self._clicks = 0
        self._seen: set[tuple[int, str]] = set()

    def shown(self, message: SlackMessage, customer: int, redrawn: bool) -> None:
        """A card or a private message has appeared."""
        if message.channel == company.TRIAGE and not message.thread and customer != NOBODY:
            if (customer, message.id) not in self._seen:
                self._seen.add((customer, message.id))
                self._plan(message, customer, stream(self._world.seed, "staff", customer, 0))
        elif direct_with(message.channel) in _LEADS and not redrawn:
            self._lead(message, customer)
        elif direct_with(message.channel) in _RESPONDERS and not redrawn:
            self._asked(message, customer)

    def _plan(self, card: SlackMessage, customer: int, chance: Chance) -> None:
        """Decide once, at the first card of a case, what happens to it."""
        answers = chance.random()
        person, other = chance.sample((*_RESPONDERS, *_LEADS), 2)
        if answers < 0.18:
            self._send(card, customer, person, other, chance, chance.uniform(5, 150))
        elif answers < 0.30:
            # In the very moment in which the bot asks for the address.
            self._send(card, customer, person, other, chance, chance.uniform(174, 186))
        elif answers < 0.42:
            self._send(card, customer, person, other, chance, chance.uniform(300, 2400))
        elif answers < 0.54:
            self._elsewhere(customer, person, chance)
        if chance.random() < 0.2:
            self._later(chance.uniform(20, 700), lambda: self._click(card.id, "take", person, customer))
        if chance.random() < 0.05:
            self._later(chance.uniform(20, 500), lambda: self._click(card.id, "ask_email", person, customer))
        if chance.random() < 0.5:
            self._later(chance.uniform(20, 900), lambda: self._click(card.id, "approve_hold", person, customer))
        if chance.random() < 0.12:
            action = "resolve" if chance.random() < 0.7 else "dismiss"
            self._later(chance.uniform(600, 4000), lambda: self._click(card.id, action, person, customer))
        if chance.random() < 0.1:
            stranger = chance.choice((f"U1C{customer:04d}", person))
            wait = chance.uniform(2, 400)
            team = company.OUTSIDE_TEAM
            if stream(self._world.seed, "stranger", customer).random() < 1 / 3:
                # Not everybody in our own workspace is in the support team.
                stranger, team = company.COLLEAGUE, company.OUR_TEAM
            self._later(wait, lambda: self._click(card.id, "send:0", stranger, customer, team))
        if chance.random() < 0.15:
            words = chance.choice((*company.WRITTEN, *staff_words.BAD_WORDS))
            self._later(chance.uniform(20, 900), lambda: self._write(card.id, words, person, customer))
            if chance.random() < 0.5:
                self._later(chance.uniform(20, 900), lambda: self._write(card.id, company.WRITTEN[1], other, customer))
        self._judge(card, customer, person, stream(self._world.seed, "judges", customer))

    def _judge(self, card: SlackMessage, customer: int, person: str, chance: Chance) -> None:
        """Some know better how heated the customer is or whose case it is, and some promise an answer by a time."""
        choice, wait = chance.random(), chance.uniform(10, 600)
        if choice < 0.06:
            action = chance.choice(("mark_heated", "mark_calm"))
            self._later(wait, lambda: self._click(card.id, action, person, customer))
        elif choice < 0.1:
            self._later(wait, lambda: self._click(card.id, "move_to_team", person, customer))
        elif choice < 0.17:
            self._later(wait, lambda: self._promise(card.id, person, customer))
            if chance.random() < 0.5:
                kept = wait + chance.uniform(60, 4000)
                self._later(kept, lambda: self._settle(card.id, "promise_kept", person, customer))

    def _promise(self, card: str, person: str, customer: int) -> None:
        """Note in the window that the customer was promised an answer within half an hour."""
        button = self._button(card, "promise")
        if button is not None:
            due = int((self._world.clock.now() + staff_words.PROMISED).timestamp())
            metadata = json.dumps({**json.loads(button["value"]), "answered": 0})
            payload = self._submission("promise", metadata, person, text="")
            payload["view"]["state"]["values"]["when"] = {"when": {"selected_option": {"value": str(due)}}}
            self._submit(payload, customer, "promise", person)

    def _settle(self, card: str, window: str, person: str, customer: int) -> None:
        """Submit a window with nothing in it for the customer."""
        button = self._button(card, window)
        if button is not None:
            self._submit(self._submission(window, button["value"], person, text=""), customer, window, person)

    def _submit(self, payload: dict[str, Any], customer: int, action: str, person: str) -> None:
        """Submit a window; an answer with words in it keeps it open, and nothing was decided."""
        noted = self._taken(customer, action, person, valid=True)
        self._world.deliver(payload, lambda answer: None if answer else noted(answer))

    def _send(self, card: SlackMessage, customer: int, person: str, other: str, chance: Chance, wait: float) -> None:
        number = chance.choice((0, 0, 1, 2))
        action = f"send:{number}"
        self._later(wait, lambda: self._click(card.id, action, person, customer))
        if chance.random() < 0.3:
            who, again = chance.choice((person, other)), chance.choice((0.0, 0.0, 0.4, 3.0, 60.0))
            second = f"send:{chance.choice((number, 0, 1))}"
            buttons = self._button(card.id, second)
            self._later(wait + again, lambda: self._click(card.id, second, who, customer, seen=buttons))

    def _elsewhere(self, customer: int, person: str, chance: Chance) -> None:
        """Answer in X's own app, or in the customer's thread in Slack."""
        wait = chance.uniform(20, 900) if chance.random() < 0.7 else chance.uniform(170, 190)
        self._later(wait, lambda: self._answer(self._customers[customer], person))

    def _answer(self, customer: Customer, person: str) -> None:
        world = self._world
        if customer.whispers:
            return
        if customer.channel is Channel.X:
            try:
                post = world.x.publish(BRAND_ID, "A person here. Let us sort this out.", customer.last, customer.number)
            except LookupError:
                return
            self._human_said(customer, post.text, post.id, post.conversation, "brand account")
            world.news_at_x()
            return
        message = world.slack.post(company.HELP, person, "A person here. Let us sort this out.", customer.root)
        self._human_said(customer, message.text, message.id, f"{company.HELP}:{customer.root}", person)
        event = envelope(message, "message", company.OUR_TEAM, began=customer.slack_id)

        def taken(_: object) -> None:
            fact = Fact(world.clock.true, customer.number, Deed.RECEIVED, about=message.id, who="human")
            world.ledger.write(fact)

        world.deliver(event, taken)

    def _human_said(self, customer: Customer, text: str, id: str, place: str, who: str) -> None:
        now = self._world.clock.true
        self._world.ledger.write(Fact(now, customer.number, Deed.HUMAN_SAID, text, id, place, who, public=True))
        customer.answered()

    def _lead(self, message: SlackMessage, customer: int) -> None:
        """A lead looks at a private message and decides, or not."""
        chance = stream(self._world.seed, "lead", customer, message.effect)
        person = direct_with(message.channel)
        actions = {str(button["action_id"]) for button in message.buttons()}
        wait = chance.uniform(20, 1800)
        if "breaker:close" in actions:
            # Somebody always looks after a breaker: else everybody waits for ever.
            self._later(wait, lambda: self._click(message.id, "breaker:close", person, NOBODY))
        elif "held:drop" in actions:
            if chance.random() < 0.1:
                self._later(wait / 2, lambda: self._click(message.id, "held:drop", _RESPONDERS[0], customer))
            if chance.random() < 0.5:
                action = chance.choice(("held:send", "held:drop"))
                self._later(wait, lambda: self._click(message.id, action, person, customer))
            elif chance.random() < 0.7:
                words = chance.choice((staff_words.GOOD_WORDS, staff_words.GOOD_WORDS, *staff_words.BAD_WORDS))
                self._later(wait, lambda: self._edit(message, words, person, customer))
        elif "draft:edit" in actions:
            self._draft(message, customer, person, chance)
        elif "late:answer" in actions and chance.random() < 0.7:
            action = chance.choice(("late:answer", "late:younger:60"))
            self._later(wait, lambda: self._click(message.id, action, person, NOBODY))
        elif "take" in actions and chance.random() < 0.3:
            self._later(wait, lambda: self._click(message.id, "take", person, customer))

    def _draft(self, message: SlackMessage, customer: int, person: str, chance: Chance) -> None:
        """A lead lets a draft go, changes it, sends it back, does so twice, or leaves it lying; juniors try as well."""
        wait, choice = chance.uniform(20, 900), chance.random()
        if choice < 0.5:
            self._later(wait, lambda: self._click(message.id, "draft:send", person, customer))
            if chance.random() < 0.3:
                again = wait + chance.choice((0.0, 0.4, 60.0))
                seen = self._button(message.id, "draft:send")
                self._later(again, lambda: self._click(message.id, "draft:send", _LEADS[0], customer, seen=seen))
        elif choice < 0.75:
            words = chance.choice((*company.WRITTEN, *staff_words.BAD_WORDS))
            self._later(wait, lambda: self._write(message.id, words, person, customer, button="draft:edit"))
        elif choice < 0.9:
            self._later(wait, lambda: self._back(message.id, person, customer))
        if chance.random() < 0.1:
            junior = _RESPONDERS[0]
            self._later(wait / 2, lambda: self._click(message.id, "draft:send", junior, customer))

    def _back(self, message: str, person: str, customer: int) -> None:
        """Submit a note for the author of a draft."""
        button = self._button(message, "draft:back")
        if button is not None:
            payload = self._submission("draft_back", button["value"], person, note="Say it in a friendlier way.")
            self._submit(payload, customer, "draft:back", person)

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

    def _click(
        self,
        message: str,
        action: str,
        user: str,
        customer: int,
        team: str = company.OUR_TEAM,
        seen: Mapping[str, Any] | None = None,
    ) -> None:
        """Click a button as it is now, or as it was when it was `seen`; nothing where there is none."""
        button = seen or self._button(message, action)
        if button is None:
            return
        self._clicks += 1
        payload = {
            "type": "block_actions",
            "user": {"id": user, "team_id": team},
            "actions": [{"action_id": action, "value": button["value"], "action_ts": f"{self._clicks}.000000"}],
            "trigger_id": f"trigger-{self._clicks}",
        }
        valid = team == company.OUR_TEAM and user in (*_RESPONDERS, *_LEADS)
        valid = valid and (":" not in action or action.startswith("send:") or user in _LEADS)
        carried = json.loads(button["value"]) if button["value"].startswith("{") else {}
        about = self._world.records.case_of.get(str(carried.get("case", "")), customer)
        self._world.deliver(payload, self._taken(about, action, user, valid=valid))

    def _asked(self, message: SlackMessage, customer: int) -> None:
        """A responder whom a chain asks acknowledges, says that it is not theirs, hands it on, or does nothing."""
        chance = stream(self._world.seed, "asked", customer, message.effect)
        person, wait, does = direct_with(message.channel), chance.uniform(10, 900), chance.random()
        if does < 0.15:
            self._later(wait, lambda: self._click(message.id, "take", person, customer))
        elif does < 0.22:
            self._later(wait, lambda: self._click(message.id, "not_mine", person, customer))
        elif does < 0.28:
            to = chance.choice(company.STAFF).name
            self._later(wait, lambda: self._hand_on(message, to, person, customer))

    def _hand_on(self, message: SlackMessage, to: str, person: str, customer: int) -> None:
        """Submit the window in which somebody else is picked, with a note."""
        button = self._button(message.id, "pass_on")
        if button is None:
            return
        self._clicks += 1
        payload = {
            "type": "view_submission",
            "user": {"id": person, "team_id": company.OUR_TEAM},
            "view": {
                "id": f"V-{self._clicks}",
                "callback_id": "hand_on",
                "private_metadata": json.dumps({**json.loads(button["value"]), "passed_on": "yes"}),
                "state": {
                    "values": {
                        "to": {"to": {"selected_option": {"value": json.dumps({"person": to})}}},
                        "note": {"note": {"value": staff_words.NOTE}},
                    }
                },
            },
        }
        self._submit(payload, customer, "hand_on", person)

    def _edit(self, message: SlackMessage, words: str, person: str, customer: int) -> None:
        """Submit other words for a held message."""
        drop = self._button(message.id, "held:drop")
        if drop is None:
            return
        payload = {
            "type": "view_submission",
            "user": {"id": person, "team_id": company.OUR_TEAM},
            "view": {
                "id": f"V-{message.ts}-{len(words)}",
                "callback_id": "held_edit",
                "private_metadata": drop["value"],
                "state": {"values": {"text": {"text": {"value": words}}}},
            },
        }
        noted = self._taken(customer, "held:edit", person, valid=True)
        # An answer with words in it keeps the window open: nothing was decided.
        self._world.deliver(payload, lambda answer: None if answer else noted(answer))

    def _write(
        self, shown: str, words: str, person: str, customer: int, again: bool = False, button: str = "answer"
    ) -> None:
        """Write an answer in the window and press Send; where something speaks against it, once more, as people do."""
        found = self._button(shown, button)
        if found is None:
            return
        payload = self._submission("answer", found["value"], person, text=words)
        noted = self._taken(customer, "send:own" if button == "answer" else "draft:own", person, valid=True)

        def answered(answer: object) -> None:
            if not answer:
                noted(answer)
            elif not again:
                self._later(5, lambda: self._write(shown, words, person, customer, True, button))

        self._world.deliver(payload, answered)

    def _taken(self, customer: int, action: str, user: str, *, valid: bool) -> Callable[[Any], None]:
        world = self._world

        def taken(answer: object) -> None:
            # Without an answer the process died over it: perhaps it was written down, perhaps not.
            marks = frozenset({"perhaps"} if answer is None else ())
            fact = Fact(world.clock.true, customer, Deed.CLICKED, who=user, valid=valid, action=action, marks=marks)
            world.ledger.write(fact)

        return taken

    def _button(self, message: str, action: str) -> Mapping[str, Any] | None:
        shown = self._world.slack.messages.get(message)
        if shown is None:
            return None
        return next((one for one in shown.buttons() if one.get("action_id") == action), None)

    def _later(self, wait: float, what: Callable[[], None]) -> None:
        self._world.later(timedelta(seconds=round(wait, 3)), what)
