"""Files: uploading in two steps, showing a picture in a block, deleting."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from slack_on_the_wire import Workspace, running

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture
def slack(tmp_path: Path) -> Iterator[Workspace]:
    with running(tmp_path) as workspace:
        yield workspace


def uploaded(slack: Workspace, content: bytes = PNG) -> str:
    """Upload a file as the SDK does, and return its id."""
    return str(slack.client.files_upload_v2(content=content, filename="today.png", title="Today")["files"][0]["id"])


def home(file: str) -> dict[str, Any]:
    image = {"type": "image", "alt_text": "today", "slack_file": {"id": file}}
    return {"type": "home", "blocks": [image]}


def test_a_picture_that_was_uploaded_can_be_shown(slack: Workspace) -> None:
    """The block is taken, and the page gets the very bytes."""
    file = uploaded(slack)
    assert slack.client.views_publish(user_id="U0ADA", view=home(file))["ok"]
    shown = requests.get(f"{slack.server.url}/slack/files/{file}", timeout=5)
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")


def test_a_file_that_is_not_there_yet_is_refused_in_a_block(slack: Workspace) -> None:
    """Slack works on a file after it took it."""
    slack.server.call(lambda world: setattr(world.slack, "files_take", timedelta(minutes=1)))
    answer = slack.refusal(slack.client.views_publish, user_id="U0ADA", view=home(uploaded(slack)))
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] invalid slack file [json-pointer:/view/blocks/0/slack_file]"
    ]


def test_only_pictures_are_shown(slack: Workspace) -> None:
    """A text is no picture, whatever it is called."""
    assert slack.error(slack.client.views_publish, user_id="U0ADA", view=home(uploaded(slack, b"hello"))) == (
        "invalid_arguments"
    )


def test_a_deleted_file_is_shown_no_more(slack: Workspace) -> None:
    """Neither in a block nor on the page; and it is deleted once."""
    file = uploaded(slack)
    slack.client.files_delete(file=file)
    assert slack.error(slack.client.views_publish, user_id="U0ADA", view=home(file)) == "invalid_arguments"
    assert requests.get(f"{slack.server.url}/slack/files/{file}", timeout=5).status_code == 404
    assert slack.error(slack.client.files_delete, file=file) == "file_not_found"


def test_as_many_bytes_as_were_announced(slack: Workspace) -> None:
    """Fewer are not taken, and what was never uploaded cannot be finished."""
    place = slack.client.files_getUploadURLExternal(filename="a.png", length=9)
    assert requests.post(place["upload_url"], data=b"short", timeout=5).status_code == 400
    assert slack.error(slack.client.files_completeUploadExternal, files=[{"id": place["file_id"]}]) == "file_not_found"
