"""The ground floor: what a case is and what must happen to it.

Standard library only; no clock, no log, no I/O, no randomness.
"""
