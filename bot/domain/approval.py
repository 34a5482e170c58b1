"""When a team wants a lead to look at an answer before it leaves. What happens then is in `from_drafts`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.case import Case


class When(StrEnum):
    """What makes a lead look first."""

    ALWAYS = "always"
    HEATED = "heated"
    OUTSIDE = "outside topics"
    FIRST = "first"


@dataclass(frozen=True)
class ApprovalRule:
    """Which answers by responders a lead of the team has to approve.

    Arguments:
        when: any one of these is enough.
        first: how many answers of a newcomer, with `When.FIRST`.
        topics: outside which a lead looks, with `When.OUTSIDE`; empty for the team's own.
    """

    when: frozenset[When]
    first: int = 5
    topics: tuple[str, ...] = ()

    def why(self, case: Case, topics: tuple[str, ...], sent_before: int) -> str:
        """Return why a lead has to look at an answer in this case, in words that follow "because"; "" if none has to.

        Arguments:
            case: as it is when the answer is written.
            topics: those of the case's team.
            sent_before: how many answers its author has sent until now, in any case.
        """
        if When.ALWAYS in self.when:
            return "this team has every answer approved"
        if When.HEATED in self.when and case.heated:
            return "the customer is heated"
        inside = {topic.casefold() for topic in self.topics or topics}
        if When.OUTSIDE in self.when and case.topic.casefold() not in inside:
            return f"“{case.topic}” is none of the topics for it" if case.topic else "it is about none of the topics"
        if When.FIRST in self.when and sent_before < self.first:
            return f"a lead looks at a newcomer's first {self.first} answers"
        return ""
