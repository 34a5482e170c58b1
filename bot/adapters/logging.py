"""Sets up logging: key and value, for people at a terminal, else one JSON object a line; always on standard error.

Nothing is ever written to standard output, which belongs to the commands, and nothing leaves without `redaction`.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import threading
from collections.abc import Sequence
from typing import TextIO, cast

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.adapters.redaction import redact, redact_value

_NAME = "bot"
# Our own keys whose values are made by us.
_OURS = frozenset({"level", "timestamp"})


def set_up(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send our own log from `level` on, and the libraries' from WARNING on, to `stream`.

    Arguments:
        stream: standard error if not given; a terminal gets coloured lines, anything else JSON.
        level: one of the standard library's levels.
    """
    stream = cast(TextIO, _Enduring(sys.stderr if stream is None else stream))
    chain = _chain()
    structlog.configure(
        processors=[*chain, _renderer(stream)],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *chain],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _renderer(stream)],
        )
    )
    root = logging.getLogger()
    root.handlers = [one for one in root.handlers if not isinstance(one, _Handler)]
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    threading.excepthook = _thread_died


def redact_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take personal data and secrets out of every value of a log line."""
    return {redact(key): value if key in _OURS else redact_value(value, key) for key, value in event.items()}


class _Enduring:
    """A stream that drops a line which cannot be written: a full disk under the log must end no worker."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write, if it can be done."""
        try:
            return self._stream.write(text)
        except OSError:
            return 0

    def flush(self) -> None:
        """Flush, if it can be done."""
        with contextlib.suppress(OSError):
            self._stream.flush()

    def isatty(self) -> bool:
        """Tell whether a person reads it."""
        return self._stream.isatty()


class _Handler(logging.StreamHandler[TextIO]):
    """The handler of `set_up`, a class of its own so that a second `set_up` takes the place of the first."""


def _chain() -> Sequence[Processor]:
    """What every line passes before it is rendered; exceptions become text before they are redacted."""
    return [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.UnicodeDecoder(),
        redact_event,
    ]


def _renderer(stream: TextIO) -> Processor:
    if stream.isatty():
        return structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    return structlog.processors.JSONRenderer(ensure_ascii=False, default=str)


def _thread_died(died: threading.ExceptHookArgs) -> None:
    """Log what ended a thread; Python's own way would print it unredacted."""
    if died.exc_type is SystemExit or died.exc_value is None:
        return
    name = died.thread.name if died.thread else ""
    structlog.get_logger().error("thread died", thread=name, exc_info=died.exc_value)
