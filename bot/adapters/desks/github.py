"""GitHub: an issue with the public part of the story, for teams whose customers are users of an open project.

An issue may be read by anybody, so neither the customer's address nor anything private ever stands in it. The story
stands in a code block, where an @ calls nobody and a # links nothing. Ours is told by a comment that is not shown, the
last line of the body. Source: https://docs.github.com/en/rest/issues/issues
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from bot.adapters.desks.discretion import public_entry, public_text, public_title
from bot.adapters.desks.entries import every_row, moment, newest
from bot.adapters.desks.newest import LOOK_BACK, PAGE, Row, find_newest, positive, stamp
from bot.adapters.desks.rest import ANSWER_WITHIN, Headers, Rest
from bot.adapters.desks.rest_errors import Answer, missing, retry_at
from bot.adapters.desks.shortening import shortened
from bot.domain.errors import DeliveryError, Permanent, Temporary
from bot.ports.clock import Clock
from bot.ports.desk import Entry, Standing, Ticket, TicketState
from bot.ports.staffroom import Story

_NAME = "GitHub"
# A body holds 65,536 characters.
_LONGEST = 60_000
_VERSION = "2022-11-28"
_LONGEST_WAIT = timedelta(hours=2)
# Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
_SECONDARY_WAIT = timedelta(minutes=1)
_OURS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


class GitHubDesk:
    """Implements `bot.ports.desk.Desk`: the tickets' numbers are like "#12".

    `url` is "https://api.github.com", or that of a server of one's own like "https://github.acme.example/api/v3";
    `repository` is "owner/name"; the `token` must be able to write issues there, and `labels` need write access.
    """

    def __init__(
        self,
        url: str,
        repository: str,
        token: str,
        labels: Sequence[str],
        clock: Clock,
        answer_within: timedelta = ANSWER_WITHIN,
    ) -> None:
        self._issues = f"/repos/{quote(repository)}/issues"
        self._page = f"{_web_address(url)}/{quote(repository)}/issues"
        self._labels = list(labels)
        self._clock = clock
        auth = Headers({"Authorization": f"Bearer {token}", "X-GitHub-Api-Version": _VERSION})
        self._rest = Rest(_NAME, url, auth, "GITHUB_TOKEN", clock, self._explain, answer_within)

    def open(self, external_id: str, story: Story) -> Ticket:
        """Open an issue, or return the one with this external id. Raises Temporary, Permanent or Unknown."""
        if found := self.find(external_id):
            return found
        text = shortened(public_text(story), _LONGEST)
        issue = {
            "title": public_title(story),
            "body": _fenced(text, external_id),
            "labels": self._labels,
        }
        made = self._ticket(self._rest.write(self._issues, issue))
        if made is None:
            raise missing(_NAME)
        return made

    def find(self, external_id: str) -> Ticket | None:
        """Look through the newest issues for our mark. Raises Temporary or Permanent."""
        now = self._clock.now()

        def page(number: int) -> Any:
            order = {"state": "all", "sort": "created", "direction": "desc", "since": stamp(now - LOOK_BACK)}
            return self._rest.read(self._issues, {**order, "per_page": str(PAGE), "page": str(number)})

        def is_ours(row: Row) -> bool:
            body = row.get("body")
            return isinstance(body, str) and body.rstrip().endswith(_mark(external_id))

        row = find_newest(_NAME, page, is_ours, now)
        if row is None:
            return None
        found = self._ticket(row)
        if found is None:
            raise missing(_NAME, writing=False)
        return found

    def _ticket(self, row: Any) -> Ticket | None:
        number = positive(row.get("number")) if isinstance(row, dict) else 0
        return Ticket(f"#{number}", f"{self._page}/{number}", str(number)) if number else None

    def add(self, effect: str, ticket: Ticket, story: Story, entry: Entry) -> None:
        """Add what the customer wrote in public as a comment, and nothing else. Raises like `open`."""
        text = public_entry(entry, story)
        if not text or self.has(effect, ticket):
            return
        comment = {"body": _fenced(shortened(text, _LONGEST), effect)}
        answer = self._rest.write(f"{self._issues}/{ticket.key}/comments", comment)
        if not isinstance(answer, dict) or not positive(answer.get("id")):
            raise missing(_NAME)

    def has(self, effect: str, ticket: Ticket) -> bool:
        """Look through the issue's comments. Raises Temporary or Permanent."""
        return any(str(row.get("body")).rstrip().endswith(_mark(effect)) for row in self._comments(ticket))

    @property
    def tells_state(self) -> bool:
        """True."""
        return True

    def state(self, ticket: Ticket, address: str) -> TicketState:
        """Read the issue and its comments: one of the project's people that is not ours is an answer."""
        found = self._rest.read(f"{self._issues}/{ticket.key}")
        state = found.get("state") if isinstance(found, dict) else None
        if state not in ("open", "closed"):
            raise missing(_NAME, writing=False)
        theirs = (
            row.get("created_at")
            for row in self._comments(ticket)
            if row.get("author_association") in _OURS and "<!-- triage-bot:" not in str(row.get("body"))
        )
        standing = Standing.SOLVED if state == "closed" else Standing.OPEN
        return TicketState(standing, moment(found.get("closed_at")), newest(theirs))

    def _comments(self, ticket: Ticket) -> list[Row]:
        def page(number: int) -> Any:
            wanted = {"page": str(number), "per_page": str(PAGE)}
            return self._rest.read(f"{self._issues}/{ticket.key}/comments", wanted)

        return every_row(_NAME, page)

    def _explain(self, answer: Answer) -> DeliveryError | None:
        """GitHub answers 403 or 429 where a rate limit is spent, and 410 where issues are switched off."""
        now = self._clock.now()
        if answer.status == 410:
            return Permanent("the repository has its issues switched off (410)")
        if answer.status in (403, 429):
            if (again := retry_at(answer, now)) is not None:
                return Temporary(f"GitHub allows no more calls for now ({answer.status})", again)
            if answer.header("x-ratelimit-remaining") == "0":
                return Temporary(f"GitHub allows no more calls for now ({answer.status})", _reset(answer, now))
            if "secondary rate limit" in _message(answer):
                return Temporary(f"GitHub allows no more calls for now ({answer.status})", now + _SECONDARY_WAIT)
        return None


def _reset(answer: Answer, now: datetime) -> datetime | None:
    seconds = answer.header("x-ratelimit-reset")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 11):
        return None
    return min(datetime.fromtimestamp(int(seconds), UTC), now + _LONGEST_WAIT)


def _message(answer: Answer) -> str:
    words = answer.data.get("message") if isinstance(answer.data, dict) else None
    return words.lower() if isinstance(words, str) else ""


def _fenced(text: str, effect: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall(r"`+", text)), default=0))
    return f"{fence}text\n{text.rstrip()}\n{fence}\n\n{_mark(effect)}"


def _mark(external_id: str) -> str:
    return f"<!-- triage-bot: {external_id} -->"


def _web_address(url: str) -> str:
    """Return where people read what the interface at `url` tells."""
    return "https://github.com" if url == "https://api.github.com" else url.removesuffix("/api/v3")
