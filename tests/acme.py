"""Acme: the company, its people and its customers, for every test that needs some."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.case import Case, Channel, Customer, Mention, Suggestion
from bot.domain.hours import OfficeHours, Span
from bot.domain.policy import ChainStep, ChannelPolicy, Mode, Policy, Role, Staff, Team
from bot.domain.understood import Judgement, Missing, Ranked, Reading

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)  # a Monday
ADA = Staff("Ada", "U0ADA", Role.RESPONDER, ("ada_writes",))
GRACE = Staff("Grace", "U0GRACE", Role.LEAD)
ANNA = Customer(Channel.X, "2001", "anna_k", "Anna Keller")
CARL = Customer(Channel.SLACK, "U0CARL", "carl", "Carl Weber")
ALWAYS = OfficeHours((), ZoneInfo("UTC"))
WEEKDAYS = OfficeHours((Span.parse("Mon-Fri 09:00-17:00"),), ZoneInfo("Europe/Berlin"))
SUGGESTIONS = tuple(Suggestion(f"s{n}", f"Title {n}", f"Text {n}") for n in range(3))


def team(hours: OfficeHours = ALWAYS) -> Team:
    """The billing team: Ada is on duty, Grace leads."""
    chain = (ChainStep("on duty", timedelta(minutes=5)), ChainStep("lead", timedelta(minutes=10)))
    return Team("billing", ("refund", "invoice"), ("Ada",), "Grace", hours, chain)


def policy(hold: Mode = Mode.AUTO, ask_email: Mode = Mode.AUTO, hours: OfficeHours = ALWAYS) -> Policy:
    """Acme's policy, the same on both channels."""
    channel = ChannelPolicy(hold, ask_email)
    return Policy(
        brand="Acme",
        handle="acme",
        languages=("en",),
        answer_timeout=timedelta(minutes=3),
        channels={Channel.X: channel, Channel.SLACK: channel},
        staff=(ADA, GRACE),
        teams=(team(hours),),
    )


def mention(text: str = "My export is broken", number: int = 1, **changes: object) -> Mention:
    """A post by Anna on X, `number` seconds after noon."""
    post = Mention(Channel.X, str(1000 + number), "1001", ANNA, text, NOON + timedelta(seconds=number))
    return replace(post, **changes)  # type: ignore[arg-type]


def reading(
    *,
    is_request: bool | None = None,
    confidence: float = 1.0,
    reason: str = "",
    language: str = "en",
    topic: str = "",
    heated: bool = False,
    missing: Missing | Judgement[Missing] = Missing.NOTHING,
    **flags: object,
) -> Reading:
    """A calm request in English, with what is to be otherwise; `flags` are fields of a reading without a confidence.

    Whoever says stop asks for nothing unless `is_request` says so.
    """
    calm = Reading(
        request=Judgement(not flags.get("stop") if is_request is None else is_request, confidence, reason),
        language=Judgement(language, 1.0, "by its words"),
        topics=(Ranked(topic, 0.8, f"“{topic}” is in the text"),) if topic else (),
        heat=Judgement(0.9 if heated else 0.1, 0.9, "“useless”" if heated else "calm words"),
        missing=missing if isinstance(missing, Judgement) else Judgement(missing, 0.8, "as the test says"),
    )
    return replace(calm, **flags)  # type: ignore[arg-type]


def new_case() -> Case:
    """Anna's case before anything was decided."""
    return Case("C-1", Channel.X, ANNA, "1001", NOON)


def two_teams() -> Policy:
    """Product comes first and is the default with Ada; billing has the topics of every test, and Grace on duty."""
    billing = policy().teams[0]
    product = replace(billing, name="product", topics=("export",), members=("Ada",))
    return replace(policy(), teams=(product, replace(billing, members=("Grace",))))
