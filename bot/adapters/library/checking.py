"""Tries every text of the library on the worst customers, and tells what is wrong with it before one of them reads it.

It never changes a text, and it judges with the same guards that stand at the door.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.adapters.library import placeholders
from bot.adapters.library.coverage import gaps
from bot.adapters.library.finding import Circumstances, Finding, Severity
from bot.adapters.library.folder import winners
from bot.adapters.library.response_file import Mistake
from bot.adapters.library.samples import PLAUSIBLE, WORST, Sample
from bot.adapters.library.shelf import Shelf
from bot.domain import guards
from bot.domain.case import Channel
from bot.domain.errors import ResponseError
from bot.domain.response import Facts, Response, ResponseKind, Tone

# What only the public must not read.
_PUBLIC_ONLY = ("private_data", "internal")


def check_library(shelves: Sequence[Shelf], used: Circumstances) -> tuple[Finding, ...]:
    """Return everything that is wrong with the texts, sorted by file and line.

    Arguments:
        shelves: the shipped folder, then the operator's; a text that another one replaces is not tried out.
        used: where, by whom and in which languages the texts are said.
    """
    responses = winners(shelves)
    lines = {path: line for shelf in shelves for path, line in shelf.text_lines.items()}
    found = [_of_mistake(mistake) for shelf in shelves for mistake in shelf.mistakes]
    for response in responses:
        found.extend(_Trial(response, lines[response.source], used).findings())
    found.extend(gaps(shelves, responses, used))
    return tuple(sorted(found, key=lambda one: (one.file, one.line or 0, one.rule, one.message)))


def _of_mistake(mistake: Mistake) -> Finding:
    problem = mistake.problem
    message = f"{problem.key}: {problem.expected}" if problem.key else problem.expected
    return Finding(problem.file, problem.line, Severity.ERROR, mistake.rule, message)


class _Trial:
    """One text, said to every sample customer on every channel in use; `first` is the line where it begins."""

    def __init__(self, response: Response, first: int, used: Circumstances) -> None:
        self._response = response
        self._first = first
        self._used = used

    def findings(self) -> Iterator[Finding]:
        """Yield every finding once, whoever it was found with."""
        told: set[tuple[str, int | None]] = set()
        for channel in self._used.channels(self._response):
            for finding in self._on(channel):
                if (finding.rule, finding.line) not in told:
                    told.add((finding.rule, finding.line))
                    yield finding

    def _on(self, channel: str) -> Iterator[Finding]:
        longest = 0
        for sample in (PLAUSIBLE, *WORST):
            facts = sample.facts(self._used.brand, self._response.language)
            try:
                text = placeholders.fill(self._response.text, facts)
            except ResponseError as error:
                yield self._unfilled(sample, error)
                continue
            weight = self._used.measures[channel].weight(text)
            longest = max(longest, weight)
            for one in guards.check(self._draft(text, weight, channel, facts)):
                # How a text is worded shows with an ordinary customer; the others' emoji are not the text's fault.
                if one.severity is guards.Severity.WARN and (sample is not PLAUSIBLE or self._is_brand(one, text)):
                    continue
                if self._counts(one.guard, channel):
                    yield self._guarded(one, text)
        limit = self._used.measures[channel].limit
        if longest > limit:
            message = f"it can get {longest} characters long on {channel}, where {limit} fit; shorten it"
            yield self._finding(self._first, Severity.ERROR, "length", message)

    def _draft(self, text: str, weight: int, channel: str, facts: Facts) -> guards.Draft:
        response = self._response
        return guards.Draft(
            text,
            # A teammate is not named in private either; what else only the public must not read is left out later.
            public=True,
            weight=weight,
            limit=self._used.measures[channel].limit,
            staff=self._used.staff,
            brand=self._used.brand,
            handle=next(iter(self._used.handles), ""),
            customer_name=facts.name,
            channel=Channel(channel),
            kind=response.kind,
            automatic=response.kind is not ResponseKind.SUGGESTION,
            # A goodbye is only said to who is calm again.
            heated=response.tone is not Tone.CALM and response.kind is not ResponseKind.CLOSING,
            known_handles=frozenset({facts.handle, *self._used.handles}),
        )

    def _is_brand(self, found: guards.Finding, text: str) -> bool:
        """Tell whether only the brand is the matter, which a teammate is called like: no text can mend that."""
        return found.guard == "teammate_in_public" and text[found.start : found.end] == self._used.brand

    def _counts(self, guard: str, channel: str) -> bool:
        kind = self._response.kind
        private = kind is ResponseKind.ASK_EMAIL_PRIVATE or (kind is ResponseKind.ASK_EMAIL and channel == "slack")
        # The length is told once, for the customer who makes the text longest.
        return guard != "length" and not (private and guard in _PUBLIC_ONLY)

    def _guarded(self, found: guards.Finding, text: str) -> Finding:
        written, said = self._response.text, text[found.start : found.end]
        at = written.find(said) if said else 0
        line = self._first + (text.count("\n", 0, found.start) if at < 0 else written.count("\n", 0, at))
        severity = Severity.ERROR if found.severity is guards.Severity.STOP else Severity.WARNING
        return self._finding(line, severity, found.guard, found.message)

    def _unfilled(self, sample: Sample, error: ResponseError) -> Finding:
        message = f"for {sample.who} it would be held: {error}; say what stands there then, or leave it out"
        return self._finding(self._first, Severity.ERROR, "unfilled_placeholder", message)

    def _finding(self, line: int, severity: Severity, rule: str, message: str) -> Finding:
        return Finding(str(self._response.source), line, severity, rule, message)
