"""The one browser that every page test shares, and the order of all tests.

It must never let a missing browser pass for a green test run in CI.
"""

import os
import shutil
from collections.abc import Iterator
from itertools import groupby

import pytest
from playwright.sync_api import Browser, sync_playwright

# Debian's Chromium as root, without a GPU, and without a word to the outside.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; where it is missing, the test fails under `CI=true` and is skipped elsewhere."""
    path = shutil.which("chromium")
    if path is None:
        reason = "Chromium is not installed: on Debian, `apt-get install chromium`"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Spread the tests that wait for a real process evenly, so that every worker has some from the beginning.

    In a row at the end they would keep the processors idle, each waiting for its own process.
    """
    waiting = [item for item in items if "smoke" in item.path.parts]
    others = (item for item in items if "smoke" not in item.path.parts)
    files = [list(of) for _, of in groupby(others, lambda item: item.path)]
    if not waiting or not files:
        return
    # Between files, so that what a file sets up once is set up once.
    each = len(waiting) / len(files)
    items[:] = [
        one
        for number, of in enumerate(files)
        for one in (*waiting[round(number * each) : round((number + 1) * each)], *of)
    ]
