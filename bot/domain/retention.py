"""How long what is known of people is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Keep:
    """How long each kind is kept after it came; what still waits for somebody is never too old.

    `mentions` is what customers wrote, `messages` what we wrote, `events` what happened to cases, `tickets` those of
    the local desk, `inbox` finished envelopes, `labels` what staff taught, `lessons` what teammates learned, `cases`
    whole cases, `audit` who looked at an address.
    """

    mentions: timedelta = timedelta(days=180)
    messages: timedelta = timedelta(days=180)
    events: timedelta = timedelta(days=365)
    tickets: timedelta = timedelta(days=365)
    inbox: timedelta = timedelta(days=7)
    labels: timedelta = timedelta(days=365)
    lessons: timedelta = timedelta(days=365)
    cases: timedelta = timedelta(days=730)
    audit: timedelta = timedelta(days=730)
