"""`triage-bot learn`, as the bot starts it at night."""

from __future__ import annotations

from bot.cli.learn import make_way


def test_a_system_that_lets_nobody_be_polite_keeps_nobody_from_learning() -> None:
    """systemd's filter refuses the call, as the shipped unit has it."""
    asked: list[int] = []

    def refuse(by: int) -> int:
        asked.append(by)
        raise PermissionError(1, "Operation not permitted")

    make_way(refuse)
    assert [10] == asked
