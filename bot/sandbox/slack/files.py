"""`files.*`: an upload in two steps with the address between them, deleting, and the picture for the page.

Slack works on a file after it took it: until then no block may show it. `SlackState.files_take` is how long that lasts.
Source: docs.slack.dev/messaging/working-with-files, docs.slack.dev/reference/methods/files.getUploadURLExternal.
"""

import secrets
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.sandbox.slack.call import Call, Refused, method
from bot.sandbox.slack.records import File, Json
from bot.sandbox.slack.state import SlackState

_PICTURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif"}


def get_upload_url(call: Call) -> Json:
    """Promise a place for a file: its id, and the address that takes its bytes."""
    name, length = call.required("filename"), call.number("length", 0)
    if length < 1:
        raise Refused("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]")
    file = File(call.state.new_id("F"), name, length, secrets.token_urlsafe(24), call.text("alt_txt"))
    call.state.files[file.id] = file
    return {"upload_url": f"http://{call.host}/slack/upload/{file.key}", "file_id": file.id}


async def upload(request: Request) -> Response:
    """Take the bytes of a file; they must be as many as were announced."""
    state: SlackState = request.app.state.world.slack
    file = next((one for one in state.files.values() if one.key == request.path_params["key"]), None)
    if file is None or file.completed_at is not None:
        return PlainTextResponse("not found", 404)
    content = await request.body()
    if len(content) != file.length:
        return PlainTextResponse("the length is another one than was announced", 400)
    file.content = content
    return PlainTextResponse(f"OK - {len(content)}")


def complete(call: Call) -> Json:
    """Finish uploads; without a Slack channel they stay private to whoever uploaded them."""
    wanted = call.structure("files")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(one, dict) for one in wanted):
        raise Refused("invalid_arguments", "[ERROR] missing required field: files")
    found = [_known(call.state, one.get("id")) for one in wanted]
    if any(not file.content for file in found):
        raise Refused("file_not_found")
    for file, one in zip(found, wanted, strict=True):
        file.title = str(one.get("title") or file.name)
        file.completed_at = call.state.clock.now()
    call.state.changed()
    return {"files": [{"id": file.id, "title": file.title} for file in found]}


def delete(call: Call) -> Json:
    """Delete a file of ours; a block that shows it shows nothing from then on."""
    file = _known(call.state, call.required("file", "file_not_found"))
    del call.state.files[file.id]
    call.state.changed()
    return {}


async def show(request: Request) -> Response:
    """The picture itself, for the page."""
    state: SlackState = request.app.state.world.slack
    file = state.files.get(request.path_params["id"])
    kind = picture_kind(file) if file is not None else ""
    if file is None or not kind:
        return PlainTextResponse("There is no such picture.\n", 404)
    return Response(file.content, media_type=kind, headers={"Cache-Control": "private, max-age=3600"})


def picture_kind(file: File) -> str:
    """Return what kind of picture a file is, by its first bytes, or ""."""
    return next((kind for start, kind in _PICTURES.items() if file.content.startswith(start)), "")


def file_problems(state: SlackState, blocks: Any, root: str) -> list[str]:
    """What Slack would complain about in the `slack_file`s of a list of blocks."""
    found = []
    for index, block in enumerate(blocks if isinstance(blocks, list) else []):
        wanted = block.get("slack_file") if isinstance(block, dict) else None
        if wanted is not None and not _may_show(state, wanted):
            found.append(f"[ERROR] invalid slack file [json-pointer:{root}/{index}/slack_file]")
    return found


def _may_show(state: SlackState, wanted: Any) -> bool:
    file = state.files.get(str(wanted.get("id"))) if isinstance(wanted, dict) else None
    if file is None or file.completed_at is None or not picture_kind(file):
        return False
    return state.clock.now() - file.completed_at >= state.files_take


def _known(state: SlackState, id: Any) -> File:
    file = state.files.get(str(id))
    if file is None:
        raise Refused("file_not_found")
    return file


routes = [
    method("files.getUploadURLExternal", get_upload_url),
    method("files.completeUploadExternal", complete),
    method("files.delete", delete),
    Route("/slack/upload/{key}", upload, methods=["POST"]),
    Route("/slack/files/{id}", show, methods=["GET"]),
]
