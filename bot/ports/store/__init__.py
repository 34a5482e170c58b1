"""The memory.

All writes go through `Store.transaction`, the only door; what one transaction wrote is there or not, as a whole.
"""

from __future__ import annotations

from bot.ports.store.answers import Answers, AnswerShares
from bot.ports.store.budgets import Bucket, Budgets
from bot.ports.store.cases import Cases, EventRow
from bot.ports.store.costs import Cost, Costs
from bot.ports.store.inbox import Inbox, InboxRow
from bot.ports.store.labels import Label, Labels
from bot.ports.store.lessons import Lessons
from bot.ports.store.marks import Marks
from bot.ports.store.mentions import Mentions
from bot.ports.store.models import ModelRow, Models, ModelState
from bot.ports.store.outbox import Outbox, OutboxRow, OutboxState
from bot.ports.store.presences import Doing, Presence, Presences
from bot.ports.store.privacy import AuditRow, Privacy
from bot.ports.store.promises import PromiseRow, Promises
from bot.ports.store.rosters import Rosters
from bot.ports.store.store import Store, Transaction
from bot.ports.store.tickets import TicketRow, Tickets
from bot.ports.store.timers import DueTimer, Timers
from bot.ports.store.watches import Watch, Watches

__all__ = [
    "AnswerShares",
    "Answers",
    "AuditRow",
    "Bucket",
    "Budgets",
    "Cases",
    "Cost",
    "Costs",
    "Doing",
    "DueTimer",
    "EventRow",
    "Inbox",
    "InboxRow",
    "Label",
    "Labels",
    "Lessons",
    "Marks",
    "Mentions",
    "ModelRow",
    "ModelState",
    "Models",
    "Outbox",
    "OutboxRow",
    "OutboxState",
    "Presence",
    "Presences",
    "Privacy",
    "PromiseRow",
    "Promises",
    "Rosters",
    "Store",
    "TicketRow",
    "Tickets",
    "Timers",
    "Transaction",
    "Watch",
    "Watches",
]
