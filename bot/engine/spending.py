"""What X costs this month, and what follows from it: a warning to the leads, and in the end no automatic message on X.

Counted in the transaction of the receipt. What is doubtful is counted too, and taken back when it surely did not
arrive. Months turn at midnight UTC. A figure here is an estimate from X's price list; the bill is X's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.budgets import Item, month_of, post_item
from bot.domain.case import Channel
from bot.domain.effects import Reply, Say
from bot.domain.policy import Mode, Policy
from bot.engine.leads import private_places
from bot.ports.store import Cost, OutboxRow, Transaction

WARN_AT = 80
"""Percent of the monthly budget from which the leads are warned."""
_RAISED = "x:monthly_budget:"


@dataclass(frozen=True)
class Spent:
    """What X has cost in `month` (UTC), in millionths of a US dollar; `limit` is None where there is none.

    `raised` says that the limit is not the file's but one that holds for this month only.
    """

    month: str
    micros: int
    limit: int | None
    raised: bool
    costs: tuple[Cost, ...]

    @property
    def percent(self) -> int:
        """How much of the limit is used, rounded down; 0 without a limit."""
        if self.limit is None:
            return 0
        return 100 if not self.limit else self.micros * 100 // self.limit

    @property
    def used_up(self) -> bool:
        """True when nothing automatic may leave on X any more."""
        return self.limit is not None and self.micros >= self.limit


def tell_spent(tx: Transaction, policy: Policy, now: datetime) -> Spent:
    """Return what X has cost in the month of `now`: for decisions, commands and metrics."""
    month = month_of(now)
    costs = tx.costs.of(month)
    raised = int(tx.marks.get(_RAISED + month) or 0)
    limit = policy.spending.monthly
    if limit is not None and raised > limit:
        limit = raised
    return Spent(month, sum(cost.micros for cost in costs), limit, limit != policy.spending.monthly, costs)


def raise_limit(tx: Transaction, micros: int, now: datetime) -> None:
    """Let the month of `now` cost so much, in millionths of a US dollar; the next one has the file's limit again."""
    tx.marks.set(_RAISED + month_of(now), str(micros))


def policy_now(tx: Transaction, policy: Policy, now: datetime) -> Policy:
    """Return the policy as it holds at `now`: with the month's budget used up, `auto` on X is `approve`."""
    chosen = policy.channels.get(Channel.X)
    if chosen is None or policy.spending.monthly is None or not tell_spent(tx, policy, now).used_up:
        return policy
    careful = replace(chosen, hold=_careful(chosen.hold), ask_email=_careful(chosen.ask_email))
    return replace(policy, channels={**policy.channels, Channel.X: careful})


def charge_row(tx: Transaction, row: OutboxRow, policy: Policy, triage_channel: str, now: datetime) -> None:
    """Count what sending a row costs; it has left, or may have left."""
    item = _item(row)
    if item is not None:
        charge(tx, item, 1, policy, triage_channel, now)


def take_back(tx: Transaction, row: OutboxRow, policy: Policy, now: datetime) -> None:
    """Count a row no longer that was counted in doubt and surely did not arrive."""
    item = _item(row)
    if item is not None:
        tx.costs.add(month_of(now), item, -1, -policy.spending.prices.of(item))


def charge(tx: Transaction, item: Item, times: int, policy: Policy, triage_channel: str, now: datetime) -> None:
    """Count something that X takes money for, and tell the leads once when a step towards the limit is passed."""
    before = tell_spent(tx, policy, now)
    tx.costs.add(before.month, item, times, times * policy.spending.prices.of(item))
    if before.limit is None or before.used_up:
        return
    after = tell_spent(tx, policy, now)
    for step in (100, WARN_AT):
        if after.percent >= step > before.percent:
            _tell_leads(tx, after, step, policy, triage_channel, now)
            return


def dollars(micros: int) -> str:
    """Return an amount as a person reads it: "12.34 USD"."""
    return f"{micros / 1_000_000:.2f} USD"


def _tell_leads(tx: Transaction, spent: Spent, step: int, policy: Policy, triage_channel: str, now: datetime) -> None:
    limit = spent.limit or 0
    words = (
        f"X has cost about {dollars(spent.micros)} in {spent.month} (UTC), {spent.percent} % of the monthly budget"
        f" of {dollars(limit)}."
    )
    if step == 100:
        words += (
            " From now on nothing automatic leaves on X: first replies and email asks wait for a click on the case"
            " card. This ends with the month, or when somebody raises the budget: triage-bot budget --raise AMOUNT"
        )
    else:
        words += " At 100 % nothing automatic leaves on X any more, and each message needs a click."
    for name, destination in private_places(policy, triage_channel):
        # The id makes it once per month, step and limit: a higher limit has warnings of its own.
        row_id = f"cost-{spent.month}-{limit}-{step}-{destination.removeprefix('slack:')}"
        tx.outbox.add(OutboxRow(row_id, "", destination, Say(name, words), now, now))


def _item(row: OutboxRow) -> Item | None:
    if not isinstance(row.effect, Reply) or not row.destination.startswith(f"{Channel.X}:"):
        return None
    return Item.MESSAGE if row.effect.private else post_item(row.effect.text)


def _careful(mode: Mode) -> Mode:
    return Mode.APPROVE if mode is Mode.AUTO else mode
