"""What staff read for a kind of message to a customer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.response import ResponseKind

K = ResponseKind
_KINDS: Mapping[ResponseKind, str] = {
    K.HOLD: "first reply",
    K.CLARIFY_LINK: "question for a link",
    K.CLARIFY_ORDER: "question for the order number",
    K.CLARIFY_VERSION: "question for the version",
    K.CLARIFY_DETAILS: "question for details",
    K.OUT_OF_HOURS: "reply outside our hours",
    K.ASK_EMAIL: "question for an email address",
    K.ASK_EMAIL_PRIVATE: "question for an email address",
    K.ADDRESS_PUBLIC: "request to delete an address",
    K.ADDRESS_UNREADABLE: "question for the address again",
    K.ADDRESS_REFUSED: "question for another address",
    K.ASK_EMAIL_THREAD: "question for an email address",
    K.ASK_WHICH: "question which case the address is for",
    K.TICKET_OPENED: "ticket number",
    K.TICKET_SOLVED: "word that the ticket is solved",
    K.TAKEN: "word that somebody is on it",
    K.PROMISE_UPDATE: "word that it takes longer",
    K.CLOSING: "closing words",
    K.SUGGESTION: "answer",
}


def kind_name(kind: ResponseKind) -> str:
    """Return what a kind of message is called, without an article."""
    return _KINDS.get(kind, kind.replace("_", " "))
