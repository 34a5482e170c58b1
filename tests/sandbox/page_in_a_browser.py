"""The sandbox's page, opened as a person opens it, and held against every script error and request to elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, ViewportSize, expect
from slack_on_the_wire import Workspace

LAPTOP: ViewportSize = {"width": 1366, "height": 800}
PHONE: ViewportSize = {"width": 390, "height": 844}


@contextmanager
def opened(browser: Browser, slack: Workspace, size: ViewportSize = LAPTOP) -> Iterator[Page]:
    """Open the page and wait until it is live.

    Args:
        browser: the shared browser.
        slack: a running sandbox.
        size: the window.
    """
    page = browser.new_page(viewport=size)
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(slack.server.url) else wrong.append(request.url))
    page.goto(slack.server.url)
    expect(page.get_by_test_id("connection")).not_to_have_text("Connecting")
    yield page
    page.close()
    assert wrong == []
