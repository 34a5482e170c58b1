"""Logging: where it goes, what it looks like, and what never gets into it."""

import io
import json
import logging
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.logging import set_up
from bot.adapters.redaction import redact, redact_value


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What a log is written to that was set up for no terminal; everything is put back afterwards."""
    root, hook = logging.getLogger(), threading.excepthook
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    set_up(stream)
    yield stream
    structlog.reset_defaults()
    root.handlers, threading.excepthook = handlers, hook
    root.setLevel(level)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sent xoxb-123-abc to", "sent [secret] to"),
        ("xapp-1-A0-123-ff", "[secret]"),
        ("Authorization: Bearer AAAAabc.def-1", "Authorization: Bearer [secret]"),
        ('OAuth oauth_consumer_key="a", oauth_signature="b%3D"', "OAuth [secret]"),
        ("refused: refresh_token=abcdef&state=1", "refused: refresh_token=[secret]&state=1"),
        ("{'password': 'hunter2', 'a': 1}", "{'password': '[secret]', 'a': 1}"),
        ("smtp://me:hunter2@mail.acme.example:587", "smtp://[secret]@mail.acme.example:587"),
        ("from anna.keller+x@example.com.", "from [address]."),
        ("<anna@localhost>", "<[address]>"),
        ("call +49 151 2345678 now", "call [number] now"),
        ("call (030) 901820 now", "call [number] now"),
        ("call 555-123-4567 now", "call [number] now"),
        ("call 01701234567 now", "call [number] now"),
        ("card 4111 1111 1111 1111", "card [number]"),
        ("card 4111111111111111", "card [number]"),
    ],
)
def test_personal_data_and_secrets_are_taken_out(text: str, expected: str) -> None:
    assert expected == redact(text)


@pytest.mark.parametrize(
    "text",
    [
        "case C-12",
        "post 1790123456789012345",
        "user 2244994945",
        "message C0TRIAGE:1700000000.000100",
        "at 2026-03-02T12:00:00.123456+00:00",
        "at 2026-03-02 12:00:00",
        "http://127.0.0.1:8765/api/chat.postMessage",
        "192.168.100.200",
        "took 0.012345678 s",
        "x:public",
        "C-12/v3/0",
    ],
)
def test_ids_and_times_stay_readable(text: str) -> None:
    assert text == redact(text)


@given(st.text(st.sampled_from("a1@.+- (x") | st.characters()))
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(text) == redact(redact(text))


@pytest.mark.timeout(5)
def test_long_texts_are_redacted_quickly() -> None:
    assert 25_000 == len(redact("a" * 25_000))


def test_values_inside_of_values_are_redacted() -> None:
    value = {"mails": ["a@b.example", ("c@d.example",)], "api_key": "k", "n": 4111111111111111, "ok": True}
    expected = {"mails": ["[address]", ["[address]"]], "api_key": "[secret]", "n": "[number]", "ok": True}
    assert expected == redact_value(value)


def test_a_line_is_one_json_object_with_level_and_time(stream: io.StringIO) -> None:
    structlog.get_logger().info("sent", case="C-1", tries=2)
    (line,) = lines(stream)
    assert ("sent", "C-1", 2, "info", "Z") == (
        line["event"],
        line["case"],
        line["tries"],
        line["level"],
        line["timestamp"][-1],
    )


def test_every_value_of_a_line_is_redacted(stream: io.StringIO) -> None:
    structlog.get_logger().warning("from anna@example.com", who={"mail": "anna@example.com"})
    (line,) = lines(stream)
    assert ("from [address]", {"mail": "[address]"}) == (line["event"], line["who"])


def test_exceptions_are_redacted(stream: io.StringIO) -> None:
    try:
        raise ValueError("no anna@example.com")
    except ValueError:
        structlog.get_logger().exception("failed")
    (line,) = lines(stream)
    assert line["exception"].endswith("ValueError: no [address]")


def test_warnings_of_libraries_are_redacted_and_name_the_library(stream: io.StringIO) -> None:
    logging.getLogger("tweepy.client").warning("refused %s", "Bearer abcdefgh")
    (line,) = lines(stream)
    assert ("refused Bearer [secret]", "tweepy.client", "warning") == (line["event"], line["logger"], line["level"])


def test_exceptions_of_libraries_are_redacted(stream: io.StringIO) -> None:
    try:
        raise ValueError("no anna@example.com")
    except ValueError:
        logging.getLogger("slack_bolt").exception("failed")
    assert "anna@" not in stream.getvalue()


def test_chatter_of_libraries_is_left_out(stream: io.StringIO) -> None:
    logging.getLogger("slack_bolt").info("hello")
    assert [] == lines(stream)


def test_our_own_details_are_left_out_unless_asked_for(stream: io.StringIO) -> None:
    structlog.get_logger().debug("a")
    set_up(stream, level=logging.DEBUG)
    structlog.get_logger().debug("b")
    assert ["b"] == [line["event"] for line in lines(stream)]


def test_setting_up_twice_writes_once(stream: io.StringIO) -> None:
    set_up(stream)
    logging.getLogger("tweepy").warning("once")
    assert 1 == len(lines(stream))


def test_death_of_a_thread_is_logged_and_redacted(stream: io.StringIO) -> None:
    def die() -> None:
        raise ValueError("no anna@example.com")

    thread = threading.Thread(target=die, name="listener")
    thread.start()
    thread.join()
    (line,) = lines(stream)
    assert ("listener", False) == (line["thread"], "anna@" in line["exception"])


def test_terminal_gets_plain_lines_that_are_redacted_too(stream: io.StringIO) -> None:
    terminal = Terminal()
    set_up(terminal)
    try:
        raise ValueError("no anna@example.com")
    except ValueError:
        structlog.get_logger().exception("failed", who="bo@example.com")
    shown = terminal.getvalue()
    assert (True, False, False) == ("failed" in shown, "anna@" in shown, "bo@" in shown)


class FullDisk(io.StringIO):
    """A stream on a disk without room."""

    full = True

    def write(self, text: str) -> int:
        """Refuse, or not."""
        if self.full:
            raise OSError(28, "No space left on device")
        return super().write(text)

    def flush(self) -> None:
        """As `write`."""
        if self.full:
            raise OSError(28, "No space left on device")


def test_a_full_disk_under_the_log_raises_nothing_and_the_next_line_is_there(stream: io.StringIO) -> None:
    """Whoever logs is a worker that must go on."""
    disk = FullDisk()
    set_up(disk)
    structlog.get_logger().warning("lost")
    logging.getLogger("requests").warning("lost")
    disk.full = False
    structlog.get_logger().warning("kept")
    assert ["kept"] == [line["event"] for line in lines(disk)]
