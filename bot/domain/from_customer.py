"""What happens when the customer writes. Each function: (before, after, event, policy, now) -> (case, effects)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain import duty, escalation
from bot.domain.case import Case, Customer, State, Timer
from bot.domain.effects import CancelTimer, Effect, SetTimer, ShowCard, Tell, ThreadNote, ToBacklog
from bot.domain.events import MentionSeen
from bot.domain.lateness import caught_up, to_backlog
from bot.domain.policy import Mode, OnNewMessage, Policy, Team
from bot.domain.response import ResponseKind
from bot.domain.saying import first_reply, say_once, wait_for_answer
from bot.domain.silence import ASKED_TO_STOP, hush
from bot.domain.unclear import is_unclear, waits_for_a_look
from bot.domain.understood import Reading
from bot.domain.why import Why

Outcome = tuple[Case, list[Effect]]

MOST_RESTARTS = 3
"""A customer who writes without a pause is asked for an address after so many answer timeouts all the same."""


def request(before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """A request arrives: answer at once, show the card, tell who is on duty or has it, start waiting for a human."""
    reading, mention = event.reading, event.mention
    team = _team(before, reading, policy)
    case = replace(
        heard(after, event),
        team=team.name,
        topic="" if policy.names_team(reading.topic) or team != policy.team_for(reading.topic) else reading.topic,
        # Whoever was done with it before this request does not have it any more.
        taken_by=before.taken_by if before.needs_answer else "",
        asked_in=mention.id,
        reading=reading.kept(private=mention.private, other=after.reading),
        email=reading.email or after.email,
        waiting_since=mention.at,
    )
    kind = first_reply(case, mention, reading, policy, now)
    if not policy.fresh(kind, mention.at, now):
        late = "This reached us too late for an automatic reply. Please answer by hand."
        return replace(case, trouble=late, late=True), [ToBacklog()]
    if is_unclear(reading, policy):
        return _ask_a_human(case, kind, policy, now)
    case, said = _first_words(replace(case, trouble="", late=False), kind, mention.at, policy)
    case, timers = wait_for_answer(case, policy, now)
    case, told = escalation.ensure(case, policy, now, Why.ON_DUTY)
    if case.taken_by:
        told = [*told, ThreadNote("The customer wrote:", mention.id)]
    return case, [*said, *timers, ShowCard(), *told, *tell_lead(case, event, policy)]


def chatter(_before: Case, after: Case, event: MentionSeen, _policy: Policy, _now: datetime) -> Outcome:
    """Not a request: written down, nothing else."""
    return heard(after, event), []


def wrote(before: Case, after: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """The customer writes again: the team sees it; a case that nobody waits for any more opens again.

    Unclear words leave a late case where it is: what they are about waits for a lead in the digest.
    """
    if (before.late or waits_for_a_look(before, policy)) and not is_unclear(event.reading, policy):
        case, effects = request(before, after, event, policy, now)
        # Whose card is there already has every word in its thread; who has none yet is shown by the digest.
        if before.state is State.REOPENED and not any(isinstance(one, ThreadNote) for one in effects):
            effects.append(ThreadNote("The customer wrote:", event.mention.id))
        return case, effects
    case, note = corrected(before, heard(after, event), event, "The customer wrote:")
    effects = [ShowCard(), note]
    # A thank-you reopens without anybody waiting: what follows it is the question.
    if case.needs_answer and (not before.needs_answer or before.is_thanked):
        case, again = reopen(case, event, policy, now)
        effects += again
    elif before.state is State.ASKED and before.waiting_since is None:
        # A teammate has asked for the address instead of answering, and this is not one: somebody is to look again.
        case = replace(caught_up(case), waiting_since=event.mention.at)
        case, again = escalation.ensure(case, policy, now, Why.WROTE_AGAIN)
        effects += again
    elif event.reading.stop and _has_nobody(case) and not is_unclear(event.reading, policy):
        # Only a human can help whoever is asked for no address any more.
        case, again = escalation.start(case, policy, now, Why.WROTE_AGAIN)
        effects += again
    elif before.ask_due and case.needs_answer and not case.asked and not case.late:
        case, moved = _meanwhile(case, policy, now)
        effects += moved
    elif case.needs_answer and _crossed(before):
        case, timers = _after_reading(case, event, policy, now)
        effects += timers
    if case.needs_answer and case.taken_by and may_say(case, ResponseKind.TAKEN, event, policy, now):
        case, said = say_once(case, ResponseKind.TAKEN, event.mention.at)
        effects += said
    return case, effects


def thanked(_before: Case, after: Case, event: MentionSeen, _policy: Policy, _now: datetime) -> Outcome:
    """Thanks need no timer and disturb nobody; the card offers a closing reply."""
    return heard(after, event), [ShowCard(), ThreadNote("The customer wrote:", event.mention.id)]


def stop(before: Case, after: Case, event: MentionSeen, policy: Policy, _now: datetime) -> Outcome:
    """The customer said stop and nothing else: nothing automatic ever leaves for them again."""
    team = before.team or policy.team_for(event.reading.topic).name
    case, quiet = hush(replace(heard(after, event), team=team, waiting_since=None, late=False, trouble=""))
    case, stopped = escalation.acknowledge(case)
    seen: list[Effect] = [ASKED_TO_STOP, ShowCard()] if before.team else []
    return case, [*quiet, *stopped, *seen]


def corrected(before: Case, case: Case, event: MentionSeen, words: str) -> tuple[Case, ThreadNote]:
    """Take an address that came after the first one while the ticket is not there yet; return what the team reads."""
    if not is_another_address(before, event):
        return case, ThreadNote(words, event.mention.id)
    if not before.ticket:
        note = ThreadNote("The customer corrected their email address:", event.mention.id)
        return replace(case, email=event.reading.email), note
    return case, ThreadNote("The customer wrote another email address than the ticket has:", event.mention.id)


def is_another_address(before: Case, event: MentionSeen) -> bool:
    """Tell whether there is an address in the mention that the ticket was not asked for with."""
    return bool(event.reading.email) and before.ticket_asked and event.reading.email != before.email


def heard(case: Case, event: MentionSeen) -> Case:
    """Take over what the mention tells about the customer and the way they write."""
    reading, mention = event.reading, event.mention
    new = reading.kept(private=mention.private)
    return replace(
        case,
        customer=_named(mention.customer, case.customer),
        last_mention=mention.id,
        private=mention.private,
        language=reading.language.value or case.language,
        heated=case.heated or reading.heated,
        reason=case.reason or reading.request.reason,
        reading=case.reading.kept(private=False, other=new) if case.reading else new,
        muted=case.muted or event.muted,
        suggestions=event.suggestions or case.suggestions,
    )


def _team(before: Case, reading: Reading, policy: Policy) -> Team:
    """Return the team that looks after the topic; where a human has moved the case, the one that they chose."""
    read = before.reading.topic if before.reading else ""
    moved = bool(before.team) and before.team != policy.team_for(read).name
    return policy.team(before.team) if moved else policy.team_for(reading.topic)


def _named(customer: Customer, known: Customer) -> Customer:
    """Return the customer as they are called now; a channel that does not tell it this time takes no name away."""
    return customer if customer.handle or customer.name else known


def _ask_a_human(case: Case, kind: ResponseKind, policy: Policy, now: datetime) -> Outcome:
    """Perhaps a request, perhaps chatter: nothing is said in public before a human has looked."""
    person = duty.whoever_has(case, policy, now)
    case = replace(case, hold_offered=None if case.muted else kind, trouble="", late=False)
    return case, [ShowCard(), Tell(person, Why.UNSURE)]


def _first_words(case: Case, kind: ResponseKind, since: datetime, policy: Policy) -> Outcome:
    mode = policy.channel(case.channel).hold
    if mode is Mode.AUTO:
        return say_once(case, kind, since)
    return (replace(case, hold_offered=kind) if mode is Mode.APPROVE and not case.muted else case), []


def reopen(case: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """The customer waits again from this mention on: set the answer timer, and tell whoever is to look."""
    case = replace(case, waiting_since=event.mention.at, taken_by="")
    if not policy.fresh(ResponseKind.HOLD, event.mention.at, now):
        # Heard after an outage: as for a first post, a lead decides, and nothing is asked hours later.
        return to_backlog(case)
    timers: list[Effect] = []
    if not (is_unclear(event.reading, policy) or _crossed(case)):
        # "My pleasure." after a human's answer is perhaps no request: a human looks, and the bot asks for nothing.
        # So it is with words that were heard only now: who wrote them had not read the answer yet.
        case, timers = wait_for_answer(case, policy, now)
    if escalation.is_waiting(case):
        return case, timers
    case, told = escalation.start(caught_up(case), policy, now, Why.WROTE_AGAIN)
    return case, [*timers, *told]


def _crossed(case: Case) -> bool:
    """Tell whether what the customer waits for was written before the last human answer, and heard after it."""
    return bool(case.waiting_since and case.answered_at and case.waiting_since < case.answered_at)


def _after_reading(case: Case, event: MentionSeen, policy: Policy, now: datetime) -> Outcome:
    """Whoever was told of words that had crossed with the answer has the case: a newer question sets the timer."""
    newer = replace(case, waiting_since=event.mention.at)
    fresh = policy.fresh(ResponseKind.HOLD, event.mention.at, now)
    if _crossed(newer) or is_unclear(event.reading, policy) or not fresh:
        return case, []
    return wait_for_answer(newer, policy, now)


def _has_nobody(case: Case) -> bool:
    """Tell whether a customer waits, and nobody has the case or is being told of it."""
    return case.needs_answer and not case.taken_by and not escalation.is_waiting(case)


def _meanwhile(case: Case, policy: Policy, now: datetime) -> Outcome:
    """The customer writes again while the answer timeout runs for them: what becomes of it is the operator's choice."""
    choice = policy.channel(case.channel).on_new_message
    if choice is OnNewMessage.RESTART and case.waiting_since:
        due = min(now + policy.answer_timeout, case.waiting_since + MOST_RESTARTS * policy.answer_timeout)
        if case.ask_due and due > case.ask_due:
            return replace(case, ask_due=due), [SetTimer(Timer.ANSWER, due)]
    # While the first reply waits for a click, that click counts on the timer.
    if choice is OnNewMessage.CANCEL and case.hold_offered is None:
        person = duty.whoever_has(case, policy, now)
        return replace(case, ask_due=None), [CancelTimer(Timer.ANSWER), Tell(person, Why.WROTE_AGAIN)]
    return case, []


def tell_lead(case: Case, event: MentionSeen, policy: Policy) -> list[Effect]:
    """A lead hears of every address that everybody can read."""
    if event.mention.private or not event.reading.email:
        return []
    return [Tell(lead, Why.ADDRESS_IN_PUBLIC) for lead in policy.leads_of(policy.team(case.team))]


def may_say(case: Case, kind: ResponseKind, event: MentionSeen, policy: Policy, now: datetime) -> bool:
    """Tell whether something beside the first reply may be said by itself, and would not come too late."""
    auto = policy.channel(case.channel).hold is Mode.AUTO
    return auto and policy.fresh(kind, event.mention.at, now)
