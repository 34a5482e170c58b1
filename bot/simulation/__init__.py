"""The whole bot on a virtual clock against vendors and people that misbehave, from a seed.

The domain, the engine, the guards, the library, the reader, the codecs and the SQLite store are the real ones; only the
vendors, the people and the time are simulated. Nothing leaves the machine. What must never happen is looked for in the
vendors' own records, never in our tables.
"""

from __future__ import annotations

from bot.simulation.faults import ALL_FAULTS, Fault
from bot.simulation.outcome import Outcome, Violation
from bot.simulation.run import Plan, simulate
from bot.simulation.shrinking import shortest

__all__ = ["ALL_FAULTS", "Fault", "Outcome", "Plan", "Violation", "shortest", "simulate"]
