"""Recorded conversations through the real bot on a virtual clock: what would it have said, and when?

Nothing leaves the machine. It never changes how the bot decides, and never writes to the operator's database.
"""
