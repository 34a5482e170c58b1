"""`triage-bot simulate`: the whole bot on virtual time against vendors and people that misbehave. Nothing leaves the
machine, and nothing of the operator's is read or written."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from bot.cli.screen import JsonOption, document, good, note, out, warn
from bot.simulation import ALL_FAULTS, Fault, Outcome, Plan, shortest, simulate

_MOST_TOLD = 5
_MOST_HOURS = 8_760


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("simulate")(run)


def run(
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same run.", min=0)] = 1,
    cases: Annotated[int, typer.Option("--cases", help="How many customers write.", min=1, max=9_999)] = 50,
    hours: Annotated[
        float, typer.Option("--hours", help="Virtual hours in which they write; 0: 25 customers an hour.", min=0)
    ] = 0,
    faults: Annotated[str, typer.Option("--faults", help="all, none, or names like killed,rate_limited,html.")] = "all",
    only: Annotated[str, typer.Option("--only", help="Only these customers, like 3,17: repeats a short trace.")] = "",
    json: JsonOption = False,
) -> None:
    """Simulate customers, staff, X, Slack and a desk with every fault, and check what must never happen.

    Like: triage-bot simulate --seed 7 --cases 200 --faults all --json
    """
    if not hours <= _MOST_HOURS:
        raise typer.BadParameter(f"write at most {_MOST_HOURS:,} hours, which is a year", param_hint="--hours")
    plan = Plan(seed, cases, hours, _faults(faults), _numbers(only, cases))
    outcome = simulate(plan)
    if outcome.violations:
        smaller, shown = shortest(plan, outcome)
        outcome = replace(outcome, violations=(shown, *outcome.violations[1:]))
        note(f"The first violation again, with fewer faults: {command(smaller)}")
    note(f"Nobody knows whether they arrived, so a human looks: {outcome.doubt}.")
    if json:
        document(outcome.document())
    else:
        _show(outcome)
    if outcome.violations:
        raise typer.Exit(1)


def command(plan: Plan) -> str:
    """Return the command that repeats a plan."""
    names = ",".join(sorted(plan.faults)) or "none"
    wanted = "all" if plan.faults == ALL_FAULTS else names
    words = f"triage-bot simulate --seed {plan.seed} --cases {plan.cases} --faults {wanted}"
    if plan.hours:
        words += f" --hours {plan.hours:g}"
    return words if plan.only is None else f"{words} --only {','.join(map(str, sorted(plan.only)))}"


def _faults(names: str) -> frozenset[Fault]:
    if names in ("all", "none"):
        return ALL_FAULTS if names == "all" else frozenset()
    try:
        return frozenset(Fault(name.strip()) for name in names.split(","))
    except ValueError as error:
        known = ", ".join(sorted(Fault))
        raise typer.BadParameter(f"{error}. Expected all, none, or some of: {known}.") from None


def _numbers(text: str, cases: int) -> frozenset[int] | None:
    if not text:
        return None
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isdecimal() and int(part) < cases for part in parts):
        raise typer.BadParameter(f"--only: expected numbers from 0 to {cases - 1}, like 3,17.")
    return frozenset(map(int, parts))


def _show(outcome: Outcome) -> None:
    figures = outcome.document()
    for name in ("mentions", "public_messages", "escalations", "tickets", "crashes", "held_for_human"):
        out.print(f"{name.replace('_', ' '):<16} {figures[name]}", markup=False)
    happened = ", ".join(f"{name} {count}" for name, count in figures["faults"].items())
    out.print(f"{'faults':<16} {happened or 'none'}", markup=False)
    out.print(f"{'virtual hours':<16} {outcome.virtual_hours} in {outcome.wall_seconds:.1f} s", markup=False)
    for violation in outcome.violations[:_MOST_TOLD]:
        warn(f"{violation.case}: {violation.invariant}")
        for line in violation.trace:
            out.print(f"    {line}", markup=False)
    if not outcome.violations:
        good("Nothing happened that must never happen.")
