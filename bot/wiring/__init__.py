"""The composition root: the only package that knows every adapter."""

from __future__ import annotations

from bot.wiring.bot import Bot
from bot.wiring.engine import pace_of
from bot.wiring.learning import learning_of
from bot.wiring.sides import connect_slack, connect_x, desk
from bot.wiring.texts import library

__all__ = ["Bot", "connect_slack", "connect_x", "desk", "learning_of", "library", "pace_of"]
