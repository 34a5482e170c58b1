"""What holds for drafts in every sequence of events, whoever does what in which order."""

from __future__ import annotations

from dataclasses import replace

from acme import ADA, GRACE
from acme import policy as acme
from hypothesis import given, settings
from hypothesis import strategies as st
from test_triage_properties import SEQUENCES, Play

from bot.domain.approval import ApprovalRule, When
from bot.domain.case import Timer
from bot.domain.draft_events import DraftReturned, DraftSent
from bot.domain.drafts import Fate
from bot.domain.effects import Effect, Reply, TellAuthor
from bot.domain.events import AnswerWritten, Event
from bot.domain.inputs import Input
from bot.domain.policy import Policy, Role, Staff
from bot.domain.response import ResponseKind
from bot.domain.states import TRANSITIONS

TOM = Staff("Tom", "U0TOM", Role.RESPONDER)
JUNIORS = ("Ada", "Tom")
ANYBODY = st.sampled_from([*JUNIORS, "Grace"])
# The number of a draft is filled in while the events are played: the first one that waits, or one that is gone.
DECISIONS = st.one_of(
    st.builds(AnswerWritten, ANYBODY, st.sampled_from(["We are on it.", "It works."]), st.just(""), st.just("why")),
    st.builds(DraftSent, ANYBODY, st.integers(0, 1), st.sampled_from(["", "Other words."])),
    st.builds(DraftReturned, ANYBODY, st.integers(0, 1), st.just("Ask first.")),
)
EVENTS = st.lists(
    st.one_of(SEQUENCES.map(lambda them: them[:3]), st.tuples(DECISIONS, st.integers(0, 90))), max_size=14
)


def approving() -> Policy:
    """Acme, where a lead approves every answer of a junior."""
    whole = acme()
    team = replace(whole.teams[0], approval=ApprovalRule(frozenset({When.ALWAYS})))
    return replace(whole, staff=(ADA, TOM, GRACE), teams=(team,))


class Drafting(Play):
    """Numbers the versions of the case as a store would, and keeps what came of each event."""

    def __init__(self) -> None:
        super().__init__(approving())
        self.steps: list[tuple[Event | Timer, tuple[Effect, ...]]] = []

    def step(self, event: Event | Timer, seconds: int) -> tuple[Effect, ...]:
        if isinstance(event, DraftSent | DraftReturned):
            numbers = [draft.number for draft in self.case.drafts if draft.waits]
            event = replace(event, draft=numbers[0] if event.draft == 0 and numbers else 9_999)
        before = {draft.number for draft in self.case.drafts if draft.waits}
        effects = super().step(event, seconds)
        self.case = replace(self.case, version=self.case.version + 1)
        self.check(before, effects)
        self.steps.append((event, effects))
        return effects

    def check(self, before: set[int], effects: tuple[Effect, ...]) -> None:
        """Every draft that does not wait any more was heard of, once, unless its author wrote another one."""
        after = {draft.number for draft in self.case.drafts if draft.waits}
        told = [one.draft for one in effects if isinstance(one, TellAuthor)]
        replaced = {getattr(one, "draft", 0) for one in effects if getattr(one, "fate", None) is Fate.REPLACED}
        assert sorted(before - after - replaced) == sorted(told)


def played(events: list[object]) -> Drafting:
    play = Drafting()
    for one in events:
        for event, seconds in one if isinstance(one, list) else [one]:  # type: ignore[list-item, misc]
            play.step(event, seconds)
    return play


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_no_answer_of_a_junior_leaves_but_by_a_leads_decision(events: list[object]) -> None:
    for event, effects in played(events).steps:
        for one in effects:
            if isinstance(one, Reply) and one.kind is ResponseKind.SUGGESTION and one.by in JUNIORS:
                assert isinstance(event, DraftSent)
                assert "Grace" == event.who


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_drafts_wait_only_while_somebody_may_answer_and_one_an_author(events: list[object]) -> None:
    case = played(events).case
    if (case.state, Input.SENT) not in TRANSITIONS:
        assert () == case.drafts
    authors = [draft.who for draft in case.drafts]
    assert len(set(authors)) == len(authors)


@settings(max_examples=300, deadline=None)
@given(EVENTS)
def test_a_customer_who_waits_for_an_answer_is_never_forgotten_because_of_a_draft(events: list[object]) -> None:
    play = played(events)
    if play.case.ask_due is not None and play.case.drafts:
        assert play.case.ask_due == play.timers[Timer.ANSWER]
