"""Which message goes first when not all may leave."""

from __future__ import annotations

import pytest
from acme import NOON

from bot.domain.drafts import Fate
from bot.domain.effects import Effect, Reply, Say, ShowCard, ShowDraft, TellAuthor
from bot.domain.response import ResponseKind
from bot.domain.urgency import Urgency, urgency

K = ResponseKind


def said(kind: ResponseKind, by: str = "") -> Effect:
    """Return a reply of a kind."""
    return Reply(kind, "1", NOON, by=by)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (said(K.SUGGESTION, "Ada"), Urgency.HUMAN),
        (said(K.ASK_EMAIL, "Ada"), Urgency.HUMAN),
        (said(K.HOLD), Urgency.HOLD),
        (said(K.OUT_OF_HOURS), Urgency.HOLD),
        (said(K.ADDRESS_PUBLIC), Urgency.HOLD),
        (said(K.HOLD, "Grace"), Urgency.HOLD),
        (said(K.ASK_EMAIL), Urgency.ASK),
        (said(K.ASK_EMAIL_PRIVATE), Urgency.ASK),
        (said(K.TICKET_OPENED), Urgency.REST),
        (said(K.TAKEN), Urgency.REST),
        (ShowCard(), Urgency.REST),
        (ShowDraft("Grace", 3), Urgency.HUMAN),
        (ShowDraft("Grace", 3, Fate.SENT, "Grace", "Ada"), Urgency.REST),
        (TellAuthor("Ada", 3, Fate.RETURNED, "Grace", "words", "1"), Urgency.HUMAN),
        (TellAuthor("Ada", 3, Fate.SENT, "Grace", "words", "1", "words"), Urgency.REST),
        (Say("Ada", "too late"), Urgency.REST),
    ],
)
def test_humans_then_holding_replies_then_email_asks_then_the_rest(effect: Effect, expected: Urgency) -> None:
    assert expected == urgency(effect)
