"""The use cases: what comes in is written down and decided, what was decided is performed.

Knows ports, never adapters.
"""
