"""The staff: they see cards and private messages in Slack and click, once, twice, at the same time, too late, or never.

Some answer in X's own app or in the customer's thread. Strangers click too. Nobody here knows what the bot knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.case import Channel
from bot.simulation import company, slack_events, staff_words
from bot.simulation.chance import Chance, stream
from bot.simulation.customers import Customer
from bot.simulation.ledger import NOBODY, Deed, Fact
from bot.simulation.slack_side import SlackMessage, direct_with
from bot.simulation.staff_hands import LEADS, RESPONDERS, Hands
from bot.simulation.world import World
from bot.simulation.x_api import own_late
from bot.simulation.x_side import BRAND_ID


class Staffers:
    """Everybody who can click."""

    def __init__(self, world: World, customers: Mapping[int, Customer]) -> None:
        self._world = world
        self._customers = customers
        self._hands = Hands(world)
        self._later = self._hands.later
        self._seen: set[tuple[int, str]] = set()

    def shown(self, message: SlackMessage, customer: int, redrawn: bool) -> None:
        """A card or a private message has appeared."""
        if message.channel == company.TRIAGE and not message.thread and customer != NOBODY:
            if (customer, message.id) not in self._seen:
                self._seen.add((customer, message.id))
                self._plan(message, customer, stream(self._world.seed, "staff", customer, 0))
        elif direct_with(message.channel) in LEADS and not redrawn:
            self._lead(message, customer)
        elif direct_with(message.channel) in RESPONDERS and not redrawn:
            self._asked(message, customer)

    def _plan(self, card: SlackMessage, customer: int, chance: Chance) -> None:
        """Decide once, at the first card of a case, what happens to it."""
        answers = chance.random()
        person, other = chance.sample((*RESPONDERS, *LEADS), 2)
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
            self._later(chance.uniform(20, 700), lambda: self._hands.click(card.id, "take", person, customer))
        if chance.random() < 0.05:
            self._later(chance.uniform(20, 500), lambda: self._hands.click(card.id, "ask_email", person, customer))
        if chance.random() < 0.5:
            self._later(chance.uniform(20, 900), lambda: self._hands.click(card.id, "approve_hold", person, customer))
        if chance.random() < 0.12:
            action = "resolve" if chance.random() < 0.7 else "dismiss"
            self._later(chance.uniform(600, 4000), lambda: self._hands.click(card.id, action, person, customer))
        if chance.random() < 0.1:
            stranger = chance.choice((f"U1C{customer:04d}", person))
            wait = chance.uniform(2, 400)
            team = company.OUTSIDE_TEAM
            if stream(self._world.seed, "stranger", customer).random() < 1 / 3:
                # Not everybody in our own workspace is in the support team.
                stranger, team = company.COLLEAGUE, company.OUR_TEAM
            self._later(wait, lambda: self._hands.click(card.id, "send:0", stranger, customer, team))
        if chance.random() < 0.15:
            words = chance.choice((*company.WRITTEN, *staff_words.BAD_WORDS))
            self._later(chance.uniform(20, 900), lambda: self._hands.write(card.id, words, person, customer))
            if chance.random() < 0.5:
                self._later(
                    chance.uniform(20, 900), lambda: self._hands.write(card.id, company.WRITTEN[1], other, customer)
                )
        self._judge(card, customer, person, stream(self._world.seed, "judges", customer))

    def _judge(self, card: SlackMessage, customer: int, person: str, chance: Chance) -> None:
        """Some know better how heated the customer is or whose case it is, and some promise an answer by a time."""
        choice, wait = chance.random(), chance.uniform(10, 600)
        if choice < 0.06:
            action = chance.choice(("mark_heated", "mark_calm"))
            self._later(wait, lambda: self._hands.click(card.id, action, person, customer))
        elif choice < 0.1:
            self._later(wait, lambda: self._hands.click(card.id, "move_to_team", person, customer))
        elif choice < 0.17:
            self._later(wait, lambda: self._hands.promise(card.id, person, customer))
            if chance.random() < 0.5:
                kept = wait + chance.uniform(60, 4000)
                self._later(kept, lambda: self._hands.settle(card.id, "promise_kept", person, customer))

    def _send(self, card: SlackMessage, customer: int, person: str, other: str, chance: Chance, wait: float) -> None:
        number = chance.choice((0, 0, 1, 2))
        action = f"send:{number}"
        self._later(wait, lambda: self._hands.click(card.id, action, person, customer))
        if chance.random() < 0.3:
            who, again = chance.choice((person, other)), chance.choice((0.0, 0.0, 0.4, 3.0, 60.0))
            second = f"send:{chance.choice((number, 0, 1))}"
            buttons = self._hands.button(card.id, second)
            self._later(wait + again, lambda: self._hands.click(card.id, second, who, customer, seen=buttons))

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
                late = own_late(world.faults)
                words = "A person here. Let us sort this out."
                post = world.x.publish(BRAND_ID, words, customer.last, customer.number, late)
            except LookupError:
                return
            self._human_said(customer, post.text, post.id, post.conversation, "brand account")
            world.later(late, world.news_at_x)
            return
        message = world.slack.post(company.HELP, person, "A person here. Let us sort this out.", customer.root)
        self._human_said(customer, message.text, message.id, f"{company.HELP}:{customer.root}", person)
        event = slack_events.posted(message, "message", company.OUR_TEAM, began=customer.slack_id)

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
            self._later(wait, lambda: self._hands.click(message.id, "breaker:close", person, NOBODY))
        elif "held:drop" in actions:
            if chance.random() < 0.1:
                self._later(wait / 2, lambda: self._hands.click(message.id, "held:drop", RESPONDERS[0], customer))
            if chance.random() < 0.5:
                action = chance.choice(("held:send", "held:drop"))
                self._later(wait, lambda: self._hands.click(message.id, action, person, customer))
            elif chance.random() < 0.7:
                words = chance.choice((staff_words.GOOD_WORDS, staff_words.GOOD_WORDS, *staff_words.BAD_WORDS))
                self._later(wait, lambda: self._hands.edit(message, words, person, customer))
        elif "draft:edit" in actions:
            self._draft(message, customer, person, chance)
        elif "late:answer" in actions and chance.random() < 0.7:
            action = chance.choice(("late:answer", "late:younger:60"))
            self._later(wait, lambda: self._hands.click(message.id, action, person, NOBODY))
        elif "take" in actions and chance.random() < 0.3:
            self._later(wait, lambda: self._hands.click(message.id, "take", person, customer))

    def _draft(self, message: SlackMessage, customer: int, person: str, chance: Chance) -> None:
        """A lead lets a draft go, changes it, sends it back, does so twice, or leaves it lying; juniors try as well."""
        wait, choice = chance.uniform(20, 900), chance.random()
        if choice < 0.5:
            self._later(wait, lambda: self._hands.click(message.id, "draft:send", person, customer))
            if chance.random() < 0.3:
                again = wait + chance.choice((0.0, 0.4, 60.0))
                seen = self._hands.button(message.id, "draft:send")
                self._later(again, lambda: self._hands.click(message.id, "draft:send", LEADS[0], customer, seen=seen))
        elif choice < 0.75:
            words = chance.choice((*company.WRITTEN, *staff_words.BAD_WORDS))
            self._later(wait, lambda: self._hands.write(message.id, words, person, customer, button="draft:edit"))
        elif choice < 0.9:
            self._later(wait, lambda: self._hands.send_back(message.id, person, customer))
        if chance.random() < 0.1:
            junior = RESPONDERS[0]
            self._later(wait / 2, lambda: self._hands.click(message.id, "draft:send", junior, customer))

    def _asked(self, message: SlackMessage, customer: int) -> None:
        """A responder whom a chain asks acknowledges, says that it is not theirs, hands it on, or does nothing."""
        chance = stream(self._world.seed, "asked", customer, message.effect)
        person, wait, does = direct_with(message.channel), chance.uniform(10, 900), chance.random()
        if does < 0.15:
            self._later(wait, lambda: self._hands.click(message.id, "take", person, customer))
        elif does < 0.22:
            self._later(wait, lambda: self._hands.click(message.id, "not_mine", person, customer))
        elif does < 0.28:
            to = chance.choice(company.STAFF).name
            self._later(wait, lambda: self._hands.hand_on(message, to, person, customer))
