"""What simulated teammates write: good answers, a note among themselves, and answers that must never leave."""

from __future__ import annotations

from datetime import timedelta

PROMISED = timedelta(minutes=30)
"""By when a simulated teammate promises an answer."""
GOOD_WORDS = "We have found your message and are on it. Thank you for your patience."
NOTE = "Between us: I am new here and do not know this one."
BAD_WORDS = (
    "Dear {FirstName}, we are looking into it.",
    "Please ask our colleague @wilma_quill, she knows.",
    "Bartholomew will call you back.",
)
