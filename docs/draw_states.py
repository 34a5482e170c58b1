"""Draws docs/states.md from the transition tables; `python docs/draw_states.py` writes it, a test compares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path

from bot.domain.case import EscalationState, State
from bot.domain.chain_states import CHAIN_TRANSITIONS, ChainInput
from bot.domain.inputs import Input
from bot.domain.states import TRANSITIONS

PAGE = Path(__file__).with_name("states.md")


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


def page() -> str:
    """Return the whole page."""
    return "\n".join(
        [
            "# The states of a case",
            "",
            "Drawn from the tables in `bot/domain/states.py` by `python docs/draw_states.py`; do not edit by hand.",
            "An input without an arrow from a state is not possible there: it raises `NotAllowed` and changes nothing.",
            "Inputs that leave a state as it is are in the table, not in the picture.",
            "",
            *diagram(State, TRANSITIONS),
            "",
            *table(State, Input, TRANSITIONS),
            "",
            "# The escalation beside it",
            "",
            *diagram(EscalationState, CHAIN_TRANSITIONS),
            "",
            *table(EscalationState, ChainInput, CHAIN_TRANSITIONS),
            "",
        ]
    )


def diagram(
    states: type[StrEnum], cells: Mapping[tuple[StrEnum, StrEnum], StrEnum] | Mapping[tuple[State, Input], State]
) -> list[str]:
    """Return a Mermaid diagram: one arrow per pair of states, labelled with all inputs that lead there."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (state, given), target in cells.items():
        if state != target or given in (ChainInput.NEXT,):
            arrows[state, target].append(str(given).replace(":", " -"))
    first = next(iter(states))
    lines = [f"    {state} --> {target}: {' / '.join(given)}" for (state, target), given in arrows.items()]
    return ["```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *lines, "```"]


def table(
    states: type[StrEnum],
    inputs: type[StrEnum],
    cells: Mapping[tuple[StrEnum, StrEnum], StrEnum] | Mapping[tuple[State, Input], State],
) -> list[str]:
    """Return a Markdown table: a row per input, a column per state, "·" for what is not possible."""
    known: Mapping[tuple[StrEnum, StrEnum], StrEnum] = dict(cells.items())
    head = "| | " + " | ".join(states) + " |"
    rule = "|---|" + "---|" * len(states)
    rows = [
        f"| {given} | " + " | ".join(str(known.get((state, given), "·")) for state in states) + " |" for given in inputs
    ]
    return [head, rule, *rows]


if __name__ == "__main__":
    main()
