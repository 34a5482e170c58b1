"""The transition tables: every cell leads somewhere, every other cell is refused, the picture in the docs is true."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from bot.domain.case import EscalationState, State
from bot.domain.chain_states import CHAIN_TRANSITIONS, ChainInput, next_chain_state
from bot.domain.errors import NotAllowed
from bot.domain.inputs import Input
from bot.domain.states import TRANSITIONS, next_state
from bot.domain.triage import CONSEQUENCES

DOCS = Path(__file__).parents[2] / "docs"
FROM_OUTSIDE = (Input.WROTE, Input.THANKED, Input.STOP)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("given", Input)
def test_a_cell_leads_to_its_state_and_a_missing_one_is_refused(state: State, given: Input) -> None:
    if (state, given) in TRANSITIONS:
        assert TRANSITIONS[state, given] == next_state(state, given)
    else:
        with pytest.raises(NotAllowed):
            next_state(state, given)


@pytest.mark.parametrize("state", EscalationState)
@pytest.mark.parametrize("given", ChainInput)
def test_the_chain_has_a_table_of_its_own(state: EscalationState, given: ChainInput) -> None:
    if (state, given) in CHAIN_TRANSITIONS:
        assert CHAIN_TRANSITIONS[state, given] == next_chain_state(state, given)
    else:
        with pytest.raises(NotAllowed):
            next_chain_state(state, given)


def test_every_input_has_a_consequence() -> None:
    assert set(Input) == set(CONSEQUENCES)


@pytest.mark.parametrize("state", [state for state in State if state is not State.NEW])
def test_a_customer_may_write_in_every_state(state: State) -> None:
    assert [] == [given for given in FROM_OUTSIDE if (state, given) not in TRANSITIONS]


@pytest.mark.parametrize("state", [state for state in State if state is not State.NEW])
def test_the_engine_may_report_back_in_every_state(state: State) -> None:
    assert (state, Input.NOT_DELIVERED) in TRANSITIONS
    assert (state, Input.LATE_TIMER) in TRANSITIONS


def test_every_state_can_be_reached() -> None:
    reached = {State.NEW}
    while more := {target for (state, _), target in TRANSITIONS.items() if state in reached} - reached:
        reached |= more
    assert set(State) == reached


def test_the_page_in_the_docs_is_drawn_from_the_tables() -> None:
    """Run `python docs/draw_states.py` after a change of the tables."""
    drawn = runpy.run_path(str(DOCS / "draw_states.py"))["page"]()
    assert drawn == (DOCS / "states.md").read_text(encoding="utf-8")
