"""Serves the sandbox's web page from this folder; must never serve a file of another kind or from elsewhere."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

_FOLDER = Path(__file__).parent
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    # The page renders what strangers wrote, so nothing but its own files may run or load.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


async def page(_request: Request) -> Response:
    """Answer the page itself.

    Args:
        _request: not looked at; the page reads everything from the control API.

    Returns:
        `index.html` with a content security policy that allows this origin only.
    """
    return FileResponse(_FOLDER / "index.html", media_type="text/html", headers=_HEADERS)


async def static(request: Request) -> Response:
    """Answer one style sheet, script or picture of the page.

    Args:
        request: its path parameter `file` is a plain file name.

    Returns:
        The file, or a 404 for any name that is not a `.css`, `.js` or `.svg` file of this folder.
    """
    name = request.path_params["file"]
    path = _FOLDER / name
    if path.suffix not in _TYPES or path.parent != _FOLDER or not path.is_file():
        return PlainTextResponse(f"There is no file {name!r} here.\n", status_code=404)
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=_HEADERS)


routes = [Route("/", page), Route("/static/{file}", static)]
