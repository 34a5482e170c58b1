"""What approval has to do with an answer that somebody is about to write: they see it in the window. Reads only."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.case import Case
from bot.domain.errors import NotAllowed
from bot.domain.from_drafts import needs_approval
from bot.domain.policy import Policy
from bot.domain.reading import DECIDED, ONLY_LEADS
from bot.ports.store import Transaction


@dataclass(frozen=True)
class Review:
    """What the window says beside the customer's words and the answer.

    Arguments:
        draft: the number of the draft in whose place a lead writes, or 0.
        remark_for: who learns from the answer and reads a lead's remark with it.
        why: why a lead has to look at the answer first, in words that follow "because", or "".
        note: what a lead wrote when they sent the words back, or "".
    """

    draft: int = 0
    remark_for: tuple[str, ...] = ()
    why: str = ""
    note: str = ""


NO_REVIEW = Review()


@dataclass(frozen=True)
class Beginning:
    """The words to begin with, the suggestion that they were made of or "", and what approval has to do with it."""

    text: str
    suggestion: str
    review: Review


def begin(tx: Transaction, case: Case, who: str, draft: int, policy: Policy) -> Beginning:
    """Return with what `who` begins to write in a case: with a draft where a number is given, else with nothing.

    A lead gets any draft that waits, everybody else only words of their own: those that came back, and where no lead is
    left those that wait. Raises NotAllowed, with words for who wants to write, where there is no such draft for them.
    """
    found = next((one for one in case.drafts if one.number == draft), None)
    if draft and found is None:
        raise NotAllowed(DECIDED)
    if found and found.waits and policy.is_lead(who):
        return Beginning(found.text, found.suggestion, Review(found.number, (found.who,)))
    if found and found.waits and (policy.leads() or found.who != who):
        raise NotAllowed(ONLY_LEADS)
    if found and found.who != who:
        raise NotAllowed(DECIDED)
    review = _review(tx, case, who, policy)
    if found is None:
        return Beginning("", "", review)
    return Beginning(found.text, found.suggestion, replace(review, note=found.note))


def _review(tx: Transaction, case: Case, who: str, policy: Policy) -> Review:
    if policy.is_lead(who):
        names = (*(one.who for one in case.drafts if one.waits), *case.passed_on)
        return Review(remark_for=tuple(name for name in dict.fromkeys(names) if name != who))
    knowing = replace(policy, sent_before=tx.answers.count_by(who))
    return Review(why=needs_approval(case, who, knowing))
