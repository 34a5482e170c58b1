"""Slack, as a place where customers are and as the staff's place. No other package may import a Slack type."""
