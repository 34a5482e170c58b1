"""The bot as a process of its own beside the sandbox, so that it can be killed like any other process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.sandbox.mail.post_office import BOT, PASSWORD, SUPPORT

STOP_WITHIN = 15.0

SECRETS: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": "xoxb-fake-sandbox",
    "SLACK_APP_TOKEN": "xapp-fake-sandbox",
    "X_API_KEY": "fake-x-key",
    "X_API_SECRET": "fake-x-secret",
    "X_ACCESS_TOKEN": "fake-x-token",
    "X_ACCESS_TOKEN_SECRET": "fake-x-token-secret",
    "X_BEARER_TOKEN": "fake-x-bearer",
    "IMAP_PASSWORD": PASSWORD,
}
"""The local vendors' keys; they open nothing else."""

CONFIGURATION = """\
brand = "Acme"
languages = ["en", "de", "it", "es", "fr"]
answer_timeout = "3m"
database = "triage.db"
responses = "my-responses"

[x]
handle = "acme"
poll_every = "0.5s"
dm_poll_every = "0.5s"
stream = true
api_url = "{url}"

[slack]
triage_channel = "C0TRIAGE"
customer_channels = ["C0HELP"]
api_url = "{url}/api/"

[desk]
{desk}

[[staff]]
name = "Ada"
slack = "U0ADA"
role = "responder"
x = ["ada_writes"]

[[staff]]
name = "Tom"
slack = "U0TOM"
role = "responder"

[[staff]]
name = "Grace"
slack = "U0GRACE"
role = "lead"

{more_staff}
[[teams]]
name = "product"
topics = ["export", "login", "password", "slow", "bug"]
members = ["Ada", "Tom"]
lead = "Grace"
timezone = "Europe/Berlin"
hours = []
chain = [{chain}]
{approval}

[[teams]]
name = "billing"
topics = ["refund", "invoice", "charged twice"]
members = ["Ada", "Tom"]
lead = "Grace"
timezone = "Europe/Berlin"
hours = []
chain = [{chain}]
"""


APPROVAL = 'approval = { when = ["always"] }'
USUAL_CHAIN = '{ notify = "on duty", acknowledge_within = "5m" }, { notify = "lead", acknowledge_within = "10m" }'
LONG_CHAIN = (
    '{ notify = "on duty", acknowledge_within = "5m" }, { notify = "Ben", acknowledge_within = "5m" },'
    ' { notify = "channel G0DUTY", acknowledge_within = "5m" }, { notify = "lead", acknowledge_within = "10m" }'
)
BEN = """\
[[staff]]
name = "Ben"
slack = "U0BEN"
role = "responder"
"""
LOCAL_DESK = 'kind = "local"'
MAIL_DESK = """\
kind = "email"
to = "{to}"
sender = "{sender}"
smtp = "{smtp}"
imap = "{imap}"
imap_folders = ["INBOX", "Sent"]
look_every = "1s"
tell_customer_when_solved = "auto"
"""


class BotProcess:
    """Starts, stops and kills `triage-bot run` on a folder of its own.

    `folder` holds the configuration, the database, the operator's own texts and the log; `url` is the sandbox's address
    and `clock_file` its clock.
    """

    def __init__(self, folder: Path, url: str, clock_file: Path) -> None:
        self.folder = folder
        self.config = folder / "config.toml"
        self.log = folder / "bot.log"
        self._clock_file = clock_file
        self._process: subprocess.Popen[bytes] | None = None
        self.responses = folder / "my-responses"
        self.responses.mkdir(exist_ok=True)
        self._url = url
        self._configure(LOCAL_DESK)

    def use_mail(self, smtp: str, imap: str) -> None:
        """Open tickets by mail from the next start on."""
        self._configure(MAIL_DESK.format(to=SUPPORT, sender=BOT, smtp=smtp, imap=imap))

    def use_approval(self) -> None:
        """Have the answers of responders of the first team approved, from the next start on."""
        self._configure(LOCAL_DESK, approval=APPROVAL)

    def use_chain(self) -> None:
        """Escalate in four steps from the next start on: Ada, Ben, a private Slack channel, the lead."""
        self._configure(LOCAL_DESK, LONG_CHAIN, BEN)

    @property
    def running(self) -> bool:
        """Tell whether the process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Return the process's id; right while it runs."""
        assert self._process is not None
        return self._process.pid

    def wait(self, within: float) -> int:
        """Wait until the bot ends by itself and return its exit code; raise TimeoutExpired when it does not."""
        assert self._process is not None
        return self._process.wait(within)

    def start(self) -> None:
        """Start the bot; it is ready when it has polled X and is connected to Slack."""
        command = [sys.executable, "-m", "bot", "run", "--config", str(self.config), "--clock", str(self._clock_file)]
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C in the terminal reaches the sandbox, which then stops the bot in order.
            self._process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=_environment(), start_new_session=True
            )

    def stop(self) -> int:
        """Ask the bot to stop (SIGTERM) and return its exit code; a bot that does not obey is killed."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the bot at once (SIGKILL), in the middle of whatever it does."""
        self._end(signal.SIGKILL)

    def _configure(self, desk: str, chain: str = USUAL_CHAIN, more_staff: str = "", approval: str = "") -> None:
        text = CONFIGURATION.format(url=self._url, desk=desk, chain=chain, more_staff=more_staff, approval=approval)
        self.config.write_text(text, encoding="utf-8")

    def _end(self, how: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        if process.poll() is None:
            process.send_signal(how)
        try:
            return process.wait(STOP_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _environment() -> dict[str, str]:
    """Return the machine's environment with the local vendors' keys in place of real ones, and no proxy before them."""
    secrets = ("SLACK_", "X_", "SMTP_", "IMAP_", "TRIAGE_BOT_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(secrets)}
    return kept | dict(SECRETS) | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
