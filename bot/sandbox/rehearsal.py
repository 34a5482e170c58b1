"""One command's worth of sandbox: the servers, a fresh folder, and the bot between them."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path
from types import TracebackType

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.mail.post_office import PostOffice
from bot.sandbox.server import SandboxServer
from bot.sandbox.stage import Stage, StoryError

READY_WITHIN = 30.0


class Rehearsal:
    """A sandbox with a bot. Everything lies in one temporary folder, which goes when the rehearsal ends."""

    def __init__(self, port: int = 0) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="triage-bot-"))
        clock_file = self.folder / "clock"
        self.server = SandboxServer(clock_file, port)
        self._clock_file = clock_file
        self.bot: BotProcess | None = None
        self.post_office: PostOffice | None = None

    def __enter__(self) -> Rehearsal:
        try:
            self.server.start()
            self.bot = BotProcess(self.folder, self.server.url, self._clock_file)
            self.start_bot()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def stage(self) -> Stage:
        """Return a new view of the sandbox for acting and watching."""
        return Stage(self.server.url)

    def start_bot(self) -> None:
        """Start the bot and wait until it listens on both sides; raise StoryError with its last words if not."""
        assert self.bot is not None
        before = len(self.stage.calls())
        self.bot.start()
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if not self.bot.running:
                raise StoryError(f"The bot ended while it started:\n{self._last_words()}")
            if self.stage.is_heard(since=before):
                return
            time.sleep(0.05)
        raise StoryError(f"The bot was not ready after {READY_WITHIN:.0f} s:\n{self._last_words()}")

    def use_mail(self) -> None:
        """Start a local mail server, and the bot anew with a helpdesk behind it."""
        assert self.bot is not None
        self.bot.stop()
        self.post_office = PostOffice(self.server.world.clock).start()
        self.bot.use_mail(self.post_office.smtp_url, self.post_office.imap_url)
        self.start_bot()

    def use_approval(self) -> None:
        """Start the bot anew with a team whose lead approves what juniors send."""
        assert self.bot is not None
        self.bot.stop()
        self.bot.use_approval()
        self.start_bot()

    def use_chain(self) -> None:
        """Start the bot anew with a longer chain; its people and its private Slack channel must be there."""
        assert self.bot is not None
        self.bot.stop()
        self.bot.use_chain()
        self.start_bot()

    def stop_bot(self) -> None:
        """Stop the bot in order."""
        assert self.bot is not None
        self.bot.stop()

    def kill_bot(self) -> None:
        """End the bot in the middle of whatever it does."""
        assert self.bot is not None
        self.bot.kill()

    def close(self) -> None:
        """Stop the bot in order, then the servers, and remove the folder."""
        if self.bot is not None:
            self.bot.stop()
        if self.post_office is not None:
            self.post_office.stop()
        self.server.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _last_words(self) -> str:
        assert self.bot is not None
        return "\n".join(self.bot.log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])
