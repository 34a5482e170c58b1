"""What the team's own labels add to the rules: their measure of heat, and what they dismiss as no request.

The more labels there are, the more the learned answer counts. The rules never stop counting: they know what nobody has
labelled yet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from bot.adapters.reader.linear import LinearModel
from bot.adapters.reader.request import UNSURE
from bot.domain.understood import HEATED, Judgement

_HALF_TRUST = 150
"""So many labels make the learned heat count as much as the rules."""
_RULES_GIVE_WAY = 0.5
"""So much of their say the rules lose in the end: both together tell more than the learned answer alone."""
_ENOUGH_TO_DISMISS = 50
_SURELY_NONE = 0.1
_SURELY_ONE = 0.7


class HeatModel(LinearModel):
    """Learned from the *heated* toggle on the card: True is heated."""

    KIND: ClassVar[str] = "heat"


class RequestModel(LinearModel):
    """Learned from *Not a request* (False) and from answered cases (True)."""

    KIND: ClassVar[str] = "request"


@dataclass(frozen=True)
class Learned:
    """The models in use; None where nothing was learned yet."""

    heat: HeatModel | None = None
    request: RequestModel | None = None


def heat_as_learned(text: str, by_rules: Judgement[float], model: HeatModel | None) -> Judgement[float]:
    """Return the heat by the rules and the team's own measure together."""
    if model is None:
        return by_rules
    trust = model.learned_from / (model.learned_from + _HALF_TRUST)
    odds = trust * _log_odds(model.probability(text)) + (1 - trust * _RULES_GIVE_WAY) * _log_odds(by_rules.value)
    level = 1 / (1 + math.exp(-odds))
    if (level >= HEATED) == (by_rules.value >= HEATED):
        return Judgement(level, max(by_rules.confidence, abs(2 * level - 1)), by_rules.reason)
    verdict = "heated" if level >= HEATED else "not heated"
    return Judgement(level, 0.5 + abs(level - HEATED), f"your team marked similar ones as {verdict}")


def request_as_learned(text: str, by_rules: Judgement[bool], model: RequestModel | None) -> Judgement[bool]:
    """Return whether it is a request; what was learned decides only where the rules are unsure, or would dismiss it."""
    if model is None or model.learned_from < _ENOUGH_TO_DISMISS:
        return by_rules
    probability = model.probability(text)
    if by_rules.value and by_rules.confidence < UNSURE and probability < _SURELY_NONE:
        return Judgement(False, 1 - probability, "your team dismissed similar ones")
    if not by_rules.value and by_rules.confidence < 0.9 and probability > _SURELY_ONE:
        return Judgement(True, UNSURE - 0.1, "your team answered similar ones")
    return by_rules


def _log_odds(probability: float) -> float:
    within = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(within / (1 - within))
