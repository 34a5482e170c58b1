"""`python -m bot` is the same as `triage-bot`."""

from bot.cli import main

main()
