"""How a story is told: one step after the other, each printed as it happens, and a verdict at the end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import requests

from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.stage import Stage, StoryError

_ADDRESS = re.compile(r"([\w.+-])[\w.+-]*@(\w)[\w-]*\.(\w+)")


@dataclass(frozen=True)
class Step:
    """Something that somebody did, in the words of the product: `at` is ISO 8601 in the sandbox's time, UTC."""

    at: str
    channel: str
    public: bool
    who: str
    text: str


@dataclass
class Tale:
    """A story while it is told, and what it found at its end. Email addresses are masked in what is kept."""

    rehearsal: Rehearsal
    stage: Stage
    steps: list[Step] = field(default_factory=list)
    cases: list[dict[str, Any]] = field(default_factory=list)

    def step(self, channel: str, who: str, text: str, *, public: bool) -> Step:
        """Note a step that has just happened."""
        shown = _ADDRESS.sub(r"\1…@\2….\3", text)
        step = Step(self.stage.state().now.isoformat(timespec="seconds"), channel, public, who, shown)
        self.steps.append(step)
        return step

    def require(self, holds: bool, what: str) -> None:
        """End the story with `what` when something does not hold."""
        if not holds:
            raise StoryError(f"This must hold and does not: {what}.")


Story = Callable[[Tale], Iterator[Step]]


@dataclass(frozen=True)
class Outcome:
    """How a story came out; `problem` is "" when it came out as told."""

    story: str
    ok: bool
    steps: list[Step]
    cases: list[dict[str, Any]]
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the document that `--json` prints."""
        return asdict(self)


def play(
    name: str,
    story: Story,
    rehearsal: Rehearsal,
    seen: Callable[[Step], None] = lambda step: None,
    between: Callable[[int], None] = lambda number: None,
) -> Outcome:
    """Play a story; `seen` hears of each step, `between` is called with the number of steps told so far after each."""
    tale = Tale(rehearsal, rehearsal.stage)
    try:
        for step in story(tale):
            seen(step)
            between(len(tale.steps))
    except (StoryError, requests.RequestException) as problem:
        return Outcome(name, False, tale.steps, tale.cases, str(problem))
    return Outcome(name, True, tale.steps, tale.cases)
