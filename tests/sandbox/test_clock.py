"""The sandbox's clock and the file that others read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.clock import SandboxClock


def test_without_a_file_it_is_now(tmp_path):
    ahead = SandboxClock(tmp_path / "clock").now() - datetime.now(UTC)
    assert abs(ahead) < timedelta(seconds=1)


def test_the_offset_is_written_down_in_seconds(tmp_path):
    clock = SandboxClock(tmp_path / "clock")
    clock.forward(timedelta(minutes=3))
    clock.forward(timedelta(seconds=1.5))
    assert 181.5 == float((tmp_path / "clock").read_text())


def test_the_time_moves_by_as_much_as_asked(tmp_path):
    clock = SandboxClock(tmp_path / "clock")
    clock.forward(timedelta(hours=2))
    assert timedelta(hours=2) - (clock.now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_a_second_sandbox_goes_on_from_there(tmp_path):
    SandboxClock(tmp_path / "clock").forward(timedelta(hours=2))
    assert timedelta(hours=2) == SandboxClock(tmp_path / "clock").offset


def test_the_time_never_goes_back(tmp_path):
    clock = SandboxClock(tmp_path / "clock")
    with pytest.raises(ValueError, match="only moves forward"):
        clock.forward(timedelta(seconds=-1))


@pytest.mark.parametrize("content", ["soon", "-3", "nan", "inf", "1e400", ""])
def test_a_file_that_holds_something_else_is_told_by_name(tmp_path, content):
    (tmp_path / "clock").write_text(content)
    with pytest.raises(ValueError, match="expected a number of seconds"):
        SandboxClock(tmp_path / "clock")


def test_no_half_written_file_is_left_behind(tmp_path):
    SandboxClock(tmp_path / "clock").forward(timedelta(seconds=1))
    assert ["clock"] == [file.name for file in tmp_path.iterdir()]


def test_every_post_is_dated_by_it(control):
    control.post("clock", forward="3m")
    post = control.post("x/post", **{"as": "anna_k"}, text="hi")
    ahead = datetime.fromisoformat(post["at"]) - datetime.now(UTC)
    assert abs(ahead - timedelta(minutes=3)) < timedelta(seconds=2)
