"""What happens when a teammate acts. Each function: (before, after, event, policy, now) -> (case, effects)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import duty, escalation
from bot.domain.case import Case, State, Timer
from bot.domain.effects import CancelTimer, Effect, Reply, ShowCard, Tell, ThreadNote, WithdrawReplies
from bot.domain.events import (
    Acknowledged,
    AnsweredElsewhere,
    AnswerWritten,
    Dismissed,
    EmailAskRequested,
    Escalated,
    HeatMarked,
    HeldSettled,
    HoldApproved,
    Moved,
    NotMine,
    Resolved,
    SuggestionSent,
)
from bot.domain.lateness import caught_up
from bot.domain.policy import Policy
from bot.domain.response import ResponseKind
from bot.domain.saying import ask_for_email, first_reply_now, say_once, wait_for_answer
from bot.domain.unclear import waits_for_a_look
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]


def sent(_before: Case, after: Case, event: SuggestionSent | AnswerWritten, _policy: Policy, now: datetime) -> Outcome:
    """A teammate sends a suggestion, exactly the text that the card showed, or words of their own."""
    text = text_of(event, after)
    case, effects = answered_by(after, event.who, now)
    reply = Reply(ResponseKind.SUGGESTION, case.last_mention, now, text, event.who, case.private)
    return case, [*effects, reply, ShowCard()]


def text_of(event: SuggestionSent | AnswerWritten, case: Case) -> str:
    """Return what an answer says; "" where it was a suggestion that is not there any more."""
    if isinstance(event, AnswerWritten):
        return event.text
    return next((one.text for one in case.suggestions if one.name == event.name), "")


def answered_elsewhere(_before: Case, after: Case, event: AnsweredElsewhere, policy: Policy, now: datetime) -> Outcome:
    """A human answered outside the card: that counts as the answer."""
    # Words for the brand's account are no name of a teammate: nobody has taken the case then.
    case, effects = closed_by(after, event.who if policy.person(event.who) else "", now)
    case = replace(case, answered_by=event.who, answered_at=event.at or now)
    return case, [*effects, ShowCard()]


def taken(before: Case, after: Case, event: Acknowledged, policy: Policy, now: datetime) -> Outcome:
    """A teammate has it: the chain stops; the customer still waits for an answer. Who had it before hears of it."""
    # Whoever takes a case in which the customer was asked for an address means to answer it: from now on that is owed.
    waits = now if after.state is State.ASKED else None
    case = replace(after, taken_by=event.who, late=False, waiting_since=after.waiting_since or waits)
    case, effects = escalation.take(case, event.who, policy, now)
    had = before.taken_by
    if had in ("", event.who):
        return case, [*effects, ShowCard()]
    note = ThreadNote(f"{event.who} took this case over from {had}.")
    return case, [*effects, note, ShowCard(), Tell(had, Why.TAKEN_OVER, f"{event.who} has it now.")]


def not_mine(_before: Case, after: Case, event: NotMine, policy: Policy, now: datetime) -> Outcome:
    """A teammate says that it is not theirs: the chain goes on at once."""
    case, effects = escalation.refuse(after, event.who, policy, now)
    return case, [ThreadNote(f"{event.who} said that it is not theirs."), *effects, ShowCard()]


def escalated(_before: Case, after: Case, event: Escalated, policy: Policy, now: datetime) -> Outcome:
    """A teammate picks who is told next."""
    case, effects = escalation.hand_on(replace(after, late=False), event, policy, now)
    return case, [*effects, ShowCard()]


def hold_approved(before: Case, after: Case, event: HoldApproved, policy: Policy, now: datetime) -> Outcome:
    """A teammate lets the first reply go."""
    case, effects = say_once(after, first_reply_now(before, policy, now), now, by=event.who)
    if before.ask_due is None:
        case, timers = wait_for_answer(case, policy, now)
        effects = [*effects, *timers]
    if waits_for_a_look(before, policy):
        # It is a request, and the customer waits from now on. Whoever let a sentence go has not said that they have it.
        case, told = escalation.ensure(case, policy, now, Why.ON_DUTY)
        effects = [*effects, *told]
    return case, [*effects, ShowCard()]


def ask_clicked(_before: Case, after: Case, event: EmailAskRequested, _policy: Policy, now: datetime) -> Outcome:
    """A teammate asks for the address without waiting for the timeout: now it is the customer's turn."""
    case, asked = ask_for_email(replace(caught_up(after), waiting_since=None), now, by=event.who)
    case, stopped = escalation.acknowledge(case, event.who, now)
    return case, [CancelTimer(Timer.ANSWER), *stopped, *asked, ShowCard()]


def closed(_before: Case, after: Case, event: Resolved | Dismissed, _policy: Policy, now: datetime) -> Outcome:
    """The case is over: nothing waits and nothing automatic leaves any more."""
    case, effects = closed_by(after, event.who, now)
    return case, [*effects, ShowCard()]


def moved(before: Case, after: Case, event: Moved, policy: Policy, now: datetime) -> Outcome:
    """A teammate gives the case to another team: whoever is on duty there hears of it, and nobody has it yet."""
    team = policy.team(event.team)
    # What it is about was read for the old team; only a topic of the new one still tells anything.
    case = replace(after, team=team.name, topic=after.topic if after.topic in team.topics else "")
    note = ThreadNote(f"{event.who} moved this case from {before.team} to {team.name}.")
    nobody_asked = not before.taken_by and (case.late or waits_for_a_look(before, policy))
    if not case.is_waited_for or nobody_asked:
        # No chain was running for it: the new team only learns of it.
        person = duty.whoever(team, policy, now)
        return case, [note, Tell(person, Why.MOVED, f"{event.who} moved it to {team.name}."), ShowCard()]
    case, stopped = escalation.acknowledge(replace(case, taken_by=""))
    case, told = escalation.start(case, policy, now, Why.MOVED)
    return case, [note, *stopped, *told, ShowCard()]


def heat_marked(before: Case, after: Case, event: HeatMarked, policy: Policy, _now: datetime) -> Outcome:
    """A teammate knows better how heated the customer is: the tone follows from here on, and the lead hears of it."""
    case = replace(after, heated=event.heated)
    news = event.heated and not before.heated and case.needs_answer
    leads = [lead for lead in policy.leads_of(policy.team(case.team)) if lead != event.who] if news else []
    return case, [ShowCard(), *(Tell(lead, Why.HEATED, f"{event.who} marked it.") for lead in leads)]


def held_settled(_before: Case, after: Case, _event: HeldSettled, _policy: Policy, _now: datetime) -> Outcome:
    """A lead has decided about the held message: the card need not warn of it any more."""
    return replace(after, trouble=""), [ShowCard()]


def held_answer(_before: Case, after: Case, event: HeldSettled, _policy: Policy, now: datetime) -> Outcome:
    """A lead lets a held answer go, as it is or with other words: it is its author's answer."""
    author = event.author or event.who
    case, effects = answered_by(after, author, now)
    return case, [*effects, ShowCard()]


def closed_by(case: Case, who: str = "", now: datetime | None = None) -> Outcome:
    """Nobody waits any more, and `who` did it ("" for nobody): stop both timers and the chain, take back what waits."""
    case = replace(
        case, late=False, waiting_since=None, ask_due=None, hold_offered=None, trouble="", taken_by=case.taken_by or who
    )
    case, stopped = escalation.acknowledge(case, who, now)
    return case, [WithdrawReplies(), CancelTimer(Timer.ANSWER), *stopped]


def answered_by(case: Case, who: str, now: datetime) -> Outcome:
    """The teammate `who` has answered just now: nobody waits any more."""
    case, effects = closed_by(case, who, now)
    return replace(case, answered_by=who, answered_at=now), effects


def own_words(case: Case, who: str, text: str, now: datetime) -> Outcome:
    """A teammate's own words go to the customer: that counts as the answer."""
    case, effects = answered_by(case, who, now)
    reply = Reply(ResponseKind.SUGGESTION, case.last_mention, now, text, who, case.private)
    return case, [*effects, reply]
