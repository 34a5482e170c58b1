"""A helpdesk on loopback that answers whatever it is told to, as a broken or hostile one might."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self


class AnyAnswer:
    """Answers every call with `status`, `headers` and `body`, whatever was asked."""

    def __init__(self) -> None:
        self.status, self.body = 200, b"{}"
        self.headers: Mapping[str, str] = {}
        side = self

        class _Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length") or 0))
                self.send_response_only(side.status)
                for name, value in side.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(side.body)))
                self.end_headers()
                self.wfile.write(side.body)

            do_POST = do_PUT = do_GET  # noqa: N815 - the names that http.server looks for

            def log_message(self, *_arguments: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
