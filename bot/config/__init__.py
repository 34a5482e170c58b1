"""The operator's file and the secrets of the environment, as frozen settings; every mistake is told at once.

It knows nothing about how the settings are used: it never imports adapters or the engine.
"""

from bot.config.load import load
from bot.config.settings import DeskTable, Secrets, Settings, SlackTable, SmtpServer, XTable

__all__ = ["DeskTable", "Secrets", "Settings", "SlackTable", "SmtpServer", "XTable", "load"]
