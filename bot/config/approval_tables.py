"""The shape of a team's `approval`, and what it means for the rest of the program."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from bot.config.shape import Table
from bot.domain.approval import ApprovalRule, When

EXAMPLE = '{ when = ["heated", "outside topics", "first"], first = 5 }'


class ApprovalEntry(Table):
    """A team's `approval`."""

    when: list[Literal["always", "heated", "outside topics", "first"]] = Field(
        description="a list of words", examples=['["heated", "first"]'], min_length=1
    )
    first: Annotated[int, Field(ge=1)] = Field(
        ApprovalRule.first, description="a whole number from 1", examples=[str(ApprovalRule.first)]
    )
    topics: list[str] = Field([], description="a list of topics", examples=['["login", "password"]'])


def approval_rule(entry: ApprovalEntry | None) -> ApprovalRule | None:
    """Return which answers of a team a lead has to approve, None for none."""
    if entry is None:
        return None
    topics = tuple(topic.strip() for topic in entry.topics)
    return ApprovalRule(frozenset(When(word) for word in entry.when), entry.first, topics)
