"""Why a teammate is told of a case in private."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """Why a teammate is told in private."""

    ON_DUTY = "on duty"
    UNSURE = "unsure"
    NOT_ACKNOWLEDGED = "not acknowledged"
    NOBODY_LEFT = "nobody left"
    WROTE_AGAIN = "wrote again"
    TIME_IS_UP = "time is up"
    NOT_DELIVERED = "not delivered"
    MOVED = "moved"
    HEATED = "heated"
    SOLVED = "ticket solved"
    TICKET_REOPENED = "ticket reopened"
    ADDRESS_IN_PUBLIC = "address in public"
    ADDRESS_CHANGED = "address changed"
    ESCALATED = "escalated"
    PASSED_ON = "passed on"
    DRAFT_WAITS = "draft waits"
    NOT_ANSWERED = "not answered"
    TAKEN_OVER = "taken over"
    PROMISE_SOON = "promise soon"
    PROMISE_OVERDUE = "promise overdue"
    PROMISE_YOURS = "promise yours"
