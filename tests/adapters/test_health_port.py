"""The health port answers three questions over HTTP, and the figures hold nothing about anybody."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import requests
from acme import NOON
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from bot.adapters.health.disk import Volume
from bot.adapters.health.metrics import PrometheusTally
from bot.adapters.health.server import HealthServer, Report
from bot.ports.tally import Answer
from bot.wiring.health_port import HealthPort


@pytest.fixture
def tally() -> PrometheusTally:
    """Figures of its own."""
    return PrometheusTally()


@pytest.fixture
def reports() -> dict[str, Report]:
    """What is told; a test may change it."""
    return {"live": Report(True), "ready": Report(True)}


@pytest.fixture
def url(tally: PrometheusTally, reports: dict[str, Report]) -> Iterator[str]:
    """The address of a running health port."""
    server = HealthServer("127.0.0.1", 0, lambda: reports["live"], lambda: reports["ready"], tally.text)
    yield f"http://127.0.0.1:{server.start()}"
    server.stop()


def get(url: str) -> requests.Response:
    """Ask, with no proxy between."""
    with requests.Session() as session:
        session.trust_env = False
        return session.get(url, timeout=5)


def figure(tally: PrometheusTally, name: str, **labels: str) -> float | None:
    """Return one figure as Prometheus reads it."""
    families = text_string_to_metric_families(tally.text().decode())
    samples = (sample for family in families for sample in family.samples)
    return next((one.value for one in samples if one.name == name and labels.items() <= one.labels.items()), None)


def test_who_is_well_says_so(url: str) -> None:
    assert [200, 200] == [get(f"{url}/{question}").status_code for question in ("healthz", "readyz")]


def test_who_is_not_ready_says_why_and_is_still_live(url: str, reports: dict[str, Report]) -> None:
    reports["ready"] = Report(False, ("x_stalled: for 40 s",), ("disk_low: 40 MB are left",))
    answer = get(f"{url}/readyz")
    assert (503, ["x_stalled: for 40 s"], ["disk_low: 40 MB are left"]) == (
        answer.status_code,
        answer.json()["reasons"],
        answer.json()["warnings"],
    )
    assert 200 == get(f"{url}/healthz").status_code


def test_the_metrics_come_in_prometheus_own_format(url: str, tally: PrometheusTally) -> None:
    tally.heard("x")
    answer = get(f"{url}/metrics")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert 'triage_bot_mentions_total{channel="x"} 1.0' in answer.text


def test_an_address_that_is_taken_is_an_error_of_the_system(tally: PrometheusTally) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        server = HealthServer(
            "127.0.0.1", taken.getsockname()[1], lambda: Report(True), lambda: Report(True), tally.text
        )
        with pytest.raises(OSError, match="in use"):
            server.start()


def test_a_port_that_is_taken_keeps_nobody_down_and_opens_when_it_is_free(tally: PrometheusTally) -> None:
    taken = socket.create_server(("127.0.0.1", 0))
    number = taken.getsockname()[1]
    server = HealthServer("127.0.0.1", number, lambda: Report(True), lambda: Report(True), tally.text)
    port = HealthPort(server, "127.0.0.1", number, try_every=0.05)
    port.start()
    taken.close()
    try:
        assert 200 == eventually(f"http://127.0.0.1:{number}/healthz")
    finally:
        port.stop()


@pytest.mark.parametrize("host", ["203.0.113.9", "no-such-host.invalid"])
def test_an_address_that_is_not_up_keeps_nobody_down(tally: PrometheusTally, host: str) -> None:
    """An address of a network that is not up yet, and a name that nobody can find."""
    server = HealthServer(host, 9464, lambda: Report(True), lambda: Report(True), tally.text)
    port = HealthPort(server, host, 9464)
    with capture_logs() as told:
        port.start()
    port.stop()
    assert [("health_port_not_open", host, True)] == [(one["event"], one["host"], bool(one["reason"])) for one in told]


def eventually(url: str) -> int:
    """Ask until somebody answers, for some seconds."""
    for _ in range(100):
        try:
            return get(url).status_code
        except requests.ConnectionError:
            time.sleep(0.05)
    return 0


def test_a_first_reply_is_in_the_histogram_and_a_later_one_is_not(tally: PrometheusTally) -> None:
    tally.delivered("x", "reply", "clarify_link", timedelta(seconds=2))
    tally.delivered("x", "reply", "ask_email", timedelta(seconds=9))
    assert 1.0 == figure(tally, "triage_bot_first_reply_seconds_count", lane="x")
    assert 2.0 == figure(tally, "triage_bot_delivery_seconds_count", lane="x")


@pytest.mark.parametrize(
    ("status", "outcome"), [(200, "ok"), (403, "refused"), (429, "limited"), (503, "failed"), (0, "none")]
)
def test_answers_are_counted_by_outcome(tally: PrometheusTally, status: int, outcome: str) -> None:
    tally.answered(Answer("x", "mentions", status, NOON, remaining=7))
    labels = {"vendor": "x", "call": "mentions"}
    assert 1.0 == figure(tally, "triage_bot_vendor_answers_total", outcome=outcome, **labels)
    assert 7.0 == figure(tally, "triage_bot_rate_limit_remaining", **labels)


def test_everything_else_that_is_counted_is_there(tally: PrometheusTally) -> None:
    tally.delivered("slack", "tell", "not acknowledged", timedelta(seconds=1))
    tally.failed("x", "unknown")
    tally.held(["stale"])
    tally.fired("answer", timedelta(seconds=0.2))
    tally.stock("ready", 3)
    tally.promises("overdue", 2)
    tally.ailing("x_stalled", "", True)
    tally.mended("x_stalled", "")
    tally.unread("x", "mention")
    assert [1.0, 1.0, 1.0, 1.0, 3.0, 2.0, 1.0, 1.0, 1.0] == [
        figure(tally, "triage_bot_told_total", why="not acknowledged"),
        figure(tally, "triage_bot_delivery_failures_total", lane="x", outcome="unknown"),
        figure(tally, "triage_bot_held_total", guard="stale"),
        figure(tally, "triage_bot_timer_lateness_seconds_count", timer="answer"),
        figure(tally, "triage_bot_outbox_messages", state="ready"),
        figure(tally, "triage_bot_promises", standing="overdue"),
        figure(tally, "triage_bot_trouble", ailment="x_stalled"),
        figure(tally, "triage_bot_repairs_total", ailment="x_stalled"),
        figure(tally, "triage_bot_unread_total", channel="x", kind="mention"),
    ]


def test_the_room_on_the_disk_is_told_or_not_known(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert (Volume(tmp_path).free() or 0) > 0
    assert None is Volume(tmp_path / "gone").free()
