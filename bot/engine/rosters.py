"""Gives a decision what is known of who is where. It looks nowhere but into the store."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.policy import Policy
from bot.ports.store import Transaction


def with_roster(tx: Transaction, policy: Policy) -> Policy:
    """Return the policy with the roster as it is now."""
    return replace(policy, roster=tx.rosters.get())
