"""Any story that a case could ever have, for the properties of cards and windows: hypothesis draws from it."""

from __future__ import annotations

from datetime import timedelta

from acme import NOON
from hypothesis import strategies as st

from bot.domain.case import Case, Channel, Customer, Escalation, EscalationState, Mention, State, Step, Suggestion
from bot.domain.promise import Promise
from bot.domain.response import ResponseKind
from bot.ports.staffroom import Said, Story
from bot.ports.store import Doing, Presence

TEXT = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["", " ", "<", "&" * 3000, "👩‍👩‍👧" * 900, "\n" * 500, "a" * 25_000, "x@y.zz " * 3000, "\u202e", "\ud800"]
    ),
)
TIMES = st.one_of(st.none(), st.timedeltas(timedelta(days=-900), timedelta(days=900)).map(lambda by: NOON + by))
CUSTOMERS = st.builds(Customer, st.sampled_from(Channel), TEXT, TEXT, TEXT)
MENTIONS = st.builds(Mention, st.sampled_from(Channel), TEXT, TEXT, CUSTOMERS, TEXT, st.just(NOON), st.booleans(), TEXT)
SAID = st.builds(
    Said,
    st.sampled_from(ResponseKind),
    TEXT,
    TEXT,
    TIMES,
    st.sampled_from(["ready", "sending", "unknown", "sent", "held", "dead", "withdrawn"]),
)
ESCALATIONS = st.builds(
    Escalation,
    st.sampled_from(EscalationState),
    st.integers(0, 3),
    st.lists(st.builds(Step, st.lists(TEXT, max_size=3).map(tuple), st.just(timedelta(minutes=1))), max_size=2).map(
        tuple
    ),
)
PROMISES = st.builds(
    Promise,
    st.timedeltas(timedelta(days=-900), timedelta(days=900)).map(lambda by: NOON + by),
    TEXT,
    st.just(NOON),
    TEXT,
    found=st.booleans(),
    overdue=st.booleans(),
    updated=st.booleans(),
)
CASES = st.builds(
    Case,
    id=TEXT,
    channel=st.sampled_from(Channel),
    customer=CUSTOMERS,
    conversation=TEXT,
    opened_at=st.just(NOON),
    state=st.sampled_from(State),
    team=TEXT,
    topic=TEXT,
    language=TEXT,
    heated=st.booleans(),
    reason=TEXT,
    private=st.booleans(),
    waiting_since=TIMES,
    ask_due=TIMES,
    email=TEXT,
    ticket=TEXT,
    ticket_url=TEXT,
    taken_by=TEXT,
    answered_by=TEXT,
    asked=st.booleans(),
    muted=st.booleans(),
    hold_offered=st.sampled_from([None, *ResponseKind]),
    escalation=ESCALATIONS,
    suggestions=st.lists(st.builds(Suggestion, TEXT, TEXT, TEXT, TEXT, TEXT), max_size=9).map(tuple),
    trouble=TEXT,
    promise=st.one_of(st.none(), PROMISES),
)
STORIES = st.builds(
    Story,
    CASES,
    st.lists(MENTIONS, max_size=3).map(tuple),
    st.lists(SAID, max_size=5).map(tuple),
    TEXT,
    st.just(NOON),
    st.booleans(),
    teams=st.lists(TEXT, max_size=3).map(tuple),
    may_keep=st.booleans(),
    kept_by=TEXT,
    default_team=TEXT,
    home_language=TEXT,
    offers_update=st.booleans(),
    present=st.lists(st.builds(Presence, TEXT, TEXT, st.sampled_from(Doing), st.just(NOON)), max_size=6).map(tuple),
)
