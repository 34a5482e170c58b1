"""Every decoder gives a value or its own error for whatever it is fed; `make fuzz` goes on for longer."""

from __future__ import annotations

import pytest
from fuzz.targets import TARGETS, Target
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_a_decoder_gives_a_value_or_its_own_error(target: Target) -> None:
    examples = 25 if "desk" in target.name else 150

    @settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def play(data: st.DataObject) -> None:
        target.run(data.draw(target.feed))

    play()
