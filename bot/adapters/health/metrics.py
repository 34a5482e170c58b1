"""The tally by prometheus-client. Labels are kinds from fixed sets: never a text, a name, an address or an id."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

from bot.domain.response import HOLDING
from bot.ports.tally import Answer

_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600)


class PrometheusTally:
    """Implements `bot.ports.tally.Tally` with a registry of its own; counts begin with the process."""

    def __init__(self) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._heard = Counter("triage_bot_mentions", "Mentions taken in.", ["channel"], registry=registry)
        self._sent = Counter(
            "triage_bot_delivered",
            "Messages that left, by what they are and their kind.",
            ["lane", "what", "kind"],
            registry=registry,
        )
        self._first_reply = Histogram(
            "triage_bot_first_reply_seconds",
            "From hearing a mention to the delivery of its first reply.",
            ["lane"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._waited = Histogram(
            "triage_bot_delivery_seconds",
            "From the decision to send a message to its delivery.",
            ["lane"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._failed = Counter(
            "triage_bot_delivery_failures",
            "Deliveries that did not come out, by class of the fault.",
            ["lane", "outcome"],
            registry=registry,
        )
        self._held = Counter("triage_bot_held", "Messages that a guard held.", ["guard"], registry=registry)
        self._told = Counter(
            "triage_bot_told", "Private messages to teammates about cases, by reason.", ["why"], registry=registry
        )
        self._late = Histogram(
            "triage_bot_timer_lateness_seconds",
            "From the time a timer was due to the time it fired.",
            ["timer"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._answers = Counter(
            "triage_bot_vendor_answers",
            "Answers of the vendors, by call and outcome.",
            ["vendor", "call", "outcome"],
            registry=registry,
        )
        self._remaining = Gauge(
            "triage_bot_rate_limit_remaining",
            "Calls that a vendor still allows in its window, as it said last.",
            ["vendor", "call"],
            registry=registry,
        )
        self._stock = Gauge("triage_bot_outbox_messages", "Messages in the outbox.", ["state"], registry=registry)
        self._promises = Gauge(
            "triage_bot_promises",
            "Promises to customers: owed now (open, overdue), and settled in the last eight weeks.",
            ["standing"],
            registry=registry,
        )
        self._ailing = Gauge(
            "triage_bot_trouble", "1 while something is wrong with the bot.", ["ailment", "part"], registry=registry
        )
        self._mended = Counter("triage_bot_repairs", "Repairs tried.", ["ailment", "part"], registry=registry)

    def text(self) -> bytes:
        """Return everything in Prometheus' text format."""
        return generate_latest(self._registry)

    def heard(self, channel: str) -> None:
        """A mention was taken in that was not known before."""
        self._heard.labels(channel).inc()

    def delivered(self, lane: str, what: str, kind: str, waited: timedelta) -> None:
        """A message left, so long after it was decided."""
        self._sent.labels(lane, what, kind).inc()
        seconds = max(0.0, waited.total_seconds())
        self._waited.labels(lane).observe(seconds)
        if what == "reply" and kind in HOLDING:
            self._first_reply.labels(lane).observe(seconds)
        if what == "tell":
            self._told.labels(kind).inc()

    def failed(self, lane: str, outcome: str) -> None:
        """A delivery did not come out."""
        self._failed.labels(lane, outcome).inc()

    def held(self, guards: Collection[str]) -> None:
        """These guards held a message."""
        for guard in guards:
            self._held.labels(guard).inc()

    def fired(self, timer: str, late: timedelta) -> None:
        """A timer fired, so long after it was due."""
        self._late.labels(timer).observe(max(0.0, late.total_seconds()))

    def answered(self, answer: Answer) -> None:
        """A vendor answered a call."""
        self._answers.labels(answer.vendor, answer.call, _outcome(answer.status)).inc()
        if answer.remaining is not None:
            self._remaining.labels(answer.vendor, answer.call).set(answer.remaining)

    def stock(self, state: str, rows: int) -> None:
        """So many messages of the outbox are in a state now."""
        self._stock.labels(state).set(rows)

    def promises(self, standing: str, number: int) -> None:
        """So many promises to customers stand like this now."""
        self._promises.labels(standing).set(number)

    def ailing(self, ailment: str, part: str, ill: bool) -> None:
        """Something is wrong, or is not any more."""
        self._ailing.labels(ailment, part).set(int(ill))

    def mended(self, ailment: str, part: str) -> None:
        """A repair was tried."""
        self._mended.labels(ailment, part).inc()


def _outcome(status: int) -> str:
    if status == 0:
        return "none"
    if status == 429:
        return "limited"
    if status >= 500:
        return "failed"
    return "refused" if status >= 400 else "ok"
