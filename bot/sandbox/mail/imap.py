"""An IMAP server for one mailbox that is only read: what RFC 3501 says about the few commands that it knows.

It knows CAPABILITY, NOOP, LOGIN, SELECT, EXAMINE, UID SEARCH by headers, UID FETCH of header fields, and LOGOUT. Every
other command is answered BAD, and it never changes a mail.
"""

from __future__ import annotations

import re
import socketserver
import threading
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy

Listed = Callable[[str], "list[tuple[int, datetime, bytes]] | None"]
"""Returns uid, time of arrival and octets of every mail in a folder, or None where there is no such folder."""

_LINE = re.compile(r"(\S+) (UID \S+|\S+) ?(.*)", re.IGNORECASE)
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
_FIELDS = re.compile(r"BODY\.PEEK\[HEADER\.FIELDS \(([^)]*)\)\]", re.IGNORECASE)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class ImapServer:
    """Listens on a port of 127.0.0.1 that the system chose; `port` is right from the beginning."""

    def __init__(self, listed: Listed, user: str, password: str) -> None:
        session = type("Session", (_Session,), {"listed": staticmethod(listed), "login": (user, password)})
        self._server = _Server(("127.0.0.1", 0), session)
        self.port: int = self._server.server_address[1]
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Answer on a thread of its own."""
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="imap", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        if self._thread is not None:
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


class _Session(socketserver.StreamRequestHandler):
    """One connection: who logged in, and which folder is open."""

    listed: Listed
    login: tuple[str, str]
    timeout = 30

    def handle(self) -> None:
        """Answer one command after the other until the client leaves."""
        self._is_in = False
        self._folder: str | None = None
        self._say("* OK sandbox ready")
        while line := self.rfile.readline(8_192):
            found = _LINE.fullmatch(line.decode("utf-8", "replace").rstrip("\r\n"))
            if found is None:
                self._say("* BAD what was that?")
                continue
            tag, command, rest = found[1], found[2].upper(), found[3]
            self._say(f"{tag} {self._answer(command, rest)}")
            if command == "LOGOUT":
                return

    def _answer(self, command: str, rest: str) -> str:
        words = [quoted.replace('\\"', '"').replace("\\\\", "\\") or plain for quoted, plain in _WORD.findall(rest)]
        if command == "CAPABILITY":
            self._say("* CAPABILITY IMAP4rev1")
            return "OK done"
        if command in ("NOOP", "LOGOUT"):
            if command == "LOGOUT":
                self._say("* BYE see you")
            return "OK done"
        if command == "LOGIN":
            self._is_in = tuple(words) == self.login
            return "OK welcome" if self._is_in else "NO [AUTHENTICATIONFAILED] wrong user or password"
        if not self._is_in:
            return "BAD log in first"
        if command in ("SELECT", "EXAMINE") and words:
            return self._select(words[0])
        if self._folder is None:
            return "BAD open a folder first"
        if command == "UID SEARCH":
            return self._search(words)
        if command == "UID FETCH":
            return self._fetch(rest)
        return "BAD this server does not know that"

    def _select(self, name: str) -> str:
        mails = type(self).listed(name)
        self._folder = None if mails is None else name
        if mails is None:
            return "NO [NONEXISTENT] there is no such folder"
        self._say(f"* {len(mails)} EXISTS")
        self._say("* 0 RECENT")
        self._say("* OK [UIDVALIDITY 1] ok")
        return "OK [READ-ONLY] open"

    def _search(self, words: list[str]) -> str:
        if len(words) != 3 or words[0].upper() != "HEADER":
            return "BAD this server searches by one header only"
        name, wanted = words[1], words[2].casefold()
        found = [
            str(uid)
            for uid, _, octets in self._mails()
            if any(wanted in str(value).casefold() for value in message_from_bytes(octets).get_all(name, []))
        ]
        self._say(" ".join(["* SEARCH", *found]))
        return "OK done"

    def _fetch(self, rest: str) -> str:
        uids, _, items = rest.partition(" ")
        asked = _FIELDS.search(items)
        if asked is None or not re.fullmatch(r"\d+(?:,\d+)*", uids):
            return "BAD this server shows header fields of listed mails only"
        names = asked[1].upper().split()
        for number, (uid, at, octets) in enumerate(self._mails(), start=1):
            if str(uid) not in uids.split(","):
                continue
            headers = message_from_bytes(octets, policy=policy.compat32).items()
            shown = "".join(f"{name}: {value}\r\n" for name, value in headers if name.upper() in names) + "\r\n"
            body = shown.encode("utf-8", "replace")
            arrived = f"{at:%d}-{_MONTHS[at.month - 1]}-{at:%Y %H:%M:%S} +0000"
            part = f"BODY[HEADER.FIELDS ({asked[1]})] {{{len(body)}}}\r\n"
            self.wfile.write(f'* {number} FETCH (UID {uid} INTERNALDATE "{arrived}" {part}'.encode() + body + b")\r\n")
        return "OK done"

    def _mails(self) -> list[tuple[int, datetime, bytes]]:
        return type(self).listed(self._folder or "") or []

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
