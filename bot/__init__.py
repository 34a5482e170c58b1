"""triage-bot: hears support mentions on X and in Slack, answers at once, tells the right teammate privately."""

__version__ = "0.1.0"
